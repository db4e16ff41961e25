#include "app/report/plot.h"
#include "app/report/sections.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace lucency::app::report {

namespace {

struct FindingWords {
    Q_DECLARE_TR_FUNCTIONS(FindingWords)
};

using evaluation::Interval;

QString whole(long number)
{
    return QLocale().toString(static_cast<qlonglong>(number));
}

QString casesWords(const model::Discrimination& found)
{
    return QStringLiteral("%1 / %2").arg(whole(found.positives), whole(found.negatives));
}

QString thresholdWords(const Material& material, const ReportedFinding& finding)
{
    if (finding.thresholdSource == "validation") {
        QString text = FindingWords::tr("chosen on the validation part for the aim %1").arg(QString::fromStdString(material.aim));
        if (finding.aimReached && !*finding.aimReached)
            text += QStringLiteral("; ") + FindingWords::tr("no threshold reached it there, this is the nearest");
        return text;
    }
    if (finding.thresholdSource == "model" && finding.modelThreshold)
        return FindingWords::tr("the model's own, which was %1 before the probabilities were recalibrated")
            .arg(figure(*finding.modelThreshold));
    if (finding.thresholdSource == "model") return FindingWords::tr("the model's own, from its validation data");
    if (finding.thresholdSource == "hand") return FindingWords::tr("set by hand in the workbench, with these very images in view");
    if (finding.thresholdSource == "aim")
        return FindingWords::tr("chosen in the workbench for the aim %1, on these very images: it flatters")
            .arg(QString::fromStdString(material.aim));
    if (finding.thresholdSource == "aim on validation")
        return FindingWords::tr("chosen in the workbench for the aim %1, on the validation part").arg(QString::fromStdString(material.aim));
    if (finding.thresholdSource == "given") return FindingWords::tr("as given on the command line");
    return FindingWords::tr("the middle, because none was chosen");
}

Table operatingPoint(const Material& material, const ReportedFinding& finding)
{
    const auto& report = finding.figures;
    const auto& at = report.atThreshold;
    Table table{
        FindingWords::tr("At the operating point"),
        {FindingWords::tr("Figure"), FindingWords::tr("What it means"), FindingWords::tr("Value"), FindingWords::tr("95 % interval")},
        {},
        2,
        FindingWords::tr(
            "Precision and negative predictive value hold for the share of cases among these images alone: where the finding is "
            "rarer, precision is lower."),
        {}};
    const auto share = [&](const QString& name, const QString& meaning, const Interval& value) {
        table.rows.push_back({name, meaning, percent(value.value, 1), intervalWords(value, true)});
    };
    const auto plain = [&](const QString& name, const QString& meaning, const Interval& value) {
        table.rows.push_back({name, meaning, figure(value.value), intervalWords(value, false)});
    };
    table.rows.push_back({FindingWords::tr("Threshold"), thresholdWords(material, finding), figure(at.threshold), QStringLiteral("–")});
    share(FindingWords::tr("Sensitivity (recall)"), FindingWords::tr("of images with it, the share that is called"), at.sensitivity);
    share(FindingWords::tr("Specificity"), FindingWords::tr("of images without it, the share that is left alone"), at.specificity);
    share(FindingWords::tr("Precision (PPV)"), FindingWords::tr("of images called, the share that has it"), at.precision);
    share(FindingWords::tr("Negative predictive value"), FindingWords::tr("of images left alone, the share that does not have it"), at.npv);
    share(FindingWords::tr("Accuracy"), FindingWords::tr("of all images, the share that is called rightly"), at.accuracy);
    plain(FindingWords::tr("F1"), FindingWords::tr("harmonic mean of sensitivity and precision"), at.f1);
    share(FindingWords::tr("Balanced accuracy"), FindingWords::tr("mean of sensitivity and specificity"), at.balancedAccuracy);
    plain(FindingWords::tr("AUC of hard labels"), FindingWords::tr("what some papers print as AUC: the balanced accuracy by another name"),
          at.balancedAccuracy);
    plain(FindingWords::tr("Matthews correlation"), FindingWords::tr("of calls and labels: 0 is guessing, 1 is perfect"), at.mcc);
    plain(FindingWords::tr("Youden's index"), FindingWords::tr("sensitivity + specificity - 1"), at.youden);
    return table;
}

Table ranking(const ReportedFinding& finding)
{
    const auto& report = finding.figures;
    Table table{
        FindingWords::tr("Whatever the operating point"),
        {FindingWords::tr("Figure"), FindingWords::tr("What it means"), FindingWords::tr("Value"), FindingWords::tr("95 % interval")},
        {},
        2,
        {},
        {}};
    const auto add = [&](const QString& name, const QString& meaning, const Interval& value) {
        table.rows.push_back({name, meaning, figure(value.value), intervalWords(value, false)});
    };
    add(FindingWords::tr("AUC"), FindingWords::tr("interval of DeLong: every image a case of its own"), report.auc);
    add(FindingWords::tr("AUC, by patient"), FindingWords::tr("interval by drawing patients, for those with several images"),
        report.aucByPatient);
    add(FindingWords::tr("Partial AUC"), FindingWords::tr("up to 10 % false alarms, scaled so that guessing is 0.5"), report.partialAuc);
    add(FindingWords::tr("Average precision"), FindingWords::tr("area under the precision-recall curve"), report.averagePrecision);
    add(FindingWords::tr("Brier score"), FindingWords::tr("mean squared error of the probabilities: 0 is perfect"), report.brier);
    add(FindingWords::tr("Calibration error"), FindingWords::tr("how far probabilities are off on average"), report.calibrationError);
    if (finding.againstNoFinding)
        table.rows.push_back(
            {FindingWords::tr("AUC against no finding"),
             FindingWords::tr("the negatives are images without any finding (%1)").arg(casesWords(*finding.againstNoFinding)),
             figure(finding.againstNoFinding->auc.value), intervalWords(finding.againstNoFinding->auc, false)});
    if (finding.phantoms)
        table.rows.push_back({FindingWords::tr("AUC on phantoms"),
                              FindingWords::tr("synthetic radiographs alone (%1), in no other figure").arg(casesWords(*finding.phantoms)),
                              figure(finding.phantoms->auc.value), intervalWords(finding.phantoms->auc, false)});
    return table;
}

void addClassRow(Table& table, const QString& name, const evaluation::ClassFigures& figures)
{
    table.rows.push_back({name, figure(figures.precision), figure(figures.recall), figure(figures.f1), whole(figures.support)});
}

Table classes(const evaluation::FindingReport& report)
{
    Table table{FindingWords::tr("Per class, as papers print it"),
                {FindingWords::tr("Class"), FindingWords::tr("precision"), FindingWords::tr("recall"), FindingWords::tr("F1"),
                 FindingWords::tr("images")},
                {},
                1,
                FindingWords::tr("Macro: plain mean of the classes. Weighted: by how many images they have."),
                {2, 3}};
    addClassRow(table, FindingWords::tr("without"), report.absent);
    addClassRow(table, FindingWords::tr("with"), report.present);
    addClassRow(table, FindingWords::tr("macro average"), report.classes.macro);
    addClassRow(table, FindingWords::tr("weighted average"), report.classes.weighted);
    return table;
}

void addPredictive(Blocks& blocks, const evaluation::FindingReport& report)
{
    if (report.predictive.empty()) return;
    Table table{FindingWords::tr("Where the finding is rarer or more frequent"),
                {FindingWords::tr("Share of people with it"), FindingWords::tr("Precision (95 %)"),
                 FindingWords::tr("Negative predictive value (95 %)")},
                {},
                1,
                FindingWords::tr("The same sensitivity and specificity, by Bayes' theorem."),
                {}};
    for (const auto& values : report.predictive)
        table.rows.push_back({percent(values.prevalence, 1), shareWords(values.ppv), shareWords(values.npv)});
    blocks.push_back(std::move(table));
}

void addRobustness(Blocks& blocks, const ReportedFinding& finding)
{
    if (finding.changed.empty()) return;
    std::vector<ForestRow> rows{{FindingWords::tr("as they are"), finding.figures.auc,
                                 QStringLiteral("%1 / %2").arg(whole(finding.figures.positives), whole(finding.figures.negatives)), false}};
    for (const auto& [change, found] : finding.changed)
        rows.push_back({changeWords(change), found.auc, casesWords(found), false});
    blocks.push_back(FigureRow{
        {forestFigure(FindingWords::tr("Changed images"), rows, finding.figures.auc.value,
                      FindingWords::tr("The test images were changed and scored again; where the AUC falls, the model hangs on what the "
                                       "change takes away. Reducing to 64 pixels takes away small detail, black corners the letters."))}});
}

void addLocalisation(Blocks& blocks, const ReportedFinding& finding)
{
    if (!finding.localisation) return;
    const auto& found = *finding.localisation;
    Table table{
        FindingWords::tr("Does the heat map point at the right place?"),
        {FindingWords::tr("Counted as a hit"), FindingWords::tr("Model (95 %)"), FindingWords::tr("Random maps")},
        {},
        1,
        FindingWords::tr("On %1 images with boxes drawn by radiologists; on %2 of them the map showed no place. Random maps are what luck "
                         "gives.")
            .arg(whole(found.images), whole(found.silent)),
        {}};
    const auto add = [&](const QString& name, const Interval& value, const Interval* luck) {
        table.rows.push_back({name, shareWords(value), luck ? percent(luck->value, 1) : QStringLiteral("–")});
    };
    const auto* control = found.control ? &*found.control : nullptr;
    add(FindingWords::tr("the hottest point lies in a box"), found.figures.pointing, control ? &control->pointing : nullptr);
    for (const std::size_t i : {std::size_t{0}, std::size_t{2}, std::size_t{4}})
        add(FindingWords::tr("map and box overlap by %1 (IoU)").arg(percent(evaluation::overlaps[i])), found.figures.iou[i],
            control ? &control->iou[i] : nullptr);
    blocks.push_back(std::move(table));
}

QString verdict(const Material& material, const ReportedFinding& finding)
{
    const auto& report = finding.figures;
    QString text = FindingWords::tr("Test images: %1 with it, %2 without, of %3 people.")
                       .arg(whole(report.positives), whole(report.negatives), whole(report.patients));
    if (finding.unlabelled > 0)
        text += QLatin1Char(' ') + FindingWords::tr("On %1 more its label is unknown.").arg(whole(finding.unlabelled));
    if (finding.validated && *finding.validated)
        text +=
            QLatin1Char(' ') +
            (material.ofRun ? FindingWords::tr("Validated: at least 10 test images have it, and its AUC is above 0.5 with 95 % confidence.")
                            : FindingWords::tr("The model's file calls it validated, on the test data of its own training."));
    return text;
}

} // namespace

void addOverall(Blocks& blocks, const Material& material)
{
    if (material.findings.size() < 2) return;
    blocks.push_back(Heading{1, FindingWords::tr("All findings"), true});
    std::vector<evaluation::FindingReport> reports;
    for (const auto& finding : material.findings)
        reports.push_back(finding.figures);
    blocks.push_back(FigureRow{{allRocFigure(reports)}});
    Table table{
        FindingWords::tr("Per finding, at its operating point"),
        {FindingWords::tr("Finding"), FindingWords::tr("AUC"), FindingWords::tr("average precision"), FindingWords::tr("precision"),
         FindingWords::tr("recall"), FindingWords::tr("F1"), FindingWords::tr("accuracy"), FindingWords::tr("images with it")},
        {},
        1,
        FindingWords::tr("Macro: plain mean of the findings that have the figure. Weighted: by their cases. Micro: all pairs of image and "
                         "finding as one set. A dash: not measured, for want of cases."),
        {}};
    const auto cell = [](double value) { return std::isnan(value) ? QStringLiteral("–") : figure(value); };
    for (const auto& report : reports)
        table.rows.push_back({findingTitle(report.finding), cell(report.auc.value), cell(report.averagePrecision.value),
                              cell(report.present.precision), cell(report.present.recall), cell(report.present.f1),
                              cell(report.atThreshold.accuracy.value), whole(report.positives)});
    const auto average = [&](const QString& name, const AverageFigures& figures) {
        table.strong.push_back(table.rows.size());
        table.rows.push_back({name, cell(figures.auc), cell(figures.averagePrecision), cell(figures.precision), cell(figures.recall),
                              cell(figures.f1), QString(), QString()});
    };
    average(FindingWords::tr("macro average"), material.macro);
    average(FindingWords::tr("weighted average"), material.weighted);
    average(FindingWords::tr("micro average"), material.micro);
    blocks.push_back(std::move(table));
}

void addFinding(Blocks& blocks, const Material& material, const ReportedFinding& finding)
{
    const auto& report = finding.figures;
    blocks.push_back(Heading{1, findingTitle(report.finding), true});
    blocks.push_back(Paragraph{verdict(material, finding)});
    if (finding.validated && !*finding.validated)
        blocks.push_back(
            Paragraph{FindingWords::tr("Not validated, and never shown to readers as a result: %1.")
                          .arg(finding.reason.empty() ? FindingWords::tr("the model's file says so") : reasonWords(finding.reason)),
                      Paragraph::Kind::Warning});
    blocks.push_back(FigureRow{{matrixFigure(report), rocFigure(report)}});
    blocks.push_back(FigureRow{{precisionRecallFigure(report), calibrationFigure(report)}});
    addNumbers(blocks, material, finding);
    addGroupsAndPlaces(blocks, finding);
}

void addNumbers(Blocks& blocks, const Material& material, const ReportedFinding& finding)
{
    blocks.push_back(operatingPoint(material, finding));
    blocks.push_back(ranking(finding));
    blocks.push_back(classes(finding.figures));
    addPredictive(blocks, finding.figures);
}

void addGroupsAndPlaces(Blocks& blocks, const ReportedFinding& finding)
{
    blocks.push_back(FigureRow{{subgroupFigure(finding.figures)}});
    addRobustness(blocks, finding);
    addLocalisation(blocks, finding);
}

} // namespace lucency::app::report
