#include "model/ranks.h"

#include <torch/torch.h>

#if defined(USE_C10D_GLOO)
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#endif

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <optional>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

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

/// Where the first process, or torchrun in its place, is to be found.
struct Meeting {
    std::string address;
    int port = 0, rank = 0, size = 0;

    std::string place() const { return address + ":" + std::to_string(port); }
    Failure notMet(const std::string& why) const { return {FailureKind::OtherRanksNotFound, place(), why}; }
};

/// Waits until something is so: done, Cancelled where a stop is asked for, or a failure where it is not so within five minutes.
template<typename IsSo>
Done waitFor(const Meeting& meeting, const std::stop_token& stop, const std::string& otherwise, const IsSo& isSo)
{
    constexpr std::chrono::milliseconds aLook{200};
    const auto until = std::chrono::steady_clock::now() + untilAllAreHere;
    std::mutex mutex;
    std::condition_variable_any stopped;
    while (!isSo()) {
        std::unique_lock lock(mutex);
        stopped.wait_for(lock, stop, aLook, [] { return false; });
        if (stop.stop_requested()) return Failure{FailureKind::Cancelled, meeting.place(), "stopped while " + otherwise};
        if (std::chrono::steady_clock::now() > until) return meeting.notMet("after five minutes " + otherwise);
    }
    return done();
}

Result<std::shared_ptr<addrinfo>> resolve(const Meeting& meeting)
{
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int error = ::getaddrinfo(meeting.address.c_str(), std::to_string(meeting.port).c_str(), &wanted, &found);
    if (error != 0) return meeting.notMet("the machine " + meeting.address + " is not known: " + ::gai_strerror(error));
    return std::shared_ptr<addrinfo>(found, ::freeaddrinfo);
}

/// Whether somebody listens at one of these addresses.
bool answers(const addrinfo* addresses)
{
    for (; addresses; addresses = addresses->ai_next) {
        const int descriptor =
            ::socket(addresses->ai_family, addresses->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, addresses->ai_protocol);
        if (descriptor < 0) continue;
        bool answered = ::connect(descriptor, addresses->ai_addr, addresses->ai_addrlen) == 0;
        if (!answered && errno == EINPROGRESS) {
            pollfd ready{descriptor, POLLOUT, 0};
            int error = 0;
            socklen_t length = sizeof error;
            constexpr int milliseconds = 500;
            answered =
                ::poll(&ready, 1, milliseconds) == 1 && ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 && error == 0;
        }
        ::close(descriptor);
        if (answered) return true;
    }
    return false;
}

/// LibTorch's own ways to wait cannot be stopped, so it is asked for what is there already.
Result<c10::intrusive_ptr<c10d::ProcessGroupGloo>> meet(const Meeting& meeting, const std::stop_token& stop)
{
    const auto addresses = resolve(meeting);
    if (!addresses) return addresses.error();
    c10d::TCPStoreOptions options;
    options.port = static_cast<std::uint16_t>(meeting.port);
    // torchrun keeps the store itself, and every process is a client of it.
    options.isServer = meeting.rank == 0 && variable("TORCHELASTIC_USE_AGENT_STORE") != "True";
    options.numWorkers = static_cast<std::size_t>(meeting.size);
    options.waitWorkers = false;
    options.timeout = untilAllAreHere;
    const auto nobody = "rank " + std::to_string(meeting.rank) + " waited for rank 0, which nobody has started there";
    if (!options.isServer)
        if (auto there = waitFor(meeting, stop, nobody, [&] { return answers(addresses->get()); }); !there) return there.error();
    const auto store = c10::make_intrusive<c10d::TCPStore>(meeting.address, options);
    const auto own = c10::make_intrusive<c10d::PrefixStore>("lucency/" + variable("TORCHELASTIC_RESTART_COUNT"), store);
    own->set("here/" + std::to_string(meeting.rank), {1});
    for (int each = 0; each < meeting.size; ++each) {
        const auto missing = "rank " + std::to_string(meeting.rank) + " waited for rank " + std::to_string(each);
        const auto isHere = [&] { return own->check({"here/" + std::to_string(each)}); };
        if (auto here = waitFor(meeting, stop, missing, isHere); !here) return here.error();
    }
    auto how = c10d::ProcessGroupGloo::Options::create(untilAnAnswer);
    const auto interface = variable("GLOO_SOCKET_IFNAME");
    const bool local = meeting.address == "127.0.0.1" || meeting.address == "localhost" || meeting.address == "::1";
    if (!interface.empty())
        how->devices.push_back(c10d::ProcessGroupGloo::createDeviceForInterface(interface));
    else if (local)
        how->devices.push_back(c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1"));
    else
        how->devices.push_back(c10d::ProcessGroupGloo::createDefaultDevice());
    how->threads = 1;
    return c10::make_intrusive<c10d::ProcessGroupGloo>(own, meeting.rank, meeting.size, how);
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

Result<Ranks> Ranks::join(const std::stop_token& stop)
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
    const Meeting meeting{address, *port, *rank, *size};
    try {
        auto met = meet(meeting, stop);
        if (!met) return met.error();
        ranks.m_group = std::make_shared<Group>(Group{*std::move(met)});
        auto one = torch::ones({1});
        ranks.sum(one);
    } catch (const std::exception& error) {
        const std::string what = error.what();
        return meeting.notMet(what.substr(0, what.find('\n')));
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

Result<Ranks> Ranks::join(const std::stop_token&)
{
    if (variable("WORLD_SIZE").empty() || number("WORLD_SIZE", 1, 1)) return Ranks();
    return Failure{FailureKind::DeviceUnavailable, "WORLD_SIZE", "this LibTorch was built without c10d's Gloo"};
}

void Ranks::sum(torch::Tensor&) const {}
void Ranks::takeFromFirst(torch::Tensor&) const {}

#endif

Done Ranks::agree(const std::string& what, const Result<std::string>& digest) const
{
    if (isAlone()) return digest ? done() : Done(digest.error());
    // A row each: zero and the digest's characters, or the kind of the failure.
    constexpr std::int64_t columns = 65;
    auto rows = torch::zeros({m_size, columns}, torch::kFloat64);
    auto* own = rows.data_ptr<double>() + m_rank * columns;
    if (digest)
        std::copy_n(digest->begin(), std::min<std::size_t>(digest->size(), columns - 1), own + 1);
    else
        *own = 1 + static_cast<int>(digest.error().kind);
    sum(rows);
    if (!digest) return digest.error();
    const auto* all = rows.data_ptr<double>();
    for (int rank = 0; rank < m_size; ++rank) {
        const auto* row = all + rank * columns;
        const auto name = "rank " + std::to_string(rank);
        if (*row != 0) {
            const auto kind = static_cast<FailureKind>(static_cast<int>(*row) - 1);
            if (kind == FailureKind::Cancelled) return Failure{kind, name, "it was stopped"};
            return Failure{FailureKind::BadArgument, name, "it has failed, see its own words [" + std::string(slug(kind)) + "]"};
        }
    }
    for (int rank = 1; rank < m_size; ++rank)
        if (!std::equal(all, all + columns, all + rank * columns))
            return Failure{FailureKind::BadArgument, "rank " + std::to_string(rank), "it has " + what + " than rank 0"};
    return done();
}

Done Ranks::agree(const Done& here) const
{
    return agree("", here ? Result<std::string>(std::string()) : Result<std::string>(here.error()));
}

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
