#include "ui/reading/studystanding.h"

#include <QCoreApplication>
#include <QDate>

namespace lucency::ui {

namespace {

struct StandingWords {
    Q_DECLARE_TR_FUNCTIONS(StandingWords)
};

StudyStanding between(bool isBefore, bool isAfter)
{
    return isBefore ? StudyStanding::Prior : isAfter ? StudyStanding::Later : StudyStanding::Other;
}

} // namespace

StudyStanding standingOf(const app::StudyRow& study, const app::StudyRow& open)
{
    if (study.id == open.id) return StudyStanding::Current;
    const auto dateOf = [](const app::StudyRow& row) { return QDate::fromString(row.date, QStringLiteral("yyyyMMdd")); };
    const QDate date = dateOf(study), openDate = dateOf(open);
    if (date.isValid() && openDate.isValid()) return between(date < openDate, openDate < date);
    if (date.isValid() || openDate.isValid() || study.followUp < 0 || open.followUp < 0) return StudyStanding::Other;
    return between(study.followUp < open.followUp, open.followUp < study.followUp);
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
