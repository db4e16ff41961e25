#pragma once

#include "app/workbench/openedresult.h"
#include "imaging/result.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

namespace lucency::app {

struct ImageExportOrder {
    std::filesystem::path folder;    ///< new, or empty
    std::string finding;             ///< whose label names the folders: the finding, "No <finding>" and "unknown"
    std::vector<std::size_t> images; ///< of the table
    double threshold = 0.5;
    bool hardLinks = false; ///< where the file system has them, else copies
};

struct ImageExportSummary {
    std::size_t written = 0, linked = 0;
    std::vector<Failure> missing; ///< images that were not there, or could not be copied
};

/// Writes images into a folder a class, and images.csv beside them (`path,patient_id,finding,label,probability,called,source`), for other
/// tools. Images of one name get numbers; nothing is moved, and nothing that lies there is overwritten. An image that is gone stops no
/// other. Fails with BadArgument where the folder holds something, CannotWrite, DiskFull, or Cancelled, which leaves what was written.
Result<ImageExportSummary> exportImages(const OpenedResult& result, const CorrectionsByImage& corrections, const ImageExportOrder& order,
                                        const std::function<void(std::size_t done)>& progress = {}, std::stop_token stop = {});

} // namespace lucency::app
