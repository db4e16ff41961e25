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

/// A change of an image, before it is given to the network.
using ChangeInput = std::function<cv::Mat(const cv::Mat&)>;

/// Hands out what the network is fed for a part, in the order of its members, a few images at a time, so that memory does not grow with the
/// part. Where they are given, one change is made to every input, and before it another one to the grey values (CV_32FC1, 0 to 255) that
/// the input is made from, both in the order of the members. Fails where Pixels::at() does.
Done feedInBlocks(const PartInputs& part, const imaging::Preprocessing& how, const std::function<void(std::span<const cv::Mat>)>& use,
                  const ChangeInput& change = {}, const ChangeInput& changeGrey = {});

/// Logits of inputs, one row an input.
using ScoreInputs = std::function<std::vector<std::vector<double>>(std::span<const cv::Mat>)>;

/// Logits of a part's images, in the order of its members; fed as by feedInBlocks().
Result<std::vector<std::vector<double>>> scorePart(const PartInputs& part, const imaging::Preprocessing& how, const ScoreInputs& score,
                                                   const ChangeInput& change = {});

} // namespace lucency::model
