#pragma once

#include <QColor>
#include <QFont>
#include <QString>
#include <QTextLayout>

#include <memory>

class QPainter;

namespace lucency::ui {

/// Text broken into lines of a width, ready to be painted at any place. Words that are longer than the width are broken as well.
class LaidText {
public:
    LaidText(const QString& text, const QFont& font, double width, Qt::Alignment alignment = Qt::AlignLeft);

    double height() const { return m_height; }
    double naturalWidth() const; ///< of the widest line
    double ascent() const;       ///< of the first line
    void paint(QPainter& painter, QPointF topLeft, const QColor& colour) const;

private:
    std::shared_ptr<QTextLayout> m_layout;
    double m_height = 0;
};

/// The typeface of reports in a size of their units, with the metrics of print: not those of a screen's pixels.
QFont reportFont(double size, bool bold = false);

} // namespace lucency::ui
