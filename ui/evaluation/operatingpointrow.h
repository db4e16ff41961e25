#pragma once

#include "app/modeluse.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace lucency::ui {

/// Chooses the operating point of one finding of a new model: nothing is chosen until somebody does. What the choice means is told on the
/// validation images that it is made on, and on the test images, as people of a hundred.
class OperatingPointRow : public QWidget {
    Q_OBJECT

public:
    /// With a proposal (a threshold that was set elsewhere, as in the workbench) that is one of the choices.
    OperatingPointRow(const app::FindingForUse& finding, std::optional<double> proposal, QWidget* parent = nullptr);

    /// What was chosen, ready for the manifest; nothing until then.
    const std::optional<model::OperatingPoint>& chosen() const { return m_chosen; }
    const std::string& finding() const { return m_finding.entry.name; }

    /// Takes the aim of another row where this one can have it.
    void copyFrom(const OperatingPointRow& other);

Q_SIGNALS:
    void changed();

private:
    enum Kind { Youden, F1, Sensitivity, Specificity, Cost, Proposed, AsInFile };

    void changeKind();
    void choose();
    std::string aim() const;
    void tell();
    QString shares(const QString& head, const app::LabelledScores& scores) const;

    const app::FindingForUse m_finding;
    const std::optional<double> m_proposal;
    std::optional<model::OperatingPoint> m_chosen;
    bool m_reached = true;
    QComboBox* m_kind;
    QDoubleSpinBox* m_value;
    QLabel* m_meaning;
};

} // namespace lucency::ui
