#include "app/report/figures.h"
#include "app/report/plot.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>

namespace lucency::app::report {

namespace {

struct ForestWords {
    Q_DECLARE_TR_FUNCTIONS(ForestWords)

public:
    static QString kind(const std::string& kind)
    {
        static const std::map<std::string, const char*> names{
            {"sex", QT_TR_NOOP("Sex")},         {"age", QT_TR_NOOP("Age")},       {"view", QT_TR_NOOP("View")},
            {"scanner", QT_TR_NOOP("Scanner")}, {"folder", QT_TR_NOOP("Folder")}, {"shown_for_age", QT_TR_NOOP("Shown for this age")}};
        const auto name = names.find(kind);
        return name == names.end() ? QString::fromStdString(kind) : tr(name->second);
    }

    static QString group(const std::string& kind, const std::string& group)
    {
        static const std::map<std::string, const char*> names{{"age/under 18", QT_TR_NOOP("under 18 years")},
                                                              {"age/18 to 39", QT_TR_NOOP("18 to 39 years")},
                                                              {"age/40 to 59", QT_TR_NOOP("40 to 59 years")},
                                                              {"age/60 and over", QT_TR_NOOP("60 years and over")},
                                                              {"sex/F", QT_TR_NOOP("female")},
                                                              {"sex/M", QT_TR_NOOP("male")},
                                                              {"shown_for_age/yes", QT_TR_NOOP("yes")},
                                                              {"shown_for_age/no", QT_TR_NOOP("no")}};
        const auto name = names.find(kind + "/" + group);
        return name == names.end() ? QString::fromStdString(group) : tr(name->second);
    }

    /// What the images' headers and tables can tell of people, and did not of these; empty where all of it is told.
    static QString notRecorded(const std::vector<evaluation::Subgroup>& groups)
    {
        QStringList missing;
        for (const auto& [kind, name] : {std::pair("sex", QT_TR_NOOP("sex")), std::pair("age", QT_TR_NOOP("age")),
                                         std::pair("view", QT_TR_NOOP("view")), std::pair("scanner", QT_TR_NOOP("scanner"))})
            if (std::ranges::none_of(groups, [kind = kind](const auto& group) { return group.kind == kind; })) missing << tr(name);
        return missing.isEmpty() ? QString() : tr("Not recorded for these images: %1.").arg(missing.join(QStringLiteral(", ")));
    }
};

constexpr double rowHeight = 20, nameWidth = 190, casesWidth = 88, valueWidth = 132;

/// A name that leaves room for the cases beside it. Of a scanner both ends tell something: who made it, and the model.
QString shortened(const QString& name)
{
    constexpr int most = 33, end = 15;
    return name.size() <= most ? name : name.left(most - end - 1).trimmed() + QChar(0x2026) + name.right(end).trimmed();
}

/// The lowest tenth that the axis has to show.
double axisFoot(const std::vector<ForestRow>& rows)
{
    double lowest = 0.5;
    for (const auto& row : rows) {
        const double low = std::isnan(row.estimate.low) ? row.estimate.value : row.estimate.low;
        if (!std::isnan(low)) lowest = std::min(lowest, low);
    }
    return std::max(0.0, std::floor(lowest * 10 - 0.5) / 10);
}

void drawEstimate(Drawing& drawing, const Plot& plot, const evaluation::Interval& estimate, double y)
{
    const QPointF middle(plot.at(estimate.value, 0).x(), y);
    if (!std::isnan(estimate.low)) {
        const double from = plot.at(estimate.low, 0).x(), to = plot.at(estimate.high, 0).x();
        const Stroke stroke{QLatin1String(ink::present), 1.6, {}};
        drawing.line({from, y}, {to, y}, stroke);
        drawing.line({from, y - 3}, {from, y + 3}, stroke);
        drawing.line({to, y - 3}, {to, y + 3}, stroke);
    }
    drawing.circle(middle, 4, QLatin1String(ink::present), QLatin1String(ink::paper));
}

QString words(const evaluation::Interval& estimate)
{
    if (std::isnan(estimate.low)) return figure(estimate.value);
    return ForestWords::tr("%1 (%2 to %3)").arg(figure(estimate.value, 2), figure(estimate.low, 2), figure(estimate.high, 2));
}

/// The youngest first; other groups stay as they are.
int ageRank(const evaluation::Subgroup& group)
{
    return group.kind == "age" && group.name.starts_with("under") ? 0 : 1;
}

} // namespace

Figure forestFigure(const QString& title, const std::vector<ForestRow>& rows, double overall, const QString& reading)
{
    Figure made{title, {pageWidth, rowHeight * static_cast<double>(rows.size()) + 66}, reading, {}, title};
    made.data = QStringLiteral("name,value,low,high\n");
    Drawing drawing(made.size);
    const double top = 24, bottom = top + rowHeight * static_cast<double>(rows.size());
    const QRectF area(nameWidth + casesWidth, top, pageWidth - nameWidth - casesWidth - valueWidth, bottom - top);
    auto axis = roundAxis(axisFoot(rows), 1, ForestWords::tr("AUC"), 6);
    axis.to = 1;
    Plot plot(drawing, area, axis, {0, 1, {}, {}, {}});
    const TextStyle head{10, Anchor::End, QLatin1String(ink::muted)};
    drawing.text({nameWidth + casesWidth - 14, 14}, ForestWords::tr("with / without"), head);
    drawing.text({pageWidth - 2, 14}, ForestWords::tr("AUC (95 % interval)"), head);
    const auto standing = [&](double value, const char* colour) {
        drawing.line(plot.at(value, 0), plot.at(value, 1), {QLatin1String(colour), 1.2, QStringLiteral("4 3")});
    };
    standing(0.5, ink::absent);
    if (!std::isnan(overall)) standing(overall, ink::point);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& row = rows[i];
        const double y = top + rowHeight * (static_cast<double>(i) + 0.5);
        drawing.text({row.heading ? 2.0 : 14.0, y + 4}, row.heading ? row.name : shortened(row.name),
                     {10.5, Anchor::Start, QLatin1String(ink::text), row.heading});
        if (row.heading) continue;
        made.data += QLatin1Char('"') + QString(row.name).replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QStringLiteral("\",") +
                     dataLine({row.estimate.value, row.estimate.low, row.estimate.high});
        if (!row.key.isEmpty())
            made.spots.push_back(
                {QRectF(0, y - rowHeight / 2, pageWidth, rowHeight), row.key, QStringLiteral("%1 (%2)").arg(row.name, row.cases)});
        drawing.text({nameWidth + casesWidth - 14, y + 4}, row.cases, {10, Anchor::End, QLatin1String(ink::muted)});
        if (std::isnan(row.estimate.value)) {
            drawing.text({pageWidth - 2, y + 4}, ForestWords::tr("not measured"), {10, Anchor::End, QLatin1String(ink::muted)});
            continue;
        }
        drawEstimate(drawing, plot, row.estimate, y);
        drawing.text({pageWidth - 2, y + 4}, words(row.estimate), {10, Anchor::End});
    }
    made.drawing = std::move(drawing);
    return made;
}

Figure subgroupFigure(const evaluation::FindingReport& report)
{
    const QString title = ForestWords::tr("Groups of people");
    std::vector<ForestRow> rows;
    std::string kind;
    bool unmeasured = false;
    auto groups = report.subgroups;
    std::ranges::stable_sort(groups, {}, [](const auto& group) { return std::pair(group.kind, ageRank(group)); });
    for (const auto& group : groups) {
        if (group.kind != kind) {
            kind = group.kind;
            rows.push_back({ForestWords::kind(kind), {}, {}, true});
        }
        rows.push_back({ForestWords::group(kind, group.name), group.auc,
                        QStringLiteral("%1 / %2").arg(group.positives).arg(group.negatives), false,
                        QStringLiteral("group=%1/%2").arg(QString::fromStdString(kind), QString::fromStdString(group.name))});
        unmeasured |= std::isnan(group.auc.value);
    }
    if (rows.empty() || std::isnan(report.auc.value))
        return {title,
                {},
                rows.empty() ? ForestWords::tr("not measured: sex, age, view and scanner are not recorded for these images.")
                             : ForestWords::tr("not measured: there are cases of one class only."),
                {},
                {}};
    QString reading =
        ForestWords::tr("The orange line is the AUC of all; where a group's bar does not reach it, the model serves that group "
                        "worse or better than the rest.");
    if (unmeasured) reading += QLatin1Char(' ') + ForestWords::tr("Not measured: fewer than 5 images with or without the finding.");
    if (const QString missing = ForestWords::notRecorded(groups); !missing.isEmpty()) reading += QLatin1Char(' ') + missing;
    return forestFigure(title, rows, report.auc.value, reading);
}

} // namespace lucency::app::report
