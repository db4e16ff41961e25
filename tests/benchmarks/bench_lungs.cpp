// Where does a model look? Writes the test images of a run a second and a third time: their lung fields alone, and all but their lung
// fields, the rest filled with the image's mean. What a model scores in the second kind cannot come from the lungs. usage: bench_lungs RUN
// DATA OUT, then: lucency evaluate --model RUN/best.safetensors --data OUT/lungs-alone (and OUT/without-lungs)
#include "imaging/preprocess.h"
#include "imaging/read.h"
#include "imaging/surroundings.h"
#include "model/csv.h"

#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace fs = std::filesystem;
using namespace lucency;

namespace {

constexpr int side = 384;

/// The image where inside is 1, its mean where it is 0.
cv::Mat only(const cv::Mat& grey, const cv::Mat& inside)
{
    const auto mean = static_cast<float>(cv::mean(grey)[0]);
    const cv::Mat kept = (grey - mean).mul(inside) + mean;
    cv::Mat written;
    kept.convertTo(written, CV_8U);
    return written;
}

bool write(const fs::path& file, const cv::Mat& image)
{
    std::error_code failed;
    fs::create_directories(file.parent_path(), failed);
    return cv::imwrite(file.string(), image);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_lungs RUN DATA OUT\n");
        return 2;
    }
    const fs::path run(argv[1]), data(argv[2]), out(argv[3]);
    const auto split = model::readCsvTable(run / "split.csv");
    if (!split) {
        std::fprintf(stderr, "%s cannot be read\n", split.error().subject.c_str());
        return 4;
    }
    const auto path = static_cast<std::size_t>(std::max(0, split->column("path"))),
               part = static_cast<std::size_t>(std::max(0, split->column("part")));
    const cv::Mat lungs = imaging::lungFields(side, side), rest = 1 - lungs;
    int written = 0;
    for (const auto& row : split->rows) {
        if (row[part] != "test") continue;
        const fs::path image(row[path]);
        const auto radiograph = imaging::read((data / image).string(), 0);
        if (!radiograph) continue; // a phantom, or gone
        const cv::Mat grey = imaging::inputGrey(*radiograph, side);
        const auto name = fs::path(image.parent_path().filename()) / (image.stem().string() + ".png");
        if (!write(out / "lungs-alone" / name, only(grey, lungs)) || !write(out / "without-lungs" / name, only(grey, rest))) {
            std::fprintf(stderr, "%s cannot be written\n", (out / name).c_str());
            return 4;
        }
        ++written;
    }
    std::printf("%d images, twice\n", written);
    return written > 0 ? 0 : 4;
}
