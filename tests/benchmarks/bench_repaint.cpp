// How long a window/level drag takes to repaint at 2560 x 1440: with and without the heat map, for an image larger and smaller than
// the view. Prints the median and the 95th percentile of 200 repaints in milliseconds.

#include "ui/reading/radiographview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>

#include <opencv2/core.hpp>

#include <algorithm>
#include <cstdio>

using namespace lucency;

namespace {

std::shared_ptr<const ui::DisplayImage> noise(int side)
{
    imaging::Radiograph radiograph;
    radiograph.pixels = cv::Mat(side, side, CV_16UC1);
    cv::randu(radiograph.pixels, 0, 4096);
    radiograph.rows = radiograph.columns = side;
    radiograph.bitsStored = 12;
    return ui::makeDisplayImage(radiograph);
}

void measure(ui::RadiographView& view, int side, bool heatMap)
{
    view.setImage(noise(side));
    ui::Overlays overlays;
    if (heatMap) {
        overlays.activation = cv::Mat(7, 7, CV_32FC1);
        cv::randu(overlays.activation, 0.0, 1.0);
    }
    view.setOverlays(overlays);
    view.zoomIn(); // the image covers the whole height of the view
    QImage screen(view.size(), QImage::Format_RGB32);
    std::vector<double> milliseconds;
    for (int repaint = 0; repaint <= 200; ++repaint) {
        imaging::VoiChoice choice;
        choice.transform = imaging::VoiWindow{2048.0 + repaint, 3000.0 + repaint, imaging::VoiFunction::Linear, {}};
        view.setVoi(choice);
        QElapsedTimer clock;
        clock.start();
        view.render(&screen);
        if (repaint > 0) milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6); // the first one also resamples
    }
    std::ranges::sort(milliseconds);
    std::printf("%4d x %-4d  %-8s  median %5.1f ms  95 %% %5.1f ms\n", side, side, heatMap ? "heat map" : "", milliseconds[100],
                milliseconds[190]);
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    ui::RadiographView view;
    view.resize(2560, 1440);
    for (const int side : {1024, 3000})
        for (const bool heatMap : {false, true})
            measure(view, side, heatMap);
}
