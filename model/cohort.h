#pragma once

#include "imaging/result.h"
#include "model/recipe.h"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::model {

/// What is known of one finding on one image.
enum class Label : signed char { Unknown = -1, Absent = 0, Present = 1 };

/// One image of a training run and what is known of it.
struct CohortImage {
    std::string path;          ///< relative to the data folder; "phantom:SEED" for a synthetic one
    std::string patient;       ///< unique over all sources: "source/patient"
    int source = 0;            ///< index of the recipe's data source
    std::vector<Label> labels; ///< in the order of the recipe's findings
    double age = std::nan("");
    std::string sex, view; ///< as in the table, may be empty
    std::uint64_t phantomSeed = 0;
};

/// How images and labels of a source met.
struct SourceCount {
    std::string name;
    int tableRows = 0;        ///< rows of the label table
    int found = 0;            ///< images that have a label and take part
    int rowsWithoutImage = 0; ///< rows whose image is not in the folders
    int imagesWithoutRow = 0; ///< images that no row names
    int outsideAges = 0;      ///< images left out because of the person's age
};

/// The people and images of a training run, in a stable order.
struct Cohort {
    std::vector<std::string> findings;
    std::vector<CohortImage> images;
    std::vector<SourceCount> counts; ///< one a source
};

/// Finds the recipe's images below the data folder and joins them with their labels by base name. Fails with NotFound, EmptyFolder,
/// NotALabelTable, MissingColumn, UnknownFinding (a label that the recipe has no finding for, "No Finding" excepted) or NoLabelledImages.
Result<Cohort> gatherCohort(const Recipe& recipe, const std::filesystem::path& dataFolder, std::stop_token stop = {});

} // namespace lucency::model
