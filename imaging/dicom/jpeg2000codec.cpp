#include "imaging/dicom/jpeg2000codec.h"

#include "imaging/dicom/jpeg2000.h"

#include <dcmtk/dcmdata/dcdatset.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dcstack.h>
#include <dcmtk/dcmdata/dcvrpobw.h>

#include <new>

namespace lucency::imaging::dicom {

namespace {

/// DCMTK wants a parameter object with every codec; this one has nothing to say.
class NoParameter : public DcmCodecParameter {
public:
    DcmCodecParameter* clone() const override { return new NoParameter; }
    const char* className() const override { return "lucency::NoParameter"; }
};

/// The image pixel module, as far as decoding needs it.
struct PixelModule {
    Uint16 rows = 0, columns = 0, samples = 1, bitsAllocated = 0, planar = 0;
    Sint32 frames = 1;
    OFString photometric;

    explicit PixelModule(DcmItem& dataset)
    {
        dataset.findAndGetUint16(DCM_Rows, rows);
        dataset.findAndGetUint16(DCM_Columns, columns);
        dataset.findAndGetUint16(DCM_SamplesPerPixel, samples);
        dataset.findAndGetUint16(DCM_BitsAllocated, bitsAllocated);
        dataset.findAndGetUint16(DCM_PlanarConfiguration, planar);
        dataset.findAndGetSint32(DCM_NumberOfFrames, frames);
        dataset.findAndGetOFString(DCM_PhotometricInterpretation, photometric);
        if (frames < 1) frames = 1;
    }
    bool isSupported() const { return (bitsAllocated == 8 || bitsAllocated == 16) && (samples == 1 || samples == 3); }
    Uint32 frameBytes() const { return Uint32{rows} * columns * samples * (bitsAllocated / 8U); }
    OFString decompressedModel() const { return photometric == "YBR_RCT" || photometric == "YBR_ICT" ? OFString("RGB") : photometric; }
};

bool beginsStream(const Uint8* data, Uint32 length)
{
    return length >= 4 && ((data[0] == 0xFF && data[1] == 0x4F && data[2] == 0xFF && data[3] == 0x51) ||
                           (data[0] == 0 && data[1] == 0 && data[2] == 0 && data[3] == 12));
}

/// The fragments of one frame in a row; first moves on to the first fragment behind it.
OFCondition collect(DcmPixelSequence& sequence, bool single, Uint32& first, std::vector<std::uint8_t>& stream)
{
    const auto count = static_cast<Uint32>(sequence.card());
    for (bool begun = false; first < count; ++first, begun = true) {
        DcmPixelItem* item = nullptr;
        Uint8* data = nullptr;
        OFCondition found = sequence.getItem(item, first);
        if (found.good()) found = item->getUint8Array(data);
        if (found.bad()) return found;
        const Uint32 length = item->getLength();
        if (data == nullptr) continue;
        if (begun && !single && beginsStream(data, length)) break;
        stream.insert(stream.end(), data, data + length);
        item->compact();
    }
    return stream.empty() ? EC_CorruptedData : EC_Normal;
}

template<class Sample>
void store(const Jpeg2000Image& image, bool planar, Sample* to)
{
    const std::size_t pixels = image.components[0].size(), samples = image.components.size();
    for (std::size_t s = 0; s < samples; ++s) {
        const std::int32_t* from = image.components[s].data();
        Sample* out = planar ? to + s * pixels : to + s;
        const std::size_t step = planar ? 1 : samples;
        for (std::size_t i = 0; i < pixels; ++i)
            out[i * step] = static_cast<Sample>(from[i]);
    }
}

OFCondition decodeInto(const PixelModule& module, std::span<const std::uint8_t> stream, void* buffer)
{
    Jpeg2000Image image;
    switch (decodeJpeg2000(stream, image)) {
    case Jpeg2000Outcome::Decoded:
        break;
    case Jpeg2000Outcome::Damaged:
        return EC_CorruptedData;
    case Jpeg2000Outcome::Unsupported:
        return EC_CannotChangeRepresentation;
    }
    if (image.rows != module.rows || image.columns != module.columns || image.components.size() < module.samples) return EC_CorruptedData;
    if (image.precision > module.bitsAllocated) return EC_CannotChangeRepresentation;
    image.components.resize(module.samples);
    const bool planar = module.samples > 1 && module.planar == 1;
    if (module.bitsAllocated == 8)
        store(image, planar, static_cast<Uint8*>(buffer));
    else
        store(image, planar, static_cast<Uint16*>(buffer));
    return EC_Normal;
}

} // namespace

void Jpeg2000Codec::registerOnce()
{
    // Never destroyed: DCMTK's list of codecs may outlive any static object of ours.
    static const auto* const codec = new Jpeg2000Codec;
    static const auto* const parameter = new NoParameter;
    DcmCodecList::registerCodec(codec, nullptr, parameter);
}

OFCondition Jpeg2000Codec::decodeFrame(const DcmRepresentationParameter*, DcmPixelSequence* sequence, const DcmCodecParameter*,
                                       DcmItem* dataset, Uint32 frame, Uint32& startFragment, void* buffer, Uint32 bufferSize,
                                       OFString& colorModel) const
{
    if (sequence == nullptr || dataset == nullptr || buffer == nullptr) return EC_IllegalParameter;
    const PixelModule module(*dataset);
    if (!module.isSupported()) return EC_CannotChangeRepresentation;
    if (module.frameBytes() > bufferSize) return EC_IllegalCall;
    Uint32 first = startFragment;
    if (first == 0) {
        const OFCondition found = determineStartFragment(frame, module.frames, sequence, first);
        if (found.bad()) return found;
    }
    try {
        std::vector<std::uint8_t> stream;
        const OFCondition collected = collect(*sequence, module.frames == 1, first, stream);
        if (collected.bad()) return collected;
        const OFCondition decoded = decodeInto(module, stream, buffer);
        if (decoded.bad()) return decoded;
    } catch (const std::bad_alloc&) {
        return EC_MemoryExhausted;
    }
    startFragment = first;
    colorModel = module.decompressedModel();
    return EC_Normal;
}

OFCondition Jpeg2000Codec::decode(const DcmRepresentationParameter* from, DcmPixelSequence* sequence, DcmPolymorphOBOW& uncompressed,
                                  const DcmCodecParameter* parameter, const DcmStack& stack, OFBool& removeOldRepresentation) const
{
    DcmObject* holder = stack.card() > 1 ? stack.elem(1) : nullptr;
    if (holder == nullptr || (holder->ident() != EVR_dataset && holder->ident() != EVR_item)) return EC_InvalidTag;
    auto& dataset = *static_cast<DcmItem*>(holder);
    const PixelModule module(dataset);
    if (!module.isSupported()) return EC_CannotChangeRepresentation;
    const std::uint64_t total = std::uint64_t{module.frameBytes()} * static_cast<std::uint64_t>(module.frames);
    if (total > 0xFFFFFFFE) return EC_ElemLengthExceeds32BitField;
    Uint16* words = nullptr;
    OFCondition made = uncompressed.createUint16Array(static_cast<Uint32>((total + 1) / 2), words);
    if (made.bad()) return made;
    words[(total - 1) / 2] = 0;
    Uint32 fragment = 1;
    OFString model;
    auto* bytes = reinterpret_cast<Uint8*>(words);
    for (Sint32 frame = 0; frame < module.frames; ++frame) {
        const std::uint64_t offset = static_cast<std::uint64_t>(frame) * module.frameBytes();
        made = decodeFrame(from, sequence, parameter, &dataset, static_cast<Uint32>(frame), fragment, bytes + offset,
                           static_cast<Uint32>(total - offset), model);
        if (made.bad()) return made;
    }
    removeOldRepresentation = OFFalse;
    if (model != module.photometric) {
        removeOldRepresentation = OFTrue;
        made = dataset.putAndInsertOFStringArray(DCM_PhotometricInterpretation, model);
    }
    return made;
}

OFCondition Jpeg2000Codec::encode(const Uint16*, Uint32, const DcmRepresentationParameter*, DcmPixelSequence*&, const DcmCodecParameter*,
                                  DcmStack&, OFBool&) const
{
    return EC_IllegalCall;
}

OFCondition Jpeg2000Codec::encode(E_TransferSyntax, const DcmRepresentationParameter*, DcmPixelSequence*, const DcmRepresentationParameter*,
                                  DcmPixelSequence*&, const DcmCodecParameter*, DcmStack&, OFBool&) const
{
    return EC_IllegalCall;
}

OFBool Jpeg2000Codec::canChangeCoding(E_TransferSyntax from, E_TransferSyntax to) const
{
    const DcmXfer target(to);
    return (from == EXS_JPEG2000LosslessOnly || from == EXS_JPEG2000) && !target.isEncapsulated();
}

OFCondition Jpeg2000Codec::determineDecompressedColorModel(const DcmRepresentationParameter*, DcmPixelSequence*, const DcmCodecParameter*,
                                                           DcmItem* dataset, OFString& colorModel) const
{
    if (dataset == nullptr) return EC_IllegalParameter;
    colorModel = PixelModule(*dataset).decompressedModel();
    return colorModel.empty() ? EC_MissingAttribute : EC_Normal;
}

} // namespace lucency::imaging::dicom
