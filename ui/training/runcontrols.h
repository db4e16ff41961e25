#pragma once

#include "app/training/runsummary.h"

#include <QWidget>

#include <array>

class QPushButton;

namespace lucency::ui {

/// What can be done to a run in its state, as buttons that say what they do.
class RunControls : public QWidget {
    Q_OBJECT

public:
    enum Action { ShowResult, GoOn, Pause, FinishNow, Stop, TakeOut, ChooseImages, OpenFolder, TakeOffList, ActionCount };

    explicit RunControls(QWidget* parent = nullptr);

    /// Opened says that the run lies elsewhere than the queue's runs; held that the queue stands still.
    void setRun(const app::RunSummary& run, app::RunState state, bool opened, bool held);

    QPushButton* button(Action action) const { return m_buttons[static_cast<std::size_t>(action)]; }

Q_SIGNALS:
    void asked(lucency::ui::RunControls::Action action);

private:
    std::array<QPushButton*, ActionCount> m_buttons{};
};

} // namespace lucency::ui
