#pragma once

#include "imaging/result.h"

namespace lucency::ui {

/// Says why the store cannot be opened, and asks whether to read on without it: nothing of what is done then is kept. True for yes; closing
/// the question is no. It waits for the answer, so it belongs before the event loop of the window.
bool readsWithoutStore(const Failure& failure);

} // namespace lucency::ui
