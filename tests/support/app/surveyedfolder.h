#pragma once

#include "app/training/survey.h"

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <string>

namespace lucency::test {

/// A folder with what is surveyed, and a cache of its own.
class SurveyedFolder {
public:
    QString path(const QString& name = {}) const { return name.isEmpty() ? m_folder.path() : m_folder.filePath(name); }
    app::SurveyOutcome survey(const app::DataChoice& choice) const
    {
        app::SurveyRequest request;
        request.choice = choice;
        request.cacheFolder = m_cache.path().toStdString();
        return app::surveyData(request, {});
    }
    app::SurveyOutcome survey(const QStringList& names) const
    {
        app::DataChoice choice;
        for (const auto& name : names)
            choice.given.emplace_back(path(name).toStdString());
        return survey(choice);
    }

private:
    QTemporaryDir m_folder, m_cache;
};

inline const app::SurveyedFinding* findingOf(const app::Survey& survey, const std::string& name)
{
    for (const auto& finding : survey.findings)
        if (finding.name == name) return &finding;
    return nullptr;
}

} // namespace lucency::test
