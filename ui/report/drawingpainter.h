#pragma once

#include "app/report/drawing.h"

#include <QColor>
#include <QPointF>

class QPainter;

namespace lucency::ui {

/// What a drawing is painted on: the colours of a drawing are those of paper, and have counterparts for a dark room.
enum class Ground { Paper, Dark };

/// The colour that stands for one of a drawing on this ground.
QColor inkOn(Ground ground, const QString& colour);

/// Paints a drawing of a report: lines as lines and text as text, so that pages stay sharp, small and searchable.
void paintDrawing(QPainter& painter, QPointF topLeft, const app::report::Drawing& drawing, Ground ground = Ground::Paper);

} // namespace lucency::ui
