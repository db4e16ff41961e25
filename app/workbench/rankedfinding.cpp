#include "app/workbench/rankedfinding.h"

#include "app/evaluationcases.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <set>

namespace lucency::app {

namespace {

using evaluation::Confusion;
using evaluation::FindingReport;
using evaluation::Interval;

Interval plain(double value)
{
    return {value, evaluation::undefined, evaluation::undefined};
}

/// Pointwise, at a fixed rate of false alarms: a sensitivity is a share of the positive cases.
void putWilsonBand(std::vector<evaluation::CurvePoint>& curve, long positives)
{
    for (auto& point : curve) {
        const auto found = std::lround(point.height.value * static_cast<double>(positives));
        const Interval band = evaluation::wilson(found, positives);
        point.height.low = std::min(band.low, point.height.value);
        point.height.high = std::max(band.high, point.height.value);
    }
}

void putFigures(evaluation::ThresholdFigures& at, const Confusion& counts, double threshold)
{
    at.threshold = threshold;
    at.counts = counts;
    at.sensitivity = evaluation::wilson(counts.truePositives, counts.positives());
    at.specificity = evaluation::wilson(counts.trueNegatives, counts.negatives());
    at.precision = evaluation::wilson(counts.truePositives, counts.called());
    at.npv = evaluation::wilson(counts.trueNegatives, counts.notCalled());
    at.accuracy = evaluation::wilson(counts.truePositives + counts.trueNegatives, counts.cases());
    at.f1 = plain(counts.f1());
    at.balancedAccuracy = plain(counts.balancedAccuracy());
    at.mcc = plain(counts.mcc());
    at.youden = plain(counts.youden());
}

constexpr const char* folderKind = "folder";

double wrongness(double probability, int label)
{
    return label == 1 ? 1 - probability : probability;
}

/// A run's report knows of groups that its predictions may not tell, such as folders; no threshold moves their areas.
std::vector<evaluation::Subgroup> groupsOfBoth(std::vector<evaluation::Subgroup> own, const std::vector<evaluation::Subgroup>& others)
{
    const auto known = own;
    for (const auto& group : others)
        if (std::ranges::none_of(known, [&](const auto& each) { return each.kind == group.kind; })) own.push_back(group);
    std::ranges::stable_sort(own, {}, &evaluation::Subgroup::kind);
    return own;
}

} // namespace

RankedFinding::Steps RankedFinding::stepsOf(const evaluation::Tally& tally)
{
    Steps steps;
    long positives = 0, negatives = 0;
    for (const auto& step : tally.steps) {
        steps.scores.push_back(step.score);
        steps.positives.push_back(positives += step.positives);
        steps.negatives.push_back(negatives += step.negatives);
    }
    return steps;
}

Confusion RankedFinding::Steps::at(double threshold) const
{
    if (scores.empty()) return {};
    const auto called =
        std::partition_point(scores.begin(), scores.end(), [&](double score) { return score >= threshold; }) - scores.begin();
    const auto last = static_cast<std::size_t>(called) - 1;
    const long tp = called > 0 ? positives[last] : 0, fp = called > 0 ? negatives[last] : 0;
    return {tp, fp, negatives.back() - fp, positives.back() - tp};
}

Result<RankedFinding> RankedFinding::of(const PredictionTable& table, const std::vector<int>& patients, std::size_t finding)
{
    const auto& column = table.findings[finding];
    RankedFinding made;
    made.m_cases = casesOf(table, patients, column);
    for (std::size_t i = 0; i < table.images.size(); ++i) {
        if (isCase(column, i)) {
            made.m_images.push_back(i);
            made.m_folders.push_back(std::filesystem::path(table.images[i].path).parent_path().filename().string());
        }
        made.m_unlabelled += column.labels[i] == PredictionTable::unknownLabel && !std::isnan(column.probabilities[i]);
    }
    auto& cases = made.m_cases;
    evaluation::ReportOptions options;
    options.resamples = 0;
    auto report = evaluation::reportFinding(cases, options);
    if (!report) return report.error();
    made.m_base = *std::move(report);
    putWilsonBand(made.m_base.roc, made.m_base.positives);

    auto tally = evaluation::tallyOf(cases.probabilities, cases.labels);
    if (!tally) return tally.error();
    made.m_tally = *std::move(tally);
    made.m_steps = stepsOf(made.m_tally);
    for (const auto& group : made.m_base.subgroups) {
        std::vector<double> scores;
        std::vector<int> labels;
        const auto& names = cases.groups.at(group.kind);
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == group.name) {
                scores.push_back(cases.probabilities[i]);
                labels.push_back(cases.labels[i]);
            }
        made.m_groups.push_back(stepsOf(*evaluation::tallyOf(scores, labels)));
    }
    made.m_ascending.resize(cases.labels.size());
    std::iota(made.m_ascending.begin(), made.m_ascending.end(), 0U);
    std::ranges::stable_sort(made.m_ascending, {}, [&](std::uint32_t i) { return cases.probabilities[i]; });
    return made;
}

Confusion RankedFinding::countsAt(double threshold) const
{
    return m_steps.at(threshold);
}

FindingReport RankedFinding::reportAt(double threshold) const
{
    FindingReport report = m_base;
    const Confusion counts = countsAt(threshold);
    putFigures(report.atThreshold, counts, threshold);
    report.present = evaluation::classFigures(counts);
    report.absent = evaluation::classFigures(counts.ofAbsent());
    report.classes = evaluation::averagesOf(std::vector<Confusion>{counts.ofAbsent(), counts});
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        auto& group = report.subgroups[i];
        group.counts = m_groups[i].at(threshold);
        group.sensitivity = evaluation::wilson(group.counts.truePositives, group.counts.positives());
        group.specificity = evaluation::wilson(group.counts.trueNegatives, group.counts.negatives());
    }
    return report;
}

/// Midway between a score and the next lower one, as thresholds are chosen: no case is cut off by rounding.
double RankedFinding::belowStep(std::size_t step) const
{
    const auto& scores = m_steps.scores;
    if (step + 1 >= scores.size()) return scores.empty() ? 0.5 : scores.back();
    const double midway = scores[step] + (scores[step + 1] - scores[step]) / 2;
    return midway > scores[step + 1] ? midway : scores[step];
}

bool RankedFinding::knowsGroups(const std::string& kind) const
{
    return kind == folderKind || std::ranges::any_of(m_base.subgroups, [&](const auto& group) { return group.kind == kind; });
}

double RankedFinding::thresholdAtFalsePositiveRate(double rate) const
{
    const auto allowed = rate * static_cast<double>(negatives()) + 1e-9;
    const auto over = std::ranges::partition_point(m_steps.negatives, [&](long count) { return static_cast<double>(count) <= allowed; });
    if (over == m_steps.negatives.begin()) return m_steps.scores.empty() ? 0.5 : std::nextafter(m_steps.scores.front(), 2.0);
    return belowStep(static_cast<std::size_t>(over - m_steps.negatives.begin()) - 1);
}

double RankedFinding::thresholdAtRecall(double recall) const
{
    const auto wanted = recall * static_cast<double>(positives()) - 1e-9;
    const auto reached = std::ranges::partition_point(m_steps.positives, [&](long count) { return static_cast<double>(count) < wanted; });
    if (reached == m_steps.positives.end()) return belowStep(m_steps.scores.size());
    return belowStep(static_cast<std::size_t>(reached - m_steps.positives.begin()));
}

Call RankedFinding::callOf(std::size_t caseIndex, double threshold) const
{
    const bool called = m_cases.probabilities[caseIndex] >= threshold;
    if (m_cases.labels[caseIndex] == 1) return called ? Call::Found : Call::Missed;
    return called ? Call::FalseAlarm : Call::LeftAlone;
}

bool RankedFinding::passes(const CaseFilter& filter, std::size_t caseIndex) const
{
    const double probability = m_cases.probabilities[caseIndex];
    if (filter.over && !(probability > *filter.over || (*filter.over == 0 && probability == 0))) return false;
    if (filter.upTo && probability > *filter.upTo) return false;
    if (!filter.groupKind.empty()) {
        const auto names = m_cases.groups.find(filter.groupKind);
        const bool isFolder = filter.groupKind == folderKind;
        if (!isFolder && names == m_cases.groups.end()) return false;
        if ((isFolder ? m_folders : names->second)[caseIndex] != filter.groupName) return false;
    }
    if (!filter.call && !filter.wronglyCalled) return true;
    const Call call = callOf(caseIndex, filter.threshold);
    if (filter.wronglyCalled && call != Call::Missed && call != Call::FalseAlarm) return false;
    return !filter.call || call == *filter.call;
}

std::vector<std::uint32_t> RankedFinding::select(const CaseFilter& filter) const
{
    std::vector<std::uint32_t> chosen;
    if (filter.nearest) {
        // Outwards from the threshold, in both directions.
        const auto& scores = m_cases.probabilities;
        auto up = std::ranges::partition_point(m_ascending, [&](std::uint32_t i) { return scores[i] < filter.threshold; });
        auto down = up;
        while (chosen.size() < *filter.nearest && (up != m_ascending.end() || down != m_ascending.begin())) {
            const double above = up != m_ascending.end() ? scores[*up] - filter.threshold : 2;
            const double below = down != m_ascending.begin() ? filter.threshold - scores[*std::prev(down)] : 2;
            const std::uint32_t next = above <= below ? *up++ : *--down;
            if (passes(filter, next)) chosen.push_back(next);
        }
        return chosen;
    }
    // Positive cases are the more wrong the lower they lie, negative ones the higher: two sorted rows, merged.
    auto positive = m_ascending.begin();
    auto negative = m_ascending.rbegin();
    const auto skip = [&](auto& at, auto end, int label) {
        while (at != end && (m_cases.labels[*at] != label || !passes(filter, *at)))
            ++at;
    };
    while (true) {
        skip(positive, m_ascending.end(), 1);
        skip(negative, m_ascending.rend(), 0);
        const bool hasPositive = positive != m_ascending.end(), hasNegative = negative != m_ascending.rend();
        if (!hasPositive && !hasNegative) return chosen;
        const bool takePositive = hasPositive && (!hasNegative || wrongness(m_cases.probabilities[*positive], 1) >=
                                                                      wrongness(m_cases.probabilities[*negative], 0));
        chosen.push_back(takePositive ? *positive++ : *negative++);
    }
}

FindingReport withResampledIntervals(FindingReport quick, const FindingReport& resampled)
{
    if (quick.atThreshold.threshold == resampled.atThreshold.threshold) {
        auto whole = resampled;
        whole.subgroups = groupsOfBoth(std::move(quick.subgroups), resampled.subgroups);
        return whole;
    }
    quick.subgroups = groupsOfBoth(std::move(quick.subgroups), resampled.subgroups);
    const auto take = [](Interval& into, const Interval& from) {
        into.low = from.low;
        into.high = from.high;
    };
    take(quick.aucByPatient, resampled.aucByPatient);
    take(quick.partialAuc, resampled.partialAuc);
    take(quick.averagePrecision, resampled.averagePrecision);
    take(quick.brier, resampled.brier);
    take(quick.calibrationError, resampled.calibrationError);
    const auto takeBand = [&](auto& into, const auto& from) {
        for (std::size_t i = 0; i < into.size() && i < from.size(); ++i)
            if (!std::isnan(from[i].height.low)) take(into[i].height, from[i].height);
    };
    takeBand(quick.roc, resampled.roc);
    takeBand(quick.precisionRecall, resampled.precisionRecall);
    return quick;
}

} // namespace lucency::app
