#include "app/workbench/runcomparison.h"

#include "app/evaluationcases.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

namespace lucency::app {

namespace {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

/// For each image of the first table its partner in the second, by a name made of the path; nobody where it has none or several.
template<class Name>
std::vector<std::size_t> partners(const PredictionTable& first, const PredictionTable& second, Name name)
{
    std::unordered_map<std::string, std::size_t> found, own;
    for (std::size_t i = 0; i < second.images.size(); ++i)
        if (const auto [at, isNew] = found.emplace(name(second.images[i].path), i); !isNew) at->second = nobody;
    for (const auto& image : first.images)
        ++own[name(image.path)];
    std::vector<std::size_t> pairs;
    for (const auto& image : first.images) {
        const auto key = name(image.path);
        const auto at = found.find(key);
        pairs.push_back(at == found.end() || own[key] > 1 ? nobody : at->second);
    }
    return pairs;
}

bool none(const std::vector<std::size_t>& pairs)
{
    return std::ranges::all_of(pairs, [](std::size_t partner) { return partner == nobody; });
}

struct Paired {
    std::vector<double> first, second;
    std::vector<int> labels, patients;
    std::vector<std::size_t> images;
};

Paired pairedCases(const OpenedResult& first, const PredictionTable::Finding& a, const PredictionTable::Finding& b,
                   const std::vector<std::size_t>& pairs, ComparedFinding& compared)
{
    Paired cases;
    const auto patients = patientNumbers(first.table);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (pairs[i] == nobody) continue;
        const auto label = a.labels[i], other = b.labels[pairs[i]];
        if (std::isnan(a.probabilities[i]) || std::isnan(b.probabilities[pairs[i]])) continue;
        const bool known = label != PredictionTable::unknownLabel, otherKnown = other != PredictionTable::unknownLabel;
        if (!known && !otherKnown) continue;
        if (known && otherKnown && label != other) {
            ++compared.contradicted;
            continue;
        }
        cases.first.push_back(a.probabilities[i]);
        cases.second.push_back(b.probabilities[pairs[i]]);
        cases.labels.push_back(known ? label : other);
        cases.patients.push_back(patients[i]);
        cases.images.push_back(i);
    }
    return cases;
}

void compareCallsOf(const Paired& cases, double firstThreshold, double secondThreshold, ComparedFinding& compared)
{
    for (std::size_t i = 0; i < cases.labels.size(); ++i) {
        const bool present = cases.labels[i] == 1;
        const bool firstRight = (cases.first[i] >= firstThreshold) == present,
                   secondRight = (cases.second[i] >= secondThreshold) == present;
        if (firstRight && !secondRight) compared.firstAloneRight.push_back(cases.images[i]);
        if (secondRight && !firstRight) compared.secondAloneRight.push_back(cases.images[i]);
    }
    if (const auto calls = evaluation::compareCalls(cases.first, firstThreshold, cases.second, secondThreshold, cases.labels))
        compared.calls = *calls;
}

} // namespace

evaluation::Interval ComparedFinding::difference() const
{
    if (!areas) return {evaluation::undefined, evaluation::undefined, evaluation::undefined};
    auto interval = areas->difference;
    if (byPatient && byPatient->low < interval.low) interval.low = byPatient->low;
    if (byPatient && byPatient->high > interval.high) interval.high = byPatient->high;
    return interval;
}

ComparedFinding::Verdict ComparedFinding::verdict() const
{
    const auto interval = difference();
    if (std::isnan(interval.low) || std::isnan(interval.high)) return Verdict::Unknown;
    return interval.low > 0 ? Verdict::FirstBetter : interval.high < 0 ? Verdict::SecondBetter : Verdict::NoEvidence;
}

Result<RunComparison> compareRuns(const OpenedResult& first, const std::vector<double>& firstThresholds, const OpenedResult& second,
                                  const std::vector<double>& secondThresholds, int resamples, std::stop_token stop)
{
    RunComparison comparison;
    auto pairs = partners(first.table, second.table, [](const std::string& path) { return path; });
    if (none(pairs)) {
        pairs = partners(first.table, second.table, [](const std::string& path) { return baseName(path); });
        comparison.byName = true;
    }
    comparison.shared = static_cast<std::size_t>(std::ranges::count_if(pairs, [](std::size_t partner) { return partner != nobody; }));
    comparison.firstAlone = first.table.images.size() - comparison.shared;
    comparison.secondAlone = second.table.images.size() - comparison.shared;
    if (comparison.shared == 0) return Failure{FailureKind::NoLabelledImages, second.name, "it has no image in common with " + first.name};
    for (std::size_t f = 0; f < first.findings.size(); ++f) {
        if (stop.stop_requested()) return Failure{FailureKind::Cancelled, second.name, {}};
        const auto& name = first.findings[f].name();
        const int other = second.indexOf(name);
        if (other < 0) continue;
        ComparedFinding compared;
        compared.finding = name;
        const auto& a = first.table.findings[static_cast<std::size_t>(first.table.indexOf(name))];
        const auto& b = second.table.findings[static_cast<std::size_t>(second.table.indexOf(name))];
        const auto cases = pairedCases(first, a, b, pairs, compared);
        if (cases.labels.empty()) continue;
        compared.images = static_cast<long>(cases.labels.size());
        compared.positives = static_cast<long>(std::ranges::count(cases.labels, 1));
        compared.negatives = compared.images - compared.positives;
        compared.patients = static_cast<long>(std::set<int>(cases.patients.begin(), cases.patients.end()).size());
        if (const auto areas = evaluation::compareAuc(cases.first, cases.second, cases.labels)) compared.areas = *areas;
        if (compared.areas && resamples > 0)
            if (const auto drawn =
                    evaluation::aucDifferenceByGroup(cases.first, cases.second, cases.labels, cases.patients, resamples, 1, stop))
                compared.byPatient = *drawn;
        compareCallsOf(cases, firstThresholds[f], secondThresholds[static_cast<std::size_t>(other)], compared);
        comparison.findings.push_back(std::move(compared));
    }
    if (comparison.findings.empty()) return Failure{FailureKind::NoLabelledImages, second.name, "no finding has labelled images in both"};
    return comparison;
}

} // namespace lucency::app
