#pragma once

#include "app/training/runstate.h"
#include "imaging/result.h"

#include <QList>
#include <QLockFile>

#include <filesystem>

namespace lucency::app {

struct QueuedRun;

/// queue.json: the runs that wait, and the one that is being trained. One process at a time has it; a process that was killed loses it.
class QueueFile {
public:
    /// Takes the file, if nobody has it.
    explicit QueueFile(const std::filesystem::path& folder);

    /// Whether this process has the queue.
    bool isOurs() const { return m_ours; }

    /// The queue as it was left, Running as Interrupted. A file that is damaged is put aside as queue.damaged.json; the failure then is
    /// CorruptFile. Fails with StoreBusy where another process has the queue.
    Result<QList<QueuedRun>> read();

    /// Text of the queue, and writing it atomically; the latter on any one thread. Fails with CannotWrite or DiskFull.
    static QByteArray textOf(const QList<QueuedRun>& runs);
    Done write(const QByteArray& text) const;

private:
    std::filesystem::path m_file;
    QLockFile m_lock;
    bool m_ours;
};

} // namespace lucency::app
