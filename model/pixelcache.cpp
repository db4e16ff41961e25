#include "model/pixelcache.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t alignment = 64;             ///< of an image in the file
constexpr std::uint64_t mappedAhead = 256ULL << 20; ///< room beyond the end of the file, for what will be appended

/// A record of the index as it is on the disk.
struct Record {
    ContentKey key;
    CachedImage image;
};
static_assert(sizeof(Record) == 88 && std::is_trivially_copyable_v<Record>);

std::uint64_t fileSize(int descriptor)
{
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

std::span<const std::byte> bytesOf(const cv::Mat& pixels)
{
    return {reinterpret_cast<const std::byte*>(pixels.data), pixels.total() * pixels.elemSize()};
}

/// The stores of a folder that were used longest ago go, until the rest holds no more than the limit. A process that uses one of them keeps
/// it until it ends: its files only lose their names.
void makeRoom(const fs::path& folder, const std::string& keep, std::uint64_t limit)
{
    struct Store {
        fs::file_time_type used;
        fs::path pixels, index;
        std::uint64_t bytes;
    };
    std::vector<Store> others;
    std::uint64_t all = 0;
    std::error_code unknown;
    for (const auto& entry : fs::directory_iterator(folder, unknown)) {
        if (entry.path().extension() != ".pixels") continue;
        auto index = entry.path();
        index.replace_extension(".index");
        const auto bytes = entry.file_size(unknown);
        if (unknown) continue;
        all += bytes;
        if (entry.path().stem() != keep) others.push_back({fs::last_write_time(index, unknown), entry.path(), index, bytes});
    }
    std::ranges::sort(others, {}, &Store::used);
    for (const auto& store : others) {
        if (all <= limit) return;
        fs::remove(store.index, unknown);
        fs::remove(store.pixels, unknown);
        all -= store.bytes;
    }
}

} // namespace

std::size_t ContentKeyHash::operator()(const ContentKey& key) const
{
    std::size_t value = 0;
    std::memcpy(&value, key.data(), sizeof value);
    return value;
}

std::uint64_t CachedImage::bytes() const
{
    return std::uint64_t{rows} * columns * (type == CV_32FC1 ? 4 : 1);
}

PixelCache::PixelCache(fs::path folder, RecordLog index, int pixels)
    : m_folder(std::move(folder))
    , m_index(std::move(index))
    , m_pixels(pixels)
{
}

PixelCache::~PixelCache()
{
    for (const auto& mapping : m_mappings)
        ::munmap(const_cast<std::byte*>(mapping.bytes), mapping.end - mapping.begin);
    ::close(m_pixels);
}

Result<std::unique_ptr<PixelCache>> PixelCache::open(const fs::path& folder, const std::string& kind, std::uint64_t limit)
{
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) return writeFailure(folder, failed.value());
    makeRoom(folder, kind, limit);
    auto index = RecordLog::open(folder / (kind + ".index"), sizeof(Record));
    if (!index) return index.error();
    const int pixels = ::open((folder / (kind + ".pixels")).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (pixels < 0) return writeFailure(folder, errno);
    ::futimens(index->descriptor(), nullptr); // used now
    auto cache = std::unique_ptr<PixelCache>(new PixelCache(folder, *std::move(index), pixels));
    cache->readIndex();
    return cache;
}

void PixelCache::readIndex()
{
    m_index.readNew([this](std::span<const std::byte> bytes) {
        Record record;
        std::memcpy(&record, bytes.data(), sizeof record);
        const auto& image = record.image;
        const bool sane = (image.type == CV_8UC1 || image.type == CV_32FC1) && image.rows > 0 && image.columns > 0 &&
                          image.rows <= 1 << 15 && image.columns <= 1 << 15 && image.offset % alignment == 0;
        if (sane) m_images.insert_or_assign(record.key, image);
    });
    const auto size = fileSize(m_pixels);
    // Images beyond the end were cut off. Seen now: what is appended later would seem to be theirs.
    std::erase_if(m_images, [size](const auto& entry) { return entry.second.offset + entry.second.bytes() > size; });
}

std::optional<CachedImage> PixelCache::find(const ContentKey& key) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_images.find(key);
    return found == m_images.end() ? std::nullopt : std::optional(found->second);
}

Result<CachedImage> PixelCache::add(const ContentKey& key, const cv::Mat& pixels)
{
    const auto bytes = bytesOf(pixels);
    Record record{key, {}};
    auto& image = record.image;
    image.look = differenceHash(pixels);
    image.rows = static_cast<std::uint32_t>(pixels.rows);
    image.columns = static_cast<std::uint32_t>(pixels.cols);
    image.type = static_cast<std::uint32_t>(pixels.type());
    image.check = checksum(bytes);
    const std::lock_guard lock(m_mutex);
    const FileLock alone(m_pixels);
    const auto size = fileSize(m_pixels);
    image.offset = (size + alignment - 1) / alignment * alignment;
    if (const int error = writeAt(m_pixels, bytes, image.offset)) {
        [[maybe_unused]] const int shortened = ::ftruncate(m_pixels, static_cast<off_t>(size));
        return writeFailure(m_folder, error);
    }
    if (auto appended = m_index.append(std::as_bytes(std::span(&record, 1))); !appended)
        return Failure{appended.error().kind, m_folder.string(), appended.error().detail};
    m_images.insert_or_assign(key, image);
    return image;
}

const std::byte* PixelCache::mapped(std::uint64_t offset, std::uint64_t bytes) const
{
    const std::lock_guard lock(m_mutex);
    // Memory beyond the end of its file may not be touched: a store that was cut off since is damaged.
    const auto size = fileSize(m_pixels);
    if (offset + bytes > size) return nullptr;
    for (const auto& mapping : m_mappings)
        if (mapping.begin <= offset && offset + bytes <= mapping.end) return mapping.bytes + (offset - mapping.begin);
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = m_mappings.empty() ? 0 : offset / page * page;
    const auto end = size + mappedAhead;
    void* const place = ::mmap(nullptr, end - begin, PROT_READ, MAP_SHARED, m_pixels, static_cast<off_t>(begin));
    if (place == MAP_FAILED) return nullptr;
    m_mappings.push_back({begin, end, static_cast<const std::byte*>(place)});
    return m_mappings.back().bytes + (offset - begin);
}

cv::Mat PixelCache::view(const CachedImage& image) const
{
    const auto* const bytes = mapped(image.offset, image.bytes());
    if (!bytes || checksum({bytes, image.bytes()}) != image.check) return {};
    return cv::Mat(static_cast<int>(image.rows), static_cast<int>(image.columns), static_cast<int>(image.type),
                   const_cast<std::byte*>(bytes));
}

std::size_t PixelCache::images() const
{
    const std::lock_guard lock(m_mutex);
    return m_images.size();
}

std::uint64_t PixelCache::bytesOnDisk() const
{
    return fileSize(m_pixels);
}

} // namespace lucency::model
