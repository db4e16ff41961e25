#include "imaging/dicom/dicom.h"

#include "imaging/dicom/coarse.h"
#include "imaging/dicom/functionalgroups.h"
#include "imaging/dicom/overlay.h"
#include "imaging/dicom/pixels.h"

#include <dcmtk/dcmdata/dcdeftag.h>

namespace lucency::imaging::dicom {

namespace {

/// A file whose header was read and whose pixels were compared with it.
struct Described {
    OpenedDicom opened;
    PixelShape shape;
    Radiograph radiograph; ///< without pixels
};

/// With the overlay planes of a frame; of none where the header alone is wanted.
Result<Described> describeFile(const std::filesystem::path& file, std::optional<int> frame, const ReadLimits& limits)
{
    const std::string subject = file.string();
    Result<OpenedDicom> opened = openDicom(file, limits);
    if (!opened) return opened.error();
    if (!opened->structure.pixels) {
        if (opened->structure.floatPixels) return Failure{FailureKind::UnsupportedPixelFormat, subject, "floating point pixels"};
        return Failure{FailureKind::NoPixelData, subject, "no Pixel Data"};
    }
    const Result<PixelShape> shape = readShape(*opened->dataset, limits, subject);
    if (!shape) return shape.error();
    const Result<PixelFacts> facts = checkPixels(*opened, *shape, subject);
    if (!facts) return facts.error();
    if (frame && (*frame < 0 || *frame >= shape->frames))
        return Failure{FailureKind::BadArgument, subject, "frame " + std::to_string(*frame + 1) + " of " + std::to_string(shape->frames)};

    Radiograph radiograph;
    radiograph.path = subject;
    radiograph.transferSyntax = opened->preface.transferSyntax;
    radiograph.rows = static_cast<int>(shape->rows);
    radiograph.columns = static_cast<int>(shape->columns);
    if (!opened->preface.preamble) remark(radiograph, Remark::NoPreamble);
    if (!opened->preface.metaHeader) remark(radiograph, Remark::NoMetaHeader);
    applyFunctionalGroups(*opened->dataset, frame.value_or(0));
    describe(*opened->dataset, *shape, radiograph);
    describeOverlays(*opened, *shape, frame, radiograph);
    OFString lossy;
    const bool statedLossy = opened->dataset->findAndGetOFString(DCM_LossyImageCompression, lossy).good() && lossy == "01";
    if (facts->lossy || statedLossy) remark(radiograph, Remark::LossyCompressed);
    if (facts->trailing) remark(radiograph, Remark::TrailingPixelData);
    return Described{*std::move(opened), *shape, std::move(radiograph)};
}

/// The frame must be one of the file's.
template<class Decoder>
Result<Radiograph> withPixels(Described& file, int frame, Decoder decode)
{
    const std::string& subject = file.radiograph.path;
    Result<cv::Mat> pixels = decode(file.opened, file.shape, frame, subject);
    if (!pixels) return pixels.error();
    file.radiograph.pixels = *std::move(pixels);
    file.radiograph.frame = frame;
    return std::move(file.radiograph);
}

} // namespace

Result<Radiograph> readDicom(const std::filesystem::path& file, int frame, const ReadLimits& limits)
{
    Result<Described> described = describeFile(file, frame, limits);
    if (!described) return described.error();
    return withPixels(*described, frame, decodePixels);
}

Result<Radiograph> readDicomHeader(const std::filesystem::path& file, const ReadLimits& limits)
{
    Result<Described> described = describeFile(file, std::nullopt, limits);
    if (!described) return described.error();
    return std::move(described->radiograph);
}

Result<Radiograph> readDicomPreview(const std::filesystem::path& file, int frame, const ReadLimits& limits)
{
    const Failure none{FailureKind::UnsupportedPixelFormat, file.string(), "no preview"};
    // The preface alone tells most files that have none: nothing is parsed or inflated for them.
    Result<std::shared_ptr<ByteSource>> bytes = openFile(file);
    if (!bytes) return bytes.error();
    const Result<Preface> preface = readPreface(**bytes, file.string());
    if (!preface) return preface.error();
    if (codecOf(preface->transferSyntax) != Codec::Jpeg2000) return none;
    Result<Described> described = describeFile(file, frame, limits);
    if (!described) return described.error();
    if (!isWorthPreviewing(described->opened.preface.transferSyntax, described->shape)) return none;
    described->radiograph.coarse = true;
    return withPixels(*described, frame, coarsePixels);
}

} // namespace lucency::imaging::dicom
