#include "imaging/dicom/pixels.h"

#include "imaging/dicom/decoderwarnings.h"
#include "imaging/dicom/jpegls.h"
#include "imaging/dicom/palette.h"
#include "imaging/dicom/rle.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcpixel.h>

#include <algorithm>

namespace lucency::imaging::dicom {

namespace {

/// Pixels of this many bytes are worth allocating whatever the file's length: a blank image compresses to nearly nothing.
constexpr std::uint64_t alwaysAllowed = 32ULL << 20;

Failure truncated(const std::string& subject, std::string detail)
{
    return Failure{FailureKind::TruncatedPixelData, subject, std::move(detail)};
}
Failure mismatch(const std::string& subject, std::string detail)
{
    return Failure{FailureKind::PixelDataMismatch, subject, std::move(detail)};
}

/// Whether a fragment begins a compressed frame of this codec: JPEG families have a start marker, RLE always has one fragment a frame.
bool beginsFrame(ByteSource& bytes, Extent fragment, Codec codec)
{
    if (codec == Codec::Rle) return true;
    std::array<std::uint8_t, 4> head{};
    if (fragment.length < head.size() || !bytes.read(fragment.offset, head)) return false;
    if (codec != Codec::Jpeg2000) return head[0] == 0xFF && head[1] == 0xD8 && head[2] == 0xFF;
    return (head[0] == 0xFF && head[1] == 0x4F && head[2] == 0xFF && head[3] == 0x51) ||
           (head[0] == 0 && head[1] == 0 && head[2] == 0 && head[3] == 12);
}

struct FragmentRange {
    std::size_t first = 0; ///< fragments[0] is the offset table, so no frame begins there
    std::size_t last = 0;  ///< one behind
};

/// The fragments of a frame. Without a usable offset table the start markers tell, PS3.5 annex A.4.
std::optional<FragmentRange> fragmentsOf(const OpenedDicom& opened, int frames, int frame, Codec codec)
{
    const std::vector<Extent>& fragments = opened.structure.pixels->fragments;
    const std::size_t count = fragments.size(), wanted = static_cast<std::size_t>(frame);
    if (frames == 1) return FragmentRange{1, count};
    if (count == static_cast<std::size_t>(frames) + 1) return FragmentRange{wanted + 1, wanted + 2};
    std::vector<std::size_t> starts;
    for (std::size_t i = 1; i < count; ++i) {
        if (beginsFrame(*opened.bytes, fragments[i], codec)) starts.push_back(i);
    }
    if (starts.size() != static_cast<std::size_t>(frames)) return std::nullopt;
    return FragmentRange{starts[wanted], wanted + 1 < starts.size() ? starts[wanted + 1] : count};
}

/// Whether the last fragment holds the end marker of a JPEG stream, apart from padding. Within compressed data FF is never followed by D9.
bool hasEndMarker(ByteSource& bytes, Extent fragment)
{
    std::vector<std::uint8_t> tail(static_cast<std::size_t>(std::min<std::uint64_t>(fragment.length, 4096)));
    if (!bytes.read(fragment.offset + fragment.length - tail.size(), tail)) return false;
    constexpr std::uint8_t marker[] = {0xFF, 0xD9};
    return std::search(tail.begin(), tail.end(), std::begin(marker), std::end(marker)) != tail.end();
}

/// The fragments of a frame in a row; nothing when the file cannot be read.
std::optional<std::vector<std::uint8_t>> joined(const OpenedDicom& opened, FragmentRange range)
{
    const std::vector<Extent>& fragments = opened.structure.pixels->fragments;
    std::vector<std::uint8_t> stream;
    for (std::size_t i = range.first; i < range.last; ++i) {
        const std::size_t old = stream.size();
        stream.resize(old + fragments[i].length);
        if (!opened.bytes->read(fragments[i].offset, std::span(stream).subspan(old))) return std::nullopt;
    }
    return stream;
}

Result<PixelFacts> checkNative(const PixelElement& pixels, const PixelShape& shape, const std::string& subject)
{
    const std::uint64_t needed = shape.nativeFrameBytes() * static_cast<std::uint64_t>(shape.frames);
    const std::string detail = std::to_string(pixels.value.length) + " of " + std::to_string(needed) + " bytes";
    if (pixels.declared == 0) return Failure{FailureKind::NoPixelData, subject, "Pixel Data is empty"};
    if (pixels.declared < needed) return mismatch(subject, detail);
    if (pixels.value.length < needed) return truncated(subject, detail);
    const std::uint64_t surplus = pixels.declared - needed;
    // A surplus of several rows means that rows or columns are wrong: what would be shown is cut or sheared.
    if (surplus > 1 && surplus > shape.nativeFrameBytes() / shape.rows) return mismatch(subject, detail);
    return PixelFacts{surplus > 1, false};
}

Result<PixelFacts> checkEncapsulated(const OpenedDicom& opened, const PixelShape& shape, int frame, const std::string& subject)
{
    const PixelElement& pixels = *opened.structure.pixels;
    const Codec codec = *codecOf(opened.preface.transferSyntax);
    if (pixels.truncated) return truncated(subject, "the file ends within the fragments");
    if (pixels.fragments.size() < 2) return Failure{FailureKind::NoPixelData, subject, "no fragments"};
    if (pixels.fragments.size() - 1 < static_cast<std::size_t>(shape.frames)) {
        return mismatch(subject,
                        std::to_string(pixels.fragments.size() - 1) + " fragments for " + std::to_string(shape.frames) + " frames");
    }
    const std::optional<FragmentRange> range = fragmentsOf(opened, shape.frames, frame, codec);
    if (!range) return mismatch(subject, "the frames cannot be told apart");
    std::uint64_t length = 0;
    for (std::size_t i = range->first; i < range->last; ++i)
        length += pixels.fragments[i].length;
    if (length == 0) return Failure{FailureKind::NoPixelData, subject, "empty fragments"};

    const std::uint64_t samples = shape.pixels() * static_cast<std::uint64_t>(shape.samples);
    const std::uint64_t bytesOut = samples * static_cast<std::uint64_t>(shape.bitsAllocated / 8);
    if (bytesOut > alwaysAllowed && samples > length * samplesPerByte(codec)) {
        return truncated(subject, std::to_string(length) + " bytes cannot hold " + std::to_string(samples) + " samples");
    }
    if (codec == Codec::Rle) return PixelFacts{};
    const std::optional<FrameFacts> facts = frameFacts(*opened.bytes, pixels.fragments[range->first], codec);
    if (!facts) return Failure{FailureKind::CorruptFile, subject, "the compressed pixels have no head"};
    if (facts->rows != shape.rows || facts->columns != shape.columns || facts->components != shape.samples ||
        facts->precision > shape.bitsAllocated) {
        return mismatch(subject, "compressed " + std::to_string(facts->columns) + " x " + std::to_string(facts->rows) + " x " +
                                     std::to_string(facts->components) + ", " + std::to_string(facts->precision) + " bits");
    }
    // OpenJPEG allocates tiles and precincts by the head alone.
    if (facts->smallest > length * 4 + 65536) return truncated(subject, "shorter than its own packets");
    const bool isJpeg = codec != Codec::Jpeg2000;
    if (isJpeg && !hasEndMarker(*opened.bytes, pixels.fragments[range->last - 1]))
        return truncated(subject, "the compressed frame has no end");
    return PixelFacts{false, !facts->lossless || isLossySyntax(opened.preface.transferSyntax)};
}

Failure decodingFailed(const OFCondition& outcome, const std::string& subject)
{
    FailureKind kind = FailureKind::CorruptFile;
    if (outcome == EC_MemoryExhausted) kind = FailureKind::OutOfMemory;
    if (outcome == EC_CannotChangeRepresentation || outcome == EC_UnsupportedEncoding) kind = FailureKind::UnsupportedPixelFormat;
    return Failure{kind, subject, outcome.text()};
}

/// DCMTK's decoders insist on attributes that have an obvious value where they are absent, and the one of JPEG-LS on Bits Allocated that
/// fit the stream.
void completeForDecoder(DcmItem& dataset, const PixelShape& shape, Codec codec, int precision)
{
    const bool narrow = codec == Codec::JpegLs && precision <= 8;
    dataset.putAndInsertUint16(DCM_SamplesPerPixel, static_cast<Uint16>(shape.samples));
    dataset.putAndInsertUint16(DCM_BitsAllocated, static_cast<Uint16>(narrow ? 8 : shape.bitsAllocated));
    dataset.putAndInsertUint16(DCM_BitsStored, static_cast<Uint16>(narrow ? std::min(8, shape.bitsStored) : shape.bitsStored));
    dataset.putAndInsertUint16(DCM_HighBit, static_cast<Uint16>(narrow ? std::min(7, shape.highBit) : shape.highBit));
    dataset.putAndInsertUint16(DCM_PixelRepresentation, shape.isSigned ? 1 : 0);
    dataset.putAndInsertString(DCM_PhotometricInterpretation, shape.photometric.c_str());
    if (shape.samples > 1) dataset.putAndInsertUint16(DCM_PlanarConfiguration, shape.planar ? 1 : 0);
}

/// A grey JPEG-LS frame by the decoder of ours, which takes a third of the time of DCMTK's. What it does not take, or finds a flaw in, is
/// for DCMTK to judge.
bool decodeQuickly(const OpenedDicom& opened, FragmentRange range, const PixelShape& shape, int precision, RawFrame& raw)
{
    if (shape.samples != 1 || shape.bitsAllocated > 16) return false;
    const std::optional<std::vector<std::uint8_t>> stream = joined(opened, range);
    if (!stream || !decodeJpegLs(*stream, {shape.rows, shape.columns, precision}, raw.bytes)) return false;
    raw.photometric = shape.photometric;
    return true;
}

/// An RLE frame. DCMTK's decoder takes its fragments one by one: it leaves black what the next would have held, and reads beyond short
/// ones.
Result<RawFrame> decodedRuns(const OpenedDicom& opened, FragmentRange range, const PixelShape& shape, const std::string& subject)
{
    const std::optional<std::vector<std::uint8_t>> stream = joined(opened, range);
    if (!stream) return truncated(subject, "read error");
    RawFrame raw;
    raw.bytesPerSample = shape.bitsAllocated / 8;
    raw.photometric = shape.photometric;
    raw.planar = shape.samples > 1;
    raw.bytes.resize(shape.pixels() * static_cast<std::uint64_t>(shape.samples * raw.bytesPerSample));
    switch (decodeRle(*stream, {shape.pixels(), shape.samples, raw.bytesPerSample}, raw.bytes)) {
    case RleOutcome::Whole:
        return raw;
    case RleOutcome::OtherShape:
        return mismatch(subject, "the runs are those of an image of another shape");
    case RleOutcome::EndsEarly:
        break;
    }
    return truncated(subject, "the runs end early");
}

Result<RawFrame> decodedFrame(const OpenedDicom& opened, const PixelShape& shape, int frame, const std::string& subject)
{
    const Result<PixelFacts> checked = checkEncapsulated(opened, shape, frame, subject);
    if (!checked) return checked.error();
    const Codec codec = *codecOf(opened.preface.transferSyntax);
    const FragmentRange range = *fragmentsOf(opened, shape.frames, frame, codec);
    if (codec == Codec::Rle) return decodedRuns(opened, range, shape, subject);
    const std::optional<FrameFacts> facts = frameFacts(*opened.bytes, opened.structure.pixels->fragments[range.first], codec);
    const int precision = facts ? facts->precision : shape.bitsAllocated;
    DcmItem& dataset = *opened.dataset;
    completeForDecoder(dataset, shape, codec, precision);
    DcmElement* element = nullptr;
    if (dataset.findAndGetElement(DCM_PixelData, element).bad() || element == nullptr || element->ident() != EVR_PixelData) {
        return Failure{FailureKind::CorruptFile, subject, "Pixel Data could not be parsed"};
    }
    RawFrame raw;
    // JPEG gives bytes up to 8 bits of precision, the others as many as are allocated.
    const bool byPrecision = codec == Codec::JpegDct || codec == Codec::JpegLossless || codec == Codec::JpegLs;
    raw.bytesPerSample = byPrecision ? (precision > 8 ? 2 : 1) : shape.bitsAllocated / 8;
    std::uint64_t size = shape.pixels() * static_cast<std::uint64_t>(shape.samples) * static_cast<std::uint64_t>(shape.bitsAllocated / 8);
    raw.bytes.resize(size + size % 2);
    raw.clamp = checked->lossy && precision > shape.bitsStored && shape.highBit == shape.bitsStored - 1;
    if (codec == Codec::JpegLs && decodeQuickly(opened, range, shape, precision, raw)) return raw;
    auto first = static_cast<Uint32>(range.first);
    OFString model;
    const DecoderWarnings warnings;
    const OFCondition outcome = static_cast<DcmPixelData*>(element)->getUncompressedFrame(
        &dataset, static_cast<Uint32>(frame), first, raw.bytes.data(), static_cast<Uint32>(raw.bytes.size()), model);
    if (outcome.bad()) return decodingFailed(outcome, subject);
    if (warnings.sawDamage()) return truncated(subject, "the compressed frame is damaged or ends early");
    raw.photometric.assign(model.c_str(), model.size());
    Uint16 planar = 0;
    raw.planar = dataset.findAndGetUint16(DCM_PlanarConfiguration, planar).good() && planar == 1;
    return raw;
}

} // namespace

Result<PixelFacts> checkPixels(const OpenedDicom& opened, const PixelShape& shape, const std::string& subject)
{
    const PixelElement& pixels = *opened.structure.pixels;
    if (pixels.encapsulated != opened.preface.encapsulated) {
        return Failure{FailureKind::CorruptFile, subject, "Pixel Data and transfer syntax disagree about compression"};
    }
    return pixels.encapsulated ? checkEncapsulated(opened, shape, 0, subject) : checkNative(pixels, shape, subject);
}

Result<std::vector<std::uint8_t>> frameStream(const OpenedDicom& opened, const PixelShape& shape, int frame, const std::string& subject)
{
    const Result<PixelFacts> checked = checkEncapsulated(opened, shape, frame, subject);
    if (!checked) return checked.error();
    const Codec codec = *codecOf(opened.preface.transferSyntax);
    std::optional<std::vector<std::uint8_t>> stream = joined(opened, *fragmentsOf(opened, shape.frames, frame, codec));
    if (!stream) return truncated(subject, "read error");
    return *std::move(stream);
}

Result<RawFrame> nativeFrame(const OpenedDicom& opened, const PixelShape& shape, int frame, const std::string& subject)
{
    const PixelElement& pixels = *opened.structure.pixels;
    const std::uint64_t size = shape.nativeFrameBytes(), begin = size * static_cast<std::uint64_t>(frame);
    RawFrame raw;
    raw.bytesPerSample = shape.bitsAllocated / 8;
    raw.photometric = shape.photometric;
    raw.planar = shape.planar;
    raw.subsampled = shape.photometric == "YBR_FULL_422" || shape.photometric == "YBR_PARTIAL_422";
    const bool turned = opened.preface.encoding.bigEndian && (pixels.words || raw.bytesPerSample > 1);
    // Words are turned in pairs of bytes counted from the start of the element, wherever the frame begins.
    const std::uint64_t lead = turned && raw.bytesPerSample == 1 ? begin % 2 : 0;
    std::uint64_t count = lead + size;
    if (turned && count % 2 == 1 && begin + size < pixels.value.length) ++count;
    raw.bytes.resize(count);
    if (!opened.bytes->read(pixels.value.offset + begin - lead, raw.bytes)) return truncated(subject, "read error");
    if (turned) {
        const std::size_t unit = static_cast<std::size_t>(std::max(2, raw.bytesPerSample));
        for (std::size_t i = 0; i + unit <= raw.bytes.size(); i += unit) {
            std::reverse(raw.bytes.begin() + static_cast<std::ptrdiff_t>(i), raw.bytes.begin() + static_cast<std::ptrdiff_t>(i + unit));
        }
    }
    if (lead == 1) raw.bytes.erase(raw.bytes.begin());
    return raw;
}

Result<cv::Mat> decodePixels(const OpenedDicom& opened, const PixelShape& shape, int frame, const std::string& subject)
{
    Result<RawFrame> raw =
        opened.structure.pixels->encapsulated ? decodedFrame(opened, shape, frame, subject) : nativeFrame(opened, shape, frame, subject);
    if (!raw) return raw.error();
    if (shape.isMonochrome()) return greyFrom(*raw, shape);
    if (shape.samples == 3) return luminanceFrom(*raw, shape);
    Result<Palette> palette = readPalette(*opened.dataset, subject);
    if (!palette) return palette.error();
    return luminanceFrom(*raw, shape, *palette);
}

} // namespace lucency::imaging::dicom
