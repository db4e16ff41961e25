#include "imaging/dicom/jpeg2000.h"

#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <thread>

namespace lucency::imaging::dicom {

namespace {

/// A stream in memory, for OpenJPEG's callbacks.
struct Memory {
    std::span<const std::uint8_t> bytes;
    std::size_t position = 0;
};

OPJ_SIZE_T readMemory(void* to, OPJ_SIZE_T count, void* user)
{
    auto& memory = *static_cast<Memory*>(user);
    const std::size_t got = std::min<std::size_t>(count, memory.bytes.size() - memory.position);
    if (got == 0) return static_cast<OPJ_SIZE_T>(-1);
    std::memcpy(to, memory.bytes.data() + memory.position, got);
    memory.position += got;
    return got;
}

OPJ_OFF_T skipMemory(OPJ_OFF_T count, void* user)
{
    auto& memory = *static_cast<Memory*>(user);
    if (count < 0) return -1;
    memory.position += std::min(static_cast<std::size_t>(count), memory.bytes.size() - memory.position);
    return count;
}

OPJ_BOOL seekMemory(OPJ_OFF_T position, void* user)
{
    auto& memory = *static_cast<Memory*>(user);
    if (position < 0 || static_cast<std::size_t>(position) > memory.bytes.size()) return OPJ_FALSE;
    memory.position = static_cast<std::size_t>(position);
    return OPJ_TRUE;
}

// Streams and codecs are both void* to OpenJPEG, so each has a deleter of its own.
struct StreamDeleter {
    void operator()(opj_stream_t* stream) const { opj_stream_destroy(stream); }
};
struct CodecDeleter {
    void operator()(opj_codec_t* codec) const { opj_destroy_codec(codec); }
};
struct ImageDeleter {
    void operator()(opj_image_t* image) const { opj_image_destroy(image); }
};

std::unique_ptr<opj_stream_t, StreamDeleter> streamOver(Memory& memory)
{
    std::unique_ptr<opj_stream_t, StreamDeleter> stream(opj_stream_create(1 << 16, OPJ_TRUE));
    if (!stream) return stream;
    opj_stream_set_user_data(stream.get(), &memory, nullptr);
    opj_stream_set_user_data_length(stream.get(), memory.bytes.size());
    opj_stream_set_read_function(stream.get(), readMemory);
    opj_stream_set_skip_function(stream.get(), skipMemory);
    opj_stream_set_seek_function(stream.get(), seekMemory);
    return stream;
}

bool isJp2File(std::span<const std::uint8_t> stream)
{
    constexpr std::uint8_t signature[] = {0, 0, 0, 12, 'j', 'P', ' ', ' '};
    return stream.size() >= sizeof signature && std::equal(std::begin(signature), std::end(signature), stream.begin());
}

/// One component at the size of the image; one that is subsampled is spread to the nearest neighbours.
std::vector<std::int32_t> fullSize(const opj_image_comp_t& component, std::uint32_t columns, std::uint32_t rows)
{
    if (component.w == columns && component.h == rows) return {component.data, component.data + std::size_t{columns} * rows};
    std::vector<std::int32_t> spread(std::size_t{columns} * rows);
    for (std::uint32_t y = 0; y < rows; ++y) {
        const std::size_t from = std::size_t{std::min(y / component.dy, component.h - 1)} * component.w;
        for (std::uint32_t x = 0; x < columns; ++x) {
            spread[std::size_t{y} * columns + x] = component.data[from + std::min(x / component.dx, component.w - 1)];
        }
    }
    return spread;
}

bool isUsable(const opj_image_t& image)
{
    if (image.numcomps < 1 || image.numcomps > 4) return false;
    for (OPJ_UINT32 i = 0; i < image.numcomps; ++i) {
        const opj_image_comp_t& component = image.comps[i];
        if (component.prec < 1 || component.prec > 16 || component.prec != image.comps[0].prec || component.sgnd != image.comps[0].sgnd)
            return false;
        if (component.dx < 1 || component.dy < 1) return false;
    }
    return image.comps[0].dx == 1 && image.comps[0].dy == 1;
}

} // namespace

Jpeg2000Outcome decodeJpeg2000(std::span<const std::uint8_t> stream, Jpeg2000Image& image, int reduction)
{
    Memory memory{stream};
    const std::unique_ptr<opj_stream_t, StreamDeleter> input = streamOver(memory);
    const std::unique_ptr<opj_codec_t, CodecDeleter> codec(opj_create_decompress(isJp2File(stream) ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K));
    if (!input || !codec) return Jpeg2000Outcome::Damaged;
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    parameters.cp_reduce = static_cast<OPJ_UINT32>(reduction);
    if (!opj_setup_decoder(codec.get(), &parameters) || !opj_decoder_set_strict_mode(codec.get(), OPJ_TRUE))
        return Jpeg2000Outcome::Damaged;
    // A large frame on screen is worth several cores; small ones are decoded many at a time anyway.
    if (stream.size() > (1U << 19)) opj_codec_set_threads(codec.get(), static_cast<int>(std::min(4U, std::thread::hardware_concurrency())));

    opj_image_t* raw = nullptr;
    const bool headed = opj_read_header(input.get(), codec.get(), &raw) != 0;
    const std::unique_ptr<opj_image_t, ImageDeleter> decoded(raw);
    if (!headed || !decoded) return Jpeg2000Outcome::Damaged;
    if (!isUsable(*decoded)) return Jpeg2000Outcome::Unsupported;
    if (!opj_decode(codec.get(), input.get(), decoded.get())) return Jpeg2000Outcome::Damaged;

    image.left = decoded->x0;
    image.top = decoded->y0;
    image.columns = decoded->comps[0].w;
    image.rows = decoded->comps[0].h;
    image.precision = static_cast<int>(decoded->comps[0].prec);
    image.isSigned = decoded->comps[0].sgnd != 0;
    image.components.clear();
    for (OPJ_UINT32 i = 0; i < decoded->numcomps; ++i) {
        const opj_image_comp_t& component = decoded->comps[i];
        if (component.data == nullptr || component.w == 0 || component.h == 0) return Jpeg2000Outcome::Damaged;
        image.components.push_back(fullSize(component, image.columns, image.rows));
    }
    return Jpeg2000Outcome::Decoded;
}

} // namespace lucency::imaging::dicom
