#pragma once

#include "imaging/result.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lucency::model {

/// Takes the fields of one record; false ends the reading, with nothing wrong.
using CsvRecord = std::function<bool(const std::vector<std::string>& fields)>;

/// Reads CSV (RFC 4180; LF, CRLF and a byte order mark understood) record by record, without keeping it. Fields may be separated by commas,
/// semicolons or tabs, as the first line is (outside of quotes and brackets). The fields are UTF-8: a text with the byte order mark of
/// UTF-16 is turned into it, and a field that is not UTF-8 is read as Windows-1252. Fails with NotALabelTable, naming the record, when a
/// quote is out of place or not closed.
Done parseCsv(std::string_view text, const std::string& subject, const CsvRecord& record);

/// The same from a file of any size. Fails with NotFound or Unreadable too; the subject is the file. Given windows1252, it is set where a
/// field was read as that.
Done readCsv(const std::filesystem::path& file, const CsvRecord& record, bool* windows1252 = nullptr);

/// A CSV file as it stands: the names of its columns and its rows, each as long as the header.
struct CsvTable {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
    bool windows1252 = false; ///< not all of it was UTF-8, what was not is read as Windows-1252

    /// Index of a column, or -1.
    int column(const std::string& name) const;
};

/// Reads a CSV file with a header: short rows are filled, trailing empty columns kept. Fails as readCsv(), and with NotALabelTable when it
/// is empty.
Result<CsvTable> readCsvTable(const std::filesystem::path& file);

/// A CSV field, quoted where it has to be.
std::string csvField(const std::string& text);

} // namespace lucency::model
