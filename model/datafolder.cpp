#include "model/datafolder.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;

/// The folders between the root and a file.
std::vector<std::string> foldersOf(const fs::path& root, const fs::path& file)
{
    const auto relative = file.lexically_relative(root);
    std::vector<std::string> folders;
    for (const auto& step : relative.parent_path())
        if (step != ".") folders.push_back(step.string());
    return folders;
}

} // namespace

std::optional<fs::path> findBelow(const fs::path& dataFolder, const std::string& named)
{
    std::error_code unknown;
    const fs::path path(named);
    if (path.is_absolute()) return fs::exists(path, unknown) ? std::optional(path) : std::nullopt;
    if (path.empty() || path == ".") return dataFolder;
    for (auto first = path.begin(); first != path.end(); ++first) {
        fs::path rest;
        for (auto step = first; step != path.end(); ++step)
            rest /= *step;
        if (!rest.empty() && fs::exists(dataFolder / rest, unknown)) return dataFolder / rest;
    }
    return std::nullopt;
}

std::string plainName(const std::string& written)
{
    std::string plain;
    for (const char letter : written)
        plain +=
            letter == '_' || (letter == '-' && !plain.empty()) ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    const auto begin = plain.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return {};
    return plain.substr(begin, plain.find_last_not_of(" \t\r\n") - begin + 1);
}

bool meansNoFinding(const std::string& written)
{
    static constexpr std::array names{"no finding", "no findings", "nofinding", "normal",  "negative", "neg",
                                      "healthy",    "none",        "nothing",   "control", "absent"};
    const auto plain = plainName(written);
    return std::find(names.begin(), names.end(), plain) != names.end();
}

std::optional<Part> partCalled(const std::string& written)
{
    const auto plain = plainName(written);
    if (plain == "train" || plain == "training") return Part::Train;
    if (plain == "val" || plain == "valid" || plain == "validation" || plain == "dev") return Part::Validation;
    if (plain == "test" || plain == "testing") return Part::Test;
    return std::nullopt;
}

PlacedImages placeImages(const fs::path& root, const std::vector<fs::path>& files, const std::set<std::string>& plainClassNames)
{
    std::vector<std::vector<std::string>> folders;
    for (const auto& file : files)
        folders.push_back(foldersOf(root, file));
    std::size_t depth = 0;
    const auto allIn = [&](const std::string& name) {
        return std::all_of(folders.begin(), folders.end(), [&](const auto& each) { return each.size() > depth && each[depth] == name; });
    };
    while (!folders.empty() && folders.front().size() > depth) {
        const auto& name = folders.front()[depth];
        if (!allIn(name) || meansNoFinding(name) || plainClassNames.contains(plainName(name))) break;
        ++depth;
    }
    std::set<Part> parts;
    for (const auto& each : folders)
        if (const auto part = each.size() > depth ? partCalled(each[depth]) : std::nullopt) parts.insert(*part);
    const bool inParts = parts.size() > 1;

    PlacedImages placed;
    for (std::size_t i = 0; i < files.size(); ++i) {
        PlacedImage image{files[i], "", std::nullopt};
        std::size_t next = depth;
        if (inParts) {
            if (folders[i].size() > next) image.part = partCalled(folders[i][next]);
            if (!image.part) {
                ++placed.outsideParts;
                continue;
            }
            ++next;
        }
        if (folders[i].size() > next) image.folder = folders[i][next];
        if (!image.folder.empty()) placed.folders.insert(image.folder);
        placed.images.push_back(std::move(image));
    }
    return placed;
}

} // namespace lucency::model
