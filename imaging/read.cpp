#include "imaging/read.h"

#include "imaging/dicom/bytes.h"
#include "imaging/dicom/dicom.h"
#include "imaging/dicom/structure.h"
#include "imaging/raster.h"

#include <algorithm>
#include <exception>
#include <new>

namespace lucency::imaging {

namespace {

enum class Format { Dicom, Raster };

/// By the first bytes alone. DICOM comes first, because its preamble may hold the head of a TIFF file, PS3.10 section 7.1.
Result<Format> formatOf(const std::filesystem::path& file)
{
    Result<std::shared_ptr<dicom::ByteSource>> bytes = dicom::openFile(file);
    if (!bytes) return bytes.error();
    std::vector<std::uint8_t> head(static_cast<std::size_t>(std::min<std::uint64_t>((*bytes)->size(), 132)));
    if (!(*bytes)->read(0, head)) return Failure{FailureKind::Unreadable, file.string(), "read error"};
    if (dicom::hasMagic(head)) return Format::Dicom;
    if (looksLikeRaster(head)) return Format::Raster;
    if (dicom::looksLikeDataset(head)) return Format::Dicom;
    return Failure{FailureKind::NotAnImage, file.string(), "neither an image file nor DICOM"};
}

/// The edge of the library: no exception of OpenCV, DCMTK or the standard library passes it.
template<class Reader>
Result<Radiograph> guarded(const std::filesystem::path& file, Reader reader)
{
    try {
        return reader();
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, file.string(), "out of memory"};
    } catch (const std::exception& error) {
        return Failure{FailureKind::Internal, file.string(), error.what()};
    } catch (...) {
        return Failure{FailureKind::Internal, file.string(), "unknown exception"};
    }
}

} // namespace

Result<Radiograph> read(const std::filesystem::path& file, int frame, const ReadLimits& limits)
{
    return guarded(file, [&]() -> Result<Radiograph> {
        const Result<Format> format = formatOf(file);
        if (!format) return format.error();
        if (*format == Format::Dicom) return dicom::readDicom(file, frame, limits);
        return readRaster(file, limits, frame);
    });
}

std::optional<Radiograph> readPreview(const std::filesystem::path& file, int frame, const ReadLimits& limits)
{
    Result<Radiograph> preview = guarded(file, [&]() -> Result<Radiograph> {
        const Result<Format> format = formatOf(file);
        if (!format) return format.error();
        if (*format == Format::Dicom) return dicom::readDicomPreview(file, frame, limits);
        return Failure{FailureKind::UnsupportedPixelFormat, file.string(), "no preview of raster files"};
    });
    if (!preview) return std::nullopt;
    return *std::move(preview);
}

Result<Radiograph> readHeader(const std::filesystem::path& file, const ReadLimits& limits)
{
    return guarded(file, [&]() -> Result<Radiograph> {
        const Result<Format> format = formatOf(file);
        if (!format) return format.error();
        return *format == Format::Dicom ? dicom::readDicomHeader(file, limits) : readRasterHeader(file, limits);
    });
}

} // namespace lucency::imaging
