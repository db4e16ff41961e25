#include "ui/reading/windowing.h"

#include <algorithm>

namespace lucency::ui {

imaging::VoiWindow asWindow(const imaging::VoiChoice& choice)
{
    if (const auto* window = std::get_if<imaging::VoiWindow>(&choice.transform)) return *window;
    const auto& lut = std::get<imaging::LookupTable>(choice.transform);
    imaging::VoiWindow window;
    window.width = std::max<double>(1, static_cast<double>(lut.entries.size()));
    window.center = lut.firstMapped + window.width / 2;
    return window;
}

imaging::VoiWindow dragged(const imaging::VoiWindow& window, QPointF viewDelta, const ValueRange& range, const WindowDrag& drag,
                           double speed)
{
    const double step = std::max(range.span(), 1e-6) / WindowDrag::pixelsForWholeRange;
    const double narrowest = window.function == imaging::VoiFunction::Linear ? 1 : step;
    imaging::VoiWindow changed = window;
    changed.explanation.clear();
    changed.width = std::max(narrowest, window.width + viewDelta.x() * step * speed);
    changed.center = window.center + (drag.levelFollowsUp ? -1 : 1) * viewDelta.y() * step * speed;
    return changed;
}

} // namespace lucency::ui
