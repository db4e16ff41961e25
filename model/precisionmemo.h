#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace lucency::model {

/// What trials of bf16 found, in a small file that can be made anew, so that a model is tried once on a machine and not each time it is
/// loaded. An answer is kept under a digest of everything that decided it; lines that are damaged say nothing. Thread-safe; of two
/// processes that write at once one may lose its answer, which is then found again.
class PrecisionMemo {
public:
    /// An empty path remembers nothing.
    explicit PrecisionMemo(std::filesystem::path file);

    /// Whether bf16 was faithful under these circumstances; nothing where that was never asked, or the file cannot be read.
    std::optional<bool> recall(const std::string& circumstances) const;

    /// Keeps an answer, and the latest ones of others. A file that cannot be written keeps nothing and harms nobody.
    void keep(const std::string& circumstances, bool faithful) const;

private:
    std::filesystem::path m_file;
};

} // namespace lucency::model
