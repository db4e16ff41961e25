#include "ui/report/pagelayout.h"

#include "app/report/drawing.h"
#include "ui/report/drawingpainter.h"
#include "ui/report/laidtext.h"
#include "ui/report/tablelayout.h"

#include <QCoreApplication>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <memory>

namespace lucency::ui {

namespace {

using namespace app::report;

struct PageWords {
    Q_DECLARE_TR_FUNCTIONS(PageWords)
};

constexpr double plainSize = 13, readingSize = 11, pictureSide = 74;

QColor colour(const char* name)
{
    return QColor(QLatin1String(name));
}

} // namespace

PageLayout::PageLayout(const Document& document)
    : m_footer(document.footer)
{
    addText(document.title, 27, true, ink::text, 0, true);
    addText(document.subtitle, 13, false, ink::muted, 2);
    bool afterGallery = false;
    for (const auto& block : document.blocks) {
        const bool isGallery = std::holds_alternative<Gallery>(block);
        if (isGallery && afterGallery) m_pieces.back().keepWithNext = true; // people compare them
        std::visit([this](const auto& each) { add(each); }, block);
        afterGallery = isGallery;
    }
    breakIntoPages();
}

void PageLayout::addText(const QString& text, double size, bool bold, const char* name, double before, bool keepWithNext)
{
    const LaidText laid(text, reportFont(size, bold), textWidth);
    m_pieces.push_back({laid.height(),
                        [laid, name](QPainter& painter, double y) {
                            laid.paint(painter, {left, y}, colour(name));
                        },
                        before, keepWithNext, false});
}

void PageLayout::add(const Heading& heading)
{
    if (heading.level > 1) return addText(heading.text, 15, true, ink::text, 16, true);
    const LaidText laid(heading.text, reportFont(20, true), textWidth);
    const double height = laid.height() + 6;
    m_pieces.push_back({height,
                        [laid, height](QPainter& painter, double y) {
                            laid.paint(painter, {left, y}, colour(ink::text));
                            painter.fillRect(QRectF(left, y + height - 2, textWidth, 1.6), colour(ink::present));
                        },
                        26, true, heading.newPage});
}

void PageLayout::add(const Paragraph& paragraph)
{
    const bool isWarning = paragraph.kind == Paragraph::Kind::Warning;
    const double size = paragraph.kind == Paragraph::Kind::Lead ? 14 : paragraph.kind == Paragraph::Kind::Note ? readingSize : plainSize;
    if (!isWarning) return addText(paragraph.text, size, false, paragraph.kind == Paragraph::Kind::Note ? ink::muted : ink::text, 7);
    const LaidText laid(paragraph.text, reportFont(size), textWidth - 26);
    const double height = laid.height() + 12;
    m_pieces.push_back({height,
                        [laid, height](QPainter& painter, double y) {
                            painter.fillRect(QRectF(left, y, textWidth, height), QColor(253, 241, 232));
                            painter.fillRect(QRectF(left, y, 4, height), colour(ink::point));
                            laid.paint(painter, {left + 14, y + 6}, colour(ink::text));
                        },
                        7, false, false});
}

void PageLayout::add(const Table& table)
{
    if (!table.title.isEmpty()) addText(table.title, plainSize, true, ink::text, 12, true);
    const auto layout = std::make_shared<TableLayout>(table, textWidth);
    for (const auto& piece : layout->pieces(bottom - top - 60))
        m_pieces.push_back({piece.height,
                            [layout, piece](QPainter& painter, double y) {
                                layout->paint(painter, {left, y}, piece);
                            },
                            table.title.isEmpty() ? 10.0 : 4.0, piece.last && !table.reading.isEmpty(), false});
    if (!table.reading.isEmpty()) addText(table.reading, readingSize, false, ink::muted, 3);
}

void PageLayout::add(const FigureRow& row)
{
    const bool alone = row.figures.size() == 1;
    struct Column {
        double x, figureHeight;
        LaidText title, reading;
        Drawing drawing;
    };
    std::vector<Column> columns;
    double height = 0, titles = 0, figures = 0;
    for (std::size_t i = 0; i < row.figures.size(); ++i) {
        const auto& figure = row.figures[i];
        const double width = alone ? textWidth : halfWidth;
        Column column{static_cast<double>(i) * (textWidth - halfWidth), figure.drawn() ? figure.size.height() : 0,
                      LaidText(figure.title, reportFont(plainSize, true), width), LaidText(figure.reading, reportFont(readingSize), width),
                      figure.drawing};
        titles = std::max(titles, column.title.height());
        figures = std::max(figures, column.figureHeight);
        columns.push_back(std::move(column));
    }
    for (const auto& column : columns)
        height = std::max(height, titles + 4 + (column.figureHeight > 0 ? figures : 0) + 3 + column.reading.height());
    m_pieces.push_back({height,
                        [columns, titles, figures](QPainter& painter, double y) {
                            for (const auto& column : columns) {
                                column.title.paint(painter, {left + column.x, y}, colour(ink::text));
                                paintDrawing(painter, {left + column.x, y + titles + 4}, column.drawing);
                                column.reading.paint(painter, {left + column.x, y + titles + 7 + (column.figureHeight > 0 ? figures : 0)},
                                                     colour(ink::muted));
                            }
                        },
                        14, false, false});
}

void PageLayout::add(const Gallery& gallery)
{
    addText(gallery.title, plainSize, true, ink::text, 14, true);
    constexpr int across = 4;
    constexpr double step = (textWidth + 12) / across;
    for (std::size_t first = 0; first < gallery.pictures.size(); first += across) {
        struct Cell {
            QImage image, map;
            LaidText caption;
        };
        std::vector<Cell> cells;
        double captions = 0;
        for (std::size_t i = first; i < std::min(gallery.pictures.size(), first + across); ++i) {
            const auto& picture = gallery.pictures[i];
            cells.push_back(
                {QImage::fromData(picture.jpeg), QImage::fromData(picture.heatMap), LaidText(picture.caption, reportFont(9), step - 12)});
            captions = std::max(captions, cells.back().caption.height());
        }
        const bool last = first + across >= gallery.pictures.size();
        m_pieces.push_back({pictureSide + 3 + captions,
                            [cells](QPainter& painter, double y) {
                                for (std::size_t i = 0; i < cells.size(); ++i) {
                                    const double x = left + static_cast<double>(i) * step;
                                    double at = x;
                                    for (const QImage* image : {&cells[i].image, &cells[i].map}) {
                                        if (image->isNull()) continue;
                                        const QSizeF size = QSizeF(image->size()).scaled({pictureSide, pictureSide}, Qt::KeepAspectRatio);
                                        painter.drawImage(QRectF(QPointF(at, y), size), *image);
                                        at += pictureSide + 3;
                                    }
                                    cells[i].caption.paint(painter, {x, y + pictureSide + 3}, colour(ink::text));
                                }
                            },
                            first == 0 ? 4.0 : 8.0, last, false});
    }
    addText(gallery.reading, readingSize, false, ink::muted, 3);
}

void PageLayout::breakIntoPages()
{
    double y = 0;
    for (std::size_t i = 0; i < m_pieces.size();) {
        // Pieces that belong together are placed together.
        std::size_t end = i;
        double height = 0;
        do {
            height += m_pieces[end].height + (end > i ? m_pieces[end].before : 0);
        } while (m_pieces[end++].keepWithNext && end < m_pieces.size());
        const double gap = m_pieces[i].before;
        if (m_pages.empty() || m_pieces[i].newPage || y + gap + height > bottom) {
            m_pages.emplace_back();
            y = top - gap;
        }
        for (; i < end; ++i) {
            y += m_pieces[i].before;
            m_pages.back().emplace_back(y, i);
            y += m_pieces[i].height;
        }
    }
}

void PageLayout::paint(QPainter& painter, int page) const
{
    for (const auto& [y, piece] : m_pages[static_cast<std::size_t>(page)])
        m_pieces[piece].paint(painter, y);
    const double y = bottom + 8 * millimetre;
    const QString number = PageWords::tr("page %1 of %2").arg(page + 1).arg(pages());
    LaidText(m_footer, reportFont(10), textWidth - 120).paint(painter, {left, y}, colour(ink::muted));
    LaidText(number, reportFont(10), 120, Qt::AlignRight).paint(painter, {left + textWidth - 120, y}, colour(ink::muted));
}

} // namespace lucency::ui
