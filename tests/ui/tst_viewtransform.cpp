#include "ui/reading/orientationletters.h"
#include "ui/reading/viewtransform.h"

#include <QTest>

using namespace lucency::ui;

namespace {

/// The view of a file as it lies in each of the eight ways.
ViewTransform laid(const QSizeF& image, const QSizeF& view, int quarters, bool mirrored)
{
    ViewTransform transform(image, 1);
    transform.setView(view, 1);
    if (mirrored) transform.flipHorizontally();
    transform.turnClockwise(quarters);
    return transform;
}

bool near(QPointF a, QPointF b)
{
    return (a - b).manhattanLength() < 1e-6;
}

} // namespace

class TestViewTransform : public QObject {
    Q_OBJECT

    static void addOrientations()
    {
        QTest::addColumn<int>("quarters");
        QTest::addColumn<bool>("mirrored");
        for (const bool mirrored : {false, true})
            for (int quarters = 0; quarters < 4; ++quarters)
                QTest::addRow("%s, turned by %d", mirrored ? "mirrored" : "as stored", quarters * 90) << quarters << mirrored;
    }

private Q_SLOTS:
    void fitsTheWholeImageInTheView_data() { addOrientations(); }
    void fitsTheWholeImageInTheView()
    {
        QFETCH(int, quarters);
        QFETCH(bool, mirrored);
        const ViewTransform transform = laid({2000, 1000}, {800, 600}, quarters, mirrored);
        const QRectF shown = transform.imageRectInView();
        QVERIFY(QRectF(-1e-6, -1e-6, 800 + 2e-6, 600 + 2e-6).contains(shown));
        QVERIFY(qAbs(shown.width() - 800) < 1e-6 || qAbs(shown.height() - 600) < 1e-6);
        QVERIFY(near(shown.center(), QPointF(400, 300)));
    }

    void zoomKeepsThePointUnderThePointer_data() { addOrientations(); }
    void zoomKeepsThePointUnderThePointer()
    {
        QFETCH(int, quarters);
        QFETCH(bool, mirrored);
        ViewTransform transform = laid({2000, 1500}, {800, 600}, quarters, mirrored);
        const QPointF pointer(613, 77);
        const QPointF before = transform.toImage(pointer);
        const double magnification = transform.magnification();
        transform.zoomAt(pointer, 1.25);
        QVERIFY(near(transform.toImage(pointer), before));
        QVERIFY(qAbs(transform.magnification() - magnification * 1.25) < 1e-9);
        transform.oneToOne(pointer);
        QVERIFY(near(transform.toImage(pointer), before));
        QCOMPARE(transform.magnification(), 1.0);
    }

    void zoomStopsAtItsLimits()
    {
        ViewTransform transform = laid({2000, 1500}, {800, 600}, 0, false);
        const double fitted = transform.magnification();
        transform.zoomAt({0, 0}, 1e9);
        QCOMPARE(transform.magnification(), ViewTransform::largestMagnification);
        transform.zoomAt({0, 0}, 1e-9);
        QVERIFY(qAbs(transform.magnification() - fitted / 4) < 1e-9);
    }

    void panMovesTheImageWithThePointer_data() { addOrientations(); }
    void panMovesTheImageWithThePointer()
    {
        QFETCH(int, quarters);
        QFETCH(bool, mirrored);
        ViewTransform transform = laid({2000, 1500}, {800, 600}, quarters, mirrored);
        const QPointF held = transform.toImage({300, 200});
        transform.panBy({25, -40});
        QVERIFY(near(transform.toView(held), QPointF(325, 160)));
    }

    void panNeverLosesTheImage()
    {
        ViewTransform transform = laid({2000, 1500}, {800, 600}, 0, false);
        transform.panBy({1e6, 1e6});
        QVERIFY(transform.imageRectInView().intersects(QRectF(0, 0, 800, 600)));
    }

    void aFittedImageStaysFittedInAnotherView()
    {
        ViewTransform transform = laid({2000, 1500}, {800, 600}, 0, false);
        transform.setView({400, 300}, 2);
        QCOMPARE(transform.imageRectInView(), QRectF(0, 0, 400, 300));
        QCOMPARE(transform.magnification(), 0.4); // device pixels
        transform.zoomAt({200, 150}, 2);
        transform.setView({800, 600}, 2);
        QCOMPARE(transform.magnification(), 0.8);
        QVERIFY(near(transform.toImage({400, 300}), QPointF(1000, 750)));
    }

    void pixelAspectStretchesRows()
    {
        ViewTransform transform(QSizeF(1000, 500), 2);
        transform.setView({600, 600}, 1);
        QCOMPARE(transform.imageRectInView(), QRectF(0, 0, 600, 600));
    }

    void flippingAlwaysGoesAlongTheScreen_data() { addOrientations(); }
    void flippingAlwaysGoesAlongTheScreen()
    {
        QFETCH(int, quarters);
        QFETCH(bool, mirrored);
        const ViewTransform before = laid({900, 700}, {800, 600}, quarters, mirrored);
        ViewTransform flipped = before;
        flipped.flipHorizontally();
        const QPointF image(123, 456), at = before.toView(image);
        QVERIFY(near(flipped.toView(image), QPointF(800 - at.x(), at.y())));
        flipped.flipHorizontally();
        QCOMPARE(flipped.orientation(), before.orientation());
        flipped.flipVertically();
        QVERIFY(near(flipped.toView(image), QPointF(at.x(), 600 - at.y())));
    }

    void lettersFollowTheImage_data()
    {
        QTest::addColumn<int>("quarters");
        QTest::addColumn<bool>("mirrored");
        QTest::addColumn<QString>("letters"); // left, top, right, bottom
        QTest::newRow("as stored") << 0 << false << "RHLF";
        QTest::newRow("turned right") << 1 << false << "FRHL";
        QTest::newRow("upside down") << 2 << false << "LFRH";
        QTest::newRow("turned left") << 3 << false << "HLFR";
        QTest::newRow("mirrored") << 0 << true << "LHRF";
        QTest::newRow("mirrored, turned right") << 1 << true << "FLHR";
        QTest::newRow("mirrored, upside down") << 2 << true << "RFLH";
        QTest::newRow("mirrored, turned left") << 3 << true << "HRFL";
    }
    void lettersFollowTheImage()
    {
        QFETCH(int, quarters);
        QFETCH(bool, mirrored);
        QFETCH(QString, letters);
        // A frontal radiograph: rows run to the patient's left, columns to the feet.
        const EdgeLetters edges = edgeLetters({"L", "F"}, laid({1, 1}, {1, 1}, quarters, mirrored).orientation());
        QCOMPARE(edges.left + edges.top + edges.right + edges.bottom, letters);
    }

    void obliqueDirectionsHaveObliqueOpposites()
    {
        const EdgeLetters edges = edgeLetters({"LA", "FP"}, {});
        QCOMPARE(edges, (EdgeLetters{QStringLiteral("RP"), QStringLiteral("HA"), QStringLiteral("LA"), QStringLiteral("FP")}));
    }

    void unknownDirectionsHaveNoLetters()
    {
        QCOMPARE(edgeLetters({"", ""}, {}), EdgeLetters{});
        const EdgeLetters half = edgeLetters({"X", "F"}, {});
        QCOMPARE(half, (EdgeLetters{QString(), QStringLiteral("H"), QString(), QStringLiteral("F")}));
    }
};

QTEST_MAIN(TestViewTransform)
#include "tst_viewtransform.moc"
