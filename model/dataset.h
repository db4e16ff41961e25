#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/imagehash.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::model {

/// Where decoded images are kept from run to run.
struct CachePlan {
    std::filesystem::path folder{};         ///< empty: they are kept in memory, for this run alone
    std::uint64_t diskLimit = 64ULL << 30;  ///< bytes; beyond it the folder's stores of other kinds go, those used longest ago first
    std::uint64_t memoryLimit = 2ULL << 30; ///< bytes that memory takes where the folder cannot
};

/// An image of the cohort that could not be read, and why.
struct LostImage {
    std::size_t index = 0;
    Failure why;
};

/// How images were come by.
struct CacheUse {
    std::size_t decoded = 0, found = 0;  ///< found: in the folder, from an earlier run
    std::size_t inMemory = 0;            ///< of the decoded ones, those that are kept in memory
    std::uint64_t bytesOnDisk = 0;       ///< of the store that they lie in
    std::optional<Failure> trouble = {}; ///< why the folder was not used, or not to the end
};

/// Where decoded images came from and lie, in one line.
std::string describe(const CacheUse& use, const std::filesystem::path& folder);

/// Decoded images of a cohort, by their index in it. They lie in a file that is mapped into memory, or in memory; copies share them.
/// Thread-safe.
class Pixels {
public:
    struct State;
    Pixels() = default;
    explicit Pixels(std::shared_ptr<State> state);

    /// Whether an image was asked for and not lost.
    bool has(std::size_t index) const;

    /// An image that has() names, square, CV_8UC1 or (of decodeForScoring()) CV_32FC1, never to be written to; valid as long as any copy
    /// of this. One that was damaged on the disk since is decoded again, and fails as that does.
    Result<cv::Mat> at(std::size_t index) const;

    /// Sorted by index.
    const std::vector<LostImage>& lost() const;

    /// What each image of the cohort looks like; nothing for those that it has not.
    std::vector<std::optional<ImageHash>> looks() const;

    /// SHA-256 of what each image of the cohort was made from (its file), in hexadecimal digits; empty for those that it has not.
    std::vector<std::string> contents() const;

    /// What the images were made for, their size and the way of making them: those of another kind are others, whatever their contents.
    const std::string& kind() const;

    CacheUse use() const;

private:
    std::shared_ptr<State> m_state;
};

/// Told how many of how many images are decoded; called on the calling thread.
using DecodeProgress = std::function<void(std::size_t done, std::size_t all)>;

/// What decoding works with. The cohort must live as long as the Pixels.
struct DecodeJob {
    const Cohort& cohort;
    std::span<const std::size_t> which;
    std::filesystem::path dataFolder;
    CachePlan cache{};
    int threads = 1;
    DecodeProgress progress{}; ///< may be empty
};

/// Reads images as CV_8UC1 of size x size (area-averaged presentation values), the form that augmentation works on. An unreadable image is
/// lost, not a failure. Where the cache folder cannot be used, memory takes its place within the plan's limit. Fails with Cancelled when
/// stopped, with OutOfMemory, and with DiskFull or CannotWrite naming the cache folder where memory may not take what it cannot.
Result<Pixels> decodeForTraining(const DecodeJob& job, int size, std::stop_token stop);

/// Reads images as they will be fed when scoring, short of imaging::normalise(): imaging::inputGrey() of the file, kept as CV_8UC1 where
/// that is exact. Fails as decodeForTraining().
Result<Pixels> decodeForScoring(const DecodeJob& job, int size, std::stop_token stop);

} // namespace lucency::model
