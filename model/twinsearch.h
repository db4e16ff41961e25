#pragma once

#include "imaging/result.h"
#include "model/imagehash.h"
#include "model/split.h"

#include <opencv2/core/mat.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>

namespace lucency::model {

class Pixels;

/// Images to be compared with each other.
struct TwinSearch {
    std::span<const std::optional<ImageHash>> hashes;   ///< none where there is no image
    std::function<cv::Mat(std::size_t index)> pixels{}; ///< CV_8UC1 or CV_32FC1, empty for none; called on several threads at once
    int threads = 1;
};

/// Pairs of images that show the same exposure, and everything joined by them, as findTwins() of hashes gives them: those that it finds,
/// and copies that were turned by a few degrees, cropped, shifted, framed, mirrored, inverted or changed in tone. Images whose low
/// frequencies are most alike are laid over each other and have to agree in their finer detail. Different exposures of one person may look
/// so much alike that they are taken for copies. The same on any number of threads. Fails with Cancelled, and with OutOfMemory.
Result<Twins> findTwins(const TwinSearch& search, const std::stop_token& stop = {});

/// Of the images of a cohort, but for phantoms, each of which is drawn as a person of its own. What was found is kept in the folder, unless
/// that is empty or an image could not be read, and the same images are not compared again.
Result<Twins> findTwins(const Pixels& pixels, const Cohort& cohort, const std::filesystem::path& cacheFolder, int threads,
                        const std::stop_token& stop = {});

} // namespace lucency::model
