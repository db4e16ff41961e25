#pragma once

#include "app/training/latesttask.h"
#include "app/workbench/resultinview.h"
#include "app/workbench/runcomparison.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace lucency::ui {

class BlocksView;

/// The result in view beside others, on the images that both have, with the paired tests in words.
class ComparePage : public QWidget {
    Q_OBJECT

public:
    explicit ComparePage(app::ResultInView* view, QWidget* parent = nullptr);

    struct Other {
        app::OpenedResultPointer result;
        std::vector<app::OperatingPoint> points;
    };
    /// Those that can be compared with; the choice stays where it is still there.
    void setOthers(std::vector<Other> others);
    void refresh();
    const std::optional<app::RunComparison>& comparison() const { return m_comparison; }
    QString verdict() const; ///< of the finding in view

Q_SIGNALS:
    void openAsked();
    void imagesAsked(const std::vector<std::uint32_t>& images, const QString& title);
    void spotChosen(const QString& key);
    void saveFailed(const lucency::Failure& failure);

private:
    void ask();
    void fill();
    const Other* other() const;
    const app::ComparedFinding* compared() const;

    app::ResultInView* m_view;
    std::vector<Other> m_others;
    QComboBox* m_choice;
    QPushButton *m_firstAlone, *m_secondAlone;
    BlocksView* m_blocks;
    std::optional<app::RunComparison> m_comparison;
    std::optional<Failure> m_failure;
    QTimer m_settled;
    app::LatestTask m_worker; // last: it is joined before what it answers to goes
};

/// The paired test of the areas in a sentence: "no evidence that B is better: difference 0.004, interval -0.006 to 0.014".
QString verdictWords(const app::ComparedFinding& compared, const QString& first, const QString& second);

} // namespace lucency::ui
