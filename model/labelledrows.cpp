#include "model/labelledrows.h"

#include "model/celltext.h"
#include "model/cellwords.h"
#include "model/datafolder.h"
#include "model/labelcells.h"
#include "model/labelcolumns.h"
#include "model/textencoding.h"

#include <algorithm>
#include <map>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;
using Row = std::vector<std::string>;

using WordCount = std::map<std::string, long>;

void readFlags(const Row& cells, const LabelColumns& columns, LabelledRow& row, std::map<std::size_t, WordCount>& unknown)
{
    for (const auto& [column, findings] : columns.flags) {
        if (const auto cell = trimmed(cells[column]); !cell.empty() && meansUnknown(cell)) ++unknown[column][cell];
        const auto flag = flagOf(cells[column]).value_or(Label::Unknown);
        row.statement.anything |= flag != Label::Unknown;
        if (flag == Label::Present) row.statement.present.insert(findings.begin(), findings.end());
        if (flag == Label::Unknown) row.statement.open.insert(findings.begin(), findings.end());
    }
}

/// What stands in a cell of the header may be the stem of an image's name by chance, such as "image"; one with a number in it is none.
bool namesImage(const std::string& cell, const std::unordered_set<std::string>& imageNames)
{
    const auto name = trimmed(cell), base = baseNameOf(name);
    const bool isName = base.find('.') != std::string::npos || base.find_first_of("0123456789") != std::string::npos;
    return isName && (imageNames.contains(name) || imageNames.contains(base));
}

} // namespace

std::vector<ColumnRole> columnRoles(const CsvTable& table, const DataSource& source, const FindingNames& names,
                                    const std::unordered_set<std::string>& imageNames)
{
    const ColumnReader reader(table, source, names);
    auto columns = reader.named();
    reader.workOut(columns, imageNames);
    std::vector<ColumnRole> roles(table.columns.size(), ColumnRole::Other);
    const auto set = [&](int column, ColumnRole role) {
        if (column >= 0) roles[static_cast<std::size_t>(column)] = role;
    };
    set(columns.part, ColumnRole::Part);
    set(columns.view, ColumnRole::View);
    set(columns.sex, ColumnRole::Sex);
    set(columns.age, ColumnRole::Age);
    set(columns.patient, ColumnRole::Patient);
    set(columns.label, ColumnRole::Label);
    for (const auto& [column, findings] : columns.flags)
        roles[column] = ColumnRole::Flag;
    set(columns.image, ColumnRole::Image);
    return roles;
}

std::vector<std::string> namesOfImage(const fs::path& file, const fs::path& root)
{
    return {asUtf8(file.filename().string()), asUtf8(file.lexically_relative(root).generic_string()), asUtf8(file.stem().string())};
}

Result<LabelledRows> LabelledRows::read(const fs::path& file, const DataSource& source, const FindingNames& names,
                                        const std::unordered_set<std::string>& imageNames, bool exact)
{
    const auto table = readCsvTable(file);
    if (!table) return table.error();
    const ColumnReader reader(*table, source, names);
    auto columns = reader.named();
    const bool namesPatients = columns.patient >= 0;
    if (!exact) reader.workOut(columns, imageNames);
    if (exact) reader.workOutPart(columns);
    if (exact) reader.checkWords(columns);
    // A source that says there is no column of words has one a finding.
    if (exact && columns.label == LabelColumns::none) reader.workOutLabels(columns);
    if (columns.image < 0) return Failure{FailureKind::MissingColumn, file.string(), source.imageColumn};
    if (columns.oddWords)
        return Failure{columns.oddWordsGuessed ? FailureKind::NotALabelTable : FailureKind::BadArgument, file.string(), *columns.oddWords};
    if (columns.label < 0 && columns.flags.empty()) return Failure{FailureKind::MissingColumn, file.string(), source.labelColumn};
    if (const auto missing = reader.missingColumn()) return Failure{FailureKind::BadArgument, file.string(), *missing};
    if (const auto& first = table->columns[static_cast<std::size_t>(columns.image)]; namesImage(first, imageNames))
        return Failure{FailureKind::BadArgument, file.string(),
                       "its first row names an image, " + trimmed(first) +
                           ": the table has no header row. Put one above it, such as \"Image Index,Finding Labels\""};
    if (columns.oddCell) return Failure{FailureKind::BadNumber, file.string(), *columns.oddCell};
    if (const auto odd = reader.oddPart(columns)) return Failure{FailureKind::BadArgument, file.string(), *odd};

    LabelledRows rows;
    rows.m_windows1252 = table->windows1252;
    rows.m_guessedPatients = !namesPatients && columns.patient >= 0;
    for (const auto& [column, findings] : columns.flags)
        rows.m_columnFindings.insert(rows.m_columnFindings.end(), findings.begin(), findings.end());
    const auto cell = [](const Row& row, int column) {
        return column < 0 ? std::string() : trimmed(row[static_cast<std::size_t>(column)]);
    };
    std::optional<LabelCells> labels;
    if (columns.label >= 0) labels.emplace(*table, static_cast<std::size_t>(columns.label), names);
    std::map<std::size_t, WordCount> unknown;
    WordCount nobody;
    for (std::size_t r = 0; r < table->rows.size(); ++r) {
        const auto& cells = table->rows[r];
        const auto image = cell(cells, columns.image);
        if (image.empty()) continue; // spreadsheets leave empty lines at the end
        rows.m_names.add(image);
        auto& row = rows.m_byName[image];
        ++rows.m_rows;
        ++row.rows;
        if (labels)
            labels->read(cell(cells, columns.label), r, row);
        else
            readFlags(cells, columns, row, unknown);
        if (const auto patient = cell(cells, columns.patient); !meansNobody(patient))
            row.patient = patient;
        else if (!patient.empty())
            ++nobody[patient];
        row.age = cell(cells, columns.age);
        row.sex = cell(cells, columns.sex);
        row.view = cell(cells, columns.view);
        // Of several parts the one that is most held back.
        row.part = std::max(row.part, partCalled(cell(cells, columns.part)));
    }
    if (labels) {
        rows.m_remarks = labels->remarks();
        rows.m_doubt = labels->doubt();
    }
    const auto called = [&](std::size_t column) { return "\"" + table->columns[column] + "\""; };
    for (const auto& [column, words] : unknown)
        rows.m_remarks.push_back(unknownCells(called(column), words) + "; they are left out of the loss");
    if (!nobody.empty())
        rows.m_remarks.push_back(unknownCells(called(static_cast<std::size_t>(columns.patient)), nobody) +
                                 "; they count as empty, and name no patient");
    return rows;
}

const LabelledRow* LabelledRows::rowOf(const std::vector<std::string>& namesOfOne, bool onlyOne) const
{
    const auto* name = m_names.of(namesOfOne, onlyOne);
    return name ? &m_byName.at(*name) : nullptr;
}

} // namespace lucency::model
