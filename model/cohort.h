#pragma once

#include "imaging/result.h"
#include "model/recipe.h"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::model {

/// What is known of one finding on one image.
enum class Label : signed char { Unknown = -1, Absent = 0, Present = 1 };

enum class Part { Train, Validation, Test };
/// "train", "validation" or "test".
const char* partName(Part part);

/// One image of a training run and what is known of it.
struct CohortImage {
    std::string path;          ///< relative to the data folder; "phantom:SEED" for a synthetic one
    std::string patient;       ///< unique over all sources: "source/patient"
    int source = 0;            ///< index of the recipe's data source
    std::vector<Label> labels; ///< in the order of the recipe's findings
    double age = std::nan("");
    std::string sex, view; ///< as in the table or the DICOM header, may be empty
    std::string scanner;   ///< scannerOf() the DICOM header; empty elsewhere
    std::uint64_t phantomSeed = 0;
    std::optional<Part> keptPart; ///< that the data put it in: a folder train, val or test, a column of the table, or an official list
    bool otherFinding = false;    ///< its labels name something that is not among those present: it is not without any finding
};

/// How images and labels of a source met.
struct SourceCount {
    std::string name;
    std::string place; ///< the label table, or the folder that holds the classes
    int tableRows = 0; ///< rows of the label table
    int found = 0;     ///< images that have a label and take part
    int rowsWithoutImage = 0;
    int imagesWithoutRow = 0;
    int outsideAges = 0;     ///< images left out because of the person's age
    int unlabelled = 0;      ///< left out: no finding of the recipe is known of them
    int unknownFindings = 0; ///< left out: their labels name a finding that the recipe does not have
    int withoutFinding = 0;  ///< left out: none of the findings is present, and the recipe ignores such images
    int outsideParts = 0;    ///< left out: beside the folders train, val and test
    int ownPatients = 0;     ///< images of which nothing tells the patient, so that each is one of its own
};

/// The people and images of a training run, in a stable order.
struct Cohort {
    std::vector<std::string> findings;
    std::vector<CohortImage> images;
    std::vector<SourceCount> counts;  ///< one a source
    std::vector<std::string> remarks; ///< what people should be told of how the data were read
};

/// How images and labels of a source met, as a sentence.
std::string describe(const SourceCount& count);

/// Finds the recipe's images below the data folder and joins them with their labels. Images whose findings are all unknown are left out.
/// Fails with NotFound, EmptyFolder, NotALabelTable, MissingColumn, UnknownFinding (a label that the recipe has no finding for, "No
/// Finding" excepted), BadArgument (several tables to choose from; a part that is none; a folder or table whose name is not UTF-8),
/// BadNumber (a cell of 0 and 1 that is neither), BadRecipe (exclusive classes, and an image with two findings), NoLabelledImages or
/// Cancelled; the subject is the file or folder. A recipe without findings gets those that the labels name, in alphabetical order; names
/// that differ only in case, or in underscores for blanks, are one, spelt as resources/findings.json does or else as most images have it.
Result<Cohort> gatherCohort(const Recipe& recipe, const std::filesystem::path& dataFolder, std::stop_token stop = {});

/// A recipe with what only the data can say, and what people should be told of that.
struct CompleteRecipe {
    Recipe recipe;
    std::vector<std::string> remarks;
};

/// Gives a recipe that begins a run the findings that lie in the data where it has none, without those that no source knows because they
/// have too few cases there, and spells all as resources/findings.json does. Fails as gatherCohort() does, and with BadRecipe when nothing
/// is left to learn.
Result<CompleteRecipe> completeRecipe(const Recipe& recipe, const std::filesystem::path& dataFolder, std::stop_token stop = {});

} // namespace lucency::model
