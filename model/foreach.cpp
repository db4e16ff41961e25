#include "model/foreach.h"

#include "model/computeturn.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace lucency::model {

void forEach(std::size_t count, int threads, const std::stop_token& stop, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::exception_ptr thrown;
    const auto run = [&] {
        try {
            while (!stop.stop_requested()) {
                const auto i = next.fetch_add(1);
                if (i >= count) return;
                giveWay();
                work(i);
            }
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!thrown) thrown = std::current_exception();
            next = count;
        }
    };
    {
        std::vector<std::jthread> pool;
        for (int i = 1; i < threads; ++i)
            pool.emplace_back([&] {
                const GivesWay helper(GivesWay::As::Helper);
                run();
            });
        run();
    }
    if (thrown) std::rethrow_exception(thrown);
}

} // namespace lucency::model
