#include "app/workbench/askedimages.h"

#include "app/report/plot.h"

#include <QCoreApplication>

#include <algorithm>

namespace lucency::app {

namespace {

struct AskedWords {
    Q_DECLARE_TR_FUNCTIONS(AskedWords)
};

constexpr std::size_t nearestCases = 60; ///< around a point of a curve: a few screens full

std::optional<double> numberAfter(const QString& key, const char* prefix)
{
    if (!key.startsWith(QLatin1String(prefix))) return std::nullopt;
    bool isNumber = false;
    const double number = key.mid(static_cast<qsizetype>(qstrlen(prefix))).toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

std::optional<Call> callOf(const QString& key)
{
    if (key == QLatin1String("tp")) return Call::Found;
    if (key == QLatin1String("fn")) return Call::Missed;
    if (key == QLatin1String("fp")) return Call::FalseAlarm;
    if (key == QLatin1String("tn")) return Call::LeftAlone;
    return std::nullopt;
}

} // namespace

QString callWords(Call call)
{
    switch (call) {
    case Call::Found:
        return AskedWords::tr("found");
    case Call::Missed:
        return AskedWords::tr("missed");
    case Call::FalseAlarm:
        return AskedWords::tr("false alarm");
    case Call::LeftAlone:
        return AskedWords::tr("left alone");
    }
    return {};
}

std::optional<double> thresholdOfSpot(const RankedFinding& finding, const QString& key)
{
    if (const auto rate = numberAfter(key, "fpr=")) return std::clamp(finding.thresholdAtFalsePositiveRate(*rate), 0.0, 1.0);
    if (const auto recall = numberAfter(key, "recall=")) return std::clamp(finding.thresholdAtRecall(*recall), 0.0, 1.0);
    return std::nullopt;
}

std::optional<AskedImages> imagesOfSpot(const RankedFinding& finding, const QString& key, double threshold)
{
    AskedImages asked;
    asked.filter.threshold = threshold;
    const QString name = report::findingTitle(finding.name());
    if (const auto call = callOf(key)) {
        asked.filter.call = call;
        switch (*call) {
        case Call::Found:
            asked.title = AskedWords::tr("%1: images with it that were found");
            break;
        case Call::Missed:
            asked.title = AskedWords::tr("%1: images with it that were missed");
            break;
        case Call::FalseAlarm:
            asked.title = AskedWords::tr("%1: false alarms, images without it that were called");
            break;
        case Call::LeftAlone:
            asked.title = AskedWords::tr("%1: images without it that were left alone");
            break;
        }
        asked.title = asked.title.arg(name);
        return asked;
    }
    if (const auto at = thresholdOfSpot(finding, key)) {
        asked.filter.nearest = nearestCases;
        asked.filter.threshold = *at;
        asked.title = AskedWords::tr("%1: the images whose probability is nearest to %2, where this point of the curve lies")
                          .arg(name, report::figure(*at));
        return asked;
    }
    if (const auto bin = numberAfter(key, "bin=")) {
        constexpr double bins = 10;
        asked.filter.over = *bin / bins;
        asked.filter.upTo = (*bin + 1) / bins;
        asked.title = AskedWords::tr("%1: images given a probability of %2 to %3")
                          .arg(name, report::percent(*asked.filter.over), report::percent(*asked.filter.upTo));
        return asked;
    }
    if (key.startsWith(QLatin1String("group="))) {
        const QString group = key.mid(6);
        const auto slash = group.indexOf(QLatin1Char('/'));
        asked.filter.groupKind = group.left(slash).toStdString();
        asked.filter.groupName = group.mid(slash + 1).toStdString();
        asked.title = AskedWords::tr("%1: the group %2").arg(name, group.mid(slash + 1));
        return asked;
    }
    return std::nullopt;
}

} // namespace lucency::app
