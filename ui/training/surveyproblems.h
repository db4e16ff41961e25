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
    /// Where problems go: into the tree, as many as it shows, or all of them as lines.
    struct Into {
        QTreeWidget* tree;
        QStringList* lines;
    };
    int addAll(const Into& into) const;
    int addUnreadable(const Into& into) const;
    int addContradictions(const Into& into) const;
    void addLookAlikes(const Into& into) const;
    void addLeftOut(const Into& into) const;
    void copy() const;

    QTreeWidget* m_tree;
    QLabel *m_none, *m_detail;
    app::SurveyPtr m_survey;
    int m_count = 0;
};

} // namespace lucency::ui
