#include "imaging/dicom/dataset.h"

#include "imaging/dicom/codestream.h"
#include "imaging/dicom/deflate.h"
#include "imaging/dicom/registration.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dcistrmf.h>
#include <dcmtk/dcmdata/dcxfer.h>

namespace lucency::imaging::dicom {

namespace {

/// Values above this stay in the file: pixels always, text never.
constexpr Uint32 longestHeldValue = 4096;

/// A file without the DICOM mark must show this many elements before it is believed to be one that is merely damaged.
constexpr std::size_t convincing = 3;

bool isKnown(const Preface& preface)
{
    if (preface.encapsulated) return codecOf(preface.transferSyntax).has_value();
    const std::string_view uid = preface.transferSyntax;
    return uid == "1.2.840.10008.1.2" || uid == "1.2.840.10008.1.2.1" || uid == "1.2.840.10008.1.2.1.99" || uid == "1.2.840.10008.1.2.2";
}

OFCondition parse(DcmInputStream& stream, E_TransferSyntax syntax, DcmDataset& dataset)
{
    if (stream.status().bad()) return stream.status();
    dataset.transferInit();
    const OFCondition outcome = dataset.read(stream, syntax, EGL_noChange, longestHeldValue);
    dataset.transferEnd();
    return outcome;
}

/// The syntax in which DCMTK reads the bytes that are left to it: what was deflated is plain by now.
E_TransferSyntax syntaxFor(const Preface& preface)
{
    if (preface.encapsulated) return DcmXfer(preface.transferSyntax.c_str()).getXfer();
    if (!preface.encoding.explicitVr) return EXS_LittleEndianImplicit;
    return preface.encoding.bigEndian ? EXS_BigEndianExplicit : EXS_LittleEndianExplicit;
}

} // namespace

Result<OpenedDicom> openDicom(const std::filesystem::path& file, const ReadLimits& limits)
{
    prepareDcmtk();
    const std::string subject = file.string();
    Result<std::shared_ptr<ByteSource>> source = openFile(file);
    if (!source) return source.error();
    Result<Preface> preface = readPreface(**source, subject);
    if (!preface) return preface.error();
    if (!isKnown(*preface)) return Failure{FailureKind::UnsupportedTransferSyntax, subject, preface->transferSyntax};

    OpenedDicom opened{*source, *preface, {}, std::make_unique<DcmDataset>()};
    std::uint64_t begin = preface->datasetOffset;
    const MemoryBytes* inflated = nullptr;
    if (preface->deflated) {
        Result<std::vector<std::uint8_t>> plain = inflateDataset(**source, begin, limits, subject);
        if (!plain) return plain.error();
        auto memory = std::make_shared<MemoryBytes>(std::move(*plain));
        inflated = memory.get();
        opened.bytes = std::move(memory);
        begin = 0;
    }
    Result<Structure> structure = walk(*opened.bytes, begin, preface->encoding, limits, subject);
    if (!structure || structure->elements < convincing) {
        const bool unmarked = !preface->preamble && !preface->metaHeader;
        const bool tooFew = structure || structure.error().kind == FailureKind::CorruptFile;
        if (unmarked && tooFew && (!structure || !structure->pixels)) {
            return Failure{FailureKind::NotAnImage, subject, "neither an image file nor DICOM"};
        }
        if (!structure) return structure.error();
    }
    opened.structure = std::move(*structure);

    OFCondition outcome;
    if (inflated != nullptr) {
        DcmInputBufferStream stream;
        stream.setBuffer(inflated->bytes().data(), static_cast<offile_off_t>(inflated->size()));
        stream.setEos();
        outcome = parse(stream, syntaxFor(*preface), *opened.dataset);
    } else {
        // Not opened at the offset: DCMTK would later look for the long values by positions counted from there.
        DcmInputFileStream stream(subject.c_str());
        stream.skip(static_cast<offile_off_t>(begin));
        outcome = parse(stream, syntaxFor(*preface), *opened.dataset);
    }
    // Behind the pixels, or inside pixels that are known to be cut short, an error has no say.
    const bool hasPixels = opened.structure.pixels.has_value();
    const bool reachedPixels = hasPixels && (opened.structure.pixels->truncated || opened.dataset->tagExists(DCM_PixelData));
    if (outcome.bad() && !reachedPixels) return Failure{FailureKind::CorruptFile, subject, outcome.text()};
    return opened;
}

} // namespace lucency::imaging::dicom
