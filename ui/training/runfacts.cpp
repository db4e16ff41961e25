#include "ui/training/runfacts.h"

#include "app/training/runwords.h"
#include "ui/theme.h"
#include "ui/training/runwords.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace lucency::ui {

namespace {

constexpr double muchWaiting = 0.3;

/// The AUC of one finding, or the mean of several, with its interval where the epoch's record has one.
QString bestText(const app::RunSummary& run)
{
    if (run.bestEpoch == 0) return QStringLiteral("–");
    const QString value = app::metricText(run.metric, run.bestMetric);
    const auto at = static_cast<std::size_t>(run.bestEpoch) - 1;
    if (at >= run.history.size()) return value;
    const auto& record = run.history[at];
    const bool ofOne = record.aucs.size() == 1 && record.aucLows.size() == 1;
    const double area = ofOne ? record.aucs[0] : record.meanAuc, low = ofOne ? record.aucLows[0] : record.meanAucLow,
                 high = ofOne ? record.aucHighs[0] : record.meanAucHigh;
    if (!std::isfinite(low) || std::abs(area - run.bestMetric) > 1e-6) return value; // the metric is another figure
    const QLocale locale;
    return RunFacts::tr("%1 (%2 to %3)").arg(value, locale.toString(low, 'f', 2), locale.toString(high, 'f', 2));
}

QString bestReading(const app::RunSummary& run)
{
    if (run.bestEpoch == 0) return RunFacts::tr("Known when the first epoch has ended.");
    QString text = RunFacts::tr("Epoch %1, by %2 on the validation images; its weights are kept.")
                       .arg(run.bestEpoch)
                       .arg(app::metricTitle(run.metric));
    if (run.bestMetric >= 0) text += QLatin1Char(' ') + RunFacts::tr("0.5 is guessing, 1 is perfect.");
    return text;
}

} // namespace

RunFacts::RunFacts(QWidget* parent)
    : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    const std::array names{tr("Epoch"), tr("Best epoch"), tr("Time"), tr("Images a second"), tr("Waiting for images")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto* frame = new QFrame(this);
        frame->setObjectName(QStringLiteral("fact"));
        frame->setStyleSheet(QStringLiteral("#fact { background: %1; border-radius: 4px; }").arg(theme::raised().name()));
        auto* column = new QVBoxLayout(frame);
        column->setContentsMargins(10, 7, 10, 7);
        column->setSpacing(1);
        auto& tile = m_tiles[i];
        tile.name = new QLabel(names[i], frame);
        tile.value = new QLabel(frame);
        tile.reading = new QLabel(frame);
        tile.name->setStyleSheet(QStringLiteral("color: %1;").arg(theme::mutedText().name()));
        tile.value->setStyleSheet(QStringLiteral("font-size: 17px; font-weight: 600;"));
        tile.reading->setStyleSheet(QStringLiteral("color: %1; font-size: 11px;").arg(theme::mutedText().name()));
        tile.reading->setWordWrap(true);
        column->addWidget(tile.name);
        column->addWidget(tile.value);
        column->addWidget(tile.reading);
        column->addStretch(1);
        row->addWidget(frame, i == Best ? 3 : 2);
    }
}

void RunFacts::setRun(const app::RunSummary& run, const std::optional<model::TrainingProgress>& progress)
{
    const QLocale locale;
    const auto learnt = static_cast<int>(run.history.size());
    const int epoch = progress && progress->stage != model::TrainingStage::Reading ? std::max(progress->epoch, learnt) : learnt;
    set(Epoch, run.epochs > 0 ? tr("%1 of %2").arg(epoch).arg(run.epochs) : locale.toString(epoch),
        tr("One epoch is one pass over all training images."));
    set(Best, bestText(run), bestReading(run));
    const QString left = progress ? shortDuration(progress->secondsLeft) : QString();
    double seconds = 0;
    for (const auto& record : run.history)
        seconds += record.seconds;
    m_tiles[TimeLeft].name->setText(progress ? tr("Time left") : tr("Time"));
    if (progress)
        set(TimeLeft, left.isEmpty() ? QStringLiteral("–") : left, tr("Until the report is written, at the speed so far."));
    else
        set(TimeLeft, seconds > 0 ? shortDuration(seconds) : QStringLiteral("–"), tr("Spent on learning so far."));
    const double rate =
        progress && progress->imagesPerSecond > 0 ? progress->imagesPerSecond : (learnt > 0 ? run.history.back().imagesPerSecond : 0);
    set(Speed, rate > 0 ? locale.toString(rate, 'f', rate < 10 ? 1 : 0) : QStringLiteral("–"),
        tr("How fast the network learns; lower while studies are scored."));
    const double wait = progress && progress->stage == model::TrainingStage::Training ? progress->waitShare
                                                                                      : (learnt > 0 ? run.history.back().waitShare : -1);
    set(Waiting, wait < 0 ? QStringLiteral("–") : tr("%1\u00a0%").arg(locale.toString(wait * 100, 'f', 0)),
        wait > muchWaiting ? tr("Much: reading or changing the images holds the network up. A faster disk or less augmentation helps.")
                           : tr("Share of the time in which the network has no image to learn from. Small is good."));
}

void RunFacts::set(Fact fact, const QString& value, const QString& reading)
{
    const auto& tile = m_tiles[static_cast<std::size_t>(fact)];
    if (tile.value->text() != value) tile.value->setText(value);
    if (tile.reading->text() != reading) tile.reading->setText(reading);
}

QString RunFacts::valueOf(Fact fact) const
{
    return m_tiles[static_cast<std::size_t>(fact)].value->text();
}

QString RunFacts::readingOf(Fact fact) const
{
    return m_tiles[static_cast<std::size_t>(fact)].reading->text();
}

} // namespace lucency::ui

#include "moc_runfacts.cpp"
