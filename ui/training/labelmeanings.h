#pragma once

#include "app/training/survey.h"

#include <QWidget>

class QTableWidget;

namespace lucency::ui {

/// The words that the data use for labels, and the finding that each stands for, to be changed: "healthy subjects" is no finding, "Effus."
/// is Effusion.
class LabelMeanings : public QWidget {
    Q_OBJECT

public:
    explicit LabelMeanings(QWidget* parent = nullptr);
    void setSurvey(const app::Survey& survey);

Q_SIGNALS:
    void choiceChanged(const lucency::app::DataChoice& choice);

private:
    void choose(const std::string& written, const QString& finding);

    QTableWidget* m_table;
    app::DataChoice m_choice;
};

} // namespace lucency::ui
