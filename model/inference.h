#pragma once

#include "model/classifier.h"
#include "model/gate.h"

#include <opencv2/core/mat.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lucency::model {

/// What one pass gives: inputs x outputs logits, row by row, and per input a map (CV_32FC1) per output when asked for.
struct InferenceOutput {
    std::vector<float> logits;
    std::vector<std::vector<cv::Mat>> activations;
    std::vector<std::vector<float>> features; ///< per input what its gate judges by, where there is one
};

/// A network on its device in its precision, weights in place. run() may be called by several threads at once.
class Inference {
public:
    virtual ~Inference() = default;

    /// Fails with OutOfMemory or Internal; inputs have been checked.
    virtual Result<InferenceOutput> run(std::span<const cv::Mat> inputs, bool activations) const = 0;

    /// Computes convolutions in bf16 (or fp32 again) from now on, not while run() runs. Returns whether it does; TorchScript, and networks
    /// whose dense layers would lose the most, stay in fp32.
    virtual bool computeInBFloat16(bool wanted) = 0;
    /// The precision stays as it is: what full precision would need is given back.
    virtual void settlePrecision() = 0;

    /// For example "cpu (bf16)".
    virtual std::string deviceName() const = 0;
};

/// Whether bf16 is faster than fp32 on the device of this name ("cpu", "cuda:0"): with AVX512_BF16 (every processor with AMX has it
/// too), or on a GPU.
bool gainsFromBFloat16(const std::string& deviceName);

/// All that decides what a network computes on this processor in bf16, but for the network: the processor and what of it is used, LibTorch
/// with its libraries, and this program's own file. Differs where any of them does.
std::string computingCircumstances();

/// Loads a file as Classifier::load() describes, in fp32, and fills in the manifest: its own, or one made of options.foreign. And the gate
/// where the file holds one.
Result<std::unique_ptr<Inference>> loadInference(const std::filesystem::path& file, const ClassifierOptions& options,
                                                 ModelManifest& manifest, std::optional<Gate>& gate);

} // namespace lucency::model
