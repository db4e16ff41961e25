#pragma once

#include "ui/reading/displayimage.h"
#include "ui/reading/overlaylayer.h"
#include "ui/reading/overlays.h"
#include "ui/reading/viewhistory.h"
#include "ui/reading/viewtransform.h"
#include "ui/reading/windowing.h"
#include "ui/reading/words.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

namespace lucency::ui {

/// Shows one radiograph: as it should look, with overlays, corner texts and orientation letters, and with the mouse of the reading room.
/// Left drag windows (Shift coarse, Ctrl fine), middle drag or Space with left drag pans, right drag zooms, the wheel zooms at the pointer;
/// a right tap asks for the context menu. Only what is visible is computed: stored values are resampled when the transform changes, and a
/// change of the window alone maps the resampled values anew.
class RadiographView : public QWidget {
    Q_OBJECT

public:
    explicit RadiographView(QWidget* parent = nullptr);

    /// Shows an image by its default display, fitted, without overlays and with an empty history; nullptr shows nothing.
    void setImage(std::shared_ptr<const DisplayImage> image);
    /// Puts the full image in the place of its coarse preview: transform, window, inversion, history, overlays and a drag under way stay. A
    /// window that was computed from the coarse pixels, as the automatic one, becomes that of the full pixels. Any other image is shown as
    /// by setImage().
    void refine(std::shared_ptr<const DisplayImage> image);
    const std::shared_ptr<const DisplayImage>& image() const { return m_image; }

    void setOverlays(Overlays overlays);
    const Overlays& overlays() const { return m_overlays; }
    void setSwitches(const OverlaySwitches& switches);
    const OverlaySwitches& switches() const { return m_switches; }

    /// A line under the image numbers, as "CURRENT"; identity texts can be hidden (for teaching and pictures).
    void setStanding(const QString& standing);
    /// What the corners say of this image, the next ones included, where its file says nothing.
    void setKnown(const KnownOfImage& known);
    void setTextsVisible(bool visible);
    void setWindowDrag(const WindowDrag& drag) { m_windowDrag = drag; }

    const ViewState& state() const { return m_state; }
    /// The n-th VOI choice of the image; does nothing when there are fewer.
    void chooseVoi(int index);
    void setVoi(const imaging::VoiChoice& choice);
    bool canUndo() const { return m_history.canUndo(); }
    bool canRedo() const { return m_history.canRedo(); }

    /// The stored pixel under a point of the view; nothing outside the image.
    std::optional<QPoint> pixelAt(QPointF view) const;
    CornerTexts cornerTexts() const;

    QSize sizeHint() const override { return {900, 900}; }
    QSize minimumSizeHint() const override { return {240, 240}; }

public Q_SLOTS:
    void zoomIn();
    void zoomOut();
    void fit();
    void oneToOne();
    void turnRight();
    void turnLeft();
    void flipHorizontally();
    void flipVertically();
    void invert();
    void resetView();
    void undo();
    void redo();

Q_SIGNALS:
    void stateChanged(); ///< transform, window, inversion or history
    void menuRequested(QPoint global);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Gesture { None, Window, Pan, Zoom };

    void change(ViewChange kind, bool merge, const std::function<void(ViewState&)>& how);
    void drag(QPointF delta, Qt::KeyboardModifiers modifiers);
    bool arrow(const QKeyEvent& event);
    void updateCursor();
    void updatePointerText();
    void ensureResampled();
    void ensurePainted();
    void ensureHeatMap();
    /// One line of a corner, with the place that it takes.
    struct TextLine {
        QRectF where;
        int alignment;
        QString text;
        bool isBottomLeft;
    };
    CornerTexts textsWith(const std::optional<QPointF>& pointer) const;
    CornerTexts shownTexts(const std::optional<QPointF>& pointer) const;
    std::vector<TextLine> textLines(const CornerTexts& texts) const;
    std::vector<QRectF> textAreas() const;
    void describe();
    void drawTexts(QPainter& painter) const;
    void drawEdgeLetters(QPainter& painter) const;
    QTransform toDevice() const;
    QSize deviceSize() const;
    bool heatMapShown() const;

    std::shared_ptr<const DisplayImage> m_image;
    ViewState m_state;
    ViewHistory m_history;
    Overlays m_overlays;
    OverlaySwitches m_switches;
    WindowDrag m_windowDrag;
    QString m_standing;
    KnownOfImage m_known;
    bool m_textsVisible = true;

    // What was computed for the last painting, and for which transform.
    std::optional<QTransform> m_resampledFor, m_heatFor;
    QRect m_covered; ///< device pixels
    cv::Mat m_stored;
    bool m_tableStale = true;
    QImage m_pixels;
    cv::Mat m_heatColours;
    QImage m_heat;
    OverlayLayer m_planes;

    Gesture m_gesture = Gesture::None;
    bool m_remembered = false; ///< the state before this gesture is in the history
    bool m_spaceHeld = false, m_spaceUsed = false;
    QPointF m_pressed, m_last;
    std::optional<QPointF> m_pointer;
};

} // namespace lucency::ui
