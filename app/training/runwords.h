#pragma once

#include "app/training/runsummary.h"

#include <QString>

namespace lucency::app {

/// A state in a word or two, for a table.
QString stateTitle(RunState state);

/// The recipe's metric in words: "AUC", "mean AUC", "loss", ...
QString metricTitle(const QString& metric);

/// A metric's value as people read it; a loss, which is kept negated so that larger is better, as a loss.
QString metricText(const QString& metric, double value);

/// "4 of 30", "30", or nothing for a run that has not begun.
QString epochsText(const RunSummary& summary);

} // namespace lucency::app
