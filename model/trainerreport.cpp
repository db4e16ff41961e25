#include "model/trainerreport.h"

#include "imaging/augmentation.h"
#include "model/csv.h"
#include "model/modelcard.h"
#include "model/runevaluation.h"

#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <iomanip>
#include <set>
#include <sstream>

namespace lucency::model {

namespace {

using nlohmann::ordered_json;

/// A change of an input that already is what the network is fed.
using Change = std::function<cv::Mat(const cv::Mat&)>;

/// An input as grey values from 0 to 255, whatever its normalisation.
cv::Mat greyOf(const cv::Mat& input)
{
    cv::Mat plane;
    if (input.channels() == 1)
        plane = input;
    else
        cv::extractChannel(input, plane, 0);
    cv::Mat grey;
    cv::normalize(plane, grey, 0, 255, cv::NORM_MINMAX, CV_32F);
    return grey;
}

Change augmented(const imaging::AugmentationRanges& ranges)
{
    return [ranges](const cv::Mat& grey) {
        cv::Mat bytes;
        grey.convertTo(bytes, CV_8U);
        return imaging::augment(bytes, grey.rows, ranges, 1);
    };
}

std::vector<std::pair<std::string, Change>> changes()
{
    const auto only = [](imaging::AugmentationRange imaging::AugmentationRanges::*which, double value) {
        imaging::AugmentationRanges ranges;
        (ranges.*which) = {value, value, 1};
        return augmented(ranges);
    };
    using Ranges = imaging::AugmentationRanges;
    return {{"64 pixels",
             [](const cv::Mat& grey) {
                 cv::Mat small, back;
                 cv::resize(grey, small, {64, 64}, 0, 0, cv::INTER_AREA);
                 cv::resize(small, back, grey.size(), 0, 0, cv::INTER_LINEAR);
                 return back;
             }},
            {"upper corners black",
             [](const cv::Mat& grey) {
                 cv::Mat hidden = grey.clone();
                 const int side = grey.cols / 5;
                 hidden(cv::Rect(0, 0, side, side)).setTo(0);
                 hidden(cv::Rect(grey.cols - side, 0, side, side)).setTo(0);
                 return hidden;
             }},
            {"turned by 7 degrees", only(&Ranges::rotation, 7)},
            {"enlarged by 15 %", only(&Ranges::zoom, 1.15)},
            {"stretched by 15 %", only(&Ranges::stretch, 1.15)},
            {"gamma 1.4", only(&Ranges::gamma, 1.4)},
            {"gamma 0.7", only(&Ranges::gamma, 0.7)},
            {"noise of 3 %", only(&Ranges::noise, 0.03)}};
}

std::map<std::string, std::vector<std::vector<double>>> scoreChanged(const PartInputs& test, const imaging::Preprocessing& how,
                                                                     const ScoreInputs& score)
{
    std::map<std::string, std::vector<std::vector<double>>> logits;
    for (const auto& [name, change] : changes()) {
        std::vector<cv::Mat> inputs;
        for (const auto& input : test.inputs)
            inputs.push_back(imaging::normalise(change(greyOf(input)), how));
        logits[name] = score(inputs);
    }
    return logits;
}

ordered_json toJson(const evaluation::Interval& interval)
{
    return {{"value", interval.value}, {"low", interval.low}, {"high", interval.high}};
}

ordered_json toJson(const Discrimination& found)
{
    auto json = toJson(found.auc);
    json["positives"] = found.positives;
    json["negatives"] = found.negatives;
    return json;
}

ordered_json toJson(const FindingEvaluation& result)
{
    ordered_json json;
    const auto& c = result.counts;
    json["positives"] = c.positives();
    json["negatives"] = c.negatives();
    if (result.measured) {
        json["auc"] = toJson(result.auc);
        json["auc_by_patient"] = toJson(result.aucByPatient);
        json["average_precision"] = toJson(result.averagePrecision);
    }
    if (result.measured && result.calibrated) {
        json["threshold"] = result.chosen.threshold;
        json["true_positives"] = c.truePositives;
        json["false_positives"] = c.falsePositives;
        json["true_negatives"] = c.trueNegatives;
        json["false_negatives"] = c.falseNegatives;
        json["sensitivity"] = c.sensitivity();
        json["specificity"] = c.specificity();
        json["precision"] = c.precision();
        json["npv"] = c.npv();
        json["f1"] = c.f1();
        json["accuracy"] = c.accuracy();
        json["mcc"] = c.mcc();
        json["youden"] = c.youden();
        json["brier"] = result.brier;
        json["calibration_error"] = result.calibrationError;
        json["calibration"] = {{"slope", result.platt.slope}, {"offset", result.platt.offset}};
    }
    json["validation"] = {{"positives", result.validationPositives}, {"negatives", result.validationNegatives}};
    json["validated"] = result.validated;
    if (!result.reason.empty()) json["reason"] = result.reason;
    if (result.againstNoFinding) json["against_no_finding"] = toJson(*result.againstNoFinding);
    if (result.phantoms) json["phantoms"] = toJson(*result.phantoms);
    for (const auto& [change, found] : result.robustness)
        json["changed_images"][change] = toJson(found);
    return json;
}

/// Means over the measured findings, plain and weighted by present cases.
void addAverages(ordered_json& report, const std::vector<FindingEvaluation>& findings)
{
    double cases = 0, measured = 0, auc = 0, precision = 0, weightedAuc = 0, weightedPrecision = 0;
    for (const auto& each : findings) {
        if (!each.measured) continue;
        const auto weight = static_cast<double>(each.counts.positives());
        cases += weight;
        ++measured;
        auc += each.auc.value;
        precision += each.averagePrecision.value;
        weightedAuc += weight * each.auc.value;
        weightedPrecision += weight * each.averagePrecision.value;
    }
    if (measured == 0 || cases == 0) return;
    report["macro"] = {{"auc", auc / measured}, {"average_precision", precision / measured}};
    report["weighted"] = {{"auc", weightedAuc / cases}, {"average_precision", weightedPrecision / cases}};
}

std::string reportJson(const RunFacts& facts, const std::vector<FindingEvaluation>& findings)
{
    ordered_json report;
    report["format"] = 1;
    report["model"] = {{"name", facts.recipe.name}, {"version", facts.recipe.version}};
    report["best_epoch"] = facts.bestEpoch;
    report["recipe_sha256"] = facts.recipeSha256;
    auto& split = report["split"];
    split["sha256"] = facts.splitSha256;
    split["patients_in_two_parts"] = sharedPatients(facts.cohort, facts.split).size();
    for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
        std::set<std::string> patients;
        long images = 0;
        for (std::size_t i = 0; i < facts.cohort.images.size(); ++i) {
            if (facts.split.parts[i] != part) continue;
            ++images;
            patients.insert(facts.cohort.images[i].patient);
        }
        split[partName(part)] = {{"images", images}, {"patients", patients.size()}};
    }
    for (const auto& each : findings)
        report["findings"][each.name] = toJson(each);
    addAverages(report, findings);
    for (const auto& each : findings)
        for (const auto& [kind, names] : each.subgroups)
            for (const auto& [name, found] : names)
                report["subgroups"][kind][name][each.name]["auc"] = toJson(found);
    return report.dump(2) + "\n";
}

void addPredictions(std::ostringstream& text, const RunFacts& facts, const ScoredPart& part, const std::vector<FindingEvaluation>& findings)
{
    for (std::size_t row = 0; row < part.members.size(); ++row) {
        const auto& image = facts.cohort.images[part.members[row]];
        for (std::size_t f = 0; f < findings.size(); ++f) {
            text << csvField(image.path) << "," << csvField(image.patient) << "," << csvField(findings[f].name) << ",";
            if (image.labels[f] != Label::Unknown) text << (image.labels[f] == Label::Present ? 1 : 0);
            text << "," << std::setprecision(9) << evaluation::plattProbability(findings[f].platt, part.logits[row][f]) << "\n";
        }
    }
}

Estimate estimate(const evaluation::Interval& interval)
{
    return {interval.value, interval.low, interval.high};
}

ModelManifest manifestOf(const RunFacts& facts, const std::vector<FindingEvaluation>& findings)
{
    auto manifest = plainManifest(facts.recipe, facts.request.programVersion, facts.splitSha256);
    for (std::size_t f = 0; f < findings.size(); ++f) {
        const auto& result = findings[f];
        auto& entry = manifest.findings[f];
        entry.calibration = {result.platt.slope, result.platt.offset};
        if (result.calibrated) {
            const auto& counts = result.chosen.counts;
            entry.operatingPoint = {result.chosen.threshold,
                                    facts.recipe.operatingPointAim,
                                    estimate(evaluation::wilson(counts.truePositives, counts.positives())),
                                    estimate(evaluation::wilson(counts.trueNegatives, counts.negatives())),
                                    static_cast<int>(counts.positives()),
                                    static_cast<int>(counts.negatives()),
                                    "validation part of the run"};
        }
        if (result.measured) entry.auc = estimate(result.auc.low < result.aucByPatient.low ? result.auc : result.aucByPatient);
        entry.testPositives = static_cast<int>(result.counts.positives());
        entry.testNegatives = static_cast<int>(result.counts.negatives());
        entry.validated = result.validated;
        if (!result.reason.empty())
            entry.limits += (entry.limits.empty() ? "" : " ") + std::string("Not validated: ") + result.reason + ".";
    }
    manifest.provenance["bestEpoch"] = std::to_string(facts.bestEpoch);
    manifest.provenance["recipeSha256"] = facts.recipeSha256;
    return manifest;
}

} // namespace

std::size_t imagesScoredAtTheEnd(std::size_t validation, std::size_t test)
{
    return validation + test * (1 + changes().size());
}

Result<ModelManifest> reportRun(const RunFacts& facts, const PartInputs& validation, const PartInputs& test, const ScoreInputs& score)
{
    const ScoredPart fitted{validation.members, score(validation.inputs)}, measured{test.members, score(test.inputs)};
    const auto findings = evaluateRun(facts.recipe, facts.cohort, fitted, measured, scoreChanged(test, facts.recipe.input, score));
    std::ostringstream predictions;
    predictions << "path,patient_id,finding,label,probability\n";
    addPredictions(predictions, facts, fitted, findings);
    addPredictions(predictions, facts, measured, findings);
    if (auto written = replaceFile(facts.folder.predictions(), predictions.str()); !written) return written.error();
    if (auto written = replaceFile(facts.folder.report(), reportJson(facts, findings)); !written) return written.error();
    if (auto written = replaceFile(facts.folder.card(), modelCard(facts, findings)); !written) return written.error();
    return manifestOf(facts, findings);
}

} // namespace lucency::model
