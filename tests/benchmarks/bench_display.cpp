// How long a reader waits: first pixels of a large radiograph, and one step of a window drag. bench_display [FILE.dcm]
#include "imaging/dicom/writer.h"
#include "imaging/display.h"
#include "imaging/phantom.h"
#include "imaging/preprocess.h"
#include "imaging/read.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <vector>

using namespace lucency::imaging;

namespace {

/// Median and worst of the rounds, in milliseconds.
void report(const char* what, int rounds, const std::function<void()>& work)
{
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const auto begun = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
    }
    std::ranges::sort(times);
    std::printf("%-52s median %7.2f ms, worst %7.2f ms of %d\n", what, times[times.size() / 2], times.back(), rounds);
}

/// A 2,000 x 2,000 radiograph of 16 stored bits, written for this run.
std::filesystem::path writeLargeRadiograph(DicomEncoding encoding, const char* name)
{
    Radiograph radiograph;
    PhantomDescription description;
    description.size = 500;
    const Phantom phantom = drawPhantom(description);
    radiograph.pixels.create(2000, 2000, CV_16UC1);
    for (int y = 0; y < 2000; ++y)
        for (int x = 0; x < 2000; ++x) {
            const unsigned noise = (static_cast<unsigned>(x) * 2654435761u ^ static_cast<unsigned>(y) * 40503u) >> 24;
            radiograph.pixels.at<std::uint16_t>(y, x) =
                static_cast<std::uint16_t>(phantom.pixels.at<std::uint16_t>(y / 4, x / 4) * 15 + noise);
        }
    radiograph.rows = radiograph.columns = 2000;
    radiograph.bitsStored = 16;
    radiograph.identity.modality = "DX";
    radiograph.identity.sopInstanceUid = "2.25.1";
    radiograph.meaning.windows = {{30000, 50000, VoiFunction::Linear, {}}};
    const std::filesystem::path file = std::filesystem::temp_directory_path() / name;
    if (!writeDicom(radiograph, {}, encoding, file)) std::fprintf(stderr, "cannot write %s\n", file.c_str());
    return file;
}

void firstPixels(const std::filesystem::path& file, const std::string& what)
{
    report((what + ": read, choices, table, 8-bit image").c_str(), 15, [&] {
        const auto radiograph = read(file);
        if (!radiograph) return;
        const std::vector<VoiChoice> choices = voiChoices(*radiograph);
        cv::Mat grey;
        DisplayTable(*radiograph, choices.front()).apply(radiograph->pixels, grey);
    });
}

} // namespace

int main(int argc, char** argv)
{
    if (argc > 1) {
        firstPixels(argv[1], argv[1]);
        return 0;
    }
    const std::filesystem::path plain = writeLargeRadiograph(DicomEncoding::ExplicitLittleEndian, "lucency_bench_plain.dcm");
    const std::filesystem::path packed = writeLargeRadiograph(DicomEncoding::JpegLsLossless, "lucency_bench_jpegls.dcm");
    firstPixels(plain, "2000 x 2000, 16 bit, uncompressed");
    firstPixels(packed, "2000 x 2000, 16 bit, JPEG-LS");
    const auto radiograph = read(plain);
    if (!radiograph) return 1;
    report("choices of VOI alone", 30, [&] { (void)voiChoices(*radiograph); });
    report("preprocessing to 224", 30, [&] { (void)preprocess(*radiograph, {}); });
    cv::Mat screen(1440, 2560, CV_16UC1);
    cv::randu(screen, 0, 65535);
    cv::Mat smooth(1440, 2560, CV_16UC1);
    for (int y = 0; y < smooth.rows; ++y)
        for (int x = 0; x < smooth.cols; ++x)
            smooth.at<std::uint16_t>(y, x) = radiograph->pixels.at<std::uint16_t>(y, x * 2000 / 2560);
    double center = 20000;
    cv::Mat grey;
    for (const auto& [function, name] : {std::pair{VoiFunction::Linear, "linear"}, {VoiFunction::Sigmoid, "sigmoid"}}) {
        const auto choice = [&, f = function] { return VoiChoice{VoiChoice::Origin::Reader, VoiWindow{center += 10, 30000, f, {}}, {}}; };
        report((std::string("table, ") + name).c_str(), 100, [&] { const DisplayTable table(*radiograph, choice()); });
        report((std::string("window drag at 2560 x 1440, ") + name).c_str(), 100,
               [&] { DisplayTable(*radiograph, choice()).apply(smooth, grey); });
    }
    report("window drag at 2560 x 1440, noise (worst for caches)", 100, [&] {
        DisplayTable(*radiograph, {VoiChoice::Origin::Reader, VoiWindow{center += 10, 30000, VoiFunction::Linear, {}}, {}})
            .apply(screen, grey);
    });
    std::filesystem::remove(plain);
    std::filesystem::remove(packed);
    return 0;
}
