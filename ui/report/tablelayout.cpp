#include "ui/report/tablelayout.h"

#include "app/report/drawing.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace lucency::ui {

namespace {

constexpr double size = 11.5, padding = 6, rowGap = 3;

double longestWord(const QString& text, const QFontMetricsF& metrics)
{
    double longest = 0;
    for (const auto& word : text.split(QLatin1Char(' ')))
        longest = std::max(longest, metrics.horizontalAdvance(word));
    return longest;
}

/// Columns want the width of their longest cell and need that of their longest word; what is over is shared out by what they want.
std::vector<double> columnWidths(const app::report::Table& table, double width)
{
    const QFontMetricsF metrics(reportFont(size, true));
    const auto columns = static_cast<std::size_t>(table.columns.size());
    std::vector<double> wanted(columns), needed(columns);
    const auto count = [&](const QStringList& cells) {
        for (std::size_t i = 0; i < columns && i < static_cast<std::size_t>(cells.size()); ++i) {
            const QString& cell = cells[static_cast<qsizetype>(i)];
            wanted[i] = std::max(wanted[i], metrics.horizontalAdvance(cell) + 2 * padding);
            needed[i] = std::max(needed[i], std::min(longestWord(cell, metrics), width / 2) + 2 * padding);
        }
    };
    count(table.columns);
    for (const auto& row : table.rows)
        count(row);
    const double all = std::accumulate(wanted.begin(), wanted.end(), 0.0);
    if (all <= width) return wanted;
    const double least = std::accumulate(needed.begin(), needed.end(), 0.0);
    const double share = std::clamp((width - least) / std::max(1.0, all - least), 0.0, 1.0);
    const double squeeze = least > width ? width / least : 1;
    for (std::size_t i = 0; i < columns; ++i)
        wanted[i] = (needed[i] + share * (wanted[i] - needed[i])) * squeeze;
    return wanted;
}

} // namespace

TableLayout::TableLayout(const app::report::Table& table, double width)
    : m_textColumns(table.textColumns)
    , m_widths(columnWidths(table, width))
{
    m_header = layRow(table.columns, true);
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        m_rows.push_back(layRow(table.rows[i], std::ranges::find(table.strong, i) != table.strong.end()));
}

TableLayout::Row TableLayout::layRow(const QStringList& cells, bool bold) const
{
    Row row;
    for (std::size_t i = 0; i < m_widths.size(); ++i) {
        const QString text = static_cast<qsizetype>(i) < cells.size() ? cells[static_cast<qsizetype>(i)] : QString();
        row.cells.emplace_back(text, reportFont(size, bold), m_widths[i] - 2 * padding,
                               static_cast<int>(i) < m_textColumns ? Qt::AlignLeft : Qt::AlignRight);
        row.height = std::max(row.height, row.cells.back().height() + 2 * rowGap);
    }
    return row;
}

std::vector<TableLayout::Piece> TableLayout::pieces(double pageHeight) const
{
    std::vector<Piece> pieces;
    Piece piece{0, 0, m_header.height, false};
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (piece.height + m_rows[i].height > pageHeight && piece.end > piece.first) {
            pieces.push_back(piece);
            piece = {i, i, m_header.height, false};
        }
        piece.height += m_rows[i].height;
        piece.end = i + 1;
    }
    piece.last = true;
    pieces.push_back(piece);
    return pieces;
}

void TableLayout::paintRow(QPainter& painter, QPointF topLeft, const Row& row) const
{
    double x = topLeft.x();
    for (std::size_t i = 0; i < m_widths.size(); ++i) {
        row.cells[i].paint(painter, {x + padding, topLeft.y() + rowGap}, QColor(QLatin1String(app::report::ink::text)));
        x += m_widths[i];
    }
}

void TableLayout::paint(QPainter& painter, QPointF topLeft, const Piece& piece) const
{
    const double width = std::accumulate(m_widths.begin(), m_widths.end(), 0.0);
    const QColor strong(QLatin1String(app::report::ink::absent)), faint(QLatin1String(app::report::ink::grid));
    double y = topLeft.y();
    paintRow(painter, {topLeft.x(), y}, m_header);
    y += m_header.height;
    painter.fillRect(QRectF(topLeft.x(), y - 1.2, width, 1.2), strong);
    for (std::size_t i = piece.first; i < piece.end; ++i) {
        paintRow(painter, {topLeft.x(), y}, m_rows[i]);
        y += m_rows[i].height;
        painter.fillRect(QRectF(topLeft.x(), y - 0.6, width, 0.6), faint);
    }
}

} // namespace lucency::ui
