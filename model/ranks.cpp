#include "model/ranks.h"

#include "model/device.h"
#include "model/rankexchange.h"
#include "model/rankmeeting.h"
#include "model/sha256.h"

#include <torch/torch.h>

// NCCL's own header does not come with LibTorch.
#if defined(USE_C10D_GLOO) && defined(USE_C10D_NCCL) && __has_include(<nccl.h>)
#define LUCENCY_HAS_NCCL
#include <ATen/cuda/CUDAContext.h>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <vector>

namespace lucency::model {

namespace {

std::optional<int> number(const char* name, int least, int most)
{
    const auto text = environment(name);
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) return std::nullopt;
    return value;
}

constexpr int mostRanks = 4096;

} // namespace

LostRank::LostRank(int rank, const std::string& why)
    : std::runtime_error("rank " + std::to_string(rank) +
                         " has lost another process of this training, which has ended or cannot be reached (" +
                         why.substr(0, why.find('\n')) + ")")
{
}

#if defined(USE_C10D_GLOO)

struct Ranks::Group {
    Met met;
#if defined(LUCENCY_HAS_NCCL)
    std::optional<DeviceExchange<c10d::ProcessGroupNCCL>> devices = {};
#endif
};

namespace {

#if defined(LUCENCY_HAS_NCCL)

/// Which GPU of which running machine a device is, also as containers see it.
std::string deviceOfItsOwn(const c10::Device& device)
{
    if (!device.is_cuda() || environment("LUCENCY_EXCHANGE") == "gloo") return {};
    std::string machine;
    std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), machine);
    const auto& gpu = *at::cuda::getDeviceProperties(device.index());
    return sha256(machine + " " + std::to_string(gpu.pciDomainID) + ":" + std::to_string(gpu.pciBusID) + ":" +
                  std::to_string(gpu.pciDeviceID));
}

DeviceExchange<c10d::ProcessGroupNCCL> exchangeThroughNccl(const Met& met, int rank, int size)
{
    // NCCL's own way to see that a process is lost ends the program; it had another name before LibTorch 2.
    for (const char* name : {"NCCL_ASYNC_ERROR_HANDLING", "TORCH_NCCL_ASYNC_ERROR_HANDLING"})
        ::setenv(name, "0", 0);
    const auto store = c10::make_intrusive<c10d::PrefixStore>("nccl", met.store);
    return {c10::make_intrusive<c10d::ProcessGroupNCCL>(store, rank, size), met.gloo, rank};
}

#else

std::string deviceOfItsOwn(const c10::Device&)
{
    return {};
}

#endif

} // namespace

Result<Ranks> Ranks::join(const std::stop_token& stop)
{
    Ranks ranks;
    if (environment("WORLD_SIZE").empty()) return ranks;
    const auto size = number("WORLD_SIZE", 1, mostRanks);
    if (!size) return Failure{FailureKind::BadArgument, "WORLD_SIZE", "the number of processes is needed"};
    if (*size == 1) return ranks;
    const auto rank = number("RANK", 0, *size - 1);
    if (!rank) return Failure{FailureKind::BadArgument, "RANK", "a number from 0 to WORLD_SIZE - 1 is needed"};
    const auto address = environment("MASTER_ADDR");
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

std::string Ranks::exchangeOn(const c10::Device& device)
{
    if (isAlone()) return {};
    std::vector<std::string> devices;
    for (auto& word : gather({0, deviceOfItsOwn(device)}))
        devices.push_back(std::move(word.text));
#if defined(LUCENCY_HAS_NCCL)
    if (eachHasItsOwn(devices)) {
        if (!m_group->devices) m_group->devices.emplace(exchangeThroughNccl(m_group->met, m_rank, m_size));
        auto one = torch::ones({1}, device); // which is when NCCL sees whether it can
        sum(one);
        return "the processes exchange what they learn through NCCL, from GPU to GPU";
    }
#endif
    return device.is_cuda() ? "the processes exchange what they learn through Gloo, by way of main memory" : "";
}

void Ranks::sum(torch::Tensor& tensor) const
{
    if (isAlone()) return;
#if defined(LUCENCY_HAS_NCCL)
    if (tensor.is_cuda() && m_group->devices) return m_group->devices->sum(tensor);
#endif
    std::vector<torch::Tensor> here{tensor.to(torch::kCPU).contiguous()};
    together(m_rank, [&] { return m_group->met.gloo->allreduce(here); });
    tensor.copy_(here.front());
}

void Ranks::takeFromFirst(torch::Tensor& tensor) const
{
    if (isAlone()) return;
#if defined(LUCENCY_HAS_NCCL)
    if (tensor.is_cuda() && m_group->devices) return m_group->devices->takeFromFirst(tensor);
#endif
    std::vector<torch::Tensor> here{tensor.to(torch::kCPU).contiguous()};
    together(m_rank, [&] { return m_group->met.gloo->broadcast(here); });
    tensor.copy_(here.front());
}

#else

struct Ranks::Group {};

Result<Ranks> Ranks::join(const std::stop_token&)
{
    if (environment("WORLD_SIZE").empty() || number("WORLD_SIZE", 1, 1)) return Ranks();
    return Failure{FailureKind::DeviceUnavailable, "WORLD_SIZE", "this LibTorch was built without c10d's Gloo"};
}

std::string Ranks::exchangeOn(const c10::Device&)
{
    return {};
}
void Ranks::sum(torch::Tensor&) const {}
void Ranks::takeFromFirst(torch::Tensor&) const {}

#endif

std::string Ranks::deviceHere(const std::string& name) const
{
    return isAlone() ? name : deviceOfProcess(name, environment("LOCAL_RANK"), static_cast<int>(torch::cuda::device_count()));
}

std::vector<Ranks::Word> Ranks::gather(const Word& own) const
{
    constexpr std::int64_t columns = 65; // a row each: the number and the characters
    auto rows = torch::zeros({m_size, columns}, torch::kFloat64);
    auto* here = rows.data_ptr<double>() + m_rank * columns;
    *here = own.number;
    std::copy_n(own.text.begin(), std::min<std::size_t>(own.text.size(), columns - 1), here + 1);
    sum(rows);
    std::vector<Word> words;
    for (int rank = 0; rank < m_size; ++rank) {
        const auto* row = rows.data_ptr<double>() + rank * columns;
        Word word{static_cast<int>(*row), {}};
        for (int column = 1; column < columns && row[column] != 0; ++column)
            word.text.push_back(static_cast<char>(row[column]));
        words.push_back(std::move(word));
    }
    return words;
}

Done Ranks::agree(const std::string& what, const Result<std::string>& digest) const
{
    if (isAlone()) return digest ? done() : Done(digest.error());
    const auto words = gather(digest ? Word{0, *digest} : Word{1 + static_cast<int>(digest.error().kind), {}});
    if (!digest) return digest.error();
    for (int rank = 0; rank < m_size; ++rank) {
        const auto name = "rank " + std::to_string(rank);
        if (const int failed = words[static_cast<std::size_t>(rank)].number; failed != 0) {
            const auto kind = static_cast<FailureKind>(failed - 1);
            if (kind == FailureKind::Cancelled) return Failure{kind, name, "it was stopped"};
            return Failure{FailureKind::BadArgument, name, "it has failed, see its own words [" + std::string(slug(kind)) + "]"};
        }
    }
    for (int rank = 1; rank < m_size; ++rank)
        if (words[static_cast<std::size_t>(rank)] != words.front())
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
