#include "app/report/plot.h"
#include "app/report/sections.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace lucency::app::report {

namespace {

struct SummaryWords {
    Q_DECLARE_TR_FUNCTIONS(SummaryWords)
};

QString whole(long number)
{
    return QLocale().toString(static_cast<qlonglong>(number));
}

QString names(const std::vector<const ReportedFinding*>& findings)
{
    QStringList all;
    for (const auto* finding : findings)
        all << findingTitle(finding->name());
    return all.join(QStringLiteral(", "));
}

bool measured(const ReportedFinding& finding)
{
    return !std::isnan(finding.figures.auc.value);
}

const evaluation::Interval& widerAuc(const evaluation::FindingReport& report)
{
    return report.aucByPatient.low < report.auc.low ? report.aucByPatient : report.auc;
}

/// What was trained, and on whom.
QString origin(const Material& material)
{
    std::vector<const ReportedFinding*> all;
    for (const auto& finding : material.findings)
        all.push_back(&finding);
    QString text = SummaryWords::tr("%1 looks at a frontal chest radiograph and gives a probability for: %2.")
                       .arg(material.model.empty() ? SummaryWords::tr("The program that made these predictions")
                                                   : QString::fromStdString(material.model),
                            names(all));
    if (material.split) {
        const auto& parts = material.split->parts;
        text += QLatin1Char(' ') +
                SummaryWords::tr("It was trained on %1 images of %2 people. Another %3 images of %4 people (the validation part) served to "
                                 "choose the best epoch, to calibrate and to set the operating point.")
                    .arg(whole(parts[0].images), whole(parts[0].patients), whole(parts[1].images), whole(parts[1].patients));
        if (material.images > 0)
            text += QLatin1Char(' ') +
                    SummaryWords::tr("How good it is was measured on %1 images of %2 further people (the test part), who took "
                                     "no part in any of this.")
                        .arg(whole(material.images), whole(material.patients));
        long synthetic = 0;
        for (const auto& source : material.sources)
            synthetic += source.synthetic ? source.images : 0;
        if (synthetic > 0)
            text += QLatin1Char(' ') +
                    SummaryWords::tr("%1 of all these images are synthetic, drawn by a program; none of them was measured on.")
                        .arg(whole(synthetic));
    } else {
        text +=
            QLatin1Char(' ') +
            SummaryWords::tr("It was measured on %1 labelled images of %2 people.").arg(whole(material.images), whole(material.patients));
    }
    return text;
}

QString ofHundred(double share)
{
    return QLocale().toString(std::round(share * 100), 'f', 0);
}

/// How good one finding is, in plain words.
QString goodness(const ReportedFinding& finding)
{
    const auto& report = finding.figures;
    const auto& area = widerAuc(report);
    const auto& at = report.atThreshold;
    QString text =
        SummaryWords::tr("%1: AUC %2 (95 % interval %3 to %4). Shown one image with it and one without, the model ranks %5 of 100 "
                         "such pairs rightly; guessing ranks 50.")
            .arg(findingTitle(report.finding), figure(area.value), figure(area.low), figure(area.high), ofHundred(area.value));
    if (!std::isnan(at.sensitivity.value) && !std::isnan(at.specificity.value))
        text +=
            QLatin1Char(' ') +
            SummaryWords::tr("At its operating point it finds %1 of 100 images that have it (95 %: %2 to %3), and raises a false alarm on "
                             "%4 of 100 that do not (95 %: %5 to %6).")
                .arg(ofHundred(at.sensitivity.value), ofHundred(at.sensitivity.low), ofHundred(at.sensitivity.high),
                     ofHundred(1 - at.specificity.value), ofHundred(1 - at.specificity.high), ofHundred(1 - at.specificity.low));
    return text;
}

Table findingsTable(const Material& material)
{
    Table table{
        SummaryWords::tr("The findings at a glance"),
        {SummaryWords::tr("Finding"), SummaryWords::tr("with / without"), SummaryWords::tr("AUC (95\u00a0%)"),
         SummaryWords::tr("Sensitivity (95\u00a0%)"), SummaryWords::tr("Specificity (95\u00a0%)"),
         material.ofRun ? SummaryWords::tr("Validated") : SummaryWords::tr("Validated by its model")},
        {},
        1,
        SummaryWords::tr("Sensitivity: of images with the finding, the share that is called. Specificity: of images without it, the "
                         "share that is left alone."),
        {}};
    for (const auto& finding : material.findings) {
        const auto& report = finding.figures;
        table.rows.push_back({findingTitle(report.finding), QStringLiteral("%1 / %2").arg(whole(report.positives), whole(report.negatives)),
                              estimateWords(widerAuc(report)), shareWords(report.atThreshold.sensitivity),
                              shareWords(report.atThreshold.specificity),
                              !finding.validated   ? QStringLiteral("–")
                              : *finding.validated ? SummaryWords::tr("yes")
                                                   : SummaryWords::tr("no")});
    }
    return table;
}

void addGlossary(Blocks& blocks)
{
    blocks.push_back(Heading{2, SummaryWords::tr("Five words"), false});
    const QString lines[] = {
        SummaryWords::tr(
            "Probability: what the model gives an image for a finding. Operating point: the probability from which on an image is "
            "called positive."),
        SummaryWords::tr(
            "Sensitivity and specificity: how many images with the finding are called, and how many without it are left alone, at "
            "the operating point."),
        SummaryWords::tr(
            "AUC: how well images with and without the finding are ranked, whatever the operating point; 0.5 is guessing, 1 is "
            "perfect."),
        SummaryWords::tr(
            "95 % interval: were the test repeated with other people of the same kind, the figure would be expected in this range. "
            "The fewer people, the wider it is."),
        SummaryWords::tr("Not measured: there are no cases on which the figure could stand. It does not mean zero.")};
    for (const auto& line : lines)
        blocks.push_back(Paragraph{line});
}

} // namespace

QStringList cautions(const Material& material)
{
    QStringList sentences;
    if (material.correctedLabels > 0 || material.excludedByPeople > 0)
        sentences
            << SummaryWords::tr(
                   "These figures are with corrected labels, not those of the source: people changed %1 labels and excluded %2 images.")
                   .arg(whole(material.correctedLabels), whole(material.excludedByPeople));
    if (material.patientsUnknown > 0)
        sentences << SummaryWords::tr(
            "The patient of %Ln images is unknown: each was taken for a patient of its own, and where that is not so "
            "the intervals are too narrow.",
            nullptr, static_cast<int>(material.patientsUnknown));
    if (material.patientsInValidation > 0)
        sentences << SummaryWords::tr("%Ln people are in the validation part too: the figures flatter.", nullptr,
                                      static_cast<int>(material.patientsInValidation));
    for (const auto& finding : material.findings)
        if (finding.changedCalls > 0)
            sentences << SummaryWords::tr("%1: after recalibration %Ln images are called otherwise than by the model; its figures at the "
                                          "operating point are not the model's.",
                                          nullptr, static_cast<int>(finding.changedCalls))
                             .arg(findingTitle(finding.name()));
    if (material.split && material.split->unread() > 0)
        sentences << SummaryWords::tr("%Ln images of this run could not be read; they took no part.", nullptr,
                                      static_cast<int>(material.split->unread()));
    if (material.notScored > 0)
        sentences << SummaryWords::tr("%Ln images were refused or could not be read; they are in no figure.", nullptr,
                                      static_cast<int>(material.notScored));
    return sentences;
}

Table weakFindings(const Material& material)
{
    Table table{SummaryWords::tr("Findings whose cohort is too small for their claims"),
                {SummaryWords::tr("Finding"), SummaryWords::tr("test images with / without"), SummaryWords::tr("one image is worth"),
                 SummaryWords::tr("width of the AUC's interval"), SummaryWords::tr("validation images with / without")},
                {},
                1,
                SummaryWords::tr("With fewer than 50 test images with or without it, or an interval wider than 0.15, a figure is a first "
                                 "impression. With fewer than 30 validation images the place of the operating point is not to be trusted."),
                {}};
    for (const auto& finding : material.findings) {
        const auto& report = finding.figures;
        const long fewer = std::min(report.positives, report.negatives);
        const auto& area = widerAuc(report);
        const bool choseOnFew = finding.validationCases && std::min((*finding.validationCases)[0], (*finding.validationCases)[1]) < 30;
        if (fewer >= 50 && area.high - area.low <= 0.15 && !choseOnFew) continue;
        table.rows.push_back(
            {findingTitle(report.finding), QStringLiteral("%1 / %2").arg(whole(report.positives), whole(report.negatives)),
             fewer > 0 ? SummaryWords::tr("%1 points").arg(figure(100.0 / static_cast<double>(fewer), 1)) : figure(evaluation::undefined),
             figure(area.high - area.low, 2),
             finding.validationCases
                 ? QStringLiteral("%1 / %2").arg(whole((*finding.validationCases)[0]), whole((*finding.validationCases)[1]))
                 : QStringLiteral("–")});
    }
    return table;
}

void addSummary(Blocks& blocks, const Material& material)
{
    blocks.push_back(Paragraph{SummaryWords::tr("Not for primary diagnosis. The model supports a physician's read and never replaces it."),
                               Paragraph::Kind::Warning});
    blocks.push_back(Paragraph{origin(material), Paragraph::Kind::Lead});
    std::vector<const ReportedFinding*> known, invalid;
    for (const auto& finding : material.findings) {
        if (measured(finding)) known.push_back(&finding);
        if (finding.validated && !*finding.validated) invalid.push_back(&finding);
    }
    if (known.empty())
        blocks.push_back(
            Paragraph{SummaryWords::tr("How good it is was not measured: no finding has real images with and without it in the part "
                                       "that was held back."),
                      Paragraph::Kind::Lead});
    else if (known.size() == 1)
        blocks.push_back(Paragraph{goodness(*known.front()), Paragraph::Kind::Lead});
    else
        blocks.push_back(Paragraph{SummaryWords::tr("%Ln findings could be measured; their mean AUC is %1 (0.5 is guessing, 1 is perfect).",
                                                    nullptr, static_cast<int>(known.size()))
                                       .arg(figure(material.macro.auc)),
                                   Paragraph::Kind::Lead});
    if (!invalid.empty())
        blocks.push_back(Paragraph{SummaryWords::tr("Not validated, and never shown to readers as a result: %1.").arg(names(invalid)),
                                   Paragraph::Kind::Warning});
    blocks.push_back(
        Paragraph{SummaryWords::tr("Nothing here says how the model does at another hospital, with other equipment, or in people "
                                   "unlike those described below.")});
    for (const auto& sentence : cautions(material))
        blocks.push_back(Paragraph{sentence, Paragraph::Kind::Warning});
    blocks.push_back(findingsTable(material));
    if (auto weak = weakFindings(material); !weak.rows.empty()) {
        blocks.push_back(
            Paragraph{weak.rows.size() == 1
                          ? SummaryWords::tr("The cohort is too small for what is claimed of %1.").arg(weak.rows.front().front())
                          : SummaryWords::tr("The cohort is too small for what is claimed of %1 of these findings.").arg(weak.rows.size()),
                      Paragraph::Kind::Warning});
        blocks.push_back(std::move(weak));
    }
    addGlossary(blocks);
}

} // namespace lucency::app::report
