#pragma once

#include "model/cohort.h"
#include "model/recipe.h"

#include <opencv2/core/mat.hpp>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace lucency::model {

/// A batch ready for the network.
struct Batch {
    std::vector<float> images; ///< count x channels x size x size, planes
    std::vector<float> labels; ///< count x findings; NaN where unknown
    int count = 0;
};

/// The order of an epoch: indices of training images, as many of each source as its share says, drawn as training.sampling says, shuffled
/// by seed and epoch alone. With training.stepsPerEpoch it is repeated, or cut, to fill exactly so many batches.
std::vector<std::size_t> epochOrder(const Recipe& recipe, const Cohort& cohort, const std::vector<std::size_t>& training, int epoch);

/// Augments and normalises the batches of one epoch on a thread of its own, a few ahead of the network. What a batch holds depends only on
/// the recipe's seed, the epoch and its place in the epoch, so that a resumed epoch gives the same batches. One consumer.
class BatchFeed {
public:
    BatchFeed(const Recipe& recipe, const Cohort& cohort, const std::vector<cv::Mat>& pixels, int epoch, std::vector<std::size_t> order,
              int firstBatch);
    ~BatchFeed();
    BatchFeed(const BatchFeed&) = delete;
    BatchFeed& operator=(const BatchFeed&) = delete;

    /// The next batch, or nothing at the end of the epoch. Waits for it; throws what its making threw.
    std::optional<Batch> next();

    /// Seconds that next() has waited for images.
    double waited() const { return m_waited; }

    /// Batches of an epoch: incomplete ones are left out unless there is only one.
    static int batches(std::size_t images, int batch);

private:
    void work(const std::stop_token& stop);
    Batch make(int number) const;

    const Recipe& m_recipe;
    const Cohort& m_cohort;
    const std::vector<cv::Mat>& m_pixels;
    const int m_epoch;
    const std::vector<std::size_t> m_order;
    const int m_first;
    double m_waited = 0;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Batch> m_ready;
    std::exception_ptr m_trouble;
    bool m_over = false;
    std::jthread m_worker; ///< last, so that it ends before what it uses
};

} // namespace lucency::model
