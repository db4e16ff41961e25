#include "app/findingname.h"

#include <QCoreApplication>

namespace lucency::app {

namespace {

struct FindingNames {
    Q_DECLARE_TR_FUNCTIONS(FindingNames)
};

} // namespace

QString findingName(const QString& vocabularyName)
{
    static constexpr const char* known[] = {
        QT_TRANSLATE_NOOP("FindingNames", "No Finding"),
        QT_TRANSLATE_NOOP("FindingNames", "Atelectasis"),
        QT_TRANSLATE_NOOP("FindingNames", "Cardiomegaly"),
        QT_TRANSLATE_NOOP("FindingNames", "Consolidation"),
        QT_TRANSLATE_NOOP("FindingNames", "Edema"),
        QT_TRANSLATE_NOOP("FindingNames", "Effusion"),
        QT_TRANSLATE_NOOP("FindingNames", "Emphysema"),
        QT_TRANSLATE_NOOP("FindingNames", "Fibrosis"),
        QT_TRANSLATE_NOOP("FindingNames", "Hernia"),
        QT_TRANSLATE_NOOP("FindingNames", "Infiltration"),
        QT_TRANSLATE_NOOP("FindingNames", "Mass"),
        QT_TRANSLATE_NOOP("FindingNames", "Nodule"),
        QT_TRANSLATE_NOOP("FindingNames", "Pleural thickening"),
        QT_TRANSLATE_NOOP("FindingNames", "Pneumonia"),
        QT_TRANSLATE_NOOP("FindingNames", "Pneumothorax"),
        QT_TRANSLATE_NOOP("FindingNames", "Pneumonia (child)"),
    };
    const auto plain = [](QString name) { return name.replace(QLatin1Char('_'), QLatin1Char(' ')).toLower(); };
    const QString wanted = plain(vocabularyName).replace(QLatin1String("(paediatric)"), QLatin1String("(child)"));
    for (const char* name : known)
        if (plain(QLatin1String(name)) == wanted) return FindingNames::tr(name);
    return QString(vocabularyName).replace(QLatin1Char('_'), QLatin1Char(' '));
}

} // namespace lucency::app
