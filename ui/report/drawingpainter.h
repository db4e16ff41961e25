#pragma once

#include "app/report/drawing.h"

#include <QPointF>

class QPainter;

namespace lucency::ui {

/// Paints a drawing of a report: lines as lines and text as text, so that pages stay sharp, small and searchable.
void paintDrawing(QPainter& painter, QPointF topLeft, const app::report::Drawing& drawing);

} // namespace lucency::ui
