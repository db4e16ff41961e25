#include "model/partinputs.h"

#include <algorithm>
#include <iterator>

namespace lucency::model {

Done feedInBlocks(const PartInputs& part, const imaging::Preprocessing& how, const std::function<void(std::span<const cv::Mat>)>& use,
                  const ChangeInput& change, const ChangeInput& changeGrey)
{
    constexpr std::size_t together = 128;
    for (std::size_t first = 0; first < part.members.size(); first += together) {
        std::vector<cv::Mat> inputs;
        for (std::size_t i = first; i < std::min(part.members.size(), first + together); ++i) {
            const auto grey = part.greys.at(part.members[i]);
            if (!grey) return grey.error();
            cv::Mat exact;
            grey->convertTo(exact, CV_32F);
            auto input = imaging::normalise(changeGrey ? changeGrey(exact) : exact, how);
            inputs.push_back(change ? change(input) : std::move(input));
        }
        use(inputs);
    }
    return done();
}

Result<std::vector<std::vector<double>>> scorePart(const PartInputs& part, const imaging::Preprocessing& how, const ScoreInputs& score,
                                                   const ChangeInput& change)
{
    std::vector<std::vector<double>> logits;
    logits.reserve(part.members.size());
    const auto use = [&](std::span<const cv::Mat> inputs) { std::ranges::move(score(inputs), std::back_inserter(logits)); };
    if (auto fed = feedInBlocks(part, how, use, change); !fed) return fed.error();
    return logits;
}

} // namespace lucency::model
