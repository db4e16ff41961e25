#include "app/store/schema.h"

#include "app/store/connection.h"

#include <array>
#include <span>

namespace lucency::app {

namespace {

// One list a version; what has been released is never changed, only followed by another. Texts are '' and not NULL when unknown.
constexpr const char* version1[] = {
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",

    "CREATE TABLE patients (id INTEGER PRIMARY KEY, patient_id TEXT NOT NULL, name TEXT NOT NULL, birth_date TEXT NOT NULL,"
    " sex TEXT NOT NULL)",
    "CREATE INDEX patients_by_patient_id ON patients (patient_id)",

    "CREATE TABLE studies (id INTEGER PRIMARY KEY, patient INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,"
    " study_uid TEXT NOT NULL, date TEXT NOT NULL, time TEXT NOT NULL, accession_number TEXT NOT NULL, description TEXT NOT NULL,"
    " institution TEXT NOT NULL, age TEXT NOT NULL, follow_up INTEGER NOT NULL)",
    "CREATE INDEX studies_by_patient ON studies (patient)",
    "CREATE INDEX studies_by_uid ON studies (study_uid) WHERE study_uid <> ''",

    "CREATE TABLE images (id INTEGER PRIMARY KEY, study INTEGER NOT NULL REFERENCES studies (id) ON DELETE CASCADE,"
    " path TEXT NOT NULL, frame INTEGER NOT NULL, frame_count INTEGER NOT NULL, pixel_rows INTEGER NOT NULL,"
    " pixel_columns INTEGER NOT NULL, series_uid TEXT NOT NULL, sop_instance_uid TEXT NOT NULL, modality TEXT NOT NULL,"
    " view_position TEXT NOT NULL, body_part TEXT NOT NULL, series_number INTEGER NOT NULL, instance_number INTEGER NOT NULL,"
    " file_size INTEGER NOT NULL, file_modified INTEGER NOT NULL, content_hash BLOB NOT NULL, status INTEGER NOT NULL,"
    " reason TEXT NOT NULL, prediction INTEGER REFERENCES predictions (id) ON DELETE SET NULL)",
    "CREATE INDEX images_by_study ON images (study)",
    "CREATE INDEX images_by_path ON images (path)",
    "CREATE INDEX images_by_prediction ON images (prediction)",
    "CREATE INDEX images_unscored ON images (status) WHERE status < 2",
    "CREATE UNIQUE INDEX images_by_uid ON images (sop_instance_uid, frame, study) WHERE sop_instance_uid <> ''",
    "CREATE INDEX images_by_content ON images (content_hash, frame) WHERE sop_instance_uid = ''",

    "CREATE TABLE predictions (id INTEGER PRIMARY KEY, image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,"
    " model_name TEXT NOT NULL, model_version TEXT NOT NULL, stored_at INTEGER NOT NULL, priority REAL NOT NULL,"
    " top_finding TEXT NOT NULL, top_probability REAL NOT NULL, top_positive INTEGER NOT NULL, decode_ms REAL NOT NULL,"
    " preprocess_ms REAL NOT NULL, infer_ms REAL NOT NULL, remarks TEXT NOT NULL, UNIQUE (image, model_name, model_version))",
    "CREATE TABLE scores (prediction INTEGER NOT NULL REFERENCES predictions (id) ON DELETE CASCADE, position INTEGER NOT NULL,"
    " finding TEXT NOT NULL, probability REAL NOT NULL, positive INTEGER NOT NULL, validated INTEGER NOT NULL,"
    " age_appropriate INTEGER NOT NULL, PRIMARY KEY (prediction, position)) WITHOUT ROWID",
    "CREATE TABLE heat_maps (prediction INTEGER PRIMARY KEY REFERENCES predictions (id) ON DELETE CASCADE, maps BLOB NOT NULL)",
};

// Reference labels and boxes drawn by people.
constexpr const char* version2[] = {
    "CREATE TABLE labels (image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE, source TEXT NOT NULL, finding TEXT NOT NULL,"
    " PRIMARY KEY (image, source, finding)) WITHOUT ROWID",
    "CREATE TABLE boxes (id INTEGER PRIMARY KEY, image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE, finding TEXT NOT NULL,"
    " x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL, source TEXT NOT NULL)",
    "CREATE INDEX boxes_by_image ON boxes (image)",
};

// A retrained model may keep its name and version: its SHA-256 tells them apart. What was stored before has none, belongs to no model that
// is loaded, and is scored anew. SQLite changes no constraint in place, so the table is made again
// (https://sqlite.org/lang_altertable.html, section 7, which asks for foreign keys to be off).
constexpr const char* version3[] = {
    "CREATE TABLE predictions_3 (id INTEGER PRIMARY KEY, image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,"
    " model_name TEXT NOT NULL, model_version TEXT NOT NULL, model_sha256 TEXT NOT NULL, stored_at INTEGER NOT NULL,"
    " priority REAL NOT NULL, top_finding TEXT NOT NULL, top_probability REAL NOT NULL, top_positive INTEGER NOT NULL,"
    " decode_ms REAL NOT NULL, preprocess_ms REAL NOT NULL, infer_ms REAL NOT NULL, remarks TEXT NOT NULL,"
    " UNIQUE (image, model_name, model_version, model_sha256))",
    "INSERT INTO predictions_3 SELECT id, image, model_name, model_version, '', stored_at, priority, top_finding, top_probability,"
    " top_positive, decode_ms, preprocess_ms, infer_ms, remarks FROM predictions",
    "DROP TABLE predictions",
    "ALTER TABLE predictions_3 RENAME TO predictions",
    "ALTER TABLE scores ADD COLUMN leads INTEGER NOT NULL DEFAULT 1",
};

// What people say of images, also of such as are in no study: by path and hash of the content, as history. Nothing refers to it and nothing
// is ever removed from it.
constexpr const char* version4[] = {
    "CREATE TABLE corrections (id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, content_hash BLOB NOT NULL, kind INTEGER NOT NULL,"
    " finding TEXT NOT NULL, label_from INTEGER NOT NULL, label_to INTEGER NOT NULL, reason TEXT NOT NULL, who TEXT NOT NULL,"
    " at INTEGER NOT NULL, undoes INTEGER REFERENCES corrections (id))",
};

// What a label table said of a person gives way to a header and to a newer table. Of files without UIDs all of it came from tables.
constexpr const char* version5[] = {
    "ALTER TABLE studies ADD COLUMN age_from_table INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE patients ADD COLUMN sex_from_table INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE images ADD COLUMN view_from_table INTEGER NOT NULL DEFAULT 0",
    "UPDATE images SET view_from_table = 1 WHERE sop_instance_uid = ''",
    "UPDATE studies SET age_from_table = 1 WHERE study_uid = '' AND id NOT IN (SELECT study FROM images WHERE sop_instance_uid <> '')",
    "UPDATE patients SET sex_from_table = 1 WHERE id NOT IN (SELECT patient FROM studies WHERE NOT age_from_table)",
};

// The number of an examination that a label table says decides over that of the file (its name, or the table it was first imported with),
// which stays what the file is known by.
constexpr const char* version6[] = {
    "ALTER TABLE studies ADD COLUMN table_follow_up INTEGER NOT NULL DEFAULT -1",
};

constexpr std::array<std::span<const char* const>, 6> versions = {version1, version2, version3, version4, version5, version6};

Done run(QSqlDatabase& database, const QString& sql)
{
    QSqlQuery query(database);
    if (!query.exec(sql)) return storeFailure(query.lastError(), database.databaseName());
    return done();
}

Result<int> userVersion(QSqlDatabase& database)
{
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next())
        return storeFailure(query.lastError(), database.databaseName());
    return query.value(0).toInt();
}

Done migrateWithin(QSqlDatabase& database, int target)
{
    // Read under the write lock: another connection may have migrated since.
    const auto version = userVersion(database);
    if (!version) return version.error();
    if (*version > currentSchemaVersion())
        return Failure{FailureKind::StoreTooNew, database.databaseName().toStdString(),
                       "schema " + std::to_string(*version) + ", this program knows " + std::to_string(currentSchemaVersion())};
    for (int next = *version; next < target; ++next) {
        for (const char* sql : versions[static_cast<std::size_t>(next)])
            if (auto ran = run(database, QString::fromLatin1(sql)); !ran) return ran;
    }
    if (*version >= target) return done();
    if (auto ran = run(database, QStringLiteral("PRAGMA application_id = %1").arg(storeApplicationId)); !ran) return ran;
    return run(database, QStringLiteral("PRAGMA user_version = %1").arg(target));
}

Done migrateInOneTransaction(QSqlDatabase& database, int target)
{
    if (auto begun = run(database, QStringLiteral("BEGIN IMMEDIATE")); !begun) return begun;
    auto migrated = migrateWithin(database, target);
    if (migrated) migrated = run(database, QStringLiteral("COMMIT"));
    if (!migrated) (void)run(database, QStringLiteral("ROLLBACK"));
    return migrated;
}

} // namespace

int currentSchemaVersion()
{
    return static_cast<int>(versions.size());
}

Done migrateSchema(QSqlDatabase& database, int target)
{
    // A table that is made again may not take with it what refers to it; the switch does nothing within a transaction.
    if (auto off = run(database, QStringLiteral("PRAGMA foreign_keys = OFF")); !off) return off;
    auto migrated = migrateInOneTransaction(database, target);
    if (auto on = run(database, QStringLiteral("PRAGMA foreign_keys = ON")); !on && migrated) return on;
    return migrated;
}

} // namespace lucency::app
