#pragma once

#include "app/store/rows.h"

#include <QString>

namespace lucency::ui {

/// How a study stands in time to the one that is open for reading.
enum class StudyStanding {
    Current, ///< it is the open one
    Prior,   ///< earlier: what a change is measured from
    Later,
    Other ///< of the same day, or nothing says which came first, or what is known contradicts itself
};

/// By the study dates where both are known, else by the follow-up numbers where neither date is and both are of one source (tables or
/// names). Other where the ages of the patient say the opposite. Two studies of one patient are meant.
StudyStanding standingOf(const app::StudyRow& study, const app::StudyRow& open);

/// The word for the corner of the radiograph and the thumbnail: "CURRENT", "PRIOR", "LATER", "OTHER STUDY".
QString standingText(StudyStanding standing);

} // namespace lucency::ui
