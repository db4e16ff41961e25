#pragma once

#include "imaging/display.h"
#include "ui/reading/viewtransform.h"

#include <functional>
#include <optional>
#include <vector>

namespace lucency::ui {

/// Everything about a view that the reader changes and may want back.
struct ViewState {
    ViewTransform transform;
    imaging::VoiChoice voi;
    bool inverted = false;
};

/// What was changed: changes of one kind that follow each other without a pause in between are undone together.
enum class ViewChange { Window, Zoom, Pan, Orientation, Invert, Reset };

/// The states before each change of the view, for undo and redo. Not more than 200 are kept.
class ViewHistory {
public:
    /// To be called with the state before a change. With merge, a change of the same kind as the last adds nothing.
    void remember(const ViewState& before, ViewChange change, bool merge = false);

    /// The state to go back or forward to, given the present one; nothing when there is none.
    std::optional<ViewState> undo(const ViewState& present);
    std::optional<ViewState> redo(const ViewState& present);

    /// Changes the windowing of every state kept, where an image is replaced by a better one of itself.
    void forEachVoi(const std::function<void(imaging::VoiChoice&)>& change);

    bool canUndo() const { return !m_undo.empty(); }
    bool canRedo() const { return !m_redo.empty(); }
    void clear();

private:
    std::vector<ViewState> m_undo, m_redo;
    std::optional<ViewChange> m_last;
};

} // namespace lucency::ui
