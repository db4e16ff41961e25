#include "app/modeltest.h"

#include "app/evaluation.h"
#include "app/evaluationrecord.h"
#include "app/modelevaluation.h"
#include "imaging/replacementfile.h"
#include "model/prediction.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <exception>
#include <iterator>
#include <new>
#include <unordered_map>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;

std::string plain(std::string name)
{
    name = name.substr(0, name.find(" ("));
    for (char& letter : name)
        letter = letter == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return name;
}

/// An image of the survey by its path, frames of one file together.
class Labelled {
public:
    explicit Labelled(const Survey& survey)
        : m_survey(survey)
    {
        for (std::size_t i = 0; i < survey.cohort.images.size(); ++i)
            m_images.emplace(pathOf(survey.cohort.images[i]).string(), i);
    }

    fs::path pathOf(const model::CohortImage& image) const { return (m_survey.data.dataFolder / image.path).lexically_normal(); }

    const model::CohortImage* at(const std::string& recordedPath) const
    {
        const fs::path path(recordedPath);
        const auto found = m_images.find((path.parent_path() / baseName(path.filename().string())).string());
        return found == m_images.end() ? nullptr : &m_survey.cohort.images[found->second];
    }

private:
    const Survey& m_survey;
    std::unordered_map<std::string, std::size_t> m_images;
};

/// What the data know of the people and of each finding goes into the table; findings that the data do not know leave it.
PredictionTable labelled(const PredictionTable& said, const ModelTest& test, const Labelled& images)
{
    PredictionTable table;
    for (const auto& image : said.images) {
        auto& described = table.images[table.imageOf(image.path)];
        described = image;
        const auto* known = images.at(image.path);
        if (!known) continue;
        described.patient = known->patient;
        if (!known->sex.empty()) described.sex = known->sex;
        if (!known->view.empty()) described.view = known->view;
        if (!std::isnan(known->age)) described.age = known->age;
    }
    const auto& ofData = test.survey->cohort.findings;
    for (const auto& finding : said.findings) {
        const auto meaning = test.meanings.find(finding.name);
        if (meaning == test.meanings.end()) continue;
        const auto column = static_cast<std::size_t>(std::ranges::find(ofData, meaning->second) - ofData.begin());
        if (column == ofData.size()) continue;
        auto& measured = table.findings[table.findingOf(finding.name)];
        measured.probabilities = finding.probabilities;
        for (std::size_t i = 0; i < table.images.size(); ++i)
            if (const auto* known = images.at(table.images[i].path)) measured.labels[i] = static_cast<signed char>(known->labels[column]);
    }
    return table;
}

Result<PredictionTable> score(const ModelTest& test, const Labelled& images, EvaluationRequest& request, EvaluationSource& source,
                              const std::function<void(std::size_t, std::size_t)>& progress, const std::stop_token& stop)
{
    const auto classifier = model::Classifier::load(test.model, test.options);
    if (!classifier) return classifier.error();
    const auto& manifest = classifier->manifest();
    source.model = manifest.name + " " + manifest.version;
    source.modelFile = fs::absolute(test.model).lexically_normal().string();
    for (const auto& finding : manifest.findings)
        request.manifest[finding.name] = {finding.operatingPoint.threshold, finding.validated, finding.minimumAge, finding.maximumAge};
    std::vector<fs::path> paths;
    for (const auto& image : test.survey->cohort.images)
        paths.push_back(images.pathOf(image));
    const auto told = [&](std::size_t done) {
        if (progress) progress(done, paths.size());
    };
    constexpr int batch = 4;
    auto scored = scoreForEvaluation(paths, *classifier, batch, {}, told, stop, true);
    if (!scored) return scored.error();
    source.notScored = std::move(scored->notScored);
    const auto folder = test.survey->data.dataFolder.string();
    source.dataFolder = folder;
    if (scored->predictions.images.empty()) return Failure{FailureKind::NoLabelledImages, folder, "none of its images could be scored"};
    auto table = labelled(scored->predictions, test, images);
    if (table.findings.empty()) return Failure{FailureKind::NoLabelledImages, folder, "it tells nothing of the model's findings"};
    return table;
}

/// Both files or none.
Done write(const fs::path& folder, const fs::path& predictions, const std::string& csv, const std::string& json)
{
    std::error_code failed;
    const bool isNew = fs::create_directories(folder, failed);
    if (failed) return Failure{FailureKind::CannotWrite, folder.string(), failed.message()};
    auto report = predictions;
    report.replace_extension(".json");
    auto written = imaging::writeAtomically(report, json);
    if (written) written = imaging::writeAtomically(predictions, csv);
    if (written) return written;
    fs::remove(report, failed);
    if (isNew) fs::remove(folder, failed);
    return written;
}

Result<TestedModel> carryOut(const ModelTest& test, const std::function<void(std::size_t, std::size_t)>& progress,
                             const std::stop_token& stop)
{
    const Labelled images(*test.survey);
    EvaluationRequest request;
    EvaluationSource source;
    request.subject = test.survey->data.dataFolder.string();
    auto table = score(test, images, request, source, progress, stop);
    if (!table) return table.error();
    request.predictions = *std::move(table);
    request.patientsUnknown = static_cast<std::size_t>(test.survey->ownPatients);
    const auto evaluated = evaluate(request, stop);
    if (!evaluated) return evaluated.error();
    TestedModel tested{test.folder / "predictions.csv", request.predictions.images.size(), source.notScored.size()};
    auto written = write(test.folder, tested.predictions, predictionsCsv(request.predictions), evaluationJson(*evaluated, source));
    if (!written) return written.error();
    return tested;
}

} // namespace

SurveyOutcome surveyLabels(const DataChoice& choice, const std::stop_token& stop)
{
    SurveyRequest request;
    request.choice = choice;
    request.looks = false;
    return surveyData(request, stop);
}

std::map<std::string, std::string> sameFindings(const std::vector<std::string>& ofModel, const std::vector<std::string>& ofData)
{
    std::map<std::string, std::string> same;
    for (const auto& finding : ofModel) {
        if (finding == model::noFinding) continue;
        // The very name goes before one that only means the same.
        if (std::ranges::find(ofData, finding) != ofData.end()) {
            same[finding] = finding;
            continue;
        }
        std::vector<std::string> fitting;
        std::ranges::copy_if(ofData, std::back_inserter(fitting), [&](const auto& name) { return plain(name) == plain(finding); });
        if (fitting.size() == 1) same[finding] = fitting.front();
    }
    std::map<std::string, int> claims;
    for (const auto& [finding, label] : same)
        ++claims[label];
    std::erase_if(same, [&](const auto& pair) { return pair.first != pair.second && claims[pair.second] > 1; });
    return same;
}

Result<TestedModel> testModel(const ModelTest& test, const std::function<void(std::size_t, std::size_t)>& progress, std::stop_token stop)
{
    try {
        return carryOut(test, progress, stop);
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, test.model.string(), ""};
    } catch (const std::exception& error) {
        return Failure{FailureKind::Unreadable, test.survey->data.dataFolder.string(), error.what()};
    }
}

} // namespace lucency::app
