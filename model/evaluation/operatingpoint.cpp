#include "model/evaluation/operatingpoint.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace lucency::evaluation {

namespace {

struct Aim {
    enum { Youden, F1, Sensitivity, Specificity, Cost } kind = Youden;
    double number = 0;
};

/// The number that follows a prefix of a text, where that is all of it.
std::optional<double> numberAfter(std::string_view text, std::string_view prefix)
{
    if (!text.starts_with(prefix)) return std::nullopt;
    text.remove_prefix(prefix.size());
    double number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || stop != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

std::optional<Aim> aimOf(const std::string& text)
{
    const auto isShare = [](double number) { return number > 0 && number <= 1; };
    if (text == "youden") return Aim{Aim::Youden, 0};
    if (text == "f1") return Aim{Aim::F1, 0};
    if (const auto least = numberAfter(text, "sensitivity>="); least && isShare(*least)) return Aim{Aim::Sensitivity, *least};
    if (const auto least = numberAfter(text, "specificity>="); least && isShare(*least)) return Aim{Aim::Specificity, *least};
    if (const auto cost = numberAfter(text, "cost="); cost && *cost > 0) return Aim{Aim::Cost, *cost};
    return std::nullopt;
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
        const bool reached = counts.sensitivity() >= aim.number;
        return {reached, reached ? counts.specificity() : counts.sensitivity()};
    }
    case Aim::Specificity: {
        const bool reached = counts.specificity() >= aim.number;
        return {reached, reached ? counts.sensitivity() : counts.specificity()};
    }
    case Aim::Cost:
        return {true, -(aim.number * static_cast<double>(counts.falseNegatives) + static_cast<double>(counts.falsePositives))};
    }
    return {false, 0};
}

} // namespace

bool isAim(const std::string& text)
{
    return aimOf(text).has_value();
}

Result<ChosenThreshold> chooseThreshold(std::span<const double> probabilities, std::span<const int> labels, const std::string& aim)
{
    if (!isAim(aim)) return Failure{FailureKind::BadArgument, "aim", aim};
    const auto tally = tallyOf(probabilities, labels);
    if (!tally) return tally.error();
    return chooseThreshold(*tally, aim);
}

Result<ChosenThreshold> chooseThreshold(const Tally& tally, const std::string& text)
{
    const auto aim = aimOf(text);
    if (!aim) return Failure{FailureKind::BadArgument, "aim", text};
    if (tally.positives == 0 || tally.negatives == 0) return Failure{FailureKind::NoLabelledImages, "label", "both classes are needed"};
    Confusion counts{0, 0, tally.negatives, tally.positives};
    std::optional<ChosenThreshold> best;
    std::pair<bool, double> bestWorth;
    for (std::size_t i = 0; i < tally.steps.size(); ++i) {
        const auto& step = tally.steps[i];
        counts.truePositives += step.positives;
        counts.falseNegatives -= step.positives;
        counts.falsePositives += step.negatives;
        counts.trueNegatives -= step.negatives;
        const auto value = worth(*aim, counts);
        if (best && value <= bestWorth) continue;
        bestWorth = value;
        best = ChosenThreshold{step.score, counts, value.first};
        if (i + 1 == tally.steps.size()) continue;
        // Midway to the next lower probability, so that a case a hair below its neighbour is not cut off by rounding.
        const double next = tally.steps[i + 1].score, midway = step.score + (next - step.score) / 2;
        if (midway > next) best->threshold = midway;
    }
    return *best;
}

CarriedThreshold carryThreshold(double threshold, double recalibrated, std::span<const double> before, std::span<const double> after)
{
    double lowestOver = 1, highestBelow = -1; // with no case over it the threshold may be anything up to 1
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i] >= threshold)
            lowestOver = std::min(lowestOver, after[i]);
        else
            highestBelow = std::max(highestBelow, after[i]);
    CarriedThreshold carried{recalibrated, 0};
    if (highestBelow >= recalibrated && lowestOver > highestBelow) {
        const double midway = highestBelow + (lowestOver - highestBelow) / 2;
        carried.threshold = midway > highestBelow ? midway : lowestOver;
    }
    for (std::size_t i = 0; i < before.size(); ++i)
        carried.changedCalls += (before[i] >= threshold) != (after[i] >= carried.threshold);
    return carried;
}

} // namespace lucency::evaluation
