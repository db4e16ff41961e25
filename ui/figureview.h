#pragma once

#include "app/report/figures.h"
#include "imaging/result.h"

#include <QSizeF>
#include <QWidget>

class QLabel;
class QMenu;

namespace lucency::ui {

class FigureCanvas;

/// A figure of a report in a window: its title, the drawing, sharp at any size, and how to read it in one line. Where nothing is drawn the
/// reason stands in its place. Ctrl and wheel, or + and -, zoom; dragging with the middle button moves what is zoomed; 0 shows all. The
/// places that stand for images are named as a tip, and can be reached with Left and Right and taken with Return.
class FigureView : public QWidget {
    Q_OBJECT

public:
    explicit FigureView(QWidget* parent = nullptr);

    /// Replaces the figure; zoom stays as it is where the drawing keeps its size.
    void setFigure(const app::report::Figure& figure);
    const app::report::Figure& figure() const { return m_figure; }

    /// A chart needs room; what stands under it may be left to a tip where there is little of it.
    void setReadingShown(bool shown);

    /// Whether the figure takes the room that it is given, instead of the height that its width asks for.
    void setFits(bool fits);

    /// The file's ending says what is written: .png (twice the size of the drawing's units), .svg or .csv (the numbers). Fails with
    /// CannotWrite, DiskFull, or BadArgument for another ending and where nothing is drawn.
    Done save(const QString& file) const;
    void copy() const;                  ///< as a picture and as SVG
    QImage picture(double scale) const; ///< on paper

    double zoom() const;
    void setZoom(double zoom);

    /// The middle of a place on the canvas, in this widget's coordinates; for tests and for whoever points at it.
    QPoint placeOf(const QString& key) const;

    QSize sizeHint() const override;

Q_SIGNALS:
    /// A place that stands for images was clicked, or taken with Return.
    void spotChosen(const QString& key);
    /// The pointer is dragged along such places.
    void spotDragged(const QString& key);
    /// A file could not be written.
    void saveFailed(const lucency::Failure& failure);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void askAndSave(const QString& ending);

    app::report::Figure m_figure;
    QLabel *m_title, *m_reading;
    FigureCanvas* m_canvas;
    bool m_readingShown = true;
};

} // namespace lucency::ui
