#include "model/trainergate.h"

#include "imaging/collimation.h"
#include "model/gatefit.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <random>

namespace lucency::model {

namespace {

/// Of one source, and in all.
struct Most {
    std::size_t ofSource, inAll;
};
constexpr Most mostTraining{1200, 2400}, mostTurned{300, 600}, mostValidation{400, 1200};
constexpr std::size_t fewestTraining = 100, fewestValidation = 40;
constexpr int widestStage = 512; ///< of whose features a covariance can be had from so many images

/// The first of these images, of each source no more than is allowed, the sources in turn until the sum is reached.
std::vector<std::size_t> evenly(const Cohort& cohort, std::span<const std::size_t> which, const Most& most)
{
    std::map<int, std::vector<std::size_t>> sources;
    for (const auto i : which)
        if (auto& own = sources[cohort.images[i].source]; own.size() < most.ofSource) own.push_back(i);
    std::vector<std::size_t> taken;
    for (std::size_t turn = 0; turn < most.ofSource; ++turn)
        for (const auto& [source, own] : sources)
            if (turn < own.size() && taken.size() < most.inAll) taken.push_back(own[turn]);
    return taken;
}

/// Some of the real radiographs among these images, the same ones for the same seed.
std::vector<std::size_t> someReal(const Recipe& recipe, const Cohort& cohort, std::span<const std::size_t> which, const Most& most)
{
    std::vector<std::size_t> real;
    for (const auto i : which)
        if (recipe.data[static_cast<std::size_t>(cohort.images[i].source)].kind != SourceKind::Phantoms) real.push_back(i);
    std::mt19937_64 generator(recipe.seed);
    for (std::size_t i = 0; i + 1 < real.size(); ++i)
        std::swap(real[i], real[i + generator() % (real.size() - i)]);
    return evenly(cohort, real, most);
}

/// What preprocessing gives for the image with black and white swapped.
cv::Mat inverted(const cv::Mat& input, const imaging::Preprocessing& how)
{
    switch (how.normalisation) {
    case imaging::Normalisation::Unit:
        return cv::Scalar::all(1) - input;
    case imaging::Normalisation::ImageNet: {
        // (1 - grey - mean) / deviation of each channel, from (grey - mean) / deviation.
        constexpr std::array mean{0.485, 0.456, 0.406}, deviation{0.229, 0.224, 0.225};
        cv::Scalar sum;
        for (int c = 0; c < input.channels(); ++c)
            sum[c] = (1 - 2 * mean[static_cast<std::size_t>(c)]) / deviation[static_cast<std::size_t>(c)];
        cv::Mat swapped;
        cv::subtract(sum, input, swapped);
        return swapped;
    }
    case imaging::Normalisation::MinMax:
    case imaging::Normalisation::Percentiles:
    case imaging::Normalisation::MeanStd:
        break;
    }
    return -input;
}

cv::Mat changed(const cv::Mat& input, GateClass how, const imaging::Preprocessing& preprocessing)
{
    cv::Mat out;
    switch (how) {
    case GateClass::Upright:
        cv::flip(input, out, 1);
        break;
    case GateClass::QuarterTurn:
        cv::rotate(input, out, cv::ROTATE_90_CLOCKWISE);
        break;
    case GateClass::HalfTurn:
        cv::rotate(input, out, cv::ROTATE_180);
        break;
    case GateClass::ThreeQuarterTurn:
        cv::rotate(input, out, cv::ROTATE_90_COUNTERCLOCKWISE);
        break;
    case GateClass::Inverted:
        out = inverted(input, preprocessing);
        break;
    }
    return out;
}

} // namespace

std::vector<std::size_t> gateImages(const Recipe& recipe, const Cohort& cohort, std::span<const std::size_t> training)
{
    return someReal(recipe, cohort, training, mostTraining);
}

Result<std::optional<Gate>> fitGateFor(const Recipe& recipe, const Cohort& cohort, const PartInputs& training, const PartInputs& validation,
                                       std::span<const int> stages, const GateFeatures& features, const std::stop_token& stop)
{
    const PartInputs held{someReal(recipe, cohort, validation.members, mostValidation), validation.greys};
    if (training.members.size() < fewestTraining || held.members.size() < fewestValidation || stages.empty()) return std::optional<Gate>{};
    GateImages images;
    const auto gather = [&](const PartInputs& part, FeatureRows& into, const ChangeInput& change, const ChangeInput& changeGrey) -> Done {
        if (stop.stop_requested()) return Failure{FailureKind::Cancelled, {}, {}};
        return feedInBlocks(
            part, recipe.input, [&](std::span<const cv::Mat> inputs) { std::ranges::move(features(inputs), std::back_inserter(into)); },
            change, changeGrey);
    };
    // As they are, and the first half of them, in which the sources take turns too, with bands around its field: a band is no reason to
    // refuse an image, and an image has the same one however it is turned, so that it tells nothing of how it stands.
    const auto gatherWithBands = [&](const PartInputs& part, FeatureRows& into, const ChangeInput& change) -> Done {
        if (auto got = gather(part, into, change, {}); !got) return got;
        const PartInputs half{{part.members.begin(), part.members.begin() + static_cast<std::ptrdiff_t>(part.members.size() / 2)},
                              part.greys};
        std::uint64_t seed = recipe.seed;
        return gather(half, into, change, [&](const cv::Mat& grey) { return imaging::collimated(grey, ++seed); });
    };
    const PartInputs turned{evenly(cohort, training.members, mostTurned), training.greys};
    if (auto got = gatherWithBands(training, images.training[0], {}); !got) return got.error();
    for (int k = 0; k < gateClasses; ++k) {
        const auto change = [&](const cv::Mat& input) { return changed(input, static_cast<GateClass>(k), recipe.input); };
        if (auto got = gatherWithBands(turned, images.training[static_cast<std::size_t>(k)], change); !got) return got.error();
    }
    std::map<int, std::vector<std::size_t>> sources;
    for (const auto i : held.members)
        sources[cohort.images[i].source].push_back(i);
    for (const auto& [source, members] : sources)
        if (auto got = gather({members, held.greys}, images.validation.emplace_back(), {}, {}); !got) return got.error();
    // The stage before the last: the last one sees what the findings need, the earlier ones what any picture has.
    std::size_t stage = stages.size() > 1 ? stages.size() - 2 : 0;
    while (stage > 0 && stages[stage] > widestStage)
        --stage;
    for (std::size_t i = 0; i < stage; ++i)
        images.first += stages[i];
    images.count = stages[stage];
    return std::optional<Gate>(fitGate(images));
}

} // namespace lucency::model
