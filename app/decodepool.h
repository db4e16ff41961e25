#pragma once

#include "app/readingmarks.h"
#include "app/samefile.h"
#include "app/scorer.h"
#include "app/store/rows.h"
#include "model/computeturn.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lucency::app {

/// An image to be read and preprocessed as a model wants it.
struct DecodeJob {
    RowId image = 0, study = 0;
    std::string path;
    int frame = 0;
    double ageYears = 0; ///< that the store knows of, where the file says none; NaN when unknown
    std::shared_ptr<const Scorer> scorer;
    KnownFile known = {};                               ///< it fails with FileChanged where the path holds another image
    std::shared_ptr<model::ComputeTurn> turn = nullptr; ///< for an image on screen: training stands still from here to its result
};

struct Decoded {
    DecodeJob job;
    Result<PreparedImage> image;
};

/// A few threads that read and preprocess ahead of the network. Its functions may be called on any one thread.
class DecodePool {
public:
    /// ready is called on a thread of the pool after each image. Files are read under the marks where there are any.
    DecodePool(int threads, std::function<void()> ready, std::shared_ptr<ReadingMarks> marks = nullptr);
    /// Ends after the images in hand.
    ~DecodePool();

    /// Puts a job at the end, or in front of those that nobody has begun.
    void push(DecodeJob job, bool first);
    /// What has been decoded since the last call, in the order of its completion.
    std::vector<Decoded> take();
    /// Forgets what nobody has begun, and returns it.
    std::vector<DecodeJob> clear();
    /// Jobs that are waiting, in hand, or decoded and not taken.
    int outstanding() const;

private:
    void work(const std::stop_token& stop);

    std::function<void()> m_ready;
    const std::shared_ptr<ReadingMarks> m_marks;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<DecodeJob> m_jobs;
    std::vector<Decoded> m_decoded;
    int m_inHand = 0;
    std::vector<std::jthread> m_threads;
};

} // namespace lucency::app
