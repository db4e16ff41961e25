#include "app/training/runwords.h"

#include "app/findingname.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace lucency::app {

namespace {

struct RunWords {
    Q_DECLARE_TR_FUNCTIONS(RunWords)
};

} // namespace

QString stateTitle(RunState state)
{
    switch (state) {
    case RunState::Waiting:
        return RunWords::tr("Waiting");
    case RunState::Running:
        return RunWords::tr("Training");
    case RunState::Stopping:
        return RunWords::tr("Stopping");
    case RunState::Paused:
        return RunWords::tr("Paused");
    case RunState::Interrupted:
        return RunWords::tr("Interrupted");
    case RunState::Stopped:
        return RunWords::tr("Stopped");
    case RunState::Failed:
        return RunWords::tr("Failed");
    case RunState::Elsewhere:
        return RunWords::tr("In another program");
    case RunState::Finished:
        return RunWords::tr("Finished");
    case RunState::Damaged:
        return RunWords::tr("Incomplete");
    }
    return {};
}

QString metricTitle(const QString& metric)
{
    const auto finding = [&] { return metric.section(QLatin1Char(':'), 1); };
    if (metric.startsWith(QLatin1String("auc:"))) return RunWords::tr("AUC of %1").arg(finding());
    if (metric.startsWith(QLatin1String("f1:"))) return RunWords::tr("F1 of %1").arg(finding());
    if (metric.startsWith(QLatin1String("average-precision:"))) return RunWords::tr("average precision of %1").arg(finding());
    if (metric == QLatin1String("macro-average-precision")) return RunWords::tr("mean average precision");
    if (metric == QLatin1String("loss")) return RunWords::tr("validation loss");
    return RunWords::tr("AUC"); // "last" is measured by it, too
}

QString metricText(const QString& metric, double value)
{
    if (!std::isfinite(value)) return {};
    // Where nothing else can be measured the metric is the negated loss.
    const bool loss = metric == QLatin1String("loss") || value < 0;
    return loss ? RunWords::tr("loss %1").arg(QLocale().toString(-value, 'f', 3)) : QLocale().toString(value, 'f', 3);
}

QString epochsText(const RunSummary& summary)
{
    const auto done = static_cast<int>(summary.history.size());
    if (done == 0 && summary.epochs == 0) return {};
    if (summary.epochs == 0 || done == summary.epochs) return QLocale().toString(done);
    return RunWords::tr("%1 of %2").arg(done).arg(summary.epochs);
}

} // namespace lucency::app
