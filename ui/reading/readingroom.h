#pragma once

#include "app/inferencequeue.h"
#include "app/store/store.h"
#include "ui/reading/findingspanel.h"
#include "ui/reading/imageloader.h"
#include "ui/reading/radiographview.h"
#include "ui/reading/thumbnailstrip.h"
#include "ui/reading/viewactions.h"

#include <QHash>
#include <QWidget>

#include <memory>
#include <optional>

class QSplitter;
class QStackedWidget;

namespace lucency::ui {

class StatePage;

/// One study open for reading: the strip of the patient's images, the radiograph on screen and the model's second opinion. It asks the
/// loader for pixels and the queue for predictions, and shows an answer only while it is about the image on screen.
class ReadingRoom : public QWidget {
    Q_OBJECT

public:
    /// The store must outlive the room; the queue may be nullptr where nothing is scored. Both are used on the GUI thread.
    ReadingRoom(app::Store& store, app::InferenceQueue* queue, ImageLoader::Read read, ImageLoader::Preview preview = {},
                QWidget* parent = nullptr);

    /// Opens a study: its first image is shown, the patient's other studies stand in the strip.
    void openStudy(qint64 study);
    /// Takes in what an import has brought since: further images and priors, new content of a file, reference boxes. The image on screen
    /// stays while it is the same. What was said of unscored images no longer holds, and is asked for anew.
    void refreshImages(const QList<qint64>& unscored = {});
    /// Shows another image of the strip.
    void showImage(qint64 image);
    /// The next (+1) or previous (-1) image of the study on screen.
    void stepImage(int step);
    qint64 study() const { return m_study; }
    qint64 image() const { return m_image; }

    RadiographView* view() const { return m_view; }
    ViewActions* actions() const { return m_actions; }
    FindingsPanel* findings() const { return m_findings; }
    ThumbnailStrip* strip() const { return m_strip; }
    QSplitter* splitter() const { return m_splitter; }
    /// Title of the page that stands in place of the radiograph; empty while one is shown.
    QString stateTitle() const;
    /// The words and buttons where no study is open.
    void setWelcome(const QString& title, const QString& text, const QList<QAction*>& actions);

Q_SIGNALS:
    void menuRequested(QPoint global);
    void imageShown(qint64 image); ///< its pixels are on screen in full detail

private:
    void showState(const QString& icon, const QString& title, const QString& text, int tone);
    void onPreviewed(quint64 ticket, const std::shared_ptr<const DisplayImage>& coarse);
    void onLoaded(quint64 ticket, const std::shared_ptr<const DisplayImage>& image);
    void onLoadFailed(quint64 ticket, const Failure& failure);
    void onPrediction(quint64 ticket, qint64 image, const app::StoredPrediction& prediction);
    void onNotScored(quint64 ticket, qint64 image, const Failure& failure);
    void askForScores();
    void showFindings();
    void updateOverlays();
    std::vector<StripImage> imagesOfPatient() const;
    void fillStrip(std::vector<StripImage> images);
    void readRows();
    void readAhead();

    app::Store& m_store;
    app::InferenceQueue* m_queue;
    ImageLoader* m_loader;
    ThumbnailModel* m_thumbnails;
    ThumbnailStrip* m_strip;
    RadiographView* m_view;
    ViewActions* m_actions;
    FindingsPanel* m_findings;
    StatePage* m_state;
    QStackedWidget* m_stack;
    QSplitter* m_splitter;

    qint64 m_study = 0, m_image = 0;
    quint64 m_loadTicket = 0, m_scoreTicket = 0;
    std::vector<app::ReferenceBox> m_boxes;

    // Of the model and of the images scored under the present ticket.
    std::shared_ptr<const model::ModelManifest> m_manifest;
    std::optional<Failure> m_modelFailure;
    QHash<qint64, std::shared_ptr<const app::StoredPrediction>> m_predictions;
    QHash<qint64, Failure> m_notScored;
    QHash<qint64, Failure> m_replaced; ///< images whose file holds another one today
};

} // namespace lucency::ui
