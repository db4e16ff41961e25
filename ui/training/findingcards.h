#pragma once

#include "app/training/survey.h"

#include <QScrollArea>

class QVBoxLayout;

namespace lucency::ui {

/// The findings of a survey, one below the other: whether to learn it, how many images and people have it, and some of them.
class FindingCards : public QScrollArea {
    Q_OBJECT

public:
    explicit FindingCards(QWidget* parent = nullptr);
    void setSurvey(const app::SurveyPtr& survey, const app::LeftOut& leftOut);

Q_SIGNALS:
    /// A finding is to be learnt, or left out.
    void learnChosen(const QString& finding, bool learn);

private:
    QWidget* makeCard(const app::Survey& survey, const app::SurveyedFinding& finding, bool leftOut);
    QVBoxLayout* m_column;
};

} // namespace lucency::ui
