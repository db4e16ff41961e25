#include "app/workbench/openedresult.h"

#include "app/evaluationcases.h"
#include "app/evaluationrecord.h"
#include "app/evaluationsplit.h"
#include "app/modelevaluation.h"
#include "imaging/regularfile.h"
#include "model/csv.h"
#include "model/peoplecells.h"
#include "model/runfolder.h"
#include "model/runplace.h"

#include <QFileInfo>

#include <algorithm>
#include <exception>
#include <fstream>
#include <iterator>
#include <new>
#include <set>
#include <unordered_map>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;

bool isThere(const fs::path& path)
{
    std::error_code unknown;
    return !path.empty() && fs::exists(path, unknown);
}

template<class Work>
Result<OpenedResultPointer> guarded(const fs::path& subject, Work work)
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, subject.string(), "predictions"};
    } catch (const std::exception& error) {
        return Failure{FailureKind::CorruptFile, subject.string(), error.what()};
    }
}

/// Fills in what a run knows of the people; runs of earlier versions have no such file, or one without scanners.
void takePeople(PredictionTable& table, const fs::path& file)
{
    const auto people = model::readCsvTable(file);
    if (!people) return;
    std::unordered_map<std::string, const std::vector<std::string>*> rows;
    const int path = people->column("path"), sex = people->column("sex"), age = people->column("age"), view = people->column("view"),
              scanner = people->column("scanner");
    if (path < 0) return;
    for (const auto& row : people->rows)
        rows.emplace(row[static_cast<std::size_t>(path)], &row);
    for (auto& image : table.images) {
        const auto row = rows.find(image.path);
        if (row == rows.end()) continue;
        const auto cell = [&](int column) { return column < 0 ? std::string() : (*row->second)[static_cast<std::size_t>(column)]; };
        if (image.sex.empty()) image.sex = model::groupCode(cell(sex));
        if (image.view.empty()) image.view = model::groupCode(cell(view));
        if (image.scanner.empty()) image.scanner = cell(scanner);
        if (std::isnan(image.age)) image.age = model::yearsOf(cell(age));
    }
}

/// Sorts every finding that has labels, and finds its operating point.
Done rank(OpenedResult& result, const PredictionTable* validation, const std::stop_token& stop)
{
    const auto patients = patientNumbers(result.table);
    const auto others = validation ? patientNumbers(*validation) : std::vector<int>();
    std::vector<double> probabilities;
    std::vector<int> labels;
    for (std::size_t f = 0; f < result.table.findings.size(); ++f) {
        if (stop.stop_requested()) return Failure{FailureKind::Cancelled, result.source.string(), {}};
        auto ranked = RankedFinding::of(result.table, patients, f);
        if (!ranked) return Failure{ranked.error().kind, result.source.string(), ranked.error().detail};
        if (ranked->cases().labels.empty()) {
            if (std::ranges::find(result.material.unlabelledFindings, ranked->name()) == result.material.unlabelledFindings.end())
                result.material.unlabelledFindings.push_back(ranked->name());
            continue;
        }
        std::optional<RankedFinding> other;
        if (const int at = validation ? validation->indexOf(ranked->name()) : -1; at >= 0)
            if (auto sorted = RankedFinding::of(*validation, others, static_cast<std::size_t>(at))) other = *std::move(sorted);
        probabilities.insert(probabilities.end(), ranked->cases().probabilities.begin(), ranked->cases().probabilities.end());
        labels.insert(labels.end(), ranked->cases().labels.begin(), ranked->cases().labels.end());
        result.findings.push_back(*std::move(ranked));
        result.validation.push_back(std::move(other));
    }
    const auto overall = evaluation::reportOverall({}, std::vector{evaluation::FindingCases{{}, probabilities, labels, {}, {}}});
    result.microAuc = overall.microAuc;
    result.microAveragePrecision = overall.microAveragePrecision;
    return done();
}

/// The run's report counted these very cases: its intervals, which took resampling, are those of them.
bool agrees(const evaluation::FindingReport& reported, const RankedFinding& ranked)
{
    const auto counts = ranked.countsAt(reported.atThreshold.threshold);
    const auto& said = reported.atThreshold.counts;
    return counts.truePositives == said.truePositives && counts.falsePositives == said.falsePositives &&
           counts.trueNegatives == said.trueNegatives && counts.falseNegatives == said.falseNegatives;
}

report::ReportedFinding plainFinding(const RankedFinding& ranked, double threshold, const std::string& source)
{
    report::ReportedFinding finding;
    finding.figures = ranked.reportAt(threshold);
    finding.thresholdSource = source;
    finding.unlabelled = static_cast<long>(ranked.unlabelled());
    return finding;
}

/// Points and figures of the findings: those of the report where there is one, else the middle.
void takePoints(OpenedResult& result)
{
    auto& reported = result.material.findings;
    std::vector<report::ReportedFinding> ordered;
    for (std::size_t f = 0; f < result.findings.size(); ++f) {
        const auto& ranked = result.findings[f];
        const auto said = std::ranges::find(reported, ranked.name(), [](const auto& each) { return each.name(); });
        if (said == reported.end()) {
            ordered.push_back(plainFinding(ranked, 0.5, "default"));
            result.points.push_back({0.5, "default", {}, false, {}});
            result.resampled.emplace_back();
            continue;
        }
        const double threshold = said->figures.atThreshold.threshold;
        result.points.push_back({threshold, said->thresholdSource,
                                 said->thresholdSource == "validation" ? result.material.aim : std::string(),
                                 said->thresholdSource == "validation", said->aimReached});
        const bool same = agrees(said->figures, ranked);
        // Without curves there are no intervals of them to take over either.
        result.resampled.push_back(same && !said->figures.roc.empty() ? std::optional(said->figures) : std::nullopt);
        ordered.push_back(*said);
        if (!same || said->figures.roc.empty()) ordered.back().figures = ranked.reportAt(threshold);
        if (!same) {
            result.reportOfOthers.push_back(ranked.name());
        }
    }
    // What the report alone knows, without predictions, stays to be shown as it is.
    if (!result.findings.empty()) reported = std::move(ordered);
}

void countPatients(OpenedResult& result)
{
    std::set<std::string> patients;
    for (const auto& image : result.table.images)
        patients.insert(image.patient);
    result.material.images = static_cast<long>(result.table.images.size());
    result.material.patients = static_cast<long>(patients.size());
}

/// `lucency evaluate --output X.json --predictions X.csv` leaves a report of these predictions: operating points, places, and intervals.
void takeReportBeside(OpenedResult& result)
{
    auto file = result.source;
    file.replace_extension(".json");
    if (!imaging::checkRegularFile(file)) return;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return;
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    auto material = report::ofEvaluation(text, file.string(), {}, result.dataFolder, {});
    if (!material) return result.faults.push_back(material.error());
    result.table = recalibrated(std::move(result.table), text); // its thresholds and figures are of those probabilities
    const auto unknown = result.material.patientsUnknown, notScored = result.material.notScored;
    result.material = *std::move(material);
    result.material.patientsUnknown = std::max(result.material.patientsUnknown, unknown);
    result.material.notScored = std::max(result.material.notScored, notScored);
}

/// A run of which files are missing: predictions, and the part of the split that they are of, as far as they can be read.
Result<std::optional<PredictionTable>> openWhatIsThere(OpenedResult& result, const model::RunFolder& folder)
{
    const auto note = [&](const Failure& failure) { result.faults.push_back(failure); };
    auto predictions = readPredictions(folder.predictions(), true);
    if (!predictions) return predictions.error();
    std::optional<PredictionTable> validation;
    const auto parts = readParts(folder.split());
    if (parts) {
        result.part = "test";
        result.table = withoutPhantoms(onlyPart(*predictions, *parts, "test"));
        validation = withoutPhantoms(onlyPart(*predictions, *parts, "validation"));
    } else {
        note(parts.error());
        result.table = withoutPhantoms(*predictions);
    }
    if (auto recipe = model::readRecipe(folder.recipe())) {
        result.material.aim = recipe->operatingPointAim;
        result.material.model = recipe->name;
        result.material.recipe = *std::move(recipe);
    } else {
        note(recipe.error());
    }
    result.material.ofRun = true;
    return validation;
}

} // namespace

int OpenedResult::indexOf(const std::string& finding) const
{
    const auto at = std::ranges::find(findings, finding, [](const auto& each) { return each.name(); });
    return at == findings.end() ? -1 : static_cast<int>(at - findings.begin());
}

fs::path OpenedResult::fileOf(std::size_t image) const
{
    return fileOf(table.images[image].path);
}

fs::path OpenedResult::fileOf(const std::string& named) const
{
    const fs::path path(named);
    if (path.is_absolute() && !ofRun) return path;
    // A run's table names files below its data folder; what it names elsewhere is not opened.
    if (path.is_absolute() || path.lexically_normal().string().starts_with("..")) return {};
    if (!dataFolder.empty()) return dataFolder / path;
    return ofRun ? fs::path() : fs::absolute(source).parent_path() / path;
}

Result<OpenedResultPointer> openRun(const fs::path& run, const fs::path& dataFolder, std::stop_token stop)
{
    return guarded(run, [&]() -> Result<OpenedResultPointer> {
        auto result = std::make_shared<OpenedResult>();
        result->source = run;
        result->ofRun = true;
        result->name = fs::absolute(run).lexically_normal().filename().string();
        if (result->name.empty()) result->name = fs::absolute(run).lexically_normal().parent_path().filename().string();
        if (!isThere(run)) return Failure{FailureKind::NotFound, run.string(), {}};
        const model::RunFolder folder(run);
        result->dataFolder = dataFolder;
        if (dataFolder.empty())
            if (const auto place = model::readPlace(run); place && isThere(*place)) result->dataFolder = *place;
        auto material = report::readRun(run, result->dataFolder);
        std::optional<PredictionTable> validation;
        if (material) {
            result->material = *std::move(material);
            result->part = "test";
            result->table = std::move(result->material.predictions);
            const auto predictions = readPredictions(folder.predictions(), true);
            const auto parts = readParts(folder.split());
            if (predictions && parts) validation = withoutPhantoms(onlyPart(*predictions, *parts, "validation"));
        } else {
            result->faults.push_back(material.error());
            auto other = openWhatIsThere(*result, folder);
            if (other) {
                validation = *std::move(other);
            } else {
                // Without predictions there is still what the report says.
                if (auto figures = report::readReportAlone(run, result->dataFolder); figures)
                    result->material = *std::move(figures);
                else
                    return other.error();
                result->part = "test";
                result->faults.push_back(other.error());
            }
        }
        takePeople(result->table, folder.people());
        if (isThere(folder.best())) result->modelFile = folder.best();
        if (auto ranked = rank(*result, validation ? &*validation : nullptr, stop); !ranked) return ranked.error();
        if (result->findings.empty() && result->material.findings.empty())
            return Failure{FailureKind::NoLabelledImages, folder.predictions().string(), "no prediction has a label"};
        if (!result->findings.empty()) countPatients(*result);
        takePoints(*result);
        return OpenedResultPointer(std::move(result));
    });
}

Result<OpenedResultPointer> openPredictions(const fs::path& csv, const fs::path& labels, const fs::path& dataFolder, std::stop_token stop)
{
    return guarded(csv, [&]() -> Result<OpenedResultPointer> {
        auto table = readPredictions(csv, labels.empty());
        if (!table) return table.error();
        if (!labels.empty())
            if (auto joined = joinLabels(*table, labels); !joined) return joined.error();
        auto result = std::make_shared<OpenedResult>();
        result->source = csv;
        // A table that has a folder to itself is known by that.
        result->name = csv.filename() == "predictions.csv" ? fs::absolute(csv).parent_path().filename().string() : csv.filename().string();
        result->dataFolder = dataFolder;
        result->material.notScored = static_cast<long>(table->notScored);
        result->material.patientsUnknown = static_cast<long>(fillPatients(*table));
        result->table = withoutPhantoms(*table);
        takeReportBeside(*result);
        if (isThere(result->material.modelFile)) result->modelFile = result->material.modelFile;
        result->material.phantomsLeftOut = static_cast<long>(table->images.size() - result->table.images.size());
        if (auto ranked = rank(*result, nullptr, stop); !ranked) return ranked.error();
        if (result->findings.empty()) return Failure{FailureKind::NoLabelledImages, csv.string(), "no prediction has a label"};
        countPatients(*result);
        takePoints(*result);
        return OpenedResultPointer(std::move(result));
    });
}

OpenedResultPointer withDataFolder(const OpenedResult& result, const fs::path& dataFolder)
{
    auto changed = std::make_shared<OpenedResult>(result);
    changed->dataFolder = dataFolder;
    changed->material.dataFolder = dataFolder;
    return changed;
}

Result<OpenedResultPointer> withPlaces(const OpenedResult& result, const fs::path& boxesFile,
                                       const std::function<void(std::size_t, std::size_t)>& progress, std::stop_token stop)
{
    return guarded(boxesFile, [&]() -> Result<OpenedResultPointer> {
        const auto boxes = readBoxes(boxesFile);
        if (!boxes) return boxes.error();
        if (result.modelFile.empty()) return Failure{FailureKind::NotFound, result.source.string(), "best.safetensors"};
        std::vector<fs::path> paths;
        for (std::size_t i = 0; i < result.table.images.size(); ++i)
            if (const auto file = result.fileOf(i); boxes->contains(baseName(result.table.images[i].path)) && isThere(file))
                paths.push_back(file);
        if (paths.empty())
            return Failure{FailureKind::NoLabelledImages, boxesFile.string(),
                           "no image of the measured part has a box, or their files are gone"};
        const auto classifier = model::Classifier::load(result.modelFile, {"cpu", model::Precision::Float32, std::nullopt});
        if (!classifier) return classifier.error();
        const auto scored = scoreForEvaluation(
            paths, *classifier, 4, *boxes,
            [&](std::size_t done) {
                if (progress) progress(done, paths.size());
            },
            stop);
        if (!scored) return scored.error();
        const auto places = placesOfMaps(*boxes, scored->maps);
        auto changed = std::make_shared<OpenedResult>(result);
        for (auto& finding : changed->material.findings)
            if (const auto found = places.find(finding.name()); found != places.end() && !found->second.empty())
                finding.localisation = evaluation::reportLocalisation(found->second, {}, 1, stop);
        if (stop.stop_requested()) return Failure{FailureKind::Cancelled, boxesFile.string(), {}};
        if (std::ranges::none_of(changed->material.findings, [](const auto& finding) { return finding.localisation.has_value(); }))
            return Failure{FailureKind::NoLabelledImages, boxesFile.string(),
                           "no box is of a finding of this model, or the model shows no places"};
        return OpenedResultPointer(std::move(changed));
    });
}

CorrectionsByImage correctionsOf(const OpenedResult& result, const std::vector<CorrectedImage>& corrected, std::stop_token stop)
{
    std::unordered_map<std::string, std::size_t> byPath;
    std::unordered_multimap<std::string, std::size_t> byName;
    if (corrected.empty()) return {};
    for (std::size_t i = 0; i < result.table.images.size(); ++i) {
        const auto file = result.fileOf(i);
        byPath.emplace(file.string(), i);
        byName.emplace(fs::path(result.table.images[i].path).filename().string(), i);
    }
    CorrectionsByImage found;
    for (const auto& each : corrected) {
        const fs::path path = each.path.toStdString();
        if (const auto at = byPath.find(path.string()); at != byPath.end()) {
            found.emplace(at->second, each);
            continue;
        }
        const auto [begin, end] = byName.equal_range(path.filename().string());
        for (auto at = begin; at != end && !stop.stop_requested(); ++at) {
            const auto hash = contentHashOf(QString::fromStdString(result.fileOf(at->second).string()));
            if (hash && !each.contentHash.isEmpty() && *hash == each.contentHash) found.emplace(at->second, each);
        }
    }
    return found;
}

Result<OpenedResultPointer> withCorrections(const OpenedResult& result, const CorrectionsByImage& corrections, std::stop_token stop)
{
    return guarded(result.source, [&]() -> Result<OpenedResultPointer> {
        auto changed = std::make_shared<OpenedResult>(result);
        changed->findings.clear();
        changed->validation.clear();
        changed->points.clear();
        changed->resampled.clear();
        for (const auto& [image, said] : corrections) {
            changed->excludedImages += said.excluded;
            for (auto& finding : changed->table.findings) {
                auto& label = finding.labels[image];
                const auto before = label;
                if (const auto word = said.labels.find(QString::fromStdString(finding.name)); word != said.labels.end())
                    label = word->second == LabelCall::Present ? 1 : word->second == LabelCall::Absent ? 0 : PredictionTable::unknownLabel;
                changed->correctedLabels += label != before;
                if (said.excluded) label = PredictionTable::unknownLabel;
            }
        }
        changed->material.correctedLabels = static_cast<long>(changed->correctedLabels);
        changed->material.excludedByPeople = static_cast<long>(changed->excludedImages);
        if (auto ranked = rank(*changed, nullptr, stop); !ranked) return ranked.error();
        // Aims are chosen as before: the validation part was corrected by nobody.
        for (std::size_t f = 0; f < changed->findings.size(); ++f) {
            const int at = result.indexOf(changed->findings[f].name());
            changed->validation[f] = at >= 0 ? result.validation[static_cast<std::size_t>(at)] : std::nullopt;
        }
        takePoints(*changed);
        // The report counts the labels as they were: that is no contradiction here.
        changed->reportOfOthers = result.reportOfOthers;
        return OpenedResultPointer(std::move(changed));
    });
}

Result<OperatingPoint> chooseByAim(const OpenedResult& result, std::size_t finding, const std::string& aim)
{
    const auto& validation = result.validation[finding];
    const bool elsewhere = validation && validation->positives() > 0 && validation->negatives() > 0;
    const auto chosen = evaluation::chooseThreshold(elsewhere ? validation->tally() : result.findings[finding].tally(), aim);
    if (!chosen) return chosen.error();
    return OperatingPoint{chosen->threshold, "aim", aim, elsewhere, chosen->reached};
}

AveragesOfFindings averagesOf(const std::vector<evaluation::FindingReport>& reports, const OpenedResult& result)
{
    const auto overall = evaluation::reportOverall(reports, {});
    const auto row = [](double area, double precision, const evaluation::ClassFigures& calls) {
        return report::AverageFigures{area, precision, calls.precision, calls.recall, calls.f1};
    };
    return {row(overall.auc.macro, overall.averagePrecision.macro, overall.calls.macro),
            row(overall.auc.weighted, overall.averagePrecision.weighted, overall.calls.weighted),
            row(result.microAuc, result.microAveragePrecision, overall.calls.micro)};
}

} // namespace lucency::app
