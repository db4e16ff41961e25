#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

namespace lucency::ui {

/// One of the eight ways in which a radiograph can lie: mirrored left to right first, then turned clockwise by quarters.
struct Orientation {
    int quarterTurns = 0; ///< clockwise, 0 to 3
    bool mirrored = false;

    /// The linear part on the screen (y downwards).
    QTransform matrix() const;
    bool isAsStored() const { return quarterTurns == 0 && !mirrored; }
    bool operator==(const Orientation&) const = default;
};

/// Where each pixel of a radiograph falls in a view, as a plain value. Image coordinates are continuous, in pixels: pixel (c, r) covers
/// [c, c + 1) x [r, r + 1). View coordinates are logical pixels of the widget. Turning and flipping happen about the centre of the view.
class ViewTransform {
public:
    static constexpr double largestMagnification = 64; ///< device pixels an image column

    ViewTransform() = default;

    /// A radiograph fitted into an empty view; aspect is the height of a pixel over its width.
    ViewTransform(QSizeF imageSize, double pixelAspect);

    /// Tells the view's size in logical pixels and its device pixel ratio. A fitted image stays fitted; otherwise zoom and the image point
    /// at the centre are kept.
    void setView(QSizeF size, double devicePixelRatio);

    bool isEmpty() const { return m_image.isEmpty() || m_view.isEmpty(); }
    QTransform toView() const;
    QPointF toView(QPointF image) const { return toView().map(image); }
    QPointF toImage(QPointF view) const { return toView().inverted().map(view); }
    QRectF imageRectInView() const { return toView().mapRect(QRectF(QPointF(), m_image)); }

    /// Multiplies the zoom, within its limits, and keeps the image point under the given view point where it is.
    void zoomAt(QPointF view, double factor);
    /// One image column a device pixel, keeping the image point under the given view point.
    void oneToOne(QPointF view);
    void fit();
    /// Moves the image with the pointer; the centre of the view cannot leave the image.
    void panBy(QPointF viewDelta);
    void turnClockwise(int quarters);
    void flipHorizontally();
    void flipVertically();
    /// The orientation of the file, fitted.
    void reset();

    bool isFitted() const { return m_fitted; }
    Orientation orientation() const { return m_orientation; }
    /// Device pixels an image column.
    double magnification() const { return m_zoom * m_devicePixelRatio; }
    QSizeF imageSize() const { return m_image; }
    QSizeF viewSize() const { return m_view; }
    double devicePixelRatio() const { return m_devicePixelRatio; }

    bool operator==(const ViewTransform&) const = default;

private:
    double fittingZoom() const;
    void keep(QPointF image, QPointF view);

    QSizeF m_image;
    double m_aspect = 1;
    QSizeF m_view;
    double m_devicePixelRatio = 1;
    Orientation m_orientation;
    double m_zoom = 1; ///< logical pixels an image column
    QPointF m_centre;  ///< image point at the centre of the view
    bool m_fitted = true;
};

} // namespace lucency::ui
