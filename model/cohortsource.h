#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/findingnames.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::model {

/// The images of one source with what is said of them, before the findings of the cohort are settled.
struct StatedImage {
    CohortImage image; ///< without labels
    Statement statement;
};
struct StatedSource {
    std::vector<StatedImage> images;
    std::vector<std::string> columnFindings; ///< all that is known, where the table has a column a finding
    SourceCount count;
    std::vector<std::string> remarks;
    std::optional<std::string> doubt; ///< the first cell whose labels may be joined by something that is not understood
};

/// Reads a source of files: class folders, a table, or whatever lies there. Fails as gatherCohort() does.
Result<StatedSource> readSourceFiles(const DataSource& source, const std::vector<RecipeFinding>& findings,
                                     const std::filesystem::path& dataFolder, std::stop_token stop);

} // namespace lucency::model
