#pragma once

#include "app/report/figures.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

namespace lucency::app::report {

struct Heading {
    int level = 1; ///< 1 begins a chapter, 2 a part of it
    QString text;
    bool newPage = false; ///< where there are pages
};

struct Paragraph {
    enum class Kind { Plain, Lead, Note, Warning };
    QString text;
    Kind kind = Kind::Plain;
};

/// Cells as text; all columns but the first few hold figures and stand to the right.
struct Table {
    QString title;
    QStringList columns;
    std::vector<QStringList> rows; ///< each as long as columns
    int textColumns = 1;
    QString reading;                 ///< in one line, may be empty
    std::vector<std::size_t> strong; ///< rows that sum up the others
};

/// Figures side by side.
struct FigureRow {
    std::vector<Figure> figures;
};

/// A small radiograph, as JPEG, and a heat map over it where there is one.
struct Picture {
    QByteArray jpeg, heatMap;
    QString caption; ///< one or two short lines
    QString alternative;
};

struct Gallery {
    QString title;
    std::vector<Picture> pictures;
    QString reading;
};

using Block = std::variant<Heading, Paragraph, Table, FigureRow, Gallery>;

/// A report as a sequence of blocks, from which HTML and pages are made alike. All text is plain: whoever writes HTML escapes it.
struct Document {
    QString title, subtitle;
    QString language; ///< of the words, as HTML names it: "en", "de"
    QString footer;   ///< on every page
    std::vector<Block> blocks;
};

/// One HTML file without scripts and without anything that is loaded from elsewhere.
QByteArray toHtml(const Document& document);

} // namespace lucency::app::report
