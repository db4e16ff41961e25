#pragma once

#include "app/worklistmodel.h"
#include "imaging/result.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QTableView;

namespace lucency::ui {

class StatePage;

/// The worklist: a filter box, the number of studies, and the table. Up and Down in the filter box move the selection; Enter opens.
class WorklistPanel : public QWidget {
    Q_OBJECT

public:
    /// The actions are offered where the worklist is empty.
    WorklistPanel(app::WorklistModel* model, QList<QAction*> openActions, QWidget* parent = nullptr);

    QTableView* table() const { return m_table; }
    QLineEdit* filterBox() const { return m_filter; }
    qint64 currentStudy() const;
    /// The study that is open: its row is selected, now or as soon as it is in the list. No other row is selected while it is filtered out,
    /// and a filter that hides it opens no other. A list that was filtered anew begins at its top, unless the open study is in it.
    void select(qint64 study);
    void selectNext(int step);
    void focusFilter();
    /// Keys are for the list from now on, as soon as it shows any study, and no words for the filter.
    void focusList();
    /// Hides or shows what the model says of the studies: app::WorklistModel::setResultsShown(). The open study stays in sight.
    void setResultsShown(bool shown);

    /// Fills a menu with what the mouse does on the header: the order of the list, and which columns it shows.
    void fillSortMenu(QMenu* menu) const;
    void fillColumnMenu(QMenu* menu) const;

    /// Such that the columns up to the date are seen in whole.
    int wantedWidth() const;
    QByteArray columnState() const;
    void restoreColumns(const QByteArray& state);
    QString stateTitle() const;

Q_SIGNALS:
    void studyChosen(qint64 study);
    /// Studies that show what a former model said shall be scored by the one in use.
    void rescoreAsked();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void showFailure(const Failure& failure);
    void chooseCurrent();
    void letGo(const QModelIndex& parent, int first, int last);
    void keepSelection();
    void standWhereReadingBegins();

    app::WorklistModel* m_model;
    QList<QAction*> m_openActions;
    QLineEdit* m_filter;
    QComboBox* m_status;
    QLabel* m_count;
    QStackedWidget* m_stack;
    QTableView* m_table;
    StatePage* m_state;
    QWidget* m_former; ///< how many studies show what a former model said
    QLabel* m_formerText;
    QAction* m_readAgain;
    bool m_loaded = false, m_failed = false;
    bool m_leaving = false; ///< rows are being removed: the table moves its current row, which is no choice of the reader
    qint64 m_chosen = 0;
};

} // namespace lucency::ui
