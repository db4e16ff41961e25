#pragma once

#include "imaging/result.h"

#include <QDate>
#include <QList>
#include <QString>

#include <stop_token>

namespace lucency::app {

/// A copy of a store as it was on a day.
struct Backup {
    QString file;
    QDate day;
};

/// Those of a store, newest first. They lie in the folder "backups" beside it.
QList<Backup> backupsOf(const QString& storePath);

/// Copies what people brought, drew and said, unless there is a copy of that day or nothing to copy; scores and heat maps, which are most
/// of a large store and which a model gives again, are left out. The seven newest copies stay. Other connections may read and write
/// meanwhile, and other processes may copy the same store; what ended ones left of unfinished copies is removed once it is an hour old.
/// Whether there is a copy of that day now. Any thread, but one at a time in a process. Fails as the store does, with the subject of the
/// copy, and with Cancelled; nothing of the copy remains then.
Result<bool> backUp(const QString& storePath, const QDate& day, const std::stop_token& stop = {});

/// Puts a copy in the place of a store that nobody has open. What was there is kept beside it under a name that ends in "damaged" and the
/// time. Fails with CannotWrite or DiskFull where the copy cannot be brought to the store's folder, or where one of the store's files
/// cannot be moved: those that were moved before come back then, and the store is where it was, with its log.
Done restoreBackup(const QString& storePath, const Backup& backup);

} // namespace lucency::app
