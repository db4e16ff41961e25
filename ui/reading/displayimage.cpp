#include "ui/reading/displayimage.h"

#include "imaging/resample.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace lucency::ui {

namespace {

constexpr int smallestLevel = 256; ///< pixels on the shorter side, below which no further level is made

/// The display table spelt out for every stored value that the image has, as colours of the screen.
template<class Stored>
void paint(const cv::Mat& stored, const std::vector<QRgb>& colours, int first, QImage& into)
{
    uchar* const bits = into.bits();
    const auto stride = into.bytesPerLine();
    cv::parallel_for_(cv::Range(0, stored.rows), [&](const cv::Range& rows) {
        for (int row = rows.start; row < rows.end; ++row) {
            const auto* from = stored.ptr<Stored>(row);
            auto* to = reinterpret_cast<QRgb*>(bits + row * stride);
            const QRgb* table = colours.data() - first;
            for (int column = 0; column < stored.cols; ++column)
                to[column] = table[from[column]];
        }
    });
}

std::vector<QRgb> coloursOf(const DisplayImage& image, const imaging::DisplayTable& table)
{
    std::vector<QRgb> colours;
    colours.reserve(static_cast<std::size_t>(image.highestStored - image.lowestStored + 1));
    for (int stored = image.lowestStored; stored <= image.highestStored; ++stored) {
        const int grey = table.at(stored);
        colours.push_back(qRgb(grey, grey, grey));
    }
    return colours;
}

} // namespace

std::size_t DisplayImage::bytes() const
{
    std::size_t sum = 0;
    for (const cv::Mat& level : levels)
        sum += level.total() * level.elemSize();
    for (const imaging::OverlayPlane& plane : radiograph.overlays)
        sum += plane.bits.total();
    return sum;
}

std::shared_ptr<const DisplayImage> makeDisplayImage(imaging::Radiograph radiograph)
{
    auto image = std::make_shared<DisplayImage>();
    double lowest = 0, highest = 0;
    cv::minMaxLoc(radiograph.pixels, &lowest, &highest);
    image->lowestStored = static_cast<int>(lowest);
    image->highestStored = static_cast<int>(highest);
    const double ends[] = {imaging::modalityValue(radiograph, image->lowestStored),
                           imaging::modalityValue(radiograph, image->highestStored)};
    image->range = {std::min(ends[0], ends[1]), std::max(ends[0], ends[1])};
    image->choices = imaging::voiChoices(radiograph);
    image->levels.push_back(radiograph.pixels);
    while (std::min(image->levels.back().rows, image->levels.back().cols) >= 2 * smallestLevel) {
        const cv::Mat& whole = image->levels.back();
        image->levels.push_back(imaging::reduced(whole, cv::Size((whole.cols + 1) / 2, (whole.rows + 1) / 2)));
    }
    image->radiograph = std::move(radiograph);
    return image;
}

QRect coveredRect(const DisplayImage& image, const QTransform& toDevice, const QSize& deviceSize)
{
    const cv::Mat& pixels = image.levels.front();
    return toDevice.mapRect(QRectF(0, 0, pixels.cols, pixels.rows)).toAlignedRect() & QRect(QPoint(), deviceSize);
}

cv::Mat resample(const DisplayImage& image, const QTransform& toDevice, const QRect& deviceRect)
{
    const double scale = std::sqrt(std::abs(toDevice.determinant()));
    const auto wanted = static_cast<int>(std::lround(std::log2(1 / std::max(scale, 1e-9))));
    const int last = static_cast<int>(image.levels.size()) - 1;
    const cv::Mat& level = image.levels[static_cast<std::size_t>(std::clamp(wanted, 0, last))];
    const cv::Mat& full = image.levels.front();
    // imaging::resample() speaks of pixel centres at whole numbers, toDevice of pixel corners: half a pixel on either side.
    const QTransform map = QTransform::fromTranslate(deviceRect.x() + 0.5, deviceRect.y() + 0.5) * toDevice.inverted() *
                           QTransform::fromScale(double(level.cols) / full.cols, double(level.rows) / full.rows) *
                           QTransform::fromTranslate(-0.5, -0.5);
    const cv::Matx23d toLevel(map.m11(), map.m21(), map.dx(), map.m12(), map.m22(), map.dy());
    cv::Mat stored(deviceRect.height(), deviceRect.width(), level.type());
    imaging::resample(level, toLevel, stored);
    return stored;
}

void applyTable(const DisplayImage& image, const imaging::DisplayTable& table, const cv::Mat& stored, QImage& into)
{
    if (into.size() != QSize(stored.cols, stored.rows)) into = QImage(stored.cols, stored.rows, QImage::Format_RGB32);
    const auto colours = coloursOf(image, table);
    if (stored.depth() == CV_16S)
        paint<std::int16_t>(stored, colours, image.lowestStored, into);
    else
        paint<std::uint16_t>(stored, colours, image.lowestStored, into);
}

QImage thumbnail(const DisplayImage& image, const QSize& size)
{
    const cv::Mat& pixels = image.levels.front();
    const QSizeF shown = QSizeF(pixels.cols, pixels.rows * image.radiograph.pixelAspect).scaled(size, Qt::KeepAspectRatio);
    const QSize whole = shown.toSize().expandedTo(QSize(1, 1));
    QImage grey;
    const cv::Mat reduced = imaging::reduced(image.levels.back(), cv::Size(whole.width(), whole.height()));
    applyTable(image, imaging::DisplayTable(image.radiograph, image.choices.front()), reduced, grey);
    return grey;
}

} // namespace lucency::ui
