#pragma once

#include "app/scorer.h"
#include "imaging/preprocess.h"
#include "imaging/radiograph.h"
#include "imaging/result.h"

#include <filesystem>
#include <optional>

namespace lucency::app {

/// A frame on its way to the network: what was read of it, and the input made of it or the reason why there is none.
struct PreparedRadiograph {
    imaging::Radiograph radiograph; ///< without pixels where reading failed
    PreparedImage image;
    std::optional<Failure> failure; ///< a refusal (isRefusal()) or something that went wrong
};

/// A frame that was read, or why not, and how long that took.
struct ReadFrame {
    Result<imaging::Radiograph> radiograph;
    double milliseconds = 0;
};

/// Reads one frame, unless it was read before, asks whether its header speaks for scoring, and preprocesses it. Thread-safe; no exception
/// leaves it.
PreparedRadiograph prepareRadiograph(const std::filesystem::path& path, int frame, const imaging::Preprocessing& how,
                                     std::optional<ReadFrame> read = std::nullopt);

} // namespace lucency::app
