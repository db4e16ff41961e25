#pragma once

#include "app/training/runcatalogue.h"
#include "app/training/trainingqueue.h"

#include <QWidget>

class QAction;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace lucency::ui {

class Notice;
class RunPage;
class StatePage;

/// The window of training runs: the list of all runs with their notes, the queue's order, and the page of the run that is chosen. Run
/// folders may be dropped on it. The queue is somebody else's and trains on when the window closes.
class TrainingRoom : public QWidget {
    Q_OBJECT

public:
    explicit TrainingRoom(app::TrainingQueue* queue, QWidget* parent = nullptr);

    /// Chooses a run of the list, as soon as it is there.
    void showRun(const QString& folder);
    /// Opens run folders, or folders that hold some, from elsewhere.
    void openFolders(const QStringList& folders);

    app::RunCatalogue* catalogue() const { return m_catalogue; }
    RunPage* page() const { return m_page; }
    QTableView* list() const { return m_list; }
    /// What is told above the list; empty for nothing.
    QString notice() const;

    QSize sizeHint() const override { return {1240, 860}; }

Q_SIGNALS:
    void resultAsked(const QString& runFolder);
    void newRunAsked();

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void makeWindow();
    QWidget* makeBar();
    void connectQueue();
    void showQueue();
    void showWhatIsThere();
    void tell(const QString& text, bool error);
    void moveRun(int by);
    void askForFolder();
    QString chosen() const;

    app::TrainingQueue* m_queue;
    app::RunCatalogue* m_catalogue;
    QTableView* m_list = nullptr;
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_stack = nullptr;
    StatePage* m_empty = nullptr;
    QAction* m_newRun = nullptr;
    RunPage* m_page = nullptr;
    Notice *m_notice = nullptr, *m_fault = nullptr;
    QPushButton *m_new = nullptr, *m_open = nullptr, *m_goOn = nullptr, *m_pause = nullptr, *m_up = nullptr, *m_down = nullptr;
    QString m_wanted; ///< a run to be chosen when it comes
};

} // namespace lucency::ui
