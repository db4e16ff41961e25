#pragma once

#include "app/predictiontable.h"
#include "imaging/result.h"

#include <filesystem>
#include <map>
#include <string>

namespace lucency::app {

/// Which part of a split ("train", "validation", "test") the images belong to, by the path in the split.
using PartOfImage = std::map<std::string, std::string>;

/// Reads a run's split.csv (`path,patient_id,part,labels`). Fails as model::readCsvTable(), and with MissingColumn, NotALabelTable (an
/// unknown part) or BadArgument (an image twice).
Result<PartOfImage> readParts(const std::filesystem::path& file);

/// The part of a path, which may lie below a folder that the split does not name; empty for an image that is not in the split.
std::string partOf(const PartOfImage& parts, const std::string& path, const std::filesystem::path& folder = {});

/// The predictions of one part's images alone.
PredictionTable onlyPart(const PredictionTable& table, const PartOfImage& parts, const std::string& part,
                         const std::filesystem::path& folder = {});

/// Whether a path stands for a synthetic image, as a run's tables name them. Figures are those of real radiographs.
bool isPhantom(const std::string& path);

/// The predictions of real images alone.
PredictionTable withoutPhantoms(const PredictionTable& table);

} // namespace lucency::app
