#include "ui/reading/overlaylayer.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace lucency::ui {

namespace {

constexpr int tileSide = 64; ///< device pixels

/// The part of the screen that marks fall into, with their edge.
QRect reachOf(const std::vector<imaging::OverlayPlane>& planes, const QTransform& toDevice, QSize device, int edge)
{
    QRectF reach;
    for (const imaging::OverlayPlane& plane : planes)
        if (!plane.area.empty()) reach |= toDevice.mapRect(QRectF(plane.area.x, plane.area.y, plane.area.width, plane.area.height));
    const int margin = edge + 1;
    return reach.toAlignedRect().adjusted(-margin, -margin, margin, margin) & QRect(QPoint(), device);
}

/// The colour of each value of imaging::markedPicture().
std::array<QRgb, 256> colours()
{
    std::array<QRgb, 256> table{};
    table[128] = qPremultiply(qRgba(0, 0, 0, 190));
    table[255] = qRgb(255, 255, 255);
    return table;
}

} // namespace

void OverlayLayer::clear()
{
    m_for.reset();
    m_marks = {};
    m_tiles.clear();
}

void OverlayLayer::compute(const std::vector<imaging::OverlayPlane>& planes, const QTransform& toDevice, QSize device, int edge)
{
    m_tiles.clear();
    const QRect reach = imaging::hasMarks(planes) ? reachOf(planes, toDevice, device, edge) : QRect();
    if (reach.isEmpty()) return;
    const QTransform map = toDevice * QTransform::fromTranslate(-reach.x(), -reach.y());
    const cv::Matx23d toPicture(map.m11(), map.m21(), map.dx(), map.m12(), map.m22(), map.dy());
    const cv::Mat drawn = imaging::markedPicture(planes, toPicture, cv::Size(reach.width(), reach.height()), edge);
    m_corner = reach.topLeft();
    if (m_marks.size() != reach.size()) m_marks = QImage(reach.size(), QImage::Format_ARGB32_Premultiplied);
    static const std::array<QRgb, 256> table = colours();
    for (int y = 0; y < drawn.rows; y += tileSide)
        for (int x = 0; x < drawn.cols; x += tileSide) {
            const cv::Rect tile = cv::Rect(x, y, tileSide, tileSide) & cv::Rect(0, 0, drawn.cols, drawn.rows);
            if (cv::countNonZero(drawn(tile)) == 0) continue;
            m_tiles.emplace_back(tile.x, tile.y, tile.width, tile.height);
            for (int row = tile.y; row < tile.y + tile.height; ++row) {
                const auto* from = drawn.ptr<std::uint8_t>(row);
                auto* to = reinterpret_cast<QRgb*>(m_marks.scanLine(row));
                std::transform(from + tile.x, from + tile.x + tile.width, to + tile.x, [](std::uint8_t value) { return table[value]; });
            }
        }
}

void OverlayLayer::draw(QPainter& painter, const std::vector<imaging::OverlayPlane>& planes, const QTransform& toDevice, QSize device,
                        double devicePixelRatio)
{
    if (m_for != toDevice || m_device != device) {
        compute(planes, toDevice, device, std::max(1, static_cast<int>(std::lround(devicePixelRatio))));
        m_for = toDevice;
        m_device = device;
    }
    for (const QRect& tile : m_tiles) {
        const QRectF where(QPointF(tile.topLeft() + m_corner) / devicePixelRatio, QSizeF(tile.size()) / devicePixelRatio);
        painter.drawImage(where, m_marks, tile);
    }
}

} // namespace lucency::ui
