#include "model/computethreads.h"

#include "model/networkroom.h"

#include <ATen/Parallel.h>

#include <omp.h>

#include <algorithm>
#include <mutex>

namespace lucency::model::room {

void setComputeThreads(int threads)
{
    static std::once_flag once;
    std::call_once(once, [threads] { at::set_num_threads(std::max(1, threads)); });
}

// at::set_num_threads() is for the whole process. OpenMP counts threads for each calling thread, and both ATen and oneDNN ask it; but ATen
// resets it on its first use in a thread, which is therefore brought about before.
int computeThreadsHere(int threads)
{
    const int before = at::get_num_threads();
    omp_set_num_threads(std::max(1, threads));
    return before;
}

} // namespace lucency::model::room
