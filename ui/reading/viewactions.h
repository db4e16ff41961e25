#pragma once

#include "ui/reading/radiographview.h"

#include <QAction>
#include <QObject>

#include <vector>

namespace lucency::ui {

/// What the keyboard does to a radiograph view and its overlays: one action each, with its key, text and icon, for menus, tool bar and the
/// list of keys. Keys can be changed in the settings (group "keys", name of the action).
class ViewActions : public QObject {
    Q_OBJECT

public:
    explicit ViewActions(RadiographView* view, QObject* parent = nullptr);

    QAction *zoomIn, *zoomOut, *fit, *oneToOne;
    QAction *turnRight, *turnLeft, *flipHorizontally, *flipVertically, *invert, *reset;
    QAction *undo, *redo;
    QAction *showAi, *showBoxes, *showHeatMap; ///< checkable
    QAction *showPlanes, *showTexts;           ///< checkable

    /// One action for each VOI choice of the image on screen, in order. The first has key 0, the others 2 to 9: 1 is "one pixel a pixel".
    const std::vector<QAction*>& presets() const { return m_presets; }

    /// The number key of the n-th VOI choice, or 0 when it has none.
    static int presetKey(int index);

    void setSwitches(const OverlaySwitches& switches);
    void setStyle(const imaging::HeatMapStyle& style);
    const OverlaySwitches& switches() const { return m_switches; }

Q_SIGNALS:
    void switchesChanged(const lucency::ui::OverlaySwitches& switches);
    void presetsChanged();

private:
    QAction* make(const char* name, const QString& text, const QString& icon, const QList<QKeySequence>& keys);
    void refresh();
    void applySwitches();

    RadiographView* m_view;
    OverlaySwitches m_switches;
    std::shared_ptr<const DisplayImage> m_presetsOf;
    std::vector<QAction*> m_presets;
};

} // namespace lucency::ui
