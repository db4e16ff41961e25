// Decoding of raster files against OpenCV, file by file in the same run: bench_decode FOLDER [FOLDER...]
#include "imaging/raster.h"

#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <set>

namespace {

double seconds(const std::function<void()>& work)
{
    const auto begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_decode FOLDER [FOLDER...]\n");
        return 2;
    }
    cv::setNumThreads(1);
    for (int i = 1; i < argc; ++i) {
        std::set<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(argv[i]))
            files.insert(entry.path());
        double ours = 0;
        double theirs = 0;
        std::size_t count = 0;
        for (const std::filesystem::path& file : files) {
            if (++count > 120) break;
            cv::imread(file.string(), cv::IMREAD_UNCHANGED); // the file is in the page cache from here on
            for (int round = 0; round < 3; ++round) {
                ours += seconds([&] { (void)lucency::imaging::readRaster(file, {}); });
                theirs += seconds([&] { (void)cv::imread(file.string(), cv::IMREAD_UNCHANGED); });
            }
        }
        const double times = 3.0 * static_cast<double>(std::min<std::size_t>(files.size(), 120));
        std::printf("%s: Lucency %.3f ms, OpenCV %.3f ms an image, ratio %.2f\n", argv[i], 1e3 * ours / times, 1e3 * theirs / times,
                    theirs / ours);
    }
    return 0;
}
