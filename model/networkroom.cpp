#include "model/networkroom.h"

#include "model/computethreads.h"
#include "model/modelfile.h"
#include "model/tensormemory.h"

#include <dlfcn.h>

#include <mutex>
#include <utility>

extern "C" {
/// Of lucency_networks: there where that is linked in; else its library is opened.
__attribute__((weak)) const lucency::model::NetworkRoom* lucencyNetworkRoom();
}

namespace lucency::model {
namespace {

/// The way to the room and what was wished before somebody needed it.
class Door {
public:
    Door()
    {
        if (&lucencyNetworkRoom != nullptr) m_room = lucencyNetworkRoom();
    }

    Result<const NetworkRoom*> open()
    {
        const std::lock_guard lock(m_mutex);
        if (m_room) return m_room;
        auto found = find();
        if (!found) return found;
        m_room = *found;
        if (m_threads) m_room->setComputeThreads(*m_threads);
        if (m_memory) m_room->keepTensorMemory(*m_memory);
        return m_room;
    }

    void setComputeThreads(int threads)
    {
        const std::lock_guard lock(m_mutex);
        if (m_room)
            m_room->setComputeThreads(threads);
        else if (!m_threads)
            m_threads = threads;
    }

    void keepTensorMemory(std::size_t mostBytes)
    {
        const std::lock_guard lock(m_mutex);
        if (m_room)
            m_room->keepTensorMemory(mostBytes);
        else
            m_memory = mostBytes;
    }

private:
    static Result<const NetworkRoom*> find()
    {
        std::error_code unknown;
        const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
        const auto file = program.parent_path().parent_path() / "lib" / "lucency" / "liblucency_networks.so";
        // For good: threads of LibTorch's may outlive any of ours.
        void* library = ::dlopen(file.c_str(), RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
        void* entry = library ? ::dlsym(library, "lucencyNetworkRoom") : nullptr;
        if (!entry) {
            const char* why = ::dlerror(); // NOLINT(concurrency-mt-unsafe): of this thread
            return Failure{FailureKind::Internal, file.string(), why ? why : "not a library of networks"};
        }
        return reinterpret_cast<const NetworkRoom* (*)()>(entry)();
    }

    std::mutex m_mutex; ///< guards everything below
    const NetworkRoom* m_room = nullptr;
    std::optional<int> m_threads;
    std::optional<std::size_t> m_memory;
};

Door& door()
{
    static Door only;
    return only;
}

} // namespace

Result<const NetworkRoom*> networkRoom()
{
    return door().open();
}

void setComputeThreads(int threads)
{
    door().setComputeThreads(threads);
}

void keepTensorMemory(std::size_t mostBytes)
{
    door().keepTensorMemory(mostBytes);
}

ComputeThreadsHere::ComputeThreadsHere(int threads)
{
    if (const auto room = networkRoom()) m_before = (*room)->computeThreadsHere(threads);
}

ComputeThreadsHere::~ComputeThreadsHere()
{
    if (m_before == 0) return;
    if (const auto room = networkRoom()) (*room)->computeThreadsHere(m_before);
}

Result<std::unique_ptr<Inference>> loadInference(const std::filesystem::path& file, const ClassifierOptions& options,
                                                 ModelManifest& manifest, std::optional<Gate>& gate)
{
    const auto room = networkRoom();
    if (!room) return room.error();
    return (*room)->loadInference(file, options, manifest, gate);
}

std::string computingCircumstances()
{
    const auto room = networkRoom();
    return room ? (*room)->computingCircumstances() : std::string();
}

Result<ModelManifest> readManifest(const std::filesystem::path& file)
{
    const auto room = networkRoom();
    if (!room) return room.error();
    return (*room)->readManifest(file);
}

Result<ModelManifest> copyModel(const std::filesystem::path& from, const ModelManifest& manifest, const std::filesystem::path& to)
{
    const auto room = networkRoom();
    if (!room) return room.error();
    return (*room)->copyModel(from, manifest, to);
}

Result<TrainingOutcome> train(const TrainingRequest& request, std::stop_token stop)
{
    const auto room = networkRoom();
    if (!room) return room.error();
    return (*room)->train(request, std::move(stop));
}

Result<TrainingTrial> tryTraining(const TrialRequest& request, std::stop_token stop)
{
    const auto room = networkRoom();
    if (!room) return room.error();
    return (*room)->tryTraining(request, std::move(stop));
}

TrainingEstimate estimateRun(const TrainingTrial& trial, const Recipe& recipe, const std::array<long, 3>& images, bool pixelsAreKept)
{
    const auto room = networkRoom();
    return room ? (*room)->estimateRun(trial, recipe, images, pixelsAreKept) : TrainingEstimate{};
}

} // namespace lucency::model
