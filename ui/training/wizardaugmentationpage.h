#pragma once

#include "app/training/latesttask.h"
#include "ui/training/wizardpage.h"

#include <QImage>

#include <vector>

class QCheckBox;
class QLabel;
class QSlider;
class QVBoxLayout;

namespace lucency::ui {

class PictureGrid;

/// The page that shows how the images will be changed while the model learns, on some of them.
class WizardAugmentationPage : public WizardPage {
    Q_OBJECT

public:
    explicit WizardAugmentationPage(app::TrainingDraft& draft, QWidget* parent = nullptr);

    void enter() override;
    QString hindrance() const override;
    /// How often the pictures have been drawn anew so far.
    int drawn() const { return m_drawn; }

private:
    struct Row {
        QSlider* slider;
        QLabel* value;
    };
    QWidget* makeSliders();
    void addSlider(std::size_t number, QVBoxLayout* into);
    void take(std::size_t number);
    void takeFlip(bool on);
    void change(const std::string& key, const std::string& json);
    void showRanges();
    void draw();

    std::vector<Row> m_rows;
    QCheckBox* m_flip;
    PictureGrid* m_grid;
    bool m_showing = false;
    int m_drawn = 0;
    app::LatestTask m_task;
};

} // namespace lucency::ui
