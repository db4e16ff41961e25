#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/recipe.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace lucency::model {

/// The CSV files in a folder and in those directly below it, in the order of their names: tables of labels may be among them. What a run
/// left there is not: none of its own files, and no table at all in its folder, unless that is the folder itself or holds images (one of
/// imageFolders).
std::vector<std::filesystem::path> tablesIn(const std::filesystem::path& folder, const std::set<std::filesystem::path>& imageFolders = {});

/// Whether a recipe can name a table so: fails with BadArgument for a name that is not UTF-8, which JSON does not hold.
Done checkTableName(const std::string& name);

/// Whether a source finds its labels by what lies there, because it names no table that is there.
bool searchesLabels(const DataSource& source, const std::filesystem::path& dataFolder);

/// Writes down the table that such sources found, as it is named from the data folder, so that the recipe repeats what was read even when
/// more tables lie there. The counts are those of a cohort gathered for these sources.
void nameFoundTables(std::vector<DataSource>& sources, const std::vector<SourceCount>& counts, const std::filesystem::path& dataFolder);

} // namespace lucency::model
