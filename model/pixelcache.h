#pragma once

#include "imaging/result.h"
#include "model/imagehash.h"
#include "model/recordlog.h"

#include <opencv2/core/mat.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace lucency::model {

/// SHA-256 of what an image was made from.
using ContentKey = std::array<std::uint8_t, 32>;

struct ContentKeyHash {
    std::size_t operator()(const ContentKey& key) const;
};

/// Where the pixels of one image lie in a PixelCache.
struct CachedImage {
    ImageHash look{};
    std::uint64_t offset = 0;
    std::uint32_t rows = 0, columns = 0; ///< 0 for none
    std::uint32_t type = 0;              ///< CV_8UC1 or CV_32FC1
    std::uint32_t check = 0;             ///< of the bytes

    std::uint64_t bytes() const;
};

/// Decoded images on the disk, mapped into memory when they are looked at, so that the system keeps in memory what fits and no more. One
/// store holds one kind of pixels ("training-192-1": what for, size, version of the decoding); its images are found by the content that
/// they were made from. Two files: KIND.pixels, to which images are appended, and KIND.index. What is damaged or cut off is not found, or
/// is seen by its checksum when it is looked at. Thread-safe; several processes may use one store.
class PixelCache {
public:
    /// Opens or makes a store; older stores of the folder are removed while all together hold more than limit bytes. Fails with
    /// CannotWrite, DiskFull or Unreadable naming the folder or file.
    static Result<std::unique_ptr<PixelCache>> open(const std::filesystem::path& folder, const std::string& kind, std::uint64_t limit);
    ~PixelCache();
    PixelCache(const PixelCache&) = delete;
    PixelCache& operator=(const PixelCache&) = delete;

    std::optional<CachedImage> find(const ContentKey& key) const;

    /// Keeps an image (continuous, CV_8UC1 or CV_32FC1) in place of any other of the same content. Fails with DiskFull or CannotWrite
    /// naming the folder; then the store is as it was.
    Result<CachedImage> add(const ContentKey& key, const cv::Mat& pixels);

    /// The pixels where they lie, read-only, valid as long as the store; empty where they are not those that were kept.
    cv::Mat view(const CachedImage& image) const;

    std::size_t images() const;
    std::uint64_t bytesOnDisk() const;

private:
    struct Mapping {
        std::uint64_t begin = 0, end = 0;
        const std::byte* bytes = nullptr;
    };

    PixelCache(std::filesystem::path folder, RecordLog index, int pixels);
    void readIndex();
    const std::byte* mapped(std::uint64_t offset, std::uint64_t bytes) const;

    const std::filesystem::path m_folder;
    mutable std::mutex m_mutex;
    RecordLog m_index;
    const int m_pixels;
    std::unordered_map<ContentKey, CachedImage, ContentKeyHash> m_images;
    mutable std::vector<Mapping> m_mappings;
};

} // namespace lucency::model
