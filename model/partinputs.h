#pragma once

#include "imaging/preprocess.h"
#include "model/dataset.h"

#include <functional>
#include <span>
#include <vector>

namespace lucency::model {

/// One part's images (indices of the cohort) and their pixels as decodeForScoring() gives them.
struct PartInputs {
    std::vector<std::size_t> members;
    Pixels greys;
};

/// A change of an input, before it is given to the network.
using ChangeInput = std::function<cv::Mat(const cv::Mat&)>;

/// Hands out what the network is fed for a part, in the order of its members, a few images at a time, so that memory does not grow with the
/// part. The change is made to every input where it is given. Fails where Pixels::at() does.
Done feedInBlocks(const PartInputs& part, const imaging::Preprocessing& how, const std::function<void(std::span<const cv::Mat>)>& use,
                  const ChangeInput& change = {});

/// Logits of inputs, one row an input.
using ScoreInputs = std::function<std::vector<std::vector<double>>(std::span<const cv::Mat>)>;

/// Logits of a part's images, in the order of its members; fed as by feedInBlocks().
Result<std::vector<std::vector<double>>> scorePart(const PartInputs& part, const imaging::Preprocessing& how, const ScoreInputs& score,
                                                   const ChangeInput& change = {});

} // namespace lucency::model
