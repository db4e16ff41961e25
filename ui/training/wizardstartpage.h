#pragma once

#include "app/training/latesttask.h"
#include "app/training/splitpreview.h"
#include "ui/training/wizardpage.h"

#include <filesystem>
#include <optional>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QTextBrowser;

namespace lucency::ui {

class Notice;

/// The last page: what is going to happen, in plain words, and a name for it.
class WizardStartPage : public WizardPage {
    Q_OBJECT

public:
    WizardStartPage(app::TrainingDraft& draft, std::filesystem::path runsFolder, QWidget* parent = nullptr);

    void enter() override;
    QString hindrance() const override;

    /// Looks once more whether the images are where they were, and then emits ordered(), or says what is missing.
    void order();

Q_SIGNALS:
    void ordered(const lucency::app::TrainingOrder& order);

private:
    struct Look {
        std::vector<std::size_t> gone;
        std::optional<Failure> failure;
    };
    std::filesystem::path runFolder() const;
    void takeName();
    void showPreview(const app::SplitPreview& preview);
    void finish(const app::SurveyPtr& survey, const Look& look);

    const std::filesystem::path m_runsFolder;
    QLineEdit* m_name;
    QPlainTextEdit* m_note;
    QLabel *m_folder, *m_words;
    Notice* m_notice;
    app::LatestTask m_task, m_looking;
};

} // namespace lucency::ui
