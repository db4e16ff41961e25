#include "imaging/rasterdecoders.h"

#include <algorithm>
#include <set>

namespace lucency::imaging {
namespace {

/// Walks directories without reading them: libtiff counts pages, but not those that are missing.
class TiffDirectories {
public:
    explicit TiffDirectories(std::span<const std::uint8_t> bytes)
        : m_bytes(bytes)
        , m_little(bytes.size() > 3 && bytes[0] == 'I')
        , m_big(bytes.size() > 3 && bytes[m_little ? 2 : 3] == 43)
    {
    }

    struct Directory {
        bool isPage = true;
        std::uint64_t next = 0; ///< zero after the last
    };

    std::optional<std::uint64_t> first() const { return m_big ? number(8, 8) : number(4, 4); }

    /// Nothing where the directory is not within the bytes.
    std::optional<Directory> at(std::uint64_t offset) const
    {
        const std::size_t countBytes = m_big ? 8 : 2, entryBytes = m_big ? 20 : 12;
        const std::optional<std::uint64_t> count = number(offset, countBytes);
        if (!count || *count > (m_bytes.size() - offset) / entryBytes) return std::nullopt;
        const std::uint64_t entries = offset + countBytes;
        const std::optional<std::uint64_t> next = number(entries + *count * entryBytes, m_big ? 8 : 4);
        if (!next) return std::nullopt;
        Directory directory{true, *next};
        for (std::uint64_t i = 0; i < *count; ++i) { // in ascending order of their tags
            const std::uint64_t entry = entries + i * entryBytes;
            const std::uint64_t tag = *number(entry, 2);
            if (tag > NewSubfileType) break;
            if (tag == NewSubfileType)
                directory.isPage = (*number(entry + (m_big ? 12 : 8), *number(entry + 2, 2) == ShortType ? 2 : 4) & (Reduced | Mask)) == 0;
        }
        return directory;
    }

private:
    static constexpr std::uint64_t NewSubfileType = 254, ShortType = 3, Reduced = 1, Mask = 4;

    std::optional<std::uint64_t> number(std::uint64_t at, std::size_t bytes) const
    {
        if (at > m_bytes.size() || m_bytes.size() - at < bytes) return std::nullopt;
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value = value << 8 | m_bytes[at + (m_little ? bytes - 1 - i : i)];
        return value;
    }

    std::span<const std::uint8_t> m_bytes;
    bool m_little;
    bool m_big;
};

} // namespace

Result<std::vector<std::uint64_t>> tiffPages(const RasterSource& source)
{
    const TiffDirectories directories(source.bytes);
    std::vector<std::uint64_t> pages, all;
    std::set<std::uint64_t> seen;
    std::optional<std::uint64_t> missing;
    std::uint64_t offset = directories.first().value_or(0);
    while (offset != 0 && seen.insert(offset).second) { // a chain that returns to itself ends there
        if (seen.size() > static_cast<std::size_t>(source.limits.frames))
            return rasterFailure(FailureKind::TooLarge, "more than " + std::to_string(source.limits.frames) + " pages");
        const auto directory = directories.at(offset);
        if (!directory) {
            if (!source.whole) return rasterFailure(FailureKind::TruncatedPixelData, "a page may stand behind these bytes");
            missing = offset;
            break;
        }
        all.push_back(offset);
        if (directory->isPage) pages.push_back(offset);
        offset = directory->next;
    }
    if (pages.empty()) pages = std::move(all); // nothing but previews: they are what there is to see
    if (missing) pages.push_back(*missing);
    return pages;
}

Done checkPage(int page, std::size_t pages)
{
    if (page >= 0 && static_cast<std::size_t>(page) < pages) return done();
    return rasterFailure(FailureKind::BadArgument, "frame " + std::to_string(page + 1) + " of " + std::to_string(pages));
}

} // namespace lucency::imaging
