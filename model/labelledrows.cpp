#include "model/labelledrows.h"

#include "model/celltext.h"
#include "model/datafolder.h"
#include "model/labelcolumns.h"
#include "model/textencoding.h"

#include <algorithm>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;
using Row = std::vector<std::string>;

void readFlags(const Row& cells, const LabelColumns& columns, LabelledRow& row)
{
    for (const auto& [column, findings] : columns.flags) {
        const auto flag = flagOf(cells[column]).value_or(Label::Unknown);
        row.statement.anything |= flag != Label::Unknown;
        if (flag == Label::Present) row.statement.present.insert(findings.begin(), findings.end());
        if (flag == Label::Unknown) row.statement.open.insert(findings.begin(), findings.end());
    }
}

/// The last steps of a path of any system that are the same in another one, in any case.
std::size_t stepsShared(const std::string& one, const std::string& other)
{
    const auto plain = [](std::string path) {
        std::replace(path.begin(), path.end(), '\\', '/');
        return lowerCase(path);
    };
    const auto here = plain(one), there = plain(other);
    std::size_t steps = 0, at = 0;
    for (; at < here.size() && at < there.size() && here[here.size() - 1 - at] == there[there.size() - 1 - at]; ++at)
        steps += here[here.size() - 1 - at] == '/' ? 1 : 0;
    const bool wholeStep =
        (at == here.size() || here[here.size() - 1 - at] == '/') && (at == there.size() || there[there.size() - 1 - at] == '/');
    return steps + (wholeStep ? 1 : 0);
}

/// The row whose path shares a folder with one of the image's names, and more than any other row's; null where there is none.
const std::string* nearestPath(const std::vector<std::string>& rows, const std::vector<std::string>& namesOfOne)
{
    const std::string* nearest = nullptr;
    std::size_t most = 1;
    for (const auto& row : rows) {
        std::size_t shared = 0;
        for (const auto& name : namesOfOne)
            shared = std::max(shared, stepsShared(row, name));
        if (shared < most || shared < 2) continue;
        nearest = shared == most ? nullptr : &row;
        most = shared;
    }
    return nearest;
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
    // A source that says there is no column of words has one a finding.
    if (exact && columns.label == LabelColumns::none) reader.workOutLabels(columns);
    if (columns.image < 0) return Failure{FailureKind::MissingColumn, file.string(), source.imageColumn};
    if (columns.label < 0 && columns.flags.empty()) return Failure{FailureKind::MissingColumn, file.string(), source.labelColumn};
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
    for (const auto& cells : table->rows) {
        const auto image = cell(cells, columns.image);
        if (image.empty()) continue; // spreadsheets leave empty lines at the end
        const auto [known, isNew] = rows.m_byName.try_emplace(image);
        if (isNew) rows.m_byBaseName[lowerCase(baseNameOf(image))].push_back(image);
        auto& row = known->second;
        ++rows.m_rows;
        ++row.rows;
        if (columns.label >= 0)
            readLabels(cell(cells, columns.label), names, row);
        else
            readFlags(cells, columns, row);
        row.patient = cell(cells, columns.patient);
        row.age = cell(cells, columns.age);
        row.sex = cell(cells, columns.sex);
        row.view = cell(cells, columns.view);
        // Of several parts the one that is most held back.
        row.part = std::max(row.part, partCalled(cell(cells, columns.part)));
    }
    return rows;
}

const LabelledRow* LabelledRows::rowOf(const std::vector<std::string>& namesOfOne, bool onlyOne) const
{
    for (const auto& name : namesOfOne)
        if (const auto row = m_byName.find(name); row != m_byName.end()) return &row->second;
    if (namesOfOne.empty()) return nullptr;
    for (const auto& name : {namesOfOne.front(), namesOfOne.back()}) {
        const auto known = m_byBaseName.find(lowerCase(name));
        if (known == m_byBaseName.end()) continue;
        auto candidates = known->second;
        const auto otherCase = [&](const std::string& row) { return baseNameOf(row) != name; };
        if (!std::all_of(candidates.begin(), candidates.end(), otherCase)) std::erase_if(candidates, otherCase);
        if (onlyOne && candidates.size() == 1) return &m_byName.at(candidates.front());
        if (const auto* nearest = nearestPath(candidates, namesOfOne)) return &m_byName.at(*nearest);
    }
    return nullptr;
}

} // namespace lucency::model
