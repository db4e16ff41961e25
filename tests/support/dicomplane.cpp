#include "tests/support/dicomplane.h"

#include <algorithm>
#include <random>

namespace lucency::test {

namespace {

std::size_t bitsOfFrame(int rows, int columns)
{
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

/// As the 16 bits of a signed value.
std::uint32_t number(int value)
{
    return static_cast<std::uint32_t>(value) & 0xFFFF;
}

} // namespace

std::set<std::size_t> someBits(int rows, int columns, unsigned seed)
{
    std::mt19937 random(seed);
    const std::size_t count = bitsOfFrame(rows, columns);
    std::set<std::size_t> bits = {0, static_cast<std::size_t>(columns) - 1, count - 1};
    for (std::size_t i = 0; i < count / 9; ++i)
        bits.insert(random() % count);
    return bits;
}

std::vector<std::uint32_t> packed(const DicomPlane& plane)
{
    const std::size_t unit = plane.vr == "OW" ? 16 : 8;
    const std::size_t count = bitsOfFrame(plane.rows, plane.columns) * static_cast<std::size_t>(std::max(1, plane.frames));
    std::vector<std::uint32_t> values((count + unit - 1) / unit);
    for (const std::size_t bit : plane.bits)
        values[bit / unit] |= 1U << (bit % unit);
    return values;
}

void describe(DicomSet& set, const DicomPlane& plane)
{
    set.words(dicomTag(plane.group, 0x0010), "US", {number(plane.rows)});
    set.words(dicomTag(plane.group, 0x0011), "US", {number(plane.columns)});
    set.text(dicomTag(plane.group, 0x0040), "CS", plane.type);
    set.words(dicomTag(plane.group, 0x0050), "SS", {number(plane.top), number(plane.left)});
    set.words(dicomTag(plane.group, 0x0100), "US", {1});
    set.words(dicomTag(plane.group, 0x0102), "US", {0});
    if (plane.frames > 0) set.text(dicomTag(plane.group, 0x0015), "IS", QByteArray::number(plane.frames));
}

void add(DicomSet& set, const DicomPlane& plane)
{
    describe(set, plane);
    set.words(dicomTag(plane.group, 0x3000), plane.vr.constData(), packed(plane));
}

} // namespace lucency::test
