#include "ui/reading/words.h"

#include "app/findingname.h"
#include "model/patientage.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace lucency::ui {

namespace {

class ReadingWords {
    Q_DECLARE_TR_FUNCTIONS(ReadingWords)
};

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

bool isDigits(const std::string& value)
{
    return std::ranges::all_of(value, [](unsigned char letter) { return std::isdigit(letter) != 0; });
}

bool isZero(const std::string& digits)
{
    return !digits.empty() && std::ranges::all_of(digits, [](char letter) { return letter == '0'; });
}

/// By Patient's Age, unless that is the zero of an anonymised header.
double yearsByAge(const imaging::Identity& identity)
{
    imaging::Identity said = identity;
    said.birthDate.clear();
    if (isZero(said.age.substr(0, 3))) said.age.clear();
    return model::ageInYears(said);
}

double yearsByDates(const imaging::Identity& identity)
{
    imaging::Identity said = identity;
    said.age.clear();
    return model::ageInYears(said);
}

/// What the header leaves open, as it is known otherwise.
imaging::Identity filledIn(imaging::Identity identity, const KnownOfImage& known)
{
    if (identity.patientId.empty()) identity.patientId = known.patientId;
    if (identity.sex.empty()) identity.sex = known.sex;
    if (ageText(identity).isEmpty()) identity.age = known.age;
    if (identity.view == imaging::View::Unknown && identity.viewPosition.empty()) identity.viewPosition = known.viewPosition;
    return identity;
}

/// Adds the parts that are known as one line.
void addLine(QStringList& lines, QStringList parts, const QString& between = QStringLiteral("  "))
{
    parts.removeAll(QString());
    if (!parts.isEmpty()) lines << parts.join(between);
}

QString sexText(const std::string& sex)
{
    if (sex == "M") return ReadingWords::tr("male");
    if (sex == "F") return ReadingWords::tr("female");
    if (sex == "O") return ReadingWords::tr("other");
    return {};
}

QString viewText(const imaging::Identity& identity)
{
    switch (identity.view) {
    case imaging::View::FrontalPA:
        return viewName(QStringLiteral("PA"));
    case imaging::View::FrontalAP:
        return viewName(QStringLiteral("AP"));
    case imaging::View::Frontal:
        return ReadingWords::tr("frontal");
    case imaging::View::Lateral:
        return viewName(QStringLiteral("LL"));
    case imaging::View::Other:
    case imaging::View::Unknown:
        return viewName(text(identity.viewPosition));
    }
    return {};
}

QString lateralityText(const std::string& laterality)
{
    if (laterality == "L") return ReadingWords::tr("left side");
    if (laterality == "R") return ReadingWords::tr("right side");
    return {};
}

} // namespace

QString personName(const std::string& dicomName)
{
    const QString alphabetic = text(dicomName).section(QLatin1Char('='), 0, 0);
    const QStringList parts = alphabetic.split(QLatin1Char('^'));
    QStringList given;
    for (int part : {1, 2})
        if (!parts.value(part).trimmed().isEmpty()) given << parts.value(part).trimmed();
    const QString family = parts.value(0).trimmed();
    if (given.isEmpty()) return family;
    if (family.isEmpty()) return given.join(QLatin1Char(' '));
    return family + QLatin1String(", ") + given.join(QLatin1Char(' '));
}

QString dateText(const std::string& dicomDate)
{
    if (isZero(dicomDate)) return {};
    if (dicomDate.size() != 8 || !isDigits(dicomDate)) return text(dicomDate);
    const QString date = text(dicomDate);
    return date.mid(0, 4) + QLatin1Char('-') + date.mid(4, 2) + QLatin1Char('-') + date.mid(6, 2);
}

QString timeText(const std::string& dicomTime)
{
    if (dicomTime.size() < 4 || !isDigits(dicomTime.substr(0, 4))) return text(dicomTime);
    return text(dicomTime).mid(0, 2) + QLatin1Char(':') + text(dicomTime).mid(2, 2);
}

QString ageText(const imaging::Identity& identity)
{
    const double said = yearsByAge(identity), years = std::isnan(said) ? yearsByDates(identity) : said;
    if (std::isnan(years)) return {};
    if (years < 2) return ReadingWords::tr("%n months", nullptr, static_cast<int>(std::floor(years * 12 + 0.01)));
    return ReadingWords::tr("%1 y").arg(static_cast<int>(std::floor(years + 0.001)));
}

QString viewName(const QString& viewPosition)
{
    if (viewPosition == QLatin1String("PA")) return ReadingWords::tr("PA");
    if (viewPosition == QLatin1String("AP")) return ReadingWords::tr("AP");
    if (viewPosition == QLatin1String("LL") || viewPosition == QLatin1String("RL")) return ReadingWords::tr("lateral");
    return viewPosition;
}

QString findingName(const QString& vocabularyName)
{
    return app::findingName(vocabularyName);
}

QString voiName(const imaging::VoiChoice& choice)
{
    using Origin = imaging::VoiChoice::Origin;
    switch (choice.origin) {
    case Origin::File:
        return choice.name.empty() ? ReadingWords::tr("from the file") : text(choice.name);
    case Origin::FullRange:
        return ReadingWords::tr("full range");
    case Origin::Automatic:
        return ReadingWords::tr("automatic");
    case Origin::Reader:
        return ReadingWords::tr("set by hand");
    case Origin::Preset:
        break;
    }
    static const QHash<QString, const char*> presets = {
        {QStringLiteral("lung"), QT_TRANSLATE_NOOP("ReadingWords", "lung")},
        {QStringLiteral("lungs"), QT_TRANSLATE_NOOP("ReadingWords", "lungs")},
        {QStringLiteral("bone"), QT_TRANSLATE_NOOP("ReadingWords", "bone")},
        {QStringLiteral("mediastinum"), QT_TRANSLATE_NOOP("ReadingWords", "mediastinum")},
        {QStringLiteral("soft-tissue"), QT_TRANSLATE_NOOP("ReadingWords", "soft tissue")},
        {QStringLiteral("high-contrast"), QT_TRANSLATE_NOOP("ReadingWords", "high contrast")},
        {QStringLiteral("low-contrast"), QT_TRANSLATE_NOOP("ReadingWords", "low contrast")},
    };
    const auto known = presets.constFind(text(choice.name));
    return known != presets.cend() ? ReadingWords::tr(*known) : text(choice.name).replace(QLatin1Char('-'), QLatin1Char(' '));
}

QString windowText(const imaging::VoiChoice& choice)
{
    const auto* window = std::get_if<imaging::VoiWindow>(&choice.transform);
    if (!window) return ReadingWords::tr("VOI LUT");
    const int decimals = window->width < 10 ? 2 : 0;
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    const QString values =
        ReadingWords::tr("W %1  L %2").arg(locale.toString(window->width, 'f', decimals), locale.toString(window->center, 'f', decimals));
    return window->function == imaging::VoiFunction::Sigmoid ? values + QLatin1String("  ") + ReadingWords::tr("sigmoid") : values;
}

QString spacingText(const imaging::PixelSpacing& spacing)
{
    const QLocale locale;
    const auto millimetres = [&](const QString& meaning) {
        const QString row = locale.toString(spacing.row, 'g', 3), column = locale.toString(spacing.column, 'g', 3);
        const QString size = row == column ? column : column + QStringLiteral(" × ") + row;
        return ReadingWords::tr("%1 mm/px (%2)").arg(size, meaning);
    };
    switch (spacing.source) {
    case imaging::SpacingSource::None:
        return ReadingWords::tr("no spacing: lengths in px");
    case imaging::SpacingSource::Calibrated:
        return millimetres(ReadingWords::tr("calibrated"));
    case imaging::SpacingSource::AtDetector:
        return millimetres(ReadingWords::tr("at detector"));
    case imaging::SpacingSource::Magnified:
        return millimetres(ReadingWords::tr("magnification-corrected"));
    }
    return {};
}

QString orientationText(Orientation orientation)
{
    QStringList parts;
    if (orientation.mirrored) parts << ReadingWords::tr("MIRRORED");
    if (orientation.quarterTurns != 0) parts << ReadingWords::tr("TURNED %1°").arg(orientation.quarterTurns * 90);
    return parts.join(QLatin1String("  "));
}

QString coarseText()
{
    return ReadingWords::tr("COARSE: full detail is loading");
}

CornerTexts identityTexts(const imaging::Radiograph& radiograph, const KnownOfImage& known)
{
    const imaging::Identity identity = filledIn(radiograph.identity, known);
    CornerTexts texts;
    addLine(texts.topLeft, {personName(identity.patientName)});
    addLine(texts.topLeft, {text(identity.patientId)});
    addLine(texts.topLeft, {dateText(identity.birthDate), sexText(identity.sex), ageText(identity)});
    // Ages are whole years, and some round them: a year and a half is no contradiction.
    if (std::abs(yearsByAge(identity) - yearsByDates(identity)) > 1.5)
        addLine(texts.topLeft, {ReadingWords::tr("birth date and age disagree")});
    const QString date = dateText(identity.studyDate);
    addLine(texts.topRight, {date, timeText(identity.studyTime)});
    if (date.isEmpty() && known.followUp >= 0) addLine(texts.topRight, {ReadingWords::tr("follow-up %1").arg(known.followUp)});
    addLine(texts.topRight, {identity.studyDescription.empty() ? text(identity.seriesDescription) : text(identity.studyDescription)});
    addLine(texts.topRight, {text(identity.institution)});
    addLine(texts.topRight, {text(identity.modality), viewText(identity), lateralityText(identity.laterality)});
    if (!identity.isDicom) addLine(texts.bottomRight, {QFileInfo(text(radiograph.path)).fileName()});
    QStringList numbers;
    if (!identity.seriesNumber.empty()) numbers << ReadingWords::tr("series %1").arg(text(identity.seriesNumber));
    if (!identity.instanceNumber.empty()) numbers << ReadingWords::tr("image %1").arg(text(identity.instanceNumber));
    if (radiograph.frameCount > 1) numbers << ReadingWords::tr("frame %1 of %2").arg(radiograph.frame + 1).arg(radiograph.frameCount);
    addLine(texts.bottomRight, numbers);
    if (std::ranges::find(radiograph.remarks, imaging::Remark::OverlayNotShown) != radiograph.remarks.end())
        addLine(texts.bottomRight, {ReadingWords::tr("overlay not shown")});
    const cv::Mat& pixels = radiograph.pixels;
    addLine(texts.bottomRight, {ReadingWords::tr("%1 × %2, %3 bit").arg(pixels.cols).arg(pixels.rows).arg(radiograph.bitsStored)});
    return texts;
}

} // namespace lucency::ui
