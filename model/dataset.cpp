#include "model/dataset.h"

#include "imaging/phantom.h"
#include "imaging/read.h"

#include <opencv2/imgproc.hpp>

#include <array>
#include <atomic>
#include <bit>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace lucency::model {

namespace {

/// Phantoms are drawn at this size: finer than any network's input, coarse enough to draw thousands.
constexpr int phantomSize = 320;

Result<imaging::Radiograph> radiographOf(const Cohort& cohort, std::size_t index, const std::filesystem::path& dataFolder)
{
    const auto& image = cohort.images[index];
    if (image.phantomSeed == 0) return imaging::read(dataFolder / image.path);
    auto description = imaging::describePhantom(image.phantomSeed);
    description.size = phantomSize;
    for (std::size_t f = 0; f < image.labels.size(); ++f)
        if (image.labels[f] == Label::Present)
            if (const auto finding = imaging::phantomFinding(cohort.findings[f])) description.findings.push_back(*finding);
    auto phantom = imaging::drawPhantom(description);
    imaging::Radiograph radiograph;
    radiograph.pixels = phantom.pixels;
    radiograph.bitsStored = 12;
    radiograph.meaning.windows.push_back({2047.5, 4095, imaging::VoiFunction::LinearExact, ""});
    radiograph.identity.isDicom = true;
    return radiograph;
}

using Conversion = std::function<cv::Mat(const imaging::Radiograph&)>;

/// Decodes on several threads; each takes the next image that nobody has.
Result<Pixels> decode(const Cohort& cohort, std::span<const std::size_t> which, const std::filesystem::path& dataFolder,
                      const Conversion& convert, int threads, const DecodeProgress& progress, const std::stop_token& stop)
{
    Pixels pixels;
    pixels.images.resize(cohort.images.size());
    std::atomic<std::size_t> next{0}, finished{0};
    std::mutex mutex;
    std::condition_variable changed;
    int working = std::max(1, threads);
    const auto work = [&] {
        while (!stop.stop_requested()) {
            const auto place = next.fetch_add(1);
            if (place >= which.size()) break;
            const auto index = which[place];
            const auto lose = [&](Failure why) {
                const std::lock_guard lock(mutex);
                pixels.lost.push_back({index, std::move(why)});
            };
            try {
                if (auto radiograph = radiographOf(cohort, index, dataFolder))
                    pixels.images[index] = convert(*radiograph);
                else
                    lose(radiograph.error());
            } catch (const std::bad_alloc&) {
                lose({FailureKind::OutOfMemory, cohort.images[index].path, ""});
            } catch (const std::exception& error) {
                lose({FailureKind::CorruptFile, cohort.images[index].path, error.what()});
            }
            ++finished;
            changed.notify_one();
        }
        const std::lock_guard lock(mutex);
        --working;
        changed.notify_one();
    };
    {
        std::vector<std::jthread> pool;
        for (int i = working; i > 0; --i)
            pool.emplace_back(work);
        std::unique_lock lock(mutex);
        while (!changed.wait_for(lock, std::chrono::milliseconds(500), [&] { return working == 0; })) {
            const auto now = finished.load();
            lock.unlock();
            if (progress) progress(now, which.size());
            lock.lock();
        }
    }
    if (stop.stop_requested()) return Failure{FailureKind::Cancelled, dataFolder.string(), ""};
    if (progress) progress(which.size(), which.size());
    std::sort(pixels.lost.begin(), pixels.lost.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
    return pixels;
}

using Hash = std::array<std::uint64_t, 4>;

Hash differenceHash(const cv::Mat& image)
{
    cv::Mat small;
    cv::resize(image, small, {17, 16}, 0, 0, cv::INTER_AREA);
    Hash hash{};
    for (int row = 0; row < 16; ++row)
        for (int column = 0; column < 16; ++column)
            if (small.at<uchar>(row, column) < small.at<uchar>(row, column + 1))
                hash[static_cast<std::size_t>(row / 4)] |= std::uint64_t{1} << (row % 4 * 16 + column);
    return hash;
}

} // namespace

Result<Pixels> decodeForTraining(const Cohort& cohort, std::span<const std::size_t> which, const std::filesystem::path& dataFolder,
                                 int size, int threads, const DecodeProgress& progress, std::stop_token stop)
{
    const auto convert = [size](const imaging::Radiograph& radiograph) {
        cv::Mat reduced, grey;
        cv::resize(imaging::presentationValues(radiograph), reduced, {size, size}, 0, 0, cv::INTER_AREA);
        reduced.convertTo(grey, CV_8U, 1.0 / 257);
        return grey;
    };
    return decode(cohort, which, dataFolder, convert, threads, progress, stop);
}

Result<Pixels> decodeForScoring(const Cohort& cohort, std::span<const std::size_t> which, const std::filesystem::path& dataFolder,
                                const imaging::Preprocessing& how, int threads, const DecodeProgress& progress, std::stop_token stop)
{
    const auto convert = [&how](const imaging::Radiograph& radiograph) { return imaging::preprocess(radiograph, how); };
    return decode(cohort, which, dataFolder, convert, threads, progress, stop);
}

Twins findTwins(const std::vector<cv::Mat>& images, int bitsApart)
{
    std::vector<std::pair<std::size_t, Hash>> hashes;
    for (std::size_t i = 0; i < images.size(); ++i)
        if (!images[i].empty()) hashes.emplace_back(i, differenceHash(images[i]));
    Twins twins;
    for (std::size_t a = 0; a < hashes.size(); ++a) {
        for (std::size_t b = a + 1; b < hashes.size(); ++b) {
            int apart = 0;
            for (std::size_t word = 0; word < 4; ++word)
                apart += std::popcount(hashes[a].second[word] ^ hashes[b].second[word]);
            if (apart <= bitsApart) twins.emplace_back(hashes[a].first, hashes[b].first);
        }
    }
    return twins;
}

} // namespace lucency::model
