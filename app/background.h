#pragma once

namespace lucency::app {

/// Lowers the priority of the calling thread, and of those that it starts, so that the window's thread goes first where processors are
/// few. For importing, decoding and inference.
void becomeBackgroundThread();

/// Lowers it further: for training, which scoring and decoding for a reader go before, too.
void becomeTrainingThread();

} // namespace lucency::app
