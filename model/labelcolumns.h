#pragma once

#include "model/labelledrows.h"

#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace lucency::model {

/// The name of a file in a path of any system: what follows the last slash or backslash.
std::string baseNameOf(const std::string& path);

/// What a cell of a column of 0 and 1 says; nothing for a cell that such a column does not have. Empty and -1 (uncertain) are unknown.
std::optional<Label> flagOf(const std::string& cell);

/// Reads a cell such as "Effusion|Mass"; an empty one says nothing.
void readLabels(const std::string& cell, const FindingNames& names, LabelledRow& row);

/// Which columns of a label table mean what.
struct LabelColumns {
    static constexpr int unnamed = -1; ///< no column yet: it may be worked out
    static constexpr int none = -2;    ///< said to have no column

    int image = unnamed, label = unnamed, patient = unnamed, age = unnamed, sex = unnamed, view = unnamed, part = unnamed;
    std::vector<std::pair<std::size_t, std::vector<std::string>>> flags; ///< columns of 0 and 1, and the findings present at 1
    /// The first cell of a column of 0 and 1 that is neither, nor unknown: such a table must not be learnt from.
    std::optional<std::string> oddCell;
};

/// Works out the columns of a label table.
class ColumnReader {
public:
    ColumnReader(const CsvTable& table, const DataSource& source, const FindingNames& names);

    /// Those that the source names.
    LabelColumns named() const;
    /// All others, by what they are called and what stands in them.
    void workOut(LabelColumns& columns, const std::unordered_set<std::string>& imageNames) const;
    /// Columns of labels alone, by the same.
    void workOutLabels(LabelColumns& columns) const;
    /// The column that says which part an image belongs to.
    void workOutPart(LabelColumns& columns) const;
    /// Why a column of parts cannot be followed: a cell that names none.
    std::optional<std::string> oddPart(const LabelColumns& columns) const;

private:
    /// How many cells of a column are 0 or 1, or neither.
    struct FlagCount {
        long present = 0, absent = 0, odd = 0;
        std::size_t firstOdd = 0; ///< row

        bool isFlag() const { return odd == 0 && present > 0 && absent > 0; }
        bool hasFlags() const { return present + absent > 0; }
        /// A flag column but for slips of the pen.
        bool isNearlyFlag() const { return present > 0 && absent > 0 && odd > 0 && odd * 5 <= present + absent; }
    };

    int columnNamed(const std::string& name) const;
    int columnCalled(std::initializer_list<const char*> usual) const;
    int columnOfImages(const std::unordered_set<std::string>& imageNames) const;
    FlagCount flagsIn(std::size_t column) const;
    bool isFlagOrNearly(std::size_t column) const;
    bool isTaken(const LabelColumns& columns, std::size_t column) const;
    bool takeAsFlag(LabelColumns& columns, std::size_t column, std::vector<std::string> findings) const;
    void workOutUsualLabels(LabelColumns& columns, const std::vector<std::size_t>& others) const;
    bool namesFindings(std::size_t column) const;
    std::string cellText(std::size_t row, std::size_t column) const;

    const CsvTable& m_table;
    const DataSource& m_source;
    const FindingNames& m_names;
};

} // namespace lucency::model
