#include "imaging/dicom/dicom.h"

#include "imaging/dicom/pixels.h"

#include <dcmtk/dcmdata/dcdeftag.h>

namespace lucency::imaging::dicom {

namespace {

Result<Radiograph> readFrame(const std::filesystem::path& file, std::optional<int> frame, const ReadLimits& limits)
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

    Radiograph radiograph;
    radiograph.path = subject;
    radiograph.transferSyntax = opened->preface.transferSyntax;
    radiograph.rows = static_cast<int>(shape->rows);
    radiograph.columns = static_cast<int>(shape->columns);
    if (!opened->preface.preamble) remark(radiograph, Remark::NoPreamble);
    if (!opened->preface.metaHeader) remark(radiograph, Remark::NoMetaHeader);
    describe(*opened->dataset, *shape, radiograph);
    OFString lossy;
    const bool statedLossy = opened->dataset->findAndGetOFString(DCM_LossyImageCompression, lossy).good() && lossy == "01";
    if (facts->lossy || statedLossy) remark(radiograph, Remark::LossyCompressed);
    if (facts->trailing) remark(radiograph, Remark::TrailingPixelData);
    if (!frame) return radiograph;

    if (*frame < 0 || *frame >= shape->frames) {
        return Failure{FailureKind::BadArgument, subject, "frame " + std::to_string(*frame) + " of " + std::to_string(shape->frames)};
    }
    Result<cv::Mat> pixels = decodePixels(*opened, *shape, *frame, subject);
    if (!pixels) return pixels.error();
    radiograph.pixels = std::move(*pixels);
    radiograph.frame = *frame;
    return radiograph;
}

} // namespace

Result<Radiograph> readDicom(const std::filesystem::path& file, int frame, const ReadLimits& limits)
{
    return readFrame(file, frame, limits);
}

Result<Radiograph> readDicomHeader(const std::filesystem::path& file, const ReadLimits& limits)
{
    return readFrame(file, std::nullopt, limits);
}

} // namespace lucency::imaging::dicom
