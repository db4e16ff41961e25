#pragma once

#include "ui/training/wizardpage.h"

#include <string>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace lucency::ui {

class Notice;

/// Every key of the recipe with its value and its explanation, to be searched and changed. What is changed is marked and can be taken back.
class WizardSettingsPage : public WizardPage {
    Q_OBJECT

public:
    explicit WizardSettingsPage(app::TrainingDraft& draft, QWidget* parent = nullptr);

    void enter() override;

    /// Takes a value as the person types it. False where it is refused; the page says why.
    bool take(const std::string& key, const QString& typed);

private:
    void showValues();
    QTreeWidgetItem* groupOf(const std::string& key);
    void mark(QTreeWidgetItem* item, const std::string& json);
    void showValue(QTreeWidgetItem* item);
    void search(const QString& words);
    void showDetail();
    void resetChosen();

    QLineEdit* m_search;
    QTreeWidget* m_tree;
    QLabel* m_detail;
    QPushButton *m_reset, *m_resetAll;
    Notice* m_notice;
    bool m_showing = false;
};

} // namespace lucency::ui
