#pragma once

#include "imaging/result.h"

#include <QSqlDatabase>

namespace lucency::app {

/// PRAGMA application_id of a store: "Lucy".
inline constexpr int storeApplicationId = 0x4c756379;

/// The schema that this version of the program reads and writes.
int currentSchemaVersion();

/// Takes the schema of an open database from its PRAGMA user_version to target (default: the current one), within one transaction. Fails
/// with StoreTooNew for a newer one, and as the store does.
Done migrateSchema(QSqlDatabase& database, int target = currentSchemaVersion());

} // namespace lucency::app
