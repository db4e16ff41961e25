#pragma once

#include "app/training/runstate.h"
#include "app/training/runsummary.h"

#include <QString>

namespace lucency::ui {

/// What is the case with a run, in a sentence or two for somebody who has never trained a network. Place is its number in the queue, from
/// 1; held says that the queue waits to be told to go on.
QString stateSentence(const app::RunSummary& run, app::RunState state, int place, bool held);

/// What the training is doing now.
QString progressSentence(const model::TrainingProgress& progress);

/// About how long, as people say it: "about 12 min"; empty while it is not known.
QString shortDuration(double seconds);

/// Why something could not be done to a run: failureText(), and what to do about what is particular to runs.
QString runFailureText(const Failure& failure);

} // namespace lucency::ui
