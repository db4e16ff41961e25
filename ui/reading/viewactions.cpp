#include "ui/reading/viewactions.h"

#include "ui/reading/words.h"
#include "ui/theme.h"

#include <QSettings>

namespace lucency::ui {

ViewActions::ViewActions(RadiographView* view, QObject* parent)
    : QObject(parent)
    , m_view(view)
{
    using Keys = QList<QKeySequence>;
    const auto drives = [this](QAction* action, void (RadiographView::*slot)()) { connect(action, &QAction::triggered, m_view, slot); };
    drives(zoomIn = make("zoom-in", tr("Zoom in"), QStringLiteral("zoom-in"), Keys{Qt::Key_Plus}), &RadiographView::zoomIn);
    drives(zoomOut = make("zoom-out", tr("Zoom out"), QStringLiteral("zoom-out"), Keys{Qt::Key_Minus}), &RadiographView::zoomOut);
    drives(fit = make("fit", tr("Fit to the view"), QStringLiteral("fit"), Keys{Qt::Key_Equal}), &RadiographView::fit);
    drives(oneToOne = make("one-to-one", tr("One pixel a pixel"), QStringLiteral("one-to-one"), Keys{Qt::Key_1}),
           &RadiographView::oneToOne);
    drives(turnRight = make("turn-right", tr("Turn right"), QStringLiteral("turn-right"), Keys{Qt::Key_R}), &RadiographView::turnRight);
    drives(turnLeft = make("turn-left", tr("Turn left"), QStringLiteral("turn-left"), Keys{Qt::Key_L}), &RadiographView::turnLeft);
    drives(flipHorizontally = make("flip-horizontal", tr("Mirror left to right"), QStringLiteral("flip-horizontal"), Keys{Qt::Key_H}),
           &RadiographView::flipHorizontally);
    drives(flipVertically = make("flip-vertical", tr("Mirror top to bottom"), QStringLiteral("flip-vertical"), Keys{Qt::Key_V}),
           &RadiographView::flipVertically);
    drives(invert = make("invert", tr("Invert"), QStringLiteral("invert"), Keys{Qt::Key_I}), &RadiographView::invert);
    // Space is the view's own key, because it also pans while it is held.
    drives(reset = make("reset", tr("Reset the view"), QStringLiteral("reset"), Keys{}), &RadiographView::resetView);
    drives(undo = make("undo", tr("Undo"), QStringLiteral("undo"), Keys{QKeySequence(QKeySequence::Undo)}), &RadiographView::undo);
    drives(redo = make("redo", tr("Redo"), QStringLiteral("redo"),
                       Keys{QKeySequence(Qt::CTRL | Qt::Key_Y), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)}),
           &RadiographView::redo);

    showAi = make("show-ai", tr("Show all AI"), QStringLiteral("ai"), Keys{Qt::Key_A});
    showBoxes = make("show-boxes", tr("Show boxes"), QStringLiteral("boxes"), Keys{Qt::Key_B});
    showHeatMap = make("show-heat-map", tr("Show heat map"), QStringLiteral("heat-map"), Keys{Qt::Key_M});
    showPlanes = make("show-overlay", tr("Show overlay"), QStringLiteral("overlay"), Keys{Qt::Key_O});
    for (QAction* action : {showAi, showBoxes, showHeatMap, showPlanes}) {
        action->setCheckable(true);
        action->setChecked(true);
        connect(action, &QAction::toggled, this, &ViewActions::applySwitches);
    }
    showTexts = make("show-texts", tr("Show texts"), QStringLiteral("texts"), Keys{Qt::Key_T});
    showTexts->setCheckable(true);
    showTexts->setChecked(true);
    connect(showTexts, &QAction::toggled, m_view, &RadiographView::setTextsVisible);

    connect(m_view, &RadiographView::stateChanged, this, &ViewActions::refresh);
    refresh();
}

QAction* ViewActions::make(const char* name, const QString& text, const QString& icon, const QList<QKeySequence>& keys)
{
    auto* action = new QAction(theme::icon(icon), text, this);
    action->setObjectName(QLatin1String(name));
    const QString changed = QSettings().value(QLatin1String("keys/") + QLatin1String(name)).toString();
    action->setShortcuts(changed.isEmpty() ? keys : QKeySequence::listFromString(changed));
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(key.isEmpty() ? text : tr("%1 (%2)").arg(text, key));
    return action;
}

int ViewActions::presetKey(int index)
{
    if (index == 0) return Qt::Key_0;
    return index <= 8 ? Qt::Key_1 + index : 0;
}

void ViewActions::refresh()
{
    const bool shown = m_view->image() != nullptr;
    for (QAction* action : {zoomIn, zoomOut, fit, oneToOne, turnRight, turnLeft, flipHorizontally, flipVertically, invert, reset})
        action->setEnabled(shown);
    undo->setEnabled(m_view->canUndo());
    redo->setEnabled(m_view->canRedo());
    if (m_view->image() == m_presetsOf) return;
    m_presetsOf = m_view->image();
    qDeleteAll(m_presets);
    m_presets.clear();
    const std::size_t count = m_presetsOf ? m_presetsOf->choices.size() : 0;
    for (std::size_t index = 0; index < count; ++index) {
        const imaging::VoiChoice& choice = m_presetsOf->choices[index];
        auto* action = new QAction(tr("%1   %2").arg(voiName(choice), windowText(choice)), this);
        if (const int key = presetKey(static_cast<int>(index))) action->setShortcut(QKeySequence(key));
        connect(action, &QAction::triggered, m_view, [this, index] { m_view->chooseVoi(static_cast<int>(index)); });
        m_presets.push_back(action);
    }
    Q_EMIT presetsChanged();
}

void ViewActions::setSwitches(const OverlaySwitches& switches)
{
    showAi->setChecked(switches.ai);
    showBoxes->setChecked(switches.boxes);
    showHeatMap->setChecked(switches.heatMap);
    showPlanes->setChecked(switches.planes);
    setStyle(switches.style);
}

void ViewActions::setStyle(const imaging::HeatMapStyle& style)
{
    m_switches.style = style;
    applySwitches();
}

void ViewActions::applySwitches()
{
    m_switches.ai = showAi->isChecked();
    m_switches.boxes = showBoxes->isChecked();
    m_switches.heatMap = showHeatMap->isChecked();
    m_switches.planes = showPlanes->isChecked();
    m_view->setSwitches(m_switches);
    Q_EMIT switchesChanged(m_switches);
}

} // namespace lucency::ui
