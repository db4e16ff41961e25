#include "app/import.h"
#include "app/store/store.h"
#include "tests/support/app/storedrows.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
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

/// What becomes of a store that is damaged, locked, full, or left in the middle of a write.
class StoreSafetyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
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
