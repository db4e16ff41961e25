#pragma once

#include "app/report/document.h"
#include "ui/report/laidtext.h"

#include <vector>

namespace lucency::ui {

/// The cells of a table, in columns as wide as their words want where the width allows it.
class TableLayout {
public:
    TableLayout(const app::report::Table& table, double width);

    /// Rows that stay together, under a header of their own.
    struct Piece {
        std::size_t first = 0, end = 0;
        double height = 0;
        bool last = false;
    };

    /// One piece where the table fits a page of this height, else as many as it takes.
    std::vector<Piece> pieces(double pageHeight) const;
    void paint(QPainter& painter, QPointF topLeft, const Piece& piece) const;

private:
    struct Row {
        std::vector<LaidText> cells;
        double height = 0;
    };

    Row layRow(const QStringList& cells, bool bold) const;
    void paintRow(QPainter& painter, QPointF topLeft, const Row& row) const;

    int m_textColumns = 1;
    std::vector<double> m_widths;
    Row m_header;
    std::vector<Row> m_rows;
};

} // namespace lucency::ui
