#pragma once

#include "app/training/survey.h"

#include <filesystem>
#include <string>
#include <unordered_set>

namespace lucency::app {

/// Reads a label table for the survey: the columns, the first rows, labels that contradict each other, and the words it uses. Fails as
/// model::readCsvTable().
Done surveyTable(const std::filesystem::path& file, const model::DataSource& source, const std::unordered_set<std::string>& imageNames,
                 Survey& survey);

} // namespace lucency::app
