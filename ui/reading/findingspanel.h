#pragma once

#include "imaging/result.h"
#include "model/manifest.h"
#include "model/prediction.h"
#include "ui/reading/findinglines.h"
#include "ui/reading/overlays.h"

#include <QWidget>

#include <memory>
#include <vector>

class QButtonGroup;
class QLabel;
class QScrollArea;
class QSlider;
class QStackedLayout;
class QVBoxLayout;

namespace lucency::ui {

class StatePage;
class ViewActions;
class FindingRow;

/// The model's second opinion on the image on screen: every finding with its probability, operating point and what that meant on the
/// validation data, or the reason why there is none. Below, the switches of the overlays. It always says that it is not for primary
/// diagnosis.
class FindingsPanel : public QWidget {
    Q_OBJECT

public:
    explicit FindingsPanel(ViewActions* actions, QWidget* parent = nullptr);

    // What is the case; each replaces the one before.
    void showNoImage();
    void showWaiting();
    void showModelLoading();
    void showModelFailed(const Failure& failure);
    void showRefused(const Failure& failure);
    void showFailed(const Failure& failure);
    void showPrediction(const model::Prediction& prediction, std::shared_ptr<const model::ModelManifest> manifest);

    const std::vector<FindingLine>& lines() const { return m_lines; }
    /// The finding whose map is shown, or nullptr.
    const FindingLine* selected() const;
    /// Whether the map of selected() belongs over the image: it is over its operating point, or the reader asked for it.
    bool showsMap() const;
    /// Title of the state that stands in place of findings; empty while findings are shown.
    QString stateTitle() const;

Q_SIGNALS:
    void findingSelected(); ///< selected() or showsMap() has changed

private:
    QWidget* makeHeader();
    QWidget* makeControls();
    void showState(const QString& icon, const QString& title, const QString& text, int tone);
    void addRows();
    void explainSelected();
    void applyVisibility();

    ViewActions* m_actions;
    QStackedLayout* m_stack;
    StatePage* m_state;
    QScrollArea* m_scroll;
    QVBoxLayout* m_rows = nullptr;
    QButtonGroup* m_group = nullptr;
    QLabel *m_explanation, *m_remarks, *m_model;
    QSlider *m_opacity, *m_threshold;
    std::vector<FindingLine> m_lines;
    bool m_hasPrediction = false;
    int m_selected = -1;
    bool m_chosen = false; ///< by the reader
};

} // namespace lucency::ui
