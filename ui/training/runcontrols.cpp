#include "ui/training/runcontrols.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStyle>

namespace lucency::ui {

namespace {

void setPrimary(QPushButton* button, bool primary)
{
    if (button->property("primary").toBool() == primary) return;
    button->setProperty("primary", primary);
    button->style()->unpolish(button);
    button->style()->polish(button);
}

} // namespace

RunControls::RunControls(QWidget* parent)
    : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto add = [&](Action action, const char* name, const QString& text, const QString& tip) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(QLatin1String(name));
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT asked(action); });
        m_buttons[action] = button;
        row->addWidget(button);
    };
    add(ShowResult, "showResult", tr("Show result"), tr("How good the model is, on people whom it did not learn from"));
    add(GoOn, "goOn", tr("Go on"), tr("Goes on exactly where the run was"));
    add(Pause, "pause", tr("Pause"),
        tr("Ends the batch in hand, a few seconds at most, and saves everything. The runs behind this one wait, too. Go on whenever you "
           "like."));
    add(FinishNow, "finishNow", tr("Finish now"), {});
    add(Stop, "stop", tr("Stop and keep"),
        tr("Ends the batch in hand and saves everything. The run leaves the queue, the next one begins; this one can go on later."));
    add(TakeOut, "takeOut", tr("Take out of the queue"), tr("The run stays in the list and can be put into the queue again"));
    add(ChooseImages, "chooseImages", tr("Choose the folder of its images …"),
        tr("Where the images lie on this computer: the folder that the run was begun with, or a copy of it"));
    row->addStretch(1);
    add(OpenFolder, "openFolder", tr("Open folder"), tr("The run's files, in the file manager"));
    add(TakeOffList, "takeOffList", tr("Take off the list"), tr("The run was opened from elsewhere; none of its files is deleted"));
}

void RunControls::setRun(const app::RunSummary& run, app::RunState state, bool opened, bool held)
{
    using app::RunState;
    const bool atRest = !app::isQueued(state), learning = state == RunState::Running;
    const bool needsImages = run.canGoOn && !run.dataThere;
    // Of a finished run that its recipe would let learn on.
    const bool learnsOn = state == RunState::Finished;
    const auto show = [this](Action action, bool shown) { button(action)->setVisible(shown); };
    show(ShowResult, run.hasResult && !learning);
    show(GoOn, state == RunState::Paused || state == RunState::Interrupted || (state == RunState::Waiting && held) ||
                   (atRest && run.canGoOn && run.dataThere));
    button(GoOn)->setText(learnsOn                        ? tr("Learn on")
                          : state == RunState::Waiting    ? tr("Let the queue go on")
                          : run.history.empty() && atRest ? tr("Begin")
                                                          : tr("Go on"));
    show(Pause, learning);
    const bool finishes = learning || state == RunState::Paused || state == RunState::Interrupted ||
                          ((state == RunState::Stopped || state == RunState::Failed) && run.canFinish && run.dataThere);
    show(FinishNow, finishes);
    button(FinishNow)->setEnabled(run.bestEpoch > 0);
    button(FinishNow)->setToolTip(
        run.bestEpoch > 0 ? tr("Learns no further: a model is made of the best epoch so far, which is epoch %1, measured on the "
                               "test images, and a report is written.")
                                .arg(run.bestEpoch)
                          : tr("There is nothing to keep before the first epoch has ended."));
    show(Stop, learning || state == RunState::Paused || state == RunState::Interrupted);
    show(TakeOut, state == RunState::Waiting);
    show(ChooseImages, atRest && needsImages);
    show(OpenFolder, true);
    show(TakeOffList, atRest && opened);
    setPrimary(button(ShowResult), true);
    setPrimary(button(GoOn), !learnsOn);
    setPrimary(button(ChooseImages), true);
}

} // namespace lucency::ui

#include "moc_runcontrols.cpp"
