#include "model/labelcells.h"

#include "model/celltext.h"
#include "model/cellwords.h"
#include "model/datafolder.h"
#include "model/numbered.h"

#include <algorithm>
#include <array>

namespace lucency::model {

namespace {

/// Separators that are understood where they leave no doubt. "Nodule/Mass" is one finding in public data, so "/" is none of them.
constexpr std::array otherSeparators{',', '+'};
constexpr const char* anySeparator = ",+/&";

std::vector<std::string> pieces(const std::string& cell, char separator)
{
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin <= cell.size();) {
        const auto end = std::min(cell.find(separator, begin), cell.size());
        if (auto word = trimmed(cell.substr(begin, end - begin)); !word.empty()) words.push_back(std::move(word));
        begin = end + 1;
    }
    return words;
}

std::string quoted(const std::string& text)
{
    return "\"" + text + "\"";
}

} // namespace

std::string unknownCells(const std::string& column, const std::map<std::string, long>& cells)
{
    constexpr std::size_t named = 5;
    long count = 0;
    std::string words;
    std::size_t number = 0;
    for (const auto& [word, times] : cells) {
        count += times;
        if (number++ < named) words += (words.empty() ? "" : ", ") + word;
    }
    if (cells.size() > named) words += ", ...";
    return count == 0 ? std::string()
                      : numbered(count, "cell", "cells") + " of " + column + (count == 1 ? " says" : " say") + " that nothing is known (" +
                            words + ")";
}

LabelCells::LabelCells(const CsvTable& table, std::size_t column, const FindingNames& names)
    : m_names(names)
    , m_column(quoted(table.columns[column]))
{
    for (const auto& row : table.rows) {
        const auto cell = trimmed(row[column]);
        if (cell.find_first_of("|;") == std::string::npos && cell.find_first_of(anySeparator) == std::string::npos && !isUnknown(cell))
            m_alone.insert(plainName(cell));
    }
}

bool LabelCells::isUnknown(const std::string& word) const
{
    return meansUnknown(word) && !m_names.mentions(word);
}

bool LabelCells::isKnown(const std::string& word) const
{
    return m_names.mentions(word) || meansNoFinding(word) || usualSpelling(word) || m_alone.contains(plainName(word));
}

/// Whether a cell is one label whatever stands in it.
bool LabelCells::isWhole(const std::string& cell) const
{
    return m_names.mentions(cell) || usualSpelling(cell) || isUnknown(cell);
}

char LabelCells::separatorOf(const std::string& cell) const
{
    if (cell.find('|') != std::string::npos) return '|';
    if (cell.find(';') != std::string::npos) return ';';
    if (cell.find_first_of(anySeparator) == std::string::npos || isWhole(cell)) return '|';
    for (const char separator : otherSeparators) {
        const auto words = pieces(cell, separator);
        if (words.size() > 1 && std::all_of(words.begin(), words.end(), [this](const auto& word) { return isKnown(word); }))
            return separator;
    }
    return '|';
}

std::vector<std::string> LabelCells::words(const std::string& cell) const
{
    auto words = pieces(cell, separatorOf(cell));
    std::erase_if(words, [this](const auto& word) { return isUnknown(word); });
    return words;
}

std::optional<std::string> LabelCells::doubtOf(const std::string& cell, std::size_t number) const
{
    const auto at = cell.find_first_of(anySeparator);
    if (at == std::string::npos || cell.find_first_of("|;") != std::string::npos || isWhole(cell)) return std::nullopt;
    const auto words = pieces(cell, cell[at]);
    if (words.size() < 2 || std::none_of(words.begin(), words.end(), [this](const auto& word) { return isKnown(word); }))
        return std::nullopt;
    return "row " + std::to_string(number + 2) + ", column " + m_column + ": " + quoted(cell) +
           " is taken for one finding; labels are joined by \"|\", or by \";\", \",\" or \"+\" between findings that are known";
}

void LabelCells::read(const std::string& cell, std::size_t number, LabelledRow& row)
{
    if (cell.empty()) return;
    const char separator = separatorOf(cell);
    const auto all = pieces(cell, separator);
    const bool unknown = std::any_of(all.begin(), all.end(), [this](const auto& word) { return isUnknown(word); });
    if (unknown) ++m_unknown[cell];
    if (all.size() > 1 && separator != '|' && separator != ';') ++m_joined[separator];
    if (all.size() < 2 && !m_doubt) m_doubt = doubtOf(cell, number);
    for (const auto& name : all) {
        if (isUnknown(name)) continue;
        row.statement.anything = true;
        row.statement.othersOpen |= unknown;
        if (const auto findings = m_names.findingsOf(name))
            row.statement.present.insert(findings->begin(), findings->end());
        else
            row.unknownNames.push_back(name);
    }
}

std::vector<std::string> LabelCells::remarks() const
{
    std::vector<std::string> remarks;
    if (auto text = unknownCells(m_column, m_unknown); !text.empty())
        remarks.push_back(text + "; what they leave open is left out of the loss");
    for (const auto& [separator, count] : m_joined)
        remarks.push_back(numbered(count, "cell", "cells") + " of " + m_column + (count == 1 ? " joins" : " join") + " findings by \"" +
                          separator + "\", understood as \"|\"");
    return remarks;
}

} // namespace lucency::model
