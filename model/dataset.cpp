#include "model/dataset.h"

#include "imaging/phantom.h"
#include "imaging/preprocess.h"
#include "imaging/read.h"
#include "model/computeturn.h"
#include "model/contentindex.h"
#include "model/memory.h"
#include "model/pixelcache.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace lucency::model {

namespace {

/// Goes up with every change of what a file is decoded to: pixels of another version are not taken for this one's.
constexpr int decodeVersion = 2;

/// Phantoms are drawn at this size: finer than any network's input, coarse enough to draw thousands.
constexpr int phantomSize = 320;

constexpr std::uint64_t inMemory = ~std::uint64_t{0}; ///< the offset of an image that does not lie in the cache

using Conversion = std::function<cv::Mat(const imaging::Radiograph&)>;

imaging::PhantomDescription phantomOf(const Cohort& cohort, const CohortImage& image)
{
    auto description = imaging::describePhantom(image.phantomSeed);
    description.size = phantomSize;
    for (std::size_t f = 0; f < image.labels.size(); ++f)
        if (image.labels[f] == Label::Present)
            if (const auto finding = imaging::phantomFinding(cohort.findings[f])) description.findings.push_back(*finding);
    return description;
}

imaging::Radiograph drawn(const imaging::PhantomDescription& description)
{
    auto phantom = imaging::drawPhantom(description);
    imaging::Radiograph radiograph;
    radiograph.pixels = phantom.pixels;
    radiograph.bitsStored = 12;
    radiograph.meaning.windows.push_back({2047.5, 4095, imaging::VoiFunction::LinearExact, ""});
    radiograph.identity.isDicom = true;
    return radiograph;
}

ContentKey keyOf(const imaging::PhantomDescription& description)
{
    std::string text = "phantom " + std::to_string(description.seed) + " " + std::to_string(description.size);
    for (const auto finding : description.findings)
        text += " " + std::to_string(static_cast<int>(finding));
    return contentKey(text);
}

/// Names, reads and converts the images of a cohort.
class Decoder {
public:
    Decoder(const Cohort& cohort, std::filesystem::path folder, Conversion convert)
        : m_cohort(cohort)
        , m_folder(std::move(folder))
        , m_convert(std::move(convert))
    {
    }

    struct Decoded {
        ContentKey key;
        cv::Mat pixels; ///< empty where the content is known already
    };

    /// Without a content index the file is read to know its content. Decodes unless isKnown says that there is no need.
    Result<Decoded> decode(std::size_t index, ContentIndex* contents, const std::function<bool(const ContentKey&)>& isKnown) const
    {
        const auto& image = m_cohort.images[index];
        if (image.phantomSeed != 0) {
            const auto description = phantomOf(m_cohort, image);
            const auto key = keyOf(description);
            return Decoded{key, isKnown(key) ? cv::Mat() : m_convert(drawn(description))};
        }
        const auto file = m_folder / image.path;
        for (int attempt = 0; attempt < 3; ++attempt) {
            const auto before = stateOf(file);
            if (!before) return before.error();
            const auto key = contents ? contents->keyOf(file, *before) : contentKeyOfFile(file);
            if (!key) return key.error();
            if (isKnown(*key)) return Decoded{*key, {}};
            const auto radiograph = imaging::read(file);
            if (!radiograph) return radiograph.error();
            auto pixels = m_convert(*radiograph);
            const auto after = stateOf(file);
            if (after && *after == *before) return Decoded{*key, std::move(pixels)};
        }
        return Failure{FailureKind::Unreadable, file.string(), "changes while it is read"};
    }

    const std::string& nameOf(std::size_t index) const { return m_cohort.images[index].path; }

private:
    const Cohort& m_cohort;
    const std::filesystem::path m_folder;
    const Conversion m_convert;
};

} // namespace

struct Pixels::State {
    Decoder decoder;
    const std::string kind;
    std::unique_ptr<PixelCache> cache; ///< none where all is kept in memory
    mutable std::mutex mutex;
    std::vector<CachedImage> places;  ///< by index; 0 rows for none
    std::vector<ContentKey> contents; ///< of those that have a place
    std::unordered_map<std::size_t, cv::Mat> memory;
    std::uint64_t memoryBytes = 0;
    std::vector<LostImage> lost;
    CacheUse use;

    State(Decoder how, std::string what, std::size_t images)
        : decoder(std::move(how))
        , kind(std::move(what))
        , places(images)
        , contents(images)
    {
    }

    void keepInMemory(std::size_t index, const ContentKey& key, cv::Mat pixels)
    {
        CachedImage place;
        place.look = differenceHash(pixels);
        place.offset = inMemory;
        place.rows = static_cast<std::uint32_t>(pixels.rows);
        place.columns = static_cast<std::uint32_t>(pixels.cols);
        place.type = static_cast<std::uint32_t>(pixels.type());
        const std::lock_guard lock(mutex);
        memoryBytes += place.bytes();
        places[index] = place;
        contents[index] = key;
        memory.insert_or_assign(index, std::move(pixels));
    }
};

namespace {

/// One pass over the images of a job, on several threads; each takes the next image that nobody has.
class Decoding {
public:
    Decoding(const DecodeJob& job, Pixels::State& state, const std::stop_token& stop)
        : m_job(job)
        , m_state(state)
        , m_stop(stop)
    {
    }

    Done carryOut()
    {
        if (!m_job.cache.folder.empty()) openCache(m_state.kind);
        int working = std::max(1, m_job.threads);
        std::vector<std::jthread> pool;
        for (int i = working; i > 0; --i)
            pool.emplace_back([&] {
                work();
                const std::lock_guard lock(m_mutex);
                --working;
                m_changed.notify_one();
            });
        {
            std::unique_lock lock(m_mutex);
            while (!m_changed.wait_for(lock, std::chrono::milliseconds(500), [&] { return working == 0; })) {
                lock.unlock();
                if (m_job.progress) m_job.progress(m_finished, m_job.which.size());
                lock.lock();
            }
        }
        pool.clear();
        if (m_stop.stop_requested()) return Failure{FailureKind::Cancelled, m_job.dataFolder.string(), ""};
        if (m_outOfMemory) return *m_outOfMemory;
        if (m_tooMuch) return *m_state.use.trouble;
        if (m_job.progress) m_job.progress(m_job.which.size(), m_job.which.size());
        std::ranges::sort(m_state.lost, {}, &LostImage::index);
        if (m_state.cache) m_state.use.bytesOnDisk = m_state.cache->bytesOnDisk();
        return done();
    }

private:
    void openCache(const std::string& kind)
    {
        auto cache = PixelCache::open(m_job.cache.folder, kind, m_job.cache.diskLimit);
        if (!cache) {
            m_state.use.trouble = cache.error();
            return;
        }
        m_state.cache = *std::move(cache);
        if (auto contents = ContentIndex::open(m_job.cache.folder / "contents-1.index")) m_contents = *std::move(contents);
    }

    void work()
    {
        const GivesWay helper(GivesWay::As::Helper);
        while (!m_stop.stop_requested() && !m_tooMuch) {
            const auto place = m_next.fetch_add(1);
            if (place >= m_job.which.size()) return;
            giveWay();
            const auto index = m_job.which[place];
            std::optional<Failure> why;
            try {
                const auto had = m_state.cache ? cached(index) : decoded(index);
                if (!had) why = had.error();
            } catch (const std::exception& error) {
                const auto kind = isOutOfMemory(error) ? FailureKind::OutOfMemory : FailureKind::CorruptFile;
                why = Failure{kind, m_state.decoder.nameOf(index), error.what()};
            }
            ++m_finished;
            if (!why) continue;
            const std::lock_guard lock(m_mutex);
            if (why->kind == FailureKind::OutOfMemory) {
                // Nothing is wrong with the image: without it the run would be another.
                m_outOfMemory = *std::move(why);
                m_tooMuch = true;
                return;
            }
            m_state.lost.push_back({index, *std::move(why)});
        }
    }

    Done decoded(std::size_t index)
    {
        auto fresh = m_state.decoder.decode(index, nullptr, [](const ContentKey&) { return false; });
        if (!fresh) return fresh.error();
        m_state.keepInMemory(index, fresh->key, std::move(fresh->pixels));
        const std::lock_guard lock(m_mutex);
        ++m_state.use.decoded;
        ++m_state.use.inMemory;
        // Without a folder it was asked for; in place of one it has its limit.
        m_tooMuch = m_state.use.trouble && m_state.memoryBytes > m_job.cache.memoryLimit;
        return done();
    }

    Done cached(std::size_t index)
    {
        std::optional<CachedImage> image;
        auto fresh = m_state.decoder.decode(index, m_contents.get(),
                                            [&](const ContentKey& key) { return (image = m_state.cache->find(key)).has_value(); });
        if (!fresh) return fresh.error();
        if (!image) {
            auto added = m_full ? Result<CachedImage>(*m_state.use.trouble) : m_state.cache->add(fresh->key, fresh->pixels);
            if (!added) return inPlaceOf(added.error(), index, *std::move(fresh));
            image = *added;
        }
        const std::lock_guard lock(m_mutex);
        ++(fresh->pixels.empty() ? m_state.use.found : m_state.use.decoded);
        m_state.places[index] = *image;
        m_state.contents[index] = fresh->key;
        return done();
    }

    /// Memory in place of a folder that took no more.
    Done inPlaceOf(const Failure& trouble, std::size_t index, Decoder::Decoded fresh)
    {
        m_state.keepInMemory(index, fresh.key, std::move(fresh.pixels));
        const std::lock_guard lock(m_mutex);
        if (!m_full) m_state.use.trouble = trouble;
        m_full = true;
        ++m_state.use.decoded;
        ++m_state.use.inMemory;
        if (m_state.memoryBytes > m_job.cache.memoryLimit) m_tooMuch = true;
        return done();
    }

    const DecodeJob& m_job;
    Pixels::State& m_state;
    const std::stop_token& m_stop;
    std::unique_ptr<ContentIndex> m_contents;
    std::atomic<std::size_t> m_next{0}, m_finished{0};
    std::optional<Failure> m_outOfMemory;
    std::atomic<bool> m_full = false, m_tooMuch = false;
    std::mutex m_mutex;
    std::condition_variable m_changed;
};

Result<Pixels> decode(const DecodeJob& job, const std::string& what, int size, Conversion convert, const std::stop_token& stop)
{
    const auto kind = what + "-" + std::to_string(size) + "-" + std::to_string(decodeVersion);
    const auto state =
        std::make_shared<Pixels::State>(Decoder(job.cohort, job.dataFolder, std::move(convert)), kind, job.cohort.images.size());
    if (auto carriedOut = Decoding(job, *state, stop).carryOut(); !carriedOut) return carriedOut.error();
    return Pixels(state);
}

} // namespace

std::string describe(const CacheUse& use, const std::filesystem::path& folder)
{
    std::string text = "images: " + std::to_string(use.found) + " decoded before, " + std::to_string(use.decoded) + " now; " +
                       std::to_string((use.bytesOnDisk + (1 << 20) - 1) >> 20) + " MB in " + folder.string();
    if (use.trouble)
        text += "; " + std::to_string(use.inMemory) + " in memory, since nothing more could be written there [" +
                std::string(slug(use.trouble->kind)) + "]";
    return text;
}

Pixels::Pixels(std::shared_ptr<State> state)
    : m_state(std::move(state))
{
}

bool Pixels::has(std::size_t index) const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->places[index].rows > 0;
}

Result<cv::Mat> Pixels::at(std::size_t index) const
{
    CachedImage place;
    {
        const std::lock_guard lock(m_state->mutex);
        place = m_state->places[index];
        if (place.offset == inMemory) return m_state->memory.at(index);
    }
    if (cv::Mat pixels = m_state->cache->view(place); !pixels.empty()) return pixels;
    const auto fresh = m_state->decoder.decode(index, nullptr, [](const ContentKey&) { return false; });
    if (!fresh) return fresh.error();
    if (const auto added = m_state->cache->add(fresh->key, fresh->pixels)) {
        const std::lock_guard lock(m_state->mutex);
        m_state->places[index] = *added;
    }
    return fresh->pixels;
}

const std::vector<LostImage>& Pixels::lost() const
{
    return m_state->lost;
}

std::vector<std::optional<ImageHash>> Pixels::looks() const
{
    const std::lock_guard lock(m_state->mutex);
    std::vector<std::optional<ImageHash>> looks(m_state->places.size());
    for (std::size_t i = 0; i < looks.size(); ++i)
        if (m_state->places[i].rows > 0) looks[i] = m_state->places[i].look;
    return looks;
}

std::vector<std::string> Pixels::contents() const
{
    const std::lock_guard lock(m_state->mutex);
    std::vector<std::string> contents(m_state->places.size());
    constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t i = 0; i < contents.size(); ++i) {
        if (m_state->places[i].rows == 0) continue;
        for (const auto byte : m_state->contents[i]) {
            contents[i] += digits[byte >> 4];
            contents[i] += digits[byte & 15];
        }
    }
    return contents;
}

const std::string& Pixels::kind() const
{
    return m_state->kind;
}

CacheUse Pixels::use() const
{
    return m_state->use;
}

Result<Pixels> decodeForTraining(const DecodeJob& job, int size, std::stop_token stop)
{
    const auto convert = [size](const imaging::Radiograph& radiograph) {
        cv::Mat reduced, grey;
        cv::resize(imaging::presentationValues(radiograph), reduced, {size, size}, 0, 0, cv::INTER_AREA);
        reduced.convertTo(grey, CV_8U, 1.0 / 257);
        return grey;
    };
    return decode(job, "training", size, convert, stop);
}

Result<Pixels> decodeForScoring(const DecodeJob& job, int size, std::stop_token stop)
{
    const auto convert = [size](const imaging::Radiograph& radiograph) {
        cv::Mat grey = imaging::inputGrey(radiograph, size), bytes, back;
        grey.convertTo(bytes, CV_8U);
        bytes.convertTo(back, CV_32F);
        return cv::norm(grey, back, cv::NORM_INF) == 0 ? bytes : grey;
    };
    return decode(job, "scoring", size, convert, stop);
}

} // namespace lucency::model
