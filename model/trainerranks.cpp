#include "model/trainerranks.h"

#include "model/ranks.h"
#include "model/sha256.h"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

namespace lucency::model {

namespace fs = std::filesystem;

std::string sharedRecipe(const Recipe& recipe)
{
    auto shared = recipe;
    const auto nameAlone = [](std::string& file) {
        if (const fs::path path(file); path.is_absolute()) file = path.filename().string();
    };
    nameAlone(shared.initialWeights);
    nameAlone(shared.split.list);
    for (auto& source : shared.data)
        nameAlone(source.table);
    return toJson(shared);
}

std::string digest(const Cohort& cohort)
{
    Sha256 digest;
    const auto add = [&](const std::string& text) { digest.add(text.c_str(), text.size() + 1); };
    for (const auto& image : cohort.images) {
        add(image.path);
        add(image.patient);
        std::string labels = std::to_string(image.source) + (image.keptPart ? partName(*image.keptPart) : "");
        for (const auto label : image.labels)
            labels += " " + std::to_string(static_cast<int>(label));
        add(labels);
    }
    return digest.finish();
}

namespace {

/// Gives the others a file that the first may have. A rank that fails goes on to the end, as the others do.
Done share(const Ranks& ranks, const fs::path& file)
{
    std::string bytes;
    Done shared = done();
    std::error_code unknown;
    if (ranks.isFirst() && fs::exists(file, unknown)) {
        std::ifstream stream(file, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(stream), {});
        if (!stream) shared = Failure{FailureKind::Unreadable, file.string(), ""};
    }
    ranks.takeFromFirst(bytes);
    if (ranks.isFirst() || bytes.empty()) return shared;
    fs::create_directories(file.parent_path(), unknown);
    return replaceFile(file, bytes);
}

Done share(const Ranks& ranks, const std::vector<fs::path>& files)
{
    Done all = done();
    if (ranks.isAlone()) return all;
    for (const auto& file : files)
        if (auto shared = share(ranks, file); !shared && all) all = shared;
    return all;
}

} // namespace

Result<RankFolder> RankFolder::make(const Ranks& ranks, const fs::path& runFolder)
{
    if (ranks.isFirst()) return RankFolder(RunFolder(runFolder), {});
    std::error_code failed;
    auto name = (fs::temp_directory_path(failed) / "lucency-rank-XXXXXX").string();
    if (!::mkdtemp(name.data())) return Failure{FailureKind::CannotWrite, name, std::generic_category().message(errno)};
    RankFolder folder(RunFolder(fs::path(name) / "run"), name); // with room beside it for what the first has beside its own
    if (!fs::create_directory(folder.folder().path(), failed))
        return Failure{FailureKind::CannotWrite, folder.folder().path().string(), failed.message()};
    return folder;
}

RankFolder::RankFolder(RankFolder&& other) noexcept
    : m_folder(std::move(other.m_folder))
    , m_temporary(std::exchange(other.m_temporary, {}))
{
}

RankFolder::~RankFolder()
{
    std::error_code ignored;
    if (!m_temporary.empty()) fs::remove_all(m_temporary, ignored);
}

Done RankFolder::shareRun(const Ranks& ranks) const
{
    return share(ranks, {m_folder.state(), m_folder.split()});
}

Done RankFolder::shareBegin(const Ranks& ranks, const Recipe& recipe) const
{
    std::vector<fs::path> files;
    for (const auto& name : {recipe.split.list, recipe.initialWeights})
        if (!name.empty() && fs::path(name).is_relative()) files.push_back(besideRun(m_folder.path(), name));
    return share(ranks, files);
}

} // namespace lucency::model
