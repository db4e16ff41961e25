#include "app/modeluse.h"

#include "app/evaluationsplit.h"
#include "app/modelevaluation.h"
#include "app/predictiontable.h"
#include "model/classifier.h"
#include "model/evaluation/comparison.h"
#include "model/modelfile.h"
#include "model/runfolder.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <utility>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;

constexpr int resamples = 1000;
constexpr std::uint64_t seed = 1;

/// What a run predicted of the real images of two of its parts.
struct RunParts {
    PredictionTable validation, test;
};

Result<RunParts> readRunParts(const fs::path& run)
{
    const model::RunFolder folder(run);
    const auto parts = app::readParts(folder.split());
    if (!parts) return parts.error();
    const auto table = readPredictions(folder.predictions(), true);
    if (!table) return table.error();
    const auto real = withoutPhantoms(*table);
    return RunParts{onlyPart(real, *parts, "validation"), onlyPart(real, *parts, "test")};
}

/// A finding as it is compared: folders of local images say EFFUSION where the vocabulary says Effusion.
std::string plain(std::string name)
{
    for (char& letter : name)
        letter = letter == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return name;
}

std::vector<int> patientNumbers(const PredictionTable& table)
{
    std::map<std::string, int> numbers;
    std::vector<int> patients;
    for (const auto& image : table.images) // an image of nobody known is a person of its own
        patients.push_back(
            numbers.emplace(image.patient.empty() ? image.path : image.patient, static_cast<int>(numbers.size())).first->second);
    return patients;
}

const PredictionTable::Finding* findingOf(const PredictionTable& table, const std::string& name)
{
    const int index = table.indexOf(name);
    return index < 0 ? nullptr : &table.findings[static_cast<std::size_t>(index)];
}

LabelledScores scoresOf(const PredictionTable& table, const std::vector<int>& patients, const std::string& name)
{
    LabelledScores scores;
    const auto* finding = findingOf(table, name);
    for (std::size_t i = 0; finding && i < table.images.size(); ++i) {
        if (finding->labels[i] == PredictionTable::unknownLabel || std::isnan(finding->probabilities[i])) continue;
        scores.probabilities.push_back(finding->probabilities[i]);
        scores.labels.push_back(finding->labels[i]);
        scores.patients.push_back(patients[i]);
    }
    return scores;
}

template<class T>
std::optional<T> valueOf(Result<T> result)
{
    return result ? std::optional<T>(*std::move(result)) : std::nullopt;
}

/// Both models on one finding, as far as both have a score and the label is known.
void pair(FindingForUse& finding, const PredictionTable& test, const std::vector<int>& patients, const PredictionTable& said,
          const std::vector<std::size_t>& rowOfImage)
{
    const auto* own = findingOf(test, finding.entry.name);
    const auto* other = findingOf(said, finding.former->name);
    if (!own || !other) return;
    auto& paired = finding.paired;
    for (std::size_t i = 0; i < test.images.size(); ++i) {
        const auto row = rowOfImage[i];
        if (row == said.images.size() || own->labels[i] == PredictionTable::unknownLabel) continue;
        if (std::isnan(own->probabilities[i]) || std::isnan(other->probabilities[row])) continue;
        paired.candidate.push_back(own->probabilities[i]);
        paired.inUse.push_back(other->probabilities[row]);
        paired.labels.push_back(own->labels[i]);
        paired.patients.push_back(patients[i]);
    }
    const auto areas = evaluation::compareAuc(paired.candidate, paired.inUse, paired.labels);
    if (!areas) return;
    finding.pairedAuc = areas->first;
    finding.formerAuc = areas->second;
    finding.difference =
        valueOf(evaluation::aucDifferenceByGroup(paired.candidate, paired.inUse, paired.labels, paired.patients, resamples, seed));
    if (!finding.difference) finding.difference = areas->difference;
}

/// Lets the model in use score the test images.
Done compareWith(const model::Classifier& inUse, const PredictionTable& test, const fs::path& data, UseComparison& comparison,
                 const std::function<void(std::size_t, std::size_t)>& progress, std::stop_token stop)
{
    std::vector<fs::path> paths;
    for (const auto& image : test.images)
        paths.push_back(data / image.path);
    const auto told = [&](std::size_t done) {
        if (progress) progress(done, paths.size());
    };
    constexpr int batch = 4;
    auto scored = scoreForEvaluation(paths, inUse, batch, {}, told, std::move(stop), true);
    if (!scored) return scored.error();
    auto& said = scored->predictions;
    std::map<std::string, std::size_t> rows;
    for (std::size_t row = 0; row < said.images.size(); ++row)
        rows.emplace(said.images[row].path, row);
    std::vector<std::size_t> rowOfImage;
    for (const auto& path : paths) {
        const auto row = rows.find(path.string());
        rowOfImage.push_back(row == rows.end() ? said.images.size() : row->second);
        comparison.notScored += row == rows.end();
    }
    if (said.images.empty()) {
        comparison.none = NoComparison::ImagesGone;
        if (!scored->notScored.empty()) comparison.failure = Failure{scored->notScored.front().second, scored->notScored.front().first, {}};
        return done();
    }
    const auto patients = patientNumbers(test);
    for (auto& finding : comparison.findings)
        if (finding.former) pair(finding, test, patients, said, rowOfImage);
    return done();
}

std::optional<model::FindingEntry> entryOf(const model::ModelManifest& manifest, const std::string& finding)
{
    const auto isSame = [wanted = plain(finding)](const model::FindingEntry& entry) { return plain(entry.name) == wanted; };
    const auto entry = std::ranges::find_if(manifest.findings, isSame);
    return entry == manifest.findings.end() ? std::nullopt : std::optional(*entry);
}

} // namespace

long LabelledScores::positives() const
{
    return std::ranges::count(labels, 1);
}

fs::path runOfModel(const fs::path& model)
{
    const model::RunFolder folder(model.parent_path());
    std::error_code unknown;
    const bool isRun = fs::exists(folder.split(), unknown) && fs::exists(folder.predictions(), unknown);
    return isRun ? folder.path() : fs::path();
}

Result<UseComparison> compareForUse(const UseRequest& request, const std::function<void(std::size_t, std::size_t)>& progress,
                                    std::stop_token stop)
{
    UseComparison comparison;
    auto candidate = model::readManifest(request.model);
    if (!candidate) return candidate.error();
    comparison.candidate = *std::move(candidate);
    for (const auto& entry : comparison.candidate.findings)
        if (entry.name != model::noFinding) comparison.findings.push_back({entry, {}, {}, {}, {}, {}, {}, {}, {}});
    std::optional<RunParts> parts;
    if (!request.run.empty()) {
        auto read = readRunParts(request.run);
        if (!read) return read.error();
        parts = *std::move(read);
        comparison.testImages = static_cast<long>(parts->test.images.size());
        const auto validationPatients = patientNumbers(parts->validation), testPatients = patientNumbers(parts->test);
        for (auto& finding : comparison.findings) {
            finding.validation = scoresOf(parts->validation, validationPatients, finding.entry.name);
            finding.test = scoresOf(parts->test, testPatients, finding.entry.name);
            finding.auc = valueOf(evaluation::auc(finding.test.probabilities, finding.test.labels));
        }
    }
    if (request.modelInUse.empty()) {
        comparison.none = NoComparison::FormerFails;
        return comparison;
    }
    if (stop.stop_requested()) return Failure{FailureKind::Cancelled, request.model.string(), {}};
    const auto inUse = model::Classifier::load(request.modelInUse);
    if (!inUse) {
        comparison.none = NoComparison::FormerFails;
        comparison.failure = inUse.error();
        return comparison;
    }
    comparison.inUse = inUse->manifest();
    comparison.sameSplit = !comparison.candidate.trainingSplitSha256.empty() &&
                           comparison.candidate.trainingSplitSha256 == comparison.inUse->trainingSplitSha256;
    for (auto& finding : comparison.findings)
        finding.former = entryOf(*comparison.inUse, finding.entry.name);
    for (const auto& entry : comparison.inUse->findings)
        if (entry.validated && !entryOf(comparison.candidate, entry.name)) comparison.lostFindings.push_back(entry.name);
    if (!parts) {
        comparison.none = NoComparison::NoTestData;
        return comparison;
    }
    if (auto compared = compareWith(*inUse, parts->test, request.data, comparison, progress, stop); !compared) return compared.error();
    return comparison;
}

} // namespace lucency::app
