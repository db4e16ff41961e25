#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/csv.h"
#include "model/findingnames.h"
#include "model/writtennames.h"

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace lucency::model {

/// Names by which a table may mean an image: its path, its base name, and that without the extension.
std::vector<std::string> namesOfImage(const std::filesystem::path& file, const std::filesystem::path& root);

/// What a label table says of one image.
struct LabelledRow {
    Statement statement;
    std::vector<std::string> unknownNames; ///< labels that stand for no finding of the recipe
    std::string patient, age, sex, view;   ///< empty where the table does not say
    std::optional<Part> part;
    int rows = 0; ///< of the table that say it
};

/// What a column of a label table is taken for.
enum class ColumnRole {
    Other,
    Image,
    Label, ///< findings in words
    Flag,  ///< 0 or 1 for one finding
    Patient,
    Age,
    Sex,
    View,
    Part,
};

/// What each column of a table is taken for, as LabelledRows reads it; imageNames as there. A role that no column has is missing.
std::vector<ColumnRole> columnRoles(const CsvTable& table, const DataSource& source, const FindingNames& names,
                                    const std::unordered_set<std::string>& imageNames);

/// A label table of any usual shape: labels joined by "|" in one column, one finding in a column of 0 and 1, or a column a finding with 0,
/// 1 or nothing (also -1, uncertain) in it. An image that stands in several rows has what any of them says.
class LabelledRows {
public:
    /// With exact the columns are those that the source names; else they are worked out where the source names none that is there: the
    /// images' column is the one that names most of imageNames. A column named "-" is none at all. A column of parts is read either way.
    /// Fails as readCsvTable(), with MissingColumn, and naming row, column and value with BadNumber for a column of 0 and 1 that holds
    /// something else, and with BadArgument for a column of parts that does, or one of labels that says "positive" or "x" and not of what;
    /// with BadArgument too where the table lacks a column that the source names, or its first row is no header. NotALabelTable where such
    /// words stand in a column that is not called as those of labels are.
    static Result<LabelledRows> read(const std::filesystem::path& file, const DataSource& source, const FindingNames& names,
                                     const std::unordered_set<std::string>& imageNames, bool exact);

    /// The row of an image under any of its names (of namesOfImage()), or else the only row of its base name in any case, whose path may
    /// be one of another computer: where the image is not the only one of that name, the path has to share a folder with its own. Null
    /// where there is none.
    const LabelledRow* rowOf(const std::vector<std::string>& namesOfOne, bool onlyOne) const;
    /// Whether the table was not UTF-8.
    bool windows1252() const { return m_windows1252; }
    int rows() const { return m_rows; }
    /// Findings of the columns of such tables as have one a finding; empty otherwise.
    const std::vector<std::string>& columnFindings() const { return m_columnFindings; }
    /// What people should be told of how the cells were read.
    const std::vector<std::string>& remarks() const { return m_remarks; }
    /// The first cell whose labels may be joined by something that is not understood, in words.
    const std::optional<std::string>& doubt() const { return m_doubt; }
    bool guessedPatients() const { return m_guessedPatients; }

private:
    WrittenNames m_names;
    std::unordered_map<std::string, LabelledRow> m_byName;
    std::vector<std::string> m_columnFindings, m_remarks;
    std::optional<std::string> m_doubt;
    int m_rows = 0;
    bool m_guessedPatients = false, m_windows1252 = false;
};

} // namespace lucency::model
