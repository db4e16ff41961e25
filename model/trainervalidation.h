#pragma once

#include "model/cohort.h"
#include "model/recipe.h"
#include "model/trainer.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lucency::model {

/// Fills in the AUC of each finding and the recipe's metric from the log-odds of the validation part, one row an image, unknown labels left
/// out. Means are over the findings with enough present cases; F1 is that of the best threshold. Where the metric cannot be computed, or is
/// the loss, it is the negated validation loss, so that larger is always better.
/// With patients, one number an image, the mean AUC of several findings gets an interval (200 resamples, the same for the same seed).
void measureEpoch(const TrainingPlan& plan, const std::vector<std::string>& findings, const std::vector<std::vector<double>>& logits,
                  const std::vector<std::vector<Label>>& labels, EpochRecord& record, std::span<const int> patients = {});

/// What to tell people when the recipe's metric cannot be computed with the labels of the validation part, so that measureEpoch() takes the
/// loss in its place; nothing when it can, and for the metrics loss and last.
std::optional<std::string> lossInPlaceOfMetric(const TrainingPlan& plan, const std::vector<std::string>& findings,
                                               const std::vector<std::vector<Label>>& labels);

/// How many epochs have passed since the last one whose metric was larger than all before it: what patience is measured by. One as large
/// may be the epoch that is kept, see isBetter(), but is no improvement.
int epochsWithoutImprovement(std::span<const double> metrics);

/// The finding that a metric is about ("auc:Effusion", "f1:Effusion", "average-precision:Effusion"), empty for none.
std::string findingOfMetric(const std::string& metric);

/// Whether measureEpoch() knows the metric, whatever its finding: macro-auc, macro-average-precision, loss, last or one of a finding.
bool isMetric(const std::string& metric);

} // namespace lucency::model
