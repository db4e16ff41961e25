#pragma once

#include "app/report/document.h"

#include <functional>
#include <vector>

class QPainter;

namespace lucency::ui {

/// Puts the blocks of a report on pages of A4. Lengths are those of the figures: the text is app::report::pageWidth wide, which is 174 mm.
class PageLayout {
public:
    static constexpr double textWidth = app::report::pageWidth;
    static constexpr double millimetre = textWidth / 174.0;
    static constexpr double paperWidth = 210 * millimetre, paperHeight = 297 * millimetre;
    static constexpr double left = 18 * millimetre, top = 16 * millimetre, bottom = paperHeight - 20 * millimetre;

    explicit PageLayout(const app::report::Document& document);

    int pages() const { return static_cast<int>(m_pages.size()); }
    void paint(QPainter& painter, int page) const;

private:
    /// What stays whole: it is painted at the left margin, y down the paper.
    struct Piece {
        double height = 0;
        std::function<void(QPainter&, double y)> paint;
        double before = 0;         ///< a gap above it, except at the top of a page
        bool keepWithNext = false; ///< never the last on a page
        bool newPage = false;
    };

    void add(const app::report::Heading& heading);
    void add(const app::report::Paragraph& paragraph);
    void add(const app::report::Table& table);
    void add(const app::report::FigureRow& row);
    void add(const app::report::Gallery& gallery);
    void addText(const QString& text, double size, bool bold, const char* colour, double before, bool keepWithNext = false);
    void breakIntoPages();

    QString m_footer;
    std::vector<Piece> m_pieces;
    std::vector<std::vector<std::pair<double, std::size_t>>> m_pages; ///< place and piece
};

} // namespace lucency::ui
