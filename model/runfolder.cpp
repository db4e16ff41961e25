#include "model/runfolder.h"

#include "imaging/replacementfile.h"
#include "model/prediction.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <regex>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace lucency::model {

namespace {

std::string today()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[16];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%d", &parts)};
}

} // namespace

std::vector<std::filesystem::path> RunFolder::files() const
{
    return {recipe(),
            place(),
            split(),
            images(),
            history(),
            state(),
            best(),
            last(),
            predictions(),
            people(),
            report(),
            card(),
            m_folder / "report.html",
            m_folder / "report.pdf"};
}

bool isRunFolder(const std::filesystem::path& folder)
{
    const RunFolder run(folder);
    std::error_code unknown;
    if (!std::filesystem::exists(run.recipe(), unknown)) return false;
    auto others = run.files();
    std::erase_if(others, [&](const auto& file) { return file == run.recipe() || !std::filesystem::exists(file, unknown); });
    const auto isTable = [](const std::filesystem::path& file) { return file.extension() == ".csv"; };
    return others.size() > 1 || (others.size() == 1 && !isTable(others.front()));
}

bool isFinishedRun(const std::filesystem::path& runFolder)
{
    std::error_code unknown;
    return std::filesystem::exists(RunFolder(runFolder).report(), unknown);
}

std::filesystem::path besideRun(const std::filesystem::path& runFolder, const std::string& file)
{
    if (runFolder.empty()) return file;
    return std::filesystem::absolute(runFolder).lexically_normal().parent_path() / file;
}

Done openRunFolder(const RunFolder& folder, bool resume)
{
    std::error_code failed;
    const bool holdsRun = std::filesystem::exists(folder.recipe(), failed);
    if (resume && !holdsRun) return Failure{FailureKind::NotFound, folder.recipe().string(), "there is no run to resume"};
    if (!resume && holdsRun) return Failure{FailureKind::BadArgument, folder.path().string(), "the folder holds a run already"};
    // These are written after the first state: beginning anew would overwrite what was learnt.
    if (resume && !std::filesystem::exists(folder.state(), failed))
        for (const auto& file : {folder.history(), folder.best(), folder.last()})
            if (std::filesystem::exists(file, failed))
                return Failure{FailureKind::NotFound, folder.state().string(), file.filename().string() + " is there, its state is not"};
    // A table or a model of somebody's may be called as a file of a run is, and lie where the run shall. The place is written before the
    // recipe: a run that was killed between the two leaves it alone.
    if (!holdsRun)
        for (const auto& file : folder.files())
            if (file != folder.place() && std::filesystem::exists(file, failed))
                return Failure{FailureKind::BadArgument, file.string(), "it is there already, and a run in this folder would replace it"};
    std::filesystem::create_directories(folder.path(), failed);
    if (failed) return Failure{FailureKind::CannotWrite, folder.path().string(), failed.message()};
    return done();
}

Result<RunLock> RunLock::take(const RunFolder& folder)
{
    const int descriptor = ::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return Failure{FailureKind::CannotWrite, folder.path().string(), std::generic_category().message(errno)};
    // Whoever only looks, see isTaken(), has the lock for an instant.
    constexpr int looks = 5;
    constexpr auto aLook = std::chrono::milliseconds(10);
    for (int attempt = 0; ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK; ++attempt) {
        if (attempt == looks) {
            ::close(descriptor);
            return Failure{FailureKind::BadArgument, folder.path().string(), "another training works in this folder"};
        }
        std::this_thread::sleep_for(aLook);
    }
    return RunLock(descriptor);
}

bool RunLock::isTaken(const RunFolder& folder)
{
    const int descriptor = ::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool taken = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return taken;
}

RunLock::RunLock(RunLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

RunLock::~RunLock()
{
    if (m_descriptor >= 0) ::close(m_descriptor);
}

void removeUnfinishedFiles(const RunFolder& folder)
{
    static const std::regex temporary(R"(\.[\w.-]+\.[A-Za-z0-9]{6})"); // as imaging::ReplacementFile names them
    std::error_code failed;
    std::vector<std::filesystem::path> found;
    for (std::filesystem::directory_iterator entry(folder.path(), failed), end; !failed && entry != end; entry.increment(failed))
        if (std::regex_match(entry->path().filename().string(), temporary)) found.push_back(entry->path());
    for (const auto& file : found)
        std::filesystem::remove(file, failed);
}

Done withdrawReport(const RunFolder& folder)
{
    std::error_code failed;
    std::filesystem::remove(folder.report(), failed);
    if (failed) return Failure{FailureKind::CannotWrite, folder.report().string(), failed.message()};
    return done();
}

Done replaceFile(const std::filesystem::path& file, const std::string& text)
{
    auto replacement = imaging::ReplacementFile::open(file);
    if (!replacement) return replacement.error();
    if (auto written = replacement->write(text); !written) return written;
    return replacement->commit();
}

ModelManifest plainManifest(const Recipe& recipe, const std::string& programVersion, const std::string& splitSha256)
{
    ModelManifest manifest;
    manifest.name = recipe.name;
    manifest.version = recipe.version;
    manifest.architecture = recipe.architecture;
    manifest.transitionSize = recipe.transitionSize;
    manifest.transitionDepth = recipe.transitionDepth;
    manifest.attention = recipe.attention;
    manifest.preprocessing = recipe.input;
    manifest.softmax = recipe.training.loss == LossKind::Softmax;
    if (manifest.softmax) manifest.findings.emplace_back().name = noFinding; // an output, but no result of its own
    for (const auto& finding : recipe.findings) {
        FindingEntry entry;
        entry.name = finding.name;
        entry.minimumAge = finding.minimumAge;
        entry.maximumAge = finding.maximumAge;
        entry.limits = finding.limits;
        manifest.findings.push_back(std::move(entry));
    }
    manifest.provenance["recipe"] = recipe.name;
    manifest.provenance["trained"] = today();
    manifest.provenance["program"] = "lucency " + programVersion;
    std::string sources;
    for (const auto& source : recipe.data)
        sources += (sources.empty() ? "" : ", ") + source.name;
    manifest.provenance["data"] = sources;
    manifest.trainingSplitSha256 = splitSha256;
    return manifest;
}

} // namespace lucency::model
