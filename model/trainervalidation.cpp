#include "model/trainervalidation.h"

#include "model/evaluation/auc.h"
#include "model/evaluation/averageprecision.h"
#include "model/evaluation/bootstrap.h"
#include "model/evaluation/operatingpoint.h"
#include "model/numbered.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

namespace lucency::model {

namespace {

constexpr std::array<std::string_view, 3> ofFindings{"auc:", "f1:", "average-precision:"};

/// One finding's images whose label is known.
struct KnownCases {
    std::vector<double> scores;
    std::vector<int> labels;
    std::vector<std::size_t> images;

    long positives() const { return std::count(labels.begin(), labels.end(), 1); }
};

KnownCases casesOf(std::size_t finding, const std::vector<std::vector<double>>& logits, const std::vector<std::vector<Label>>& labels)
{
    KnownCases cases;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        if (labels[i][finding] == Label::Unknown) continue;
        cases.scores.push_back(logits[i][finding]);
        cases.labels.push_back(labels[i][finding] == Label::Present ? 1 : 0);
        cases.images.push_back(i);
    }
    return cases;
}

evaluation::Interval areaWithInterval(const KnownCases& cases)
{
    const double unknown = std::nan("");
    const auto area = evaluation::auc(cases.scores, cases.labels);
    return area ? *area : evaluation::Interval{unknown, unknown, unknown};
}

double areaOf(const KnownCases& cases)
{
    return areaWithInterval(cases).value;
}

double precisionOf(const KnownCases& cases)
{
    const auto precision = evaluation::averagePrecision(cases.scores, cases.labels);
    return precision && cases.positives() > 0 ? *precision : std::nan("");
}

double f1Of(const KnownCases& cases)
{
    std::vector<double> probabilities;
    for (const double logit : cases.scores)
        probabilities.push_back(1 / (1 + std::exp(-logit)));
    const auto chosen = evaluation::chooseThreshold(probabilities, cases.labels, "f1");
    return chosen ? chosen->counts.f1() : std::nan("");
}

double mean(const std::vector<KnownCases>& findings, int leastPositives, double (*value)(const KnownCases&))
{
    double sum = 0;
    int counted = 0;
    for (const auto& cases : findings) {
        if (cases.positives() < leastPositives) continue;
        const double each = value(cases);
        if (std::isnan(each)) continue;
        sum += each;
        ++counted;
    }
    return counted > 0 ? sum / counted : std::nan("");
}

/// The mean of the areas with its interval when people are drawn with replacement, all findings of a person's images together.
void measureMean(const std::vector<KnownCases>& findings, int leastPositives, std::span<const int> patients, EpochRecord& record)
{
    constexpr int resamples = 200;
    constexpr std::uint64_t seed = 1;
    record.meanAuc = mean(findings, leastPositives, areaOf);
    if (patients.empty() || std::isnan(record.meanAuc)) return;
    const std::vector<double> noScores(patients.size(), 0);
    const std::vector<int> noLabels(patients.size(), 0);
    const evaluation::RankedCases people(noScores, noLabels, patients);
    std::vector<std::pair<evaluation::RankedCases, const KnownCases*>> ranked;
    for (const auto& cases : findings) {
        if (cases.positives() < leastPositives || std::isnan(areaOf(cases))) continue;
        ranked.emplace_back(evaluation::RankedCases(cases.scores, cases.labels, std::vector<int>(cases.labels.size(), 0)), &cases);
    }
    std::vector<double> ofImages(patients.size()), ofCases;
    const auto meanWhenCounted = [&](std::span<const double> weights) {
        for (std::size_t rank = 0; rank < weights.size(); ++rank)
            ofImages[people.order[rank]] = weights[rank];
        double sum = 0;
        int counted = 0;
        for (const auto& [cases, known] : ranked) {
            ofCases.clear();
            for (const std::size_t each : cases.order)
                ofCases.push_back(ofImages[known->images[each]]);
            const double area = weightedAuc(cases, ofCases);
            if (std::isnan(area)) continue;
            sum += area;
            ++counted;
        }
        return counted > 0 ? sum / counted : std::nan("");
    };
    const auto interval = evaluation::bootstrap(meanWhenCounted, record.meanAuc, people, resamples, seed);
    record.meanAucLow = interval.low;
    record.meanAucHigh = interval.high;
}

/// The recipe's metric; NaN where these cases do not give it, and for the loss.
double metricOf(const TrainingPlan& plan, const std::vector<std::string>& findings, const std::vector<KnownCases>& cases)
{
    const auto& metric = plan.metric;
    if (metric == "loss") return std::nan("");
    if (metric == "macro-average-precision") return mean(cases, plan.metricPositives, precisionOf);
    const auto name = findingOfMetric(metric);
    if (name.empty()) return mean(cases, plan.metricPositives, areaOf);
    const auto at = static_cast<std::size_t>(std::find(findings.begin(), findings.end(), name) - findings.begin());
    if (at >= cases.size()) return std::nan("");
    if (metric.starts_with("auc:")) return areaOf(cases[at]);
    return metric.starts_with("f1:") ? f1Of(cases[at]) : precisionOf(cases[at]);
}

} // namespace

std::optional<std::string> lossInPlaceOfMetric(const TrainingPlan& plan, const std::vector<std::string>& findings,
                                               const std::vector<std::vector<Label>>& labels)
{
    if (plan.metric == "loss" || plan.metric == "last") return std::nullopt;
    // Whether there is a metric depends on the labels alone.
    const std::vector<std::vector<double>> anyLogits(labels.size(), std::vector<double>(findings.size(), 0));
    std::vector<KnownCases> cases;
    for (std::size_t f = 0; f < findings.size(); ++f)
        cases.push_back(casesOf(f, anyLogits, labels));
    if (!std::isnan(metricOf(plan, findings, cases))) return std::nullopt;
    const bool few = std::ranges::all_of(cases, [&](const auto& each) { return each.positives() < plan.metricPositives; });
    const std::string why = !findingOfMetric(plan.metric).empty() ? "the validation part lacks positive or negative images of the finding"
                            : few ? "no finding has " + numbered(plan.metricPositives, "positive image", "positive images") +
                                        " in the validation part (training.metricPositives)"
                                  : "no finding has negative images in the validation part";
    return "the epochs are compared by the validation loss, not by " + plan.metric + ": " + why;
}

int epochsWithoutImprovement(std::span<const double> metrics)
{
    // The first of the largest: what equals it later has improved nothing.
    const auto improved = std::ranges::max_element(metrics);
    return improved == metrics.end() ? 0 : static_cast<int>(metrics.end() - improved) - 1;
}

std::string findingOfMetric(const std::string& metric)
{
    for (const auto prefix : ofFindings)
        if (metric.starts_with(prefix)) return metric.substr(prefix.size());
    return {};
}

bool isMetric(const std::string& metric)
{
    return metric == "macro-auc" || metric == "macro-average-precision" || metric == "loss" || metric == "last" ||
           !findingOfMetric(metric).empty();
}

void measureEpoch(const TrainingPlan& plan, const std::vector<std::string>& findings, const std::vector<std::vector<double>>& logits,
                  const std::vector<std::vector<Label>>& labels, EpochRecord& record, std::span<const int> patients)
{
    std::vector<KnownCases> cases;
    record.aucs.clear();
    record.aucLows.clear();
    record.aucHighs.clear();
    for (std::size_t f = 0; f < findings.size(); ++f) {
        cases.push_back(casesOf(f, logits, labels));
        const auto area = areaWithInterval(cases.back());
        record.aucs.push_back(area.value);
        record.aucLows.push_back(area.low);
        record.aucHighs.push_back(area.high);
    }
    if (findings.size() > 1) measureMean(cases, plan.metricPositives, patients, record);
    record.metric = metricOf(plan, findings, cases);
    if (std::isnan(record.metric)) record.metric = -record.validationLoss;
}

} // namespace lucency::model
