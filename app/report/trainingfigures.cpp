#include "app/report/figures.h"
#include "app/report/plot.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lucency::app::report {

namespace {

struct TrainingFigureWords {
    Q_DECLARE_TR_FUNCTIONS(TrainingFigureWords)
};

using model::EpochRecord;

constexpr QSizeF half{halfWidth, 214};
const QRectF halfArea{64, 12, 258, 154};

struct Epochs {
    QString name;
    const char* colour;
    std::vector<QPointF> values;
    std::vector<double> lows = {}, highs = {}; ///< of a band around them, one a value; none without
};

std::vector<QPointF> valuesOf(const std::vector<EpochRecord>& history, double EpochRecord::*which)
{
    std::vector<QPointF> values;
    for (const auto& row : history)
        values.emplace_back(row.epoch, row.*which);
    return values;
}

/// The numbers behind the lines, a row an epoch.
QString dataOf(const std::vector<Epochs>& lines, const std::vector<const char*>& names)
{
    QString text = QStringLiteral("epoch");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const QString name = i < names.size() ? QLatin1String(names[i]) : QStringLiteral("line_%1").arg(i + 1);
        text += QLatin1Char(',') + name;
        if (!lines[i].lows.empty()) text += QStringLiteral(",%1_low,%1_high").arg(name);
    }
    text += QLatin1Char('\n');
    for (std::size_t row = 0; !lines.empty() && row < lines.front().values.size(); ++row) {
        std::vector<double> cells{lines.front().values[row].x()};
        for (const auto& line : lines) {
            cells.push_back(line.values[row].y());
            if (line.lows.empty()) continue;
            cells.push_back(line.lows[row]);
            cells.push_back(line.highs[row]);
        }
        text += dataLine(cells);
    }
    return text;
}

/// Curves over the epochs, with a line at the epoch that was kept. Nothing where no value is a number.
Drawing drawEpochs(const QString& name, const std::vector<Epochs>& lines, int bestEpoch, std::pair<double, double> range)
{
    auto [lowest, highest] = range;
    int first = 0, last = 0;
    for (const auto& line : lines)
        for (const auto& value : line.values) {
            if (!std::isfinite(value.y())) continue;
            lowest = std::min(lowest, value.y());
            highest = std::max(highest, value.y());
            if (first == 0) first = static_cast<int>(value.x());
            last = std::max(last, static_cast<int>(value.x()));
        }
    for (const auto& line : lines)
        for (const double low : line.lows)
            if (std::isfinite(low)) lowest = std::min(lowest, low);
    if (first == 0) return {};
    Drawing drawing(half);
    Plot plot(drawing, halfArea, wholeAxis(first, last, TrainingFigureWords::tr("epoch")), roundAxis(lowest, highest, name));
    const double foot = halfArea.bottom(), top = halfArea.top();
    if (bestEpoch > 0) {
        const double x = plot.at(bestEpoch, lowest).x();
        drawing.line({x, foot}, {x, top}, {QLatin1String(ink::point), 1.2, QStringLiteral("4 3")});
    }
    for (const auto& line : lines) {
        std::vector<double> across;
        for (const auto& value : line.values)
            across.push_back(value.x());
        if (!line.lows.empty()) plot.band(across, line.lows, line.highs, QLatin1String(line.colour));
        plot.curve(line.values, {QLatin1String(line.colour), 1.8, {}});
        if (line.values.size() == 1) plot.mark(line.values.front(), {}, QLatin1String(line.colour));
    }
    double x = halfArea.left();
    for (const auto& line : lines) {
        if (line.name.isEmpty()) continue;
        drawing.line({x, half.height() - 5}, {x + 18, half.height() - 5}, {QLatin1String(line.colour), 2.2, {}});
        drawing.text({x + 23, half.height() - 1}, line.name, {10});
        x += 38 + textWidth(line.name, 10);
    }
    return drawing;
}

QString keptEpoch(int bestEpoch)
{
    return bestEpoch > 0 ? TrainingFigureWords::tr("The orange line is epoch %1, whose weights were kept.").arg(bestEpoch) : QString();
}

constexpr double nothing = std::numeric_limits<double>::infinity();

} // namespace

Figure lossFigure(const std::vector<EpochRecord>& history, int bestEpoch)
{
    Figure made{TrainingFigureWords::tr("Loss"), half, {}, {}, {}};
    made.description = TrainingFigureWords::tr("Training and validation loss by epoch");
    const std::vector<Epochs> lines{{TrainingFigureWords::tr("training"), ink::absent, valuesOf(history, &EpochRecord::trainLoss)},
                                    {TrainingFigureWords::tr("validation"), ink::present, valuesOf(history, &EpochRecord::validationLoss)}};
    made.drawing = drawEpochs(TrainingFigureWords::tr("loss"), lines, bestEpoch, {0, -nothing});
    if (made.drawn()) made.data = dataOf(lines, {"train_loss", "validation_loss"});
    made.reading = made.drawn() ? TrainingFigureWords::tr("Both should fall; a validation loss that rises while the training loss falls "
                                                          "means learning by heart.") +
                                      QLatin1Char(' ') + keptEpoch(bestEpoch)
                                : TrainingFigureWords::tr("not measured: the history has no epoch.");
    return made;
}

Figure validationAucFigure(const std::vector<std::string>& findings, const std::vector<EpochRecord>& history, int bestEpoch)
{
    Figure made{TrainingFigureWords::tr("AUC on the validation part"), half, {}, {}, {}};
    std::vector<Epochs> lines;
    Epochs mean{findings.size() > 1 ? TrainingFigureWords::tr("mean of the findings") : QString(), ink::present, {}};
    for (const auto& row : history) {
        double sum = 0;
        int counted = 0;
        for (const double area : row.aucs)
            if (!std::isnan(area)) {
                sum += area;
                ++counted;
            }
        const bool ofOne = findings.size() == 1;
        // Runs of earlier versions did not keep the mean of several findings.
        mean.values.emplace_back(row.epoch, std::isfinite(row.meanAuc) ? row.meanAuc : counted > 0 ? sum / counted : std::nan(""));
        mean.lows.push_back(!ofOne ? row.meanAucLow : row.aucLows.empty() ? std::nan("") : row.aucLows.front());
        mean.highs.push_back(!ofOne ? row.meanAucHigh : row.aucHighs.empty() ? std::nan("") : row.aucHighs.front());
    }
    const bool banded = std::ranges::any_of(mean.lows, [](double low) { return std::isfinite(low); });
    if (findings.size() > 1) {
        for (std::size_t f = 0; f < findings.size(); ++f) {
            Epochs line{f == 0 ? TrainingFigureWords::tr("each finding") : QString(), "#bcc7d6", {}};
            for (const auto& row : history)
                line.values.emplace_back(row.epoch, f < row.aucs.size() ? row.aucs[f] : std::nan(""));
            lines.push_back(std::move(line));
        }
    }
    lines.push_back(std::move(mean));
    made.description = TrainingFigureWords::tr("AUC on the validation part by epoch");
    made.drawing = drawEpochs(TrainingFigureWords::tr("AUC"), lines, bestEpoch, {0.5, 1});
    if (made.drawn()) {
        std::vector<const char*> names;
        if (findings.size() > 1)
            for (const auto& finding : findings)
                names.push_back(finding.c_str());
        names.push_back("mean");
        made.data = dataOf(lines, names);
    }
    made.reading = made.drawn()
                       ? TrainingFigureWords::tr("How well images with and without the finding were told apart on people who were "
                                                 "not trained on: 0.5 is guessing, 1 is perfect.") +
                             (banded ? QLatin1Char(' ') +
                                           TrainingFigureWords::tr(
                                               "The band is the 95 % interval: where it is wide, differences between epochs mean little.")
                                     : QString())
                       : TrainingFigureWords::tr("not measured: the validation part has cases of one class only.");
    return made;
}

Figure learningRateFigure(const std::vector<EpochRecord>& history, int bestEpoch)
{
    Figure made{TrainingFigureWords::tr("Learning rate"), half, {}, {}, {}};
    made.description = TrainingFigureWords::tr("Learning rate by epoch");
    const std::vector<Epochs> lines{{{}, ink::second, valuesOf(history, &EpochRecord::learningRate)}};
    made.drawing = drawEpochs(TrainingFigureWords::tr("learning rate"), lines, bestEpoch, {0, -nothing});
    if (made.drawn()) made.data = dataOf(lines, {"learning_rate"});
    made.reading = made.drawn()
                       ? TrainingFigureWords::tr("How large the steps were at the end of each epoch: large ones explore, small ones "
                                                 "settle.")
                       : TrainingFigureWords::tr("not measured: the history has no epoch.");
    return made;
}

} // namespace lucency::app::report
