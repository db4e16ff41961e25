#pragma once

#include "ui/reading/findinglines.h"

#include <QAbstractButton>

namespace lucency::ui {

/// One finding in the panel: its name, its probability as a figure and a bar, the operating point as a mark on the bar, and the verdict.
/// Checked, it is the finding whose heat map is shown.
class FindingRow : public QAbstractButton {
    Q_OBJECT

public:
    explicit FindingRow(const FindingLine& line, QWidget* parent = nullptr);
    const FindingLine& line() const { return m_line; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    FindingLine m_line;
};

} // namespace lucency::ui
