#pragma once

#include "model/checkpoint.h"
#include "model/networks/network.h"
#include "model/recipe.h"
#include "model/trainerfeed.h"
#include "model/trainerloss.h"
#include "model/traineroptimiser.h"
#include "model/weights.h"

#include <opencv2/core/mat.hpp>
#include <torch/types.h>

#include <memory>
#include <span>
#include <vector>

namespace lucency::model {

/// The network that learns, its average and its optimiser. Belongs to the thread that trains; exceptions of LibTorch leave it.
class Learner {
public:
    /// A fresh network on the named device, initialised from the recipe's seed. Fails with DeviceUnavailable, BadArgument, or as reading
    /// the initial weights does.
    static Result<Learner> make(const Recipe& recipe, LossWeights weights, long steps, const std::string& device);

    /// One optimiser step. Returns the loss; when it is not finite nothing has changed.
    double learn(const Batch& batch);

    /// Logits of the averaged network, one row an input, in evaluation mode and the recipe's precision.
    std::vector<std::vector<double>> score(std::span<const cv::Mat> inputs);

    /// Mean masked loss of logits against labels, without smoothing.
    double lossOf(const std::vector<std::vector<double>>& logits, const std::vector<std::vector<Label>>& labels) const;

    /// Of the next step, and of the one before it.
    double learningRate() const;
    double lastLearningRate() const;
    long step() const { return m_step; }

    /// The averaged network's tensors, as scoring needs them, in main memory.
    WeightsFile averaged() const;
    /// Fills tensors, generator and step.
    void save(Checkpoint& checkpoint) const;
    Done restore(const Checkpoint& checkpoint, const std::string& subject);
    /// Takes the averaged network from a file, for the last evaluation.
    Done restoreAverage(const WeightsFile& weights, const std::string& subject);

private:
    Learner() = default;

    TrainingPlan m_plan;
    imaging::Preprocessing m_input;
    torch::Device m_device = torch::kCPU;
    LossWeights m_weights, m_weightsThere; ///< here, and where the network is
    long m_steps = 0, m_step = 0;
    std::shared_ptr<Network> m_network, m_average;
    std::vector<TrainedTensor> m_tensors;
};

} // namespace lucency::model
