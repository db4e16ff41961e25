// The JPEG-LS decoder of our own against DCMTK's on the first frame of each file, in turn, without reading or showing anything.
// bench_jpegls FILE.dcm ...
#include "imaging/dicom/jpegls.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmjpls/djdecode.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <vector>

using namespace lucency::imaging;

namespace {

constexpr int rounds = 11;

/// Processor time of this thread in milliseconds: others who use the machine do not count.
double now()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

double median(std::vector<double> times)
{
    std::ranges::sort(times);
    return times[times.size() / 2];
}

/// The compressed bytes of a file of one frame.
std::vector<std::uint8_t> streamOf(DcmPixelData& pixels)
{
    E_TransferSyntax syntax{};
    const DcmRepresentationParameter* parameter = nullptr;
    DcmPixelSequence* sequence = nullptr;
    pixels.getOriginalRepresentationKey(syntax, parameter);
    std::vector<std::uint8_t> stream;
    if (pixels.getEncapsulatedRepresentation(syntax, parameter, sequence).bad()) return stream;
    for (unsigned long i = 1; i < sequence->card(); ++i) {
        DcmPixelItem* item = nullptr;
        Uint8* bytes = nullptr;
        if (sequence->getItem(item, i).bad() || item->getUint8Array(bytes).bad()) return {};
        stream.insert(stream.end(), bytes, bytes + item->getLength());
    }
    return stream;
}

bool measure(const char* name)
{
    DcmFileFormat file;
    DcmElement* element = nullptr;
    if (file.loadFile(name).bad() || file.getDataset()->findAndGetElement(DCM_PixelData, element).bad()) return false;
    auto& pixels = *static_cast<DcmPixelData*>(element);
    DcmDataset& set = *file.getDataset();
    const std::vector<std::uint8_t> stream = streamOf(pixels);
    Uint16 rows = 0, columns = 0;
    set.findAndGetUint16(DCM_Rows, rows);
    set.findAndGetUint16(DCM_Columns, columns);
    if (stream.size() < 7) return false;
    // The frame header follows the start of the image in the files of all encoders at hand.
    const int precision = stream[6];
    const std::size_t size = std::size_t{rows} * columns * (precision > 8 ? 2 : 1);
    std::vector<std::uint8_t> mine(size), theirs(size + size % 2);
    std::vector<double> ours, dcmtk;
    for (int i = 0; i < rounds; ++i) {
        const double begun = now();
        if (!dicom::decodeJpegLs(stream, {rows, columns, precision}, mine)) return false;
        const double between = now();
        Uint32 first = 1;
        OFString model;
        if (pixels.getUncompressedFrame(&set, 0, first, theirs.data(), static_cast<Uint32>(theirs.size()), model).bad()) return false;
        ours.push_back(between - begun);
        dcmtk.push_back(now() - between);
    }
    theirs.resize(size);
    std::printf("%s: %u x %u, %d bits: ours %.1f ms, DCMTK %.1f ms, ratio %.1f, pixels %s\n",
                std::filesystem::path(name).filename().c_str(), columns, rows, precision, median(ours), median(dcmtk),
                median(dcmtk) / median(ours), mine == theirs ? "the same" : "DIFFERENT");
    return mine == theirs;
}

} // namespace

int main(int argc, char** argv)
{
    DJLSDecoderRegistration::registerCodecs();
    bool all = argc > 1;
    for (int i = 1; i < argc; ++i)
        all = measure(argv[i]) && all;
    return all ? 0 : 1;
}
