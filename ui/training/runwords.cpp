#include "ui/training/runwords.h"

#include "ui/failuretext.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace lucency::ui {

namespace {

struct RunPageWords {
    Q_DECLARE_TR_FUNCTIONS(RunPageWords)
};

QString afterEpoch(const app::RunSummary& run)
{
    return run.history.empty() ? RunPageWords::tr("before its first epoch ended")
                               : RunPageWords::tr("after epoch %1").arg(run.history.back().epoch);
}

bool isOfSplit(const Failure& failure)
{
    return QString::fromStdString(failure.subject).endsWith(QLatin1String("split.csv"));
}

QString imagesChanged()
{
    return RunPageWords::tr(
        "Images were removed, added or renamed since this run began, so it cannot go on with the same people in the same "
        "parts. Put them back as they were, and it goes on; or begin a new run with the images as they are.");
}

} // namespace

QString shortDuration(double seconds)
{
    if (!(seconds > 0)) return {};
    if (seconds < 90) return RunPageWords::tr("about %1 s").arg(static_cast<int>(std::lround(seconds)));
    const auto minutes = static_cast<qint64>(std::lround(seconds / 60));
    if (minutes < 90) return RunPageWords::tr("about %1 min").arg(minutes);
    return RunPageWords::tr("about %1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString progressSentence(const model::TrainingProgress& progress)
{
    const QLocale locale;
    switch (progress.stage) {
    case model::TrainingStage::Reading:
        return RunPageWords::tr("Reading images: %1 of %2")
            .arg(locale.toString(qlonglong{progress.done}), locale.toString(qlonglong{progress.all}));
    case model::TrainingStage::Training:
        return RunPageWords::tr("Epoch %1 of %2: batch %3 of %4")
            .arg(progress.epoch)
            .arg(progress.epochs)
            .arg(locale.toString(qlonglong{progress.done}), locale.toString(qlonglong{progress.all}));
    case model::TrainingStage::Validating:
        return RunPageWords::tr("Epoch %1 of %2: measuring on the validation images").arg(progress.epoch).arg(progress.epochs);
    case model::TrainingStage::Evaluating:
        return RunPageWords::tr("Learning is over: measuring the best epoch on the test images");
    }
    return {};
}

QString stateSentence(const app::RunSummary& run, app::RunState state, int place, bool held)
{
    switch (state) {
    case app::RunState::Waiting:
        return held ? RunPageWords::tr("Waits as number %1. The queue stands still until you let it go on.").arg(place)
                    : RunPageWords::tr("Waits for its turn as number %1.").arg(place);
    case app::RunState::Running:
        return RunPageWords::tr("Begins …");
    case app::RunState::Stopping:
        return RunPageWords::tr("Ends the batch in hand and saves everything …");
    case app::RunState::Paused:
        return RunPageWords::tr("Paused %1. Everything is saved: it goes on exactly where it was.").arg(afterEpoch(run));
    case app::RunState::Interrupted:
        return RunPageWords::tr("The program ended while this run was training, %1. All but the last moments is saved: go on?")
            .arg(afterEpoch(run));
    case app::RunState::Stopped:
        return run.history.empty() && run.canGoOn
                   ? RunPageWords::tr("Stopped before its first epoch ended. It can go on.")
                   : RunPageWords::tr("Stopped %1. It can go on where it was, or be finished with its best epoch.").arg(afterEpoch(run));
    case app::RunState::Failed:
        return RunPageWords::tr("A fault stopped this run %1. What it had learnt is saved: it goes on once the cause is mended.")
            .arg(afterEpoch(run));
    case app::RunState::Elsewhere:
        return RunPageWords::tr("Another program trains in this folder now, such as lucency train on the command line.");
    case app::RunState::Finished:
        return run.history.size() < static_cast<std::size_t>(run.epochs)
                   ? RunPageWords::tr("Finished after %1 of %2 epochs. Model and report are made.").arg(run.history.size()).arg(run.epochs)
                   : RunPageWords::tr("Finished. Model and report are made.");
    case app::RunState::Damaged:
        return RunPageWords::tr("This run cannot go on; see below what is missing and what still works.");
    }
    return {};
}

QString runFailureText(const Failure& failure)
{
    const QString text = failureText(failure);
    switch (failure.kind) {
    case FailureKind::StoreBusy:
        return RunPageWords::tr("Another window of Lucency has the training queue. Train there, or close it and open this window anew.");
    case FailureKind::CorruptFile:
        if (QString::fromStdString(failure.subject).endsWith(QLatin1String("queue.json")))
            return RunPageWords::tr(
                "The list of waiting runs was damaged and has been put aside as queue.damaged.json. No run is lost: each is "
                "in the list below and can be gone on with.");
        return text;
    case FailureKind::BadArgument:
        if (failure.detail == "another training works in this folder")
            return RunPageWords::tr("Another program trains in %1 now. Wait until it ends, or stop it there.")
                .arg(QString::fromStdString(failure.subject));
        if (isOfSplit(failure)) return imagesChanged();
        return text;
    case FailureKind::ModelMismatch:
        if (isOfSplit(failure)) return imagesChanged();
        return text + QLatin1Char(' ') + RunPageWords::tr("The images or the recipe are not those that the run began with.");
    case FailureKind::BadNumber:
        return text + QLatin1Char(' ') +
               RunPageWords::tr("The training went astray: the loss is no number any more. A smaller learning rate often helps.");
    default:
        return text;
    }
}

} // namespace lucency::ui
