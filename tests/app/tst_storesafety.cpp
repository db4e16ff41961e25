#include "app/import.h"
#include "app/store/schema.h"
#include "app/store/store.h"
#include "tests/support/app/storedrows.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/core.hpp>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <functional>
#include <memory>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;

namespace {

/// What the child process does: adds studies until something fails, and says each one that has been committed.
int addUntilKilled(const QString& file)
{
    auto store = Store::open(file);
    if (!store) {
        std::printf("failed %s\n", std::string(slug(store.error().kind)).c_str());
        return 1;
    }
    for (int number = 0;; ++number) {
        const QString uid = QString::number(number);
        auto transaction = store->transaction();
        if (!transaction) return 1;
        auto study = store->addStudy(person(QStringLiteral("P") + uid, QString(400, QLatin1Char('x'))), examination(uid));
        if (study) {
            auto image = store->addImage(picture(study->study, uid));
            auto committed = image ? transaction->commit() : Done(image.error());
            if (!committed) study = committed.error();
        }
        if (!study) {
            std::printf("failed %s\n", std::string(slug(study.error().kind)).c_str());
            std::fflush(stdout);
            return 1;
        }
        std::printf("committed %d\n", number);
        std::fflush(stdout);
    }
}

} // namespace

/// What becomes of a store that is old, new, damaged, locked, full, or left in the middle of a write.
class StoreSafetyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void a_store_of_the_first_schema_is_migrated_with_its_data();
    void predictions_of_the_second_schema_outlive_migration();
    void ages_of_the_fourth_schema_are_known_as_a_tables_or_a_headers();
    void follow_ups_of_the_fifth_schema_stay_until_a_table_says_others();
    void a_store_from_a_newer_version_is_refused_untouched();
    void what_is_no_store_is_refused_untouched_data();
    void what_is_no_store_is_refused_untouched();
    void a_damaged_page_is_found_at_start();
    void damaged_heat_maps_are_found_by_the_second_check();
    void a_read_only_folder_is_said();
    void a_folder_that_cannot_be_made_is_said();
    void a_store_locked_by_another_writer_is_busy();
    void a_store_that_may_not_grow_is_full_and_stays_sound();
    void a_file_size_limit_stops_the_write_and_leaves_the_store_sound();
    void a_full_file_system_is_said_and_leaves_the_store_sound();
    void a_killed_writer_leaves_all_that_it_committed();
    void a_store_in_use_keeps_its_locks_data();
    void a_store_in_use_keeps_its_locks();

private:
    QString file() const { return m_folder->filePath(QStringLiteral("folder/lucency.sqlite")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void StoreSafetyTest::a_store_in_use_keeps_its_locks_data()
{
    QTest::addColumn<std::function<void(const QString&)>>("meanwhile");
    QTest::newRow("nothing else is done") << std::function([](const QString&) {});
    QTest::newRow("another thread's connection comes and goes") << std::function([](const QString& file) { QVERIFY(Store::open(file)); });
    QTest::newRow("the folder of the store is imported") << std::function([](const QString& file) {
        auto store = Store::open(file);
        QVERIFY(store);
        QVERIFY(!importPaths(*store, {QFileInfo(file).path()}));
    });
    const auto drop = [](const QString& file, const QString& dropped) {
        auto store = Store::open(file);
        QVERIFY(store);
        QVERIFY(QFileInfo::exists(dropped));
        const auto imported = importPaths(*store, {dropped});
        const Failure said = imported ? imported->failures.value(0) : imported.error();
        QCOMPARE(said.kind, FailureKind::NotAnImage);
        QCOMPARE(said.detail, "Lucency's own database");
    };
    QTest::newRow("the store itself is dropped on the window") << std::function([drop](const QString& file) { drop(file, file); });
    QTest::newRow("its log is dropped on the window")
        << std::function([drop](const QString& file) { drop(file, file + QStringLiteral("-wal")); });
    QTest::newRow("the index of its log is dropped on the window")
        << std::function([drop](const QString& file) { drop(file, file + QStringLiteral("-shm")); });
    QTest::newRow("a folder is imported in which it has another name") << std::function([drop](const QString& file) {
        const QString folder = QFileInfo(file).path() + QStringLiteral("/elsewhere");
        QVERIFY(QDir().mkpath(folder) && QFile::link(file, folder + QStringLiteral("/image")));
        drop(file, folder);
    });
}

/// Without them another process that closes the store takes itself for the last one, and removes the log that this one still writes; and
/// one that opens it takes itself for the first, and empties the log's index.
void StoreSafetyTest::a_store_in_use_keeps_its_locks()
{
    QFETCH(std::function<void(const QString&)>, meanwhile);
    auto store = Store::open(file());
    QVERIFY(store && store->addStudy({}, {}));
    meanwhile(file());
    const pid_t child = ::fork(); // a process is never told of its own locks
    if (child == 0) {
        const auto isLocked = [](const QString& path, off_t start, off_t length) {
            struct flock lock = {};
            lock.l_type = F_WRLCK;
            lock.l_start = start;
            lock.l_len = length;
            return ::fcntl(::open(qPrintable(path), O_RDWR), F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
        };
        // SHARED_FIRST and SHARED_SIZE of the file format, PENDING_BYTE + 2; and UNIX_SHM_DMS of the index.
        const bool locked = isLocked(file(), 0x40000002, 510) && isLocked(file() + QStringLiteral("-shm"), 128, 1);
        ::_exit(locked ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY2(WIFEXITED(status) && WEXITSTATUS(status) == 0, "another process may take the store for its own");
}

void StoreSafetyTest::a_store_of_the_first_schema_is_migrated_with_its_data()
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
void StoreSafetyTest::predictions_of_the_second_schema_outlive_migration()
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

void StoreSafetyTest::ages_of_the_fourth_schema_are_known_as_a_tables_or_a_headers()
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

void StoreSafetyTest::follow_ups_of_the_fifth_schema_stay_until_a_table_says_others()
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

void StoreSafetyTest::a_store_from_a_newer_version_is_refused_untouched()
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

void StoreSafetyTest::what_is_no_store_is_refused_untouched_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("These are notes and no database, and long enough for a header of one.");
    QTest::newRow("a longer text") << QByteArray("notes ").repeated(400);
    QTest::newRow("a few bytes") << QByteArray("x");
    QTest::newRow("a header and nothing else") << QByteArray("SQLite format 3", 16) + QByteArray(200, '\x7f');
    QTest::newRow("another program's database") << QByteArray();
}

void StoreSafetyTest::what_is_no_store_is_refused_untouched()
{
    QFETCH(QByteArray, content);
    QVERIFY(QDir().mkpath(QFileInfo(file()).path()));
    if (content.isEmpty()) {
        Raw(file()).ask(QStringLiteral("CREATE TABLE recipes (name TEXT)"));
    } else {
        QFile written(file());
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(content);
    }
    const auto bytes = [this] {
        QFile read(file());
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    };
    const QByteArray before = bytes();
    const auto store = Store::open(file());
    QVERIFY(!store);
    QCOMPARE(store.error().kind, FailureKind::StoreDamaged);
    QCOMPARE(bytes(), before);
}

void StoreSafetyTest::a_damaged_page_is_found_at_start()
{
    {
        auto store = Store::open(file());
        QVERIFY(store);
        for (int i = 0; i < 200; ++i)
            addOne(*store, QString::number(i));
    }
    QFile damagedFile(file());
    QVERIFY(damagedFile.open(QIODevice::ReadWrite));
    QVERIFY(damagedFile.size() > 5 * 4096);
    for (qint64 at = 2 * 4096; at < damagedFile.size(); at += 4096) {
        damagedFile.seek(at);
        damagedFile.write(QByteArray(300, '\xa5'));
    }
    damagedFile.close();
    const auto store = Store::open(file());
    QVERIFY(!store);
    QCOMPARE(store.error().kind, FailureKind::StoreDamaged);
}

void StoreSafetyTest::damaged_heat_maps_are_found_by_the_second_check()
{
    RowId image = 0;
    {
        auto store = Store::open(file());
        QVERIFY(store);
        image = addOne(*store, QStringLiteral("1")).second;
        QVERIFY(store->setModelInUse({QStringLiteral("net"), QStringLiteral("1"), {}}));
        StoredPrediction stored = says(image, 0.75);
        stored.prediction.activations = {cv::Mat(300, 300, CV_32FC1, cv::Scalar(1))}; // 180 kB: a chain of pages at the end of the file
        QVERIFY(store->storePredictions(std::array{stored}));
        QVERIFY(store->checkDerived());
    }
    QFile damagedFile(file());
    QVERIFY(damagedFile.open(QIODevice::ReadWrite));
    damagedFile.seek(damagedFile.size() - 20 * 4096);
    damagedFile.write(QByteArray(4, '\x7f')); // the number of the next page
    damagedFile.close();
    const auto store = Store::open(file());
    QVERIFY(store); // the list of studies is sound
    QCOMPARE(*store->studyCount(), 1);
    const auto checked = store->checkDerived();
    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, FailureKind::StoreDamaged);
}

void StoreSafetyTest::a_read_only_folder_is_said()
{
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
    const uid_t user = geteuid();
    if (user == 0) QCOMPARE(seteuid(65534), 0); // permissions do not bind root
    const auto inNewFolder = Store::open(file());
    const auto inFolder = Store::open(m_folder->filePath(QStringLiteral("lucency.sqlite")));
    if (user == 0) QCOMPARE(seteuid(0), 0);
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(!inNewFolder);
    QCOMPARE(inNewFolder.error().kind, FailureKind::CannotWrite);
    QVERIFY(!inFolder);
    QCOMPARE(inFolder.error().kind, FailureKind::CannotWrite);
}

void StoreSafetyTest::a_folder_that_cannot_be_made_is_said()
{
    QFile blocking(m_folder->filePath(QStringLiteral("folder")));
    QVERIFY(blocking.open(QIODevice::WriteOnly));
    const auto store = Store::open(file());
    QVERIFY(!store);
    QCOMPARE(store.error().kind, FailureKind::CannotWrite);
}

void StoreSafetyTest::a_store_locked_by_another_writer_is_busy()
{
    auto writer = Store::open(file());
    QVERIFY(writer);
    StoreOptions impatient;
    impatient.busyMilliseconds = 20;
    auto other = Store::open(file(), impatient);
    QVERIFY(other);
    auto transaction = writer->transaction();
    QVERIFY(transaction);
    const auto study = other->addStudy(person(QStringLiteral("P")), examination(QStringLiteral("1")));
    QVERIFY(!study);
    QCOMPARE(study.error().kind, FailureKind::StoreBusy);
    QCOMPARE(*other->studyCount(), 0); // readers are not held up
    QVERIFY(transaction->commit());
    QVERIFY(other->addStudy(person(QStringLiteral("P")), examination(QStringLiteral("1"))));
}

void StoreSafetyTest::a_store_that_may_not_grow_is_full_and_stays_sound()
{
    qint64 stored = 0;
    {
        {
            QVERIFY(Store::open(file()));
        }
        StoreOptions options;
        options.maximumPages = 60;
        auto store = Store::open(file(), options);
        QVERIFY(store);
        std::optional<Failure> failure;
        for (int number = 0; number < 10000 && !failure; ++number) {
            const auto study =
                store->addStudy(person(QString::number(number), QString(200, QLatin1Char('n'))), examination(QString::number(number)));
            if (!study) failure = study.error();
        }
        QVERIFY(failure);
        QCOMPARE(failure->kind, FailureKind::DiskFull);
        stored = *store->studyCount();
        QVERIFY(stored > 0);
    }
    auto roomier = Store::open(file());
    QVERIFY(roomier);
    QCOMPARE(*roomier->studyCount(), stored);
    QVERIFY(roomier->addStudy(person(QStringLiteral("x")), examination(QStringLiteral("x"))));
}

void StoreSafetyTest::a_file_size_limit_stops_the_write_and_leaves_the_store_sound()
{
    {
        QVERIFY(Store::open(file()));
    }
    qint64 stored = 0;
    {
        auto store = Store::open(file());
        QVERIFY(store);
        const auto former = std::signal(SIGXFSZ, SIG_IGN);
        rlimit unlimited{};
        getrlimit(RLIMIT_FSIZE, &unlimited);
        rlimit small = unlimited;
        small.rlim_cur = 400'000;
        setrlimit(RLIMIT_FSIZE, &small);
        std::optional<Failure> failure;
        for (int number = 0; number < 10000 && !failure; ++number) {
            const auto study =
                store->addStudy(person(QString::number(number), QString(200, QLatin1Char('n'))), examination(QString::number(number)));
            if (!study) failure = study.error();
        }
        setrlimit(RLIMIT_FSIZE, &unlimited);
        std::signal(SIGXFSZ, former);
        QVERIFY(failure);
        QCOMPARE(failure->kind, FailureKind::CannotWrite); // there is room, but not for us
        stored = *store->studyCount();
        QVERIFY(stored > 0);
    }
    const auto store = Store::open(file());
    QVERIFY(store);
    QCOMPARE(*store->studyCount(), stored);
}

void StoreSafetyTest::a_full_file_system_is_said_and_leaves_the_store_sound()
{
    const QString unshare = QStandardPaths::findExecutable(QStringLiteral("unshare"));
    if (unshare.isEmpty()) QSKIP("no unshare here, so no small file system can be mounted");
    // In a mount space of its own: fill 500 kB until it fails, then open the store once more, all on the full file system.
    QProcess child;
    child.start(unshare, {QStringLiteral("-Urm"), QStringLiteral("sh"), QStringLiteral("-c"),
                          QStringLiteral("mount -t tmpfs -o size=500k tmpfs \"$1\" || { echo no-mount; exit 0; }\n"
                                         "\"$0\" --add-until-killed \"$1/lucency.sqlite\" | tail -n 2\n"
                                         "\"$0\" --count \"$1/lucency.sqlite\"\n"),
                          QCoreApplication::applicationFilePath(), m_folder->path()});
    QVERIFY(child.waitForFinished());
    const QString said = QString::fromUtf8(child.readAllStandardOutput());
    if (said.isEmpty() || said.contains(QLatin1String("no-mount"))) QSKIP("no file system can be mounted here");
    const QStringList lines = said.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith(QLatin1String("committed ")), qPrintable(said));
    QCOMPARE(lines[1], QStringLiteral("failed disk-full"));
    QCOMPARE(lines[2], QString::number(lines[0].mid(10).toInt() + 1));
}

void StoreSafetyTest::a_killed_writer_leaves_all_that_it_committed()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--add-until-killed"), file()});
    QVERIFY(child.waitForStarted());
    QByteArray said;
    while (said.count('\n') < 60 && child.waitForReadyRead())
        said += child.readAllStandardOutput();
    child.kill(); // SIGKILL
    QVERIFY(child.waitForFinished());
    said += child.readAllStandardOutput();
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    said.truncate(said.lastIndexOf('\n'));
    const int committed = said.mid(said.lastIndexOf(' ') + 1).toInt() + 1;
    QVERIFY(committed >= 60);

    const auto store = Store::open(file());
    QVERIFY(store);
    QVERIFY(*store->studyCount() >= committed && *store->studyCount() <= committed + 1);
    int whole = 0;
    QVERIFY(store->worklist([&whole](const WorklistRow& row) {
        whole += row.imageCount;
        return true;
    }));
    QCOMPARE(whole, *store->studyCount());
    QCOMPARE(Raw(file()).ask(QStringLiteral("PRAGMA integrity_check")).toString(), QStringLiteral("ok"));
    QVERIFY(!Raw(file()).ask(QStringLiteral("PRAGMA foreign_key_check")).isValid());
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--add-until-killed")) return addUntilKilled(arguments.value(2));
    if (arguments.value(1) == QLatin1String("--count")) {
        const auto store = Store::open(arguments.value(2));
        std::printf("%s\n", store ? std::to_string(*store->studyCount()).c_str() : store.error().detail.c_str());
        return 0;
    }
    StoreSafetyTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_storesafety.moc"
