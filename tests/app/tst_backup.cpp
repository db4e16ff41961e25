#include "app/inferencequeue.h"
#include "app/store/backup.h"
#include "app/store/corrections.h"
#include "tests/support/app/scoringstation.h"
#include "tests/support/app/storedrows.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QTest>

#include <array>

using namespace lucency;
using namespace lucency::app;

/// Dated copies of a store.
class TestBackup : public QObject, test::ScoringStation {
    Q_OBJECT

private:
    const QDate m_today{2026, 11, 22};

    QString backups(const QString& name = {}) const { return m_folder->filePath(QStringLiteral("backups/") + name); }

    void damage(const QString& path) const
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QCOMPARE(file.write(QByteArray(4096, '\x0d')), 4096);
    }

    /// Of what another process names a copy that it has not finished, and its journal; the first is that of former versions.
    static QStringList unfinishedEndings()
    {
        const QString process = QLatin1Char('-') + QString::number(QCoreApplication::applicationPid() + 1);
        return {QString(), process, process + QStringLiteral("-journal")};
    }

    /// A file of that content, last written so many minutes ago.
    static void leave(const QString& path, const QByteArray& content, int minutesAgo = 0)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
        QVERIFY(file.flush());
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-60 * minutesAgo), QFileDevice::FileModificationTime));
    }

    /// What lies in a folder, by name; of its folders nothing.
    static QMap<QString, QByteArray> contentsOf(const QString& folder)
    {
        QMap<QString, QByteArray> contents;
        for (const QFileInfo& entry : QDir(folder).entryInfoList(QDir::Files)) {
            QFile file(entry.filePath());
            if (file.open(QIODevice::ReadOnly)) contents[entry.fileName()] = file.readAll();
        }
        return contents;
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { m_store.reset(); }

    void everythingThatPeopleBroughtIsInACopy()
    {
        const auto study =
            m_store->addStudy(test::person(QStringLiteral("P1"), QStringLiteral("Phantom^One")), test::examination(QStringLiteral("1.2")));
        QVERIFY(study);
        const auto image = m_store->addImage(test::picture(study->study, QStringLiteral("1.2.3")));
        QVERIFY(image);
        QVERIFY(
            m_store->setBoxes(QStringLiteral("reader"), std::array{ReferenceBox{*image, QStringLiteral("Mass"), QRectF(1, 2, 3, 4), {}}}));
        QVERIFY(backUp(m_file, m_today));
        const auto made = backupsOf(m_file);
        QCOMPARE(made.size(), 1);
        QCOMPARE(made[0].day, m_today);
        const auto copy = Store::open(made[0].file);
        QVERIFY(copy);
        QCOMPARE(test::rowOf(*copy, study->study).patientName, QStringLiteral("Phantom^One"));
        QCOMPARE(copy->image(*image)->sopInstanceUid, QStringLiteral("1.2.3"));
        const auto boxes = copy->boxes(*image);
        QVERIFY(boxes);
        QCOMPARE(boxes->size(), 1u);
        QCOMPARE((*boxes)[0].box, QRectF(1, 2, 3, 4));
    }

    void whatAModelSaidIsSaidAgain()
    {
        const QList<qint64> ids = addNumbers(1, 4);
        {
            InferenceQueue queue(m_file, factory());
            queue.setModel(QStringLiteral("v1"));
            QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
        }
        QVERIFY(QDir(backups()).removeRecursively()); // the queue's own
        QVERIFY(backUp(m_file, m_today));
        const auto copy = Store::open(backupsOf(m_file)[0].file);
        QVERIFY(copy);
        QCOMPARE(copy->unscoredImages()->size(), 4u);
        QVERIFY(!*copy->prediction(ids[0], false));
        QVERIFY(*m_store->prediction(ids[0], false)); // the store itself has it still
    }

    void aDayHasOneCopyAndAWeekStays()
    {
        add(QStringLiteral("1"));
        for (int day = 0; day < 10; ++day) {
            QVERIFY(backUp(m_file, m_today.addDays(day)));
            QVERIFY(backUp(m_file, m_today.addDays(day)));
        }
        const auto made = backupsOf(m_file);
        QCOMPARE(made.size(), 7);
        QCOMPARE(made.first().day, m_today.addDays(9));
        QCOMPARE(made.last().day, m_today.addDays(3));
        QCOMPARE(QDir(backups()).entryList(QDir::Files).size(), 7);
    }

    void copyOfTheDayIsKeptAsItIs()
    {
        add(QStringLiteral("1"));
        QVERIFY(backUp(m_file, m_today));
        add(QStringLiteral("2"));
        QVERIFY(backUp(m_file, m_today));
        QCOMPARE(Store::open(backupsOf(m_file)[0].file)->unscoredImages()->size(), 1u);
    }

    void emptyStoreIsNotCopied()
    {
        QCOMPARE(*backUp(m_file, m_today), false);
        QVERIFY(backupsOf(m_file).isEmpty());
        QVERIFY(QDir(backups()).isEmpty());
    }

    void otherFilesInTheFolderAreNoBackups()
    {
        add(QStringLiteral("1"));
        QVERIFY(backUp(m_file, m_today));
        for (const char* const name :
             {"store-old.sqlite", "other-2026-11-23.sqlite", "store-2026-11-23.sqlite.unfinished", "store-2026-11-31.sqlite"}) {
            QFile file(backups(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QCOMPARE(backupsOf(m_file).size(), 1);
        QCOMPARE(backupsOf(m_file)[0].day, m_today);
    }

    void aCopyThatCannotBeWrittenIsSaidAndLeavesNothing()
    {
        add(QStringLiteral("1"));
        QFile folder(backups().chopped(1));
        QVERIFY(folder.open(QIODevice::WriteOnly)); // a file where the folder should be
        const auto made = backUp(m_file, m_today);
        QVERIFY(!made);
        QCOMPARE(made.error().kind, FailureKind::CannotWrite);
        QVERIFY(backupsOf(m_file).isEmpty());
    }

    void aStopLeavesNothing()
    {
        add(QStringLiteral("1"));
        std::stop_source stop;
        stop.request_stop();
        const auto made = backUp(m_file, m_today, stop.get_token());
        QVERIFY(!made);
        QCOMPARE(made.error().kind, FailureKind::Cancelled);
        QVERIFY(QDir(backups()).isEmpty());
    }

    void aDamagedStoreGivesWayToItsBackup()
    {
        const RowId image = add(QStringLiteral("1"));
        QVERIFY(backUp(m_file, m_today));
        m_store.reset();
        damage(m_file);
        const auto broken = Store::open(m_file);
        QVERIFY(!broken);
        QCOMPARE(broken.error().kind, FailureKind::StoreDamaged);
        QVERIFY(restoreBackup(m_file, backupsOf(m_file)[0]));
        const auto restored = Store::open(m_file);
        QVERIFY(restored);
        QCOMPARE(restored->image(image)->path, QStringLiteral("/images/1"));
        const auto aside = QDir(m_folder->path()).entryList({QStringLiteral("store.sqlite.damaged-*")});
        QCOMPARE(aside.size(), 1);
        QFile kept(m_folder->filePath(aside[0]));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.read(3), QByteArray(3, '\x0d'));
        QCOMPARE(backupsOf(m_file).size(), 1); // and may be used again
    }

    void aBackupThatIsGoneLeavesTheStoreWhereItWas()
    {
        QVERIFY(!restoreBackup(m_file, {backups(QStringLiteral("store-2026-11-01.sqlite")), QDate(2026, 11, 1)}));
        QVERIFY(QFileInfo::exists(m_file));
        QCOMPARE(QDir(m_folder->path()).entryList({QStringLiteral("*.damaged-*"), QStringLiteral("*.restored")}).size(), 0);
    }

    void aStoreWhoseNameIsTooLongToBeMovedAsideStaysWhereItWas()
    {
        add(QStringLiteral("1"));
        QVERIFY(backUp(m_file, m_today));
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("far")));
        const QString folder = m_folder->filePath(QStringLiteral("far")); // 255 bytes are the most: 240, and 24 of ".damaged-" and the time
        const QString store = folder + QLatin1Char('/') + QString(233, QLatin1Char('s')) + QStringLiteral(".sqlite");
        leave(store, "damaged");
        leave(store + QStringLiteral("-wal"), "its log");
        const auto before = contentsOf(folder);
        const auto restored = restoreBackup(store, backupsOf(m_file)[0]);
        QVERIFY(!restored);
        QCOMPARE(restored.error().kind, FailureKind::CannotWrite);
        QCOMPARE(contentsOf(folder), before);
    }

    void aLogComesBackToTheStoreThatCannotBeMovedAside()
    {
        add(QStringLiteral("1"));
        QVERIFY(backUp(m_file, m_today));
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("far")));
        const QString folder = m_folder->filePath(QStringLiteral("far")), store = folder + QStringLiteral("/store.sqlite");
        for (const char* const part : {"", "-wal", "-shm"})
            leave(store + QLatin1String(part), QByteArray("damaged") + part);
        for (int seconds = 0; seconds < 60; ++seconds) // where the database would go, and the log would not
            QVERIFY(QDir(folder).mkdir(QStringLiteral("store.sqlite.damaged-") +
                                       QDateTime::currentDateTime().addSecs(seconds).toString(QStringLiteral("yyyyMMdd-HHmmss"))));
        const auto before = contentsOf(folder);
        const auto restored = restoreBackup(store, backupsOf(m_file)[0]);
        QVERIFY(!restored);
        QCOMPARE(restored.error().kind, FailureKind::CannotWrite);
        QCOMPARE(contentsOf(folder), before);
    }

    void whatEndedProcessesLeftIsRemoved()
    {
        add(QStringLiteral("1"));
        QVERIFY(QDir().mkpath(backups()));
        for (const QString& ending : unfinishedEndings())
            leave(backups(QStringLiteral("store-2026-11-21.sqlite.unfinished") + ending), "half", 61);
        QVERIFY(backUp(m_file, m_today));
        QCOMPARE(contentsOf(backups()).keys(), QStringList{QStringLiteral("store-2026-11-22.sqlite")});
    }

    void whatAnotherProcessIsWritingIsKept()
    {
        add(QStringLiteral("1"));
        QVERIFY(QDir().mkpath(backups()));
        for (const QString& ending : unfinishedEndings())
            leave(backups(QStringLiteral("store-2026-11-22.sqlite.unfinished") + ending), "half", 59);
        const auto before = contentsOf(backups());
        QVERIFY(backUp(m_file, m_today));
        auto after = contentsOf(backups());
        QCOMPARE(after.remove(QStringLiteral("store-2026-11-22.sqlite")), 1);
        QCOMPARE(after, before);
    }

    void theQueueMakesOneWhenThereIsNothingElseToDo()
    {
        add(QStringLiteral("1"));
        InferenceQueue queue(m_file, factory());
        queue.setModel(QStringLiteral("v1"));
        QTRY_COMPARE(backupsOf(m_file).size(), 1);
        QCOMPARE(backupsOf(m_file)[0].day, QDate::currentDate());
    }
};

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
