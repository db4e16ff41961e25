#pragma once

#include "model/checkpoint.h"
#include "model/computeteam.h"
#include "model/networks/network.h"
#include "model/ranks.h"
#include "model/recipe.h"
#include "model/trainerfeed.h"
#include "model/trainerloss.h"
#include "model/traineroptimiser.h"
#include "model/weights.h"

#include <opencv2/core/mat.hpp>
#include <torch/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace lucency::model {

/// The steps of a whole run, which schedules and frozen layers depend on.
struct LearningSteps {
    long all = 0;
    long frozen = 0; ///< at the start, in which only the head learns
};

/// The weights of the recipe, from the present and absent cases of each finding among these images.
LossWeights lossWeights(const Recipe& recipe, const Cohort& cohort, const std::vector<std::size_t>& training);

/// The network that learns, its average and its optimiser. Belongs to the thread that trains; exceptions of LibTorch leave it.
class Learner {
public:
    /// A fresh network on the named device, initialised from the recipe's seed and its initial weights. Fails with DeviceUnavailable,
    /// BadArgument, or as reading the initial weights does.
    /// With several ranks each learns from its part of a batch (Batch::whole) and all take the same step; they begin with the first one's
    /// weights.
    static Result<Learner> make(const Recipe& recipe, LossWeights weights, const LearningSteps& steps, const std::string& device,
                                const Ranks& ranks = {});

    /// What is worth telling of the initial weights.
    const std::vector<std::string>& remarks() const { return m_remarks; }

    /// For an ablation run: nothing is dropped out from now on, so that the network can learn by heart.
    void leaveDropoutOut() { m_dropout = false; }

    /// For the steps that follow: the epoch (from 0) and how often the plateau schedule has reduced the learning rate before it.
    void beginEpoch(int epoch, int reductions);

    /// One optimiser step. Returns the loss; when it is not finite no weight has changed. Where memory does not suffice, the batch is taken
    /// in halves of halves whose gradients add up, from then on; the step is the same but for norms, which see fewer images at once.
    double learn(const Batch& batch);

    /// Images that are learnt from at once, for less memory than a batch needs; 0 for the whole batch.
    int microBatch() const { return m_microBatch; }

    /// Whether any of the ranks says so; every rank has to ask.
    bool anyOf(bool here) const;

    /// Nothing is shared with other ranks from now on.
    void leaveRanks() { m_ranks = Ranks(); }

    /// Outputs of the averaged network, one row an input, in evaluation mode and the recipe's precision. Each rank computes its part.
    std::vector<std::vector<float>> outputs(std::span<const cv::Mat> inputs);

    /// What the averaged network gives a gate to judge by, one row an input, and how much of it each stage gives.
    struct StageFeatures {
        std::vector<std::vector<float>> rows;
        std::vector<int> sizes;
    };
    StageFeatures stageFeatures(std::span<const cv::Mat> inputs);

    /// Where in the inputs the averaged network sees each finding: a CV_32FC1 map a finding, for each input. Here alone, without the other
    /// ranks; for a few inputs.
    std::vector<std::vector<cv::Mat>> activations(std::span<const cv::Mat> inputs);

    /// The log-odds of each finding, one row a row of outputs.
    std::vector<std::vector<double>> findingLogits(const std::vector<std::vector<float>>& outputs) const;
    std::vector<std::vector<double>> score(std::span<const cv::Mat> inputs) { return findingLogits(outputs(inputs)); }

    /// Mean masked loss of outputs against labels, without smoothing.
    double lossOf(const std::vector<std::vector<float>>& outputs, const std::vector<std::vector<Label>>& labels) const;

    /// Of the next step, and of the one before it.
    double learningRate() const;
    double lastLearningRate() const;
    long step() const { return m_step; }

    /// The averaged network's tensors, as scoring needs them, in main memory.
    WeightsFile averaged() const;
    /// Fills tensors, generators, step and micro-batch.
    void save(Checkpoint& checkpoint) const;
    Done restore(const Checkpoint& checkpoint, const std::string& subject);
    /// Takes the averaged network from a file, for the last evaluation.
    Done restoreAverage(const WeightsFile& weights, const std::string& subject);

private:
    Learner() = default;
    void agreeOnStart();
    void seedForTheStep();
    double sumOverRanks(double loss);
    std::vector<std::vector<float>> outputsHere(std::span<const cv::Mat> inputs);
    std::int64_t networkOutputs() const { return m_weights.finding.size(0) + (exclusive() ? 1 : 0); }
    torch::Tensor inputTensor(std::span<const cv::Mat> inputs) const;
    /// Rows of what a function takes from each pass of the averaged network.
    std::vector<std::vector<float>> rowsOf(std::span<const cv::Mat> inputs, const std::function<torch::Tensor(const NetworkOutput&)>& part);
    double accumulate(const Batch& batch);
    double accumulate(const Batch& batch, int first, int count);
    bool exclusive() const { return m_plan.loss == LossKind::Softmax; }

    TrainingPlan m_plan;
    imaging::Preprocessing m_input;
    torch::Device m_device = torch::kCPU;
    LossWeights m_weights, m_weightsThere; ///< here, and where the network is
    LearningSteps m_steps;
    Ranks m_ranks;
    std::uint64_t m_seed = 0;
    long m_step = 0;
    int m_epoch = 0, m_reductions = 0, m_microBatch = 0;
    bool m_frozen = false, m_dropout = true;
    std::shared_ptr<Network> m_network, m_average;
    std::vector<TrainedTensor> m_tensors;
    std::unique_ptr<ComputeTeam> m_team; ///< once a network that shares its work has learnt
    std::vector<std::string> m_remarks;
};

} // namespace lucency::model
