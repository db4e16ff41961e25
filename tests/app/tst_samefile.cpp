#include "app/decodepool.h"
#include "app/importedfile.h"
#include "app/samefile.h"
#include "imaging/phantom.h"
#include "tests/support/app/scriptedscorer.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::app;

namespace {

void draw(const QString& file, std::uint64_t person)
{
    auto description = imaging::describePhantom(person);
    description.size = 64;
    const auto format = file.endsWith(QLatin1String(".png")) ? imaging::PhantomFormat::Png : imaging::PhantomFormat::Dicom;
    QFile::remove(file);
    QVERIFY(imaging::writePhantom(imaging::drawPhantom(description), imaging::phantomIdentity(description, 0), format, file.toStdString()));
}

/// The time of a file is what most copies change; the content decides.
void touch(const QString& file, int seconds)
{
    QFile opened(file);
    QVERIFY(opened.open(QIODevice::ReadWrite));
    QVERIFY(opened.setFileTime(QDateTime::currentDateTime().addSecs(seconds), QFileDevice::FileModificationTime));
}

} // namespace

/// Whether a path still holds the image that was imported from it.
class SameFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aReplacedFileIsNotTheOneImported_data();
    void aReplacedFileIsNotTheOneImported();
    void anImageThatWasReadIsKnownByItsUid();
    void aReplacedFileIsNotScored();

private:
    QTemporaryDir m_folder;
};

void SameFileTest::aReplacedFileIsNotTheOneImported_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("event");
    QTest::addColumn<bool>("same");
    for (const char* name : {"a.dcm", "a.png"}) {
        const auto row = [name](const char* event, bool same) {
            QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(name), QLatin1String(event))))
                << QString::fromLatin1(name) << QString::fromLatin1(event) << same;
        };
        row("as it was", true);
        row("touched", true);
        row("written again", true);
        row("of another person", false);
        row("gone", true); // reading it says so
    }
}

void SameFileTest::aReplacedFileIsNotTheOneImported()
{
    QFETCH(QString, name);
    QFETCH(QString, event);
    QFETCH(bool, same);
    const QString file = m_folder.filePath(name);
    draw(file, 100);
    const auto imported = readForImport(stampOf(file.toStdString()).value(), std::nullopt);
    QVERIFY(imported.has_value());
    if (event == QLatin1String("touched")) touch(file, -60);
    if (event == QLatin1String("written again")) draw(file, 100);
    if (event == QLatin1String("of another person")) draw(file, 101);
    if (event == QLatin1String("gone")) QVERIFY(QFile::remove(file));
    const auto checked = checkSameFile(KnownFile::of(imported->image), file.toStdString());
    QCOMPARE(checked.has_value(), same);
    if (same) return;
    QCOMPARE(checked.error().kind, FailureKind::FileChanged);
    QCOMPARE(QString::fromStdString(checked.error().subject), file);
}

void SameFileTest::anImageThatWasReadIsKnownByItsUid()
{
    KnownFile known;
    QVERIFY(checkSameImage(known, "a.png", ""));
    known.sopInstanceUid = QStringLiteral("1.2.3");
    QVERIFY(checkSameImage(known, "a.dcm", "1.2.3"));
    QVERIFY(!checkSameImage(known, "a.dcm", "1.2.4"));
    QVERIFY(!checkSameImage(known, "a.dcm", ""));
}

void SameFileTest::aReplacedFileIsNotScored()
{
    const QString file = m_folder.filePath(QStringLiteral("7"));
    draw(file, 7);
    const auto known = KnownFile::of(readForImport(stampOf(file.toStdString()).value(), std::nullopt).value().image);
    const auto scorer = std::make_shared<test::ScriptedScorer>(std::make_shared<test::Script>(), "v1");
    DecodePool pool(1, [] {});
    const auto decoded = [&] {
        pool.push({1, 1, file.toStdString(), 0, 40, scorer, known}, false);
        std::vector<Decoded> taken;
        (void)QTest::qWaitFor([&] { return !(taken = pool.take()).empty(); });
        return taken.empty() ? Result<PreparedImage>(Failure{}) : taken.front().image;
    };
    QVERIFY(decoded().has_value());
    draw(file, 8);
    const auto replaced = decoded();
    QVERIFY(!replaced.has_value());
    QCOMPARE(replaced.error().kind, FailureKind::FileChanged);
}

QTEST_GUILESS_MAIN(SameFileTest)
#include "tst_samefile.moc"
