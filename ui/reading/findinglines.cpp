#include "ui/reading/findinglines.h"

#include "ui/reading/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace lucency::ui {

namespace {

class FindingWords {
    Q_DECLARE_TR_FUNCTIONS(FindingWords)

public:
    static QString ages(const model::FindingEntry& entry);
    static QString verdict(const FindingLine& line, const model::FindingEntry* entry);
    static QString explanation(const FindingLine& line, const model::FindingEntry* entry);
    static QString data(const model::OperatingPoint& point);
    static QString percent(double probability);
    static QString cells(int columns, int rows) { return tr("%1 × %2 cells").arg(columns).arg(rows); }
};

QString FindingWords::percent(double probability)
{
    if (probability < 0.01) return tr("< 1 %");
    if (probability > 0.99) return tr("> 99 %");
    return tr("%1 %").arg(std::lround(probability * 100));
}

QString years(double age)
{
    return QLocale().toString(age, 'g', 3);
}

/// What an operating point was chosen on. Training writes fixed words into the model, people write their own.
QString FindingWords::data(const model::OperatingPoint& point)
{
    return point.data == "validation part of the run" ? tr("validation part of the run") : QString::fromStdString(point.data);
}

QString FindingWords::ages(const model::FindingEntry& entry)
{
    if (entry.minimumAge && entry.maximumAge) return tr("ages %1 to %2").arg(years(*entry.minimumAge), years(*entry.maximumAge));
    if (entry.minimumAge) return tr("ages from %1").arg(years(*entry.minimumAge));
    if (entry.maximumAge) return tr("ages up to %1").arg(years(*entry.maximumAge));
    return tr("all ages");
}

QString FindingWords::verdict(const FindingLine& line, const model::FindingEntry* entry)
{
    switch (line.standing) {
    case FindingLine::Standing::Over:
        return tr("over the operating point of %1").arg(percent(line.threshold));
    case FindingLine::Standing::Under:
        return tr("under the operating point of %1").arg(percent(line.threshold));
    case FindingLine::Standing::IfOfAge:
        return tr("age unknown: counts only for %1").arg(entry ? ages(*entry) : QString());
    case FindingLine::Standing::OtherAge:
        return tr("trained on %1: no figure for this patient").arg(entry ? ages(*entry) : QString());
    case FindingLine::Standing::NotValidated:
        return tr("not validated: no figure shown");
    }
    return {};
}

QString interval(const model::Estimate& share)
{
    const auto whole = [](double value) { return std::lround(value * 100); };
    return QStringLiteral("%1 (%2–%3)").arg(whole(share.value)).arg(whole(share.low)).arg(whole(share.high));
}

QString FindingWords::explanation(const FindingLine& line, const model::FindingEntry* entry)
{
    QStringList sentences;
    if (line.showsFigure() && entry) {
        const model::OperatingPoint& point = entry->operatingPoint;
        if (point.positives > 0 && point.negatives > 0) {
            sentences
                << tr("On the validation data, of 100 images with the finding %1 were over this point, and of 100 without it %2 were.")
                       .arg(interval(point.sensitivity),
                            interval({1 - point.specificity.value, 1 - point.specificity.high, 1 - point.specificity.low}));
            const QString counts = tr("%1 with, %2 without").arg(point.positives).arg(point.negatives);
            sentences << (point.data.empty() ? tr("Chosen on %1.").arg(counts) : tr("Chosen on %1 (%2).").arg(data(point), counts));
        }
        if (entry->auc)
            sentences << tr("AUC %1 (%2–%3) on the test part.")
                             .arg(QLocale().toString(entry->auc->value, 'f', 2), QLocale().toString(entry->auc->low, 'f', 2),
                                  QLocale().toString(entry->auc->high, 'f', 2));
        sentences << tr("Trained on %1.").arg(ages(*entry));
    }
    if (entry && !entry->limits.empty()) sentences << QString::fromStdString(entry->limits);
    return sentences.join(QLatin1Char(' '));
}

const model::FindingEntry* entryOf(const model::ModelManifest& manifest, const std::string& finding)
{
    const auto found = std::ranges::find(manifest.findings, finding, &model::FindingEntry::name);
    return found == manifest.findings.end() ? nullptr : &*found;
}

FindingLine::Standing standingOf(const model::Score& score, const model::FindingEntry* entry)
{
    if (!score.validated || !entry) return FindingLine::Standing::NotValidated;
    if (!score.ageAppropriate) return FindingLine::Standing::OtherAge;
    if (!score.leads) return FindingLine::Standing::IfOfAge;
    return score.positive ? FindingLine::Standing::Over : FindingLine::Standing::Under;
}

} // namespace

QString percentText(double probability)
{
    return FindingWords::percent(probability);
}

QString cellsText(int columns, int rows)
{
    return FindingWords::cells(columns, rows);
}

std::vector<FindingLine> findingLines(const model::Prediction& prediction, const model::ModelManifest& manifest)
{
    std::vector<FindingLine> lines;
    for (std::size_t index = 0; index < prediction.scores.size(); ++index) {
        const model::Score& score = prediction.scores[index];
        if (manifest.softmax && score.finding == "No Finding") continue;
        const model::FindingEntry* entry = entryOf(manifest, score.finding);
        FindingLine line;
        line.standing = standingOf(score, entry);
        line.finding = QString::fromStdString(score.finding);
        line.name = findingName(line.finding);
        line.probability = score.probability;
        line.threshold = entry ? entry->operatingPoint.threshold : 0.5;
        line.index = static_cast<int>(index);
        line.verdict = FindingWords::verdict(line, entry);
        line.explanation = FindingWords::explanation(line, entry);
        lines.push_back(std::move(line));
    }
    std::vector<std::size_t> place(prediction.scores.size(), prediction.scores.size());
    for (std::size_t next = 0; const std::size_t index : model::inOrderOfWeight(prediction.scores))
        place[index] = next++;
    std::ranges::stable_sort(lines, {}, [&place](const FindingLine& line) {
        return std::tuple(static_cast<int>(line.standing), place[static_cast<std::size_t>(line.index)]);
    });
    return lines;
}

} // namespace lucency::ui
