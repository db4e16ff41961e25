#include "model/labelledrows.h"

#include "model/datafolder.h"

#include <algorithm>
#include <array>
#include <span>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;
using Row = std::vector<std::string>;

std::string trimmed(const std::string& text)
{
    const auto begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// What a cell of a column of 0 and 1 says; nothing for a cell that such a column does not have. Empty and -1 (uncertain) are unknown.
std::optional<Label> flagOf(const std::string& cell)
{
    const auto plain = plainName(cell);
    if (plain == "1" || plain == "1.0" || plain == "true" || plain == "yes") return Label::Present;
    if (plain == "0" || plain == "0.0" || plain == "false" || plain == "no") return Label::Absent;
    if (plain.empty() || plain == "-1" || plain == "-1.0" || plain == "nan") return Label::Unknown;
    return std::nullopt;
}

/// Reads a cell such as "Effusion|Mass"; an empty one says nothing.
void readLabels(const std::string& cell, const FindingNames& names, LabelledRow& row)
{
    std::size_t begin = 0;
    const char separator = cell.find('|') == std::string::npos && cell.find(';') != std::string::npos ? ';' : '|';
    while (begin <= cell.size()) {
        const auto end = std::min(cell.find(separator, begin), cell.size());
        const auto name = trimmed(cell.substr(begin, end - begin));
        begin = end + 1;
        if (name.empty()) continue;
        row.statement.anything = true;
        if (const auto findings = names.findingsOf(name))
            row.statement.present.insert(findings->begin(), findings->end());
        else
            row.unknownNames.push_back(name);
    }
}

constexpr int unnamed = -1; ///< no column yet: it may be worked out
constexpr int none = -2;    ///< said to have no column

/// Which columns mean what; below zero for none.
struct Columns {
    int image = -1, label = -1, patient = -1, age = -1, sex = -1, view = -1, part = -1;
    std::vector<std::pair<std::size_t, std::vector<std::string>>> flags; ///< columns of 0 and 1, and the findings present at 1
};

class ColumnReader {
public:
    ColumnReader(const CsvTable& table, const DataSource& source, const FindingNames& names)
        : m_table(table)
        , m_source(source)
        , m_names(names)
    {
    }

    Columns named() const
    {
        Columns columns;
        columns.image = columnNamed(m_source.imageColumn);
        columns.label = columnNamed(m_source.labelColumn);
        columns.age = columnNamed(m_source.ageColumn);
        columns.sex = columnNamed(m_source.sexColumn);
        columns.view = columnNamed(m_source.viewColumn);
        if (!m_source.patientColumn.empty()) columns.patient = columnNamed(m_source.patientColumn);
        return columns;
    }

    void workOut(Columns& columns, const std::unordered_set<std::string>& imageNames) const
    {
        if (columns.image == unnamed) columns.image = columnOfImages(imageNames);
        const auto guess = [&](int& column, std::initializer_list<const char*> usual) {
            if (column == unnamed) column = columnCalled({usual.begin(), usual.size()});
        };
        guess(columns.age, {"patient age", "age", "age years", "patientage"});
        guess(columns.sex, {"patient gender", "patient sex", "sex", "gender", "patientsex"});
        guess(columns.view, {"view position", "view", "viewposition", "projection"});
        guess(columns.patient, {"patient id", "patientid", "patient", "subject id", "subject", "subjectid", "case id"});
        guess(columns.part, {"part", "split", "set", "partition", "subset"});
        if (columns.label >= 0 && isFlag(static_cast<std::size_t>(columns.label))) {
            // The person named a column of 0 and 1: it tells the finding that it is called after, or the only one.
            const auto column = static_cast<std::size_t>(columns.label);
            columns.label = unnamed;
            if (!m_names.mentions(m_table.columns[column]) && !m_names.only().empty())
                columns.flags.emplace_back(column, std::vector{m_names.only()});
            else if (const auto named = m_names.findingsOf(m_table.columns[column]); named && !named->empty())
                columns.flags.emplace_back(column, *named);
        }
        if (columns.label == unnamed && columns.flags.empty()) workOutLabels(columns);
    }

    void workOutLabels(Columns& columns) const
    {
        std::vector<std::size_t> others;
        for (std::size_t c = 0; c < m_table.columns.size(); ++c)
            if (!isTaken(columns, c) && !m_table.columns[c].empty()) others.push_back(c);
        for (const auto c : others)
            if (m_names.mentions(m_table.columns[c]) && isFlagOrOneClass(c))
                columns.flags.emplace_back(c, *m_names.findingsOf(m_table.columns[c]));
        if (!columns.flags.empty()) return;
        workOutUsualLabels(columns, others);
    }

private:
    int columnNamed(const std::string& name) const { return name == "-" ? none : m_table.column(name); }

    int columnCalled(std::span<const char* const> usual) const
    {
        for (const char* name : usual)
            for (std::size_t c = 0; c < m_table.columns.size(); ++c)
                if (plainName(m_table.columns[c]) == name) return static_cast<int>(c);
        return -1;
    }

    int columnOfImages(const std::unordered_set<std::string>& imageNames) const
    {
        int best = -1;
        long most = 0;
        for (std::size_t c = 0; c < m_table.columns.size(); ++c) {
            const auto met = std::count_if(m_table.rows.begin(), m_table.rows.end(),
                                           [&](const Row& row) { return imageNames.contains(trimmed(row[c])); });
            if (met > most) {
                most = met;
                best = static_cast<int>(c);
            }
        }
        return best;
    }

    bool isFlag(std::size_t column) const
    {
        bool present = false, absent = false;
        for (const auto& row : m_table.rows) {
            const auto flag = flagOf(row[column]);
            if (!flag) return false;
            present |= flag == Label::Present;
            absent |= flag == Label::Absent;
        }
        return present && absent;
    }

    bool isTaken(const Columns& columns, std::size_t column) const
    {
        const std::array taken{columns.image, columns.patient, columns.age, columns.sex, columns.view, columns.part};
        return std::find(taken.begin(), taken.end(), static_cast<int>(column)) != taken.end();
    }

    void workOutUsualLabels(Columns& columns, const std::vector<std::size_t>& others) const
    {
        static constexpr std::array usual{"finding labels", "finding label", "labels", "label",    "findings", "finding",
                                          "diagnosis",      "class",         "target", "category", "dx",       "result"};
        int column = columnCalled(usual);
        if (column >= 0 && isTaken(columns, static_cast<std::size_t>(column))) column = -1;
        if (column < 0 && others.size() == 1 && (isFlag(others.front()) || namesFindings(others.front())))
            column = static_cast<int>(others.front());
        if (column >= 0 && !isFlag(static_cast<std::size_t>(column))) {
            columns.label = column;
            return;
        }
        // One column of 0 and 1 tells the only finding that the source knows.
        if (column >= 0 && !m_names.only().empty()) {
            columns.flags.emplace_back(static_cast<std::size_t>(column), std::vector{m_names.only()});
            return;
        }
        if (!m_names.isOpen()) return;
        for (const auto c : others)
            if (isFlag(c)) columns.flags.emplace_back(c, *m_names.findingsOf(m_table.columns[c]));
    }

    /// Whether a column of an unusual name holds what labels hold: at least one word that the recipe or anybody would use.
    bool namesFindings(std::size_t column) const
    {
        return m_names.isOpen() || std::any_of(m_table.rows.begin(), m_table.rows.end(), [&](const Row& row) {
                   LabelledRow read;
                   readLabels(trimmed(row[column]), m_names, read);
                   return read.statement.anything && read.unknownNames.empty();
               });
    }

    /// A column that the recipe mentions may hold one class only; what people are told of that comes later.
    bool isFlagOrOneClass(std::size_t column) const
    {
        return std::all_of(m_table.rows.begin(), m_table.rows.end(), [&](const Row& row) { return flagOf(row[column]).has_value(); });
    }

    const CsvTable& m_table;
    const DataSource& m_source;
    const FindingNames& m_names;
};

void readFlags(const Row& cells, const Columns& columns, LabelledRow& row)
{
    for (const auto& [column, findings] : columns.flags) {
        const auto flag = flagOf(cells[column]).value_or(Label::Unknown);
        row.statement.anything |= flag != Label::Unknown;
        if (flag == Label::Present) row.statement.present.insert(findings.begin(), findings.end());
        if (flag == Label::Unknown) row.statement.open.insert(findings.begin(), findings.end());
    }
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
    return {file.filename().string(), file.lexically_relative(root).generic_string(), file.stem().string()};
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
    // A source that says there is no column of words has one a finding.
    if (exact && columns.label == none) reader.workOutLabels(columns);
    if (columns.image < 0) return Failure{FailureKind::MissingColumn, file.string(), source.imageColumn};
    if (columns.label < 0 && columns.flags.empty()) return Failure{FailureKind::MissingColumn, file.string(), source.labelColumn};

    LabelledRows rows;
    rows.m_rows = static_cast<int>(table->rows.size());
    rows.m_guessedPatients = !namesPatients && columns.patient >= 0;
    for (const auto& [column, findings] : columns.flags)
        rows.m_columnFindings.insert(rows.m_columnFindings.end(), findings.begin(), findings.end());
    const auto cell = [](const Row& row, int column) {
        return column < 0 ? std::string() : trimmed(row[static_cast<std::size_t>(column)]);
    };
    for (const auto& cells : table->rows) {
        auto& row = rows.m_byName[cell(cells, columns.image)];
        ++row.rows;
        if (columns.label >= 0)
            readLabels(cell(cells, columns.label), names, row);
        else
            readFlags(cells, columns, row);
        row.patient = cell(cells, columns.patient);
        row.age = cell(cells, columns.age);
        row.sex = cell(cells, columns.sex);
        row.view = cell(cells, columns.view);
        row.part = partCalled(cell(cells, columns.part));
    }
    return rows;
}

const LabelledRow* LabelledRows::rowOf(const std::vector<std::string>& namesOfOne) const
{
    for (const auto& name : namesOfOne)
        if (const auto row = m_byName.find(name); row != m_byName.end()) return &row->second;
    return nullptr;
}

} // namespace lucency::model
