#include "app/report/material.h"

#include "app/evaluation.h"
#include "app/evaluationrecord.h"
#include "model/csv.h"
#include "model/evaluationjson.h"
#include "model/runfolder.h"
#include "model/runhistory.h"
#include "model/sha256.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <set>

namespace lucency::app::report {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

Result<std::string> textOf(const fs::path& file)
{
    std::error_code unknown;
    if (!fs::is_regular_file(file, unknown)) return Failure{FailureKind::NotFound, file.string(), {}};
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) return Failure{FailureKind::Unreadable, file.string(), {}};
    return text;
}

const ordered_json& at(const ordered_json& json, const char* key)
{
    static const ordered_json nothing;
    if (!json.is_object()) return nothing;
    const auto found = json.find(key);
    return found == json.end() ? nothing : *found;
}

long count(const ordered_json& json)
{
    return json.is_number() ? json.get<long>() : 0;
}

double number(const ordered_json& json)
{
    return json.is_number() ? json.get<double>() : evaluation::undefined;
}

std::string word(const ordered_json& json)
{
    return json.is_string() ? json.get<std::string>() : std::string();
}

std::optional<bool> answer(const ordered_json& json)
{
    return json.is_boolean() ? std::optional(json.get<bool>()) : std::nullopt;
}

std::optional<model::Discrimination> discrimination(const ordered_json& json)
{
    if (!json.is_object()) return std::nullopt;
    return model::Discrimination{model::readInterval(json), count(at(json, "positives")), count(at(json, "negatives"))};
}

AverageFigures averages(const ordered_json& json)
{
    return {number(at(json, "auc")), number(at(json, "average_precision")), number(at(json, "precision")), number(at(json, "recall")),
            number(at(json, "f1"))};
}

ReportedFinding findingOf(const ordered_json& report, const std::string& name)
{
    const auto& json = at(report, "findings").at(name);
    ReportedFinding finding;
    finding.figures = model::readFigures(report, name);
    finding.thresholdSource = word(at(json, "threshold_source"));
    finding.reason = word(at(json, "reason"));
    finding.aimReached = answer(at(json, "aim_reached"));
    finding.validated = answer(at(json, "validated"));
    const auto& recalibration = at(json, "recalibration");
    if (const auto& moved = at(recalibration, "model_threshold"); moved.is_number()) finding.modelThreshold = moved.get<double>();
    finding.changedCalls = count(at(recalibration, "changed_calls"));
    if (const auto& cases = at(json, "validation"); cases.is_object())
        finding.validationCases = {count(at(cases, "positives")), count(at(cases, "negatives"))};
    finding.unlabelled = count(at(json, "unlabelled_images"));
    finding.againstNoFinding = discrimination(at(json, "against_no_finding"));
    finding.phantoms = discrimination(at(json, "phantoms"));
    if (const auto& changed = at(json, "changed_images"); changed.is_object())
        for (const auto& [change, found] : changed.items())
            if (const auto under = discrimination(found)) finding.changed.emplace_back(change, *under);
    if (const auto& places = at(at(report, "localisation"), name.c_str()); places.is_object())
        finding.localisation = model::readLocalisation(places);
    return finding;
}

/// Fails with CorruptFile where the text is no report.
Result<ordered_json> parsed(const std::string& text, const std::string& subject)
{
    auto report = ordered_json::parse(text, nullptr, false);
    if (!at(report, "findings").is_object() || at(report, "findings").empty())
        return Failure{FailureKind::CorruptFile, subject, "no report of an evaluation"};
    return report;
}

ReportedSource sourceOf(const ordered_json& json)
{
    ReportedSource source;
    source.name = word(at(json, "name"));
    source.synthetic = answer(at(json, "synthetic")).value_or(false);
    source.images = count(at(json, "images"));
    source.patients = count(at(json, "patients"));
    source.tableRows = count(at(json, "table_rows"));
    source.rowsWithoutImage = count(at(json, "rows_without_image"));
    source.imagesWithoutRow = count(at(json, "images_without_row"));
    source.ownPatients = count(at(json, "images_of_unknown_patients"));
    if (const auto& leftOut = at(json, "left_out"); leftOut.is_object())
        for (const auto& [reason, images] : leftOut.items())
            if (count(images) > 0) source.leftOut.emplace_back(reason, count(images));
    return source;
}

/// Earlier versions named tables with their paths, which are nobody's business who gets the report.
std::string withoutPath(const std::string& remark)
{
    const auto named = [](const std::string& path) { return fs::path(path).filename().string(); };
    constexpr std::string_view from = ": labels from ";
    if (const auto at = remark.find(from); at != std::string::npos)
        return remark.substr(0, at + from.size()) + named(remark.substr(at + from.size()));
    const auto end = remark.find(": ");
    return remark.starts_with('/') && end != std::string::npos ? named(remark.substr(0, end)) + remark.substr(end) : remark;
}

void fill(Material& material, const ordered_json& report)
{
    const auto& model = at(report, "model");
    material.model = model.is_object() ? word(at(model, "name")) + " " + word(at(model, "version")) : word(model);
    material.modelFile = word(at(report, "model_file"));
    material.program = word(at(report, "program"));
    material.aim = word(at(report, "aim"));
    material.resamples = count(at(at(report, "bootstrap"), "resamples"));
    material.bestEpoch = static_cast<int>(count(at(report, "best_epoch")));
    for (const auto& [name, json] : at(report, "findings").items())
        material.findings.push_back(findingOf(report, name));
    material.macro = averages(at(report, "macro"));
    material.weighted = averages(at(report, "weighted"));
    material.micro = averages(at(report, "micro"));
    for (const auto& remark : at(report, "data_remarks"))
        material.dataRemarks.push_back(withoutPath(word(remark)));
    for (const auto& source : at(report, "data"))
        material.sources.push_back(sourceOf(source));
    material.images = count(at(report, "images"));
    material.patients = count(at(report, "patients"));
    material.notScored = count(at(report, "images_not_scored"));
    material.patientsUnknown = count(at(report, "images_of_unknown_patients"));
    material.patientsInValidation = count(at(report, "patients_in_validation_too"));
    material.phantomsLeftOut = count(at(report, "phantoms_left_out"));
    for (const auto& name : at(report, "findings_without_labels"))
        material.unlabelledFindings.push_back(word(name));
}

Result<ReportedSplit> splitOf(const fs::path& file, const ordered_json& report)
{
    const auto text = textOf(file);
    if (!text) return text.error();
    const auto table = model::readCsvTable(file);
    if (!table) return table.error();
    const int part = table->column("part"), patient = table->column("patient_id"), labels = table->column("labels"),
              path = table->column("path");
    if (part < 0 || patient < 0 || labels < 0) return Failure{FailureKind::MissingColumn, file.string(), "patient_id, part, labels"};
    ReportedSplit split;
    split.sha256 = model::sha256(*text);
    split.expected = word(at(at(report, "split"), "sha256"));
    if (const auto& linked = at(at(report, "split"), "linked_patients"); linked.is_number()) split.linkedPatients = linked.get<long>();
    if (const auto& torn = at(at(report, "split"), "pairs_in_two_parts"); torn.is_number()) split.tornTwins = torn.get<long>();
    split.aligned = word(at(at(report, "split"), "images_compared")) == "aligned";
    if (const auto& twins = at(at(report, "split"), "pairs_that_look_the_same"); twins.is_number()) split.twins = twins.get<long>();
    std::set<std::string> unreadable;
    for (const auto& image : at(report, "unreadable"))
        unreadable.insert(word(at(image, "path")));
    std::array<std::vector<std::string>, 3> unread;
    std::array<std::set<std::string>, 3> patients, used;
    for (const auto& row : table->rows) {
        const std::string& name = row[static_cast<std::size_t>(part)];
        const std::size_t which = name == "train" ? 0 : name == "validation" ? 1 : 2;
        auto& counted = split.parts[which];
        patients[which].insert(row[static_cast<std::size_t>(patient)]);
        if (path >= 0 && unreadable.contains(row[static_cast<std::size_t>(path)])) {
            ++counted.unread;
            unread[which].push_back(fs::path(row[static_cast<std::size_t>(path)]).filename().string());
            continue;
        }
        ++counted.images;
        used[which].insert(row[static_cast<std::size_t>(patient)]);
        const std::string& cell = row[static_cast<std::size_t>(labels)];
        for (std::size_t begin = 0; begin <= cell.size();) {
            const auto end = std::min(cell.find('|', begin), cell.size());
            ++counted.positives[cell.substr(begin, end - begin)];
            begin = end + 1;
        }
    }
    const auto shared = [&](std::size_t a, std::size_t b) {
        return std::ranges::count_if(patients[a], [&](const auto& name) { return patients[b].contains(name); });
    };
    for (std::size_t i = 0; i < used.size(); ++i) {
        split.parts[i].patients = static_cast<long>(used[i].size());
        split.unreadFiles.insert(split.unreadFiles.end(), unread[i].begin(), unread[i].end());
    }
    split.shared = {shared(0, 1), shared(0, 2), shared(1, 2)};
    return split;
}

/// The epochs with the findings in the order of the report.
Result<std::vector<model::EpochRecord>> historyOf(const fs::path& file, const std::vector<ReportedFinding>& findings)
{
    auto read = model::readHistory(file);
    if (!read) return read.error();
    const auto inOrder = [&](std::vector<double>& values) {
        std::vector<double> ordered;
        for (const auto& finding : findings) {
            const auto at = static_cast<std::size_t>(std::ranges::find(read->findings, finding.name()) - read->findings.begin());
            ordered.push_back(at < values.size() ? values[at] : evaluation::undefined);
        }
        values = std::move(ordered);
    };
    for (auto& record : read->epochs) {
        inOrder(record.aucs);
        inOrder(record.aucLows);
        inOrder(record.aucHighs);
    }
    return std::move(read->epochs);
}

/// The figures that a report of an earlier version lacks, from the predictions and the thresholds that it names.
Result<ordered_json> completed(const ordered_json& report, const PredictionTable& test, std::uint64_t seed, const std::string& subject)
{
    EvaluationRequest request;
    request.subject = subject;
    request.predictions = test;
    request.seed = seed;
    for (const auto& [name, json] : at(report, "findings").items())
        request.manifest[name] = {at(json, "threshold").is_number() ? number(at(json, "threshold")) : 0.5,
                                  answer(at(json, "validated")).value_or(false), std::nullopt, std::nullopt};
    const auto evaluated = evaluate(request);
    // A run on phantoms alone has nothing to measure, and its report says so.
    if (!evaluated && evaluated.error().kind == FailureKind::NoLabelledImages) return report;
    if (!evaluated) return evaluated.error();
    // All figures then come from one computation; what the older report alone knows stays.
    auto full = report;
    full.merge_patch(ordered_json::parse(evaluationJson(*evaluated, {})));
    return full;
}

bool hasCurves(const ordered_json& report)
{
    return std::ranges::any_of(at(report, "findings"), [](const auto& finding) { return at(finding, "roc").is_array(); });
}

} // namespace

Result<Material> readRun(const fs::path& run, const fs::path& dataFolder)
{
    try {
        const model::RunFolder folder(run);
        const auto text = textOf(folder.report());
        if (!text) return text.error();
        auto report = parsed(*text, folder.report().string());
        if (!report) return report.error();
        auto recipe = model::readRecipe(folder.recipe());
        if (!recipe) return recipe.error();
        const auto parts = readParts(folder.split());
        if (!parts) return parts.error();
        const auto predictions = readPredictions(folder.predictions(), true);
        if (!predictions) return predictions.error();
        Material material;
        material.predictions = withoutPhantoms(onlyPart(*predictions, *parts, "test"));
        if (!hasCurves(*report)) {
            report = completed(*report, material.predictions, recipe->seed, folder.predictions().string());
            if (!report) return report.error();
        }
        material.ofRun = true;
        fill(material, *report);
        auto split = splitOf(folder.split(), *report);
        if (!split) return split.error();
        material.split = *std::move(split);
        const auto scored = onlyPart(*predictions, *parts, "test").images.size();
        // Earlier versions did not record what could not be read; of the test part the predictions tell.
        if (!report->contains("unreadable")) material.split->parts[2].unread = material.split->parts[2].images - static_cast<long>(scored);
        auto history = historyOf(folder.history(), material.findings);
        if (!history) return history.error();
        material.history = *std::move(history);
        for (const auto& finding : recipe->findings)
            for (auto& reported : material.findings)
                if (reported.name() == finding.name) {
                    reported.limits = finding.limits;
                    reported.minimumAge = finding.minimumAge;
                    reported.maximumAge = finding.maximumAge;
                }
        std::set<std::string> patients;
        for (const auto& image : material.predictions.images)
            patients.insert(image.patient);
        material.images = static_cast<long>(material.predictions.images.size());
        material.patients = static_cast<long>(patients.size());
        if (material.aim.empty()) material.aim = recipe->operatingPointAim;
        material.recipe = *std::move(recipe);
        material.dataFolder = dataFolder;
        material.modelFile = folder.best();
        return material;
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, run.string(), "report"};
    } catch (const std::exception& error) {
        return Failure{FailureKind::CorruptFile, run.string(), error.what()};
    }
}

Result<Material> readReportAlone(const fs::path& run, const fs::path& dataFolder)
{
    try {
        const model::RunFolder folder(run);
        const auto text = textOf(folder.report());
        if (!text) return text.error();
        const auto report = parsed(*text, folder.report().string());
        if (!report) return report.error();
        Material material;
        material.ofRun = true;
        fill(material, *report);
        if (auto split = splitOf(folder.split(), *report)) material.split = *std::move(split);
        if (auto history = historyOf(folder.history(), material.findings)) material.history = *std::move(history);
        if (auto recipe = model::readRecipe(folder.recipe())) material.recipe = *std::move(recipe);
        material.dataFolder = dataFolder;
        return material;
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, run.string(), "report"};
    } catch (const std::exception& error) {
        return Failure{FailureKind::CorruptFile, run.string(), error.what()};
    }
}

Result<Material> ofEvaluation(const std::string& reportJson, const std::string& subject, PredictionTable predictions,
                              const fs::path& dataFolder, const fs::path& modelFile)
{
    try {
        const auto report = parsed(reportJson, subject);
        if (!report) return report.error();
        Material material;
        fill(material, *report);
        material.predictions = std::move(predictions);
        material.dataFolder = dataFolder;
        if (!modelFile.empty()) material.modelFile = modelFile;
        return material;
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, subject, "report"};
    } catch (const std::exception& error) {
        return Failure{FailureKind::CorruptFile, subject, error.what()};
    }
}

} // namespace lucency::app::report
