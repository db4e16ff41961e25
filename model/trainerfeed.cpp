#include "model/trainerfeed.h"

#include "imaging/augmentation.h"
#include "imaging/badrange.h"
#include "imaging/preprocess.h"
#include "imaging/surroundings.h"
#include "model/computeturn.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <random>

namespace lucency::model {

namespace {

constexpr int batchesAhead = 4; ///< beside those that are being made

/// One step of SplitMix64: spreads neighbouring numbers over the whole range.
std::uint64_t mixed(std::uint64_t value)
{
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

void shuffle(std::vector<std::size_t>& values, std::mt19937_64& generator)
{
    for (std::size_t left = values.size(); left > 1; --left)
        std::swap(values[left - 1], values[generator() % left]);
}

/// As many as wanted, each as often as every other but for one.
std::vector<std::size_t> drawEvenly(std::vector<std::size_t> from, std::size_t wanted, std::mt19937_64& generator)
{
    std::vector<std::size_t> drawn;
    while (wanted > 0 && !from.empty()) {
        shuffle(from, generator);
        const auto taken = std::min(wanted, from.size());
        drawn.insert(drawn.end(), from.begin(), from.begin() + static_cast<std::ptrdiff_t>(taken));
        wanted -= taken;
    }
    return drawn;
}

/// Every combination of present findings as often as every other but for one.
std::vector<std::size_t> drawBalanced(const Cohort& cohort, const std::vector<std::size_t>& from, std::size_t wanted,
                                      std::mt19937_64& generator)
{
    std::map<std::vector<bool>, std::vector<std::size_t>> combinations;
    for (const auto i : from) {
        std::vector<bool> present;
        for (const auto label : cohort.images[i].labels)
            present.push_back(label == Label::Present);
        combinations[present].push_back(i);
    }
    std::vector<std::vector<std::size_t>> groups;
    std::vector<std::size_t> places;
    for (auto& [present, images] : combinations) {
        places.push_back(groups.size());
        groups.push_back(std::move(images));
    }
    std::vector<std::size_t> quota(groups.size());
    for (const auto place : drawEvenly(places, wanted, generator))
        ++quota[place];
    std::vector<std::size_t> drawn;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        const auto own = drawEvenly(groups[group], quota[group], generator);
        drawn.insert(drawn.end(), own.begin(), own.end());
    }
    return drawn;
}

/// Systematic sampling: an image of weight w is drawn w / mean weight times, rounded down or up.
std::vector<std::size_t> drawByFindings(const Cohort& cohort, std::vector<std::size_t> from, std::size_t wanted, std::mt19937_64& generator)
{
    shuffle(from, generator);
    std::vector<double> reached;
    double sum = 0;
    for (const auto i : from) {
        const auto& labels = cohort.images[i].labels;
        sum += 0.1 + static_cast<double>(std::count(labels.begin(), labels.end(), Label::Present));
        reached.push_back(sum);
    }
    const double start = static_cast<double>(generator() >> 11) * 0x1p-53;
    std::vector<std::size_t> drawn;
    for (std::size_t n = 0, place = 0; n < wanted && !from.empty(); ++n) {
        const double mark = (static_cast<double>(n) + start) * sum / static_cast<double>(wanted);
        while (place + 1 < from.size() && reached[place] <= mark)
            ++place;
        drawn.push_back(from[place]);
    }
    return drawn;
}

std::vector<std::size_t> draw(Sampling sampling, const Cohort& cohort, const std::vector<std::size_t>& from, std::size_t wanted,
                              std::mt19937_64& generator)
{
    switch (sampling) {
    case Sampling::Balanced:
        return drawBalanced(cohort, from, wanted, generator);
    case Sampling::Findings:
        return drawByFindings(cohort, from, wanted, generator);
    case Sampling::Shuffled:
        break;
    }
    return drawEvenly(from, wanted, generator);
}

} // namespace

std::vector<std::size_t> epochOrder(const Recipe& recipe, const Cohort& cohort, const std::vector<std::size_t>& training, int epoch)
{
    std::mt19937_64 generator(mixed(recipe.seed) ^ mixed(static_cast<std::uint64_t>(epoch) + 77));
    std::vector<std::vector<std::size_t>> sources(recipe.data.size());
    for (const auto i : training)
        sources[static_cast<std::size_t>(cohort.images[i].source)].push_back(i);
    const auto steps = static_cast<std::size_t>(recipe.training.stepsPerEpoch);
    const auto needed = steps * static_cast<std::size_t>(recipe.training.batch);
    std::vector<std::size_t> order;
    do {
        std::vector<std::size_t> pass;
        for (std::size_t source = 0; source < sources.size(); ++source) {
            const auto wanted = static_cast<std::size_t>(
                std::llround(shareAt(recipe.data[source], epoch, recipe.training.epochs) * static_cast<double>(sources[source].size())));
            const auto drawn = draw(recipe.training.sampling, cohort, sources[source], wanted, generator);
            pass.insert(pass.end(), drawn.begin(), drawn.end());
        }
        if (pass.empty()) break;
        shuffle(pass, generator);
        order.insert(order.end(), pass.begin(), pass.end());
    } while (order.size() < needed);
    if (needed > 0 && order.size() > needed) order.resize(needed);
    return order;
}

int BatchFeed::batches(std::size_t images, int batch)
{
    const auto whole = static_cast<int>(images / static_cast<std::size_t>(batch));
    return whole > 0 ? whole : (images > 0 ? 1 : 0);
}

BatchFeed::BatchFeed(const Recipe& recipe, const Cohort& cohort, const Pixels& pixels, int epoch, std::vector<std::size_t> order,
                     int firstBatch, int threads, BatchPart part)
    : m_recipe(recipe)
    , m_cohort(cohort)
    , m_pixels(pixels)
    , m_epoch(epoch)
    , m_order(std::move(order))
    , m_all(batches(m_order.size(), recipe.training.batch))
    , m_ahead(std::max(1, threads) + batchesAhead)
    , m_part(part)
    , m_begun(firstBatch)
    , m_taken(firstBatch)
{
    m_ofSource.resize(recipe.data.size());
    for (const auto index : m_order) {
        const auto source = static_cast<std::size_t>(cohort.images[index].source);
        if (recipe.data[source].foreignSurroundings > 0) m_ofSource[source].push_back(index);
    }
    for (int i = std::max(1, threads); i > 0; --i)
        m_workers.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

BatchFeed::~BatchFeed()
{
    for (auto& worker : m_workers)
        worker.request_stop();
}

void BatchFeed::work(const std::stop_token& stop)
{
    const GivesWay helper(GivesWay::As::Helper);
    for (;;) {
        int number = 0;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [&] { return m_begun >= m_all || m_begun < m_taken + m_ahead; })) return;
            if (m_begun >= m_all) return;
            number = m_begun++;
        }
        Made made;
        try {
            auto batch = make(number);
            if (batch)
                made.batch = *std::move(batch);
            else
                made.failure = batch.error();
        } catch (...) {
            made.trouble = std::current_exception();
        }
        const std::lock_guard lock(m_mutex);
        m_ready.emplace(number, std::move(made));
        m_changed.notify_all();
    }
}

Result<Batch> BatchFeed::make(int number) const
{
    const auto size = static_cast<std::size_t>(m_recipe.input.inputSize);
    const auto begin = static_cast<std::size_t>(number) * static_cast<std::size_t>(m_recipe.training.batch);
    const auto whole = std::min(static_cast<std::size_t>(m_recipe.training.batch), m_order.size() - begin);
    const auto place = static_cast<std::size_t>(m_part.place), parts = static_cast<std::size_t>(m_part.parts);
    const auto first = begin + whole * place / parts, count = begin + whole * (place + 1) / parts - first;
    Batch batch;
    batch.count = static_cast<int>(count);
    if (parts > 1) batch.whole = static_cast<int>(whole);
    batch.images.resize(count * static_cast<std::size_t>(m_recipe.input.channels) * size * size);
    batch.labels.resize(count * m_cohort.findings.size());
    for (std::size_t i = 0; i < count; ++i) {
        giveWay();
        const auto seed = mixed(mixed(m_recipe.seed + 1) ^ mixed(static_cast<std::uint64_t>(m_epoch)) * 31 ^ mixed(first + i + 1));
        if (auto filled = fill(batch, i, m_order[first + i], seed); !filled) return filled.error();
    }
    return batch;
}

/// The image, or its lung fields in the surroundings of another one of its source: a function of the seed alone.
Result<cv::Mat> BatchFeed::drawn(std::size_t index, std::uint64_t seed) const
{
    auto own = m_pixels.at(index);
    const double unit = static_cast<double>(mixed(seed ^ 0x5b) >> 11) * 0x1p-53;
    const auto source = static_cast<std::size_t>(m_cohort.images[index].source);
    if (!own || unit >= m_recipe.data[source].foreignSurroundings) return own;
    const auto& lenders = m_ofSource[source];
    const auto other = m_pixels.at(lenders[static_cast<std::size_t>(mixed(seed ^ 0xa7) % lenders.size())]);
    if (!other) return other;
    return imaging::inSurroundingsOf(*own, *other);
}

Done BatchFeed::fill(Batch& batch, std::size_t place, std::size_t index, std::uint64_t seed) const
{
    const int size = m_recipe.input.inputSize;
    const auto plane = static_cast<std::size_t>(size) * static_cast<std::size_t>(size);
    const auto channels = static_cast<std::size_t>(m_recipe.input.channels), findings = m_cohort.findings.size();
    const auto pixels = drawn(index, seed);
    if (!pixels) return pixels.error();
    if (const auto bad = imaging::badRange(m_recipe.augmentation); !bad.empty())
        return Failure{FailureKind::BadRecipe, m_recipe.name, "augmentation." + std::string(bad)};
    const cv::Mat input = imaging::normalise(imaging::augment(*pixels, size, m_recipe.augmentation, seed), m_recipe.input);
    // Planes, as the network has them; imaging interleaves its channels.
    std::vector<cv::Mat> planes;
    for (std::size_t c = 0; c < channels; ++c)
        planes.emplace_back(size, size, CV_32FC1, batch.images.data() + (place * channels + c) * plane);
    if (channels == 1)
        input.copyTo(planes.front());
    else
        cv::split(input, planes);
    for (std::size_t f = 0; f < findings; ++f) {
        const auto label = m_cohort.images[index].labels[f];
        batch.labels[place * findings + f] =
            label == Label::Unknown ? std::numeric_limits<float>::quiet_NaN() : (label == Label::Present ? 1.0F : 0.0F);
    }
    return done();
}

std::optional<Batch> BatchFeed::next()
{
    if (m_failure || m_taken >= m_all) return std::nullopt;
    const auto begun = std::chrono::steady_clock::now();
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_ready.contains(m_taken); });
    m_waited += std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    auto made = std::move(m_ready.extract(m_taken).mapped());
    ++m_taken;
    m_changed.notify_all();
    if (made.trouble) std::rethrow_exception(made.trouble);
    m_failure = std::move(made.failure);
    return std::move(made.batch);
}

} // namespace lucency::model
