#include "model/ranks.h"

#include <torch/torch.h>

#if defined(USE_C10D_GLOO)
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#endif

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>

namespace lucency::model {

namespace {

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::optional<int> number(const char* name, int least, int most)
{
    const auto text = variable(name);
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) return std::nullopt;
    return value;
}

constexpr int mostRanks = 4096;

} // namespace

#if defined(USE_C10D_GLOO)

struct Ranks::Group {
    c10::intrusive_ptr<c10d::ProcessGroupGloo> processes;
};

namespace {

constexpr std::chrono::minutes untilAllAreHere{5};
/// The first process reads images and writes models while others wait for it.
constexpr std::chrono::minutes untilAnAnswer{60};

c10::intrusive_ptr<c10d::ProcessGroupGloo> meet(const std::string& address, int port, int rank, int size)
{
    c10d::TCPStoreOptions options;
    options.port = static_cast<std::uint16_t>(port);
    // torchrun keeps the store itself, and every process is a client of it.
    options.isServer = rank == 0 && variable("TORCHELASTIC_USE_AGENT_STORE") != "True";
    options.numWorkers = static_cast<std::size_t>(size);
    options.waitWorkers = false;
    options.timeout = untilAllAreHere;
    const auto store = c10::make_intrusive<c10d::TCPStore>(address, options);
    const auto own = c10::make_intrusive<c10d::PrefixStore>("lucency/" + variable("TORCHELASTIC_RESTART_COUNT"), store);
    own->set("here/" + std::to_string(rank), {1});
    std::vector<std::string> everybody;
    for (int each = 0; each < size; ++each)
        everybody.push_back("here/" + std::to_string(each));
    own->wait(everybody, untilAllAreHere);
    auto how = c10d::ProcessGroupGloo::Options::create(untilAnAnswer);
    const auto interface = variable("GLOO_SOCKET_IFNAME");
    const bool local = address == "127.0.0.1" || address == "localhost" || address == "::1";
    if (!interface.empty())
        how->devices.push_back(c10d::ProcessGroupGloo::createDeviceForInterface(interface));
    else if (local)
        how->devices.push_back(c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1"));
    else
        how->devices.push_back(c10d::ProcessGroupGloo::createDefaultDevice());
    how->threads = 1;
    return c10::make_intrusive<c10d::ProcessGroupGloo>(own, rank, size, how);
}

/// Waits for what the processes do together; whatever goes wrong there is a process that is lost.
template<typename Begin>
void together(int rank, const Begin& begin)
{
    try {
        begin()->wait(untilAnAnswer);
    } catch (const std::exception& error) {
        const std::string what = error.what();
        throw LostRank("rank " + std::to_string(rank) +
                       " has lost another process of this training, which has ended or cannot be reached (" +
                       what.substr(0, what.find('\n')) + ")");
    }
}

} // namespace

Result<Ranks> Ranks::join()
{
    Ranks ranks;
    if (variable("WORLD_SIZE").empty()) return ranks;
    const auto size = number("WORLD_SIZE", 1, mostRanks);
    if (!size) return Failure{FailureKind::BadArgument, "WORLD_SIZE", "the number of processes is needed"};
    if (*size == 1) return ranks;
    const auto rank = number("RANK", 0, *size - 1);
    if (!rank) return Failure{FailureKind::BadArgument, "RANK", "a number from 0 to WORLD_SIZE - 1 is needed"};
    const auto address = variable("MASTER_ADDR");
    if (address.empty()) return Failure{FailureKind::BadArgument, "MASTER_ADDR", "the machine of the first process is needed"};
    const auto port = number("MASTER_PORT", 1, 65535);
    if (!port) return Failure{FailureKind::BadArgument, "MASTER_PORT", "a port is needed"};
    ranks.m_rank = *rank;
    ranks.m_size = *size;
    try {
        ranks.m_group = std::make_shared<Group>(Group{meet(address, *port, *rank, *size)});
        auto one = torch::ones({1});
        ranks.sum(one);
    } catch (const std::exception& error) {
        const std::string what = error.what();
        return Failure{FailureKind::DeviceUnavailable, address + ":" + std::to_string(*port),
                       "the " + std::to_string(*size) +
                           " processes of this training do not find each other: " + what.substr(0, what.find('\n'))};
    }
    return ranks;
}

void Ranks::sum(torch::Tensor& tensor) const
{
    if (isAlone()) return;
    std::vector<torch::Tensor> here{tensor.to(torch::kCPU).contiguous()};
    together(m_rank, [&] { return m_group->processes->allreduce(here); });
    tensor.copy_(here.front());
}

void Ranks::takeFromFirst(torch::Tensor& tensor) const
{
    if (isAlone()) return;
    std::vector<torch::Tensor> here{tensor.to(torch::kCPU).contiguous()};
    together(m_rank, [&] { return m_group->processes->broadcast(here); });
    tensor.copy_(here.front());
}

#else

struct Ranks::Group {};

Result<Ranks> Ranks::join()
{
    if (variable("WORLD_SIZE").empty() || number("WORLD_SIZE", 1, 1)) return Ranks();
    return Failure{FailureKind::DeviceUnavailable, "WORLD_SIZE", "this LibTorch was built without c10d's Gloo"};
}

void Ranks::sum(torch::Tensor&) const {}
void Ranks::takeFromFirst(torch::Tensor&) const {}

#endif

void Ranks::takeFromFirst(std::string& bytes) const
{
    if (isAlone()) return;
    auto length = torch::tensor(static_cast<std::int64_t>(bytes.size()));
    takeFromFirst(length);
    auto content = torch::empty({length.item<std::int64_t>()}, torch::kUInt8);
    if (isFirst() && !bytes.empty()) std::memcpy(content.data_ptr(), bytes.data(), bytes.size());
    if (content.numel() > 0) takeFromFirst(content);
    bytes.resize(static_cast<std::size_t>(content.numel()));
    if (!isFirst() && !bytes.empty()) std::memcpy(bytes.data(), content.data_ptr(), bytes.size());
}

} // namespace lucency::model
