#include "app/evaluationrecord.h"

#include "model/evaluationjson.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QString>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace lucency::app {

namespace {

using evaluation::Interval;
using nlohmann::ordered_json;

struct EvaluationWords {
    Q_DECLARE_TR_FUNCTIONS(EvaluationWords)
};

void addRecalibration(ordered_json& json, const EvaluatedFinding& finding)
{
    if (finding.calibration == CalibrationMethod::None) return;
    auto& fitted = json["recalibration"];
    fitted["method"] = finding.calibration == CalibrationMethod::Platt ? "platt" : "isotonic";
    fitted["brier_before"] = finding.brierBefore;
    fitted["calibration_error_before"] = finding.calibrationErrorBefore;
    if (finding.modelThreshold) {
        fitted["model_threshold"] = *finding.modelThreshold;
        fitted["changed_calls"] = finding.changedCalls;
    }
    if (finding.calibration == CalibrationMethod::Platt) {
        fitted["slope"] = finding.platt.slope;
        fitted["offset"] = finding.platt.offset;
    } else {
        fitted["scores"] = finding.isotonic.scores;
        fitted["probabilities"] = finding.isotonic.probabilities;
    }
}

/// What addRecalibration() wrote; no calibration where it is not whole.
EvaluatedFinding readRecalibration(const ordered_json& fitted)
{
    EvaluatedFinding finding;
    try {
        if (fitted.at("method") == "platt") {
            finding.platt = {fitted.at("slope").get<double>(), fitted.at("offset").get<double>()};
            finding.calibration = CalibrationMethod::Platt;
        } else {
            finding.isotonic = {fitted.at("scores").get<std::vector<double>>(), fitted.at("probabilities").get<std::vector<double>>()};
            const bool whole = !finding.isotonic.scores.empty() && finding.isotonic.scores.size() == finding.isotonic.probabilities.size();
            if (whole) finding.calibration = CalibrationMethod::Isotonic;
        }
    } catch (const ordered_json::exception&) {
        return {};
    }
    return finding;
}

ordered_json findingJson(const EvaluatedFinding& finding)
{
    ordered_json json;
    model::addFigures(json, finding.report, {finding.thresholdSource, finding.aimReached});
    addRecalibration(json, finding);
    json["unlabelled_images"] = finding.unlabelled;
    if (finding.outsideAges > 0) json["images_not_shown_for_age"] = finding.outsideAges;
    if (finding.validated) json["validated"] = *finding.validated;
    return json;
}

std::vector<std::string> remarksOf(const Evaluation& evaluation)
{
    std::vector<std::string> remarks;
    if (evaluation.patientsUnknown > 0) remarks.push_back("patients-unknown");
    if (evaluation.patientsInValidation > 0) remarks.push_back("patients-in-validation-too");
    if (std::ranges::any_of(evaluation.findings, [](const auto& finding) { return finding.changedCalls > 0; }))
        remarks.push_back("threshold-within-a-step");
    std::vector<evaluation::FindingReport> findings;
    for (const auto& finding : evaluation.findings)
        findings.push_back(finding.report);
    const auto more = model::remarksOn(findings);
    remarks.insert(remarks.end(), more.begin(), more.end());
    return remarks;
}

std::string figure(double value)
{
    return std::isnan(value) ? EvaluationWords::tr("undefined").toStdString() : QString::number(value, 'f', 3).toStdString();
}

std::string withEnds(const Interval& interval)
{
    if (std::isnan(interval.value)) return figure(interval.value);
    if (std::isnan(interval.low)) return figure(interval.value);
    return figure(interval.value) + " (" + figure(interval.low) + "-" + figure(interval.high) + ")";
}

/// Rows of cells with the first column to the left, the others to the right.
std::string aligned(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<qsizetype> widths;
    const auto length = [](const std::string& cell) { return QString::fromStdString(cell).size(); };
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i == widths.size()) widths.push_back(0);
            widths[i] = std::max(widths[i], length(row[i]));
        }
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string gap(static_cast<std::size_t>(widths[i] - length(row[i])), ' ');
            text += i == 0 ? row[i] + gap : "  " + gap + row[i];
        }
        text += "\n";
    }
    return text;
}

std::string notesOf(const Evaluation& evaluation, const EvaluationSource& source)
{
    QStringList notes;
    notes << EvaluationWords::tr("%1 images of %2 patients, %3 of them with a label.")
                 .arg(evaluation.images)
                 .arg(evaluation.patients)
                 .arg(evaluation.labelledImages);
    if (const auto lost = source.notScored.size() + evaluation.notScored; lost > 0)
        notes << EvaluationWords::tr("%n images were refused or failed; they are in no figure.", nullptr, static_cast<int>(lost));
    if (evaluation.patientsUnknown > 0)
        notes << EvaluationWords::tr(
            "The patient of %n images is unknown: each was taken for a patient of its own, and where that is not so "
            "the intervals are too narrow.",
            nullptr, static_cast<int>(evaluation.patientsUnknown));
    if (evaluation.patientsInValidation > 0)
        notes << EvaluationWords::tr("%n patients are in the validation predictions too: the figures flatter.", nullptr,
                                     static_cast<int>(evaluation.patientsInValidation));
    if (evaluation.phantoms > 0)
        notes << EvaluationWords::tr("%n synthetic images were left out: the figures are those of real radiographs.", nullptr,
                                     static_cast<int>(evaluation.phantoms));
    for (const auto& finding : evaluation.findings)
        if (finding.changedCalls > 0)
            notes << EvaluationWords::tr(
                         "%1: after calibration %n images are called otherwise than by the model, whose threshold lies within "
                         "a step of it; the figures at the threshold are not the model's. --aim chooses one anew.",
                         nullptr, static_cast<int>(finding.changedCalls))
                         .arg(QString::fromStdString(finding.report.finding));
    QStringList unlabelled;
    for (const auto& name : evaluation.unlabelledFindings)
        unlabelled << QString::fromStdString(name);
    if (!unlabelled.isEmpty()) notes << EvaluationWords::tr("Without labels: %1.").arg(unlabelled.join(QLatin1String(", ")));
    return notes.join(QLatin1Char('\n')).toStdString() + "\n";
}

/// By the name alone where it does not lie below the folder.
std::string belowFolder(const std::string& path, const std::string& folder)
{
    namespace fs = std::filesystem;
    const auto normal = [](const std::string& each) { return fs::absolute(each).lexically_normal(); };
    const auto below = folder.empty() ? fs::path() : normal(path).lexically_relative(normal(folder));
    return below.empty() || *below.begin() == ".." ? fs::path(path).filename().string() : below.generic_string();
}

} // namespace

std::string evaluationJson(const Evaluation& evaluation, const EvaluationSource& source)
{
    ordered_json report;
    report["format"] = 1;
    if (!source.model.empty()) report["model"] = source.model;
    const auto nameOf = [](const std::string& path) { return std::filesystem::path(path).filename().string(); };
    if (!source.modelFile.empty()) report["model_file"] = source.passedOn ? nameOf(source.modelFile) : source.modelFile;
    if (!source.predictions.empty()) report["predictions"] = nameOf(source.predictions);
    report["images"] = evaluation.images;
    report["labelled_images"] = evaluation.labelledImages;
    report["patients"] = evaluation.patients;
    report["images_not_scored"] = evaluation.notScored + source.notScored.size();
    report["not_scored"] = ordered_json::array();
    for (const auto& [path, reason] : source.notScored)
        report["not_scored"].push_back({{"path", belowFolder(path, source.dataFolder)}, {"reason", slug(reason)}});
    if (evaluation.join)
        report["labels"] = {{"rows", evaluation.join->rows},
                            {"images_met", evaluation.join->met},
                            {"images_without_row", evaluation.join->imagesWithoutRow},
                            {"findings", evaluation.join->findings}};
    report["findings_without_labels"] = evaluation.unlabelledFindings;
    report["images_of_unknown_patients"] = evaluation.patientsUnknown;
    report["phantoms_left_out"] = evaluation.phantoms;
    report["patients_in_validation_too"] = evaluation.patientsInValidation;
    report["remarks"] = remarksOf(evaluation);
    if (!evaluation.aim.empty()) report["aim"] = evaluation.aim;
    report["bootstrap"] = {{"resamples", evaluation.resamples}, {"seed", evaluation.seed}, {"unit", "patient"}};
    for (const auto& finding : evaluation.findings)
        report["findings"][finding.report.finding] = findingJson(finding);
    model::addAverages(report, evaluation.overall);
    for (const auto& finding : evaluation.findings)
        model::addSubgroups(report, finding.report);
    for (const auto& finding : evaluation.findings)
        if (finding.localisation) report["localisation"][finding.report.finding] = model::localisationJson(*finding.localisation);
    return report.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

PredictionTable recalibrated(PredictionTable table, const std::string& evaluationJson)
{
    const auto report = ordered_json::parse(evaluationJson, nullptr, false);
    if (!report.is_object() || !report.contains("findings") || !report["findings"].is_object()) return table;
    Evaluation evaluation;
    for (const auto& [name, figures] : report["findings"].items()) {
        if (!figures.is_object() || !figures.contains("recalibration")) continue;
        evaluation.findings.push_back(readRecalibration(figures["recalibration"]));
        evaluation.findings.back().report.finding = name;
    }
    return recalibrated(std::move(table), evaluation);
}

std::string evaluationTable(const Evaluation& evaluation, const EvaluationSource& source)
{
    const auto word = [](const QString& text) { return text.toStdString(); };
    std::vector<std::vector<std::string>> rows{
        {word(EvaluationWords::tr("Finding")), word(EvaluationWords::tr("Cases")), word(EvaluationWords::tr("Without")),
         word(EvaluationWords::tr("AUC (95 %, by patient)")), word(EvaluationWords::tr("Average precision")),
         word(EvaluationWords::tr("Threshold")), word(EvaluationWords::tr("Sensitivity")), word(EvaluationWords::tr("Specificity")),
         word(EvaluationWords::tr("PPV")), word(EvaluationWords::tr("NPV")), word(EvaluationWords::tr("Calibration error"))}};
    for (const auto& finding : evaluation.findings) {
        const auto& report = finding.report;
        const auto& at = report.atThreshold;
        const bool notShown = finding.validated && !*finding.validated;
        rows.push_back({report.finding + (notShown ? " *" : ""), std::to_string(report.positives), std::to_string(report.negatives),
                        withEnds(report.aucByPatient), withEnds(report.averagePrecision), figure(at.threshold), withEnds(at.sensitivity),
                        withEnds(at.specificity), figure(at.precision.value), figure(at.npv.value), figure(report.calibrationError.value)});
    }
    std::string text = aligned(rows);
    if (text.find(" *") != std::string::npos) text += word(EvaluationWords::tr("* not validated, and never shown as a result")) + "\n";
    std::vector<std::vector<std::string>> places{{word(EvaluationWords::tr("Places of findings")), word(EvaluationWords::tr("Images")),
                                                  word(EvaluationWords::tr("Pointing game")), word(EvaluationWords::tr("by luck")),
                                                  "IoU .1", word(EvaluationWords::tr("by luck")), "IoU .3",
                                                  word(EvaluationWords::tr("by luck")), "IoU .5", word(EvaluationWords::tr("by luck"))}};
    for (const auto& finding : evaluation.findings) {
        if (!finding.localisation) continue;
        const auto& found = *finding.localisation;
        std::vector<std::string> row{finding.report.finding, std::to_string(found.images)};
        const auto add = [&](const Interval& value, double luck) {
            row.push_back(figure(value.value));
            row.push_back(found.control ? figure(luck) : "");
        };
        add(found.figures.pointing, found.control ? found.control->pointing.value : 0);
        for (const std::size_t at : {0, 2, 4})
            add(found.figures.iou[at], found.control ? found.control->iou[at].value : 0);
        places.push_back(std::move(row));
    }
    if (places.size() > 1) text += "\n" + aligned(places);
    return text + "\n" + notesOf(evaluation, source);
}

} // namespace lucency::app
