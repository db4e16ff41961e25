#pragma once

#include "imaging/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lucency::model {

/// A CSV file as it stands: the names of its columns and its rows, each as long as the header.
struct LabelTable {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;

    /// Index of a column, or -1.
    int column(const std::string& name) const;
};

/// Reads a CSV file (quotes, CRLF and a byte order mark understood; short rows are filled, trailing empty columns kept). Fails with
/// NotFound, Unreadable or NotALabelTable.
Result<LabelTable> readLabelTable(const std::filesystem::path& file);

/// A CSV field, quoted where it has to be.
std::string csvField(const std::string& text);

} // namespace lucency::model
