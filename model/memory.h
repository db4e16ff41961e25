#pragma once

#include <exception>

namespace lucency::model {

/// Whether an exception of LibTorch, oneDNN or the standard library says that memory, of the machine or of a GPU, does not suffice.
bool isOutOfMemory(const std::exception& error);

} // namespace lucency::model
