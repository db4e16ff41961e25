#pragma once

#include "app/workbench/resultinview.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;
class QStackedWidget;
class QTableWidget;

namespace lucency::ui {

/// The findings of a result with their operating points, and the controls that move the one in view: threshold, aim, prevalence.
class OperatingPanel : public QWidget {
    Q_OBJECT

public:
    explicit OperatingPanel(app::ResultInView* view, QWidget* parent = nullptr);

    /// The aim that the controls say, as chooseThreshold() takes it; empty for the run's own point.
    std::string aim() const;

private:
    void fillFindings();
    void showPoint();
    void showBadges(int finding);
    void showNumbers();
    void applyAim();
    void stepThreshold(double by);
    QWidget* makeAimControls();
    QWidget* makeCosts();

    app::ResultInView* m_view;
    QTableWidget* m_findings;
    QSlider *m_slider, *m_prevalence;
    QDoubleSpinBox *m_spin, *m_atLeast;
    QDoubleSpinBox* m_costs[4];
    QComboBox* m_aim;
    QStackedWidget* m_aimValues;
    QPushButton* m_choose;
    QLabel *m_title, *m_origin, *m_numbers, *m_predictive, *m_prevalenceWords;
    bool m_filling = false;
};

/// Where an operating point comes from, in a sentence.
QString originWords(const app::OperatingPoint& point, bool ofRun);

} // namespace lucency::ui
