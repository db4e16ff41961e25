#pragma once

namespace lucency::model {

/// For as long as it lives, the network computes on so many threads when this thread calls it. Several threads that each compute on one
/// do not wait for each other in every layer as two compute threads of one network do.
class ComputeThreadsHere {
public:
    explicit ComputeThreadsHere(int threads);
    ~ComputeThreadsHere();
    ComputeThreadsHere(const ComputeThreadsHere&) = delete;
    ComputeThreadsHere& operator=(const ComputeThreadsHere&) = delete;

private:
    int m_before = 0; ///< 0 where there is no network that could compute
};

} // namespace lucency::model
