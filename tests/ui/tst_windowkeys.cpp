// The window by keyboard and by screen reader: every control is reached, named, and does what its key says.
#include "tests/support/window/readingstation.h"
#include "ui/reading/readingroom.h"
#include "ui/worklist/worklistpanel.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolBar>
#include <QToolButton>
#include <QTreeWidget>
#include <QWidgetAction>

using namespace lucency;
using namespace lucency::ui;

namespace {

constexpr int patience = 15'000;

QSet<const QAction*> menuActions(const QMenu& menu)
{
    QSet<const QAction*> all;
    for (const QAction* action : menu.actions()) {
        all << action;
        if (action->menu()) all += menuActions(*action->menu());
    }
    return all;
}

QSet<const QAction*> menuActions(const MainWindow& window)
{
    QSet<const QAction*> all;
    for (const QAction* title : window.menuBar()->actions())
        all += menuActions(*title->menu());
    return all;
}

bool isControl(const QWidget& widget)
{
    if (qobject_cast<const QHeaderView*>(&widget) || qobject_cast<const QScrollBar*>(&widget)) return false;
    return qobject_cast<const QAbstractButton*>(&widget) || qobject_cast<const QAbstractSlider*>(&widget) ||
           qobject_cast<const QLineEdit*>(&widget) || qobject_cast<const QComboBox*>(&widget) ||
           qobject_cast<const QAbstractItemView*>(&widget) || qobject_cast<const RadiographView*>(&widget);
}

/// What the widgets of the window offer: visible, enabled, and no inner part of another control.
QList<QWidget*> controls(const MainWindow& window)
{
    QList<QWidget*> all;
    for (QWidget* widget : window.findChildren<QWidget*>())
        if (isControl(*widget) && widget->isVisible() && widget->isEnabled() && widget->window() == &window &&
            !isControl(*widget->parentWidget()))
            all << widget;
    return all;
}

QString describe(const QWidget& widget)
{
    return QStringLiteral("%1 %2 %3").arg(QLatin1String(widget.metaObject()->className()), widget.objectName(), widget.accessibleName());
}

QString accessibleName(QWidget& widget)
{
    QAccessibleInterface* told = QAccessible::queryAccessibleInterface(&widget);
    return told ? told->text(QAccessible::Name) : QString();
}

} // namespace

class TestWindowKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_station.reset(); }

    void tabReachesEveryControlAndComesRound();
    void everyControlHasANameForAScreenReader();
    void everyActionHasATextAndNoKeyMeansTwoThings();
    void lettersAreWordsInTheFilterAndKeysElsewhere();
    void keysAreNoWordsOfTheFilterOnceAPathIsOpened();
    void spacePutsEverythingBackFromTheListsToo();
    void theKeysOfTheViewDoWhatTheySay_data();
    void theKeysOfTheViewDoWhatTheySay();
    void keysGoFromStudyToStudyAndImageToImage();
    void arrowsPanAndWindow();
    void theMenuKeyOpensTheMenu();
    void theListOfKeysNamesEveryKey();
    void aboutSaysWhatItIsAndIsNot();
    void theMenusOfTheListFollowTheList();

private:
    MainWindow& window() const { return m_station->window(); }
    RadiographView& view() const { return *window().room()->view(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(QApplication::focusWidget(), key, modifiers); }

    std::unique_ptr<test::ReadingStation> m_station;
};

/// A window at work: three people, the first with a prior and two images, all scored.
void TestWindowKeys::init()
{
    m_station = std::make_unique<test::ReadingStation>();
    m_station->draw(QStringLiteral("1a.dcm"), 1, 1, 0);
    m_station->draw(QStringLiteral("1b.dcm"), 1, 1, 1);
    m_station->draw(QStringLiteral("1prior.dcm"), 1, 0, 0);
    m_station->draw(QStringLiteral("2.dcm"), 2);
    m_station->draw(QStringLiteral("3.dcm"), 3);
    m_station->trial().say(QStringLiteral("1a.dcm"), 0.9);
    m_station->open();
    window().resize(1500, 900);
    window().openPaths({m_station->path({})});
    QTRY_COMPARE_WITH_TIMEOUT(window().worklistModel()->studyCount(app::StudyStatus::Scored), 4, patience);
    QTRY_COMPARE_WITH_TIMEOUT(window().worklistModel()->index(0, 0).data(app::WorklistModel::PatientIdRole).toString(),
                              QStringLiteral("PHANTOM-0001"), patience);
    window().worklist()->table()->selectRow(0);
    QTRY_VERIFY_WITH_TIMEOUT(view().image() && view().isVisible() && !window().room()->findings()->lines().empty(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(window().room()->strip()->isVisible(), patience);
    QVERIFY(window().room()->findings()->selected()->standing == FindingLine::Standing::Over);
}

void TestWindowKeys::tabReachesEveryControlAndComesRound()
{
    window().worklist()->focusFilter();
    QWidget* start = QApplication::focusWidget();
    QVERIFY(start);
    QSet<const QWidget*> reached;
    QWidget* at = start;
    for (int presses = 0; presses < 100; ++presses) {
        reached << at;
        press(Qt::Key_Tab);
        at = QApplication::focusWidget();
        QVERIFY2(at, "the focus was lost");
        if (at == start) break;
        QVERIFY2(!reached.contains(at), qPrintable(describe(*at)));
    }
    QCOMPARE(at, start);
    const QSet<const QAction*> inMenus = menuActions(window());
    int byTab = 0;
    for (const QWidget* control : controls(window())) {
        byTab += reached.contains(control);
        if (reached.contains(control)) continue;
        // The tool bar repeats the menus for the mouse.
        const auto* button = qobject_cast<const QToolButton*>(control);
        const bool inMenu =
            button && qobject_cast<const QToolBar*>(button->parentWidget()) &&
            (inMenus.contains(button->defaultAction()) || (button->menu() && inMenus.contains(button->menu()->menuAction())));
        // Of a group of exclusive buttons Tab reaches the one that is on, the arrows the others.
        const auto* grouped = qobject_cast<const QAbstractButton*>(control);
        const bool inGroup =
            grouped && grouped->group() && grouped->group()->exclusive() && reached.contains(grouped->group()->checkedButton());
        QVERIFY2(inMenu || inGroup, qPrintable(describe(*control)));
    }
    QVERIFY2(byTab >= 10, "filter, status, list, strip, view, finding, three switches, two sliders, report");
    // And back again.
    press(Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(QApplication::focusWidget() != start);
    press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), start);
}

void TestWindowKeys::everyControlHasANameForAScreenReader()
{
    for (QWidget* control : controls(window()))
        QVERIFY2(!accessibleName(*control).trimmed().isEmpty(), qPrintable(describe(*control)));
    for (QToolButton* button : window().worklist()->filterBox()->findChildren<QToolButton*>())
        QVERIFY(!accessibleName(*button).isEmpty());
    QVERIFY(view().accessibleDescription().contains(QStringLiteral("PHANTOM-0001")));
}

void TestWindowKeys::everyActionHasATextAndNoKeyMeansTwoThings()
{
    QMap<QString, QStringList> keys;
    for (QAction* action : window().findChildren<QAction*>()) {
        if (action->isSeparator() || !action->isVisible()) continue;
        // Carriers of widgets in the tool bar are no actions, and those inside an edit box belong to Qt.
        if (qobject_cast<const QWidgetAction*>(action) || qobject_cast<const QLineEdit*>(action->parent())) continue;
        // Nor does the menu that takes what a narrow menu bar has no room for.
        if (action->menu() && action->menu()->parent() == window().menuBar() && !window().menuBar()->actions().contains(action)) continue;
        QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
        for (const QKeySequence& key : action->shortcuts())
            keys[key.toString()] << action->text();
    }
    QVERIFY(keys.size() > 25);
    for (auto key = keys.cbegin(); key != keys.cend(); ++key)
        QVERIFY2(key.value().size() == 1, qPrintable(key.key() + QStringLiteral(": ") + key.value().join(QStringLiteral(" / "))));
    for (const QAction* action : menuActions(window()))
        QVERIFY(action->isSeparator() || !action->text().isEmpty());
}

void TestWindowKeys::lettersAreWordsInTheFilterAndKeysElsewhere()
{
    const ViewActions& actions = *window().room()->actions();
    QTest::keyClick(&window(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), window().worklist()->filterBox());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("bim"));
    QCOMPARE(window().worklist()->filterBox()->text(), QStringLiteral("bim"));
    QVERIFY(actions.showBoxes->isChecked() && actions.showHeatMap->isChecked());
    QVERIFY(!view().state().inverted);
    press(Qt::Key_Escape); // to the list, where letters must not search for names either
    QCOMPARE(QApplication::focusWidget(), window().worklist()->table());
    const qint64 study = window().room()->study();
    for (const Qt::Key key : {Qt::Key_B, Qt::Key_I, Qt::Key_M, Qt::Key_P})
        press(key);
    QVERIFY(!actions.showBoxes->isChecked() && !actions.showHeatMap->isChecked());
    QVERIFY(view().state().inverted);
    QCOMPARE(window().room()->study(), study);
}

void TestWindowKeys::keysAreNoWordsOfTheFilterOnceAPathIsOpened()
{
    // With a list that shows studies.
    const auto& showAi = *window().room()->actions()->showAi;
    window().worklist()->focusFilter();
    window().openPaths({m_station->path(QStringLiteral("2.dcm"))});
    QVERIFY(!window().worklist()->filterBox()->hasFocus());
    press(Qt::Key_A);
    QVERIFY(!showAi.isChecked());
    press(Qt::Key_A);
    QTRY_VERIFY_WITH_TIMEOUT(!window().importer()->isRunning(), patience);
    // At the first start, as a path on the command line is opened: while the list is empty, and then.
    m_station = std::make_unique<test::ReadingStation>();
    m_station->draw(QStringLiteral("1.dcm"), 1);
    m_station->open();
    QVERIFY(window().worklist()->filterBox()->hasFocus());
    window().openPaths({m_station->path({})});
    QVERIFY(!window().worklist()->filterBox()->hasFocus());
    QVERIFY(QApplication::focusWidget());
    press(Qt::Key_A);
    QVERIFY(!window().room()->actions()->showAi->isChecked());
    press(Qt::Key_A);
    QTRY_VERIFY_WITH_TIMEOUT(view().image() && view().isVisible() && window().worklist()->table()->isVisible(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(QApplication::focusWidget(), window().worklist()->table(), patience);
    press(Qt::Key_I);
    QVERIFY(view().state().inverted);
    QVERIFY(window().worklist()->filterBox()->text().isEmpty());
    // A reader who goes back to the filter while files come in stays there.
    window().worklist()->focusFilter();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("pha"));
    QCOMPARE(window().worklist()->filterBox()->text(), QStringLiteral("pha"));
}

void TestWindowKeys::spacePutsEverythingBackFromTheListsToo()
{
    const qint64 study = window().room()->study();
    for (QWidget* place : {static_cast<QWidget*>(window().worklist()->table()), static_cast<QWidget*>(window().room()->strip()),
                           static_cast<QWidget*>(&view())}) {
        place->setFocus();
        const ViewTransform before = view().state().transform;
        press(Qt::Key_R);
        press(Qt::Key_I);
        QVERIFY(view().state().inverted && !(view().state().transform == before));
        press(Qt::Key_Space);
        QVERIFY2(!view().state().inverted && view().state().transform == before, place->metaObject()->className());
        QCOMPARE(window().room()->study(), study);
    }
    // Of a button it is the key.
    auto* status = window().findChild<QToolButton*>(QStringLiteral("import-report"));
    QSignalSpy clicked(status, &QToolButton::clicked);
    status->setFocus();
    press(Qt::Key_Space);
    QCOMPARE(clicked.count(), 1);
}

void TestWindowKeys::theKeysOfTheViewDoWhatTheySay_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<QString>("action");
    const auto row = [](const char* name, Qt::Key key, const char* action, Qt::KeyboardModifiers modifiers = {}) {
        QTest::newRow(name) << int(key) << int(modifiers.toInt()) << QString::fromLatin1(action);
    };
    row("zoom in", Qt::Key_Plus, "zoom-in");
    row("zoom out", Qt::Key_Minus, "zoom-out");
    row("fit", Qt::Key_Equal, "fit");
    row("one pixel a pixel", Qt::Key_1, "one-to-one");
    row("turn right", Qt::Key_R, "turn-right");
    row("turn left", Qt::Key_L, "turn-left");
    row("mirror sideways", Qt::Key_H, "flip-horizontal");
    row("mirror upside down", Qt::Key_V, "flip-vertical");
    row("invert", Qt::Key_I, "invert");
    row("all AI", Qt::Key_A, "show-ai");
    row("boxes", Qt::Key_B, "show-boxes");
    row("heat map", Qt::Key_M, "show-heat-map");
    row("texts", Qt::Key_T, "show-texts");
    row("find", Qt::Key_F, "find-study", Qt::ControlModifier);
}

void TestWindowKeys::theKeysOfTheViewDoWhatTheySay()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(QString, action);
    auto* asked = window().findChild<QAction*>(action);
    QVERIFY(asked);
    QSignalSpy triggered(asked, &QAction::triggered);
    for (QWidget* place : {static_cast<QWidget*>(window().worklist()->table()), static_cast<QWidget*>(&view())}) {
        place->setFocus();
        QCOMPARE(QApplication::focusWidget(), place);
        press(Qt::Key(key), Qt::KeyboardModifiers(modifiers));
    }
    QCOMPARE(triggered.count(), 2);
}

void TestWindowKeys::keysGoFromStudyToStudyAndImageToImage()
{
    view().setFocus();
    const WorklistPanel& list = *window().worklist();
    const qint64 first = window().room()->study();
    press(Qt::Key_PageDown, Qt::ControlModifier);
    const qint64 second = window().room()->study();
    QVERIFY(second != first);
    QCOMPARE(list.currentStudy(), second);
    QCOMPARE(list.table()->currentIndex().row(), 1);
    // The image before it goes with its study: nothing of it may stay under another name.
    QVERIFY(!view().image() || view().image()->radiograph.identity.patientId != "PHANTOM-0001" ||
            list.table()->currentIndex().data(app::WorklistModel::PatientIdRole).toString() == QLatin1String("PHANTOM-0001"));
    window().activateWindow();
    window().worklist()->table()->setFocus();
    press(Qt::Key_PageUp, Qt::ControlModifier);
    QCOMPARE(window().room()->study(), first);
    press(Qt::Key_PageUp, Qt::ControlModifier); // the first stays the first
    QCOMPARE(window().room()->study(), first);

    // Two images of this study, then none: the prior is no image of the study.
    const qint64 image = window().room()->image();
    press(Qt::Key_PageDown);
    const qint64 next = window().room()->image();
    QVERIFY(next != image);
    press(Qt::Key_PageDown);
    QCOMPARE(window().room()->image(), next);
    press(Qt::Key_PageUp);
    QCOMPARE(window().room()->image(), image);
    // The strip leads to the prior, which says what it is.
    window().room()->strip()->setFocus();
    press(Qt::Key_End);
    QTRY_VERIFY_WITH_TIMEOUT(view().image() && view().cornerTexts().bottomRight.join(QLatin1Char(' ')).contains(QStringLiteral("PRIOR")),
                             patience);
}

void TestWindowKeys::arrowsPanAndWindow()
{
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_Plus);
    const auto middle = [this] { return view().pixelAt(QRectF(view().rect()).center()); };
    const auto before = middle();
    QVERIFY(before);
    press(Qt::Key_Right);
    QVERIFY(middle() && middle()->x() < before->x()); // the image goes to the right
    press(Qt::Key_Left);
    QCOMPARE(middle(), before);
    press(Qt::Key_Up);
    QVERIFY(middle() && middle()->y() > before->y());
    press(Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(view().state().voi.origin == imaging::VoiChoice::Origin::Reader);
    QVERIFY(view().canUndo());
}

void TestWindowKeys::theMenuKeyOpensTheMenu()
{
    QSignalSpy asked(&view(), &RadiographView::menuRequested);
    QContextMenuEvent key(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(&view(), &key);
    QCOMPARE(asked.count(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activePopupWidget(), patience);
    QApplication::activePopupWidget()->close();
    QContextMenuEvent mouse(QContextMenuEvent::Mouse, {}, {});
    QApplication::sendEvent(&view(), &mouse);
    QCOMPARE(asked.count(), 1); // the right tap asks, at its release
}

void TestWindowKeys::theListOfKeysNamesEveryKey()
{
    window().findChild<QAction*>(QStringLiteral("keys"))->trigger();
    auto* dialog = window().findChild<QDialog*>(QStringLiteral("keys-dialog"));
    QVERIFY(dialog && dialog->isVisible());
    QStringList listed;
    for (QTreeWidgetItemIterator item(dialog->findChild<QTreeWidget*>()); *item; ++item)
        listed << (*item)->text(0) + QLatin1Char('\t') + (*item)->text(1);
    for (const QAction* action : menuActions(window())) {
        if (action->shortcut().isEmpty()) continue;
        QString text = action->text();
        text.remove(QLatin1Char('&')).remove(QStringLiteral(" ..."));
        bool found = false;
        for (const QString& line : listed)
            found = found ||
                    (line.startsWith(text + QLatin1Char('\t')) && line.contains(action->shortcut().toString(QKeySequence::NativeText)));
        QVERIFY2(found, qPrintable(text));
    }
    for (const char* gesture : {"Left drag", "Wheel", "Right drag", "Middle drag"})
        QVERIFY2(listed.join(QLatin1Char('\n')).contains(QLatin1String(gesture)), gesture);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void TestWindowKeys::aboutSaysWhatItIsAndIsNot()
{
    window().findChild<QAction*>(QStringLiteral("about"))->trigger();
    auto* box = window().findChild<QMessageBox*>();
    QVERIFY(box && box->isVisible());
    const QString words = box->text() + box->informativeText();
    for (const char* expected : {"Lucency", "not for primary diagnosis", "Model: trial v1", "GNU General Public License"})
        QVERIFY2(words.contains(QLatin1String(expected)), qPrintable(words));
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(!box->isVisible());
}

void TestWindowKeys::theMenusOfTheListFollowTheList()
{
    QMenu* sort = nullptr;
    for (QMenu* menu : window().menuBar()->findChildren<QMenu*>())
        if (menu->title() == QLatin1String("Sort the worklist by")) sort = menu;
    QVERIFY(sort);
    Q_EMIT sort->aboutToShow();
    QVERIFY(sort->actions().size() > 5);
    const auto checked = [sort] {
        QStringList names;
        for (const QAction* action : sort->actions())
            if (action->isChecked()) names << action->text();
        return names;
    };
    QCOMPARE(checked(), QStringList{QStringLiteral("Priority")});
    for (QAction* action : sort->actions())
        if (action->text() == QLatin1String("Name")) {
            action->trigger();
            break;
        }
    Q_EMIT sort->aboutToShow();
    QCOMPARE(checked(), QStringList{QStringLiteral("Name")});
    QCOMPARE(window().worklistModel()->sortColumn(), int(app::WorklistModel::NameColumn));
}

QTEST_MAIN(TestWindowKeys)
#include "tst_windowkeys.moc"
