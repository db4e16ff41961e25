#include "ui/reading/radiographview.h"
#include "ui/reading/viewactions.h"

#include <QApplication>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QWheelEvent>

using namespace lucency;
using namespace lucency::ui;

namespace {

constexpr double span = 4000; ///< of the values of the image, so that a drag of one pixel is 4

/// A gradient from 0 to 4000 with a window of its own.
std::shared_ptr<const DisplayImage> gradient()
{
    imaging::Radiograph radiograph;
    radiograph.pixels = cv::Mat(400, 401, CV_16UC1);
    for (int row = 0; row < radiograph.pixels.rows; ++row)
        for (int column = 0; column < radiograph.pixels.cols; ++column)
            radiograph.pixels.at<std::uint16_t>(row, column) = static_cast<std::uint16_t>(column * 10);
    radiograph.rows = 400;
    radiograph.columns = 401;
    radiograph.bitsStored = 12;
    radiograph.identity.isDicom = true;
    radiograph.identity.patientOrientation = {"L", "F"};
    radiograph.meaning.windows = {{2000, 4000, imaging::VoiFunction::Linear, "WIDE"}, {2000, 1000, imaging::VoiFunction::Linear, "NARROW"}};
    return makeDisplayImage(radiograph);
}

/// A preview of an image without windows, and the image: the automatic window of the one is not that of the other.
std::shared_ptr<const DisplayImage> ofOwnRange(bool coarse)
{
    imaging::Radiograph radiograph = gradient()->radiograph;
    radiograph.meaning.windows.clear();
    radiograph.coarse = coarse;
    if (coarse) radiograph.pixels = radiograph.pixels / 2;
    return makeDisplayImage(radiograph);
}

std::shared_ptr<const DisplayImage> coarseGradient()
{
    imaging::Radiograph radiograph = gradient()->radiograph;
    radiograph.coarse = true;
    radiograph.pixels = radiograph.pixels + 40;
    return makeDisplayImage(radiograph);
}

void dragBy(QWidget& view, Qt::MouseButton button, QPoint from, QPoint delta, Qt::KeyboardModifiers modifiers = {})
{
    const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButton which, Qt::MouseButtons held) {
        QMouseEvent event(type, at, view.mapToGlobal(at), which, held, modifiers);
        QApplication::sendEvent(&view, &event);
    };
    send(QEvent::MouseButtonPress, from, button, button);
    send(QEvent::MouseMove, from + delta / 2, Qt::NoButton, button);
    send(QEvent::MouseMove, from + delta, Qt::NoButton, button);
    send(QEvent::MouseButtonRelease, from + delta, button, Qt::NoButton);
}

void wheel(QWidget& view, QPointF at, int notches)
{
    QWheelEvent event(at, view.mapToGlobal(at), QPoint(), QPoint(0, notches * 120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&view, &event);
}

imaging::VoiWindow windowOf(const RadiographView& view)
{
    return std::get<imaging::VoiWindow>(view.state().voi.transform);
}

int greyAt(RadiographView& view, QPoint at)
{
    return qGray(view.grab().toImage().pixel(at));
}

} // namespace

class TestRadiographView : public QObject {
    Q_OBJECT

    std::unique_ptr<RadiographView> m_view;

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        m_view = std::make_unique<RadiographView>();
        m_view->resize(401, 400);
        m_view->setTextsVisible(false);
        m_view->setImage(gradient());
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    void beginsWithTheFirstWindowOfTheFile()
    {
        QCOMPARE(windowOf(*m_view).width, 4000.0);
        QCOMPARE(QString::fromStdString(m_view->state().voi.name), QStringLiteral("WIDE"));
        QVERIFY(!m_view->canUndo());
    }

    void leftDragChangesWindowAndLevel_data()
    {
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<double>("speed");
        QTest::newRow("alone") << int(Qt::NoModifier) << 1.0;
        QTest::newRow("Shift is coarse") << int(Qt::ShiftModifier) << WindowDrag::coarse;
        QTest::newRow("Ctrl is fine") << int(Qt::ControlModifier) << WindowDrag::fine;
    }
    void leftDragChangesWindowAndLevel()
    {
        QFETCH(int, modifiers);
        QFETCH(double, speed);
        dragBy(*m_view, Qt::LeftButton, {200, 200}, {40, -30}, Qt::KeyboardModifiers(modifiers));
        const double perPixel = span / WindowDrag::pixelsForWholeRange * speed;
        QCOMPARE(windowOf(*m_view).width, 4000 + 40 * perPixel);
        QCOMPARE(windowOf(*m_view).center, 2000 - 30 * perPixel);
        QVERIFY(m_view->state().voi.origin == imaging::VoiChoice::Origin::Reader);
        QVERIFY(m_view->state().transform.isFitted());
    }

    void levelFollowsUpWhereItIsSetSo()
    {
        WindowDrag turned;
        turned.levelFollowsUp = true;
        m_view->setWindowDrag(turned);
        dragBy(*m_view, Qt::LeftButton, {200, 200}, {0, -30});
        QCOMPARE(windowOf(*m_view).center, 2000.0 + 30 * 4);
    }

    void theWindowNeverCloses()
    {
        dragBy(*m_view, Qt::LeftButton, {200, 200}, {-100000, 0});
        QCOMPARE(windowOf(*m_view).width, 1.0);
    }

    void theWindowIsSeen()
    {
        const QPoint dark(100, 60), bright(300, 60); // values 1000 and 3000
        QVERIFY(qAbs(greyAt(*m_view, dark) - 64) <= 2);
        QVERIFY(qAbs(greyAt(*m_view, bright) - 191) <= 2);
        m_view->chooseVoi(1); // 1500 to 2500
        QCOMPARE(greyAt(*m_view, dark), 0);
        QCOMPARE(greyAt(*m_view, bright), 255);
        m_view->invert();
        QCOMPARE(greyAt(*m_view, dark), 255);
        QCOMPARE(greyAt(*m_view, bright), 0);
        m_view->flipHorizontally();
        QCOMPARE(greyAt(*m_view, dark), 0);
    }

    void wheelZoomsAtThePointer()
    {
        const QPointF pointer(301, 99);
        const auto pixel = m_view->pixelAt(pointer);
        wheel(*m_view, pointer, 4);
        QVERIFY(qAbs(m_view->state().transform.magnification() - std::pow(1.25, 4)) < 1e-9);
        QVERIFY(pixel.has_value());
        QCOMPARE(m_view->pixelAt(pointer), pixel);
        wheel(*m_view, pointer, -4);
        QVERIFY(qAbs(m_view->state().transform.magnification() - 1) < 1e-9);
    }

    void middleDragPans()
    {
        const QPointF held = m_view->state().transform.toImage({100, 100});
        dragBy(*m_view, Qt::MiddleButton, {100, 100}, {30, 20});
        QCOMPARE(m_view->state().transform.toView(held), QPointF(130, 120));
        QCOMPARE(windowOf(*m_view).width, 4000.0);
    }

    void spaceWithLeftDragPansAndDoesNotReset()
    {
        const QPointF held = m_view->state().transform.toImage({100, 100});
        QTest::keyPress(m_view.get(), Qt::Key_Space);
        dragBy(*m_view, Qt::LeftButton, {100, 100}, {30, 20});
        QTest::keyRelease(m_view.get(), Qt::Key_Space);
        QCOMPARE(m_view->state().transform.toView(held), QPointF(130, 120));
    }

    void spaceAloneResets()
    {
        m_view->turnRight();
        m_view->invert();
        m_view->chooseVoi(1);
        QTest::keyClick(m_view.get(), Qt::Key_Space);
        QVERIFY(m_view->state().transform.isFitted());
        QVERIFY(m_view->state().transform.orientation().isAsStored());
        QVERIFY(!m_view->state().inverted);
        QCOMPARE(windowOf(*m_view).width, 4000.0);
    }

    void rightDragZoomsAndRightTapAsksForTheMenu()
    {
        QSignalSpy menu(m_view.get(), &RadiographView::menuRequested);
        dragBy(*m_view, Qt::RightButton, {200, 200}, {0, -100});
        QVERIFY(m_view->state().transform.magnification() > 1.3);
        QCOMPARE(menu.count(), 0);
        const double magnification = m_view->state().transform.magnification();
        dragBy(*m_view, Qt::RightButton, {200, 200}, {1, 1});
        QCOMPARE(menu.count(), 1);
        QCOMPARE(m_view->state().transform.magnification(), magnification);
    }

    void aWholeDragIsUndoneAtOnce()
    {
        dragBy(*m_view, Qt::LeftButton, {200, 200}, {40, -30});
        m_view->turnRight();
        m_view->undo();
        QVERIFY(m_view->state().transform.orientation().isAsStored());
        QCOMPARE(windowOf(*m_view).width, 4160.0);
        m_view->undo();
        QCOMPARE(windowOf(*m_view).width, 4000.0);
        QVERIFY(!m_view->canUndo());
        m_view->redo();
        QCOMPARE(windowOf(*m_view).width, 4160.0);
        m_view->redo();
        QCOMPARE(m_view->state().transform.orientation().quarterTurns, 1);
        QVERIFY(!m_view->canRedo());
    }

    void saysWhenItDoesNotLieAsStored()
    {
        const auto text = [this] { return m_view->cornerTexts().bottomLeft.join(QLatin1Char('\n')); };
        QVERIFY(!text().contains(QLatin1String("MIRRORED")));
        m_view->flipHorizontally();
        m_view->invert();
        QVERIFY(text().contains(QLatin1String("MIRRORED")));
        QVERIFY(text().contains(QLatin1String("INVERTED")));
    }

    void showsTheValueUnderThePointer()
    {
        const auto text = [this] { return m_view->cornerTexts().bottomLeft.join(QLatin1Char('\n')); };
        QTest::mouseMove(m_view.get(), QPoint(123, 45));
        QVERIFY(text().contains(QLatin1String("1230")));
        QVERIFY(!m_view->pixelAt({-5, 10}).has_value());
    }

    void anotherImageBringsNothingOfTheLast()
    {
        Overlays overlays;
        overlays.boxes.push_back({OverlayBox::Source::Reference, QRectF(10, 10, 50, 50), QStringLiteral("Effusion")});
        m_view->setOverlays(overlays);
        m_view->invert();
        m_view->setImage(gradient());
        QVERIFY(m_view->overlays().boxes.empty());
        QVERIFY(!m_view->state().inverted);
        QVERIFY(!m_view->canUndo());
        m_view->setImage(nullptr);
        QVERIFY(m_view->cornerTexts().topLeft.isEmpty());
        QCOMPARE(greyAt(*m_view, {200, 200}), 0);
    }

    void theFullImageKeepsWhatTheReaderDidToTheCoarseOne()
    {
        Overlays overlays;
        overlays.boxes.push_back({OverlayBox::Source::Reference, QRectF(10, 10, 50, 50), QStringLiteral("Effusion")});
        m_view->setImage(coarseGradient());
        m_view->setOverlays(overlays);
        wheel(*m_view, {301, 99}, 3);
        dragBy(*m_view, Qt::LeftButton, {200, 200}, {40, -30});
        m_view->turnRight();
        m_view->invert();
        m_view->undo();
        const ViewState before = m_view->state();
        QSignalSpy changed(m_view.get(), &RadiographView::stateChanged);
        const auto full = gradient();
        m_view->refine(full);
        QCOMPARE(m_view->image(), full);
        QVERIFY(changed.count() > 0);
        QCOMPARE(m_view->overlays().boxes.size(), std::size_t(1));
        QCOMPARE(m_view->state().transform.toView(), before.transform.toView());
        QCOMPARE(m_view->state().transform.orientation().quarterTurns, 1);
        QCOMPARE(windowOf(*m_view).width, 4160.0);
        QVERIFY(m_view->state().voi.origin == imaging::VoiChoice::Origin::Reader);
        m_view->redo();
        QVERIFY(m_view->state().inverted);
        for (int i = 0; i < 4; ++i)
            m_view->undo();
        QVERIFY(!m_view->canUndo());
        QVERIFY(m_view->state().transform.isFitted());
        QCOMPARE(windowOf(*m_view).width, 4000.0);
    }

    void aDragGoesOnWhileTheFullImageComes()
    {
        m_view->setImage(coarseGradient());
        const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButton which, Qt::MouseButtons held) {
            QMouseEvent event(type, at, m_view->mapToGlobal(at), which, held, Qt::NoModifier);
            QApplication::sendEvent(m_view.get(), &event);
        };
        send(QEvent::MouseButtonPress, {200, 200}, Qt::LeftButton, Qt::LeftButton);
        send(QEvent::MouseMove, {220, 200}, Qt::NoButton, Qt::LeftButton);
        m_view->refine(gradient());
        send(QEvent::MouseMove, {240, 200}, Qt::NoButton, Qt::LeftButton);
        send(QEvent::MouseButtonRelease, {240, 200}, Qt::LeftButton, Qt::NoButton);
        QVERIFY(qAbs(windowOf(*m_view).width - 4160) < 1);
        m_view->undo();
        QCOMPARE(windowOf(*m_view).width, 4000.0);
        QVERIFY(!m_view->canUndo());
    }

    void aWindowComputedFromCoarsePixelsIsComputedAnew()
    {
        const auto coarse = ofOwnRange(true), full = ofOwnRange(false);
        m_view->setImage(coarse);
        QVERIFY(m_view->state().voi.origin == imaging::VoiChoice::Origin::Automatic);
        const auto automatic = windowOf(*m_view);
        m_view->chooseVoi(1); // full range
        m_view->refine(full);
        const auto expected = [&](std::size_t choice) { return std::get<imaging::VoiWindow>(full->choices[choice].transform); };
        QCOMPARE(windowOf(*m_view).width, expected(1).width);
        QCOMPARE(windowOf(*m_view).center, expected(1).center);
        m_view->undo();
        QCOMPARE(windowOf(*m_view).width, expected(0).width);
        QVERIFY(windowOf(*m_view).width > automatic.width * 1.5);
    }

    void saysThatFullDetailIsLoading()
    {
        const auto text = [this] { return m_view->cornerTexts().bottomLeft.join(QLatin1Char('\n')); };
        m_view->setImage(coarseGradient());
        QMouseEvent moved(QEvent::MouseMove, QPointF(123, 45), m_view->mapToGlobal(QPointF(123, 45)), Qt::NoButton, Qt::NoButton,
                          Qt::NoModifier);
        QApplication::sendEvent(m_view.get(), &moved);
        QVERIFY(text().contains(coarseText()));
        QVERIFY(!text().contains(QLatin1String("value")));
        m_view->refine(gradient());
        QVERIFY(!text().contains(coarseText()));
        QVERIFY(text().contains(QLatin1String("1230")));
    }

    void theFullPixelsAreSeen()
    {
        m_view->setImage(coarseGradient());
        const int before = greyAt(*m_view, {100, 60});
        m_view->refine(gradient());
        QVERIFY(qAbs(greyAt(*m_view, {100, 60}) - 64) <= 1);
        QVERIFY(before > greyAt(*m_view, {100, 60}));
    }

    void anotherImageDoesNotRefineTheCoarseOne_data()
    {
        QTest::addColumn<bool>("coarse");
        QTest::newRow("the one before was full") << false;
        QTest::newRow("the one before was of another file") << true;
    }
    void anotherImageDoesNotRefineTheCoarseOne()
    {
        QFETCH(bool, coarse);
        imaging::Radiograph radiograph = gradient()->radiograph;
        radiograph.coarse = coarse;
        if (coarse) radiograph.path = "another.dcm";
        m_view->setImage(makeDisplayImage(radiograph));
        m_view->invert();
        m_view->refine(gradient());
        QVERIFY(!m_view->state().inverted);
        QVERIFY(!m_view->canUndo());
    }

    void theAiKeyHidesModelRegionsButNotReferenceBoxes()
    {
        Overlays overlays;
        overlays.boxes.push_back({OverlayBox::Source::Reference, QRectF(20, 100, 100, 100), QString()});
        overlays.boxes.push_back({OverlayBox::Source::Model, QRectF(220, 100, 100, 100), QString()});
        const auto coloured = [this](const QRect& where) {
            const QImage shown = m_view->grab().toImage();
            for (int y = where.top(); y <= where.bottom(); ++y)
                for (int x = where.left(); x <= where.right(); ++x)
                    if (QColor(shown.pixel(x, y)).saturation() > 100) return true;
            return false;
        };
        const QRect reference(10, 90, 120, 120), model(210, 90, 120, 120);
        m_view->setOverlays(overlays);
        QVERIFY(coloured(reference) && coloured(model));
        OverlaySwitches switches;
        switches.ai = false;
        m_view->setSwitches(switches);
        QVERIFY(coloured(reference) && !coloured(model));
        switches = {};
        switches.boxes = false;
        m_view->setSwitches(switches);
        QVERIFY(!coloured(reference) && !coloured(model));
    }

    void everyKeyDoesWhatTheListSays()
    {
        ViewActions actions(m_view.get());
        m_view->addActions(actions.findChildren<QAction*>());
        m_view->activateWindow();
        m_view->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        QTest::keyClick(m_view.get(), Qt::Key_R);
        QCOMPARE(m_view->state().transform.orientation().quarterTurns, 1);
        QTest::keyClick(m_view.get(), Qt::Key_L);
        QCOMPARE(m_view->state().transform.orientation().quarterTurns, 0);
        QTest::keyClick(m_view.get(), Qt::Key_H);
        QVERIFY(m_view->state().transform.orientation().mirrored);
        QTest::keyClick(m_view.get(), Qt::Key_V);
        QCOMPARE(m_view->state().transform.orientation(), (Orientation{2, false}));
        QTest::keyClick(m_view.get(), Qt::Key_I);
        QVERIFY(m_view->state().inverted);
        QTest::keyClick(m_view.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!m_view->state().inverted);
        QTest::keyClick(m_view.get(), Qt::Key_Y, Qt::ControlModifier);
        QVERIFY(m_view->state().inverted);
        QTest::keyClick(m_view.get(), Qt::Key_2);
        QCOMPARE(QString::fromStdString(m_view->state().voi.name), QStringLiteral("NARROW"));
        QTest::keyClick(m_view.get(), Qt::Key_0);
        QCOMPARE(QString::fromStdString(m_view->state().voi.name), QStringLiteral("WIDE"));
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        QVERIFY(!m_view->state().transform.isFitted());
        QTest::keyClick(m_view.get(), Qt::Key_Equal);
        QVERIFY(m_view->state().transform.isFitted());
        QTest::keyClick(m_view.get(), Qt::Key_1);
        QCOMPARE(m_view->state().transform.magnification(), 1.0);
        for (const auto& [key, shown] : {std::pair{Qt::Key_A, &OverlaySwitches::ai},
                                         {Qt::Key_B, &OverlaySwitches::boxes},
                                         {Qt::Key_M, &OverlaySwitches::heatMap},
                                         {Qt::Key_O, &OverlaySwitches::planes}}) {
            QTest::keyClick(m_view.get(), key);
            QVERIFY(!(m_view->switches().*shown));
            QTest::keyClick(m_view.get(), key);
            QVERIFY(m_view->switches().*shown);
        }
    }
};

QTEST_MAIN(TestRadiographView)
#include "tst_radiographview.moc"
