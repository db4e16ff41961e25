#pragma once

namespace lucency::app {

/// Lowers the priority of the calling thread, and of those that it starts, so that the window's thread goes first where processors are
/// few. For importing, decoding and inference.
void becomeBackgroundThread();

} // namespace lucency::app
