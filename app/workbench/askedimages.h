#pragma once

#include "app/report/figures.h"
#include "app/workbench/rankedfinding.h"

#include <QString>

#include <optional>

namespace lucency::app {

/// Images that a place of a figure stands for, and what they are in words.
struct AskedImages {
    CaseFilter filter;
    QString title;
};

/// What the key of a figure's place means for a finding at its threshold; nothing for a key that stands for no images.
std::optional<AskedImages> imagesOfSpot(const RankedFinding& finding, const QString& key, double threshold);

/// The threshold that a place of the ROC or the precision-recall curve stands for.
std::optional<double> thresholdOfSpot(const RankedFinding& finding, const QString& key);

/// A call in words.
QString callWords(Call call);

} // namespace lucency::app
