#pragma once

#include "imaging/dicom/bytes.h"
#include "imaging/read.h"

namespace lucency::imaging::dicom {

/// Inflates a deflated data set (PS3.5 annex A.5; raw deflate, or zlib as some write it) from offset to the end of the file. What comes out
/// is bounded by the limits and by 64 MiB or 200 times what went in, whichever is more: no radiograph deflates better, a bomb does.
/// Fails with TooLarge or, where the stream is damaged or ends early, TruncatedPixelData or CorruptFile.
Result<std::vector<std::uint8_t>> inflateDataset(ByteSource& bytes, std::uint64_t offset, const ReadLimits& limits,
                                                 const std::string& subject);

} // namespace lucency::imaging::dicom
