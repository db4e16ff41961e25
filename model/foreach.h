#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace lucency::model {

/// Calls work for 0 to count - 1 on several threads, this one among them, each taking the next that nobody has, until the end or a stop.
/// Gives way to who scores between two. Throws what work throws first.
void forEach(std::size_t count, int threads, const std::stop_token& stop, const std::function<void(std::size_t)>& work);

} // namespace lucency::model
