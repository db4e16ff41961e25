#include "app/training/surveytable.h"

#include "model/csv.h"
#include "model/datafolder.h"
#include "model/findingnames.h"
#include "model/labelcells.h"
#include "model/labelcolumns.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;
using Roles = std::vector<model::ColumnRole>;
using Row = std::vector<std::string>;

constexpr std::size_t rowsShown = 6, contradictionsNamed = 1000;

int columnOf(const Roles& roles, model::ColumnRole role)
{
    const auto place = std::find(roles.begin(), roles.end(), role);
    return place == roles.end() ? -1 : static_cast<int>(place - roles.begin());
}

/// The labels of a row as it states them, in one line.
std::string statedBy(const Row& row, const model::CsvTable& table, const Roles& roles)
{
    std::string stated;
    for (std::size_t c = 0; c < roles.size(); ++c) {
        if (roles[c] == model::ColumnRole::Label) return row[c];
        if (roles[c] == model::ColumnRole::Flag && !row[c].empty())
            stated += (stated.empty() ? "" : ", ") + table.columns[c] + " " + row[c];
    }
    return stated;
}

bool saysNothingIsThere(const std::vector<std::string>& words, const model::FindingNames& names)
{
    return !words.empty() && std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        const auto findings = names.findingsOf(word);
        return findings && findings->empty();
    });
}

/// One row per finding is a usual form of table; contradictory are a finding and none, or 1 and 0 for the same one.
bool contradict(const Row& one, const Row& other, const Roles& roles, const model::FindingNames& names,
                const std::optional<model::LabelCells>& cells)
{
    for (std::size_t c = 0; c < roles.size(); ++c) {
        if (roles[c] == model::ColumnRole::Label && cells) {
            const auto here = cells->words(one[c]), there = cells->words(other[c]);
            if (!here.empty() && !there.empty() && saysNothingIsThere(here, names) != saysNothingIsThere(there, names)) return true;
        }
        if (roles[c] == model::ColumnRole::Flag) {
            const auto here = model::flagOf(one[c]).value_or(model::Label::Unknown);
            const auto there = model::flagOf(other[c]).value_or(model::Label::Unknown);
            if (here != model::Label::Unknown && there != model::Label::Unknown && here != there) return true;
        }
    }
    return false;
}

void findTwofold(const model::CsvTable& table, const Roles& roles, const model::FindingNames& names,
                 const std::optional<model::LabelCells>& cells, Survey& survey)
{
    const int images = columnOf(roles, model::ColumnRole::Image);
    if (images < 0) return;
    std::unordered_map<std::string, const Row*> first;
    for (const auto& row : table.rows) {
        const auto [known, isNew] = first.emplace(row[static_cast<std::size_t>(images)], &row);
        if (isNew || !contradict(*known->second, row, roles, names, cells)) continue;
        survey.twofold.push_back({known->first, statedBy(*known->second, table, roles), statedBy(row, table, roles)});
        if (survey.twofold.size() >= contradictionsNamed) return;
    }
}

void countWords(const model::CsvTable& table, const Roles& roles, const model::FindingNames& names,
                const std::optional<model::LabelCells>& cells, Survey& survey)
{
    const auto findingOf = [&](const std::string& word) {
        const auto findings = names.findingsOf(word);
        return findings && !findings->empty() ? findings->front() : std::string();
    };
    if (const int label = columnOf(roles, model::ColumnRole::Label); label >= 0 && cells) {
        std::map<std::string, long> counts;
        for (const auto& row : table.rows)
            for (const auto& word : cells->words(row[static_cast<std::size_t>(label)]))
                ++counts[word];
        for (const auto& [word, count] : counts)
            survey.written.push_back({word, count, findingOf(word)});
        return;
    }
    for (std::size_t c = 0; c < roles.size(); ++c) {
        if (roles[c] != model::ColumnRole::Flag) continue;
        const auto present = std::count_if(table.rows.begin(), table.rows.end(),
                                           [c](const Row& row) { return model::flagOf(row[c]) == model::Label::Present; });
        survey.written.push_back({table.columns[c], static_cast<long>(present), findingOf(table.columns[c])});
    }
}

} // namespace

Done surveyTable(const fs::path& file, const model::DataSource& source, const std::unordered_set<std::string>& imageNames, Survey& survey)
{
    const auto table = model::readCsvTable(file);
    if (!table) return table.error();
    const model::FindingNames names(source, {});
    TablePreview preview;
    preview.file = file;
    preview.columns = table->columns;
    preview.roles = model::columnRoles(*table, source, names, imageNames);
    preview.rows = static_cast<long>(table->rows.size());
    const int images = columnOf(preview.roles, model::ColumnRole::Image);
    for (const auto& row : table->rows) {
        if (preview.firstRows.size() >= rowsShown) break;
        // Rows whose image is here say more than the first of a table of a hundred thousand.
        if (images >= 0 && !imageNames.empty() && !imageNames.contains(row[static_cast<std::size_t>(images)])) continue;
        preview.firstRows.push_back(row);
    }
    for (std::size_t i = 0; preview.firstRows.empty() && i < std::min(rowsShown, table->rows.size()); ++i)
        preview.firstRows.push_back(table->rows[i]);
    std::optional<model::LabelCells> cells;
    if (const int label = columnOf(preview.roles, model::ColumnRole::Label); label >= 0)
        cells.emplace(*table, static_cast<std::size_t>(label), names);
    findTwofold(*table, preview.roles, names, cells, survey);
    countWords(*table, preview.roles, names, cells, survey);
    survey.table = std::move(preview);
    return done();
}

} // namespace lucency::app
