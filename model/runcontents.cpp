#include "model/runcontents.h"

#include "model/csv.h"

#include <algorithm>
#include <unordered_map>

namespace lucency::model {

std::string contentsCsv(const Cohort& cohort, const std::vector<std::string>& contents)
{
    std::string text = "path,sha256\n";
    for (std::size_t i = 0; i < cohort.images.size(); ++i)
        text += csvField(cohort.images[i].path) + "," + contents[i] + "\n";
    return text;
}

Failure changedContents(const std::filesystem::path& begunWith, const Cohort& cohort, const std::vector<std::string>& contents)
{
    std::unordered_map<std::string, std::string> before;
    if (const auto table = readCsvTable(begunWith); table && table->columns.size() == 2)
        for (const auto& row : table->rows)
            before.insert_or_assign(row[0], row[1]);
    std::vector<std::string> changed;
    for (std::size_t i = 0; i < cohort.images.size(); ++i) {
        const auto& path = cohort.images[i].path;
        const auto known = before.find(path);
        if (known == before.end() || known->second == contents[i]) continue;
        changed.push_back(path + (contents[i].empty()     ? " (cannot be read now)"
                                  : known->second.empty() ? " (could not be read then)"
                                                          : ""));
    }
    std::string detail = "images are not those that the run began with";
    constexpr std::size_t named = 3;
    for (std::size_t i = 0; i < std::min(changed.size(), named); ++i)
        detail += (i == 0 ? ": " : ", ") + changed[i];
    if (changed.size() > named) detail += " and " + std::to_string(changed.size() - named) + " more";
    return Failure{FailureKind::ModelMismatch, begunWith.string(), detail};
}

} // namespace lucency::model
