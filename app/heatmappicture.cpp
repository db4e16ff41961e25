#include "app/heatmappicture.h"

#include "imaging/display.h"
#include "imaging/heatmap.h"
#include "imaging/replacementfile.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <QString>

#include <algorithm>
#include <cmath>

namespace lucency::app {
namespace {

constexpr int longestSide = 1536;
constexpr int shortestSide = 512; // the words have to be readable on small images, too

cv::Mat shownAt(const cv::Mat& grey)
{
    const int longest = std::max(grey.rows, grey.cols);
    const double scale = longest > longestSide    ? double(longestSide) / longest
                         : longest < shortestSide ? double(shortestSide) / longest
                                                  : 1;
    if (scale == 1) return grey;
    cv::Mat scaled;
    cv::resize(grey, scaled, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return scaled;
}

/// Light text over a dark halo, because no colour stands out everywhere on a radiograph.
void drawText(cv::Mat& picture, const std::string& text, int baseline, double size)
{
    const cv::Point at(static_cast<int>(14 * size), baseline);
    const int thickness = std::max(1, static_cast<int>(std::lround(1.6 * size)));
    cv::putText(picture, text, at, cv::FONT_HERSHEY_SIMPLEX, size, cv::Scalar::all(0), 4 * thickness, cv::LINE_AA);
    cv::putText(picture, text, at, cv::FONT_HERSHEY_SIMPLEX, size, cv::Scalar::all(245), thickness, cv::LINE_AA);
}

cv::Mat draw(const imaging::Radiograph& radiograph, const model::Prediction& prediction)
{
    const cv::Mat grey = shownAt(imaging::renderDefault(radiograph));
    cv::Mat picture;
    const auto leading = model::leadingScore(prediction.scores);
    if (leading && *leading < prediction.activations.size())
        picture = imaging::overlayHeatMap(grey, prediction.activations[*leading], {});
    else
        cv::cvtColor(grey, picture, cv::COLOR_GRAY2BGR);

    imaging::drawMarks(radiograph.overlays, radiograph.pixels.size(), picture);

    // OpenCV draws ASCII alone: these words are not translated.
    std::string words = std::ranges::any_of(prediction.scores, model::isShown) ? "age unknown: no finding leads" : "no validated finding";
    if (leading) {
        const model::Score& score = prediction.scores[*leading];
        words = score.finding + " " + QString::number(score.probability * 100, 'f', 1).toStdString() + " %" +
                (score.positive ? "" : " (below the operating point)");
        if (prediction.activations.empty())
            words += ", no heat map";
        else if (imaging::heatMapStrength(prediction.activations[*leading]) < imaging::HeatMapStyle{}.threshold)
            words += ", no cell raises it by much";
    }
    const double size = std::clamp(picture.cols / 1100.0, 0.5, 1.5);
    drawText(picture, words, static_cast<int>(36 * size), size);
    drawText(picture, "not for primary diagnosis", picture.rows - static_cast<int>(16 * size), size);
    return picture;
}

} // namespace

std::string heatMapName(const ScoredImage& image)
{
    constexpr std::size_t longest = 80;
    std::string base = image.path.stem().string().substr(0, longest);
    for (char& c : base)
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_' && c != '.') c = '_';
    std::string name = QString::number(image.pathIndex + 1).rightJustified(5, QLatin1Char('0')).toStdString() + "_" + base;
    if (image.frame > 0) name += "_frame" + std::to_string(image.frame + 1);
    return name + ".png";
}

Done writeHeatMap(const imaging::Radiograph& radiograph, const ScoredImage& image, const std::filesystem::path& folder)
{
    const auto file = folder / heatMapName(image);
    try {
        std::vector<unsigned char> png;
        cv::imencode(".png", draw(radiograph, *image.prediction), png);
        auto target = imaging::ReplacementFile::open(file);
        if (!target) return target.error();
        if (auto written = target->write(png.data(), png.size()); !written) return written;
        return target->commit();
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, file.string(), {}};
    } catch (const std::exception& e) {
        return Failure{FailureKind::Internal, file.string(), e.what()};
    }
}

} // namespace lucency::app
