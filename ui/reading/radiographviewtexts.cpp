// What is written over a radiograph: the corners and the orientation letters.
#include "ui/reading/orientationletters.h"
#include "ui/reading/radiographview.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lucency::ui {

/// For screen readers.
void RadiographView::describe()
{
    const CornerTexts texts = cornerTexts();
    setAccessibleDescription(m_image ? (texts.topLeft + texts.topRight).join(QStringLiteral(", ")) : tr("No image"));
}

CornerTexts RadiographView::cornerTexts() const
{
    return textsWith(m_pointer);
}

CornerTexts RadiographView::textsWith(const std::optional<QPointF>& pointer) const
{
    if (!m_image) return {};
    CornerTexts texts = identityTexts(m_image->radiograph, m_known);
    if (!m_standing.isEmpty()) texts.bottomRight << m_standing;
    const QString lies = orientationText(m_state.transform.orientation());
    if (!lies.isEmpty()) texts.bottomLeft << lies;
    // A mean of the neighbourhood is not the value of a pixel.
    const bool coarse = m_image->radiograph.coarse;
    if (coarse) texts.bottomLeft << coarseText();
    if (const auto pixel = pointer && !coarse ? pixelAt(*pointer) : std::nullopt) {
        const cv::Mat& pixels = m_image->radiograph.pixels;
        const int stored =
            pixels.depth() == CV_16S ? pixels.at<std::int16_t>(pixel->y(), pixel->x()) : pixels.at<std::uint16_t>(pixel->y(), pixel->x());
        texts.bottomLeft << tr("value %1 at %2, %3")
                                .arg(QString::number(imaging::modalityValue(m_image->radiograph, stored), 'g', 6))
                                .arg(pixel->x())
                                .arg(pixel->y());
    }
    texts.bottomLeft << windowText(m_state.voi) + QLatin1String("  ") + voiName(m_state.voi) +
                            (m_state.inverted ? QLatin1String("  ") + tr("INVERTED") : QString());
    texts.bottomLeft << tr("zoom %1 %").arg(std::lround(m_state.transform.magnification() * 100));
    texts.bottomLeft << spacingText(m_image->radiograph.spacing);
    if (!m_switches.planes && imaging::hasMarks(m_image->radiograph.overlays)) texts.bottomRight << tr("overlay hidden");
    if (heatMapShown()) {
        texts.bottomRight << m_overlays.activationLabel;
        const double strength = imaging::heatMapStrength(m_overlays.activation);
        if (strength <= 0 || strength < m_switches.style.threshold) texts.bottomRight << tr("no cell raises the score by much");
    }
    return texts;
}

CornerTexts RadiographView::shownTexts(const std::optional<QPointF>& pointer) const
{
    if (m_textsVisible) return textsWith(pointer);
    CornerTexts texts;
    if (m_image->radiograph.coarse) texts.bottomLeft << coarseText();
    return texts;
}

std::vector<RadiographView::TextLine> RadiographView::textLines(const CornerTexts& texts) const
{
    const QFontMetricsF metrics(font());
    const double line = metrics.lineSpacing(), margin = 8, half = width() / 2.0 - 3 * margin;
    std::vector<TextLine> lines;
    const auto add = [&](const QStringList& corner, bool right, bool bottom) {
        double y = bottom ? height() - margin - line * static_cast<double>(corner.size()) : margin;
        for (const QString& text : corner) {
            const QString shown = metrics.elidedText(text, Qt::ElideRight, half);
            const double advance = std::min(half, metrics.horizontalAdvance(shown) + 1);
            const QRectF where(right ? width() - margin - advance : margin, y, advance, line);
            lines.push_back({where, right ? Qt::AlignRight : Qt::AlignLeft, shown, bottom && !right});
            y += line;
        }
    };
    add(texts.topLeft, false, false);
    add(texts.topRight, true, false);
    add(texts.bottomLeft, false, true);
    add(texts.bottomRight, true, true);
    return lines;
}

/// Where no caption of a box may lie. The line with the value under the pointer comes and goes, and captions must not move with it: its
/// place is always kept, as wide as the widest of its corner.
std::vector<QRectF> RadiographView::textAreas() const
{
    CornerTexts texts = shownTexts(std::nullopt);
    const cv::Mat& pixels = m_image->radiograph.pixels;
    if (m_textsVisible) texts.bottomLeft << tr("value %1 at %2, %3").arg(99999).arg(pixels.cols).arg(pixels.rows);
    double widest = 0;
    for (const QString& text : std::as_const(texts.bottomLeft))
        widest = std::max(widest, QFontMetricsF(font()).horizontalAdvance(text));
    std::vector<QRectF> areas;
    for (const TextLine& line : textLines(texts)) {
        areas.push_back(line.where);
        if (line.isBottomLeft) areas.back().setWidth(std::max(widest, line.where.width()));
    }
    return areas;
}

void RadiographView::drawTexts(QPainter& painter) const
{
    for (const TextLine& line : textLines(shownTexts(m_pointer)))
        drawHaloText(painter, line.where, line.alignment | Qt::TextSingleLine, line.text, theme::imageText());
}

void RadiographView::drawEdgeLetters(QPainter& painter) const
{
    const EdgeLetters letters = edgeLetters(m_image->radiograph.identity.patientOrientation, m_state.transform.orientation());
    painter.save();
    QFont large = painter.font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    painter.setFont(large);
    const QRectF inner = QRectF(rect()).adjusted(10, 10, -10, -10);
    drawHaloText(painter, inner, Qt::AlignLeft | Qt::AlignVCenter, letters.left, theme::imageText());
    drawHaloText(painter, inner, Qt::AlignRight | Qt::AlignVCenter, letters.right, theme::imageText());
    drawHaloText(painter, inner, Qt::AlignHCenter | Qt::AlignTop, letters.top, theme::imageText());
    drawHaloText(painter, inner, Qt::AlignHCenter | Qt::AlignBottom, letters.bottom, theme::imageText());
    painter.restore();
}

} // namespace lucency::ui
