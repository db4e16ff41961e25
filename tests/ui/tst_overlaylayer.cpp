#include "imaging/read.h"
#include "ui/reading/radiographview.h"
#include "ui/reading/viewactions.h"

#include "tests/support/dicomplane.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace lucency;
using namespace lucency::ui;
using lucency::test::DicomMaker;
using lucency::test::DicomPlane;
using lucency::test::dicomTag;

namespace {

constexpr int columns = 60, rows = 40;

using Turn = std::function<void(RadiographView&)>;

/// Bits of a plane by row and column.
std::set<std::size_t> bitsAt(int planeColumns, std::initializer_list<std::pair<int, int>> places)
{
    std::set<std::size_t> bits;
    for (const auto& [row, column] : places)
        bits.insert(static_cast<std::size_t>(row * planeColumns + column));
    return bits;
}

/// An L as technicians set it, and a lonely point.
DicomPlane letter()
{
    return {.rows = 20,
            .columns = 30,
            .top = 6,
            .left = 11,
            .bits = bitsAt(30, {{2, 3}, {3, 3}, {4, 3}, {5, 3}, {6, 3}, {6, 4}, {6, 5}, {15, 25}})};
}

bool isWhite(QRgb colour)
{
    return qRed(colour) == 255 && qGreen(colour) == 255 && qBlue(colour) == 255;
}

} // namespace

Q_DECLARE_METATYPE(Turn)

/// Overlay planes of a file on the screen: every mark in its place however the image lies, and gone by the switch.
class OverlayLayerTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<RadiographView> m_view;

    /// Shows a file without texts and without the frame of the focus.
    void show(const DicomMaker& maker, QSize size)
    {
        const auto read = imaging::read(maker.write(m_folder.path(), QStringLiteral("image")).toStdString());
        QVERIFY(read);
        m_view = std::make_unique<RadiographView>();
        m_view->setFocusPolicy(Qt::NoFocus);
        m_view->resize(size);
        m_view->setTextsVisible(false);
        m_view->setImage(makeDisplayImage(*read));
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    QImage shown(bool withPlanes)
    {
        OverlaySwitches switches;
        switches.planes = withPlanes;
        m_view->setSwitches(switches);
        return m_view->grab().toImage();
    }

    /// Where the middle of an image pixel is on the screen.
    QPoint onScreen(int row, int column) const
    {
        const QPointF view = m_view->state().transform.toView(QPointF(column + 0.5, row + 0.5));
        return {static_cast<int>(std::floor(view.x())), static_cast<int>(std::floor(view.y()))};
    }

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void marksFollowTheImage_data()
    {
        QTest::addColumn<Turn>("turn");
        QTest::addColumn<QByteArray>("aspect");
        const auto row = [](const char* name, const Turn& turn) { QTest::newRow(name) << turn << QByteArray("1\\1"); };
        row("as stored", [](RadiographView&) {});
        row("turned right", [](RadiographView& view) { view.turnRight(); });
        row("turned left", [](RadiographView& view) { view.turnLeft(); });
        row("mirrored left to right", [](RadiographView& view) { view.flipHorizontally(); });
        row("mirrored top to bottom", [](RadiographView& view) { view.flipVertically(); });
        row("turned and mirrored", [](RadiographView& view) {
            view.turnRight();
            view.flipHorizontally();
        });
        row("enlarged", [](RadiographView& view) {
            view.zoomIn();
            view.zoomIn();
        });
        row("under another window", [](RadiographView& view) {
            view.grab();
            imaging::VoiChoice choice;
            choice.transform = imaging::VoiWindow{1000, 900, imaging::VoiFunction::Linear, {}};
            view.setVoi(choice);
        });
        row("inverted", [](RadiographView& view) { view.invert(); });
        row("taken back", [](RadiographView& view) {
            view.turnRight();
            view.grab();
            view.undo();
        });
        QTest::newRow("high pixels") << Turn([](RadiographView&) {}) << QByteArray("2\\1");
        QTest::newRow("wide pixels, turned") << Turn([](RadiographView& view) { view.turnRight(); }) << QByteArray("1\\2");
    }

    void marksFollowTheImage()
    {
        QFETCH(Turn, turn);
        QFETCH(QByteArray, aspect);
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.text(dicomTag(0x0028, 0x0034), "IS", aspect);
        const DicomPlane plane = letter();
        add(maker, plane);
        show(maker, {900, 800});
        turn(*m_view);
        const QImage without = shown(false), with = shown(true);
        int marked = 0, inView = 0;
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column) {
                const QPoint at = onScreen(row, column);
                if (!with.rect().contains(at)) continue;
                ++inView;
                const int planeRow = row - plane.top + 1, planeColumn = column - plane.left + 1;
                const bool inPlane = planeRow >= 0 && planeRow < plane.rows && planeColumn >= 0 && planeColumn < plane.columns;
                if (inPlane && plane.bits.contains(static_cast<std::size_t>(planeRow * plane.columns + planeColumn))) {
                    QVERIFY(isWhite(with.pixel(at)));
                    ++marked;
                } else {
                    QCOMPARE(with.pixel(at), without.pixel(at));
                }
            }
        QVERIFY(inView > rows * columns / 3);
        QVERIFY(marked >= 7);
    }

    void noMarkIsLostWhenReduced()
    {
        DicomMaker maker = DicomMaker::chest(300, 200);
        DicomPlane plane{.rows = 200, .columns = 300};
        plane.bits = bitsAt(300, {{10, 10}, {11, 55}, {77, 200}, {150, 120}, {199, 299}});
        add(maker, plane);
        show(maker, {90, 70});
        QVERIFY(m_view->state().transform.magnification() < 0.34);
        const QImage with = shown(true), without = shown(false);
        for (const std::size_t bit : plane.bits) {
            const QPoint at = onScreen(static_cast<int>(bit / 300), static_cast<int>(bit % 300));
            QVERIFY(isWhite(with.pixel(at)));
            QVERIFY(!isWhite(without.pixel(at)));
        }
    }

    void marksStandOutOnWhiteAndOnBlack_data()
    {
        QTest::addColumn<unsigned>("value");
        QTest::newRow("white") << 4095U;
        QTest::newRow("black") << 0U;
    }

    void marksStandOutOnWhiteAndOnBlack()
    {
        QFETCH(unsigned, value);
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.setPixels(columns, rows, std::vector<std::uint32_t>(columns * rows, value));
        add(maker, {.rows = 20, .columns = 30, .top = 6, .left = 11, .bits = bitsAt(30, {{10, 10}})});
        show(maker, {600, 400});
        const QImage with = shown(true);
        const QPoint middle = onScreen(15, 20);
        QVERIFY(isWhite(with.pixel(middle)));
        int x = middle.x();
        while (isWhite(with.pixel(x, middle.y())) && x < middle.x() + 30)
            ++x;
        QCOMPARE(x - middle.x(), 5); // to the end of the mark at ten pixels a pixel
        QVERIFY(qGray(with.pixel(x, middle.y())) < 100);
        QCOMPARE(qGray(with.pixel(x + 1, middle.y())), value == 0 ? 0 : 255);
    }

    void aRegionIsOutlinedAndItsInsideLeftAsItIs()
    {
        DicomMaker maker = DicomMaker::chest(columns, rows);
        DicomPlane region{.rows = 20, .columns = 30, .top = 6, .left = 11, .type = "R"};
        for (int row = 4; row < 14; ++row)
            for (int column = 5; column < 25; ++column)
                region.bits.insert(static_cast<std::size_t>(row * 30 + column));
        add(maker, region);
        show(maker, {600, 400});
        const QImage with = shown(true), without = shown(false);
        const QRect outline(QPoint(150, 90), QSize(200, 100)); // its pixels at ten times their size
        int white = 0;
        for (int x = outline.left(); x <= outline.right(); ++x)
            white += isWhite(with.pixel(x, outline.top())) && isWhite(with.pixel(x, outline.bottom()));
        QCOMPARE(white, 200);
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column)
                QCOMPARE(with.pixel(onScreen(row, column)), without.pixel(onScreen(row, column)));
    }

    void theNextImageHasItsOwnMarks()
    {
        DicomMaker marked = DicomMaker::chest(columns, rows);
        add(marked, letter());
        show(marked, {600, 400});
        const QPoint mark = onScreen(5 + 2, 10 + 3);
        QVERIFY(isWhite(shown(true).pixel(mark)));
        DicomMaker other = DicomMaker::chest(columns, rows);
        add(other, {.rows = 20, .columns = 30, .bits = bitsAt(30, {{0, 0}})});
        const auto next = imaging::read(other.write(m_folder.path(), QStringLiteral("next")).toStdString());
        QVERIFY(next);
        m_view->setImage(makeDisplayImage(*next));
        const QImage with = shown(true);
        QVERIFY(!isWhite(with.pixel(mark)));
        QVERIFY(isWhite(with.pixel(onScreen(0, 0))));
        const auto bare = imaging::read(DicomMaker::chest(columns, rows).write(m_folder.path(), QStringLiteral("bare")).toStdString());
        QVERIFY(bare);
        m_view->setImage(makeDisplayImage(*bare));
        QCOMPARE(shown(true), shown(false));
    }

    void theCornerSaysWhatIsHiddenAndWhatIsMissing_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("hidden"); // by the switch
        QTest::addColumn<bool>("missing");
        QTest::newRow("no overlay") << QString() << false << false;
        QTest::newRow("an overlay") << QStringLiteral("marks") << true << false;
        QTest::newRow("an overlay without a mark") << QStringLiteral("empty") << false << false;
        QTest::newRow("one that cannot be drawn") << QStringLiteral("damaged") << false << true;
    }

    void theCornerSaysWhatIsHiddenAndWhatIsMissing()
    {
        QFETCH(QString, file);
        QFETCH(bool, hidden);
        QFETCH(bool, missing);
        DicomMaker maker = DicomMaker::chest(columns, rows);
        DicomPlane plane = letter();
        if (file == QLatin1String("empty")) plane.bits.clear();
        if (!file.isEmpty()) add(maker, plane);
        if (file == QLatin1String("damaged")) maker.remove(dicomTag(0x6000, 0x0050));
        show(maker, {600, 400});
        ViewActions actions(m_view.get());
        QVERIFY(actions.showPlanes->isChecked());
        for (const bool on : {true, false, true}) {
            actions.showPlanes->setChecked(on);
            const QStringList corner = m_view->cornerTexts().bottomRight;
            QCOMPARE(corner.contains(QStringLiteral("overlay hidden")), hidden && !on);
            QCOMPARE(corner.contains(QStringLiteral("overlay not shown")), missing);
        }
    }
};

QTEST_MAIN(OverlayLayerTest)
#include "tst_overlaylayer.moc"
