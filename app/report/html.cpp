#include "app/report/document.h"
#include "app/report/drawing.h"

#include <QCoreApplication>

#include <algorithm>

namespace lucency::app::report {

namespace {

struct HtmlWords {
    Q_DECLARE_TR_FUNCTIONS(HtmlWords)
};

/// The look: that of a printed page on screens, and pages without cut tables where a browser prints it.
constexpr const char* look = R"(
body { font: 15px/1.5 "DejaVu Sans", Verdana, sans-serif; color: #1a1a1a; background: #fff; max-width: 940px; margin: 2em auto; padding: 0 1.2em; }
h1 { font-size: 1.9em; margin: 0; } h2 { font-size: 1.4em; margin: 2.2em 0 .4em; border-bottom: 2px solid #0072b2; padding-bottom: .15em; }
h3 { font-size: 1.1em; margin: 1.6em 0 .3em; } .subtitle { color: #5c6370; margin: .2em 0 1.4em; }
p { margin: .5em 0; } .lead { font-size: 1.1em; } .note { color: #5c6370; }
.warning { border-left: 5px solid #d55e00; background: #fdf1e8; padding: .5em .9em; }
table { border-collapse: collapse; margin: .4em 0; font-size: .9em; break-inside: avoid; }
caption { text-align: left; font-weight: bold; padding: .3em 0; }
th, td { padding: .25em .7em; text-align: right; border-bottom: 1px solid #d9dce1; vertical-align: top; font-variant-numeric: tabular-nums; }
th { border-bottom: 2px solid #8a8f98; vertical-align: bottom; } .t { text-align: left; } .sum td { font-weight: bold; }
.scroll { overflow-x: auto; } .row { display: flex; flex-wrap: wrap; gap: 1em; }
figure { margin: .8em 0; break-inside: avoid; flex: 1 1 320px; max-width: 100%; } figcaption { font-weight: bold; }
svg { width: 100%; height: auto; } .reading { color: #5c6370; font-size: .88em; margin: .2em 0 .6em; }
.gallery { display: flex; flex-wrap: wrap; gap: .7em; margin: .4em 0; } .gallery figure { flex: 0 0 auto; margin: 0; width: 212px; }
.gallery img { height: 104px; width: 104px; object-fit: contain; background: #000; } .gallery figcaption { font-weight: normal; font-size: .75em; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } h2, h3 { break-after: avoid; } }
)";

QString image(const QByteArray& jpeg, const QString& alternative)
{
    return QStringLiteral("<img alt=\"%1\" src=\"data:image/jpeg;base64,%2\">")
        .arg(escaped(alternative), QString::fromLatin1(jpeg.toBase64()));
}

class HtmlWriter {
public:
    void operator()(const Heading& heading)
    {
        m_text += QStringLiteral("<h%1>%2</h%1>\n").arg(heading.level + 1).arg(escaped(heading.text));
    }

    void operator()(const Paragraph& paragraph)
    {
        const char* kind = paragraph.kind == Paragraph::Kind::Lead      ? " class=\"lead\""
                           : paragraph.kind == Paragraph::Kind::Note    ? " class=\"note\""
                           : paragraph.kind == Paragraph::Kind::Warning ? " class=\"warning\""
                                                                        : "";
        m_text += QStringLiteral("<p%1>%2</p>\n").arg(QLatin1String(kind), escaped(paragraph.text));
    }

    void operator()(const Table& table)
    {
        m_text += QStringLiteral("<div class=\"scroll\"><table>\n");
        if (!table.title.isEmpty()) m_text += QStringLiteral("<caption>%1</caption>\n").arg(escaped(table.title));
        m_text += QStringLiteral("<thead><tr>");
        for (qsizetype i = 0; i < table.columns.size(); ++i)
            m_text += QStringLiteral("<th scope=\"col\"%1>%2</th>").arg(side(table, i), escaped(table.columns[i]));
        m_text += QStringLiteral("</tr></thead>\n<tbody>\n");
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const bool strong = std::ranges::find(table.strong, row) != table.strong.end();
            m_text += strong ? QStringLiteral("<tr class=\"sum\">") : QStringLiteral("<tr>");
            for (qsizetype i = 0; i < table.rows[row].size(); ++i)
                m_text += QStringLiteral("<td%1>%2</td>").arg(side(table, i), escaped(table.rows[row][i]));
            m_text += QStringLiteral("</tr>\n");
        }
        m_text += QStringLiteral("</tbody></table></div>\n") + reading(table.reading);
    }

    void operator()(const FigureRow& row)
    {
        m_text += QStringLiteral("<div class=\"row\">\n");
        for (const auto& figure : row.figures)
            m_text += QStringLiteral("<figure><figcaption>%1</figcaption>\n%2%3</figure>\n")
                          .arg(escaped(figure.title), figure.svg(), reading(figure.reading));
        m_text += QStringLiteral("</div>\n");
    }

    void operator()(const Gallery& gallery)
    {
        m_text += QStringLiteral("<h4>%1</h4>\n<div class=\"gallery\">\n").arg(escaped(gallery.title));
        for (const auto& picture : gallery.pictures) {
            m_text += QStringLiteral("<figure>") + image(picture.jpeg, picture.alternative);
            if (!picture.heatMap.isEmpty()) m_text += image(picture.heatMap, HtmlWords::tr("%1, with heat map").arg(picture.alternative));
            m_text += QStringLiteral("<figcaption>%1</figcaption></figure>\n").arg(escaped(picture.caption));
        }
        m_text += QStringLiteral("</div>\n") + reading(gallery.reading);
    }

    const QString& text() const { return m_text; }

private:
    static QString side(const Table& table, qsizetype column)
    {
        return column < table.textColumns ? QStringLiteral(" class=\"t\"") : QString();
    }

    static QString reading(const QString& words)
    {
        return words.isEmpty() ? QString() : QStringLiteral("<p class=\"reading\">%1</p>\n").arg(escaped(words));
    }

    QString m_text;
};

} // namespace

QByteArray toHtml(const Document& document)
{
    HtmlWriter writer;
    for (const auto& block : document.blocks)
        std::visit(writer, block);
    // Nothing may be loaded, and no script may run, even where a name were to slip through unescaped.
    return QStringLiteral("<!DOCTYPE html>\n<html lang=\"%1\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
                          "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>%2</title>\n"
                          "<style>%3</style>\n</head>\n<body>\n<h1>%2</h1>\n<p class=\"subtitle\">%4</p>\n%5"
                          "<hr>\n<p class=\"note\">%6</p>\n</body>\n</html>\n")
        .arg(document.language, escaped(document.title), QLatin1String(look), escaped(document.subtitle), writer.text(),
             escaped(document.footer))
        .toUtf8();
}

} // namespace lucency::app::report
