#pragma once

#include "app/training/latesttask.h"
#include "app/workbench/openedresult.h"

#include <QImage>
#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;

namespace lucency::model {
class Classifier;
}

namespace lucency::ui {

/// One image of the gallery, large, with all that is known of it, and the heat map of the run's model on demand. Reading and computing are
/// a worker's work; an answer that came too late is dropped.
class ImagePanel : public QWidget {
    Q_OBJECT

public:
    explicit ImagePanel(QWidget* parent = nullptr);
    ~ImagePanel() override;

    void showNothing();
    void showImage(app::OpenedResultPointer result, std::size_t image, const std::string& finding, double threshold,
                   const app::CorrectedImage* said);
    void setHeatMapShown(bool shown);
    bool isHeatMapShown() const { return m_heatMap; }
    bool hasPicture() const { return !m_picture.isNull(); }
    QString stateWords() const; ///< why there is no picture, or no heat map; else empty

Q_SIGNALS:
    void pictureShown();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Drawn {
        QImage picture;
        QString words; ///< what is missing
    };
    class Artist;

    void ask();
    void place();
    QString describe(const app::CorrectedImage* said) const;

    app::OpenedResultPointer m_result;
    std::size_t m_image = 0;
    std::string m_finding;
    double m_threshold = 0.5;
    bool m_heatMap = false;
    QImage m_picture;
    QLabel *m_canvas, *m_state, *m_facts;
    QPushButton* m_mapButton;
    std::shared_ptr<Artist> m_artist;
    app::LatestTask m_worker; // last: it is joined before what it answers to goes
};

} // namespace lucency::ui
