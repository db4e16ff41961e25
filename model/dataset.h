#pragma once

#include "imaging/preprocess.h"
#include "imaging/result.h"
#include "model/cohort.h"
#include "model/split.h"

#include <opencv2/core/mat.hpp>

#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::model {

/// An image of the cohort that could not be read, and why.
struct LostImage {
    std::size_t index = 0;
    Failure why;
};

/// Decoded images: (index of the cohort) -> pixels; empty for those that were not asked for or were lost.
struct Pixels {
    std::vector<cv::Mat> images;
    std::vector<LostImage> lost;
};

/// Told how many of how many images are decoded; called on the calling thread.
using DecodeProgress = std::function<void(std::size_t done, std::size_t all)>;

/// Reads images as CV_8UC1 of size x size (area-averaged presentation values), the form that augmentation works on. An unreadable image is
/// lost, not a failure; Cancelled when stopped.
Result<Pixels> decodeForTraining(const Cohort& cohort, std::span<const std::size_t> which, const std::filesystem::path& dataFolder,
                                 int size, int threads, const DecodeProgress& progress, std::stop_token stop);

/// Reads images exactly as they will be fed when scoring: imaging::preprocess() of the file.
Result<Pixels> decodeForScoring(const Cohort& cohort, std::span<const std::size_t> which, const std::filesystem::path& dataFolder,
                                const imaging::Preprocessing& how, int threads, const DecodeProgress& progress, std::stop_token stop);

/// Pairs of images that look the same at 17 x 16 pixels (difference hash of 256 bits, at most the given number of bits apart), first index
/// lower.
Twins findTwins(const std::vector<cv::Mat>& images, int bitsApart = 6);

} // namespace lucency::model
