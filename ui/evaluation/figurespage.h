#pragma once

#include "app/workbench/resultinview.h"

#include <QWidget>

class QComboBox;
class QScrollArea;

namespace lucency::ui {

class FigureView;

/// Confusion matrix, ROC and precision-recall curve and calibration of the finding in view, at its operating point. A click leads to the
/// images behind a place; dragging along a curve moves the operating point.
class FiguresPage : public QWidget {
    Q_OBJECT

public:
    explicit FiguresPage(app::ResultInView* view, QWidget* parent = nullptr);

    void refresh();
    FigureView* matrix() const { return m_matrix; }
    FigureView* roc() const { return m_roc; }
    FigureView* precisionRecall() const { return m_precisionRecall; }
    FigureView* calibration() const { return m_calibration; }

Q_SIGNALS:
    void spotChosen(const QString& key);
    void saveFailed(const lucency::Failure& failure);

private:
    app::ResultInView* m_view;
    QComboBox* m_shares;
    FigureView *m_matrix, *m_roc, *m_precisionRecall, *m_calibration;
};

} // namespace lucency::ui
