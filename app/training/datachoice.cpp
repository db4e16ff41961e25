#include "app/training/datachoice.h"

#include "model/datafolder.h"
#include "model/findingnames.h"

#include <algorithm>
#include <optional>
#include <set>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;

/// What was given, sorted by kind.
struct Given {
    std::vector<fs::path> folders;
    std::optional<fs::path> table, list;
};

Result<Given> sorted(const DataChoice& choice)
{
    Given given;
    for (const auto& path : choice.given) {
        std::error_code failed;
        const auto whole = fs::absolute(path, failed).lexically_normal();
        const auto status = fs::status(whole, failed);
        if (status.type() == fs::file_type::not_found) return Failure{FailureKind::NotFound, whole.string(), ""};
        if (failed) return Failure{FailureKind::Unreadable, whole.string(), failed.message()};
        if (fs::is_directory(status)) {
            auto folder = whole.has_filename() ? whole : whole.parent_path();
            if (std::find(given.folders.begin(), given.folders.end(), folder) == given.folders.end())
                given.folders.push_back(std::move(folder));
            continue;
        }
        const auto extension = model::plainName(whole.extension().string());
        auto* const place = extension == ".csv" ? &given.table : extension == ".txt" ? &given.list : nullptr;
        if (!place)
            return Failure{FailureKind::BadArgument, whole.string(), "give the folder that the image lies in, or a label table (CSV)"};
        if (*place && **place != whole) return Failure{FailureKind::BadArgument, whole.string(), "one table, and one list, at a time"};
        *place = whole;
    }
    if (!choice.table.empty()) given.table = fs::path(choice.table);
    if (given.folders.empty() && given.table) given.folders.push_back(given.table->parent_path());
    if (given.folders.empty()) return Failure{FailureKind::EmptyFolder, "", "nothing was given"};
    return given;
}

fs::path commonFolder(const std::vector<fs::path>& folders)
{
    auto common = folders.front();
    for (const auto& folder : folders) {
        const auto [here, there] = std::mismatch(common.begin(), common.end(), folder.begin(), folder.end());
        fs::path shared;
        for (auto step = common.begin(); step != here; ++step)
            shared /= *step;
        common = shared;
    }
    return common;
}

bool holdsFolders(const fs::path& folder)
{
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
        if (entry->is_directory(failed)) return true;
    return false;
}

model::DataSource commonSource(const DataChoice& choice)
{
    model::DataSource source;
    source.name = "own";
    source.kind = model::SourceKind::Found;
    for (const auto& [written, finding] : choice.meanings)
        source.classes[written] = finding.empty() ? std::vector<std::string>() : std::vector{finding};
    const auto set = [](std::string& column, const std::string& chosen) {
        if (!chosen.empty()) column = chosen;
    };
    set(source.imageColumn, choice.imageColumn);
    set(source.labelColumn, choice.labelColumn);
    set(source.patientColumn, choice.patientColumn);
    set(source.ageColumn, choice.ageColumn);
    set(source.sexColumn, choice.sexColumn);
    source.patientPatterns = choice.patientPatterns;
    if (choice.patientRule == "image") {
        source.patientPatterns.clear();
        source.patientColumn = "-";
        source.patientFromDicom = false;
    }
    return source;
}

/// Folders side by side of which each is a class: NORMAL and PNEUMONIA given one by one.
bool areClasses(const std::vector<fs::path>& folders)
{
    return std::all_of(folders.begin(), folders.end(), [&](const fs::path& folder) {
        return folder.parent_path() == folders.front().parent_path() && !holdsFolders(folder) && !model::partCalled(folder.filename());
    });
}

/// Folders side by side of which each is a part: train, val and test given one by one.
bool areParts(const std::vector<fs::path>& folders)
{
    return std::all_of(folders.begin(), folders.end(), [&](const fs::path& folder) {
        return folder.parent_path() == folders.front().parent_path() && model::partCalled(folder.filename());
    });
}

void readClasses(const std::vector<fs::path>& folders, const DataChoice& choice, ArrangedData& arranged)
{
    auto source = commonSource(choice);
    source.kind = model::SourceKind::Folders;
    source.folders = {""};
    source.classes.clear();
    for (const auto& folder : folders) {
        const auto name = folder.filename().string();
        auto meaning = model::meansNoFinding(name) ? std::string() : name;
        if (const auto said = choice.meanings.find(name); said != choice.meanings.end()) meaning = said->second;
        source.classes[name] = meaning.empty() ? std::vector<std::string>() : std::vector{meaning};
        if (!meaning.empty() && std::find(source.knows.begin(), source.knows.end(), meaning) == source.knows.end())
            source.knows.push_back(meaning);
    }
    arranged.dataFolder = folders.front().parent_path();
    arranged.sources.push_back(std::move(source));
}

void readEach(const std::vector<fs::path>& folders, const DataChoice& choice, ArrangedData& arranged)
{
    arranged.dataFolder = commonFolder(folders);
    std::set<std::string> names;
    for (const auto& folder : folders) {
        auto source = commonSource(choice);
        source.folders = {folder.lexically_relative(arranged.dataFolder).generic_string()};
        source.name = folder.filename().string();
        for (int number = 2; !names.insert(source.name).second; ++number)
            source.name = folder.filename().string() + " " + std::to_string(number);
        arranged.sources.push_back(std::move(source));
    }
}

/// Several folders and one table: people may have images in more than one of them, so they are one source.
void readWithTable(const Given& given, const DataChoice& choice, ArrangedData& arranged)
{
    auto source = commonSource(choice);
    arranged.dataFolder = commonFolder(given.folders);
    source.table = given.table->string();
    if (given.folders.size() > 1 && !choice.imageColumn.empty() && !choice.labelColumn.empty()) {
        source.kind = model::SourceKind::Table;
        for (const auto& folder : given.folders)
            source.folders.push_back(folder.lexically_relative(arranged.dataFolder).generic_string());
    }
    arranged.sources.push_back(std::move(source));
}

} // namespace

Result<ArrangedData> arrange(const DataChoice& choice)
{
    const auto given = sorted(choice);
    if (!given) return given.error();
    ArrangedData arranged;
    if (given->list) arranged.trainingList = given->list->string();
    const auto& folders = given->folders;
    if (given->table) {
        readWithTable(*given, choice, arranged);
    } else if (folders.size() == 1) {
        arranged.dataFolder = folders.front();
        arranged.sources.push_back(commonSource(choice));
    } else if (areParts(folders)) {
        arranged.dataFolder = folders.front().parent_path();
        arranged.sources.push_back(commonSource(choice));
    } else if (areClasses(folders)) {
        readClasses(folders, choice, arranged);
    } else {
        readEach(folders, choice, arranged);
    }
    for (auto& source : arranged.sources)
        model::spellFindings(source);
    return arranged;
}

} // namespace lucency::app
