#include "model/memory.h"

#include <new>
#include <string_view>

namespace lucency::model {

bool isOutOfMemory(const std::exception& error)
{
    // LibTorch has a type of its own for CUDA alone, and words for the rest; oneDNN and OpenCV have words alone. The layers that oneDNN is
    // given are all of kinds that it knows: where it cannot make one, memory is what it lacks.
    const std::string_view what = error.what();
    const auto says = [what](std::string_view words) { return what.find(words) != std::string_view::npos; };
    return dynamic_cast<const std::bad_alloc*>(&error) || says("can't allocate memory") || says("not enough memory") ||
           says("out of memory") || says("could not create a memory") || says("could not create a primitive") ||
           says("could not execute a primitive") || says("Insufficient memory") || says("Failed to allocate") || says("std::bad_alloc");
}

} // namespace lucency::model
