#include "ui/report/pagelayout.h"
#include "ui/report/pages.h"
#include "ui/report/tablelayout.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>

using namespace lucency;
using namespace lucency::app::report;

namespace {

Table tableOf(int rows)
{
    Table table{QStringLiteral("A table"), {QStringLiteral("Finding"), QStringLiteral("AUC")}, {}, 1, {}, {}};
    for (int i = 0; i < rows; ++i)
        table.rows.push_back({QStringLiteral("row %1").arg(i), QStringLiteral("0.5")});
    return table;
}

Document documentOf(std::vector<Block> blocks)
{
    return {QStringLiteral("Title"), QStringLiteral("Subtitle"), QStringLiteral("en"), QStringLiteral("footer"), std::move(blocks)};
}

Gallery galleryOf(const char* title, const QString& reading)
{
    QImage red(60, 60, QImage::Format_RGB32);
    red.fill(QColor(250, 10, 10));
    Picture picture;
    QBuffer jpeg(&picture.jpeg);
    red.save(&jpeg, "JPEG");
    picture.caption = QStringLiteral("1.0 %");
    return {QLatin1String(title), std::vector<Picture>(4, picture), reading};
}

/// How many pages show one of the gallery's pictures.
int pagesWithPictures(const ui::PageLayout& layout)
{
    int count = 0;
    for (int page = 0; page < layout.pages(); ++page) {
        QImage paper(900, 1300, QImage::Format_RGB32);
        paper.fill(Qt::white);
        QPainter painter(&paper);
        layout.paint(painter, page);
        painter.end();
        bool seen = false;
        for (int y = 0; y < paper.height() && !seen; y += 10)
            for (int x = 0; x < paper.width() && !seen; x += 10) {
                const QColor colour = paper.pixelColor(x, y);
                seen = colour.red() > 200 && colour.green() < 60 && colour.blue() < 60;
            }
        count += seen ? 1 : 0;
    }
    return count;
}

} // namespace

class TestReportPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tableThatFitsAPageStaysWhole()
    {
        const ui::TableLayout layout(tableOf(20), 600);
        QCOMPARE(layout.pieces(900).size(), std::size_t{1});
        // Half a page is left: the table goes to the next one whole.
        const Block text = Paragraph{QString(3000, QLatin1Char('w')).replace(QStringLiteral("wwwwwwwwww"), QStringLiteral("wwwwwwwww "))};
        QCOMPARE(ui::PageLayout(documentOf({text, tableOf(35)})).pages(), 2);
    }

    void longTableIsCutBetweenRowsUnderItsHeader()
    {
        const ui::TableLayout layout(tableOf(200), 600);
        const auto pieces = layout.pieces(900);
        QVERIFY(pieces.size() > 1);
        std::size_t next = 0;
        for (const auto& piece : pieces) {
            QCOMPARE(piece.first, next);
            QVERIFY(piece.end > piece.first && piece.height <= 900);
            next = piece.end;
        }
        QCOMPARE(next, std::size_t{200});
        QVERIFY(pieces.back().last);
    }

    void headingIsNeverLeftAtTheFootOfAPage()
    {
        // With every length of text before it, the heading lies on the page of its table.
        for (int lines = 0; lines < 60; ++lines) {
            std::vector<Block> blocks(static_cast<std::size_t>(lines), Paragraph{QStringLiteral("line")});
            const int before = ui::PageLayout(documentOf(blocks)).pages();
            blocks.emplace_back(Heading{2, QStringLiteral("Heading"), false});
            blocks.emplace_back(tableOf(10));
            const int after = ui::PageLayout(documentOf(blocks)).pages();
            QVERIFY(after == before || after == before + 1);
        }
    }

    void galleriesThatAreComparedLieOnOnePage()
    {
        int pages = 0;
        for (int lines = 0; lines < 60; lines += 2) {
            std::vector<Block> blocks(static_cast<std::size_t>(lines), Paragraph{QStringLiteral("line")});
            blocks.emplace_back(galleryOf("Called rightly", QStringLiteral("How to read it.")));
            blocks.emplace_back(galleryOf("Called wrongly", {}));
            const ui::PageLayout layout(documentOf(blocks));
            QCOMPARE(pagesWithPictures(layout), 1);
            pages = std::max(pages, layout.pages());
        }
        QCOMPARE(pages, 2); // some of them did not fit the first one
    }

    void wordsLongerThanTheirColumnAreBroken()
    {
        Table table = tableOf(1);
        table.rows[0][0] = QString(400, QLatin1Char('x'));
        QVERIFY(ui::TableLayout(table, 300).pieces(900).front().height > 100);
    }

    void documentBecomesAPdf()
    {
        const auto pdf = ui::paintPages(documentOf({Heading{1, QStringLiteral("Chapter"), true}, tableOf(3)}));
        QVERIFY(pdf.has_value());
        QVERIFY(pdf->startsWith("%PDF-"));
        QCOMPARE(pdf->count("/Type /Page\n"), 2);
    }
};

QTEST_MAIN(TestReportPages)
#include "tst_reportpages.moc"
