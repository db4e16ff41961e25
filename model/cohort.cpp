#include "model/cohort.h"

#include "imaging/read.h"
#include "model/csv.h"

#include <algorithm>
#include <charconv>
#include <regex>
#include <unordered_map>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;

/// The patient that a base name tells, else the name without its extension: an image of its own.
std::string patientOf(const std::string& name, const std::vector<std::regex>& patterns)
{
    std::smatch match;
    for (const auto& pattern : patterns)
        if (std::regex_search(name, match, pattern)) return match[1].str();
    return fs::path(name).stem().string();
}

std::vector<std::regex> compiled(const std::vector<std::string>& patterns)
{
    return {patterns.begin(), patterns.end()};
}

/// Years of a table's age: "58", "058Y", "018M"; NaN where it is neither.
double yearsOf(const std::string& text)
{
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || value < 0) return std::nan("");
    const std::string unit(stop, text.data() + text.size());
    if (unit.empty() || unit == "Y") return value;
    if (unit == "M") return value / 12;
    if (unit == "W") return value / 52.18;
    if (unit == "D") return value / 365.25;
    return std::nan("");
}

/// More than any source has: the distance between the seeds of two of them.
constexpr std::uint64_t phantomsApart = 10'000'000;

class Gathering {
public:
    Gathering(const Recipe& recipe, const fs::path& dataFolder, std::stop_token stop)
        : m_recipe(recipe)
        , m_dataFolder(dataFolder)
        , m_stop(std::move(stop))
    {
        for (const auto& finding : recipe.findings)
            m_cohort.findings.push_back(finding.name);
    }

    Result<Cohort> gather()
    {
        for (std::size_t i = 0; i < m_recipe.data.size(); ++i) {
            const auto& source = m_recipe.data[i];
            m_source = static_cast<int>(i);
            m_cohort.counts.push_back(SourceCount{source.name});
            auto gathered = source.kind == SourceKind::Folders ? fromFolders(source)
                            : source.kind == SourceKind::Table ? fromTable(source)
                                                               : fromPhantoms(source);
            if (!gathered) return gathered.error();
            if (m_cohort.counts.back().found == 0) return Failure{FailureKind::NoLabelledImages, source.name, ""};
        }
        return std::move(m_cohort);
    }

private:
    std::size_t indexOf(const std::string& finding) const
    {
        const auto& names = m_cohort.findings;
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), finding) - names.begin());
    }

    std::vector<Label> absentWhereKnown(const DataSource& source) const
    {
        std::vector<Label> labels(m_cohort.findings.size(), Label::Unknown);
        for (const auto& name : source.knows)
            labels[indexOf(name)] = Label::Absent;
        return labels;
    }

    Result<std::vector<fs::path>> imagesIn(const fs::path& folder) const
    {
        std::error_code unknown;
        if (!fs::is_directory(folder, unknown)) return Failure{FailureKind::NotFound, folder.string(), ""};
        return imaging::findImages({folder}, m_stop);
    }

    void add(CohortImage image)
    {
        image.source = m_source;
        m_cohort.images.push_back(std::move(image));
        ++m_cohort.counts.back().found;
    }

    Done fromFolders(const DataSource& source)
    {
        const auto patterns = compiled(source.patientPatterns);
        for (const auto& [folder, present] : source.classes) {
            const auto files = imagesIn(m_dataFolder / source.folders.front() / folder);
            if (!files) return files.error();
            for (const auto& file : *files) {
                CohortImage image;
                image.path = file.lexically_relative(m_dataFolder).generic_string();
                image.patient = source.name + "/" + patientOf(file.filename().string(), patterns);
                image.labels = absentWhereKnown(source);
                for (const auto& name : present)
                    image.labels[indexOf(name)] = Label::Present;
                add(std::move(image));
            }
        }
        return done();
    }

    /// The labels of a cell such as "Effusion|Mass". What the table says of findings that the source does not claim to know is not used.
    Result<std::vector<Label>> labelsOf(const DataSource& source, const std::string& cell, const std::string& table) const
    {
        auto labels = absentWhereKnown(source);
        std::size_t begin = 0;
        while (begin <= cell.size()) {
            const auto end = std::min(cell.find('|', begin), cell.size());
            const auto name = cell.substr(begin, end - begin);
            begin = end + 1;
            if (name == "No Finding") continue;
            const auto index = indexOf(name);
            if (index == labels.size()) return Failure{FailureKind::UnknownFinding, table, name};
            if (labels[index] == Label::Absent) labels[index] = Label::Present;
        }
        return labels;
    }

    Done fromTable(const DataSource& source)
    {
        const auto tableFile = m_dataFolder / source.table;
        const auto table = readCsvTable(tableFile);
        if (!table) return table.error();
        const int nameColumn = table->column(source.imageColumn), labelColumn = table->column(source.labelColumn);
        if (nameColumn < 0) return Failure{FailureKind::MissingColumn, tableFile.string(), source.imageColumn};
        if (labelColumn < 0) return Failure{FailureKind::MissingColumn, tableFile.string(), source.labelColumn};
        const int ageColumn = table->column(source.ageColumn), sexColumn = table->column(source.sexColumn),
                  viewColumn = table->column(source.viewColumn);
        const auto cell = [](const std::vector<std::string>& row, int column) {
            return column < 0 ? std::string() : row[static_cast<std::size_t>(column)];
        };

        std::unordered_map<std::string, const std::vector<std::string>*> rows;
        for (const auto& row : table->rows)
            rows.emplace(cell(row, nameColumn), &row);
        auto& count = m_cohort.counts.back();
        count.tableRows = static_cast<int>(table->rows.size());
        const auto patterns = compiled(source.patientPatterns);
        int met = 0;
        for (const auto& folder : source.folders) {
            const auto files = imagesIn(m_dataFolder / folder);
            if (!files) return files.error();
            for (const auto& file : *files) {
                const auto name = file.filename().string();
                const auto row = rows.find(name);
                if (row == rows.end()) {
                    ++count.imagesWithoutRow;
                    continue;
                }
                ++met;
                CohortImage image;
                image.age = yearsOf(cell(*row->second, ageColumn));
                if (image.age < source.minimumAge.value_or(0) || image.age > source.maximumAge.value_or(1000)) {
                    ++count.outsideAges;
                    continue;
                }
                auto labels = labelsOf(source, cell(*row->second, labelColumn), tableFile.string());
                if (!labels) return labels.error();
                image.labels = *std::move(labels);
                image.path = file.lexically_relative(m_dataFolder).generic_string();
                image.patient = source.name + "/" + patientOf(name, patterns);
                image.sex = cell(*row->second, sexColumn);
                image.view = cell(*row->second, viewColumn);
                add(std::move(image));
            }
        }
        count.rowsWithoutImage = count.tableRows - met;
        return done();
    }

    /// Every other phantom is without a finding; the others have one or two of those that the source knows, by their seed.
    Done fromPhantoms(const DataSource& source)
    {
        for (int i = 0; i < source.count; ++i) {
            const auto number = static_cast<std::size_t>(i);
            CohortImage image;
            image.phantomSeed = m_recipe.seed * 1'000'003 + m_phantoms + number + 1;
            image.path = "phantom:" + std::to_string(image.phantomSeed);
            image.patient = source.name + "/" + std::to_string(image.phantomSeed);
            image.labels = absentWhereKnown(source);
            if (number % 2 == 1) {
                const auto which = number / 2;
                image.labels[indexOf(source.knows[which % source.knows.size()])] = Label::Present;
                if (which % 3 == 0)
                    image.labels[indexOf(source.knows[(which / source.knows.size() + which + 1) % source.knows.size()])] = Label::Present;
            }
            add(std::move(image));
        }
        m_phantoms += phantomsApart;
        return done();
    }

    const Recipe& m_recipe;
    fs::path m_dataFolder;
    std::stop_token m_stop;
    int m_source = 0;
    std::uint64_t m_phantoms = 0; ///< so that no two sources draw the same person
    Cohort m_cohort;
};

} // namespace

Result<Cohort> gatherCohort(const Recipe& recipe, const fs::path& dataFolder, std::stop_token stop)
{
    try {
        return Gathering(recipe, dataFolder, std::move(stop)).gather();
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, dataFolder.string(), "cohort"};
    } catch (const std::exception& error) {
        return Failure{FailureKind::Unreadable, dataFolder.string(), error.what()};
    }
}

} // namespace lucency::model
