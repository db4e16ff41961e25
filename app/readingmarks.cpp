#include "app/readingmarks.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace lucency::app {

namespace {

constexpr std::uint32_t mostEnds = 2;

/// A file as it is now: another one under the same path has another number. None where it is not there.
std::optional<std::uint64_t> numberOf(const char* path)
{
    struct stat state = {};
    if (::stat(path, &state) != 0) return std::nullopt;
    const std::array<std::int64_t, 3> is = {state.st_size, state.st_mtim.tv_sec, state.st_mtim.tv_nsec};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(path, static_cast<qsizetype>(std::strlen(path))));
    hash.addData(QByteArrayView(reinterpret_cast<const char*>(is.data()), sizeof is));
    std::uint64_t number = 0;
    std::memcpy(&number, hash.result().constData(), sizeof number);
    return number;
}

/// A program that was built anew may read what its forerunner could not.
std::uint64_t program()
{
    return numberOf("/proc/self/exe").value_or(0);
}

} // namespace

ReadingMarks::Reading::Reading(ReadingMarks* marks, std::uint64_t file)
    : m_marks(marks)
    , m_file(file)
{
}

ReadingMarks::Reading::Reading(Reading&& other) noexcept
    : m_marks(std::exchange(other.m_marks, nullptr))
    , m_file(other.m_file)
{
}

ReadingMarks::Reading& ReadingMarks::Reading::operator=(Reading&& other) noexcept
{
    std::swap(m_marks, other.m_marks);
    std::swap(m_file, other.m_file);
    return *this;
}

ReadingMarks::Reading::~Reading()
{
    if (m_marks) m_marks->end(m_file);
}

std::shared_ptr<ReadingMarks> ReadingMarks::beside(const QString& storePath)
{
    static std::mutex mutex;
    static std::map<std::string, std::weak_ptr<ReadingMarks>> open;
    const QString canonical = QFileInfo(storePath).canonicalFilePath();
    const std::string path = (canonical.isEmpty() ? storePath : canonical).toStdString() + "-reading";
    const std::lock_guard lock(mutex);
    auto marks = open[path].lock();
    if (!marks) open[path] = marks = std::shared_ptr<ReadingMarks>(new ReadingMarks(path));
    return marks;
}

ReadingMarks::ReadingMarks(const std::string& path)
    : m_path(path)
    , m_descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666))
{
    if (m_descriptor < 0) return;
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) == 0) {
        takeOver();
    } else {
        ::close(m_descriptor);
        m_descriptor = -1;
    }
}

ReadingMarks::~ReadingMarks()
{
    if (m_descriptor < 0) return;
    if (std::all_of(m_marks.begin(), m_marks.end(), [](const Mark& mark) { return mark.isFree(); })) ::unlink(m_path.c_str());
    ::close(m_descriptor);
}

/// What the process before has left: whatever it was reading ended it, or it was ended meanwhile.
void ReadingMarks::takeOver()
{
    std::uint64_t writer = 0;
    if (::pread(m_descriptor, &writer, sizeof writer, 0) != sizeof writer || writer != program() ||
        ::pread(m_descriptor, m_marks.data(), sizeof m_marks, sizeof writer) != sizeof m_marks)
        m_marks = {};
    for (Mark& mark : m_marks)
        if (std::exchange(mark.readers, 0) > 0) ++mark.ends;
    writer = program();
    // Where the disk is full nothing is marked from here on.
    if (::pwrite(m_descriptor, &writer, sizeof writer, 0) != sizeof writer ||
        ::pwrite(m_descriptor, m_marks.data(), sizeof m_marks, sizeof writer) != sizeof m_marks) {
        ::close(m_descriptor);
        m_descriptor = -1;
    }
}

ReadingMarks::Mark* ReadingMarks::find(std::uint64_t file)
{
    const auto found =
        std::find_if(m_marks.begin(), m_marks.end(), [file](const Mark& mark) { return !mark.isFree() && mark.file == file; });
    return found == m_marks.end() ? nullptr : &*found;
}

/// The kernel keeps what is written here when the program crashes; nothing needs to be on the disk before.
void ReadingMarks::write(const Mark& mark)
{
    const auto at = sizeof(std::uint64_t) + static_cast<std::size_t>(&mark - m_marks.data()) * sizeof mark;
    [[maybe_unused]] const auto written = ::pwrite(m_descriptor, &mark, sizeof mark, static_cast<off_t>(at)); // unmarked at worst
}

Result<ReadingMarks::Reading> ReadingMarks::begin(const std::string& path)
{
    if (m_descriptor < 0) return Reading{};
    const auto file = numberOf(path.c_str());
    if (!file) return Reading{}; // reading it says why
    const std::lock_guard lock(m_mutex);
    Mark* mark = find(*file);
    if (mark && mark->ends >= mostEnds)
        return Failure{FailureKind::EndedProgram, path, {}};
    if (!mark) {
        const auto free = std::find_if(m_marks.begin(), m_marks.end(), [](const Mark& one) { return one.isFree(); });
        if (free == m_marks.end()) return Reading{};
        mark = &*free;
        mark->file = *file;
    }
    ++mark->readers;
    write(*mark);
    return Reading(this, *file);
}

/// Read to the end: nothing speaks against the file any more.
void ReadingMarks::end(std::uint64_t file)
{
    const std::lock_guard lock(m_mutex);
    Mark* const mark = find(file);
    if (!mark) return;
    --mark->readers;
    mark->ends = 0;
    write(*mark);
}

bool ReadingMarks::knowsOfEnds() const
{
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_marks.begin(), m_marks.end(), [](const Mark& mark) { return mark.ends > 0; });
}

bool ReadingMarks::endedProgram(const std::string& path) const
{
    const auto file = numberOf(path.c_str());
    const std::lock_guard lock(m_mutex);
    return file && std::any_of(m_marks.begin(), m_marks.end(), [&](const Mark& mark) { return mark.ends > 0 && mark.file == *file; });
}

} // namespace lucency::app
