#include "imaging/dicom/overlay.h"

#include "imaging/dicom/pixels.h"

#include <dcmtk/dcmdata/dcelem.h>

#include <opencv2/core.hpp>

#include <algorithm>
#include <bit>
#include <span>

namespace lucency::imaging::dicom {

namespace {

/// Bits of a plane or of a frame of it, the first in the lowest bit of the first byte, PS3.5 section 8.1.2.
using Bits = std::span<const std::uint8_t>;

std::optional<Uint16> word(DcmItem& dataset, const DcmTagKey& key)
{
    Uint16 value = 0;
    if (dataset.findAndGetUint16(key, value).bad()) return std::nullopt;
    return value;
}

/// One of the two values of Overlay Origin; some writers have it as unsigned.
std::optional<int> originAt(DcmItem& dataset, const DcmTagKey& key, unsigned long index)
{
    Sint16 value = 0;
    if (dataset.findAndGetSint16(key, value, index).good()) return value;
    Uint16 unsignedValue = 0;
    if (dataset.findAndGetUint16(key, unsignedValue, index).good()) return unsignedValue;
    return std::nullopt;
}

/// The value of Overlay Data; empty when it cannot be had. DCMTK turns words of big endian files.
Bits bitsOf(DcmElement& data)
{
    Uint16* words = nullptr;
    if (data.getUint16Array(words).good() && words != nullptr) {
        static_assert(std::endian::native == std::endian::little);
        return {reinterpret_cast<const std::uint8_t*>(words), data.getLength() / 2 * 2};
    }
    Uint8* bytes = nullptr;
    if (data.getUint8Array(bytes).good() && bytes != nullptr) return {bytes, data.getLength()};
    return {};
}

/// Moves bits to the start of a byte: to takes those from first on, and what is left of its last byte is 0.
void copyBits(Bits from, std::uint64_t first, std::uint8_t* to, int count)
{
    const auto shift = static_cast<int>(first % 8);
    for (std::size_t i = 0, at = first / 8; i < static_cast<std::size_t>(count + 7) / 8; ++i, ++at) {
        const unsigned low = from[at], high = at + 1 < from.size() ? from[at + 1] : 0U;
        to[i] = static_cast<std::uint8_t>((low | high << 8) >> shift);
    }
    if (count % 8 != 0) to[count / 8] = static_cast<std::uint8_t>(to[count / 8] & ((1 << count % 8) - 1));
}

/// The least rectangle around all set bits of rows of bits; empty without any.
cv::Rect boundsOf(const cv::Mat& bits)
{
    std::vector<std::uint8_t> any(static_cast<std::size_t>(bits.cols));
    int top = -1, bottom = -1;
    for (int row = 0; row < bits.rows; ++row) {
        const auto* from = bits.ptr<std::uint8_t>(row);
        std::uint8_t inRow = 0;
        for (std::size_t i = 0; i < any.size(); ++i) {
            inRow |= from[i];
            any[i] |= from[i];
        }
        if (inRow == 0) continue;
        if (top < 0) top = row;
        bottom = row;
    }
    if (top < 0) return {};
    const auto isSet = [](std::uint8_t byte) { return byte != 0; };
    const auto first = std::ranges::find_if(any, isSet) - any.begin();
    const auto last = any.rend() - std::find_if(any.rbegin(), any.rend(), isSet) - 1;
    const int left = static_cast<int>(first) * 8 + std::countr_zero(any[static_cast<std::size_t>(first)]);
    const int right = static_cast<int>(last) * 8 + 7 - std::countl_zero(any[static_cast<std::size_t>(last)]);
    return {left, top, right - left + 1, bottom - top + 1};
}

/// Keeps the marks of a plane: the part of its bits that lies over the image and has any.
void keepMarks(Bits bits, std::uint64_t firstBit, cv::Size image, OverlayPlane& plane)
{
    const cv::Rect over = plane.covered(image);
    if (over.empty()) return;
    cv::Mat rows(over.height, (over.width + 7) / 8, CV_8UC1);
    for (int row = 0; row < over.height; ++row) {
        const auto planeRow = static_cast<std::uint64_t>(over.y - plane.top + row);
        const auto planeColumn = static_cast<std::uint64_t>(over.x - plane.left);
        copyBits(bits, firstBit + planeRow * static_cast<std::uint64_t>(plane.columns) + planeColumn, rows.ptr<std::uint8_t>(row),
                 over.width);
    }
    const cv::Rect marked = boundsOf(rows);
    if (marked.empty()) return;
    plane.area = marked + over.tl();
    plane.bits.create(marked.height, (marked.width + 7) / 8, CV_8UC1);
    for (int row = 0; row < marked.height; ++row) {
        const Bits from(rows.ptr<std::uint8_t>(marked.y + row), static_cast<std::size_t>(rows.cols));
        copyBits(from, static_cast<std::uint64_t>(marked.x), plane.bits.ptr<std::uint8_t>(row), marked.width);
    }
}

/// Which frames of the image a plane has, PS3.3 C.9.3: without Number of Frames in Overlay it lies over all of them (CP-1974).
struct PlaneFrames {
    std::uint64_t count = 1;
    bool several = false;   ///< the plane says frame by frame
    std::int64_t first = 0; ///< of the image, 0-based
};

PlaneFrames framesOf(DcmItem& dataset, Uint16 group)
{
    PlaneFrames frames;
    Sint32 count = 0;
    if (dataset.findAndGetSint32(DcmTagKey(group, 0x0015), count).good()) {
        frames.several = true;
        frames.count = static_cast<std::uint64_t>(std::max<Sint32>(1, count));
    }
    frames.first = std::max(0, word(dataset, DcmTagKey(group, 0x0051)).value_or(1) - 1);
    return frames;
}

/// What a group of overlay elements says, without its bits.
OverlayPlane describedPlane(DcmItem& dataset, Text& text, Uint16 group)
{
    OverlayPlane plane;
    plane.group = group;
    plane.kind = text.one(dataset, DcmTagKey(group, 0x0040)) == "R" ? OverlayPlane::Kind::RegionOfInterest : OverlayPlane::Kind::Graphics;
    plane.rows = word(dataset, DcmTagKey(group, 0x0010)).value_or(0);
    plane.columns = word(dataset, DcmTagKey(group, 0x0011)).value_or(0);
    plane.label = text.all(dataset, DcmTagKey(group, 0x1500));
    plane.description = text.all(dataset, DcmTagKey(group, 0x0022));
    const std::optional<int> top = originAt(dataset, DcmTagKey(group, 0x0050), 0), left = originAt(dataset, DcmTagKey(group, 0x0050), 1);
    // A mark in a place that is guessed would be worse than none.
    plane.readable = plane.rows > 0 && plane.columns > 0 && top && left;
    plane.top = top.value_or(1) - 1;
    plane.left = left.value_or(1) - 1;
    return plane;
}

bool hasSetBits(Bits bits)
{
    return std::ranges::any_of(bits, [](std::uint8_t byte) { return byte != 0; });
}

/// A plane in Overlay Data of its own. Nothing where it has no part in the frame.
std::optional<OverlayPlane> separatePlane(DcmItem& dataset, DcmElement& data, OverlayPlane plane, int frame, Radiograph& radiograph)
{
    const auto group = static_cast<Uint16>(plane.group);
    const PlaneFrames frames = framesOf(dataset, group);
    const std::int64_t index = frames.several ? frame - frames.first : 0;
    if (index < 0 || index >= static_cast<std::int64_t>(frames.count)) return std::nullopt;
    const Bits bits = bitsOf(data);
    const std::uint64_t frameBits = static_cast<std::uint64_t>(plane.rows) * static_cast<std::uint64_t>(plane.columns);
    const std::uint64_t needed = frameBits * frames.count;
    // Planes of several bits a pixel are of no known kind. Files that merely state more bits beside as many as one a pixel takes exist.
    const bool oneBit = word(dataset, DcmTagKey(group, 0x0100)).value_or(1) == 1 || bits.size() <= needed / 8 + 2;
    const bool placed = frames.several || frames.first == 0;
    plane.readable = plane.readable && oneBit && placed && std::uint64_t{bits.size()} * 8 >= needed;
    if (plane.readable) {
        keepMarks(bits, static_cast<std::uint64_t>(index) * frameBits, {radiograph.columns, radiograph.rows}, plane);
    } else if (hasSetBits(bits) || bits.empty()) {
        remark(radiograph, Remark::OverlayNotShown); // modalities write planes that are empty, and of those nothing is missing
    }
    return plane;
}

/// Bit position of every sample of a frame as bits of a plane.
std::vector<std::uint8_t> planeOf(const RawFrame& raw, std::uint64_t pixels, int position)
{
    std::vector<std::uint8_t> bits((pixels + 7) / 8);
    const auto step = static_cast<std::size_t>(raw.bytesPerSample);
    const std::uint8_t* from = raw.bytes.data() + position / 8;
    for (std::uint64_t i = 0; i < pixels; ++i, from += step)
        bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | (*from >> (position % 8) & 1) << (i % 8));
    return bits;
}

/// A plane in bits of the pixels that are not those of the stored value, as it was written until 2003 (PS3.3 C.9.2, Overlay Bit Position).
/// Nothing where the group describes no such plane. What a codec makes of those bits is anybody's guess, so that compressed pixels have
/// none that could be drawn.
std::optional<OverlayPlane> embeddedPlane(const OpenedDicom& opened, const PixelShape& shape, std::optional<int> frame, OverlayPlane plane,
                                          Radiograph& radiograph)
{
    const std::optional<Uint16> position = word(*opened.dataset, DcmTagKey(static_cast<Uint16>(plane.group), 0x0102));
    if (!position || *position >= shape.bitsAllocated) return std::nullopt;
    if (*position <= shape.highBit && *position + shape.bitsStored > shape.highBit) return std::nullopt;
    plane.embedded = true;
    plane.readable = plane.readable && !opened.structure.pixels->encapsulated && shape.samples == 1 &&
                     static_cast<std::uint32_t>(plane.rows) == shape.rows && static_cast<std::uint32_t>(plane.columns) == shape.columns;
    if (plane.readable && frame) {
        const Result<RawFrame> raw = nativeFrame(opened, shape, *frame, radiograph.path);
        plane.readable = raw.has_value();
        if (raw) keepMarks(planeOf(*raw, shape.pixels(), *position), 0, {radiograph.columns, radiograph.rows}, plane);
    }
    if (!plane.readable) remark(radiograph, Remark::OverlayNotShown);
    return plane;
}

} // namespace

void describeOverlays(const OpenedDicom& opened, const PixelShape& shape, std::optional<int> frame, Radiograph& radiograph)
{
    constexpr Uint16 firstGroup = 0x6000, lastGroup = 0x601E; // a plane has an even group, PS3.5 section 7.6
    DcmItem& dataset = *opened.dataset;
    std::optional<Text> text; // only for the few files that have planes
    for (Uint16 group = firstGroup; group <= lastGroup; group = static_cast<Uint16>(group + 2)) {
        DcmElement* data = nullptr;
        const bool separate = dataset.findAndGetElement(DcmTagKey(group, 0x3000), data).good() && data != nullptr && data->getLength() > 0;
        if (!separate && !dataset.tagExists(DcmTagKey(group, 0x0102))) continue;
        if (!text) text.emplace(dataset);
        OverlayPlane plane = describedPlane(dataset, *text, group);
        std::optional<OverlayPlane> read = separate ? separatePlane(dataset, *data, std::move(plane), frame.value_or(0), radiograph)
                                                    : embeddedPlane(opened, shape, frame, std::move(plane), radiograph);
        if (read) radiograph.overlays.push_back(*std::move(read));
        if (separate) data->compact(); // its value can be loaded again, but nobody will
    }
    if (text && text->sawUnknown()) remark(radiograph, Remark::UnknownCharacterSet);
}

} // namespace lucency::imaging::dicom
