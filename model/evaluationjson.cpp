#include "model/evaluationjson.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace lucency::model {

namespace {

using evaluation::Interval;
using nlohmann::ordered_json;

constexpr std::array<const char*, evaluation::overlaps.size()> overlapNames{"0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"};

ordered_json ends(const Interval& interval)
{
    return {{"low", interval.low}, {"high", interval.high}};
}

ordered_json classJson(const evaluation::ClassFigures& figures)
{
    return {{"precision", figures.precision}, {"recall", figures.recall}, {"f1", figures.f1}, {"support", figures.support}};
}

ordered_json countsJson(const evaluation::Confusion& counts)
{
    return {{"true_positives", counts.truePositives},
            {"false_positives", counts.falsePositives},
            {"true_negatives", counts.trueNegatives},
            {"false_negatives", counts.falseNegatives}};
}

/// The figures at the threshold by their keys. The hard-label AUC is the balanced accuracy by another name.
template<class Figures>
auto figuresAt(Figures& at)
{
    using Each = std::pair<const char*, decltype(&at.sensitivity)>;
    return std::array<Each, 10>{{{"sensitivity", &at.sensitivity},
                                 {"specificity", &at.specificity},
                                 {"precision", &at.precision},
                                 {"npv", &at.npv},
                                 {"f1", &at.f1},
                                 {"accuracy", &at.accuracy},
                                 {"balanced_accuracy", &at.balancedAccuracy},
                                 {"auc_hard_labels", &at.balancedAccuracy},
                                 {"mcc", &at.mcc},
                                 {"youden", &at.youden}}};
}

void addThreshold(ordered_json& json, const evaluation::FindingReport& report, const ThresholdOrigin& origin)
{
    const auto& at = report.atThreshold;
    json["threshold"] = at.threshold;
    json["threshold_source"] = origin.source;
    if (origin.aimReached) json["aim_reached"] = *origin.aimReached;
    json.update(countsJson(at.counts));
    for (const auto& [name, interval] : figuresAt(at))
        json[name] = interval->value;
    for (const auto& [name, interval] : figuresAt(at))
        json["intervals"][name] = ends(*interval);
    json["classes"] = {{"present", classJson(report.present)},
                       {"absent", classJson(report.absent)},
                       {"macro", classJson(report.classes.macro)},
                       {"weighted", classJson(report.classes.weighted)},
                       {"micro", classJson(report.classes.micro)}};
}

void addCalibration(ordered_json& json, const evaluation::FindingReport& report)
{
    json["brier"] = report.brier.value;
    json["calibration_error"] = report.calibrationError.value;
    json["intervals"]["brier"] = ends(report.brier);
    json["intervals"]["calibration_error"] = ends(report.calibrationError);
    json["calibration_curve"] = ordered_json::array();
    for (const auto& bin : report.calibration)
        json["calibration_curve"].push_back({{"from", bin.low},
                                             {"to", bin.high},
                                             {"cases", bin.cases},
                                             {"mean_probability", bin.meanProbability},
                                             {"share_positive", intervalJson(bin.share)}});
}

ordered_json curveJson(const std::vector<evaluation::CurvePoint>& points, const char* at, const char* height)
{
    auto json = ordered_json::array();
    for (const auto& point : points)
        json.push_back({{at, point.at}, {height, point.height.value}, {"low", point.height.low}, {"high", point.height.high}});
    return json;
}

ordered_json averageJson(const evaluation::ClassFigures& calls, double auc, double averagePrecision)
{
    return {
        {"auc", auc}, {"average_precision", averagePrecision}, {"precision", calls.precision}, {"recall", calls.recall}, {"f1", calls.f1}};
}

ordered_json placesJson(const evaluation::LocalisationFigures& figures)
{
    ordered_json json;
    json["pointing_game"] = intervalJson(figures.pointing);
    json["mean_iou"] = figures.meanIou;
    for (std::size_t i = 0; i < overlapNames.size(); ++i) {
        json["iou"][overlapNames[i]] = intervalJson(figures.iou[i]);
        json["iobb"][overlapNames[i]] = intervalJson(figures.iobb[i]);
    }
    return json;
}

const ordered_json& at(const ordered_json& json, const char* key)
{
    static const ordered_json nothing;
    const auto found = json.is_object() ? json.find(key) : json.end();
    return json.is_object() && found != json.end() ? *found : nothing;
}

double number(const ordered_json& json)
{
    return json.is_number() ? json.get<double>() : evaluation::undefined;
}

long count(const ordered_json& json)
{
    return json.is_number() ? json.get<long>() : 0;
}

evaluation::ClassFigures readClass(const ordered_json& json)
{
    return {number(at(json, "precision")), number(at(json, "recall")), number(at(json, "f1")), count(at(json, "support"))};
}

evaluation::Confusion readCounts(const ordered_json& json)
{
    return {count(at(json, "true_positives")), count(at(json, "false_positives")), count(at(json, "true_negatives")),
            count(at(json, "false_negatives"))};
}

std::vector<evaluation::CurvePoint> readCurve(const ordered_json& json, const char* where, const char* height)
{
    std::vector<evaluation::CurvePoint> points;
    for (const auto& point : json)
        points.push_back({number(at(point, where)), {number(at(point, height)), number(at(point, "low")), number(at(point, "high"))}});
    return points;
}

void readThreshold(const ordered_json& json, evaluation::FindingReport& report)
{
    auto& figures = report.atThreshold;
    figures.threshold = number(at(json, "threshold"));
    figures.counts = readCounts(json);
    for (const auto& [name, interval] : figuresAt(figures)) {
        const auto& limits = at(at(json, "intervals"), name);
        *interval = {number(at(json, name)), number(at(limits, "low")), number(at(limits, "high"))};
    }
    const auto& classes = at(json, "classes");
    report.present = readClass(at(classes, "present"));
    report.absent = readClass(at(classes, "absent"));
    report.classes = {readClass(at(classes, "macro")), readClass(at(classes, "weighted")), readClass(at(classes, "micro"))};
}

void readCalibration(const ordered_json& json, evaluation::FindingReport& report)
{
    const auto& limits = at(json, "intervals");
    const auto read = [&](const char* name) {
        return Interval{number(at(json, name)), number(at(at(limits, name), "low")), number(at(at(limits, name), "high"))};
    };
    report.brier = read("brier");
    report.calibrationError = read("calibration_error");
    for (const auto& bin : at(json, "calibration_curve"))
        report.calibration.push_back({number(at(bin, "from")), number(at(bin, "to")), count(at(bin, "cases")),
                                      number(at(bin, "mean_probability")), readInterval(at(bin, "share_positive"))});
}

void readSubgroups(const ordered_json& json, evaluation::FindingReport& report)
{
    if (!json.is_object()) return;
    for (const auto& [kind, names] : json.items())
        for (const auto& [name, findings] : names.items()) {
            const auto& group = at(findings, report.finding.c_str());
            if (!group.is_object()) continue;
            const auto& area = at(group, "auc");
            report.subgroups.push_back({kind, name, count(at(area, "positives")), count(at(area, "negatives")), readInterval(area),
                                        readCounts(group), readInterval(at(group, "sensitivity")), readInterval(at(group, "specificity"))});
        }
}

evaluation::LocalisationFigures readPlaces(const ordered_json& json)
{
    evaluation::LocalisationFigures figures;
    figures.pointing = readInterval(at(json, "pointing_game"));
    figures.meanIou = number(at(json, "mean_iou"));
    for (std::size_t i = 0; i < overlapNames.size(); ++i) {
        figures.iou[i] = readInterval(at(at(json, "iou"), overlapNames[i]));
        figures.iobb[i] = readInterval(at(at(json, "iobb"), overlapNames[i]));
    }
    return figures;
}

} // namespace

ordered_json intervalJson(const Interval& interval)
{
    return {{"value", interval.value}, {"low", interval.low}, {"high", interval.high}};
}

void addFigures(ordered_json& finding, const evaluation::FindingReport& report, const ThresholdOrigin& origin)
{
    finding["positives"] = report.positives;
    finding["negatives"] = report.negatives;
    finding["patients"] = report.patients;
    finding["auc"] = intervalJson(report.auc);
    finding["auc_by_patient"] = intervalJson(report.aucByPatient);
    finding["partial_auc"] = intervalJson(report.partialAuc);
    finding["partial_auc"]["highest_false_positive_rate"] = evaluation::ReportOptions{}.partialAucLimit;
    finding["average_precision"] = intervalJson(report.averagePrecision);
    addThreshold(finding, report, origin);
    addCalibration(finding, report);
    if (!report.predictive.empty()) finding["predictive_values"] = ordered_json::array();
    for (const auto& values : report.predictive)
        finding["predictive_values"].push_back(
            {{"prevalence", values.prevalence}, {"ppv", intervalJson(values.ppv)}, {"npv", intervalJson(values.npv)}});
    finding["roc"] = curveJson(report.roc, "false_positive_rate", "sensitivity");
    finding["precision_recall"] = curveJson(report.precisionRecall, "recall", "precision");
}

void addAverages(ordered_json& report, const evaluation::OverallReport& overall)
{
    report["macro"] = averageJson(overall.calls.macro, overall.auc.macro, overall.averagePrecision.macro);
    report["weighted"] = averageJson(overall.calls.weighted, overall.auc.weighted, overall.averagePrecision.weighted);
    report["micro"] = averageJson(overall.calls.micro, overall.microAuc, overall.microAveragePrecision);
    report["findings_with_auc"] = overall.auc.defined;
}

void addSubgroups(ordered_json& report, const evaluation::FindingReport& finding)
{
    for (const auto& group : finding.subgroups) {
        auto& json = report["subgroups"][group.kind][group.name][finding.finding];
        json["auc"] = intervalJson(group.auc);
        json["auc"]["positives"] = group.positives;
        json["auc"]["negatives"] = group.negatives;
        json["sensitivity"] = intervalJson(group.sensitivity);
        json["specificity"] = intervalJson(group.specificity);
        json.update(countsJson(group.counts));
    }
}

ordered_json localisationJson(const evaluation::LocalisationReport& localisation)
{
    auto json = placesJson(localisation.figures);
    json["images"] = localisation.images;
    json["images_without_a_place"] = localisation.silent;
    if (localisation.control) json["random_maps"] = placesJson(*localisation.control);
    return json;
}

std::vector<std::string> remarksOn(const std::vector<evaluation::FindingReport>& findings)
{
    std::vector<std::string> remarks;
    const auto any = [&](long fewest) {
        return std::ranges::any_of(findings, [&](const auto& each) { return std::min(each.positives, each.negatives) < fewest; });
    };
    if (any(1)) remarks.emplace_back("one-class-only");
    if (any(10)) remarks.emplace_back("few-cases");
    return remarks;
}

Interval readInterval(const ordered_json& json)
{
    return {number(at(json, "value")), number(at(json, "low")), number(at(json, "high"))};
}

evaluation::FindingReport readFigures(const ordered_json& report, const std::string& finding)
{
    const auto& json = at(at(report, "findings"), finding.c_str());
    evaluation::FindingReport figures;
    figures.finding = finding;
    figures.positives = count(at(json, "positives"));
    figures.negatives = count(at(json, "negatives"));
    figures.patients = count(at(json, "patients"));
    figures.auc = readInterval(at(json, "auc"));
    figures.aucByPatient = readInterval(at(json, "auc_by_patient"));
    figures.partialAuc = readInterval(at(json, "partial_auc"));
    figures.averagePrecision = readInterval(at(json, "average_precision"));
    readThreshold(json, figures);
    readCalibration(json, figures);
    for (const auto& values : at(json, "predictive_values"))
        figures.predictive.push_back({number(at(values, "prevalence")), readInterval(at(values, "ppv")), readInterval(at(values, "npv"))});
    figures.roc = readCurve(at(json, "roc"), "false_positive_rate", "sensitivity");
    figures.precisionRecall = readCurve(at(json, "precision_recall"), "recall", "precision");
    readSubgroups(at(report, "subgroups"), figures);
    return figures;
}

evaluation::LocalisationReport readLocalisation(const ordered_json& json)
{
    evaluation::LocalisationReport report;
    report.figures = readPlaces(json);
    report.images = count(at(json, "images"));
    report.silent = count(at(json, "images_without_a_place"));
    if (const auto& control = at(json, "random_maps"); control.is_object()) report.control = readPlaces(control);
    return report;
}

} // namespace lucency::model
