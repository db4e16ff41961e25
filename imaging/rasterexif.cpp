#include "imaging/rasterdecoders.h"

namespace lucency::imaging {

std::optional<int> exifOrientation(std::span<const std::uint8_t> data, ExifPrefix prefix)
{
    constexpr std::size_t PrefixBytes = 6;
    const bool prefixed = data.size() >= PrefixBytes && std::memcmp(data.data(), "Exif\0\0", PrefixBytes) == 0;
    if (!prefixed && prefix == ExifPrefix::Required) return std::nullopt;
    const std::span<const std::uint8_t> tiff = prefixed ? data.subspan(PrefixBytes) : data;
    if (tiff.size() < 14 || tiff[0] != tiff[1] || (tiff[0] != 'I' && tiff[0] != 'M')) return std::nullopt;
    const bool little = tiff[0] == 'I';
    const auto number = [&](std::size_t at, std::size_t bytes) {
        std::size_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value = value << 8 | tiff[little ? at + bytes - 1 - i : at + i];
        return value;
    };
    const std::size_t directory = number(4, 4);
    if (directory > tiff.size() - 2) return std::nullopt;
    const std::size_t entries = number(directory, 2);
    for (std::size_t i = 0, at = directory + 2; i < entries && at + 12 <= tiff.size(); ++i, at += 12)
        if (number(at, 2) == 0x0112) return static_cast<int>(number(at + 8, 2));
    return std::nullopt;
}

} // namespace lucency::imaging
