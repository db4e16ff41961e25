#include "imaging/replacementfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <sys/resource.h>

using namespace lucency;
using namespace lucency::imaging;

class TestReplacementFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readersSeeTheOldFileUntilTheNewOneIsWhole()
    {
        write("old");
        {
            auto replacement = ReplacementFile::open(m_file.toStdString());
            QVERIFY(replacement);
            QVERIFY(replacement->write("ne"));
            QCOMPARE(content(), QByteArray("old"));
            QVERIFY(replacement->write("w"));
            QVERIFY(replacement->commit());
            QCOMPARE(content(), QByteArray("new"));
        }
        QCOMPARE(names(), QStringList{QStringLiteral("file")});
    }

    void withoutCommitNothingRemains()
    {
        write("old");
        {
            auto replacement = ReplacementFile::open(m_file.toStdString());
            QVERIFY(replacement);
            QVERIFY(replacement->write("half of the n"));
            QCOMPARE(names().size(), 2);
        }
        QCOMPARE(content(), QByteArray("old"));
        QCOMPARE(names(), QStringList{QStringLiteral("file")});
    }

    void whatALinkPointsAtIsReplacedNotTheLink()
    {
        write("old");
        const QString link = m_folder->filePath(QStringLiteral("link"));
        QVERIFY(QFile::link(m_file, link));
        QVERIFY(writeAtomically(link.toStdString(), "new"));
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(content(), QByteArray("new"));
    }

    void aNewFileIsAsReadableAsAnyOther()
    {
        write("old");
        const auto usual = QFile::permissions(m_file);
        const QString other = m_folder->filePath(QStringLiteral("other"));
        QVERIFY(writeAtomically(other.toStdString(), "new"));
        QCOMPARE(QFile::permissions(other), usual);
    }

    void whatIsReplacedKeepsItsPermissions()
    {
        write("old");
        const auto own = QFile::ReadOwner | QFile::WriteOwner;
        QVERIFY(QFile::setPermissions(m_file, own));
        const auto kept = QFile::permissions(m_file);
        QVERIFY(writeAtomically(m_file.toStdString(), "new"));
        QCOMPARE(QFile::permissions(m_file), kept);
        QCOMPARE(content(), QByteArray("new"));
    }

    void theLongestNameIsWritten()
    {
        const QString longest = m_folder->filePath(QString(255, QLatin1Char('n')));
        QVERIFY(writeAtomically(longest.toStdString(), "new"));
        QCOMPARE(names(), QStringList{QString(255, QLatin1Char('n'))});
        QVERIFY(!writeAtomically((longest + QLatin1Char('n')).toStdString(), "new"));
        QCOMPARE(names(), QStringList{QString(255, QLatin1Char('n'))});
    }

    void whatCannotBeReplacedIsLeftAlone_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("a device") << QStringLiteral("/dev/null");
        QTest::newRow("a folder") << QStringLiteral(".");
        QTest::newRow("in a folder that is not there") << QStringLiteral("/absent/folder/file");
    }
    void whatCannotBeReplacedIsLeftAlone()
    {
        QFETCH(QString, target);
        const auto written = writeAtomically(target.toStdString(), "new");
        QVERIFY(!written);
        QCOMPARE(slug(written.error().kind), slug(FailureKind::CannotWrite));
        QCOMPARE(written.error().subject, target.toStdString());
        QVERIFY(!QFileInfo(target).isFile());
    }

    void aWriteThatFailsHalfwayKeepsTheOldFile()
    {
        write("old");
        // A limit on the size of files stands for a disk that fills up; without the handler it would be a signal.
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{1000, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto written = writeAtomically(m_file.toStdString(), std::string(5000, 'x'));
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        std::signal(SIGXFSZ, handler);
        QVERIFY(!written);
        QCOMPARE(slug(written.error().kind), slug(FailureKind::DiskFull));
        QCOMPARE(content(), QByteArray("old"));
        QCOMPARE(names(), QStringList{QStringLiteral("file")});
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("file"));
    }

private:
    void write(const QByteArray& bytes)
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    QByteArray content() const
    {
        QFile file(m_file);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList names() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_APPLESS_MAIN(TestReplacementFile)
#include "tst_replacementfile.moc"
