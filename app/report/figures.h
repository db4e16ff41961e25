#pragma once

#include "app/report/drawing.h"
#include "model/evaluation/findingreport.h"
#include "model/trainer.h"

#include <QSizeF>
#include <QString>

#include <string>
#include <vector>

/// The figures of a report as drawings. Each is a function of plain figures, so that any window can show and export the same.
namespace lucency::app::report {

/// A place of a figure that stands for cases: a cell of the matrix, a point of a curve, a bar, a group. Key says which, in words of the
/// program: "tp", "fn", "fp", "tn", "fpr=0.25", "recall=0.5", "bin=3", "group=sex/F".
struct Spot {
    QRectF area; ///< in the units of the drawing
    QString key;
    QString words; ///< what it is, for a tip and for those who cannot see it
};

/// A drawing with what has to stand beside it. Where there is nothing to draw it is empty, and reading tells the reason.
struct Figure {
    QString title;
    QSizeF size;
    QString reading; ///< how to read it, in one line; or why it was not measured
    Drawing drawing;
    QString description;          ///< for those who cannot see it
    QString data = {};            ///< the numbers behind it as CSV, with a point for the decimals; empty where nothing is drawn
    std::vector<Spot> spots = {}; ///< those that are drawn last lie on top

    bool drawn() const { return !drawing.shapes().empty(); }
    QString svg() const { return drawn() ? toSvg(drawing, description) : QString(); }
};

/// The width of a page's text in the units of the figures; half of it, less a gap, is that of two figures side by side.
inline constexpr double pageWidth = 680, halfWidth = 332;

/// A finding in words of the reader's language.
QString findingTitle(const std::string& finding);

/// What the cells of a matrix are shares of: the row (what the label says) or the column (what was said of the image).
enum class MatrixShares { OfRows, OfColumns };

/// Counts of the calls at the operating point, and what share of each row or column they are.
Figure matrixFigure(const evaluation::FindingReport& report, MatrixShares shares = MatrixShares::OfRows);

/// ROC and precision-recall curve with their bands of 95 % and the operating point.
Figure rocFigure(const evaluation::FindingReport& report);
Figure precisionRecallFigure(const evaluation::FindingReport& report);

/// Predicted probability against the share of images that have the finding, with how many images stand behind each point.
Figure calibrationFigure(const evaluation::FindingReport& report);

/// The ROC curves of all findings that have one, best first.
Figure allRocFigure(const std::vector<evaluation::FindingReport>& reports);

/// The ROC curves of several results for one finding.
Figure comparedRocFigure(const std::vector<std::pair<QString, evaluation::FindingReport>>& runs);

/// A row of a forest plot: a heading, or a figure with its interval.
struct ForestRow {
    QString name;
    evaluation::Interval estimate{evaluation::undefined, evaluation::undefined, evaluation::undefined};
    QString cases; ///< what stands behind it, "48 / 45"
    bool heading = false;
    QString key = {}; ///< of its spot; without one it has none
};

/// AUCs below one another with their intervals, beside a line at the overall one and one at chance.
Figure forestFigure(const QString& title, const std::vector<ForestRow>& rows, double overall, const QString& reading);

/// AUC by sex, age, view and whatever else the report tells apart. Groups without an AUC are listed with the reason.
Figure subgroupFigure(const evaluation::FindingReport& report);

/// The epochs of a training run.
Figure lossFigure(const std::vector<model::EpochRecord>& history, int bestEpoch);
Figure validationAucFigure(const std::vector<std::string>& findings, const std::vector<model::EpochRecord>& history, int bestEpoch);
Figure learningRateFigure(const std::vector<model::EpochRecord>& history, int bestEpoch);

/// A line of a figure's data: cells with a point for the decimals, empty where a number is undefined.
QString dataLine(const std::vector<double>& cells);

} // namespace lucency::app::report
