#pragma once

#include "model/labelledrows.h"
#include "model/writtennames.h"

#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace lucency::model {

/// What a cell of a column of 0 and 1 says; nothing for a cell that such a column does not have. Empty and -1 (uncertain) are unknown.
std::optional<Label> flagOf(const std::string& cell);

/// Which columns of a label table mean what.
struct LabelColumns {
    static constexpr int unnamed = -1; ///< no column yet: it may be worked out
    static constexpr int none = -2;    ///< said to have no column

    int image = unnamed, label = unnamed, patient = unnamed, age = unnamed, sex = unnamed, view = unnamed, part = unnamed;
    std::vector<std::pair<std::size_t, std::vector<std::string>>> flags; ///< columns of 0 and 1, and the findings present at 1
    /// The first cell of a column of 0 and 1 that is neither, nor unknown: such a table must not be learnt from.
    std::optional<std::string> oddCell;
    /// The first cell of what should be labels that says that something is there, and not what.
    std::optional<std::string> oddWords;
    bool oddWordsGuessed = false; ///< nothing says that these stand in a column of labels: it may be one of anything
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
    /// Refuses a column of labels that say that something is there, and not what.
    void checkWords(LabelColumns& columns) const;
    /// The column that says which part an image belongs to.
    void workOutPart(LabelColumns& columns) const;
    /// Why a table cannot be read as the source says: a column that it names and the table lacks. Those that it has where nothing is said
    /// may be lacking.
    std::optional<std::string> missingColumn() const;
    /// Why a column of parts cannot be followed: a cell that names none.
    std::optional<std::string> oddPart(const LabelColumns& columns) const;

private:
    /// How many cells of a column are 0 or 1, or neither.
    struct FlagCount {
        long present = 0, absent = 0, odd = 0;
        long words = 0;                          ///< of those present, cells such as "positive", which no finding is called
        std::size_t firstOdd = 0, firstWord = 0; ///< rows

        bool isFlag() const { return odd == 0 && present > 0 && absent > 0; }
        bool hasFlags() const { return present + absent > 0; }
        /// A flag column but for slips of the pen.
        bool isNearlyFlag() const { return present > 0 && absent > 0 && odd > 0 && odd * 5 <= present + absent; }
    };

    int columnNamed(const std::string& name) const;
    int columnCalled(std::span<const char* const> usual) const;
    int columnOfImages(const std::unordered_set<std::string>& imageNames) const;
    FlagCount flagsIn(std::size_t column) const;
    bool isFlagOrNearly(std::size_t column) const;
    bool isTaken(const LabelColumns& columns, std::size_t column) const;
    bool isOfLabels(std::size_t column) const;
    bool takeAsFlag(LabelColumns& columns, std::size_t column, std::vector<std::string> findings) const;
    void workOutUsualLabels(LabelColumns& columns, const std::vector<std::size_t>& others) const;
    bool refusedAsTicks(LabelColumns& columns, std::size_t column) const;
    bool refusedAsWords(LabelColumns& columns, std::size_t column) const;
    bool namesFindings(std::size_t column) const;
    std::string cellText(std::size_t row, std::size_t column) const;

    const CsvTable& m_table;
    const DataSource& m_source;
    const FindingNames& m_names;
};

} // namespace lucency::model
