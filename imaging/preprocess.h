#pragma once

#include "imaging/radiograph.h"

#include <opencv2/core/mat.hpp>

#include <string_view>

namespace lucency::imaging {

/// How grey values are scaled for a network, as named in a model's manifest.
enum class Normalisation {
    MinMax,      ///< (x - min) / (max - min) of the resized image, to [-1, 1]
    ImageNet,    ///< x / 255, then the usual means and deviations of the three channels
    Unit,        ///< x / 255, to [0, 1]
    Percentiles, ///< 1st to 99th percentile to [-1, 1], clipped
    MeanStd,     ///< (x - mean) / deviation of the resized image
};

struct Preprocessing {
    int inputSize = 224;
    int channels = 1;
    Normalisation normalisation = Normalisation::MinMax;
};

/// Stored values as the reader sees them by default: through modality LUT, default VOI and the file's inversion, CV_16UC1 with 0 black
/// and 65535 white for DICOM; raster files keep their values times 257 (8 bit) or as they are (16 bit).
cv::Mat presentationValues(const Radiograph& radiograph);

/// The network's input: presentation values reduced by area averaging to inputSize x inputSize (no crop, no aspect kept), normalised;
/// CV_32FC1 or CV_32FC3 with channels interleaved. Empty without pixels or for coarse ones. Thread-safe and deterministic.
cv::Mat preprocess(const Radiograph& radiograph, const Preprocessing& how);

/// The first half of preprocess(): presentation values reduced to inputSize x inputSize, CV_32FC1, 0 to 255. Empty where that is.
cv::Mat inputGrey(const Radiograph& radiograph, int inputSize);

/// The second half of preprocess(): normalises an image that already has the input size (CV_32FC1, values 0 to 255).
cv::Mat normalise(const cv::Mat& grey, const Preprocessing& how);

} // namespace lucency::imaging
