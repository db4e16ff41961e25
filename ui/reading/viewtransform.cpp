#include "ui/reading/viewtransform.h"

#include <algorithm>

namespace lucency::ui {

QTransform Orientation::matrix() const
{
    // Exact integers: QTransform::rotate(90) would leave rounding in the sines.
    static constexpr int cosines[] = {1, 0, -1, 0};
    static constexpr int sines[] = {0, 1, 0, -1};
    const int c = cosines[quarterTurns], s = sines[quarterTurns], m = mirrored ? -1 : 1;
    return QTransform(m * c, m * s, -s, c, 0, 0);
}

ViewTransform::ViewTransform(QSizeF imageSize, double pixelAspect)
    : m_image(imageSize)
    , m_aspect(pixelAspect > 0 ? pixelAspect : 1)
    , m_centre(imageSize.width() / 2, imageSize.height() / 2)
{
}

void ViewTransform::setView(QSizeF size, double devicePixelRatio)
{
    m_view = size;
    m_devicePixelRatio = devicePixelRatio;
    if (m_fitted) fit();
}

QTransform ViewTransform::toView() const
{
    return QTransform::fromTranslate(-m_centre.x(), -m_centre.y()) * QTransform::fromScale(m_zoom, m_zoom * m_aspect) *
           m_orientation.matrix() * QTransform::fromTranslate(m_view.width() / 2, m_view.height() / 2);
}

double ViewTransform::fittingZoom() const
{
    if (isEmpty()) return 1;
    const QSizeF shown = m_orientation.matrix().mapRect(QRectF(0, 0, m_image.width(), m_image.height() * m_aspect)).size();
    return std::min(m_view.width() / shown.width(), m_view.height() / shown.height());
}

void ViewTransform::keep(QPointF image, QPointF view)
{
    // After this the image point lies under the view point: move the centre by what separates them now, in image coordinates.
    m_centre += image - toImage(view);
}

void ViewTransform::zoomAt(QPointF view, double factor)
{
    if (isEmpty()) return;
    const QPointF image = toImage(view);
    const double most = largestMagnification / m_devicePixelRatio;
    m_zoom = std::clamp(m_zoom * factor, std::min(fittingZoom() / 4, most), most);
    keep(image, view);
    m_fitted = false;
}

void ViewTransform::oneToOne(QPointF view)
{
    if (isEmpty()) return;
    const QPointF image = toImage(view);
    m_zoom = 1 / m_devicePixelRatio;
    keep(image, view);
    m_fitted = false;
}

void ViewTransform::fit()
{
    m_zoom = fittingZoom();
    m_centre = QPointF(m_image.width() / 2, m_image.height() / 2);
    m_fitted = true;
}

void ViewTransform::panBy(QPointF viewDelta)
{
    if (isEmpty()) return;
    const QPointF middle(m_view.width() / 2, m_view.height() / 2);
    const QPointF centre = toImage(middle - viewDelta);
    m_centre = QPointF(std::clamp(centre.x(), 0.0, m_image.width()), std::clamp(centre.y(), 0.0, m_image.height()));
    m_fitted = false;
}

void ViewTransform::turnClockwise(int quarters)
{
    m_orientation.quarterTurns = ((m_orientation.quarterTurns + quarters) % 4 + 4) % 4;
    if (m_fitted) fit();
}

void ViewTransform::flipHorizontally()
{
    // A flip on the screen after a turn by k is the turn by -k after the flip of the image.
    m_orientation.quarterTurns = (4 - m_orientation.quarterTurns) % 4;
    m_orientation.mirrored = !m_orientation.mirrored;
}

void ViewTransform::flipVertically()
{
    flipHorizontally();
    turnClockwise(2);
}

void ViewTransform::reset()
{
    m_orientation = {};
    fit();
}

} // namespace lucency::ui
