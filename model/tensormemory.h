#pragma once

#include <cstddef>

namespace lucency::model {

/// From now on the memory of freed tensors is kept, up to so many bytes, for the next ones of about their size, instead of going back to
/// the system, which takes as long to hand out large blocks anew as a network needs for a good part of its work. For the whole process;
/// later calls only change the bound. Where memory runs out, all that is kept is given back before an allocation fails, and before others
/// lack it; tensors leave the last 96 MB to what cannot do without, so that running out of memory is an exception and no crash.
void keepTensorMemory(std::size_t mostBytes);

/// Bytes that are kept and not in use.
std::size_t keptTensorMemory();

} // namespace lucency::model
