#pragma once

#include "imaging/result.h"

#include <QString>

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace lucency::app {

/// Which files are being read, written down beside a store, so that the next start knows which of them ended the program: a decoder that
/// crashes takes the window with it, and would do so again at every start. A file that was being read when the program ended may be read
/// again; one of which that is true twice running is left alone until the file or the program is another one. Thread-safe.
class ReadingMarks {
public:
    /// Holds the mark of one file for as long as it lives.
    class Reading {
    public:
        Reading() = default;
        Reading(Reading&& other) noexcept;
        Reading& operator=(Reading&& other) noexcept;
        ~Reading();

    private:
        friend class ReadingMarks;
        Reading(ReadingMarks* marks, std::uint64_t file);

        ReadingMarks* m_marks = nullptr;
        std::uint64_t m_file = 0;
    };

    /// The marks of this store, one object for the process. Nothing is marked and nothing known where the file cannot be written or another
    /// process has it: reading goes on all the same.
    static std::shared_ptr<ReadingMarks> beside(const QString& storePath);

    ~ReadingMarks();
    ReadingMarks(const ReadingMarks&) = delete;
    ReadingMarks& operator=(const ReadingMarks&) = delete;

    /// To be asked before a file is read, and held until it has been. Fails with EndedProgram where reading it ended the program twice.
    Result<Reading> begin(const std::string& path);

    /// Whether there is any file of which endedProgram() is true.
    bool knowsOfEnds() const;
    /// Whether the program ended when this file was last read.
    bool endedProgram(const std::string& path) const;

private:
    /// One file, as it stands on the disk.
    struct Mark {
        std::uint64_t file = 0; ///< its path, size and time
        std::uint32_t ends = 0; ///< of the program, running
        std::uint32_t readers = 0;
        bool isFree() const { return ends == 0 && readers == 0; }
    };

    explicit ReadingMarks(const std::string& path);
    void takeOver();
    Mark* find(std::uint64_t file);
    void write(const Mark& mark);
    void end(std::uint64_t file);

    const std::string m_path;
    int m_descriptor = -1;
    mutable std::mutex m_mutex;
    std::array<Mark, 64> m_marks{};
};

} // namespace lucency::app
