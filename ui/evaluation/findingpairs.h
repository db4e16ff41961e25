#pragma once

#include "app/training/survey.h"
#include "model/manifest.h"

#include <QWidget>

#include <map>
#include <string>

class QComboBox;
class QTableWidget;

namespace lucency::ui {

/// The findings of a model, and beside each the finding of labelled images that stands for it, to be chosen. Those that have the same name
/// are chosen already.
class FindingPairs : public QWidget {
    Q_OBJECT

public:
    explicit FindingPairs(QWidget* parent = nullptr);

    void setFindings(const std::vector<model::FindingEntry>& ofModel, const app::SurveyPtr& ofData);
    /// Finding of the model to finding of the data.
    std::map<std::string, std::string> meanings() const;
    QComboBox* choiceOf(const std::string& finding) const;

Q_SIGNALS:
    void changed();

private:
    QTableWidget* m_table;
    std::map<std::string, QComboBox*> m_choices;
};

} // namespace lucency::ui
