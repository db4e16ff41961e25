#include "model/trainersamples.h"

#include "model/evaluation/operatingpoint.h"
#include "model/trainerlearner.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

namespace lucency::model {

namespace {

constexpr std::size_t pairsToFollow = 3;

double probabilityOf(double logit)
{
    return 1 / (1 + std::exp(-logit));
}

bool contains(const std::vector<SamplePlace>& places, std::size_t row)
{
    return std::ranges::any_of(places, [row](const SamplePlace& place) { return place.row == row; });
}

std::vector<std::size_t> rowsWith(const std::vector<std::vector<Label>>& labels, std::size_t finding, Label label)
{
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < labels.size(); ++row)
        if (labels[row][finding] == label) rows.push_back(row);
    return rows;
}

} // namespace

std::vector<SamplePlace> samplesToFollow(const std::vector<std::vector<Label>>& labels)
{
    std::vector<SamplePlace> places;
    if (labels.empty()) return places;
    const auto findings = labels.front().size();
    std::vector<std::size_t> order(findings);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t f) { return rowsWith(labels, f, Label::Present).size(); });
    const auto asked = std::min(pairsToFollow, findings), rounds = (pairsToFollow + asked - 1) / std::max<std::size_t>(1, asked);
    for (std::size_t pair = 0; findings > 0 && pair < pairsToFollow; ++pair) {
        const auto finding = order[pair % asked], round = pair / asked;
        for (const Label label : {Label::Present, Label::Absent}) {
            const auto rows = rowsWith(labels, finding, label);
            // The middle of each of as many stretches as there are rounds; the next one that nobody has.
            for (std::size_t i = 0, at = (2 * round + 1) * rows.size() / (2 * rounds); i < rows.size(); ++i) {
                const auto row = rows[(at + i) % rows.size()];
                if (contains(places, row)) continue;
                places.push_back({row, finding});
                break;
            }
        }
    }
    return places;
}

std::vector<double> thresholdsOf(const std::string& aim, const std::vector<std::vector<double>>& logits,
                                 const std::vector<std::vector<Label>>& labels)
{
    std::vector<double> thresholds(logits.empty() ? 0 : logits.front().size());
    for (std::size_t f = 0; f < thresholds.size(); ++f) {
        std::vector<double> probabilities;
        std::vector<int> known;
        for (std::size_t row = 0; row < logits.size(); ++row) {
            if (labels[row][f] == Label::Unknown) continue;
            probabilities.push_back(probabilityOf(logits[row][f]));
            known.push_back(labels[row][f] == Label::Present ? 1 : 0);
        }
        const auto chosen = evaluation::chooseThreshold(probabilities, known, aim);
        if (!chosen) continue;
        const double logit = std::log(chosen->threshold / (1 - chosen->threshold));
        if (std::isfinite(logit)) thresholds[f] = logit;
    }
    return thresholds;
}

std::vector<SamplePlace> mostWrong(const std::vector<std::vector<double>>& logits, const std::vector<double>& thresholds,
                                   const std::vector<std::vector<Label>>& labels, const std::vector<SamplePlace>& followed)
{
    std::vector<SamplePlace> places;
    for (const Label label : {Label::Present, Label::Absent}) {
        std::optional<SamplePlace> worst;
        double most = 0;
        for (std::size_t row = 0; row < logits.size(); ++row)
            for (std::size_t f = 0; f < logits[row].size(); ++f) {
                const double wrong = label == Label::Present ? thresholds[f] - logits[row][f] : logits[row][f] - thresholds[f];
                if (labels[row][f] != label || wrong <= most || contains(followed, row) || contains(places, row)) continue;
                most = wrong;
                worst = SamplePlace{row, f};
            }
        if (worst) places.push_back(*worst);
    }
    return places;
}

Result<std::vector<TrainingSample>> showSamples(Learner& learner, const Recipe& recipe, const Cohort& cohort, const PartInputs& validation,
                                                const std::vector<std::vector<Label>>& labels,
                                                const std::vector<std::vector<double>>& logits)
{
    const auto followed = samplesToFollow(labels);
    auto places = followed;
    const auto thresholds = thresholdsOf(recipe.operatingPointAim, logits, labels);
    const auto wrong = mostWrong(logits, thresholds, labels, followed);
    places.insert(places.end(), wrong.begin(), wrong.end());
    std::vector<TrainingSample> samples;
    std::vector<cv::Mat> inputs;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto [row, finding] = places[i];
        const auto member = validation.members[row];
        const auto grey = validation.greys.at(member);
        if (!grey) return grey.error();
        cv::Mat exact;
        grey->convertTo(exact, CV_32F);
        inputs.push_back(imaging::normalise(exact, recipe.input));
        TrainingSample sample;
        sample.path = cohort.images[member].path;
        grey->convertTo(sample.grey, CV_8U);
        sample.labels = labels[row];
        for (const double logit : logits[row])
            sample.probabilities.push_back(probabilityOf(logit));
        sample.finding = static_cast<int>(finding);
        sample.threshold = probabilityOf(thresholds[finding]);
        sample.followed = i < followed.size();
        samples.push_back(std::move(sample));
    }
    auto maps = learner.activations(inputs);
    for (std::size_t i = 0; i < samples.size() && i < maps.size(); ++i)
        samples[i].activations = std::move(maps[i]);
    return samples;
}

} // namespace lucency::model
