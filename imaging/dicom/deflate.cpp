#include "imaging/dicom/deflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace lucency::imaging::dicom {

namespace {

constexpr std::uint64_t alwaysAllowed = 64ULL << 20;
constexpr std::uint64_t mostExpansion = 200;

/// zlib's state, ended when it goes.
struct Inflater {
    z_stream stream{};
    bool ready = false;

    explicit Inflater(int windowBits) { ready = inflateInit2(&stream, windowBits) == Z_OK; }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater()
    {
        if (ready) inflateEnd(&stream);
    }
};

bool hasZlibHeader(ByteSource& bytes, std::uint64_t offset)
{
    std::array<std::uint8_t, 2> first{};
    return bytes.read(offset, first) && (first[0] & 0x0F) == 8 && (first[0] >> 4) <= 7 && (first[0] * 256 + first[1]) % 31 == 0;
}

} // namespace

Result<std::vector<std::uint8_t>> inflateDataset(ByteSource& bytes, std::uint64_t offset, const ReadLimits& limits,
                                                 const std::string& subject)
{
    const std::uint64_t compressed = bytes.size() - std::min(bytes.size(), offset);
    const std::uint64_t most = std::min(limits.inflatedBytes, std::max(alwaysAllowed, compressed * mostExpansion));
    Inflater inflater(hasZlibHeader(bytes, offset) ? MAX_WBITS : -MAX_WBITS);
    if (!inflater.ready) return Failure{FailureKind::OutOfMemory, subject, "zlib could not start"};

    std::vector<std::uint8_t> in(65536), out, chunk(1 << 18);
    int state = Z_OK;
    while (state != Z_STREAM_END) {
        if (inflater.stream.avail_in == 0) {
            const std::uint64_t left = bytes.size() - std::min(bytes.size(), offset);
            if (left == 0) return Failure{FailureKind::TruncatedPixelData, subject, "the deflated data set ends early"};
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, in.size()));
            if (!bytes.read(offset, std::span(in).first(count))) return Failure{FailureKind::Unreadable, subject, "read error"};
            offset += count;
            inflater.stream.next_in = in.data();
            inflater.stream.avail_in = static_cast<uInt>(count);
        }
        inflater.stream.next_out = chunk.data();
        inflater.stream.avail_out = static_cast<uInt>(chunk.size());
        state = inflate(&inflater.stream, Z_NO_FLUSH);
        if (state == Z_MEM_ERROR) return Failure{FailureKind::OutOfMemory, subject, "zlib"};
        if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) {
            return Failure{FailureKind::CorruptFile, subject, "the deflated data set is damaged"};
        }
        const std::size_t produced = chunk.size() - inflater.stream.avail_out;
        if (out.size() + produced > most)
            return Failure{FailureKind::TooLarge, subject, "the deflated data set expands beyond all proportion"};
        out.insert(out.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(produced));
    }
    return out;
}

} // namespace lucency::imaging::dicom
