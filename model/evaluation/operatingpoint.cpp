#include "model/evaluation/operatingpoint.h"

#include "model/evaluation/cases.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>
#include <vector>

namespace lucency::evaluation {

namespace {

struct Aim {
    enum { Youden, F1, Sensitivity, Specificity } kind = Youden;
    double least = 0;
};

std::optional<Aim> aimOf(const std::string& text)
{
    if (text == "youden") return Aim{Aim::Youden, 0};
    if (text == "f1") return Aim{Aim::F1, 0};
    Aim aim;
    std::string number;
    if (text.starts_with("sensitivity>="))
        aim.kind = Aim::Sensitivity;
    else if (text.starts_with("specificity>="))
        aim.kind = Aim::Specificity;
    else
        return std::nullopt;
    number = text.substr(13);
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), aim.least);
    if (error != std::errc() || stop != number.data() + number.size() || !(aim.least > 0 && aim.least < 1)) return std::nullopt;
    return aim;
}

/// How good a threshold is for the aim: first whether it fulfils it, then the figure to be large.
std::pair<bool, double> worth(const Aim& aim, const Confusion& counts)
{
    switch (aim.kind) {
    case Aim::Youden:
        return {true, counts.youden()};
    case Aim::F1:
        return {true, counts.f1()};
    case Aim::Sensitivity: {
        const bool reached = counts.sensitivity() >= aim.least;
        return {reached, reached ? counts.specificity() : counts.sensitivity()};
    }
    case Aim::Specificity: {
        const bool reached = counts.specificity() >= aim.least;
        return {reached, reached ? counts.sensitivity() : counts.specificity()};
    }
    }
    return {false, 0};
}

} // namespace

Result<ChosenThreshold> chooseThreshold(std::span<const double> probabilities, std::span<const int> labels, const std::string& text)
{
    const auto aim = aimOf(text);
    if (!aim) return Failure{FailureKind::BadArgument, "aim", text};
    if (auto fault = faultIn(probabilities, labels)) return *std::move(fault);
    const auto positives = std::count(labels.begin(), labels.end(), 1);
    const auto negatives = static_cast<std::ptrdiff_t>(labels.size()) - positives;
    if (positives == 0 || negatives == 0) return Failure{FailureKind::NoLabelledImages, "label", "both classes are needed"};

    std::vector<std::size_t> order(labels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return probabilities[a] > probabilities[b]; });
    Confusion counts{0, 0, negatives, positives};
    std::optional<ChosenThreshold> best;
    std::pair<bool, double> bestWorth;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto index = order[i];
        if (labels[index] == 1) {
            ++counts.truePositives;
            --counts.falseNegatives;
        } else {
            ++counts.falsePositives;
            --counts.trueNegatives;
        }
        const double here = probabilities[index];
        const bool last = i + 1 == order.size();
        if (!last && probabilities[order[i + 1]] == here) continue;
        const auto value = worth(*aim, counts);
        if (best && value <= bestWorth) continue;
        bestWorth = value;
        // Midway to the next lower probability, so that a case a hair below its neighbour is not cut off by rounding.
        best = ChosenThreshold{last ? here : here + (probabilities[order[i + 1]] - here) / 2, counts, value.first};
        if (!last && best->threshold <= probabilities[order[i + 1]]) best->threshold = here;
    }
    return *best;
}

} // namespace lucency::evaluation
