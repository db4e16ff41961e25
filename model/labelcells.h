#pragma once

#include "model/csv.h"
#include "model/findingnames.h"
#include "model/labelledrows.h"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lucency::model {

/// Takes the cells of a column of labels apart. Labels are joined by "|", or by ";" where no "|" is in the cell; by "," or "+" only where
/// every piece is a finding that is known: one of the recipe's or of resources/findings.json, or one that stands alone in another cell.
/// A piece that says that nothing is known leaves open whatever the others do not name; alone it says nothing, as an empty cell does.
class LabelCells {
public:
    LabelCells(const CsvTable& table, std::size_t column, const FindingNames& names);

    /// The labels of a cell, without those that say that nothing is known.
    std::vector<std::string> words(const std::string& cell) const;
    /// Adds what a cell says to what is said of its image; number is its row in the table, from 0.
    void read(const std::string& cell, std::size_t number, LabelledRow& row);
    /// What people should be told of how the cells were read.
    std::vector<std::string> remarks() const;
    /// The first cell whose labels may be joined by something that is not understood.
    const std::optional<std::string>& doubt() const { return m_doubt; }

private:
    bool isUnknown(const std::string& word) const;
    bool isKnown(const std::string& word) const;
    bool isWhole(const std::string& cell) const;
    char separatorOf(const std::string& cell) const;
    std::optional<std::string> doubtOf(const std::string& cell, std::size_t number) const;

    const FindingNames& m_names;
    std::string m_column;
    std::set<std::string> m_alone; ///< plain names of labels that stand alone in a cell
    std::map<std::string, long> m_unknown;
    std::map<char, long> m_joined; ///< cells that were taken apart at a separator that is not the usual one
    std::optional<std::string> m_doubt;
};

/// "3 cells of "x" say that nothing is known (nan, ?)...", for a number of cells by what stands in them; empty for none.
std::string unknownCells(const std::string& column, const std::map<std::string, long>& cells);

} // namespace lucency::model
