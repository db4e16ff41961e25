#include "ui/reading/studystanding.h"

#include "model/patientage.h"

#include <QCoreApplication>
#include <QDate>

#include <cmath>

namespace lucency::ui {

namespace {

struct StandingWords {
    Q_DECLARE_TR_FUNCTIONS(StandingWords)
};

StudyStanding between(bool isBefore, bool isAfter)
{
    return isBefore ? StudyStanding::Prior : isAfter ? StudyStanding::Later : StudyStanding::Other;
}

/// Between which ages a patient was: of 55 completed years from 55 to 56. NaN when unknown, as is the zero of an anonymised header.
struct AgeRange {
    double from, to;

    explicit AgeRange(const QString& age)
    {
        imaging::Identity said;
        said.age = age.toStdString();
        from = age.startsWith(QLatin1String("000")) ? std::nan("") : model::ageInYears(said);
        const QChar unit = age.isEmpty() ? QChar() : age.back();
        to = from + (unit == QLatin1Char('D')   ? 1 / 365.25
                     : unit == QLatin1Char('W') ? 7 / 365.25
                     : unit == QLatin1Char('M') ? 1 / 12.0
                                                : 1);
    }
};

/// Whether somebody was older at the study that is said to be the earlier one. Never when an age is unknown.
bool agesContradict(const app::StudyRow& earlier, const app::StudyRow& later, double tolerance)
{
    constexpr double rounding = 1e-6;
    return AgeRange(earlier.age).from > AgeRange(later.age).to + tolerance - rounding;
}

} // namespace

StudyStanding standingOf(const app::StudyRow& study, const app::StudyRow& open)
{
    if (study.id == open.id) return StudyStanding::Current;
    const auto dateOf = [](const app::StudyRow& row) { return QDate::fromString(row.date, QStringLiteral("yyyyMMdd")); };
    const QDate date = dateOf(study), openDate = dateOf(open);
    const bool dated = date.isValid() && openDate.isValid();
    const bool numbered = !date.isValid() && !openDate.isValid() && study.followUp >= 0 && open.followUp >= 0 &&
                          study.followUpFromTable == open.followUpFromTable;
    if (!dated && !numbered) return StudyStanding::Other;
    const bool isBefore = dated ? date < openDate : study.followUp < open.followUp;
    const bool isAfter = dated ? openDate < date : open.followUp < study.followUp;
    // Beside dates an age that somebody typed or rounded may be off by a year; numbers have no such weight.
    const double tolerance = dated ? 1 : 0;
    if ((isBefore && agesContradict(study, open, tolerance)) || (isAfter && agesContradict(open, study, tolerance)))
        return StudyStanding::Other;
    return between(isBefore, isAfter);
}

QString standingText(StudyStanding standing)
{
    switch (standing) {
    case StudyStanding::Current:
        return StandingWords::tr("CURRENT");
    case StudyStanding::Prior:
        return StandingWords::tr("PRIOR");
    case StudyStanding::Later:
        return StandingWords::tr("LATER");
    case StudyStanding::Other:
        return StandingWords::tr("OTHER STUDY");
    }
    return {};
}

} // namespace lucency::ui
