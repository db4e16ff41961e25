#include "model/evaluation/findingreport.h"

#include "model/evaluation/averageprecision.h"
#include "model/evaluation/bootstrap.h"
#include "model/evaluation/cases.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace lucency::evaluation {

namespace {

constexpr int curveSteps = 100;
constexpr Interval none{undefined, undefined, undefined};

/// Where each figure lies in a row of the bootstrap.
enum Figure : std::size_t {
    Auc,
    PartialAuc,
    AveragePrecision,
    Brier,
    CalibrationError,
    Sensitivity,
    Specificity,
    Precision,
    Npv,
    Accuracy,
    F1,
    BalancedAccuracy,
    Mcc,
    Youden,
    Roc,
    PrecisionRecall = Roc + curveSteps + 1,
    Predictive = PrecisionRecall + curveSteps,
};

/// All figures of the cases when each counts weight times; the plain figures are those of weights of 1.
class Figures {
public:
    Figures(const RankedCases& cases, const ReportOptions& options)
        : m_cases(cases)
        , m_options(options)
        , m_binGaps(static_cast<std::size_t>(options.bins))
    {
        for (const double score : cases.scores)
            m_bins.push_back(calibrationBin(score, options.bins));
    }

    std::size_t count() const { return Predictive + 2 * m_options.prevalences.size(); }

    void operator()(std::span<const double> weights, std::span<double> row)
    {
        std::fill(row.begin(), row.end(), undefined);
        walk(weights);
        const Step& all = m_below.back();
        putAreas(all, row);
        putCalls(all, row);
        putCalibration(weights, row);
        if (all.positives > 0 && all.negatives > 0) putRoc(all, row);
        if (all.positives > 0) putPrecisionRecall(all, row);
    }

private:
    /// Adds up the cases from the highest score down: after each distinct score, how many of each class are at or over it.
    void walk(std::span<const double> weights)
    {
        m_below.assign(1, Step{});
        m_called = Step{};
        Step sum;
        for (std::size_t rank = 0; rank < weights.size(); ++rank) {
            (m_cases.labels[rank] == 1 ? sum.positives : sum.negatives) += static_cast<long>(weights[rank]);
            if (!m_cases.endsTie[rank]) continue;
            sum.score = m_cases.scores[rank];
            if (sum.score >= m_options.threshold) m_called = sum;
            if (sum.positives + sum.negatives > m_below.back().positives + m_below.back().negatives) m_below.push_back(sum);
        }
    }

    void putAreas(const Step& all, std::span<double> row) const
    {
        const auto m = static_cast<double>(all.positives), n = static_cast<double>(all.negatives);
        double pairs = 0, precisions = 0, partial = 0;
        for (std::size_t i = 1; i < m_below.size(); ++i) {
            const Step &before = m_below[i - 1], &here = m_below[i];
            const auto positives = static_cast<double>(here.positives - before.positives);
            const auto negatives = static_cast<double>(here.negatives - before.negatives);
            pairs += negatives * (static_cast<double>(before.positives) + positives / 2);
            precisions += positives * (static_cast<double>(here.positives) / static_cast<double>(here.positives + here.negatives));
            const double limit = m_options.partialAucLimit * n - static_cast<double>(before.negatives);
            if (limit <= 0 || negatives <= 0) continue;
            const double share = std::min(1.0, limit / negatives);
            partial += negatives * share * (static_cast<double>(before.positives) + positives * share / 2);
        }
        if (m > 0) row[AveragePrecision] = precisions / m;
        if (m <= 0 || n <= 0) return;
        row[Auc] = pairs / m / n;
        const double limit = m_options.partialAucLimit, chance = limit * limit / 2;
        row[PartialAuc] = limit >= 1 ? partial / m / n : (1 + (partial / m / n - chance) / (limit - chance)) / 2;
    }

    void putCalls(const Step& all, std::span<double> row) const
    {
        const Confusion counts{m_called.positives, m_called.negatives, all.negatives - m_called.negatives,
                               all.positives - m_called.positives};
        row[Sensitivity] = counts.sensitivity();
        row[Specificity] = counts.specificity();
        row[Precision] = counts.precision();
        row[Npv] = counts.npv();
        row[Accuracy] = counts.accuracy();
        row[F1] = counts.f1();
        row[BalancedAccuracy] = counts.balancedAccuracy();
        row[Mcc] = counts.mcc();
        row[Youden] = counts.youden();
        for (std::size_t i = 0; i < m_options.prevalences.size(); ++i) {
            const auto values = predictiveValues(row[Sensitivity], row[Specificity], m_options.prevalences[i]);
            row[Predictive + 2 * i] = values.ppv;
            row[Predictive + 2 * i + 1] = values.npv;
        }
    }

    void putCalibration(std::span<const double> weights, std::span<double> row)
    {
        std::fill(m_binGaps.begin(), m_binGaps.end(), 0.0);
        double squares = 0, sum = 0;
        for (std::size_t rank = 0; rank < weights.size(); ++rank) {
            const double gap = m_cases.scores[rank] - m_cases.labels[rank];
            squares += weights[rank] * gap * gap;
            m_binGaps[m_bins[rank]] += weights[rank] * gap;
            sum += weights[rank];
        }
        if (sum <= 0) return;
        double gaps = 0;
        for (const double gap : m_binGaps)
            gaps += std::abs(gap);
        row[Brier] = squares / sum;
        row[CalibrationError] = gaps / sum;
    }

    void putRoc(const Step& all, std::span<double> row) const
    {
        const auto m = static_cast<double>(all.positives), n = static_cast<double>(all.negatives);
        std::size_t at = 0;
        for (int i = 0; i <= curveSteps; ++i) {
            const double wanted = n * i / curveSteps;
            while (at + 1 < m_below.size() && static_cast<double>(m_below[at + 1].negatives) <= wanted)
                ++at;
            double height = static_cast<double>(m_below[at].positives);
            if (at + 1 < m_below.size()) {
                const Step &here = m_below[at], &next = m_below[at + 1];
                height += static_cast<double>(next.positives - here.positives) * (wanted - static_cast<double>(here.negatives)) /
                          static_cast<double>(next.negatives - here.negatives);
            }
            row[Roc + static_cast<std::size_t>(i)] = height / m;
        }
    }

    void putPrecisionRecall(const Step& all, std::span<double> row) const
    {
        std::size_t at = 1;
        for (int i = 1; i <= curveSteps; ++i) {
            while (static_cast<double>(m_below[at].positives) * curveSteps < static_cast<double>(all.positives) * i)
                ++at;
            row[PrecisionRecall + static_cast<std::size_t>(i) - 1] =
                static_cast<double>(m_below[at].positives) / static_cast<double>(m_below[at].positives + m_below[at].negatives);
        }
    }

    const RankedCases& m_cases;
    const ReportOptions& m_options;
    std::vector<std::size_t> m_bins;
    std::vector<double> m_binGaps;
    std::vector<Step> m_below; ///< after nothing, and after each distinct score that was drawn
    Step m_called;             ///< at or over the threshold
};

/// Wilson's interval, widened to another's ends where these reach further.
Interval share(long successes, long trials, const Interval& byPatient)
{
    Interval interval = wilson(successes, trials);
    if (byPatient.low < interval.low) interval.low = byPatient.low;
    if (byPatient.high > interval.high) interval.high = byPatient.high;
    return interval;
}

std::optional<Failure> faultIn(const FindingCases& cases, const ReportOptions& options)
{
    if (auto fault = evaluation::faultIn(cases.probabilities, cases.labels)) return fault;
    if (cases.patients.size() != cases.labels.size())
        return Failure{FailureKind::BadArgument, "patients", "as many patients as labels are needed"};
    for (const auto& [kind, names] : cases.groups)
        if (names.size() != cases.labels.size()) return Failure{FailureKind::BadArgument, kind, "as many groups as labels are needed"};
    for (std::size_t i = 0; i < cases.probabilities.size(); ++i)
        if (cases.probabilities[i] < 0 || cases.probabilities[i] > 1)
            return Failure{FailureKind::BadNumber, "probability", "row " + std::to_string(i + 1)};
    if (std::isnan(options.threshold)) return Failure{FailureKind::BadNumber, "threshold", ""};
    if (options.bins < 1) return Failure{FailureKind::BadArgument, "bins", std::to_string(options.bins)};
    if (!(options.partialAucLimit > 0 && options.partialAucLimit <= 1)) return Failure{FailureKind::BadArgument, "partial AUC", ""};
    for (const double prevalence : options.prevalences)
        if (!(prevalence > 0 && prevalence < 1)) return Failure{FailureKind::BadArgument, "prevalence", "between 0 and 1"};
    return std::nullopt;
}

/// Whether each class that there is comes from two patients at least: one patient drawn again and again varies in nothing.
bool canBeResampled(const FindingCases& cases)
{
    std::set<int> patients[2];
    for (std::size_t i = 0; i < cases.labels.size(); ++i)
        patients[cases.labels[i]].insert(cases.patients[i]);
    return patients[0].size() != 1 && patients[1].size() != 1;
}

std::vector<Subgroup> subgroupsOf(const FindingCases& cases, const ReportOptions& options)
{
    std::vector<Subgroup> subgroups;
    for (const auto& [kind, names] : cases.groups) {
        for (const auto& name : std::set<std::string>(names.begin(), names.end())) {
            if (name.empty()) continue;
            std::vector<double> probabilities;
            std::vector<int> labels;
            for (std::size_t i = 0; i < names.size(); ++i) {
                if (names[i] != name) continue;
                probabilities.push_back(cases.probabilities[i]);
                labels.push_back(cases.labels[i]);
            }
            Subgroup group{kind, name, 0, 0, none, *confusionAt(probabilities, labels, options.threshold), none, none};
            const Confusion& counts = group.counts;
            group.positives = counts.positives();
            group.negatives = counts.negatives();
            if (std::min(group.positives, group.negatives) >= std::max(1L, options.fewestInSubgroup))
                group.auc = *auc(probabilities, labels);
            group.sensitivity = wilson(counts.truePositives, counts.positives());
            group.specificity = wilson(counts.trueNegatives, counts.negatives());
            subgroups.push_back(std::move(group));
        }
    }
    return subgroups;
}

} // namespace

Result<FindingReport> reportFinding(const FindingCases& cases, const ReportOptions& options, std::stop_token stop)
{
    if (auto fault = faultIn(cases, options)) return *std::move(fault);
    FindingReport report;
    report.finding = cases.finding;
    report.patients = static_cast<long>(std::set<int>(cases.patients.begin(), cases.patients.end()).size());

    const RankedCases ranked(cases.probabilities, cases.labels, cases.patients);
    Figures figures(ranked, options);
    std::vector<double> values(figures.count());
    figures(std::vector<double>(cases.labels.size(), 1.0), values);
    const auto intervals = bootstrap([&](std::span<const double> weights, std::span<double> row) { figures(weights, row); }, values, ranked,
                                     canBeResampled(cases) ? options.resamples : 0, options.seed, stop);
    if (stop.stop_requested()) return Failure{FailureKind::Cancelled, cases.finding, ""};

    report.auc = none;
    if (const auto area = auc(cases.probabilities, cases.labels)) report.auc = *area;
    report.aucByPatient = intervals[Auc];
    report.partialAuc = intervals[PartialAuc];
    report.averagePrecision = intervals[AveragePrecision];
    report.brier = intervals[Brier];
    report.calibrationError = intervals[CalibrationError];

    auto& at = report.atThreshold;
    at.threshold = options.threshold;
    at.counts = *confusionAt(cases.probabilities, cases.labels, options.threshold);
    const Confusion& counts = at.counts;
    report.positives = counts.positives();
    report.negatives = counts.negatives();
    at.sensitivity = share(counts.truePositives, counts.positives(), intervals[Sensitivity]);
    at.specificity = share(counts.trueNegatives, counts.negatives(), intervals[Specificity]);
    at.precision = share(counts.truePositives, counts.called(), intervals[Precision]);
    at.npv = share(counts.trueNegatives, counts.notCalled(), intervals[Npv]);
    at.accuracy = share(counts.truePositives + counts.trueNegatives, counts.cases(), intervals[Accuracy]);
    at.f1 = intervals[F1];
    at.balancedAccuracy = intervals[BalancedAccuracy];
    at.mcc = intervals[Mcc];
    at.youden = intervals[Youden];
    for (std::size_t i = 0; i < options.prevalences.size(); ++i)
        report.predictive.push_back({options.prevalences[i], intervals[Predictive + 2 * i], intervals[Predictive + 2 * i + 1]});

    report.present = classFigures(counts);
    report.absent = classFigures(counts.ofAbsent());
    report.classes = averagesOf(std::vector<Confusion>{counts.ofAbsent(), counts});
    report.calibration = *calibrationCurve(cases.probabilities, cases.labels, options.bins);
    if (report.positives > 0 && report.negatives > 0)
        for (std::size_t i = 0; i <= curveSteps; ++i)
            report.roc.push_back({static_cast<double>(i) / curveSteps, intervals[Roc + i]});
    if (report.positives > 0)
        for (std::size_t i = 1; i <= curveSteps; ++i)
            report.precisionRecall.push_back({static_cast<double>(i) / curveSteps, intervals[PrecisionRecall + i - 1]});
    report.subgroups = subgroupsOf(cases, options);
    return report;
}

OverallReport reportOverall(std::span<const FindingReport> findings, std::span<const FindingCases> cases)
{
    OverallReport overall;
    std::vector<double> areas, precisions, accuracies, briers;
    std::vector<long> positives;
    std::vector<Confusion> counts;
    for (const auto& finding : findings) {
        areas.push_back(finding.auc.value);
        precisions.push_back(finding.averagePrecision.value);
        accuracies.push_back(finding.atThreshold.accuracy.value);
        briers.push_back(finding.brier.value);
        positives.push_back(finding.positives);
        counts.push_back(finding.atThreshold.counts);
        overall.counts += finding.atThreshold.counts;
    }
    overall.auc = meansOf(areas, positives);
    overall.averagePrecision = meansOf(precisions, positives);
    overall.accuracy = meansOf(accuracies, positives);
    overall.brier = meansOf(briers, positives);
    overall.calls = averagesOf(counts);
    std::vector<double> probabilities;
    std::vector<int> labels;
    for (const auto& each : cases) {
        probabilities.insert(probabilities.end(), each.probabilities.begin(), each.probabilities.end());
        labels.insert(labels.end(), each.labels.begin(), each.labels.end());
    }
    if (const auto tally = tallyOf(probabilities, labels)) {
        if (const auto area = auc(*tally)) overall.microAuc = area->value;
        if (const auto precision = averagePrecision(*tally)) overall.microAveragePrecision = *precision;
    }
    return overall;
}

} // namespace lucency::evaluation
