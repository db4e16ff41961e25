#pragma once

#include "app/training/latesttask.h"
#include "app/workbench/correctionlog.h"
#include "app/workbench/imageexport.h"
#include "app/workbench/resultinview.h"
#include "ui/evaluation/comparepage.h"

#include <QTimer>
#include <QWidget>

#include <map>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace lucency::ui {

class BlocksView;
class CorrectionsPage;
class FiguresPage;
class GalleryPage;
class OperatingPanel;
class StatePage;

/// What a report is to be made of, in one go.
struct ResultFilesOrder {
    QString folder;
    bool report = true;   ///< HTML and PDF
    bool pictures = true; ///< of patients, in the report
    bool figures = true;  ///< each as SVG, PNG and CSV
};

/// Where finished runs and predictions are looked at: every number, badge, marker and figure comes from one operating point a finding, and
/// leads to the images behind it. Reading, sorting, resampling and writing are workers' work.
class Workbench : public QWidget {
    Q_OBJECT

public:
    /// The store keeps what people say of images.
    explicit Workbench(const QString& storePath, QWidget* parent = nullptr);
    ~Workbench() override;

    void openRun(const QString& runFolder);
    /// Predictions of any program; without labels in it, a table of labels is asked for, unless it is given.
    void openPredictions(const QString& csv, const QString& labels = {});
    /// Where the images lie, for a run that does not know, or whose place is gone.
    void setDataFolder(const QString& folder);

    /// The operating points as they are chosen now, by finding.
    std::map<std::string, double> operatingPoints() const { return m_view->thresholdsByFinding(); }
    /// Of the run in view; empty for predictions.
    QString runFolder() const;

    /// Writes report and figures at the chosen operating points; filesWritten() or the failure follows.
    void writeFiles(const ResultFilesOrder& order);
    /// Copies images into folders by class; the folder has to be new or empty.
    void exportImages(const app::ImageExportOrder& order);
    /// Measures heat maps against boxes drawn by people; placesMeasured() or a message follows.
    void measurePlaces(const QString& boxes);
    void setCorrectedShown(bool shown);

    app::ResultInView* view() const { return m_view; }
    FiguresPage* figures() const { return m_figures; }
    GalleryPage* gallery() const { return m_gallery; }
    ComparePage* comparison() const { return m_compare; }
    CorrectionsPage* corrections() const { return m_corrections; }
    OperatingPanel* panel() const { return m_panel; }
    QTabWidget* pages() const { return m_pages; }
    StatePage* state() const { return m_state; }
    bool isBusy() const { return m_opening; }
    QString messageText() const;
    QString faultsText() const;
    QString measuredText() const;

Q_SIGNALS:
    void imageAsked(const QString& path);
    void intoUseAsked(const QString& runFolder);
    void opened(const QString& source);
    void openingFailed(const lucency::Failure& failure);
    void filesWritten(const QStringList& files);
    void filesFailed(const lucency::Failure& failure);
    void placesMeasured();
    void imagesExported(qulonglong written, qulonglong missing);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Opened {
        app::OpenedResultPointer result;
        std::vector<app::OperatingPoint> points;
    };

    void makeToolBar();
    void makePages();
    void connectParts();
    void take(const Result<app::OpenedResultPointer>& opened, const QString& source, bool wantsLabels);
    void showFailure(const Failure& failure, const QString& source, bool wantsLabels);
    void showOpened(std::size_t which);
    void rememberPoints();
    void refreshHeader();
    void refreshPage();
    void staleAll();
    void chooseSpot(const QString& key);
    void say(const QString& words);
    void askRun();
    void askPredictions();
    void askLabels(const QString& csv);
    void askBoxes();
    void askDataFolder();
    void askFiles();
    void askExport(const std::vector<std::uint32_t>& images);
    void historyChanged(const std::vector<app::Correction>& history);
    void matchCorrections();
    void remakeCorrected();

    app::ResultInView* m_view;
    app::CorrectionLog* m_log;
    std::vector<Opened> m_all;
    std::size_t m_current = 0;
    std::vector<app::Correction> m_history;
    app::CorrectionsByImage m_said;

    QStackedWidget* m_stack;
    StatePage* m_state;
    QTabWidget* m_pages;
    OperatingPanel* m_panel;
    FiguresPage* m_figures;
    BlocksView *m_numbers, *m_groups, *m_overall, *m_training, *m_data;
    ComparePage* m_compare;
    GalleryPage* m_gallery;
    CorrectionsPage* m_corrections;
    QComboBox* m_results;
    QCheckBox* m_corrected;
    QPushButton *m_reportButton, *m_useButton, *m_folderButton, *m_boxesButton;
    QLabel *m_measured, *m_faults, *m_message;
    QAction *m_openRun, *m_openPredictions, *m_chooseLabels;
    QString m_labelsFor;
    std::vector<QWidget*> m_stale; ///< pages to be filled when they are looked at
    bool m_opening = false, m_showing = false;
    QTimer m_messageTime;
    app::LatestTask m_opener, m_matcher, m_corrector, m_writer, m_exporter,
        m_placer; // last: they are joined before what they answer to goes
};

} // namespace lucency::ui
