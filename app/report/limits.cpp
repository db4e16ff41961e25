#include "app/report/plot.h"
#include "app/report/sections.h"

#include <QCoreApplication>

namespace lucency::app::report {

namespace {

struct LimitWords {
    Q_DECLARE_TR_FUNCTIONS(LimitWords)
};

QString ages(const ReportedFinding& finding)
{
    const QString name = findingTitle(finding.name());
    if (finding.minimumAge && finding.maximumAge)
        return LimitWords::tr("%1: learned from people of %2 to %3 years; it says nothing of others.")
            .arg(name, figure(*finding.minimumAge, 0), figure(*finding.maximumAge, 0));
    if (finding.minimumAge)
        return LimitWords::tr("%1: learned from people of %2 years and over; it says nothing of younger ones.")
            .arg(name, figure(*finding.minimumAge, 0));
    if (finding.maximumAge)
        return LimitWords::tr("%1: learned from people of up to %2 years; it says nothing of older ones.")
            .arg(name, figure(*finding.maximumAge, 0));
    return {};
}

} // namespace

void addLimits(Blocks& blocks, const Material& material)
{
    blocks.push_back(Heading{1, LimitWords::tr("Limits"), false});
    const auto say = [&](const QString& sentence) {
        if (!sentence.isEmpty()) blocks.push_back(Paragraph{sentence});
    };
    say(LimitWords::tr(
        "The labels are taken as they were given. Where they are wrong, the model learned what is wrong, and these figures count "
        "it as right."));
    say(LimitWords::tr(
        "Precision, accuracy and negative predictive value depend on how frequent a finding is; among the people of a clinic it may "
        "be rarer than here."));
    if (material.ofRun)
        say(LimitWords::tr(
            "Every figure was measured once, at operating points that were fixed before; whoever changes an operating point needs new "
            "people to measure it on."));
    for (const auto& finding : material.findings) {
        if (!finding.limits.empty())
            say(QStringLiteral("%1: %2").arg(findingTitle(finding.name()), QString::fromStdString(finding.limits)));
        say(ages(finding));
    }
    say(LimitWords::tr(
            "Confidence intervals are of 95 %. Those of shares are Wilson's, widened to the bootstrap by patient (%1 resamples) where it "
            "reaches further; those of the other figures are the bootstrap's, that of AUC is DeLong's or the bootstrap's, whichever "
            "reaches lower.")
            .arg(material.resamples > 0 ? material.resamples : 2000));
    QStringList files{QStringLiteral("report.json")};
    if (material.ofRun)
        files << QStringLiteral("predictions.csv") << QStringLiteral("split.csv") << QStringLiteral("history.csv")
              << QStringLiteral("recipe.json");
    blocks.push_back(Paragraph{LimitWords::tr("Made from %1.").arg(files.join(QStringLiteral(", "))), Paragraph::Kind::Note});
}

} // namespace lucency::app::report
