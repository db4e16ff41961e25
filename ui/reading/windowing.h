#pragma once

#include "imaging/display.h"

#include <QPointF>

namespace lucency::ui {

/// Lowest and highest value of an image after the modality stage.
struct ValueRange {
    double lowest = 0, highest = 1;
    double span() const { return highest - lowest; }
};

/// How a drag changes window and level. Dragging to the right widens the window; dragging down raises the level (a darker image where
/// high values are bright) unless the direction is turned round.
struct WindowDrag {
    static constexpr double pixelsForWholeRange = 1000; ///< a drag of so many logical pixels sweeps the value range of the image
    static constexpr double coarse = 4, fine = 0.25;    ///< with Shift, with Ctrl
    bool levelFollowsUp = false;                        ///< dragging up raises the level instead
};

/// The window that stands for a choice when the reader begins to change it: the window itself, or the input range of a LUT.
imaging::VoiWindow asWindow(const imaging::VoiChoice& choice);

/// The window after a drag by viewDelta logical pixels; speed is 1, coarse or fine. Width never falls below one step of the image's
/// values, and not below 1 for LINEAR (PS3.3 C.11.2.1.2).
imaging::VoiWindow dragged(const imaging::VoiWindow& window, QPointF viewDelta, const ValueRange& range, const WindowDrag& drag,
                           double speed = 1);

} // namespace lucency::ui
