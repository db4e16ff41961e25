#pragma once

#include "imaging/result.h"
#include "model/trainer.h"

#include <QMetaType>
#include <QString>

namespace lucency::app {

/// What has become of a training run.
enum class RunState {
    Waiting,     ///< in the queue, for its turn
    Running,     ///< learns now, in this program
    Stopping,    ///< has been asked to stop or to finish, and ends the batch in hand
    Paused,      ///< in the queue, stopped by a person; goes on where it was
    Interrupted, ///< the program ended while it was running; goes on where it was, when a person says so
    Stopped,     ///< not in the queue; goes on where it was
    Failed,      ///< stopped by a fault; goes on where it was, once that is mended
    Elsewhere,   ///< another program trains in its folder now
    Finished,    ///< has a model and a report
    Damaged,     ///< its folder lacks what it would need to go on, see RunSummary::missing
};

/// Whether a run of this state stands in the queue.
bool isQueued(RunState state);

/// Where the run that is being trained stands.
struct RunProgress {
    QString folder;
    model::TrainingProgress now; ///< finished and samples are not set
};

} // namespace lucency::app

Q_DECLARE_METATYPE(lucency::app::RunProgress)
