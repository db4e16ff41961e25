#include "model/labelcolumns.h"

#include "model/celltext.h"
#include "model/cellwords.h"
#include "model/datafolder.h"
#include "model/labelcells.h"

#include <algorithm>
#include <array>

namespace lucency::model {

namespace {

using Row = std::vector<std::string>;

/// What columns of labels are called, in the order of preference: none of these names a finding.
constexpr std::array labelNames{"finding labels", "finding label", "labels", "label",    "findings", "finding",
                                "diagnosis",      "class",         "target", "category", "dx",       "result"};

constexpr const char* namesNone =
    " names no finding. Write the finding, or call the column after it and write 1, 0, or nothing for unknown";

} // namespace

std::optional<Label> flagOf(const std::string& cell)
{
    const auto plain = plainName(cell);
    if (plain == "1" || plain == "1.0" || plain == "1,0" || plain == "true" || plain == "yes" || meansPresent(cell)) return Label::Present;
    if (plain == "0" || plain == "0.0" || plain == "0,0" || plain == "false" || plain == "no" || meansAbsent(cell)) return Label::Absent;
    if (plain == "-1" || plain == "-1.0" || plain == "-1,0" || meansUnknown(cell)) return Label::Unknown;
    return std::nullopt;
}

ColumnReader::ColumnReader(const CsvTable& table, const DataSource& source, const FindingNames& names)
    : m_table(table)
    , m_source(source)
    , m_names(names)
{
}

LabelColumns ColumnReader::named() const
{
    LabelColumns columns;
    columns.image = columnNamed(m_source.imageColumn);
    columns.label = columnNamed(m_source.labelColumn);
    columns.age = columnNamed(m_source.ageColumn);
    columns.sex = columnNamed(m_source.sexColumn);
    columns.view = columnNamed(m_source.viewColumn);
    if (!m_source.patientColumn.empty()) columns.patient = columnNamed(m_source.patientColumn);
    return columns;
}

void ColumnReader::workOut(LabelColumns& columns, const std::unordered_set<std::string>& imageNames) const
{
    if (columns.image == LabelColumns::unnamed) columns.image = columnOfImages(imageNames);
    const auto guess = [&](int& column, std::initializer_list<const char*> usual) {
        if (column == LabelColumns::unnamed) column = columnCalled({usual.begin(), usual.size()});
    };
    guess(columns.age, {"patient age", "age", "age years", "patientage"});
    guess(columns.sex, {"patient gender", "patient sex", "sex", "gender", "patientsex"});
    guess(columns.view, {"view position", "view", "viewposition", "projection"});
    guess(columns.patient, {"patient id", "patientid", "patient", "subject id", "subject", "subjectid", "case id"});
    workOutPart(columns);
    if (columns.label >= 0 && isFlagOrNearly(static_cast<std::size_t>(columns.label))) {
        // The person named a column of 0 and 1: it tells the finding that it is called after, or the only one.
        const auto column = static_cast<std::size_t>(columns.label);
        columns.label = LabelColumns::unnamed;
        if (!m_names.mentions(m_table.columns[column]) && !m_names.only().empty())
            takeAsFlag(columns, column, {m_names.only()});
        else if (const auto named = m_names.findingsOf(m_table.columns[column]); named && !named->empty())
            takeAsFlag(columns, column, *named);
    } else if (columns.label >= 0 && refusedAsWords(columns, static_cast<std::size_t>(columns.label))) {
        return;
    }
    if (columns.label == LabelColumns::unnamed && columns.flags.empty()) workOutLabels(columns);
}

void ColumnReader::checkWords(LabelColumns& columns) const
{
    if (columns.label >= 0) refusedAsWords(columns, static_cast<std::size_t>(columns.label));
}

void ColumnReader::workOutPart(LabelColumns& columns) const
{
    static constexpr std::array usual{"part", "split", "set", "partition", "subset"};
    columns.part = columnCalled(usual);
}

void ColumnReader::workOutLabels(LabelColumns& columns) const
{
    std::vector<std::size_t> others, mentioned;
    for (std::size_t c = 0; c < m_table.columns.size(); ++c)
        if (!isTaken(columns, c) && !m_table.columns[c].empty()) others.push_back(c);
    std::copy_if(others.begin(), others.end(), std::back_inserter(mentioned),
                 [&](std::size_t c) { return m_names.mentions(m_table.columns[c]); });
    const bool flags = std::any_of(mentioned.begin(), mentioned.end(), [&](std::size_t c) {
        const auto count = flagsIn(c);
        return count.hasFlags() || count.odd == 0;
    });
    if (!flags) {
        const auto isTicked = [&](std::size_t c) { return refusedAsTicks(columns, c); };
        if (columnCalled(labelNames) < 0 && std::any_of(mentioned.begin(), mentioned.end(), isTicked)) return;
        return workOutUsualLabels(columns, others);
    }
    // One column of 0 and 1 means that all of them are: what stands in another of them must not be passed over.
    for (const auto c : mentioned)
        if (!takeAsFlag(columns, c, *m_names.findingsOf(m_table.columns[c]))) return;
    // What is not learnt is a finding nevertheless.
    for (const auto c : others)
        if (const auto usual = usualSpelling(m_table.columns[c]); usual && !m_names.mentions(m_table.columns[c]) && flagsIn(c).isFlag())
            columns.flags.emplace_back(c, std::vector{*usual});
}

std::optional<std::string> ColumnReader::oddPart(const LabelColumns& columns) const
{
    if (columns.part < 0 || columns.image < 0) return std::nullopt;
    const auto column = static_cast<std::size_t>(columns.part), image = static_cast<std::size_t>(columns.image);
    const auto isBlank = [](const std::string& cell) { return trimmed(cell).empty(); };
    if (std::all_of(m_table.rows.begin(), m_table.rows.end(), [&](const Row& row) { return isBlank(row[column]); })) return std::nullopt;
    for (std::size_t r = 0; r < m_table.rows.size(); ++r) {
        const auto& row = m_table.rows[r];
        if (isBlank(row[image]) || partCalled(row[column])) continue;
        return cellText(r, column) + " is no part; understood are train, training, val, valid, validation, dev, test and testing, in "
                                     "any case. Rename the column where it says something else";
    }
    return std::nullopt;
}

/// In another case too, where that leaves no doubt.
int ColumnReader::columnNamed(const std::string& name) const
{
    if (name == "-") return LabelColumns::none;
    if (const int exact = m_table.column(name); exact >= 0) return exact;
    const auto same = [&](const std::string& column) { return plainName(column) == plainName(name); };
    const auto& all = m_table.columns;
    if (name.empty() || std::count_if(all.begin(), all.end(), same) != 1) return LabelColumns::unnamed;
    return static_cast<int>(std::find_if(all.begin(), all.end(), same) - all.begin());
}

std::optional<std::string> ColumnReader::missingColumn() const
{
    const DataSource usual;
    const auto lacks = [&](const std::string& name, const std::string& usually) {
        return !name.empty() && name != usually && columnNamed(name) == LabelColumns::unnamed;
    };
    const auto why = [&](const char* key, const std::string& name) {
        std::string columns;
        for (const auto& column : m_table.columns)
            columns += (columns.empty() ? "" : ", ") + column;
        return std::string(key) + " of the source " + m_source.name + " is \"" + name +
               "\", and the table has no such column. It has: " + columns;
    };
    if (lacks(m_source.imageColumn, usual.imageColumn)) return why("imageColumn", m_source.imageColumn);
    if (lacks(m_source.labelColumn, usual.labelColumn)) return why("labelColumn", m_source.labelColumn);
    if (lacks(m_source.ageColumn, usual.ageColumn)) return why("ageColumn", m_source.ageColumn);
    if (lacks(m_source.sexColumn, usual.sexColumn)) return why("sexColumn", m_source.sexColumn);
    if (lacks(m_source.viewColumn, usual.viewColumn)) return why("viewColumn", m_source.viewColumn);
    // NIH's own name is one of those that are looked for where nothing is named.
    if (lacks(m_source.patientColumn, "Patient ID")) return why("patientColumn", m_source.patientColumn);
    return std::nullopt;
}

int ColumnReader::columnCalled(std::span<const char* const> usual) const
{
    for (const char* name : usual)
        for (std::size_t c = 0; c < m_table.columns.size(); ++c)
            if (plainName(m_table.columns[c]) == name) return static_cast<int>(c);
    return -1;
}

int ColumnReader::columnOfImages(const std::unordered_set<std::string>& imageNames) const
{
    std::unordered_set<std::string> lower;
    for (const auto& name : imageNames)
        lower.insert(lowerCase(baseNameOf(name)));
    const auto names = [&](const std::string& cell) {
        const auto name = trimmed(cell);
        return !name.empty() && (imageNames.contains(name) || lower.contains(lowerCase(baseNameOf(name))));
    };
    int best = -1;
    long most = 0;
    for (std::size_t c = 0; c < m_table.columns.size(); ++c) {
        const auto met = std::count_if(m_table.rows.begin(), m_table.rows.end(), [&](const Row& row) { return names(row[c]); });
        if (met > most) {
            most = met;
            best = static_cast<int>(c);
        }
    }
    return best;
}

ColumnReader::FlagCount ColumnReader::flagsIn(std::size_t column) const
{
    FlagCount count;
    for (std::size_t r = 0; r < m_table.rows.size(); ++r) {
        const auto flag = flagOf(m_table.rows[r][column]);
        count.present += flag == Label::Present ? 1 : 0;
        count.absent += flag == Label::Absent ? 1 : 0;
        if (flag == Label::Present && meansPresent(m_table.rows[r][column]) && count.words++ == 0) count.firstWord = r;
        if (!flag && count.odd++ == 0) count.firstOdd = r;
    }
    return count;
}

bool ColumnReader::isFlagOrNearly(std::size_t column) const
{
    const auto count = flagsIn(column);
    return count.isFlag() || count.isNearlyFlag();
}

bool ColumnReader::isTaken(const LabelColumns& columns, std::size_t column) const
{
    const std::array taken{columns.image, columns.patient, columns.age, columns.sex, columns.view, columns.part};
    return std::find(taken.begin(), taken.end(), static_cast<int>(column)) != taken.end();
}

/// Whether a column is called after a finding, or as those of labels are.
bool ColumnReader::isOfLabels(std::size_t column) const
{
    const auto& name = m_table.columns[column];
    return usualSpelling(name) || m_names.mentions(name) || static_cast<int>(column) == columnNamed(m_source.labelColumn) ||
           std::find(labelNames.begin(), labelNames.end(), plainName(name)) != labelNames.end();
}

/// False where a cell of it says neither: then there is nothing to learn from the table.
bool ColumnReader::takeAsFlag(LabelColumns& columns, std::size_t column, std::vector<std::string> findings) const
{
    const auto& name = m_table.columns[column];
    const bool general = std::find(labelNames.begin(), labelNames.end(), plainName(name)) != labelNames.end();
    const auto count = flagsIn(column);
    if (count.words > 0 && general && findings == std::vector{name}) {
        columns.oddWords = cellText(count.firstWord, column) + namesNone;
        return false;
    }
    columns.flags.emplace_back(column, std::move(findings));
    if (count.odd == 0) return true;
    columns.oddCell =
        cellText(count.firstOdd, column) +
        " is neither 0 nor 1 (no or yes, negative or positive), nor -1 or nothing for unknown. Take the column out of the table "
        "where it is no finding";
    return false;
}

void ColumnReader::workOutUsualLabels(LabelColumns& columns, const std::vector<std::size_t>& others) const
{
    const int named = columnCalled(labelNames);
    int column = named >= 0 && isTaken(columns, static_cast<std::size_t>(named)) ? -1 : named;
    if (column < 0 && others.size() == 1) {
        if (isFlagOrNearly(others.front()) || namesFindings(others.front())) column = static_cast<int>(others.front());
    }
    if (column >= 0) {
        const auto place = static_cast<std::size_t>(column);
        // One column of 0 and 1 tells the only finding that the source knows.
        if (isFlagOrNearly(place) && !m_names.only().empty()) {
            takeAsFlag(columns, place, {m_names.only()});
            return;
        }
        if (!flagsIn(place).isFlag()) {
            if (!refusedAsWords(columns, place)) columns.label = column;
            return;
        }
    }
    if (!m_names.isOpen()) return;
    for (const auto c : others)
        if (isFlagOrNearly(c) && !takeAsFlag(columns, c, *m_names.findingsOf(m_table.columns[c]))) return;
    for (const auto c : others)
        if (columns.flags.empty() && refusedAsTicks(columns, c)) return;
}

/// A column in which nothing stands but one mark and empty cells: whether these mean that the finding is absent is not said.
bool ColumnReader::refusedAsTicks(LabelColumns& columns, std::size_t column) const
{
    std::string mark;
    std::size_t first = 0;
    for (std::size_t r = 0; r < m_table.rows.size(); ++r) {
        const auto cell = trimmed(m_table.rows[r][column]);
        if (meansUnknown(cell)) continue;
        if (m_names.mentions(cell) || (!mark.empty() && plainName(cell) != plainName(mark))) return false;
        if (mark.empty()) first = r;
        mark = cell;
    }
    const auto& name = m_table.columns[column];
    const bool namesFinding = usualSpelling(name) || m_names.mentions(name);
    if (mark.empty() || meansNoFinding(mark) ||
        !(isTick(mark) || (namesFinding && !usualSpelling(mark)) || plainName(mark) == plainName(name)))
        return false;
    columns.oddWords =
        cellText(first, column) +
        ", and this column says nothing else: whether its other cells, which are empty or as good as that, mean that the "
        "finding is absent, or that it is not known, is not said. Write 1 for present, 0 for absent, and nothing for unknown";
    columns.oddWordsGuessed = !isOfLabels(column);
    return true;
}

/// Whether a column says of its images that something is there, and not what: such a word is no finding.
bool ColumnReader::refusedAsWords(LabelColumns& columns, std::size_t column) const
{
    if (!m_names.isOpen()) return false;
    if (refusedAsTicks(columns, column)) return true;
    for (std::size_t r = 0; r < m_table.rows.size(); ++r) {
        const auto cell = trimmed(m_table.rows[r][column]);
        if (m_names.mentions(cell) || !(isTick(cell) || meansPresent(cell))) continue;
        columns.oddWords = cellText(r, column) + namesNone;
        columns.oddWordsGuessed = !isOfLabels(column);
        return true;
    }
    return false;
}

/// Whether a column of an unusual name holds what labels hold: at least one word that the recipe or anybody would use.
bool ColumnReader::namesFindings(std::size_t column) const
{
    if (m_names.isOpen()) return true;
    LabelCells cells(m_table, column, m_names);
    for (std::size_t r = 0; r < m_table.rows.size(); ++r) {
        LabelledRow read;
        cells.read(trimmed(m_table.rows[r][column]), r, read);
        if (read.statement.anything && read.unknownNames.empty()) return true;
    }
    return false;
}

std::string ColumnReader::cellText(std::size_t row, std::size_t column) const
{
    return "row " + std::to_string(row + 2) + ", column \"" + m_table.columns[column] + "\": \"" + m_table.rows[row][column] + "\"";
}

} // namespace lucency::model
