// How long a window/level drag takes to repaint at 2560 x 1440: bare, with the heat map, and with an overlay plane full of text, for an
// image larger and smaller than the view; and how long the repaint after each step of a zoom takes, bare and with the overlay. Prints the
// median and the 95th percentile of 200 repaints in milliseconds, and the mean time of all processors, which other programs change little.

#include "ui/reading/radiographview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>

using namespace lucency;

namespace {

enum class Over { Nothing, HeatMap, Overlay };

/// A plane over the whole image with text in every part of it.
imaging::OverlayPlane textPlane(int side)
{
    cv::Mat text = cv::Mat::zeros(side, side, CV_8UC1);
    for (int y = 60; y < side; y += 120)
        for (int x = 10; x < side; x += 400)
            cv::putText(text, "ERECT 12:34", {x, y}, cv::FONT_HERSHEY_SIMPLEX, 1, 255, 2);
    imaging::OverlayPlane plane;
    plane.rows = plane.columns = side;
    plane.area = cv::Rect(0, 0, side, side);
    plane.bits = cv::Mat::zeros(side, (side + 7) / 8, CV_8UC1);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            if (text.at<std::uint8_t>(y, x) != 0) plane.bits.at<std::uint8_t>(y, x / 8) |= static_cast<std::uint8_t>(1 << x % 8);
    return plane;
}

std::shared_ptr<const ui::DisplayImage> noise(int side, bool withOverlay)
{
    imaging::Radiograph radiograph;
    radiograph.pixels = cv::Mat(side, side, CV_16UC1);
    cv::randu(radiograph.pixels, 0, 4096);
    radiograph.rows = radiograph.columns = side;
    radiograph.bitsStored = 12;
    if (withOverlay) radiograph.overlays.push_back(textPlane(side));
    return ui::makeDisplayImage(radiograph);
}

/// Repaints 200 times, each after a change, and prints how long that took.
void repaint(ui::RadiographView& view, const char* what, const std::function<void(int)>& change)
{
    QImage screen(view.size(), QImage::Format_RGB32);
    std::vector<double> milliseconds;
    std::clock_t processor = 0;
    for (int repaint = 0; repaint <= 200; ++repaint) {
        change(repaint);
        QElapsedTimer clock;
        clock.start();
        const std::clock_t before = std::clock();
        view.render(&screen);
        if (repaint > 0) processor += std::clock() - before;
        if (repaint > 0) milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6); // the first one also resamples
    }
    std::ranges::sort(milliseconds);
    std::printf("%-28s  median %5.1f ms  95 %% %5.1f ms  processors %5.1f ms\n", what, milliseconds[100], milliseconds[190],
                1000.0 * static_cast<double>(processor) / CLOCKS_PER_SEC / 200);
}

void measure(ui::RadiographView& view, int side, Over over)
{
    view.setImage(noise(side, over == Over::Overlay));
    ui::Overlays overlays;
    if (over == Over::HeatMap) {
        overlays.activation = cv::Mat(7, 7, CV_32FC1);
        cv::randu(overlays.activation, 0.0, 1.0);
    }
    view.setOverlays(overlays);
    view.zoomIn(); // the image covers the whole height of the view
    const std::string what = std::to_string(side) + " x " + std::to_string(side) +
                             (over == Over::HeatMap   ? ", heat map"
                              : over == Over::Overlay ? ", overlay"
                                                      : "");
    repaint(view, (what + ", window").c_str(), [&](int step) {
        imaging::VoiChoice choice;
        choice.transform = imaging::VoiWindow{2048.0 + step, 3000.0 + step, imaging::VoiFunction::Linear, {}};
        view.setVoi(choice);
    });
    if (over != Over::HeatMap) repaint(view, (what + ", zoom").c_str(), [&](int step) { step % 2 == 0 ? view.zoomIn() : view.zoomOut(); });
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    ui::RadiographView view;
    view.resize(2560, 1440);
    for (const int side : {1024, 3000})
        for (const Over over : {Over::Nothing, Over::HeatMap, Over::Overlay})
            measure(view, side, over);
}
