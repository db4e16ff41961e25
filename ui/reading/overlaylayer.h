#pragma once

#include "imaging/overlay.h"

#include <QImage>
#include <QPainter>
#include <QRect>
#include <QTransform>

#include <optional>
#include <vector>

namespace lucency::ui {

/// The overlay planes of a radiograph on the screen: white marks with a dark edge of one logical pixel. They are computed when the
/// transform changes, and only the tiles that hold any are painted.
class OverlayLayer {
public:
    /// Forgets what was computed: other planes come next.
    void clear();

    /// Paints the planes; toDevice leads from image coordinates (pixel (c, r) covers [c, c + 1) x [r, r + 1)) to device pixels of a screen
    /// of the given size.
    void draw(QPainter& painter, const std::vector<imaging::OverlayPlane>& planes, const QTransform& toDevice, QSize device,
              double devicePixelRatio);

private:
    void compute(const std::vector<imaging::OverlayPlane>& planes, const QTransform& toDevice, QSize device, int edge);

    std::optional<QTransform> m_for;
    QSize m_device;
    QPoint m_corner; ///< of the marks on the screen, in device pixels
    QImage m_marks;
    std::vector<QRect> m_tiles; ///< of the marks, those that hold any
};

} // namespace lucency::ui
