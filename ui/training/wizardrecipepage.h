#pragma once

#include "app/training/recommendation.h"
#include "ui/training/wizardpage.h"

#include <vector>

class QButtonGroup;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace lucency::ui {

/// The page of recipes as cards, the one that suits the data best first, and the way to every single setting.
class WizardRecipePage : public WizardPage {
    Q_OBJECT

public:
    explicit WizardRecipePage(app::TrainingDraft& draft, QWidget* parent = nullptr);

    void enter() override;
    QString hindrance() const override;

Q_SIGNALS:
    /// The person wants to see every key of the recipe.
    void settingsAsked();

private:
    void showCards();
    QWidget* makeCard(const app::Advice& advice, bool recommended);
    void choose(const std::string& card);
    void markChosen();
    void showChanges();

    QScrollArea* m_area;
    QVBoxLayout* m_cards;
    QButtonGroup* m_buttons;
    QPushButton* m_settings;
    std::vector<std::pair<std::string, QWidget*>> m_frames;
};

} // namespace lucency::ui
