#include "ui/report/laidtext.h"

#include <QPainter>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace lucency::ui {

LaidText::LaidText(const QString& text, const QFont& font, double width, Qt::Alignment alignment)
    : m_layout(std::make_shared<QTextLayout>(QString(text).replace(QLatin1Char('\n'), QChar::LineSeparator), font))
{
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setUseDesignMetrics(true);
    m_layout->setTextOption(option);
    m_layout->beginLayout();
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, m_height});
        m_height += std::ceil(line.height() * 1.08);
    }
    m_layout->endLayout();
}

double LaidText::naturalWidth() const
{
    double widest = 0;
    for (int i = 0; i < m_layout->lineCount(); ++i)
        widest = std::max(widest, m_layout->lineAt(i).naturalTextWidth());
    return widest;
}

double LaidText::ascent() const
{
    return m_layout->lineCount() > 0 ? m_layout->lineAt(0).ascent() : 0;
}

void LaidText::paint(QPainter& painter, QPointF topLeft, const QColor& colour) const
{
    painter.setPen(colour);
    m_layout->draw(&painter, topLeft);
}

QFont reportFont(double size, bool bold)
{
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(static_cast<int>(std::lround(size)));
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace lucency::ui
