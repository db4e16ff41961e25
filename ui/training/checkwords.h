#pragma once

#include "app/training/trial.h"

#include <QString>
#include <QStringList>

namespace lucency::ui {

/// What came of learning a few images by heart, as a sentence or two and with what to do.
QString ablationWords(const model::AblationOutcome& ablation);

/// What the run will need and what is there, one line of words and figures each.
struct EstimateLine {
    QString what, figure, explanation;
};
QList<EstimateLine> estimateLines(const app::CheckOutcome& outcome);

/// What will not suffice, with what to do.
QStringList estimateWarnings(const app::CheckOutcome& outcome);

} // namespace lucency::ui
