#pragma once

#include "app/training/survey.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace lucency::ui {

/// What the survey found odd: unreadable files, labels that contradict each other, pictures that look the same, images that were left out.
/// Each by name, with what becomes of it.
class SurveyProblems : public QWidget {
    Q_OBJECT

public:
    explicit SurveyProblems(QWidget* parent = nullptr);
    void setSurvey(const app::SurveyPtr& survey);
    /// How many things a person should look at: not the look-alikes, which are taken care of.
    int count() const { return m_count; }

    static constexpr std::size_t shown = 500; ///< of each kind; a copy has all of them

private:
    class Group;
    void addUnreadable(const app::Survey& survey);
    void addContradictions(const app::Survey& survey);
    void addLookAlikes(const app::Survey& survey);
    void addLeftOut(const app::Survey& survey);
    void copy() const;

    QTreeWidget* m_tree;
    QLabel *m_none, *m_detail;
    QStringList m_lines; ///< all of it, for the clipboard
    int m_count = 0;
};

} // namespace lucency::ui
