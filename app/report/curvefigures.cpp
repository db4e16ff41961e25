#include "app/findingname.h"
#include "app/report/figures.h"
#include "app/report/plot.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace lucency::app::report {

namespace {

using evaluation::FindingReport;

struct CurveWords {
    Q_DECLARE_TR_FUNCTIONS(CurveWords)
};

constexpr QSizeF half{halfWidth, 284};
const QRectF halfArea{58, 10, 262, 228};

/// Why a finding has no curves.
QString oneClassOnly(const FindingReport& report)
{
    if (report.positives + report.negatives == 0) return CurveWords::tr("not measured: no image has a known label of it.");
    return report.positives == 0 ? CurveWords::tr("not measured: no image has the finding.")
                                 : CurveWords::tr("not measured: every image has the finding.");
}

struct Band {
    std::vector<QPointF> curve;
    std::vector<double> at, low, high;
};

Band bandOf(const std::vector<evaluation::CurvePoint>& points)
{
    Band band;
    for (const auto& point : points) {
        band.curve.emplace_back(point.at, point.height.value);
        band.at.push_back(point.at);
        band.low.push_back(point.height.low);
        band.high.push_back(point.height.high);
    }
    return band;
}

/// Curves are kept in steps of 1 %; the operating point lies on the exact one, so the drawn one goes through it.
void passThrough(std::vector<QPointF>& curve, QPointF point)
{
    const auto after = std::ranges::find_if(curve, [&](const QPointF& each) { return each.x() > point.x(); });
    curve.insert(after, point);
}

bool isKnown(const QPointF& point)
{
    return !std::isnan(point.x()) && !std::isnan(point.y());
}

/// Numbers of a curve as CSV, under its own names for the two axes.
QString curveData(const char* across, const char* up, const std::vector<evaluation::CurvePoint>& points, QPointF operatingPoint,
                  double threshold)
{
    QString text = QStringLiteral("%1,%2,low,high,threshold\n").arg(QLatin1String(across), QLatin1String(up));
    for (const auto& point : points)
        text += dataLine({point.at, point.height.value, point.height.low, point.height.high, evaluation::undefined});
    if (isKnown(operatingPoint))
        text += dataLine({operatingPoint.x(), operatingPoint.y(), evaluation::undefined, evaluation::undefined, threshold});
    return text;
}

/// Places along a curve, each as large as a finger of a mouse needs.
std::vector<Spot> curveSpots(const Plot& plot, const std::vector<evaluation::CurvePoint>& points, const QString& key, const QString& words)
{
    std::vector<Spot> spots;
    for (const auto& point : points) {
        if (std::isnan(point.height.value)) continue;
        const QPointF place = plot.at(point.at, point.height.value);
        spots.push_back({QRectF(place.x() - 4, place.y() - 4, 8, 8), key + QString::number(point.at, 'g', 6),
                         words.arg(percent(point.at), percent(point.height.value))});
    }
    return spots;
}

QString areaWords(const QString& name, const evaluation::Interval& area)
{
    if (std::isnan(area.value)) return {};
    if (std::isnan(area.low)) return QStringLiteral("%1 %2").arg(name, figure(area.value));
    return CurveWords::tr("%1 %2 (95 %: %3 to %4)").arg(name, figure(area.value), figure(area.low), figure(area.high));
}

} // namespace

QString dataLine(const std::vector<double>& cells)
{
    QStringList texts;
    for (const double cell : cells)
        texts << (std::isfinite(cell) ? QString::number(cell, 'g', 10) : QString());
    return texts.join(QLatin1Char(',')) + QLatin1Char('\n');
}

QString findingTitle(const std::string& finding)
{
    return findingName(QString::fromStdString(finding));
}

Figure rocFigure(const FindingReport& report)
{
    Figure made{CurveWords::tr("ROC curve"), half, {}, {}, {}};
    if (report.roc.empty()) {
        made.reading = oneClassOnly(report);
        return made;
    }
    Drawing drawing(half);
    Plot plot(drawing, halfArea, shareAxis(CurveWords::tr("false alarms (1 - specificity)")),
              shareAxis(CurveWords::tr("found (sensitivity)")));
    plot.curve({{0, 0}, {1, 1}}, {QLatin1String(ink::absent), 1, QStringLiteral("4 4")});
    const auto band = bandOf(report.roc);
    plot.band(band.at, band.low, band.high, QLatin1String(ink::present));
    auto curve = band.curve;
    curve.insert(curve.begin(), QPointF(0, 0));
    const QPointF point(1 - report.atThreshold.specificity.value, report.atThreshold.sensitivity.value);
    if (isKnown(point)) passThrough(curve, point);
    plot.curve(curve, {QLatin1String(ink::present), 2, {}});
    if (isKnown(point)) plot.mark(point, CurveWords::tr("operating point"), QLatin1String(ink::point));
    const QString area = areaWords(CurveWords::tr("AUC"), report.aucByPatient.low < report.auc.low ? report.aucByPatient : report.auc);
    // The lower right corner is free but where next to nothing is found at the operating point, whose words stand there then.
    const double above = isKnown(point) && point.y() < 0.2 ? 0.3 * halfArea.height() : 8;
    drawing.text({halfArea.right() - 6, halfArea.bottom() - above}, area, {10, Anchor::End, QLatin1String(ink::text), true});
    made.description = CurveWords::tr("ROC curve of %1: %2").arg(findingTitle(report.finding), area);
    made.data = curveData("false_positive_rate", "sensitivity", report.roc, point, report.atThreshold.threshold);
    made.spots = curveSpots(plot, report.roc, QStringLiteral("fpr="), CurveWords::tr("%1 false alarms, %2 found"));
    made.drawing = std::move(drawing);
    made.reading = CurveWords::tr("The nearer the curve comes to the upper left corner, the better; the dashed line is guessing. The band "
                                  "is the 95 % interval.");
    return made;
}

Figure precisionRecallFigure(const FindingReport& report)
{
    Figure made{CurveWords::tr("Precision and recall"), half, {}, {}, {}};
    if (report.precisionRecall.empty() || report.negatives == 0) {
        made.reading = oneClassOnly(report);
        return made;
    }
    Drawing drawing(half);
    Plot plot(drawing, halfArea, shareAxis(CurveWords::tr("found (recall, sensitivity)")),
              shareAxis(CurveWords::tr("right among those called (precision)")));
    const double share = static_cast<double>(report.positives) / static_cast<double>(report.positives + report.negatives);
    plot.curve({{0, share}, {1, share}}, {QLatin1String(ink::absent), 1, QStringLiteral("4 4")});
    const auto band = bandOf(report.precisionRecall);
    plot.band(band.at, band.low, band.high, QLatin1String(ink::present));
    auto curve = band.curve;
    const QPointF point(report.atThreshold.sensitivity.value, report.atThreshold.precision.value);
    if (isKnown(point)) passThrough(curve, point);
    plot.curve(curve, {QLatin1String(ink::present), 2, {}});
    if (isKnown(point)) plot.mark(point, CurveWords::tr("operating point"), QLatin1String(ink::point));
    const QString area = areaWords(CurveWords::tr("AP"), report.averagePrecision);
    // Where the curve leaves room.
    const double y = report.averagePrecision.value < 0.5 ? halfArea.top() + 12 : halfArea.bottom() - 8;
    drawing.text({halfArea.left() + 6, y}, area, {10, Anchor::Start, QLatin1String(ink::text), true});
    made.description = CurveWords::tr("Precision-recall curve of %1: %2").arg(findingTitle(report.finding), area);
    made.data = curveData("recall", "precision", report.precisionRecall, point, report.atThreshold.threshold);
    made.spots =
        curveSpots(plot, report.precisionRecall, QStringLiteral("recall="), CurveWords::tr("%1 found, %2 of those called have it"));
    made.drawing = std::move(drawing);
    made.reading =
        CurveWords::tr("The higher the curve stays towards the right, the fewer false alarms each found case costs; the dashed line "
                       "(%1 of these images have the finding) is guessing.")
            .arg(percent(share));
    return made;
}

Figure calibrationFigure(const FindingReport& report)
{
    Figure made{CurveWords::tr("Calibration"), half, {}, {}, {}};
    const bool any = std::ranges::any_of(report.calibration, [](const auto& bin) { return bin.cases > 0; });
    if (!any) {
        made.reading = oneClassOnly(report);
        return made;
    }
    Drawing drawing(half);
    Plot plot(drawing, halfArea, shareAxis(CurveWords::tr("predicted probability")),
              shareAxis(CurveWords::tr("share that has the finding")));
    plot.curve({{0, 0}, {1, 1}}, {QLatin1String(ink::absent), 1, QStringLiteral("4 4")});
    std::vector<QPointF> middles;
    made.data = QStringLiteral("low,high,images,mean_probability,share,share_low,share_high\n");
    long most = 1;
    for (const auto& bin : report.calibration)
        most = std::max(most, bin.cases);
    for (const auto& bin : report.calibration) {
        if (bin.cases == 0) continue;
        const QPointF left = plot.at(bin.low, 0), right = plot.at(bin.high, 0);
        const double height = 34.0 * static_cast<double>(bin.cases) / static_cast<double>(most);
        drawing.rectangle({left.x() + 1, left.y() - height, right.x() - left.x() - 2, height}, QLatin1String(ink::absent), 0.35);
        made.data += dataLine(
            {bin.low, bin.high, static_cast<double>(bin.cases), bin.meanProbability, bin.share.value, bin.share.low, bin.share.high});
        made.spots.push_back({QRectF(left.x(), halfArea.top(), right.x() - left.x(), halfArea.height()),
                              QStringLiteral("bin=%1").arg(&bin - report.calibration.data()),
                              CurveWords::tr("%1 images given %2 to %3: %4 have the finding")
                                  .arg(QLocale().toString(static_cast<qlonglong>(bin.cases)), percent(bin.low), percent(bin.high),
                                       percent(bin.share.value))});
        middles.emplace_back(bin.meanProbability, bin.share.value);
        drawing.line(plot.at(bin.meanProbability, bin.share.low), plot.at(bin.meanProbability, bin.share.high),
                     {QLatin1String(ink::present), 1.2, {}});
    }
    plot.curve(middles, {QLatin1String(ink::present), 1.5, {}});
    for (const auto& middle : middles)
        plot.mark(middle, {}, QLatin1String(ink::present));
    const QString error = CurveWords::tr("calibration error %1").arg(figure(report.calibrationError.value));
    drawing.text({halfArea.right() - 6, halfArea.bottom() - 44}, error, {10, Anchor::End, QLatin1String(ink::text), true});
    made.description = CurveWords::tr("Calibration of %1: %2").arg(findingTitle(report.finding), error);
    made.drawing = std::move(drawing);
    made.reading = CurveWords::tr("On the dashed line a probability means what it says: of images given 70 %, 70 of 100 have the finding. "
                                  "Bars: how many images (at most %1).")
                       .arg(QLocale().toString(static_cast<qlonglong>(most)));
    return made;
}

namespace {

struct NamedCurve {
    const FindingReport* report;
    QString name, key; ///< key: of its spot, what follows "finding="
};

/// ROC curves in one figure with their AUCs, in the order given.
void drawRocCurves(Figure& made, const std::vector<NamedCurve>& measured)
{
    static constexpr std::array<const char*, 7> colours{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#8c6d00", "#1a1a1a"};
    static constexpr std::array<const char*, 3> dashes{"", "7 3", "2 3"};
    Drawing drawing(made.size);
    const QRectF area{58, 10, 318, 306};
    Plot plot(drawing, area, shareAxis(CurveWords::tr("false alarms (1 - specificity)")), shareAxis(CurveWords::tr("found (sensitivity)")));
    plot.curve({{0, 0}, {1, 1}}, {QLatin1String(ink::absent), 1, QStringLiteral("4 4")});
    const double step = std::min(21.0, 306.0 / static_cast<double>(measured.size()));
    made.data = QStringLiteral("name,false_positive_rate,sensitivity,low,high\n");
    for (std::size_t i = 0; i < measured.size(); ++i) {
        const auto& report = *measured[i].report;
        const Stroke stroke{QLatin1String(colours[i % colours.size()]), 1.8, QLatin1String(dashes[i / colours.size() % dashes.size()])};
        std::vector<QPointF> curve{{0, 0}};
        for (const auto& point : report.roc) {
            curve.emplace_back(point.at, point.height.value);
            made.data += QLatin1Char('"') + QString(measured[i].name).replace(QLatin1Char('"'), QStringLiteral("\"\"")) +
                         QStringLiteral("\",") + dataLine({point.at, point.height.value, point.height.low, point.height.high});
        }
        const QPointF operating(1 - report.atThreshold.specificity.value, report.atThreshold.sensitivity.value);
        if (isKnown(operating)) passThrough(curve, operating);
        plot.curve(curve, stroke);
        if (isKnown(operating)) plot.mark(operating, {}, QLatin1String(colours[i % colours.size()]));
        const double y = area.top() + 12 + step * static_cast<double>(i);
        drawing.line({area.right() + 16, y - 4}, {area.right() + 44, y - 4}, stroke);
        drawing.text({area.right() + 50, y}, measured[i].name, {10});
        drawing.text({pageWidth - 4, y}, figure(report.auc.value), {10, Anchor::End, QLatin1String(ink::text), true});
        made.spots.push_back({QRectF(area.right() + 12, y - step + 5, pageWidth - area.right() - 12, step),
                              QStringLiteral("finding=") + measured[i].key,
                              CurveWords::tr("%1: AUC %2").arg(measured[i].name, figure(report.auc.value))});
    }
    made.drawing = std::move(drawing);
}

} // namespace

Figure allRocFigure(const std::vector<FindingReport>& reports)
{
    std::vector<NamedCurve> measured;
    for (const auto& report : reports)
        if (!report.roc.empty()) measured.push_back({&report, findingTitle(report.finding), QString::fromStdString(report.finding)});
    std::ranges::sort(measured, [](const auto& a, const auto& b) { return a.report->auc.value > b.report->auc.value; });
    Figure made{CurveWords::tr("ROC curves of all findings"), {pageWidth, 364}, {}, {}, {}};
    if (measured.empty()) {
        made.reading = CurveWords::tr("not measured: no finding has images with and without it.");
        return made;
    }
    drawRocCurves(made, measured);
    made.description = CurveWords::tr("ROC curves of %n findings", nullptr, static_cast<int>(measured.size()));
    made.reading = CurveWords::tr("One curve a finding, with its AUC, best first: 0.5 is guessing, 1 is perfect. Dots: operating points. "
                                  "Curves from few cases run in coarse steps.");
    return made;
}

Figure comparedRocFigure(const std::vector<std::pair<QString, FindingReport>>& runs)
{
    std::vector<NamedCurve> measured;
    for (const auto& [name, report] : runs)
        if (!report.roc.empty()) measured.push_back({&report, name, QString::fromStdString(report.finding)});
    Figure made{CurveWords::tr("ROC curves side by side"), {pageWidth, 364}, {}, {}, {}};
    if (measured.empty()) {
        made.reading = CurveWords::tr("not measured: no image with and without the finding.");
        return made;
    }
    drawRocCurves(made, measured);
    made.description = CurveWords::tr("ROC curves of %n results", nullptr, static_cast<int>(measured.size()));
    made.reading = CurveWords::tr("Each on all of its own images, with its AUC and its operating point. Whether one is better is what the "
                                  "paired test says, on the images that both have.");
    return made;
}

} // namespace lucency::app::report
