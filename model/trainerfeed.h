#pragma once

#include "model/cohort.h"
#include "model/dataset.h"
#include "model/recipe.h"

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <map>
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
    int whole = 0; ///< images of the batch that this is a part of, for one rank of several; 0 where it is no part
};

/// Which part of each batch a feed makes: images place / parts to (place + 1) / parts of it.
struct BatchPart {
    int place = 0, parts = 1;
};

/// The order of an epoch: indices of training images, as many of each source as its share says, drawn as training.sampling says, shuffled
/// by seed and epoch alone. With training.stepsPerEpoch it is repeated, or cut, to fill exactly so many batches.
std::vector<std::size_t> epochOrder(const Recipe& recipe, const Cohort& cohort, const std::vector<std::size_t>& training, int epoch);

/// Augments and normalises the batches of one epoch on threads of its own, a few ahead of the network. What a batch holds depends only on
/// the recipe's seed, the epoch and its place in the epoch: a resumed epoch, and one made by more threads, gives the same batches. One
/// consumer.
class BatchFeed {
public:
    BatchFeed(const Recipe& recipe, const Cohort& cohort, const Pixels& pixels, int epoch, std::vector<std::size_t> order, int firstBatch,
              int threads = 1, BatchPart part = {});
    ~BatchFeed();
    BatchFeed(const BatchFeed&) = delete;
    BatchFeed& operator=(const BatchFeed&) = delete;

    /// The next batch, or nothing at the end of the epoch or when an image could not be had: see failure(). Waits for it; throws what its
    /// making threw.
    std::optional<Batch> next();

    /// Why there is no further batch before the end of the epoch.
    const std::optional<Failure>& failure() const { return m_failure; }

    /// Seconds that next() has waited for images.
    double waited() const { return m_waited; }

    /// Batches of an epoch: incomplete ones are left out unless there is only one.
    static int batches(std::size_t images, int batch);

private:
    /// A batch, or what came in its place.
    struct Made {
        std::optional<Batch> batch;
        std::optional<Failure> failure;
        std::exception_ptr trouble;
    };

    void work(const std::stop_token& stop);
    Result<Batch> make(int number) const;
    Result<cv::Mat> drawn(std::size_t index, std::uint64_t seed) const;
    Done fill(Batch& batch, std::size_t place, std::size_t index, std::uint64_t seed) const;

    const Recipe& m_recipe;
    const Cohort& m_cohort;
    const Pixels m_pixels;
    const int m_epoch;
    const std::vector<std::size_t> m_order;
    std::vector<std::vector<std::size_t>> m_ofSource; ///< images of the epoch, of sources whose images lend each other their surroundings
    const int m_all, m_ahead;
    const BatchPart m_part;
    std::optional<Failure> m_failure;
    double m_waited = 0;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    int m_begun, m_taken; ///< numbers of the next batches that nobody makes yet, and that next() returns
    std::map<int, Made> m_ready;
    std::vector<std::jthread> m_workers; ///< last, so that they end before what they use
};

} // namespace lucency::model
