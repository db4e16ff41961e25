#include "ui/training/wizardwords.h"

#include "ui/failuretext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace lucency::ui {

namespace {

struct WizardWords {
    Q_DECLARE_TR_FUNCTIONS(WizardWords)
};

} // namespace

QString counted(long number)
{
    return QLocale().toString(static_cast<qlonglong>(number));
}

QString aboutDuration(double seconds)
{
    if (seconds < 60) return WizardWords::tr("less than a minute");
    const double minutes = seconds / 60;
    if (minutes < 90) return WizardWords::tr("about %n minutes", nullptr, static_cast<int>(std::lround(minutes)));
    const double hours = minutes / 60;
    if (hours < 36) return WizardWords::tr("about %n hours", nullptr, static_cast<int>(std::lround(hours)));
    return WizardWords::tr("about %n days", nullptr, static_cast<int>(std::lround(hours / 24)));
}

QString sizeText(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString shareText(double share)
{
    return WizardWords::tr("%1 %").arg(QLocale().toString(share * 100, 'f', 0));
}

QImage pictureOf(const cv::Mat& grey)
{
    if (grey.empty() || grey.type() != CV_8UC1) return {};
    return QImage(grey.data, grey.cols, grey.rows, static_cast<qsizetype>(grey.step), QImage::Format_Grayscale8).copy();
}

QString surveyLine(const app::Survey& survey, const app::LeftOut& leftOut)
{
    const auto images = static_cast<int>(survey.cohort.images.size());
    return WizardWords::tr("%1 of %2, with %3 to learn")
        .arg(WizardWords::tr("%Ln radiographs", nullptr, images), WizardWords::tr("%Ln people", nullptr, static_cast<int>(survey.patients)),
             WizardWords::tr("%Ln findings", nullptr, static_cast<int>(app::learntFindings(survey, leftOut).size())));
}

QString findingWords(const std::string& finding)
{
    return finding.empty() ? WizardWords::tr("None of the findings") : QString::fromStdString(finding);
}

QString imagePath(const app::Survey& survey, std::size_t image)
{
    return QString::fromStdString((survey.data.dataFolder / survey.cohort.images[image].path).string());
}

QString labelWords(const app::Survey& survey, std::size_t image)
{
    QStringList present;
    const auto& labels = survey.cohort.images[image].labels;
    for (std::size_t f = 0; f < labels.size(); ++f)
        if (labels[f] == model::Label::Present) present << QString::fromStdString(survey.cohort.findings[f]);
    return present.isEmpty() ? findingWords("") : present.join(QStringLiteral(", "));
}

QString partWords(model::Part part)
{
    switch (part) {
    case model::Part::Train:
        return WizardWords::tr("Training");
    case model::Part::Validation:
        return WizardWords::tr("Validation");
    case model::Part::Test:
        return WizardWords::tr("Test");
    }
    return {};
}

namespace {

/// What makes the figures of one part about one finding uncertain; empty where nothing does.
QString uncertainty(model::Part part, const QString& finding, const model::FindingSize& size)
{
    constexpr double wide = 0.2;
    const auto where = partWords(part);
    const auto people =
        WizardWords::tr("%1 with %2 and %3 without")
            .arg(WizardWords::tr("%Ln people", nullptr, static_cast<int>(size.positivePatients)), finding, counted(size.negativePatients));
    if (size.positivePatients == 0 || size.negativePatients == 0)
        return WizardWords::tr(
                   "%1: %2. How well the model tells them apart cannot be measured there. Make this part larger, or add images.")
            .arg(where, people);
    if (size.intervalWidth <= wide) return {};
    const auto width = QLocale().toString(size.intervalWidth, 'f', size.intervalWidth < 0.095 ? 2 : 1);
    return WizardWords::tr("%1: %2. The interval of the AUC will be about %3 wide: a measured 0.85 could as well be %4 or %5.")
        .arg(where, people, width, QLocale().toString(std::max(0.5, 0.85 - size.intervalWidth / 2), 'f', 2),
             QLocale().toString(std::min(1.0, 0.85 + size.intervalWidth / 2), 'f', 2));
}

/// One sentence a finding, or, where they are many, one for all of them.
QStringList uncertainties(model::Part part, const model::CohortSize& size)
{
    constexpr int eachItsOwn = 2;
    QStringList texts, names;
    const auto& findings = size.parts[static_cast<std::size_t>(part)].findings;
    for (std::size_t f = 0; f < findings.size(); ++f) {
        const auto name = QString::fromStdString(size.findings[f]);
        const auto text = uncertainty(part, name, findings[f]);
        if (text.isEmpty()) continue;
        texts << text;
        names << WizardWords::tr("%1 (%2, about %3 wide)")
                     .arg(name, WizardWords::tr("%Ln people", nullptr, static_cast<int>(findings[f].positivePatients)),
                          QLocale().toString(findings[f].intervalWidth, 'f', 1));
    }
    if (texts.size() <= eachItsOwn) return texts;
    return {
        WizardWords::tr("%1: too few people for sure figures. The interval of the AUC of each of these findings will be wide (an AUC lies "
                        "between 0.5, guessing, and 1): %2.")
            .arg(partWords(part), names.join(QStringLiteral(", ")))};
}

void sayWhatIsKept(const app::SplitPreview& preview, SplitWords& words)
{
    const auto kept = [&](model::Part part) { return preview.kept[static_cast<std::size_t>(part)]; };
    const long all = kept(model::Part::Train) + kept(model::Part::Validation) + kept(model::Part::Test);
    if (all == 0) return;
    words.notes << WizardWords::tr(
                       "The data come with a division of their own, which is kept: %1 for training, %2 for validation and %3 for "
                       "the test. The sliders move only what it leaves open.")
                       .arg(counted(kept(model::Part::Train)), counted(kept(model::Part::Validation)), counted(kept(model::Part::Test)));
    if (preview.validationEnlarged)
        words.notes << WizardWords::tr("Its validation part is too small to choose by, so people from the training part are added to it.");
    if (preview.testTaken) words.notes << WizardWords::tr("It has no test part, so people from the training part become one.");
    if (preview.movedToHeldBack > 0)
        words.notes << WizardWords::tr("%Ln images change their part, because the same person, or the same picture, stood in two.", nullptr,
                                       static_cast<int>(preview.movedToHeldBack));
}

} // namespace

SplitWords splitWords(const app::SplitPreview& preview)
{
    SplitWords words;
    const auto& size = preview.size;
    if (preview.unlearnable)
        words.errors << WizardWords::tr("There are too few people to learn from: at least three with a finding and three without it are "
                                        "needed, one for each part. Add radiographs, or choose another finding on the data page. (%1)")
                            .arg(QString::fromStdString(preview.unlearnable->detail));
    for (const auto part : {model::Part::Train, model::Part::Validation, model::Part::Test})
        if (size.parts[static_cast<std::size_t>(part)].images == 0)
            words.errors << WizardWords::tr("%1: no image at all. Make this part larger, or add images.").arg(partWords(part));
    if (words.errors.isEmpty())
        for (const auto part : {model::Part::Validation, model::Part::Test})
            words.warnings << uncertainties(part, size);
    if (words.errors.isEmpty() && words.warnings.isEmpty()) {
        double widest = 0;
        for (const auto& finding : size.parts[static_cast<std::size_t>(model::Part::Test)].findings)
            widest = std::max(widest, finding.intervalWidth);
        words.notes << WizardWords::tr(
                           "There are enough people for sure figures: the interval of the AUC on the test part will be about %1 wide "
                           "or narrower.")
                           .arg(QLocale().toString(widest, 'f', 2));
    }
    sayWhatIsKept(preview, words);
    words.proof = size.sharedPatients == 0
                      ? WizardWords::tr("Nobody stands in two parts: the model is tested on people whom it has never seen.")
                      : WizardWords::tr("%Ln people stand in two parts.", nullptr, static_cast<int>(size.sharedPatients));
    if (size.linkedPatients > 0)
        words.proof +=
            QLatin1Char(' ') + WizardWords::tr("%Ln people are kept together with others, because images of theirs look the same.", nullptr,
                                               static_cast<int>(size.linkedPatients));
    return words;
}

} // namespace lucency::ui
