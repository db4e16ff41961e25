#include "model/rankmeeting.h"

#if defined(USE_C10D_GLOO)
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#endif

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <sstream>
#include <vector>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lucency::model {

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

#if defined(USE_C10D_GLOO)

namespace {

constexpr std::chrono::minutes untilAllAreHere{5};

/// Waits until something is so: done, Cancelled where a stop is asked for, or a failure where it is not so in time.
Done waitFor(const Meeting& meeting, const std::stop_token& stop, const std::string& otherwise, const std::function<bool()>& isSo,
             std::chrono::seconds most = untilAllAreHere)
{
    constexpr std::chrono::milliseconds aLook{200};
    const auto until = std::chrono::steady_clock::now() + most;
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

/// What the processes of one training tell each other in the store of the first, until all are there or something is wrong. LibTorch's own
/// ways to wait cannot be stopped, so it is asked for what is there already.
class Gathering {
public:
    Gathering(const Meeting& meeting, c10::intrusive_ptr<c10d::Store> store, bool isServer, const std::stop_token& stop)
        : m_meeting(meeting)
        , m_store(std::move(store))
        , m_isServer(isServer)
        , m_stop(stop)
    {
    }

    /// Done when all are there, each with a rank of its own.
    Done gather()
    {
        m_store->set(sizeOf(m_meeting.rank), bytes(std::to_string(m_meeting.size)));
        m_ticket = m_store->add(ticketsOf(m_meeting.rank), 1);
        const auto own = name(m_meeting.rank);
        for (int each = 0; each < m_meeting.size; ++each)
            if (auto here = waitFor(m_meeting, m_stop, own + " waited for " + name(each),
                                    [&] { return judged() || m_store->check({ticketsOf(each)}); });
                !here)
                return here;
        if (m_meeting.rank == 0 && !m_store->check({verdict})) speak();
        if (auto here = waitFor(m_meeting, m_stop, own + " waited for the word of rank 0", [&] { return judged(); }); !here) return here;
        auto understood = understand(text(verdict));
        if (!understood) waitUntilTold();
        return understood;
    }

private:
    static std::string sizeOf(int rank) { return "size/" + std::to_string(rank); }
    static std::string ticketsOf(int rank) { return "came/" + std::to_string(rank); }
    static std::vector<std::uint8_t> bytes(const std::string& text) { return {text.begin(), text.end()}; }
    static std::string name(int rank) { return "rank " + std::to_string(rank); }

    /// All are there. They know how many they are before they can be seen.
    void speak() const
    {
        for (int each = 1; each < m_meeting.size; ++each)
            if (const auto size = text(sizeOf(each)); size != std::to_string(m_meeting.size)) {
                const auto other = otherSize(each, size);
                return propose(other.subject, other.detail);
            }
        propose(go, tickets());
    }

    /// Which process of each rank takes part: the last that came.
    std::string tickets() const
    {
        std::string all;
        for (int each = 0; each < m_meeting.size; ++each)
            all += " " + std::to_string(m_store->add(ticketsOf(each), 0));
        return all;
    }

    /// Whether somebody has spoken, after a look at what oneself can see.
    bool judged()
    {
        if (!m_store->check({verdict})) {
            if (m_store->add(ticketsOf(m_meeting.rank), 0) != m_ticket)
                propose(twice().subject, twice().detail);
            else if (isOfAnotherSize())
                propose(otherSize().subject, otherSize().detail);
        }
        return m_store->check({verdict});
    }

    /// The first to speak is heard, by all and for good: a process that comes later finds that the others have gone without it.
    void propose(const std::string& subject, const std::string& words) const
    {
        m_store->compareSet(verdict, {}, bytes(subject + ":" + words));
    }

    Done understand(const std::string& said) const
    {
        const auto colon = said.find(':');
        if (said.substr(0, colon) != go) return Failure{FailureKind::BadArgument, said.substr(0, colon), said.substr(colon + 1)};
        if (isOfAnotherSize()) return otherSize();
        std::istringstream numbers(said.substr(colon + 1));
        std::int64_t ticket = 0;
        for (int each = 0; each <= m_meeting.rank; ++each)
            numbers >> ticket;
        return ticket == m_ticket ? done() : Done(twice());
    }

    bool isOfAnotherSize() const { return m_store->check({sizeOf(0)}) && text(sizeOf(0)) != std::to_string(m_meeting.size); }
    Failure twice() const
    {
        return {FailureKind::BadArgument, "RANK", "two processes were started with RANK " + std::to_string(m_meeting.rank)};
    }
    Failure otherSize(int rank, const std::string& size) const
    {
        return {FailureKind::BadArgument, "WORLD_SIZE",
                name(rank) + " was started with WORLD_SIZE " + size + ", rank 0 with " + text(sizeOf(0))};
    }
    Failure otherSize() const { return otherSize(m_meeting.rank, std::to_string(m_meeting.size)); }

    /// The store ends with the first process: those that wait, and those that are still on their way, should have heard what is wrong. They
    /// look every 200 ms.
    void waitUntilTold()
    {
        m_store->add("told", 1);
        if (!m_isServer) return;
        const auto all = [&] {
            std::int64_t came = 0;
            for (int each = 0; each < m_meeting.size; ++each)
                came += m_store->add(ticketsOf(each), 0);
            return m_store->add("told", 0) >= std::max<std::int64_t>(came, m_meeting.size);
        };
        (void)waitFor(m_meeting, m_stop, "", all, untilAllAreTold);
    }

    std::string text(const std::string& key) const
    {
        const auto value = m_store->get(key);
        return {value.begin(), value.end()};
    }

    static constexpr const char *verdict = "verdict", *go = "go";
    static constexpr std::chrono::seconds untilAllAreTold{10};

    const Meeting& m_meeting;
    const c10::intrusive_ptr<c10d::Store> m_store;
    const bool m_isServer;
    const std::stop_token& m_stop;
    std::int64_t m_ticket = 0; ///< which of all processes of this rank that ever came this one is
};

c10::intrusive_ptr<c10d::ProcessGroupGloo::Options> wayToTalk(const Meeting& meeting)
{
    auto how = c10d::ProcessGroupGloo::Options::create(untilAnAnswer);
    const auto interface = environment("GLOO_SOCKET_IFNAME");
    const bool local = meeting.address == "127.0.0.1" || meeting.address == "localhost" || meeting.address == "::1";
    if (!interface.empty())
        how->devices.push_back(c10d::ProcessGroupGloo::createDeviceForInterface(interface));
    else if (local)
        how->devices.push_back(c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1"));
    else
        how->devices.push_back(c10d::ProcessGroupGloo::createDefaultDevice());
    how->threads = 1;
    return how;
}

} // namespace

Result<Met> meet(const Meeting& meeting, const std::stop_token& stop)
{
    const auto addresses = resolve(meeting);
    if (!addresses) return addresses.error();
    c10d::TCPStoreOptions options;
    options.port = static_cast<std::uint16_t>(meeting.port);
    // torchrun keeps the store itself, and every process is a client of it.
    options.isServer = meeting.rank == 0 && environment("TORCHELASTIC_USE_AGENT_STORE") != "True";
    options.numWorkers = static_cast<std::size_t>(meeting.size);
    options.waitWorkers = false;
    options.timeout = untilAllAreHere;
    const auto nobody = "rank " + std::to_string(meeting.rank) + " waited for rank 0, which nobody has started there";
    const auto answered = [&] { return answers(addresses->get()); };
    if (!options.isServer)
        if (auto there = waitFor(meeting, stop, nobody, answered); !there) return there.error();
    c10::intrusive_ptr<c10d::Store> store;
    try {
        store = c10::make_intrusive<c10d::TCPStore>(meeting.address, options);
    } catch (const std::exception&) {
        if (!options.isServer || !answers(addresses->get())) throw;
        return Failure{FailureKind::BadArgument, "MASTER_PORT",
                       "somebody listens at " + meeting.place() + " already: a second process with RANK 0, or another program"};
    }
    const auto own = c10::make_intrusive<c10d::PrefixStore>("lucency/" + environment("TORCHELASTIC_RESTART_COUNT"), store);
    if (auto gathered = Gathering(meeting, own, options.isServer, stop).gather(); !gathered) return gathered.error();
    return Met{own, c10::make_intrusive<c10d::ProcessGroupGloo>(own, meeting.rank, meeting.size, wayToTalk(meeting))};
}

#endif

} // namespace lucency::model
