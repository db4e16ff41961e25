#include "model/runplace.h"

#include "model/runfolder.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>
#include <system_error>

namespace lucency::model {

Done writePlace(const std::filesystem::path& runFolder, const std::filesystem::path& dataFolder)
{
    std::error_code unknown;
    auto absolute = std::filesystem::absolute(dataFolder, unknown);
    if (unknown) absolute = dataFolder;
    const nlohmann::json place{{"data_folder", absolute.lexically_normal().string()}};
    const auto file = RunFolder(runFolder).place();
    try {
        return replaceFile(file, place.dump(2) + "\n");
    } catch (const nlohmann::json::exception&) { // a path that is no UTF-8
        return Failure{FailureKind::CannotWrite, file.string(), "the data folder's name is no text"};
    }
}

Result<std::filesystem::path> readPlace(const std::filesystem::path& runFolder)
{
    const auto file = RunFolder(runFolder).place();
    std::error_code unknown;
    if (!std::filesystem::exists(file, unknown)) return Failure{FailureKind::NotFound, file.string(), ""};
    std::ifstream in(file, std::ios::binary);
    if (!in) return Failure{FailureKind::Unreadable, file.string(), ""};
    try {
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        const auto place = nlohmann::json::parse(text).at("data_folder").get<std::string>();
        if (!place.empty()) return std::filesystem::path(place);
    } catch (const nlohmann::json::exception&) {
        return Failure{FailureKind::CorruptFile, file.string(), "it does not name the data folder"};
    }
    return Failure{FailureKind::CorruptFile, file.string(), "it does not name the data folder"};
}

} // namespace lucency::model
