#pragma once

#include "app/training/latesttask.h"
#include "app/training/splitpreview.h"
#include "ui/training/wizardpage.h"

#include <optional>

class QLabel;
class QSlider;
class QTableWidget;
class QVBoxLayout;

namespace lucency::ui {

class PartsBar;

/// The page on which people are shared out between training, validation and test, with what each part will hold and how sure its figures
/// will be.
class WizardSplitPage : public WizardPage {
    Q_OBJECT

public:
    explicit WizardSplitPage(app::TrainingDraft& draft, QWidget* parent = nullptr);

    void enter() override;
    QString hindrance() const override;

private:
    QSlider* makeSlider(const QString& name, const QString& purpose, QVBoxLayout* into);
    void chooseShares();
    void compute();
    void showPreview(const app::SplitPreview& preview);
    void showTable(const app::SplitPreview& preview);

    QSlider *m_validation, *m_test;
    PartsBar* m_bar;
    QTableWidget* m_table;
    QVBoxLayout* m_notices;
    bool m_entering = false;
    std::optional<app::SplitPreview> m_preview;
    app::LatestTask m_task;
};

} // namespace lucency::ui
