#pragma once

#include "app/importer.h"
#include "app/inferencequeue.h"
#include "app/store/store.h"
#include "app/worklistmodel.h"
#include "ui/reading/imageloader.h"

#include <QMainWindow>
#include <QPointer>

class QLabel;
class QSplitter;
class QToolButton;

namespace lucency::ui {

class BackgroundStatus;
class ImportReport;
class ModelMenu;
class Notice;
class ReadingRoom;
class TrainingMenu;
class WorklistPanel;

/// What a window works with; tests give their own scorer and reader.
struct WindowContext {
    QString modelFile; ///< that is shipped, and used until the reader chooses another
    app::ScorerFactory scorers;
    ImageLoader::Read read;    ///< readStored() in the program
    QString storeWarning = {}; ///< why nothing is kept, where the store is one for this window alone
    /// readStoredCoarse() in the program; without one an image is shown in full or not at all.
    ImageLoader::Preview preview = {};
};

/// The reading window: worklist, reading room and the state of the background work. It owns what runs behind it and stops it when it goes:
/// at most one batch or file later, with everything stored.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// The store has been opened and checked; the window keeps it.
    MainWindow(app::Store store, WindowContext context, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Imports files, folders or DICOMDIRs and opens the first study that they lead to.
    void openPaths(const QStringList& paths);

    /// Scores with this model from now on, also after a restart, once it has been loaded; after a failure the one before stays in use.
    void useModel(const QString& file, bool scoreAnew = true);

    ReadingRoom* room() const { return m_room; }
    WorklistPanel* worklist() const { return m_worklist; }
    app::WorklistModel* worklistModel() const { return m_model; }
    app::InferenceQueue* queue() const { return m_queue; }
    app::Importer* importer() const { return m_importer; }
    ModelMenu* modelMenu() const { return m_modelMenu; }
    TrainingMenu* trainingMenu() const { return m_trainingMenu; }
    const app::ImportSummary& lastImport() const { return m_lastImport; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeActions();
    void makeMenus();
    void makeModelMenus();
    void makeToolBar();
    void makeStatusBar();
    void connectBackground();
    void restoreSettings();
    void saveSettings() const;
    void rememberRecent(const QStringList& paths);
    void fillRecent();
    void fillPresets();
    void openFiles();
    void openFolder();
    void importFinished(const app::ImportSummary& summary);
    void showImportReport();
    void openStudy(qint64 study);
    void tellStoreFailed(const Failure& failure);
    QAction* makeAction(const char* name, const QString& text, const QString& icon, const QKeySequence& key, void (MainWindow::*slot)());

    app::Store m_store;
    WindowContext m_context;
    app::WorklistModel* m_model;
    app::InferenceQueue* m_queue;
    app::Importer* m_importer;
    ReadingRoom* m_room;
    WorklistPanel* m_worklist = nullptr;
    QSplitter* m_splitter;
    Notice* m_storeNotice; ///< what is wrong with the store and what to do, in whole, until it is mended
    QAction *m_openFiles, *m_openFolder, *m_quit, *m_findStudy, *m_nextStudy, *m_previousStudy, *m_nextImage, *m_previousImage,
        *m_fullScreen, *m_showKeys, *m_about;
    ModelMenu* m_modelMenu = nullptr;
    TrainingMenu* m_trainingMenu = nullptr;
    QMenu *m_recentMenu = nullptr, *m_presetMenu = nullptr, *m_contextMenu = nullptr;
    BackgroundStatus *m_importing, *m_scoring, *m_training;
    QLabel* m_modelLabel;
    QToolButton* m_reportButton;
    app::ImportSummary m_lastImport;
    QPointer<ImportReport> m_report;
    QString m_modelAsked; ///< file
    QString m_modelInUse; ///< in words; empty while there is none
    bool m_openFirst = false;
};

} // namespace lucency::ui
