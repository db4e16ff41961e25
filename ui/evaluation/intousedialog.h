#pragma once

#include "app/modelshelf.h"
#include "app/modeluse.h"

#include <QDialog>

#include <map>
#include <thread>

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace lucency::ui {

class OperatingPointRow;
class StatePage;

/// The only way for a model into use: shows it beside the one in use on the same test images, asks for the operating points anew, names
/// what is not validated, and keeps the old one to go back to. Comparing and copying are done on a thread of its own; closing stops it.
class IntoUseDialog : public QDialog {
    Q_OBJECT

public:
    /// Begins to compare at once. Thresholds that were set elsewhere are proposed, by finding.
    IntoUseDialog(app::ModelShelf shelf, app::UseRequest request, std::map<std::string, double> proposals, QWidget* parent = nullptr);
    ~IntoUseDialog() override;

    QPushButton* acceptButton() const { return m_accept; }
    const QList<OperatingPointRow*>& operatingPoints() const { return m_rows; }
    bool isComparing() const;

Q_SIGNALS:
    /// The model lies on the shelf and shall be loaded; studies of the worklist that the former one scored are scored anew, or not.
    void installed(const lucency::app::ModelUse& use, bool scoreAnew);

private:
    void compare();
    void showProgress(qsizetype done, qsizetype all);
    void showComparison(const app::UseComparison& comparison);
    void showFailure(const Failure& failure);
    void addHeading(const QString& text);
    void addText(const QString& text, const QColor& colour);
    void addFigure();
    void addDifferences();
    void addUnproven(const QString& why);
    void addOperatingPoints();
    void addNotValidated();
    void addNames();
    void refresh();
    QString missing() const;
    void install();
    void copied(const Result<app::ModelUse>& use, bool scoreAnew);
    QString note() const;

    const app::ModelShelf m_shelf;
    const app::UseRequest m_request;
    const std::map<std::string, double> m_proposals;
    app::UseComparison m_comparison;
    QStackedWidget* m_stack;
    QWidget* m_busy;
    QLabel* m_busyText;
    QProgressBar* m_progress;
    StatePage* m_state;
    QWidget* m_page;
    QVBoxLayout* m_column;
    QList<OperatingPointRow*> m_rows;
    QLineEdit *m_name = nullptr, *m_version = nullptr;
    QCheckBox *m_unproven = nullptr, *m_scoreAnew = nullptr;
    QLabel* m_missing;
    QPushButton *m_accept, *m_keep;
    std::jthread m_worker; ///< last: it ends before what it tells
};

/// How a new model does beside the one in use on a finding, in words that do not claim more than the images show.
QString differenceWords(const app::FindingForUse& finding);

} // namespace lucency::ui
