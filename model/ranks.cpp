#include "model/ranks.h"

#include "model/rankmeeting.h"

#include <torch/torch.h>

#include <algorithm>
#include <charconv>
#include <cstring>
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

#if defined(USE_C10D_GLOO)

struct Ranks::Group {
    c10::intrusive_ptr<c10d::ProcessGroupGloo> processes;
};

namespace {

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
    if (environment("WORLD_SIZE").empty() || number("WORLD_SIZE", 1, 1)) return Ranks();
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
