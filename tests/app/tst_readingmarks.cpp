#include "app/importedfile.h"
#include "app/inferencequeue.h"
#include "app/readingmarks.h"
#include "tests/support/app/importcase.h"
#include "tests/support/app/scoringstation.h"

#include <QFile>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <functional>
#include <vector>

using namespace lucency;
using namespace lucency::app;

/// Files whose reading ends the program.
class TestReadingMarks : public QObject, test::ScoringStation {
    Q_OBJECT

private:
    /// A process that ends as one does in which a decoder crashes.
    void crashWhile(const std::function<void()>& work)
    {
        const pid_t child = ::fork();
        if (child == 0) {
            work();
            ::raise(SIGKILL);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
    }

    void crashReading(const QString& file)
    {
        crashWhile([&] {
            auto reading = ReadingMarks::beside(m_file)->begin(file.toStdString());
            ::raise(SIGKILL);
        });
    }

    QString write(const QString& name, const QByteArray& content = "image")
    {
        const QString path = m_folder->filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("cannot write a test's file");
        return path;
    }

    RowId addFile(const QString& path)
    {
        const auto stamp = stampOf(path.toStdString());
        const auto study = m_store->addStudy({}, {});
        ImageRow image;
        image.study = study ? study->study : 0;
        image.path = path;
        image.contentHash = path.toUtf8();
        image.fileSize = stamp ? stamp->size : 0;
        image.fileModified = stamp ? stamp->modified : 0;
        const auto id = m_store->addImage(image);
        return id ? *id : 0;
    }

    std::shared_ptr<ReadingMarks> marks() const { return ReadingMarks::beside(m_file); }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { m_store.reset(); }

    void fileThatWasReadToTheEndIsNotSuspected()
    {
        const std::string file = write(QStringLiteral("1")).toStdString();
        crashWhile([&] {
            const auto before = marks();
            for (int time = 0; time < 3; ++time) {
                QVERIFY(before->begin(file));
            }
        });
        QVERIFY(!marks()->endedProgram(file));
        QVERIFY(!marks()->knowsOfEnds());
        QVERIFY(marks()->begin(file));
        QVERIFY(!QFile::exists(m_file + QStringLiteral("-reading"))); // nothing to remember
    }

    void fileIsLeftAloneAfterTheSecondEnd()
    {
        const QString file = write(QStringLiteral("1")), other = write(QStringLiteral("2"));
        crashReading(file);
        QVERIFY(marks()->endedProgram(file.toStdString()));
        QVERIFY(!marks()->endedProgram(other.toStdString()));
        crashReading(file);
        const auto now = marks();
        const auto reading = now->begin(file.toStdString());
        QVERIFY(!reading);
        QCOMPARE(reading.error().kind, FailureKind::EndedProgram);
        QCOMPARE(reading.error().subject, file.toStdString());
        QVERIFY(now->begin(other.toStdString()));
    }

    void endsCountOnlyRunning()
    {
        const QString file = write(QStringLiteral("1"));
        crashReading(file);
        QVERIFY(marks()->begin(file.toStdString())); // the end had another cause
        crashReading(file);
        QVERIFY(marks()->begin(file.toStdString()));
    }

    void anotherFileUnderThePathIsReadAgain()
    {
        const QString file = write(QStringLiteral("1"));
        crashReading(file);
        crashReading(file);
        QVERIFY(!marks()->begin(file.toStdString()));
        write(QStringLiteral("1"), "sent again");
        QVERIFY(marks()->begin(file.toStdString()));
    }

    void severalReadersOfOneFile()
    {
        const QString file = write(QStringLiteral("1"));
        crashWhile([&] {
            const auto before = marks();
            auto first = before->begin(file.toStdString());
            {
                const auto second = before->begin(file.toStdString());
            }
            ::raise(SIGKILL);
        });
        QVERIFY(marks()->endedProgram(file.toStdString()));
    }

    void moreFilesThanMarksAreReadAllTheSame()
    {
        const auto now = marks();
        std::vector<Result<ReadingMarks::Reading>> all;
        for (int i = 0; i < 200; ++i)
            all.push_back(now->begin(write(QString::number(i)).toStdString()));
        QVERIFY(std::all_of(all.begin(), all.end(), [](const auto& one) { return bool(one); }));
    }

    void marksOfARunningProcessAreItsOwn()
    {
        const QString file = write(QStringLiteral("1"));
        std::array<int, 2> begun{}, over{};
        QVERIFY(::pipe(begun.data()) == 0 && ::pipe(over.data()) == 0);
        const pid_t child = ::fork();
        char byte = 0;
        if (child == 0) {
            const auto other = marks();
            auto reading = other->begin(file.toStdString());
            (void)!::write(begun[1], "b", 1);
            (void)!::read(over[0], &byte, 1);
            ::_exit(0);
        }
        QCOMPARE(::read(begun[0], &byte, 1), 1);
        QVERIFY(!marks()->endedProgram(file.toStdString()));
        QVERIFY(marks()->begin(file.toStdString()));
        QCOMPARE(::write(over[1], "o", 1), 1);
        QCOMPARE(::waitpid(child, nullptr, 0), child);
    }

    void readingGoesOnWhereNothingCanBeWritten()
    {
        const auto nowhere = ReadingMarks::beside(m_folder->filePath(QStringLiteral("no such folder/store.sqlite")));
        const std::string file = write(QStringLiteral("1")).toStdString();
        QVERIFY(nowhere->begin(file));
        QVERIFY(!nowhere->endedProgram(file));
    }

    void nonsenseInTheFileIsNoMark()
    {
        write(QStringLiteral("store.sqlite-reading"), QByteArray(5000, '\x7f'));
        const std::string file = write(QStringLiteral("1")).toStdString();
        QVERIFY(!marks()->knowsOfEnds());
        QVERIFY(marks()->begin(file));
    }

    void suspectIsScoredAfterAllOthers()
    {
        QList<qint64> ids;
        for (int number = 1; number <= 30; ++number)
            ids << addFile(write(QString::number(number)));
        crashReading(m_folder->filePath(QStringLiteral("1")));
        InferenceQueue queue(m_file, factory());
        queue.setModel(QStringLiteral("v1"));
        QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
        const auto order = m_script->order();
        QCOMPARE(order.size(), 30u);
        QCOMPARE(order.back(), 1);
        QCOMPARE(m_script->batches.back(), 1u);
    }

    void fileThatEndsTheProgramKeepsNoOtherFromItsScore()
    {
        const RowId bad = addFile(write(QStringLiteral("1"))), good = addFile(write(QStringLiteral("2")));
        crashReading(m_folder->filePath(QStringLiteral("1")));
        crashReading(m_folder->filePath(QStringLiteral("1")));
        InferenceQueue queue(m_file, factory());
        queue.setModel(QStringLiteral("v1"));
        QTRY_COMPARE(m_store->image(good)->status, StudyStatus::Scored);
        QTRY_COMPARE(m_store->image(bad)->status, StudyStatus::Failed);
        QCOMPARE(m_script->order(), std::vector<int>{2});
    }

    void importNamesAFileThatEndsTheProgram()
    {
        const QString folder = m_folder->filePath(QStringLiteral("images")), sample = folder + QStringLiteral("/a.png");
        test::writePng(sample, 1);
        test::writePng(folder + QStringLiteral("/b.png"), 2);
        crashReading(sample);
        crashReading(sample);
        const auto summary = importPaths(*m_store, {folder});
        QVERIFY(summary);
        QCOMPARE(summary->filesAdded, 1);
        const auto named = std::find_if(summary->failures.begin(), summary->failures.end(),
                                        [&](const Failure& failure) { return failure.subject == sample.toStdString(); });
        QVERIFY(named != summary->failures.end());
        QCOMPARE(named->kind, FailureKind::EndedProgram);
    }
};

QTEST_GUILESS_MAIN(TestReadingMarks)
#include "tst_readingmarks.moc"
