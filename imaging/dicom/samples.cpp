#include "imaging/dicom/samples.h"

#include <algorithm>
#include <cstring>

namespace lucency::imaging::dicom {

namespace {

/// Bits Stored and High Bit applied to one sample, PS3.5 section 8.1.1.
class Significant {
public:
    Significant(const PixelShape& shape, bool clamp)
        : m_shift(shape.highBit + 1 - shape.bitsStored)
        , m_mask((std::uint32_t{1} << shape.bitsStored) - 1)
        , m_sign(shape.isSigned ? std::uint32_t{1} << (shape.bitsStored - 1) : 0)
        , m_clamp(clamp)
    {
    }

    bool isWholeWord(int bytes) const { return m_shift == 0 && bytes == 2 && m_mask == 0xFFFF; }

    std::uint16_t operator()(std::uint32_t sample) const
    {
        if (m_clamp) return clamped(sample);
        const std::uint32_t bits = (sample >> m_shift) & m_mask;
        return static_cast<std::uint16_t>((bits ^ m_sign) - m_sign);
    }

private:
    std::uint16_t clamped(std::uint32_t sample) const
    {
        if (m_sign == 0) return static_cast<std::uint16_t>(std::min(sample, m_mask));
        const int value = static_cast<std::int16_t>(static_cast<std::uint16_t>(sample)), limit = static_cast<int>(m_sign);
        return static_cast<std::uint16_t>(static_cast<std::int16_t>(std::clamp(value, -limit, limit - 1)));
    }

    int m_shift;
    std::uint32_t m_mask;
    std::uint32_t m_sign;
    bool m_clamp;
};

template<class Sample>
std::uint32_t sampleAt(const RawFrame& raw, std::size_t index)
{
    Sample sample;
    std::memcpy(&sample, raw.bytes.data() + index * sizeof(Sample), sizeof(Sample));
    return sample;
}

template<class Sample>
void unpack(const RawFrame& raw, const PixelShape& shape, std::uint16_t* to)
{
    const Significant significant(shape, raw.clamp);
    const std::size_t count = shape.pixels();
    if (significant.isWholeWord(sizeof(Sample)) && !raw.clamp) {
        std::memcpy(to, raw.bytes.data(), count * 2);
        return;
    }
    for (std::size_t i = 0; i < count; ++i)
        to[i] = significant(sampleAt<Sample>(raw, i));
}

cv::Mat canvas(const PixelShape& shape, int type)
{
    return cv::Mat(static_cast<int>(shape.rows), static_cast<int>(shape.columns), type);
}

void unpackInto(const RawFrame& raw, const PixelShape& shape, cv::Mat& pixels)
{
    auto* to = reinterpret_cast<std::uint16_t*>(pixels.data);
    if (raw.bytesPerSample == 1)
        unpack<std::uint8_t>(raw, shape, to);
    else if (raw.bytesPerSample == 2)
        unpack<std::uint16_t>(raw, shape, to);
    else
        unpack<std::uint32_t>(raw, shape, to);
}

/// ITU-R BT.601 in whole numbers, which leaves grey as it is.
std::uint16_t luminance(std::uint32_t red, std::uint32_t green, std::uint32_t blue)
{
    return static_cast<std::uint16_t>((std::uint64_t{red} * 299 + std::uint64_t{green} * 587 + std::uint64_t{blue} * 114 + 500) / 1000);
}

template<class Sample>
void luminanceOf(const RawFrame& raw, const PixelShape& shape, std::uint16_t* to)
{
    const Significant significant(shape, raw.clamp);
    const std::size_t count = shape.pixels();
    const std::size_t pixelStep = raw.planar ? 1 : 3, sampleStep = raw.planar ? count : 1;
    const bool isLuminance = raw.photometric.starts_with("YBR");
    for (std::size_t i = 0; i < count; ++i) {
        if (raw.subsampled) {
            to[i] = significant(sampleAt<Sample>(raw, i / 2 * 4 + i % 2));
            continue;
        }
        const std::size_t at = i * pixelStep;
        const std::uint16_t first = significant(sampleAt<Sample>(raw, at));
        to[i] = isLuminance ? first
                            : luminance(first, significant(sampleAt<Sample>(raw, at + sampleStep)),
                                        significant(sampleAt<Sample>(raw, at + 2 * sampleStep)));
    }
}

} // namespace

cv::Mat greyFrom(const RawFrame& raw, const PixelShape& shape)
{
    cv::Mat pixels = canvas(shape, shape.isSigned ? CV_16SC1 : CV_16UC1);
    unpackInto(raw, shape, pixels);
    return pixels;
}

cv::Mat luminanceFrom(const RawFrame& raw, const PixelShape& shape)
{
    cv::Mat pixels = canvas(shape, CV_16UC1);
    PixelShape plain = shape;
    plain.isSigned = false;
    auto* to = reinterpret_cast<std::uint16_t*>(pixels.data);
    if (raw.bytesPerSample == 1)
        luminanceOf<std::uint8_t>(raw, plain, to);
    else if (raw.bytesPerSample == 2)
        luminanceOf<std::uint16_t>(raw, plain, to);
    else
        luminanceOf<std::uint32_t>(raw, plain, to);
    return pixels;
}

cv::Mat luminanceFrom(const RawFrame& raw, const PixelShape& shape, const Palette& palette)
{
    cv::Mat pixels = greyFrom(raw, shape);
    const bool isSigned = shape.isSigned;
    const int last = static_cast<int>(palette.luminance.size()) - 1;
    auto* words = reinterpret_cast<std::uint16_t*>(pixels.data);
    for (std::size_t i = 0; i < shape.pixels(); ++i) {
        const int stored = isSigned ? static_cast<std::int16_t>(words[i]) : words[i];
        words[i] = palette.luminance[static_cast<std::size_t>(std::clamp(stored - palette.first, 0, last))];
    }
    return isSigned ? cv::Mat(pixels.rows, pixels.cols, CV_16UC1, pixels.data).clone() : pixels;
}

} // namespace lucency::imaging::dicom
