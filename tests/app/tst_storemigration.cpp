#include "app/store/schema.h"
#include "app/store/store.h"
#include "tests/support/app/storedrows.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <memory>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;

/// What becomes of a store that a former version made, or a later one.
class StoreMigrationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void what_a_store_of_the_first_schema_holds_outlives_migration();
    void predictions_of_the_second_schema_outlive_migration();
    void ages_of_the_fourth_schema_are_known_as_a_tables_or_a_headers();
    void follow_ups_of_the_fifth_schema_stay_until_a_table_says_others();
    void a_store_from_a_newer_version_is_refused_untouched();

private:
    QString file() const { return m_folder->filePath(QStringLiteral("folder/lucency.sqlite")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void StoreMigrationTest::what_a_store_of_the_first_schema_holds_outlives_migration()
{
    QVERIFY(QDir().mkpath(QFileInfo(file()).path()));
    {
        const Raw raw(file());
        auto database = raw.database();
        QVERIFY(migrateSchema(database, 1));
        QCOMPARE(raw.ask(QStringLiteral("PRAGMA user_version")).toInt(), 1);
        QVERIFY(!raw.ask(QStringLiteral("SELECT 1 FROM sqlite_schema WHERE name = 'boxes'")).isValid());
        raw.ask(QStringLiteral("INSERT INTO patients VALUES (1, 'OLD', 'Old^Patient', '', '')"));
        raw.ask(QStringLiteral("INSERT INTO studies VALUES (1, 1, '1.2', '20200101', '', '', 'kept', '', '', -1)"));
    }
    auto store = Store::open(file());
    QVERIFY(store);
    QCOMPARE(Raw(file()).ask(QStringLiteral("PRAGMA user_version")).toInt(), currentSchemaVersion());
    QCOMPARE(rowOf(*store, 1).description, QStringLiteral("kept"));
    const auto image = store->addImage(picture(1, QStringLiteral("1.2.1")));
    QVERIFY(store->setBoxes(QStringLiteral("b"), std::array{ReferenceBox{*image, QStringLiteral("Mass"), QRectF(0, 0, 1, 1), {}}}));
}

/// The table of predictions is made again on the way: nothing that refers to it may go with it.
void StoreMigrationTest::predictions_of_the_second_schema_outlive_migration()
{
    QVERIFY(QDir().mkpath(QFileInfo(file()).path()));
    {
        const Raw raw(file());
        auto database = raw.database();
        raw.ask(QStringLiteral("PRAGMA foreign_keys = ON"));
        QVERIFY(migrateSchema(database, 2));
        for (const char* const sql :
             {"INSERT INTO settings VALUES ('model_name', 'net'), ('model_version', '1')",
              "INSERT INTO patients VALUES (1, 'OLD', 'Old^Patient', '', '')",
              "INSERT INTO studies VALUES (1, 1, '1.2', '20200101', '', '', 'kept', '', '', -1)",
              "INSERT INTO images VALUES (1, 1, '/a', 0, 1, 9, 9, '', '', '', '', '', 0, 0, 0, 0, x'00', 2, '', NULL)",
              "INSERT INTO predictions VALUES (7, 1, 'net', '1', 5, 0.5, 'Mass', 0.625, 1, 1, 2, 3, 'inverted')",
              "INSERT INTO scores VALUES (7, 0, 'Mass', 0.625, 1, 1, 1)", "UPDATE images SET prediction = 7"})
            raw.ask(QString::fromLatin1(sql));
        QCOMPARE(raw.ask(QStringLiteral("SELECT count(*) FROM scores")).toInt(), 1);
    }
    auto store = Store::open(file());
    QVERIFY(store);
    QCOMPARE(*store->modelInUse(), (ModelIdentity{QStringLiteral("net"), QStringLiteral("1"), {}}));
    const auto kept = store->prediction(1, false);
    QVERIFY(kept && *kept);
    QCOMPARE((*kept)->id, RowId(7));
    QCOMPARE((*kept)->prediction.priority, 0.5);
    QCOMPARE((*kept)->prediction.remarks, std::vector{imaging::Remark::Inverted});
    QCOMPARE((*kept)->prediction.scores.size(), 1u);
    QCOMPARE((*kept)->prediction.scores[0].probability, 0.625);
    QVERIFY((*kept)->prediction.scores[0].leads);
    QCOMPARE(Raw(file()).ask(QStringLiteral("SELECT count(*) FROM pragma_foreign_key_check")).toInt(), 0);

    // The references are those of the new table: what is deleted takes its scores with it.
    QVERIFY(store->setModelInUse({QStringLiteral("net"), QStringLiteral("1"), QStringLiteral("abc")}));
    QCOMPARE(*store->outdatedImages(), std::vector<RowId>{1});
    Raw(file()).ask(QStringLiteral("PRAGMA foreign_keys = ON"));
    ImageRow changed = *store->image(1);
    QVERIFY(store->replaceImage(changed));
    QCOMPARE(Raw(file()).ask(QStringLiteral("SELECT count(*) FROM scores")).toInt(), 0);
}

void StoreMigrationTest::ages_of_the_fourth_schema_are_known_as_a_tables_or_a_headers()
{
    QVERIFY(QDir().mkpath(QFileInfo(file()).path()));
    {
        const Raw raw(file());
        auto database = raw.database();
        QVERIFY(migrateSchema(database, 4));
        for (const char* const sql :
             {"INSERT INTO patients VALUES (1, 'PNG', '', '', 'M'), (2, 'DICOM', 'Old^Patient', '', 'M')",
              "INSERT INTO studies VALUES (1, 1, '', '', '', '', '', '', '005Y', 0), (2, 2, '1.2', '20200101', '', '', '', '', '034Y', -1)",
              "INSERT INTO images VALUES (1, 1, '/a', 0, 1, 9, 9, '', '', '', 'PA', '', 0, 0, 0, 0, x'00', 0, '', NULL)",
              "INSERT INTO images VALUES (2, 2, '/b', 0, 1, 9, 9, '1', '1.2.1', 'DX', 'PA', '', 0, 0, 0, 0, x'', 0, '', NULL)"})
            raw.ask(QString::fromLatin1(sql));
    }
    auto store = Store::open(file());
    QVERIFY(store);
    const ImageDescription said{QStringLiteral("052Y"), QStringLiteral("F"), QStringLiteral("AP")};
    QVERIFY(store->describe(1, said)->changed);
    QCOMPARE(store->study(1)->age, QStringLiteral("052Y"));
    QCOMPARE(store->patient(1)->sex, QStringLiteral("F"));
    QCOMPARE(store->image(1)->viewPosition, QStringLiteral("AP"));
    QVERIFY(!store->describe(2, said)->changed);
    QCOMPARE(store->study(2)->age, QStringLiteral("034Y"));
    QCOMPARE(store->patient(2)->sex, QStringLiteral("M"));
    QCOMPARE(store->image(2)->viewPosition, QStringLiteral("PA"));
}

void StoreMigrationTest::follow_ups_of_the_fifth_schema_stay_until_a_table_says_others()
{
    QVERIFY(QDir().mkpath(QFileInfo(file()).path()));
    {
        const Raw raw(file());
        auto database = raw.database();
        QVERIFY(migrateSchema(database, 5));
        for (const char* const sql :
             {"INSERT INTO patients VALUES (1, '00000199', '', '', 'M', 1)",
              "INSERT INTO studies VALUES (1, 1, '', '', '', '', '', '', '055Y', 0, 1), (2, 1, '', '', '', '', '', '', '050Y', 5, 1)",
              "INSERT INTO images VALUES (1, 1, '/n/00000199_000.png', 0, 1, 9, 9, '', '', '', 'PA', '', 0, 0, 0, 0, x'00', 0, '', NULL, "
              "1)"})
            raw.ask(QString::fromLatin1(sql));
    }
    auto store = Store::open(file());
    QVERIFY(store);
    QCOMPARE(store->study(1)->followUp, 0);
    ImageDescription said;
    said.followUp = 9;
    QVERIFY(store->describe(1, said)->changed);
    QVERIFY(!store->describe(1, said)->changed);
    QCOMPARE(store->study(1)->followUp, 9);
    QCOMPARE(store->study(2)->followUp, 5);
    const auto ordered = store->studiesOfPatient(1);
    QCOMPARE(ordered->front().id, 2); // oldest first
    ImageRow file = *store->image(1);
    StudyRow byName = *store->study(1);
    byName.followUp = 0;
    QVERIFY(*store->findImage(file, byName, *store->patient(1))); // found by its name still
}

void StoreMigrationTest::a_store_from_a_newer_version_is_refused_untouched()
{
    {
        QVERIFY(Store::open(file()));
    }
    Raw(file()).ask(QStringLiteral("PRAGMA user_version = %1").arg(currentSchemaVersion() + 1));
    const auto store = Store::open(file());
    QVERIFY(!store);
    QCOMPARE(store.error().kind, FailureKind::StoreTooNew);
    QCOMPARE(store.error().subject, file().toStdString());
    QCOMPARE(Raw(file()).ask(QStringLiteral("PRAGMA user_version")).toInt(), currentSchemaVersion() + 1);
}

QTEST_GUILESS_MAIN(StoreMigrationTest)
#include "tst_storemigration.moc"
