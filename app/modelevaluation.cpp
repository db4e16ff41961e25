#include "app/modelevaluation.h"

#include "app/scorerecord.h"
#include "app/scoring.h"
#include "model/scanner.h"

#include <mutex>

namespace lucency::app {

namespace {

evaluation::ActivationMap plainMap(const cv::Mat& activation)
{
    const cv::Mat whole = activation.isContinuous() ? activation : activation.clone();
    const auto* begin = whole.ptr<float>();
    return {whole.rows, whole.cols, {begin, begin + whole.total()}};
}

/// Adds what one image got; a view and a scanner where its header names them.
void addImage(PredictionTable& table, const ScoredImage& scored)
{
    const std::size_t image = table.imageOf(recordPath(scored));
    const auto& identity = scored.identity;
    PredictedImage& described = table.images[image];
    described.patient = identity.patientId;
    described.sex = identity.sex;
    described.view = identity.viewPosition;
    described.scanner = model::scannerOf(identity);
    described.age = model::ageInYears(identity);
    for (const auto& score : scored.prediction->scores)
        if (score.finding != model::noFinding) table.findings[table.findingOf(score.finding)].probabilities[image] = score.probability;
}

} // namespace

Result<ScoredForEvaluation> scoreForEvaluation(const std::vector<std::filesystem::path>& paths, const model::Classifier& classifier,
                                               int batch, const BoxesByImage& boxes, const std::function<void(std::size_t)>& progress,
                                               std::stop_token stop, bool inTurn)
{
    ScoredForEvaluation outcome;
    std::mutex mapsMutex;
    ScoringOptions options;
    options.batch = batch;
    options.inTurn = inTurn;
    options.gate = false; // people labelled these images: each counts, also one that the model would rather not have scored
    options.activations = !boxes.empty();
    if (options.activations)
        options.finish = [&](const imaging::Radiograph&, const ScoredImage& scored) -> Done {
            const auto boxed = boxes.find(baseName(scored.path.string()));
            if (boxed == boxes.end()) return done();
            const auto& prediction = *scored.prediction;
            const std::scoped_lock lock(mapsMutex);
            for (std::size_t i = 0; i < prediction.scores.size() && i < prediction.activations.size(); ++i)
                if (boxed->second.contains(prediction.scores[i].finding))
                    outcome.maps[recordPath(scored)][prediction.scores[i].finding] = plainMap(prediction.activations[i]);
            return done();
        };
    const auto sink = [&](const ScoredImage& scored) -> Done {
        progress(scored.pathIndex + 1);
        if (scored.prediction)
            addImage(outcome.predictions, scored);
        else
            outcome.notScored.emplace_back(recordPath(scored), scored.failure->kind);
        return done();
    };
    const auto summary = scoreAll(paths, classifier, options, sink, std::move(stop));
    if (!summary) return summary.error();
    return outcome;
}

std::map<std::string, std::vector<evaluation::LocalisationCase>> placesOfMaps(const BoxesByImage& references, const MapsByImage& maps)
{
    std::map<std::string, std::vector<evaluation::LocalisationCase>> places;
    for (const auto& [path, byFinding] : maps)
        for (const auto& [finding, map] : byFinding)
            places[finding].push_back({references.at(baseName(path)).at(finding), {}, map});
    return places;
}

std::map<std::string, std::vector<evaluation::LocalisationCase>> placesOfBoxes(const PredictionTable& predictions,
                                                                               const BoxesByImage& references, const BoxesByImage& found)
{
    std::map<std::string, std::vector<evaluation::LocalisationCase>> places;
    for (const auto& image : predictions.images) {
        const auto boxed = references.find(baseName(image.path));
        if (boxed == references.end()) continue;
        const auto answers = found.find(boxed->first);
        for (const auto& [finding, boxes] : boxed->second) {
            evaluation::LocalisationCase place{boxes, {}, {}};
            if (answers != found.end())
                if (const auto answer = answers->second.find(finding); answer != answers->second.end()) place.found = answer->second;
            places[finding].push_back(std::move(place));
        }
    }
    return places;
}

} // namespace lucency::app
