#include "tests/support/rasterfiles.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <QByteArray>

#include <algorithm>
#include <cmath>

namespace lucency::test {

cv::Mat expectedGrey(const Bytes& file)
{
    const cv::Mat image = cv::imdecode(file, cv::IMREAD_UNCHANGED);
    if (image.empty()) return {};
    cv::Mat grey = image;
    if (image.channels() > 1) cv::cvtColor(image, grey, image.channels() == 4 ? cv::COLOR_BGRA2GRAY : cv::COLOR_BGR2GRAY);
    cv::Mat wide;
    grey.convertTo(wide, CV_16U);
    return wide;
}

double largestDifference(const cv::Mat& a, const cv::Mat& b)
{
    if (a.size() != b.size() || a.type() != b.type()) return 1e9;
    return cv::norm(a, b, cv::NORM_INF);
}

cv::Mat scene(int columns, int rows, int type)
{
    cv::Mat image(rows, columns, CV_MAKETYPE(CV_16U, CV_MAT_CN(type)));
    cv::RNG random(static_cast<std::uint64_t>(columns * 7919 + rows * 31 + type));
    for (int y = 0; y < rows; ++y)
        for (int i = 0; i < columns * image.channels(); ++i)
            image.ptr<std::uint16_t>(y)[i] = cv::saturate_cast<std::uint16_t>(30000 + 20000 * std::sin(i * 0.05) * std::cos(y * 0.07) +
                                                                              (y > rows / 2 ? random.uniform(0, 4000) : 0));
    if (CV_MAT_DEPTH(type) == CV_16U) return image;
    cv::Mat narrow;
    image.convertTo(narrow, CV_8U, 1 / 256.0);
    return narrow;
}

Bytes encoded(const char* extension, const cv::Mat& image, const std::vector<int>& options)
{
    Bytes bytes;
    cv::imencode(extension, image, bytes, options);
    return bytes;
}

void put32(Bytes& bytes, std::size_t at, std::uint32_t value)
{
    for (int i = 0; i < 4; ++i)
        bytes[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

static std::uint32_t crc(const std::uint8_t* data, std::size_t size)
{
    std::uint32_t sum = 0xffffffffu;
    for (std::size_t i = 0; i < size; ++i) {
        sum ^= data[i];
        for (int k = 0; k < 8; ++k)
            sum = sum & 1 ? 0xedb88320u ^ (sum >> 1) : sum >> 1;
    }
    return ~sum;
}

Bytes withHeader(Bytes png, std::uint32_t columns, std::uint32_t rows, int depth, int type, int interlace)
{
    put32(png, 16, columns);
    put32(png, 20, rows);
    if (depth >= 0) png[24] = static_cast<std::uint8_t>(depth);
    if (type >= 0) png[25] = static_cast<std::uint8_t>(type);
    if (interlace >= 0) png[28] = static_cast<std::uint8_t>(interlace);
    put32(png, 29, crc(png.data() + 12, 17));
    return png;
}

void appendChunk(Bytes& png, const char* type, const Bytes& data)
{
    const std::size_t at = png.size();
    png.resize(at + 12 + data.size());
    put32(png, at, static_cast<std::uint32_t>(data.size()));
    std::copy_n(type, 4, png.begin() + static_cast<std::ptrdiff_t>(at) + 4);
    std::ranges::copy(data, png.begin() + static_cast<std::ptrdiff_t>(at) + 8);
    put32(png, at + 8 + data.size(), crc(png.data() + at + 4, data.size() + 4));
}

Bytes pngOf(int columns, int rows, int depth, int type, const Bytes& filteredRows, const Bytes& palette, bool interlaced)
{
    Bytes png = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    Bytes header(13, 0);
    put32(header, 0, static_cast<std::uint32_t>(columns));
    put32(header, 4, static_cast<std::uint32_t>(rows));
    header[8] = static_cast<std::uint8_t>(depth);
    header[9] = static_cast<std::uint8_t>(type);
    header[12] = interlaced;
    appendChunk(png, "IHDR", header);
    if (!palette.empty()) appendChunk(png, "PLTE", palette);
    const QByteArray z = qCompress(filteredRows.data(), static_cast<int>(filteredRows.size())).mid(4);
    appendChunk(png, "IDAT", Bytes(z.begin(), z.end()));
    appendChunk(png, "IEND", {});
    return png;
}

Bytes bmpOf(int depth, std::uint32_t compression, int columns, int rows, const Bytes& palette, const Bytes& pixels)
{
    Bytes bmp(54, 0);
    const auto put = [&bmp](std::size_t at, std::uint32_t value, int count) {
        for (int i = 0; i < count; ++i)
            bmp[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> (8 * i));
    };
    bmp[0] = 'B';
    bmp[1] = 'M';
    put(10, static_cast<std::uint32_t>(54 + palette.size()), 4);
    put(14, 40, 4);
    put(18, static_cast<std::uint32_t>(columns), 4);
    put(22, static_cast<std::uint32_t>(rows), 4);
    put(26, 1, 2);
    put(28, static_cast<std::uint32_t>(depth), 2);
    put(30, compression, 4);
    put(46, static_cast<std::uint32_t>(palette.size() / 4), 4);
    bmp.insert(bmp.end(), palette.begin(), palette.end());
    bmp.insert(bmp.end(), pixels.begin(), pixels.end());
    return bmp;
}

const Bytes& fourGreys()
{
    static const Bytes greys = {0, 0, 0, 0, 85, 85, 85, 0, 170, 170, 170, 0, 255, 255, 255, 0};
    return greys;
}

} // namespace lucency::test
