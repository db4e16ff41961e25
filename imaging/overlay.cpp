#include "imaging/overlay.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace lucency::imaging {

namespace {

/// Indices of one axis of the image, last is one behind.
struct Span {
    int first = 0;
    int last = 0;

    bool isEmpty() const { return first >= last; }
    bool operator==(const Span&) const = default;
};

/// Which of the image's indices within bounds each index of the picture shows, for picture = image * scale + offset.
std::vector<Span> spansOf(int count, double scale, double offset, Span bounds)
{
    std::vector<Span> spans(static_cast<std::size_t>(count));
    if (std::abs(scale) >= 1) {
        for (int i = 0; i < count; ++i) {
            const double at = std::floor((i + 0.5 - offset) / scale);
            if (at >= bounds.first && at < bounds.last)
                spans[static_cast<std::size_t>(i)] = {static_cast<int>(at), static_cast<int>(at) + 1};
        }
        return spans;
    }
    for (int i = bounds.first; i < bounds.last; ++i) {
        const double at = std::floor((i + 0.5) * scale + offset);
        if (!(at >= 0 && at < count)) continue;
        Span& span = spans[static_cast<std::size_t>(at)];
        if (span.isEmpty())
            span = {i, i + 1};
        else
            span = {std::min(span.first, i), std::max(span.last, i + 1)};
    }
    return spans;
}

/// The rows of a span in one another's place, bit by bit; nothing when none has a mark.
bool joinRows(const OverlayPlane& plane, Span rows, std::vector<std::uint8_t>& joined)
{
    std::ranges::fill(joined, std::uint8_t{0});
    std::uint8_t any = 0;
    for (int row = rows.first; row < rows.last; ++row) {
        const auto* from = plane.bits.ptr<std::uint8_t>(row - plane.area.y);
        for (std::size_t i = 0; i < joined.size(); ++i)
            any |= joined[i] |= from[i];
    }
    return any != 0;
}

bool bitAt(const std::vector<std::uint8_t>& bits, int index)
{
    return (bits[static_cast<std::size_t>(index / 8)] >> (index % 8) & 1) != 0;
}

/// marksIn() without a quarter turn.
cv::Mat marksUpright(const OverlayPlane& plane, double scaleX, double offsetX, double scaleY, double offsetY, cv::Size size)
{
    cv::Mat marks = cv::Mat::zeros(size, CV_8UC1);
    const cv::Rect& area = plane.area;
    const std::vector<Span> rows = spansOf(size.height, scaleY, offsetY, {area.y, area.y + area.height});
    const std::vector<Span> columns = spansOf(size.width, scaleX, offsetX, {area.x, area.x + area.width});
    std::vector<std::uint8_t> joined(static_cast<std::size_t>(plane.bits.cols));
    for (int y = 0; y < size.height; ++y) {
        const Span& span = rows[static_cast<std::size_t>(y)];
        if (span.isEmpty()) continue;
        auto* to = marks.ptr<std::uint8_t>(y);
        if (y > 0 && span == rows[static_cast<std::size_t>(y) - 1]) {
            std::copy_n(marks.ptr<std::uint8_t>(y - 1), size.width, to);
            continue;
        }
        if (!joinRows(plane, span, joined)) continue;
        for (int x = 0; x < size.width; ++x) {
            const Span& across = columns[static_cast<std::size_t>(x)];
            for (int column = across.first; column < across.last && to[x] == 0; ++column)
                if (bitAt(joined, column - area.x)) to[x] = 255;
        }
    }
    return marks;
}

} // namespace

bool OverlayPlane::at(int row, int column) const
{
    if (!area.contains({column, row})) return false;
    const int across = column - area.x;
    return (bits.at<std::uint8_t>(row - area.y, across / 8) >> (across % 8) & 1) != 0;
}

cv::Rect OverlayPlane::covered(cv::Size image) const
{
    return cv::Rect(left, top, columns, rows) & cv::Rect(cv::Point(), image);
}

bool hasMarks(const std::vector<OverlayPlane>& planes)
{
    return std::ranges::any_of(planes, [](const OverlayPlane& plane) { return !plane.area.empty(); });
}

cv::Mat marksIn(const OverlayPlane& plane, const cv::Matx23d& toPicture, cv::Size size)
{
    if (plane.area.empty()) return cv::Mat::zeros(size, CV_8UC1);
    const bool turned = std::abs(toPicture(0, 1)) > std::abs(toPicture(0, 0));
    if (!turned) return marksUpright(plane, toPicture(0, 0), toPicture(0, 2), toPicture(1, 1), toPicture(1, 2), size);
    cv::Mat marks;
    cv::transpose(marksUpright(plane, toPicture(1, 0), toPicture(1, 2), toPicture(0, 1), toPicture(0, 2), {size.height, size.width}),
                  marks);
    return marks;
}

cv::Mat markedPicture(const std::vector<OverlayPlane>& planes, const cv::Matx23d& toPicture, cv::Size size, int edge)
{
    constexpr int line = 3; // the neighbours on all sides
    const auto square = [](int side) { return cv::getStructuringElement(cv::MORPH_RECT, {side, side}); };
    cv::Mat drawn = cv::Mat::zeros(size, CV_8UC1), around;
    for (const OverlayPlane& plane : planes) {
        if (plane.area.empty()) continue;
        cv::Mat marks = marksIn(plane, toPicture, size);
        if (plane.kind == OverlayPlane::Kind::RegionOfInterest) {
            cv::erode(marks, around, square(line));
            marks -= around;
        }
        drawn |= marks;
    }
    cv::dilate(drawn, around, square(2 * edge + 1));
    return cv::max(drawn, around & 128);
}

void drawMarks(const std::vector<OverlayPlane>& planes, cv::Size image, cv::Mat& picture)
{
    if (!hasMarks(planes)) return;
    const cv::Matx23d toPicture(double(picture.cols) / image.width, 0, 0, 0, double(picture.rows) / image.height, 0);
    const cv::Mat drawn = markedPicture(planes, toPicture, picture.size(), 1);
    picture.setTo(cv::Scalar::all(20), drawn == 128);
    picture.setTo(cv::Scalar::all(255), drawn == 255);
}

void drawOverlays(const std::vector<OverlayPlane>& planes, cv::Mat& grey)
{
    for (const OverlayPlane& plane : planes) {
        if (!plane.readable) continue;
        const bool region = plane.kind == OverlayPlane::Kind::RegionOfInterest;
        const cv::Rect reach = region ? plane.covered(grey.size()) : plane.area & cv::Rect(cv::Point(), grey.size());
        for (int row = reach.y; row < reach.y + reach.height; ++row) {
            auto* to = grey.ptr<std::uint8_t>(row);
            for (int column = reach.x; column < reach.x + reach.width; ++column) {
                const bool marked = plane.at(row, column);
                if (region && !marked)
                    to[column] = static_cast<std::uint8_t>(to[column] >> 4);
                else if (!region && marked)
                    to[column] = 255;
            }
        }
    }
}

} // namespace lucency::imaging
