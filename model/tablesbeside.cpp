#include "model/tablesbeside.h"

#include "model/celltext.h"
#include "model/datafolder.h"
#include "model/runfolder.h"
#include "model/textencoding.h"

#include <algorithm>
#include <map>
#include <system_error>

namespace lucency::model {

namespace fs = std::filesystem;

std::vector<fs::path> tablesIn(const fs::path& folder, const std::set<fs::path>& imageFolders)
{
    std::vector<fs::path> tables;
    std::map<fs::path, bool> runs;
    const auto isRun = [&](const fs::path& place) {
        const auto [known, isNew] = runs.try_emplace(place);
        if (isNew) known->second = isRunFolder(place);
        return known->second;
    };
    // How the folder is written does not decide what lies in it: "data/" holds data/labels.csv.
    const auto isOfRun = [&](const fs::path& file, bool below) {
        const auto place = file.parent_path();
        if (!isRun(place)) return false;
        const auto own = RunFolder(place).files();
        return (below && !imageFolders.contains(place)) || std::find(own.begin(), own.end(), file) != own.end();
    };
    std::error_code failed;
    for (fs::recursive_directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
        if (entry.depth() > 0) entry.disable_recursion_pending();
        const bool isTable = lowerCase(entry->path().extension().string()) == ".csv";
        if (isTable && !isOfRun(entry->path(), entry.depth() > 0)) tables.push_back(entry->path());
    }
    std::sort(tables.begin(), tables.end());
    return tables;
}

Done checkTableName(const std::string& name)
{
    if (isUtf8(name)) return done();
    return Failure{FailureKind::BadArgument, showable(name), "the name of the table " + showable(name) + " is not UTF-8, rename it"};
}

bool searchesLabels(const DataSource& source, const fs::path& dataFolder)
{
    if (source.kind != SourceKind::Found) return false;
    return source.table.empty() || (!fs::path(source.table).is_absolute() && !findBelow(dataFolder, source.table));
}

void nameFoundTables(std::vector<DataSource>& sources, const std::vector<SourceCount>& counts, const fs::path& dataFolder)
{
    for (std::size_t i = 0; i < std::min(sources.size(), counts.size()); ++i)
        if (searchesLabels(sources[i], dataFolder) && counts[i].tableRows > 0)
            sources[i].table = fs::path(counts[i].place).lexically_relative(dataFolder).generic_string();
}

} // namespace lucency::model
