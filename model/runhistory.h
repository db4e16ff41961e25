#pragma once

#include "imaging/result.h"
#include "model/trainer.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lucency::model {

/// history.csv of a run.
struct RunHistory {
    std::vector<std::string> findings; ///< of the columns, in their order
    std::vector<EpochRecord> epochs;
};

/// The history as CSV, one row an epoch; a column a finding's validation AUC, and at the end two a finding for the ends of its 95 %
/// interval; empty where it has one class only.
std::string historyCsv(const std::vector<std::string>& findings, const std::vector<EpochRecord>& history);

/// Reads history.csv, also one of an earlier version; what it does not know is NaN, or 0 for what is counted. Fails as readCsvTable().
Result<RunHistory> readHistory(const std::filesystem::path& file);

} // namespace lucency::model
