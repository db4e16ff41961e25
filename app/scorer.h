#pragma once

#include "imaging/result.h"
#include "model/manifest.h"
#include "model/patientage.h"
#include "model/prediction.h"

#include <opencv2/core/mat.hpp>

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::app {

/// An image that is ready for the network.
struct PreparedImage {
    cv::Mat input;
    model::PatientAge age;
    std::vector<imaging::Remark> remarks;
    model::Timings timings; ///< decode and preprocess
};

/// What the inference queue asks of a model. prepare() is called on several threads at once, everything else on the inference thread.
class Scorer {
public:
    virtual ~Scorer() = default;

    virtual const model::ModelManifest& manifest() const = 0;
    /// Reads and preprocesses one frame. NotARadiograph, NotAChestRadiograph and NotFrontal refuse it; any other Failure fails it.
    virtual Result<PreparedImage> prepare(const std::string& path, int frame) const = 0;
    /// One prediction an image, in order, with activation maps and the images' remarks and timings. Returns Cancelled soon after a stop.
    virtual Result<std::vector<model::Prediction>> predict(std::span<const PreparedImage> images, std::stop_token stop) = 0;
};

/// Adds to a prediction what was remarked and measured before the network saw the image.
void addPreparation(const PreparedImage& image, model::Prediction& prediction);

/// Loads a model; called on the inference thread.
using ScorerFactory = std::function<Result<std::unique_ptr<Scorer>>(const std::string& modelFile)>;

/// The factory of the program: model::Classifier over imaging::read(), checkScorable() and preprocess().
ScorerFactory classifierFactory();

/// Whether a failure means that the image is not meant for the model, instead of that something went wrong.
bool isRefusal(FailureKind kind);

} // namespace lucency::app
