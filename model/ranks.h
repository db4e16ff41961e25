#pragma once

#include "imaging/result.h"

#include <torch/types.h>

#include <memory>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::model {

/// Thrown where another process of a training on many machines has ended or cannot be reached.
class LostRank : public std::runtime_error {
public:
    /// In the words of one rank; of what LibTorch says of it, the first line.
    LostRank(int rank, const std::string& why);
};

/// The processes of one training, each with a part of every batch: one alone, or those that anything which sets RANK, WORLD_SIZE,
/// MASTER_ADDR and MASTER_PORT has started (torchrun, Slurm, Kubeflow). They talk through c10d's Gloo, by way of main memory, and exchange
/// what is on GPUs through its NCCL where exchangeOn() has found that they can. Every process has to make the same calls in the same order;
/// those that talk throw LostRank when a process is lost. One thread.
class Ranks {
public:
    Ranks() = default; ///< one alone

    /// Joins the others, waiting for them up to five minutes; alone where WORLD_SIZE is not set or 1. Fails with BadArgument, which names
    /// the variable (one that is no number; a RANK that two processes have; a WORLD_SIZE that rank 0 does not have; a MASTER_PORT at which
    /// somebody listens already), with OtherRanksNotFound naming HOST:PORT when they are not found or the host is not known, or with
    /// Cancelled as soon as a stop is asked for.
    static Result<Ranks> join(const std::stop_token& stop = {});

    /// The device that this process takes for a name that the run was given: one of several takes "auto" and "cuda" for the GPU of
    /// its LOCAL_RANK.
    std::string deviceHere(const std::string& name) const;
    /// For processes whose networks are on a device: where it is a GPU that no other process uses, for each of them, and LibTorch has NCCL,
    /// tensors there are exchanged from GPU to GPU from now on, unless LUCENCY_EXCHANGE is "gloo". Says how they are exchanged; nothing
    /// where this process has no GPU. Throws LostRank.
    std::string exchangeOn(const c10::Device& device);

    int rank() const { return m_rank; }
    int size() const { return m_size; }
    bool isAlone() const { return m_size == 1; }
    bool isFirst() const { return m_rank == 0; }

    /// The first of so many things that this process sees to; from the share of rank + 1 on they are another's.
    int begins(int things, int rank) const { return static_cast<int>(static_cast<long>(things) * rank / m_size); }
    int begins(int things) const { return begins(things, m_rank); }
    int ends(int things) const { return begins(things, m_rank + 1); }

    /// The sum over all processes, in place. In float32 or float64.
    void sum(torch::Tensor& tensor) const;
    /// What the first process has, in place.
    void takeFromFirst(torch::Tensor& tensor) const;
    void takeFromFirst(std::string& bytes) const;

    /// Whether all have the same: each gives the SHA-256 of what it has, or why it has none. A failure of its own is given back; where
    /// another rank has failed, or has something else than the first, every rank fails with BadArgument naming that rank and what it is, or
    /// with Cancelled where that one was stopped.
    Done agree(const std::string& what, const Result<std::string>& digest) const;
    /// Whether no rank has failed, in the same way.
    Done agree(const Done& here) const;

private:
    /// What each process says, in up to 64 characters, and a number of its own; in the order of the ranks.
    struct Word {
        int number = 0;
        std::string text;
        bool operator==(const Word&) const = default;
    };
    std::vector<Word> gather(const Word& own) const;

    struct Group;
    std::shared_ptr<Group> m_group;
    int m_rank = 0, m_size = 1;
};

} // namespace lucency::model
