#pragma once

#include "model/manifest.h"
#include "model/prediction.h"

#include <QString>

#include <vector>

namespace lucency::ui {

/// What the findings panel says of one finding of one image.
struct FindingLine {
    enum class Standing {
        Over, ///< over its operating point
        Under,
        IfOfAge,     ///< the patient's age is unknown and does not let this finding lead: the figure is given behind the others
        OtherAge,    ///< the patient's age is outside that of the training data: no figure is shown
        NotValidated ///< in the model's file, but never shown as a result
    };
    Standing standing = Standing::Under;
    QString finding; ///< vocabulary name
    QString name;    ///< in words
    double probability = 0;
    double threshold = 0.5;
    int index = -1;      ///< of the score, and of its activation map
    QString verdict;     ///< one short line
    QString explanation; ///< what the figure means on the validation data

    bool showsFigure() const { return leads() || standing == Standing::IfOfAge; }
    bool leads() const { return standing == Standing::Over || standing == Standing::Under; }
};

/// The lines in the order of the panel, which is model::inOrderOfWeight(), then those without a figure. "No Finding" of a
/// softmax model is left out: it is the complement of the others. Scores that the manifest does not know have no operating point and
/// count as not validated.
std::vector<FindingLine> findingLines(const model::Prediction& prediction, const model::ModelManifest& manifest);

/// A probability as a reader needs it: whole per cent, "< 1 %" and "> 99 %" at the ends.
QString percentText(double probability);

/// "7 × 7 cells", the honest resolution of an activation map.
QString cellsText(int columns, int rows);

} // namespace lucency::ui
