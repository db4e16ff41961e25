#include "app/evaluationsplit.h"

#include "model/csv.h"

#include <algorithm>
#include <array>

namespace lucency::app {

namespace {

constexpr std::array<const char*, 3> partNames{"train", "validation", "test"};

/// The images that keep() keeps, with all that is known of them.
template<class Keep>
PredictionTable only(const PredictionTable& table, Keep keep)
{
    PredictionTable kept;
    for (const auto& finding : table.findings)
        kept.findingOf(finding.name);
    for (std::size_t i = 0; i < table.images.size(); ++i) {
        if (!keep(table.images[i].path)) continue;
        const auto image = kept.imageOf(table.images[i].path);
        kept.images[image] = table.images[i];
        for (std::size_t f = 0; f < table.findings.size(); ++f) {
            kept.findings[f].probabilities[image] = table.findings[f].probabilities[i];
            kept.findings[f].labels[image] = table.findings[f].labels[i];
        }
    }
    return kept;
}

} // namespace

Result<PartOfImage> readParts(const std::filesystem::path& file)
{
    const auto table = model::readCsvTable(file);
    if (!table) return table.error();
    const int path = table->column("path"), part = table->column("part");
    if (path < 0 || part < 0)
        return Failure{FailureKind::MissingColumn, file.string(), path >= 0 ? "part" : part >= 0 ? "path" : "path, part"};
    PartOfImage parts;
    for (std::size_t i = 0; i < table->rows.size(); ++i) {
        const auto& row = table->rows[i];
        const std::string &image = row[static_cast<std::size_t>(path)], &name = row[static_cast<std::size_t>(part)];
        if (image.empty() && name.empty()) continue;
        const auto where = "row " + std::to_string(i + 2) + ": ";
        if (std::find(partNames.begin(), partNames.end(), name) == partNames.end())
            return Failure{FailureKind::NotALabelTable, file.string(), where + "part '" + name + "' is not train, validation or test"};
        if (!parts.emplace(image, name).second) return Failure{FailureKind::BadArgument, file.string(), where + image + " is there twice"};
    }
    return parts;
}

std::string partOf(const PartOfImage& parts, const std::string& path, const std::filesystem::path& folder)
{
    auto at = parts.find(path);
    if (at == parts.end() && !folder.empty())
        at = parts.find(std::filesystem::path(path).lexically_relative(folder.lexically_normal()).generic_string());
    return at == parts.end() ? std::string() : at->second;
}

PredictionTable onlyPart(const PredictionTable& table, const PartOfImage& parts, const std::string& part,
                         const std::filesystem::path& folder)
{
    return only(table, [&](const std::string& path) { return partOf(parts, path, folder) == part; });
}

bool isPhantom(const std::string& path)
{
    return path.starts_with("phantom:");
}

PredictionTable withoutPhantoms(const PredictionTable& table)
{
    return only(table, [](const std::string& path) { return !isPhantom(path); });
}

} // namespace lucency::app
