#include "ui/reading/radiographview.h"

#include "imaging/resample.h"
#include "ui/theme.h"

#include <QPainter>
#include <QResizeEvent>

#include <algorithm>
#include <cmath>

namespace lucency::ui {

namespace {

constexpr double zoomStep = 1.25;
constexpr int heatMapSide = 512; ///< pixels of the coloured map before it is stretched over the image

/// Whether an image is the one that was shown coarse until now.
bool refines(const DisplayImage* shown, const DisplayImage* image)
{
    if (!shown || !image || !shown->radiograph.coarse) return false;
    const imaging::Radiograph &coarse = shown->radiograph, &full = image->radiograph;
    return coarse.path == full.path && coarse.frame == full.frame && coarse.pixels.size() == full.pixels.size() &&
           coarse.pixelAspect == full.pixelAspect;
}

} // namespace

RadiographView::RadiographView(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Radiograph"));
    setAccessibleDescription(tr("No image"));
}

void RadiographView::setImage(std::shared_ptr<const DisplayImage> image)
{
    m_image = std::move(image);
    m_state = {};
    m_history.clear();
    m_overlays = {};
    m_heatColours.release();
    m_planes.clear();
    m_gesture = Gesture::None;
    m_resampledFor.reset();
    m_tableStale = true;
    if (m_image) {
        const cv::Mat& pixels = m_image->radiograph.pixels;
        m_state.transform = ViewTransform(QSizeF(pixels.cols, pixels.rows), m_image->radiograph.pixelAspect);
        m_state.transform.setView(size(), devicePixelRatioF());
        m_state.voi = m_image->choices.front();
    }
    describe();
    update();
    Q_EMIT stateChanged();
}

void RadiographView::refine(std::shared_ptr<const DisplayImage> image)
{
    if (!refines(m_image.get(), image.get())) return setImage(std::move(image));
    m_image = std::move(image);
    // Those of the file and of the reader do not depend on pixels; the others go by one name each.
    const auto recomputed = [this](imaging::VoiChoice& voi) {
        using Origin = imaging::VoiChoice::Origin;
        if (voi.origin == Origin::File || voi.origin == Origin::Reader) return;
        const auto same = std::ranges::find_if(m_image->choices,
                                               [&](const auto& choice) { return choice.origin == voi.origin && choice.name == voi.name; });
        if (same != m_image->choices.end()) voi = *same;
    };
    recomputed(m_state.voi);
    m_history.forEachVoi(recomputed);
    m_planes.clear();
    m_resampledFor.reset();
    m_tableStale = true;
    update();
    Q_EMIT stateChanged();
}

void RadiographView::setOverlays(Overlays overlays)
{
    m_overlays = std::move(overlays);
    m_heatColours.release();
    update();
}

void RadiographView::setSwitches(const OverlaySwitches& switches)
{
    m_switches = switches;
    m_heatColours.release();
    update();
}

void RadiographView::setStanding(const QString& standing)
{
    m_standing = standing;
    update();
}

void RadiographView::setKnown(const KnownOfImage& known)
{
    m_known = known;
    describe();
    update();
}

void RadiographView::setTextsVisible(bool visible)
{
    m_textsVisible = visible;
    update();
}

void RadiographView::change(ViewChange kind, bool merge, const std::function<void(ViewState&)>& how)
{
    if (!m_image) return;
    m_history.remember(m_state, kind, merge);
    how(m_state);
    m_tableStale = true;
    update();
    Q_EMIT stateChanged();
}

void RadiographView::chooseVoi(int index)
{
    if (m_image && index >= 0 && index < static_cast<int>(m_image->choices.size()))
        setVoi(m_image->choices[static_cast<std::size_t>(index)]);
}

void RadiographView::setVoi(const imaging::VoiChoice& choice)
{
    change(ViewChange::Window, false, [&](ViewState& state) { state.voi = choice; });
}

void RadiographView::zoomIn()
{
    change(ViewChange::Zoom, true, [this](ViewState& state) { state.transform.zoomAt(QRectF(rect()).center(), zoomStep); });
}

void RadiographView::zoomOut()
{
    change(ViewChange::Zoom, true, [this](ViewState& state) { state.transform.zoomAt(QRectF(rect()).center(), 1 / zoomStep); });
}

void RadiographView::fit()
{
    change(ViewChange::Zoom, false, [](ViewState& state) { state.transform.fit(); });
}

void RadiographView::oneToOne()
{
    const QPointF at = m_pointer.value_or(QRectF(rect()).center());
    change(ViewChange::Zoom, false, [&](ViewState& state) { state.transform.oneToOne(at); });
}

void RadiographView::turnRight()
{
    change(ViewChange::Orientation, false, [](ViewState& state) { state.transform.turnClockwise(1); });
}

void RadiographView::turnLeft()
{
    change(ViewChange::Orientation, false, [](ViewState& state) { state.transform.turnClockwise(-1); });
}

void RadiographView::flipHorizontally()
{
    change(ViewChange::Orientation, false, [](ViewState& state) { state.transform.flipHorizontally(); });
}

void RadiographView::flipVertically()
{
    change(ViewChange::Orientation, false, [](ViewState& state) { state.transform.flipVertically(); });
}

void RadiographView::invert()
{
    change(ViewChange::Invert, false, [](ViewState& state) { state.inverted = !state.inverted; });
}

void RadiographView::resetView()
{
    change(ViewChange::Reset, false, [this](ViewState& state) {
        state.transform.reset();
        state.voi = m_image->choices.front();
        state.inverted = false;
    });
}

void RadiographView::undo()
{
    if (const auto state = m_history.undo(m_state)) {
        m_state = *state;
        m_state.transform.setView(size(), devicePixelRatioF());
        m_tableStale = true;
        update();
        Q_EMIT stateChanged();
    }
}

void RadiographView::redo()
{
    if (const auto state = m_history.redo(m_state)) {
        m_state = *state;
        m_state.transform.setView(size(), devicePixelRatioF());
        m_tableStale = true;
        update();
        Q_EMIT stateChanged();
    }
}

std::optional<QPoint> RadiographView::pixelAt(QPointF view) const
{
    if (!m_image || m_state.transform.isEmpty()) return std::nullopt;
    const QPointF image = m_state.transform.toImage(view);
    const QPoint pixel(static_cast<int>(std::floor(image.x())), static_cast<int>(std::floor(image.y())));
    const cv::Mat& pixels = m_image->radiograph.pixels;
    if (!QRect(0, 0, pixels.cols, pixels.rows).contains(pixel)) return std::nullopt;
    return pixel;
}

void RadiographView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_state.transform.setView(size(), devicePixelRatioF());
    Q_EMIT stateChanged();
}

QTransform RadiographView::toDevice() const
{
    return m_state.transform.toView() * QTransform::fromScale(devicePixelRatioF(), devicePixelRatioF());
}

QSize RadiographView::deviceSize() const
{
    return (QSizeF(size()) * devicePixelRatioF()).toSize();
}

bool RadiographView::heatMapShown() const
{
    return m_switches.ai && m_switches.heatMap && !m_overlays.activation.empty();
}

void RadiographView::ensureResampled()
{
    const QTransform wanted = toDevice();
    const QRect covered = coveredRect(*m_image, wanted, deviceSize());
    if (m_resampledFor == wanted && covered == m_covered) return;
    m_covered = covered;
    m_resampledFor = wanted;
    m_heatFor.reset();
    m_tableStale = true;
    m_stored = covered.isEmpty() ? cv::Mat() : resample(*m_image, wanted, covered);
}

void RadiographView::ensurePainted()
{
    if (!m_tableStale || m_stored.empty()) return;
    applyTable(*m_image, imaging::DisplayTable(m_image->radiograph, m_state.voi, m_state.inverted), m_stored, m_pixels);
    m_pixels.setDevicePixelRatio(devicePixelRatioF());
    m_tableStale = false;
}

void RadiographView::ensureHeatMap()
{
    const cv::Mat& pixels = m_image->radiograph.pixels;
    if (m_heatColours.empty()) {
        const double reduced = std::min(1.0, double(heatMapSide) / std::max(pixels.cols, pixels.rows));
        const cv::Size size(std::max(1, int(pixels.cols * reduced)), std::max(1, int(pixels.rows * reduced)));
        m_heatColours = imaging::colourHeatMap(imaging::scaleHeatMap(m_overlays.activation, size), m_switches.style);
        m_heatFor.reset();
    }
    if (m_heatFor == m_resampledFor || m_covered.isEmpty()) return;
    m_heatFor = m_resampledFor;
    const QTransform map = QTransform::fromTranslate(m_covered.x() + 0.5, m_covered.y() + 0.5) * toDevice().inverted() *
                           QTransform::fromScale(double(m_heatColours.cols) / pixels.cols, double(m_heatColours.rows) / pixels.rows) *
                           QTransform::fromTranslate(-0.5, -0.5);
    m_heat = QImage(m_covered.size(), QImage::Format_ARGB32_Premultiplied);
    cv::Mat into(m_heat.height(), m_heat.width(), CV_8UC4, m_heat.bits(), static_cast<std::size_t>(m_heat.bytesPerLine()));
    imaging::resample(m_heatColours, cv::Matx23d(map.m11(), map.m21(), map.dx(), map.m12(), map.m22(), map.dy()), into);
    m_heat.setDevicePixelRatio(devicePixelRatioF());
}

void RadiographView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setClipRegion(event->region());
    painter.fillRect(rect(), theme::viewBackground());
    if (!m_image || m_state.transform.isEmpty()) return;
    ensureResampled();
    ensurePainted();
    if (!m_covered.isEmpty()) {
        const QPointF corner = QPointF(m_covered.topLeft()) / devicePixelRatioF();
        painter.drawImage(corner, m_pixels);
        if (heatMapShown()) {
            ensureHeatMap();
            painter.drawImage(corner, m_heat);
        }
    }
    if (m_switches.planes) m_planes.draw(painter, m_image->radiograph.overlays, toDevice(), deviceSize(), devicePixelRatioF());
    if (m_switches.boxes) drawBoxes(painter, m_overlays.boxes, m_state.transform.toView(), rect(), m_switches.ai, textAreas());
    drawEdgeLetters(painter);
    drawTexts(painter);
    if (hasFocus()) {
        painter.setPen(QPen(theme::accent(), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace lucency::ui
