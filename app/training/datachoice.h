#pragma once

#include "imaging/result.h"
#include "model/recipe.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lucency::app {

/// The radiographs and labels that a person has given for training, and how they are to be read.
struct DataChoice {
    std::vector<std::filesystem::path> given; ///< folders, one label table (CSV) and one list of training images (TXT) at most
    std::string table;                        ///< the label table of several that lie in the folder, with its path; empty where it is clear
    /// Columns of the table; empty: worked out, "-": none.
    std::string imageColumn, labelColumn, patientColumn, ageColumn, sexColumn;
    std::map<std::string, std::string> meanings; ///< what a label or class folder stands for: a finding, or empty for none
    std::vector<std::string> patientPatterns;    ///< as in model::DataSource; used where patientRule says so
    std::string patientRule;                     ///< "" for the one that fits best, "pattern" for patientPatterns, "image" for one an image

    bool operator==(const DataChoice&) const = default;
};

/// Findings that are in the data and are not to be learnt.
using LeftOut = std::set<std::string>;

/// Where the data of a choice lie, as a recipe names them.
struct ArrangedData {
    std::filesystem::path dataFolder;
    std::vector<model::DataSource> sources;
    std::string trainingList; ///< as in model::SplitPlan
};

/// Works out the folder and the sources of what was given: one folder, folders that are classes or parts of one another, several folders,
/// or a table with or without folders (with several, its columns have to be named). Looks at the disk: not for the GUI thread. Fails with NotFound, EmptyFolder (nothing given),
/// BadArgument (two tables, or a file that is neither) naming what is at fault.
Result<ArrangedData> arrange(const DataChoice& choice);

} // namespace lucency::app
