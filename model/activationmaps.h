#pragma once

#include <opencv2/core/mat.hpp>
#include <torch/types.h>

#include <vector>

namespace lucency::model {

/// Class activation maps (Zhou et al., CVPR 2016), N x outputs x h x w: the weights of the head behind average pooling (outputs x C) over
/// the last features (N x C x h x w). With exclusive classes what speaks for one and not for the others.
torch::Tensor classActivationMaps(const torch::Tensor& head, const torch::Tensor& features, bool exclusive);

/// Grad-CAM (Selvaraju et al., ICCV 2017) of the same shape: the features weighted by the mean gradient of each output. The logits must
/// have been computed from these features with gradients.
torch::Tensor gradientMaps(const torch::Tensor& logits, const torch::Tensor& features, bool exclusive);

/// One CV_32FC1 a map, for each input.
std::vector<std::vector<cv::Mat>> mapImages(const torch::Tensor& maps);

} // namespace lucency::model
