#include "model/trainerfeed.h"

#include "imaging/augmentation.h"
#include "imaging/preprocess.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>

namespace lucency::model {

namespace {

constexpr std::size_t batchesAhead = 6;

/// One step of SplitMix64: spreads neighbouring numbers over the whole range.
std::uint64_t mixed(std::uint64_t value)
{
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

} // namespace

std::vector<std::size_t> epochOrder(const Recipe& recipe, const Cohort& cohort, const std::vector<std::size_t>& training, int epoch)
{
    std::mt19937_64 generator(mixed(recipe.seed) ^ mixed(static_cast<std::uint64_t>(epoch) + 77));
    const auto shuffle = [&](std::vector<std::size_t>& values) {
        for (std::size_t left = values.size(); left > 1; --left)
            std::swap(values[left - 1], values[generator() % left]);
    };
    std::vector<std::size_t> order;
    for (std::size_t source = 0; source < recipe.data.size(); ++source) {
        std::vector<std::size_t> own;
        for (const auto i : training)
            if (cohort.images[i].source == static_cast<int>(source)) own.push_back(i);
        auto wanted = static_cast<std::size_t>(
            std::llround(shareAt(recipe.data[source], epoch, recipe.training.epochs) * static_cast<double>(own.size())));
        while (wanted > 0 && !own.empty()) {
            shuffle(own);
            const auto taken = std::min(wanted, own.size());
            order.insert(order.end(), own.begin(), own.begin() + static_cast<std::ptrdiff_t>(taken));
            wanted -= taken;
        }
    }
    shuffle(order);
    return order;
}

int BatchFeed::batches(std::size_t images, int batch)
{
    const auto whole = static_cast<int>(images / static_cast<std::size_t>(batch));
    return whole > 0 ? whole : (images > 0 ? 1 : 0);
}

BatchFeed::BatchFeed(const Recipe& recipe, const Cohort& cohort, const std::vector<cv::Mat>& pixels, int epoch,
                     std::vector<std::size_t> order, int firstBatch)
    : m_recipe(recipe)
    , m_cohort(cohort)
    , m_pixels(pixels)
    , m_epoch(epoch)
    , m_order(std::move(order))
    , m_first(firstBatch)
    , m_worker([this](const std::stop_token& stop) { work(stop); })
{
}

BatchFeed::~BatchFeed() = default;

void BatchFeed::work(const std::stop_token& stop)
{
    try {
        const int all = batches(m_order.size(), m_recipe.training.batch);
        for (int number = m_first; number < all; ++number) {
            auto batch = make(number);
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [&] { return m_ready.size() < batchesAhead; })) return;
            m_ready.push_back(std::move(batch));
            m_changed.notify_all();
        }
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        m_trouble = std::current_exception();
    }
    const std::lock_guard lock(m_mutex);
    m_over = true;
    m_changed.notify_all();
}

Batch BatchFeed::make(int number) const
{
    const auto size = static_cast<std::size_t>(m_recipe.input.inputSize);
    const auto plane = size * size, channels = static_cast<std::size_t>(m_recipe.input.channels), findings = m_cohort.findings.size();
    const auto first = static_cast<std::size_t>(number) * static_cast<std::size_t>(m_recipe.training.batch);
    const auto count = std::min(static_cast<std::size_t>(m_recipe.training.batch), m_order.size() - first);
    Batch batch;
    batch.count = static_cast<int>(count);
    batch.images.resize(count * channels * plane);
    batch.labels.resize(count * findings);
    for (std::size_t i = 0; i < count; ++i) {
        const auto index = m_order[first + i];
        const auto seed = mixed(mixed(m_recipe.seed + 1) ^ mixed(static_cast<std::uint64_t>(m_epoch)) * 31 ^ mixed(first + i + 1));
        const cv::Mat grey = imaging::augment(m_pixels[index], m_recipe.input.inputSize, m_recipe.augmentation, seed);
        const cv::Mat input = imaging::normalise(grey, m_recipe.input);
        // Planes, as the network has them; imaging interleaves its channels.
        std::vector<cv::Mat> planes;
        for (std::size_t c = 0; c < channels; ++c)
            planes.emplace_back(static_cast<int>(size), static_cast<int>(size), CV_32FC1, batch.images.data() + (i * channels + c) * plane);
        if (channels == 1)
            input.copyTo(planes.front());
        else
            cv::split(input, planes);
        for (std::size_t f = 0; f < findings; ++f) {
            const auto label = m_cohort.images[index].labels[f];
            batch.labels[i * findings + f] =
                label == Label::Unknown ? std::numeric_limits<float>::quiet_NaN() : (label == Label::Present ? 1.0F : 0.0F);
        }
    }
    return batch;
}

std::optional<Batch> BatchFeed::next()
{
    const auto begun = std::chrono::steady_clock::now();
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return !m_ready.empty() || m_over; });
    m_waited += std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    if (m_ready.empty()) {
        if (m_trouble) std::rethrow_exception(m_trouble);
        return std::nullopt;
    }
    auto batch = std::move(m_ready.front());
    m_ready.pop_front();
    m_changed.notify_all();
    return batch;
}

} // namespace lucency::model
