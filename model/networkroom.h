#pragma once

#include "imaging/result.h"
#include "model/classifier.h"
#include "model/gate.h"
#include "model/inference.h"
#include "model/trainer.h"
#include "model/trainingtrial.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace lucency::model {

/// All that the rest of the program asks of LibTorch. What answers is a library of its own (lucency_networks), because LibTorch with its
/// three hundred libraries takes half a second to be loaded: the program begins without it and loads it when a network is first asked for,
/// while other threads work on. Each entry is the function of that name in the public headers.
struct NetworkRoom {
    Result<std::unique_ptr<Inference>> (*loadInference)(const std::filesystem::path& file, const ClassifierOptions& options,
                                                        ModelManifest& manifest, std::optional<Gate>& gate);
    std::string (*computingCircumstances)();
    void (*setComputeThreads)(int threads);
    int (*computeThreadsHere)(int threads); ///< sets how many this thread computes on and returns how many it did
    void (*keepTensorMemory)(std::size_t mostBytes);
    Result<ModelManifest> (*readManifest)(const std::filesystem::path& file);
    Result<ModelManifest> (*copyModel)(const std::filesystem::path& from, const ModelManifest& manifest, const std::filesystem::path& to);
    Result<TrainingOutcome> (*train)(const TrainingRequest& request, std::stop_token stop);
    Result<TrainingTrial> (*tryTraining)(const TrialRequest& request, std::stop_token stop);
    TrainingEstimate (*estimateRun)(const TrainingTrial& trial, const Recipe& recipe, const std::array<long, 3>& images,
                                    bool pixelsAreKept);
};

/// The room, which the first call loads; from then on it stays. Where it was linked in, as into tests, nothing is loaded. Thread-safe.
/// Fails with Internal where the library or one that it needs is missing.
Result<const NetworkRoom*> networkRoom();

/// What stands behind the entries.
namespace room {

Result<std::unique_ptr<Inference>> loadInference(const std::filesystem::path& file, const ClassifierOptions& options,
                                                 ModelManifest& manifest, std::optional<Gate>& gate);
std::string computingCircumstances();
void setComputeThreads(int threads);
int computeThreadsHere(int threads);
void keepTensorMemory(std::size_t mostBytes);
Result<ModelManifest> readManifest(const std::filesystem::path& file);
Result<ModelManifest> copyModel(const std::filesystem::path& from, const ModelManifest& manifest, const std::filesystem::path& to);
Result<TrainingOutcome> train(const TrainingRequest& request, std::stop_token stop);
Result<TrainingTrial> tryTraining(const TrialRequest& request, std::stop_token stop);
TrainingEstimate estimateRun(const TrainingTrial& trial, const Recipe& recipe, const std::array<long, 3>& images, bool pixelsAreKept);

} // namespace room
} // namespace lucency::model
