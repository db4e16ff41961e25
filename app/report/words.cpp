#include "app/report/plot.h"
#include "app/report/sections.h"

#include <QCoreApplication>

#include <cmath>
#include <map>

namespace lucency::app::report {

namespace {

struct FigureWords {
    Q_DECLARE_TR_FUNCTIONS(FigureWords)

public:
    static QString known(const std::map<std::string, const char*>& words, const std::string& text)
    {
        const auto found = words.find(text);
        return found == words.end() ? QString::fromStdString(text) : tr(found->second);
    }

    static QString reason(const std::string& text)
    {
        static const std::map<std::string, const char*> words{
            {"the test part has cases of one class only", QT_TR_NOOP("the test part has cases of one class only")},
            {"the validation part has cases of one class only", QT_TR_NOOP("the validation part has cases of one class only")},
            {"fewer than 10 cases in the test part", QT_TR_NOOP("fewer than 10 cases in the test part")},
            {"all cases of a class come from one patient", QT_TR_NOOP("all cases of a class come from one patient")},
            {"the interval of its AUC reaches 0.5", QT_TR_NOOP("the interval of its AUC reaches 0.5")}};
        return known(words, text);
    }

    static QString change(const std::string& text)
    {
        static const std::map<std::string, const char*> words{
            {"64 pixels", QT_TR_NOOP("reduced to 64 pixels")},          {"upper corners black", QT_TR_NOOP("upper corners black")},
            {"turned by 7 degrees", QT_TR_NOOP("turned by 7 degrees")}, {"enlarged by 15 %", QT_TR_NOOP("enlarged by 15 %")},
            {"stretched by 15 %", QT_TR_NOOP("stretched by 15 %")},     {"gamma 1.4", QT_TR_NOOP("darker (gamma 1.4)")},
            {"gamma 0.7", QT_TR_NOOP("brighter (gamma 0.7)")},          {"noise of 3 %", QT_TR_NOOP("noise of 3 %")}};
        return known(words, text);
    }
};

} // namespace

namespace {

/// For cells of tables: a figure and its interval stay on one line where the column has the room.
QString unbroken(QString words)
{
    return words.replace(QLatin1Char(' '), QChar::Nbsp);
}

} // namespace

QString estimateWords(const evaluation::Interval& estimate)
{
    if (std::isnan(estimate.value) || std::isnan(estimate.low)) return figure(estimate.value);
    return figure(estimate.value) + QLatin1Char(' ') +
           unbroken(FigureWords::tr("(%1 to %2)").arg(figure(estimate.low), figure(estimate.high)));
}

QString shareWords(const evaluation::Interval& share)
{
    if (std::isnan(share.value) || std::isnan(share.low)) return percent(share.value, 1);
    return percent(share.value, 1) + QLatin1Char(' ') +
           unbroken(FigureWords::tr("(%1 to %2)").arg(figure(share.low * 100, 0), percent(share.high)));
}

QString intervalWords(const evaluation::Interval& estimate, bool asShare)
{
    if (std::isnan(estimate.value) || std::isnan(estimate.low)) return QStringLiteral("–");
    return unbroken(asShare ? FigureWords::tr("%1 to %2").arg(figure(estimate.low * 100, 1), percent(estimate.high, 1))
                            : FigureWords::tr("%1 to %2").arg(figure(estimate.low), figure(estimate.high)));
}

QString reasonWords(const std::string& reason)
{
    return FigureWords::reason(reason);
}

QString changeWords(const std::string& change)
{
    return FigureWords::change(change);
}

} // namespace lucency::app::report
