// Finds images that look the same. Takes the images of a folder, or drawn people, and tells with "recall" who is joined as they are, and
// how many of 150 copies are found beside their originals, change by change; with a number time and memory for so many images made out of
// them, bent and laid over each other so that none is a copy, but for a turned copy of every sixteenth. Images are kept at 192 pixels a
// side, or as --kept says. usage: bench_twins [--threads N] [--kept SIDE] (FOLDER | phantoms) (recall | NUMBER) ...

#include "imaging/preprocess.h"
#include "imaging/read.h"
#include "model/imagelook.h"
#include "model/twinsearch.h"
#include "tests/support/model/imagecopies.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace lucency;
using namespace lucency::test;
namespace fs = std::filesystem;

int side = 192; // what the built-in recipes keep for 160 pixels and more

struct Pictures {
    std::vector<std::string> names;
    std::vector<cv::Mat> whole, kept; ///< whole: as they are
    void add(std::string name, cv::Mat image);
};

cv::Mat keptOf(const cv::Mat& image)
{
    cv::Mat reduced;
    cv::resize(image, reduced, {side, side}, 0, 0, cv::INTER_AREA);
    return reduced;
}

void Pictures::add(std::string name, cv::Mat image)
{
    names.push_back(std::move(name));
    kept.push_back(keptOf(image));
    whole.push_back(std::move(image));
}

/// As wide on every side.
cv::Mat framedEvenly(const cv::Mat& image, double share, int grey)
{
    cv::Mat result;
    const int width = static_cast<int>(std::lround(image.rows * share));
    cv::copyMakeBorder(image, result, width, width, width, width, cv::BORDER_CONSTANT, cv::Scalar::all(grey));
    return result;
}

Pictures readFolder(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    Pictures pictures;
    for (const auto& file : files)
        if (const auto radiograph = imaging::read(file)) {
            cv::Mat bytes = bytesOf(imaging::presentationValues(*radiograph)), small;
            const double factor = 512.0 / std::max(bytes.rows, bytes.cols);
            if (factor < 1) cv::resize(bytes, small, {}, factor, factor, cv::INTER_AREA);
            pictures.add(fs::relative(file, folder).string(), factor < 1 ? small : bytes);
        }
    return pictures;
}

Pictures drawPeople(int people)
{
    Pictures pictures;
    for (int number = 0; number < people; ++number)
        for (int visit = 0; visit < (number % 10 == 0 ? 2 : 1); ++visit)
            pictures.add("person " + std::to_string(number) + " visit " + std::to_string(visit),
                         person(static_cast<std::uint64_t>(number + 1), static_cast<std::uint64_t>(visit), 256));
    return pictures;
}

cv::Mat locallyEqualised(const cv::Mat& image)
{
    cv::Mat result;
    cv::createCLAHE(2, {8, 8})->apply(image, result);
    return result;
}

cv::Mat asJpeg(const cv::Mat& image, int quality)
{
    std::vector<uchar> bytes;
    cv::imencode(".jpg", image, bytes, {cv::IMWRITE_JPEG_QUALITY, quality});
    return cv::imdecode(bytes, cv::IMREAD_GRAYSCALE);
}

cv::Mat rescaled(const cv::Mat& image)
{
    cv::Mat result;
    cv::resize(image, result, {}, 0.8, 0.8, cv::INTER_AREA);
    return result;
}

const std::pair<const char*, Change> changes[] = {
    {"turned 1 degree", [](const cv::Mat& image) { return turned(image, 1); }},
    {"turned 2 degrees", [](const cv::Mat& image) { return turned(image, -2); }},
    {"turned 3 degrees", [](const cv::Mat& image) { return turned(image, 3); }},
    {"turned 3 degrees, black corners", [](const cv::Mat& image) { return turned(image, 3, cv::BORDER_CONSTANT); }},
    {"turned 5 degrees", [](const cv::Mat& image) { return turned(image, 5); }},
    {"turned 10 degrees", [](const cv::Mat& image) { return turned(image, 10); }},
    {"cropped by 5/224 a side", [](const cv::Mat& image) { return cropped(image, 5 / 224.0); }},
    {"cropped by 5 % a side", [](const cv::Mat& image) { return cropped(image, 0.05); }},
    {"cropped by 10 % a side", [](const cv::Mat& image) { return cropped(image, 0.1); }},
    {"shifted by 3 %", [](const cv::Mat& image) { return shifted(image, 0.03 * image.cols, 0.03 * image.rows); }},
    {"black frame, 15/224", [](const cv::Mat& image) { return framedEvenly(image, 15 / 224.0, 0); }},
    {"white frame, 3 %", [](const cv::Mat& image) { return framedEvenly(image, 0.03, 255); }},
    {"mirrored", mirrored},
    {"inverted", inverted},
    {"mirrored and turned 2 degrees", [](const cv::Mat& image) { return turned(mirrored(image), 2); }},
    {"inverted and cropped by 2 %", [](const cv::Mat& image) { return inverted(cropped(image, 0.02)); }},
    {"equalised", equalised},
    {"equalised place by place (CLAHE)", locallyEqualised},
    {"gamma 0.6", [](const cv::Mat& image) { return withGamma(image, 0.6); }},
    {"gamma 1.6", [](const cv::Mat& image) { return withGamma(image, 1.6); }},
    {"noise of 8 levels", [](const cv::Mat& image) { return noisy(image, 8); }},
    {"JPEG quality 30", [](const cv::Mat& image) { return asJpeg(image, 30); }},
    {"letters burnt in", lettered},
    {"reduced to 80 %", rescaled},
    {"turned, cropped and equalised", [](const cv::Mat& image) { return equalised(cropped(turned(image, 2), 0.02)); }},
};

model::Twins twinsOf(const std::vector<cv::Mat>& images, int threads)
{
    std::vector<std::optional<model::ImageHash>> hashes;
    for (const auto& image : images)
        hashes.emplace_back(model::differenceHash(image));
    const auto twins = model::findTwins({hashes, [&images](std::size_t i) { return images[i]; }, threads});
    return twins ? *twins : model::Twins{};
}

void measureRecall(const Pictures& pictures, int threads)
{
    const auto alone = twinsOf(pictures.kept, threads);
    std::printf("%zu images, joined as they are: %zu pairs\n", pictures.names.size(), alone.size());
    for (const auto& [one, other] : alone)
        std::printf("  %s  %s\n", pictures.names[one].c_str(), pictures.names[other].c_str());
    const auto before = joined(pictures.kept.size(), alone);
    const std::size_t copies = std::min<std::size_t>(150, pictures.names.size());
    for (const auto& [name, change] : changes) {
        auto images = pictures.kept;
        std::vector<std::size_t> originals;
        for (std::size_t c = 0; c < copies; ++c) {
            originals.push_back(c * pictures.names.size() / copies);
            images.push_back(keptOf(change(pictures.whole[originals.back()])));
        }
        const auto after = joined(images.size(), twinsOf(images, threads));
        std::size_t found = 0, wrong = 0;
        for (std::size_t c = 0; c < copies; ++c)
            found += after[pictures.kept.size() + c] == after[originals[c]] ? 1 : 0;
        // Who is joined now and was not before: through a copy of somebody else.
        std::map<std::size_t, std::size_t> earlier;
        std::string names;
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (earlier.emplace(after[i], before[i]).first->second == before[i]) continue;
            ++wrong;
            names += "  " + pictures.names[after[i]] + " " + pictures.names[i];
        }
        std::printf("  %-34s %3zu of %zu found, %zu images joined wrongly%s\n", name, found, copies, wrong, names.c_str());
        std::fflush(stdout);
    }
}

/// An image out of one of the pictures, bent, and laid half over another.
cv::Mat another(const Pictures& pictures, std::size_t number)
{
    cv::RNG random(number * 2654435761U + 1);
    cv::Mat both;
    for (int layer = 0; layer < 2; ++layer) {
        const auto& image = pictures.kept[static_cast<std::size_t>(random.uniform(0, static_cast<int>(pictures.kept.size())))];
        cv::Mat x(5, 5, CV_32F), y(5, 5, CV_32F), fromX, fromY, bent;
        random.fill(x, cv::RNG::NORMAL, 0, side * 0.05);
        random.fill(y, cv::RNG::NORMAL, 0, side * 0.05);
        cv::resize(x, fromX, image.size(), 0, 0, cv::INTER_CUBIC);
        cv::resize(y, fromY, image.size(), 0, 0, cv::INTER_CUBIC);
        for (int row = 0; row < side; ++row)
            for (int column = 0; column < side; ++column) {
                fromX.at<float>(row, column) += static_cast<float>(column);
                fromY.at<float>(row, column) += static_cast<float>(row);
            }
        cv::remap(image, bent, fromX, fromY, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
        if (layer == 0)
            both = bent;
        else
            cv::addWeighted(both, 0.6, bent, 0.4, 0, both);
    }
    return both;
}

double seconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double processorSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

/// A line of /proc/self/status, in MB.
double memory(const std::string& line)
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == line + ":") {
            double kilobytes = 0;
            status >> kilobytes;
            return kilobytes / 1024;
        }
    return 0;
}

void measureTime(const Pictures& pictures, std::size_t count, int threads)
{
    // As they would lie in the cache: in a file that is mapped, which is no memory of ours. Every sixteenth has a turned copy.
    const auto file = fs::temp_directory_path() / "bench_twins.pixels";
    std::vector<std::optional<model::ImageHash>> hashes;
    std::FILE* const out = std::fopen(file.c_str(), "wb");
    if (!out) return;
    double hashing = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const cv::Mat image = i % 16 == 15 ? turned(another(pictures, i - 7), 2) : another(pictures, i);
        const double begun = processorSeconds();
        hashes.emplace_back(model::differenceHash(image));
        hashing += processorSeconds() - begun;
        std::fwrite(image.data, 1, image.total(), out);
    }
    std::fclose(out);
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    const auto read = [&](std::size_t i) {
        cv::Mat image(side, side, CV_8U);
        return ::pread(descriptor, image.data, image.total(), static_cast<off_t>(i * side * side)) == side * side ? image : cv::Mat();
    };
    const std::size_t some = std::min<std::size_t>(count, 2000);
    const double used = processorSeconds();
    for (std::size_t i = 0; i < some; ++i)
        (void)model::lookAt(read(i));
    const double looking = processorSeconds() - used;
    std::ofstream("/proc/self/clear_refs") << 5; // the peak begins anew
    const double before = memory("VmRSS"), begun = seconds(), usedBefore = processorSeconds();
    const auto twins = model::findTwins({hashes, read, threads});
    std::printf("%zu images, %d threads: hash %.0f us and look %.0f us of processor time an image; search with looks %.1f s, %.1f s of "
                "processor time, %.0f MB; %zu pairs for %zu copies\n",
                count, threads, hashing / static_cast<double>(count) * 1e6, looking / static_cast<double>(some) * 1e6, seconds() - begun,
                processorSeconds() - usedBefore, memory("VmHWM") - before, twins ? twins->size() : 0, count / 16);
    ::close(descriptor);
    std::error_code ignored;
    fs::remove(file, ignored);
}

} // namespace

int main(int argc, char** argv)
{
    cv::setNumThreads(1);
    int threads = 2;
    Pictures pictures;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        std::size_t count = 0;
        const auto [end, error] = std::from_chars(argument.data(), argument.data() + argument.size(), count);
        if (argument == "--threads" && i + 1 < argc) {
            threads = std::max(1, std::atoi(argv[++i]));
        } else if (argument == "--kept" && i + 1 < argc) {
            side = std::max(16, std::atoi(argv[++i]));
        } else if (error == std::errc() && end == argument.data() + argument.size()) {
            measureTime(pictures, count, threads);
        } else if (argument == "recall") {
            measureRecall(pictures, threads);
        } else {
            pictures = argument == "phantoms" ? drawPeople(3000) : readFolder(argument);
            std::printf("%s: ", argument.c_str());
            std::fflush(stdout);
        }
    }
    return 0;
}
