#include "imaging/display.h"
#include "imaging/read.h"

#include "tests/support/dicomplane.h"

#include <QtTest>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <functional>

using namespace lucency;
using namespace lucency::imaging;
using lucency::test::DicomMaker;
using lucency::test::DicomPlane;
using lucency::test::dicomTag;
using lucency::test::someBits;

namespace {

constexpr int columns = 61, rows = 47;

/// The first frame as dcm2pnm shows it with the first window; empty where it cannot.
cv::Mat renderedByDcmtk(const QString& file, const QStringList& options, int frame = 1)
{
    const QString out = file + QStringLiteral(".pgm");
    QFile::remove(out);
    const QStringList arguments = {QStringLiteral("+Wi"), QStringLiteral("1"), QStringLiteral("+F"), QString::number(frame)};
    if (QProcess::execute(QStringLiteral("dcm2pnm"), arguments + options + QStringList{QStringLiteral("+op"), file, out}) != 0) return {};
    return cv::imread(out.toStdString(), cv::IMREAD_UNCHANGED);
}

/// Adds a plane with marks all over it.
void addPlane(DicomMaker& maker, DicomPlane plane = {})
{
    plane.bits = someBits(plane.rows, plane.columns * std::max(1, plane.frames), plane.group);
    add(maker, plane);
}

using Made = std::function<void(DicomMaker&)>;

/// Pixels with a pattern in bits beside the stored ones, and a group that says so.
void embed(DicomMaker& maker, int position)
{
    describe(maker, {});
    maker.words(dicomTag(0x6000, 0x0100), "US", {16});
    maker.words(dicomTag(0x6000, 0x0102), "US", {static_cast<std::uint32_t>(position)});
    auto values = test::scene(columns, rows);
    for (const std::size_t bit : someBits(rows, columns))
        values[bit] |= 1U << position;
    maker.setPixels(columns, rows, values);
}

} // namespace

Q_DECLARE_METATYPE(Made)

/// The display with its overlay planes against that of DCMTK, which draws them too: the same marks to the pixel, and the image beside them.
class OverlayAgreementTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    void compare(const QString& file, int frame)
    {
        const Result<Radiograph> read = imaging::read(file.toStdString(), frame);
        QVERIFY(read);
        const cv::Mat theirs = renderedByDcmtk(file, {}, frame + 1), bare = renderedByDcmtk(file, {QStringLiteral("-O")}, frame + 1);
        QCOMPARE(theirs.type(), CV_8UC1);
        QCOMPARE(theirs.size(), cv::Size(columns, rows));
        cv::Mat ours = renderDefault(*read);
        cv::Mat apart;
        cv::absdiff(ours, bare, apart);
        QCOMPARE(cv::countNonZero(apart > 1), 0); // nothing of the planes is in the pixels
        drawOverlays(read->overlays, ours);
        cv::absdiff(ours, theirs, apart);
        QCOMPARE(cv::countNonZero(apart > 1), 0);
        const cv::Mat drawnByThem = theirs != bare;
        QCOMPARE(cv::countNonZero(drawnByThem) > 0, hasMarks(read->overlays));
    }

private Q_SLOTS:
    void marksAgree_data()
    {
        QTest::addColumn<Made>("made");
        QTest::addColumn<QByteArray>("syntax");
        const auto row = [](const QByteArray& name, const Made& made) {
            for (const char* syntax : {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"})
                QTest::newRow((name + ", " + syntax).constData()) << made << QByteArray(syntax);
        };
        row("a plane over the image", [](DicomMaker& maker) { addPlane(maker); });
        row("offset", [](DicomMaker& maker) { addPlane(maker, {.rows = 20, .columns = 30, .top = 11, .left = 21}); });
        row("negative origin", [](DicomMaker& maker) { addPlane(maker, {.rows = 20, .columns = 30, .top = -6, .left = -8}); });
        row("larger than the image", [](DicomMaker& maker) { addPlane(maker, {.rows = 80, .columns = 90, .top = -7, .left = -9}); });
        row("beside the image", [](DicomMaker& maker) { addPlane(maker, {.rows = 20, .columns = 30, .top = 100, .left = 100}); });
        row("a region of interest",
            [](DicomMaker& maker) { addPlane(maker, {.rows = 30, .columns = 30, .top = 5, .left = 7, .type = "R"}); });
        row("two planes", [](DicomMaker& maker) {
            addPlane(maker, {.rows = 20, .columns = 30, .top = 3, .left = 3});
            addPlane(maker, {.group = 0x601E, .rows = 10, .columns = 10, .top = 30, .left = 40});
        });
        row("a region, then marks", [](DicomMaker& maker) {
            addPlane(maker, {.type = "R"});
            addPlane(maker, {.group = 0x6002, .rows = 20, .columns = 30, .top = 10, .left = 10});
        });
        row("over MONOCHROME1", [](DicomMaker& maker) {
            maker.text(dicomTag(0x0028, 0x0004), "CS", "MONOCHROME1");
            addPlane(maker);
        });
        row("embedded above the stored bits", [](DicomMaker& maker) { embed(maker, 12); });
        row("embedded in the highest bit", [](DicomMaker& maker) { embed(maker, 15); });
        row("embedded, offset", [](DicomMaker& maker) {
            embed(maker, 13);
            maker.words(dicomTag(0x6000, 0x0050), "SS", {5, 0xFFFE});
        });
        row("without an origin", [](DicomMaker& maker) {
            addPlane(maker);
            maker.remove(dicomTag(0x6000, 0x0050));
        });
        row("shorter than its rows and columns", [](DicomMaker& maker) {
            addPlane(maker);
            maker.words(dicomTag(0x6000, 0x0010), "US", {rows + 1});
        });
    }

    void marksAgree()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("dcm2pnm")).isEmpty()) QSKIP("dcm2pnm is not installed");
        QFETCH(Made, made);
        QFETCH(QByteArray, syntax);
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.transferSyntax = syntax;
        made(maker);
        compare(maker.write(m_folder.path(), QStringLiteral("made.dcm")), 0);
    }

    void marksOfFramesAgree()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("dcm2pnm")).isEmpty()) QSKIP("dcm2pnm is not installed");
        DicomMaker maker = DicomMaker::chest(columns, rows);
        auto values = test::scene(columns, rows);
        const auto one = values;
        for (int more = 0; more < 3; ++more)
            values.insert(values.end(), one.begin(), one.end());
        maker.setPixels(columns, rows, values);
        maker.text(dicomTag(0x0028, 0x0008), "IS", "4");
        addPlane(maker, {.rows = 13, .columns = 17, .top = 3, .left = 4, .frames = 2});
        maker.words(dicomTag(0x6000, 0x0051), "US", {2});
        const QString own = maker.write(m_folder.path(), QStringLiteral("own.dcm"));
        addPlane(maker, {.group = 0x6002, .rows = 13, .columns = 17, .top = 30, .left = 4});
        const QString shared = maker.write(m_folder.path(), QStringLiteral("shared.dcm"));
        for (int frame = 0; frame < 4; ++frame) {
            compare(own, frame);
            compare(shared, frame);
        }
    }
};

QTEST_APPLESS_MAIN(OverlayAgreementTest)
#include "tst_overlayagreement.moc"
