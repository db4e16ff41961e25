#include "app/report/figures.h"
#include "app/report/plot.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace lucency::app::report {

namespace {

struct MatrixWords {
    Q_DECLARE_TR_FUNCTIONS(MatrixWords)
};

struct Cell {
    long count;
    bool right;
    QString meaning, key;
    long all; ///< what its share is of
};

/// A row of the matrix: images that have the finding, or have it not, by what was said of them.
void drawRow(Figure& made, Drawing& drawing, const QRectF& area, const std::array<Cell, 2>& cells, MatrixShares shares)
{
    for (std::size_t column = 0; column < cells.size(); ++column) {
        const Cell& cell = cells[column];
        const long all = cell.all;
        const QRectF box(area.left() + static_cast<double>(column) * area.width() / 2, area.top(), area.width() / 2, area.height());
        const double share = all > 0 ? static_cast<double>(cell.count) / static_cast<double>(all) : evaluation::undefined;
        made.spots.push_back({box.adjusted(1, 1, -1, -1), cell.key,
                              MatrixWords::tr("%1: %2 images").arg(cell.meaning, QLocale().toString(static_cast<qlonglong>(cell.count)))});
        drawing.rectangle(box.adjusted(1, 1, -1, -1), QLatin1String(cell.right ? ink::present : ink::point),
                          all > 0 ? 0.06 + 0.44 * share : 0.06);
        drawing.text({box.center().x(), box.center().y() - 10}, QLocale().toString(static_cast<qlonglong>(cell.count)),
                     {19, Anchor::Middle, QLatin1String(ink::text), true});
        drawing.text({box.center().x(), box.center().y() + 9},
                     all <= 0                         ? MatrixWords::tr("not measured")
                     : shares == MatrixShares::OfRows ? MatrixWords::tr("%1 of the row").arg(percent(share, 1))
                                                      : MatrixWords::tr("%1 of the column").arg(percent(share, 1)),
                     {10.5, Anchor::Middle});
        drawing.text({box.center().x(), box.center().y() + 26}, cell.meaning, {10.5, Anchor::Middle, QLatin1String(ink::muted)});
    }
}

} // namespace

Figure matrixFigure(const evaluation::FindingReport& report, MatrixShares shares)
{
    Figure made{MatrixWords::tr("Confusion matrix"), {halfWidth, 284}, {}, {}, {}};
    const auto& counts = report.atThreshold.counts;
    if (counts.cases() == 0) {
        made.reading = MatrixWords::tr("not measured: no image has a known label of it.");
        return made;
    }
    Drawing drawing(made.size);
    const double left = 70, top = 46, width = halfWidth - left - 2, height = 104;
    drawing.text({left + width / 2, 14}, MatrixWords::tr("what the model said"), {10.5, Anchor::Middle, QLatin1String(ink::text), true});
    drawing.text({left + width / 4, 36}, MatrixWords::tr("finding"), {10.5, Anchor::Middle});
    drawing.text({left + 3 * width / 4, 36}, MatrixWords::tr("no finding"), {10.5, Anchor::Middle});
    drawing.text({14, top + height}, MatrixWords::tr("what the label says"), {10.5, Anchor::Middle, QLatin1String(ink::text), true, -90});
    const auto rowName = [&](double y, const QString& name, long cases) {
        drawing.text({left - 7, y + height / 2 - 3}, name, {10.5, Anchor::End});
        drawing.text({left - 7, y + height / 2 + 12}, QLocale().toString(static_cast<qlonglong>(cases)),
                     {10.5, Anchor::End, QLatin1String(ink::muted)});
    };
    rowName(top, MatrixWords::tr("with"), counts.positives());
    rowName(top + height, MatrixWords::tr("without"), counts.negatives());
    const bool ofRows = shares == MatrixShares::OfRows;
    const auto cell = [&](long count, bool right, const QString& meaning, const char* key, long row, long column) {
        return Cell{count, right, meaning, QLatin1String(key), ofRows ? row : column};
    };
    drawRow(made, drawing, {left, top, width, height},
            {{cell(counts.truePositives, true, MatrixWords::tr("found"), "tp", counts.positives(), counts.called()),
              cell(counts.falseNegatives, false, MatrixWords::tr("missed"), "fn", counts.positives(), counts.notCalled())}},
            shares);
    drawRow(made, drawing, {left, top + height, width, height},
            {{cell(counts.falsePositives, false, MatrixWords::tr("false alarm"), "fp", counts.negatives(), counts.called()),
              cell(counts.trueNegatives, true, MatrixWords::tr("left alone"), "tn", counts.negatives(), counts.notCalled())}},
            shares);
    made.data = QStringLiteral("label,called,not_called\n") + QStringLiteral("with,%1,%2\nwithout,%3,%4\n")
                                                                  .arg(counts.truePositives)
                                                                  .arg(counts.falseNegatives)
                                                                  .arg(counts.falsePositives)
                                                                  .arg(counts.trueNegatives);
    made.description = MatrixWords::tr("Confusion matrix of %1: %2 found, %3 missed, %4 false alarms, %5 left alone")
                           .arg(findingTitle(report.finding))
                           .arg(counts.truePositives)
                           .arg(counts.falseNegatives)
                           .arg(counts.falsePositives)
                           .arg(counts.trueNegatives);
    made.drawing = std::move(drawing);
    made.reading = ofRows ? MatrixWords::tr("Blue is right, orange is wrong; the deeper a cell, the larger its share of the row.")
                          : MatrixWords::tr("Blue is right, orange is wrong; the deeper a cell, the larger its share of the column.");
    return made;
}

} // namespace lucency::app::report
