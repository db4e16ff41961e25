#include "ui/reading/viewhistory.h"

#include <utility>

namespace lucency::ui {

namespace {

constexpr std::size_t statesKept = 200;

std::optional<ViewState> move(std::vector<ViewState>& from, std::vector<ViewState>& to, const ViewState& present)
{
    if (from.empty()) return std::nullopt;
    to.push_back(present);
    ViewState state = std::move(from.back());
    from.pop_back();
    return state;
}

} // namespace

void ViewHistory::remember(const ViewState& before, ViewChange change, bool merge)
{
    m_redo.clear();
    if (merge && m_last == change) return;
    m_last = change;
    if (m_undo.size() == statesKept) m_undo.erase(m_undo.begin());
    m_undo.push_back(before);
}

std::optional<ViewState> ViewHistory::undo(const ViewState& present)
{
    m_last.reset();
    return move(m_undo, m_redo, present);
}

std::optional<ViewState> ViewHistory::redo(const ViewState& present)
{
    m_last.reset();
    return move(m_redo, m_undo, present);
}

void ViewHistory::forEachVoi(const std::function<void(imaging::VoiChoice&)>& change)
{
    for (std::vector<ViewState>* states : {&m_undo, &m_redo})
        for (ViewState& state : *states)
            change(state.voi);
}

void ViewHistory::clear()
{
    m_undo.clear();
    m_redo.clear();
    m_last.reset();
}

} // namespace lucency::ui
