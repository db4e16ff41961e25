#include "model/evaluation/tally.h"

#include "model/evaluation/cases.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace lucency::evaluation {

namespace {

constexpr std::uint64_t sign = std::uint64_t{1} << 63;

/// Whole numbers in the order of the doubles; both zeros are one.
std::uint64_t keyOf(double score)
{
    const auto bits = std::bit_cast<std::uint64_t>(score + 0.0);
    return bits & sign ? ~bits : bits | sign;
}

double scoreOf(std::uint64_t key)
{
    return std::bit_cast<double>(key & sign ? key & ~sign : ~key);
}

/// Sorts keys upwards, digit by digit from the least; a digit that all keys share costs nothing.
void sortKeys(std::vector<std::uint64_t>& keys)
{
    constexpr int digitBits = 11, digits = 6;
    constexpr std::size_t values = std::size_t{1} << digitBits, few = 4096;
    if (keys.size() < few) {
        std::sort(keys.begin(), keys.end());
        return;
    }
    const auto digitOf = [](std::uint64_t key, int digit) { return static_cast<std::size_t>(key >> (digit * digitBits)) & (values - 1); };
    std::vector<std::array<std::uint32_t, values>> counts(digits);
    for (const auto key : keys)
        for (int digit = 0; digit < digits; ++digit)
            ++counts[static_cast<std::size_t>(digit)][digitOf(key, digit)];
    std::vector<std::uint64_t> sorted(keys.size());
    for (int digit = 0; digit < digits; ++digit) {
        auto& places = counts[static_cast<std::size_t>(digit)];
        if (places[digitOf(keys.front(), digit)] == keys.size()) continue;
        std::uint32_t place = 0;
        for (auto& each : places)
            place += std::exchange(each, place);
        for (const auto key : keys)
            sorted[places[digitOf(key, digit)]++] = key;
        keys.swap(sorted);
    }
}

} // namespace

Result<Tally> tallyOf(std::span<const double> scores, std::span<const int> labels)
{
    if (auto fault = faultIn(scores, labels)) return *std::move(fault);
    std::vector<std::uint64_t> positives, negatives;
    positives.reserve(scores.size());
    negatives.reserve(scores.size());
    for (std::size_t i = 0; i < scores.size(); ++i)
        (labels[i] == 1 ? positives : negatives).push_back(keyOf(scores[i]));
    sortKeys(positives);
    sortKeys(negatives);

    Tally tally;
    tally.positives = static_cast<long>(positives.size());
    tally.negatives = static_cast<long>(negatives.size());
    tally.steps.reserve(scores.size());
    auto positive = positives.crbegin(), negative = negatives.crbegin();
    while (positive != positives.crend() || negative != negatives.crend()) {
        std::uint64_t highest = 0;
        if (positive != positives.crend()) highest = *positive;
        if (negative != negatives.crend()) highest = std::max(highest, *negative);
        Step step{scoreOf(highest), 0, 0};
        for (; positive != positives.crend() && *positive == highest; ++positive)
            ++step.positives;
        for (; negative != negatives.crend() && *negative == highest; ++negative)
            ++step.negatives;
        tally.steps.push_back(step);
    }
    return tally;
}

} // namespace lucency::evaluation
