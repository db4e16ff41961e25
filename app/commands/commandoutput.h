#pragma once

#include "imaging/replacementfile.h"
#include "imaging/result.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lucency::app {

/// Where the results of a command go: stdout as they come, or a file that appears at the end.
class RecordOutput {
public:
    /// An empty name is stdout.
    explicit RecordOutput(std::string file)
        : m_file(std::move(file))
    {
    }

    /// Each fails with CannotWrite or DiskFull.
    Done open();
    Done write(const std::string& text);
    /// Puts the file in place, unless something did not get into it.
    Done finish();

private:
    std::string m_file;
    std::optional<imaging::ReplacementFile> m_target;
    std::optional<Failure> m_failure;
};

/// Which of the inputs would be replaced by the output, if any: the same file under another name, or through a link, is the same. Nothing
/// where the output is empty (stdout) or does not exist yet.
std::optional<std::filesystem::path> inputReplacedBy(const std::filesystem::path& output, const std::vector<std::filesystem::path>& inputs);

/// In words for people: that option names an input.
std::string wouldReplace(const std::string& option, const std::filesystem::path& input);

/// One line on a terminal that says how far the work is and how long it will take; nothing where stderr is a file.
class ScoringProgress {
public:
    explicit ScoringProgress(std::size_t paths);
    ~ScoringProgress();
    ScoringProgress(const ScoringProgress&) = delete;
    ScoringProgress& operator=(const ScoringProgress&) = delete;

    /// So many paths are done.
    void at(std::size_t path);

private:
    using Clock = std::chrono::steady_clock;

    std::size_t m_paths;
    bool m_shown, m_drawn = false;
    Clock::time_point m_begin = Clock::now(), m_last{};
};

} // namespace lucency::app
