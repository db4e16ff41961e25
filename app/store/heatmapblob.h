#pragma once

#include <QByteArray>

#include <opencv2/core/mat.hpp>

#include <optional>
#include <vector>

namespace lucency::app {

/// Activation maps (CV_32FC1, at most 65,535 a side) as the store keeps them: half-precision values relative to the largest magnitude of
/// their map, little endian. Empty for no maps.
QByteArray packActivations(const std::vector<cv::Mat>& activations);

/// The maps again, within 0.1 % of each map's largest magnitude; nothing when the bytes are not whole.
std::optional<std::vector<cv::Mat>> unpackActivations(const QByteArray& blob);

} // namespace lucency::app
