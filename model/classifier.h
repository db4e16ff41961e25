#pragma once

#include "imaging/result.h"
#include "model/manifest.h"
#include "model/patientage.h"
#include "model/prediction.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::model {

/// Auto is bf16 where the device gains from it and the network, tried on synthetic radiographs while it loads, keeps its probabilities
/// within 0.01 of fp32; else fp32. BFloat16 asks no such question.
enum class Precision { Auto, Float32, BFloat16 };

/// What has to be said about weights that carry no manifest: --architecture, --findings, --input-size, --normalisation.
struct ForeignWeights {
    std::string architecture; ///< empty for TorchScript
    std::vector<std::string> findings;
    int inputSize = 224;
    imaging::Normalisation normalisation = imaging::Normalisation::MinMax;
};

struct ClassifierOptions {
    std::string device = "auto"; ///< "auto", "cpu", "cuda" or "cuda:N"
    Precision precision = Precision::Auto;
    std::optional<ForeignWeights> foreign; ///< needed when the file has no manifest, else ignored
    /// Where the answers of Auto are kept for the next time, under all that decides them: model, processor, LibTorch, this program. A file
    /// that is missing, damaged or read-only costs the trial anew and nothing else. Empty: none.
    std::filesystem::path precisionMemo = {};
};

/// Sets the number of compute threads of the network, once, before the first tensor exists; later calls do nothing.
void setComputeThreads(int threads);

/// The network in use. predict() may be called by several threads at once, which share the weights; everything else by the one that owns
/// it. No exception leaves it.
class Classifier {
public:
    /// Loads and verifies a model: .safetensors with our manifest, or foreign .safetensors, .pth (zip) and TorchScript with
    /// options.foreign. Fails with NotFound, Unreadable, NotAModel, ModelDamaged (SHA-256), ModelMismatch (names, shapes), ModelTooNew,
    /// DeviceUnavailable or BadArgument; the subject names the file.
    static Result<Classifier> load(const std::filesystem::path& file, const ClassifierOptions& options = {});

    Classifier(Classifier&&) noexcept;
    Classifier& operator=(Classifier&&) noexcept;
    ~Classifier();

    const ModelManifest& manifest() const;
    /// Whether predictions say what the model should not score.
    bool hasGate() const;
    std::string deviceName() const; ///< for example "cpu (bf16)"

    /// Scores a batch of inputs made by imaging::preprocess() with manifest().preprocessing; one prediction an input, in order. One age an
    /// input or none at all. With activations each prediction carries a map per finding, except with
    /// TorchScript, which shows no features. A stop before the network begins gives Cancelled; too little memory halves the batch
    /// until one image does not fit (OutOfMemory). Scores that are no numbers fail with BadNumber.
    Result<std::vector<Prediction>> predict(std::span<const cv::Mat> inputs, std::span<const PatientAge> ages, bool activations,
                                            std::stop_token stop = {}) const;

private:
    struct State;
    explicit Classifier(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace lucency::model
