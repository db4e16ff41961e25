#pragma once

#include "app/predictiontable.h"
#include "imaging/result.h"
#include "model/evaluation/localisation.h"

#include <map>
#include <regex>
#include <string>
#include <vector>

namespace lucency::app {

/// How images and labels met.
struct LabelJoin {
    std::size_t rows = 0; ///< of the label table; images where folders are the labels
    std::size_t met = 0;  ///< images that have a label now
    std::size_t imagesWithoutRow = 0;
    std::vector<std::string> findings; ///< whose presence and absence the labels tell
};

/// What a label is called among the predicted findings; an empty finding means that nothing is found.
using LabelNames = std::map<std::string, std::string>;

/// Takes labels, and who the images show, from a table `Image Index,Finding Labels` (as NIH's, with further columns or without; `path` and
/// `labels` are understood as well), joined by base name. A finding that no row of the table names stays unknown: a table of effusions says
/// nothing of masses. Fails as model::readCsv(), and with NotALabelTable, MissingColumn, UnknownFinding (a label that is neither predicted
/// nor one of the vocabulary), BadArgument (an image twice in the table, or two images of one base name) or NoLabelledImages (no image
/// met).
Result<LabelJoin> joinLabels(PredictionTable& table, const std::filesystem::path& file, const LabelNames& names = {});

/// Takes the name of an image's folder for its label: NORMAL or No Finding, else a finding, with or without what stands in brackets behind
/// its name. Fails with UnknownFinding, naming the folder, and NoLabelledImages.
Result<LabelJoin> labelByFolder(PredictionTable& table, const std::string& subject, const LabelNames& names = {});

/// Fills in patients that no table named: by the first pattern that the base name holds (its group 1), else NIH's, else each image is taken
/// for a patient of its own. Returns how many of the latter there are.
std::size_t fillPatients(PredictionTable& table, const std::vector<std::regex>& patterns = {});

/// Boxes around findings by base name and finding, in shares of the image.
using BoxesByImage = std::map<std::string, std::map<std::string, std::vector<evaluation::Box>>>;

/// Reads a box table (`Image Index,Finding Label,Bbox [x,y,w,h]`). Fails as readLabelTable(), and with NotALabelTable for one of labels.
Result<BoxesByImage> readBoxes(const std::filesystem::path& file);

/// Base name of a path of a record, without the number of a frame.
std::string baseName(const std::string& path);

} // namespace lucency::app
