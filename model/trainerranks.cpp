#include "model/trainerranks.h"

#include "model/ranks.h"
#include "model/sha256.h"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

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

Result<RankFolder> RankFolder::make(const Ranks& ranks, const fs::path& runFolder)
{
    if (ranks.isFirst()) return RankFolder(RunFolder(runFolder), false);
    std::error_code failed;
    auto name = (fs::temp_directory_path(failed) / "lucency-rank-XXXXXX").string();
    if (!::mkdtemp(name.data())) return Failure{FailureKind::CannotWrite, name, std::generic_category().message(errno)};
    return RankFolder(RunFolder(name), true);
}

RankFolder::RankFolder(RankFolder&& other) noexcept
    : m_folder(std::move(other.m_folder))
    , m_temporary(std::exchange(other.m_temporary, false))
{
}

RankFolder::~RankFolder()
{
    std::error_code ignored;
    if (m_temporary) fs::remove_all(m_folder.path(), ignored);
}

Done RankFolder::shareRun(const Ranks& ranks) const
{
    if (ranks.isAlone()) return done();
    for (const auto& file : {m_folder.state(), m_folder.split()}) {
        std::string bytes;
        std::error_code unknown;
        const bool has = ranks.isFirst() && fs::exists(file, unknown);
        if (has) {
            std::ifstream stream(file, std::ios::binary);
            bytes.assign(std::istreambuf_iterator<char>(stream), {});
            if (!stream) return Failure{FailureKind::Unreadable, file.string(), ""};
        }
        ranks.takeFromFirst(bytes);
        if (ranks.isFirst() || bytes.empty()) continue;
        if (auto written = replaceFile(file, bytes); !written) return written;
    }
    return done();
}

} // namespace lucency::model
