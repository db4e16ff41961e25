// How long the workbench takes for 100,000 predictions: opening, a move of the threshold with every figure drawn anew, and the scrolling
// of their gallery. bench_workbench [RUN...] opens finished runs too.
#include "app/report/figures.h"
#include "tests/support/app/workbenchcases.h"
#include "ui/evaluation/figurespage.h"
#include "ui/evaluation/gallerymodel.h"
#include "ui/evaluation/gallerypage.h"
#include "ui/evaluation/galleryview.h"
#include "ui/evaluation/workbench.h"
#include "ui/figureview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace lucency;

namespace {

constexpr int longest = 60'000; // milliseconds that are waited for an answer

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double largest(const std::vector<double>& values)
{
    return *std::ranges::max_element(values);
}

template<class Work>
double milliseconds(Work work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

double open(ui::Workbench& bench, const QString& source)
{
    QSignalSpy opened(&bench, &ui::Workbench::opened);
    return milliseconds([&] {
        source.endsWith(QLatin1String(".csv")) ? bench.openPredictions(source) : bench.openRun(source);
        if (!opened.wait(longest)) std::printf("%s was not opened\n", qPrintable(source));
        bench.grab();
    });
}

long residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/statm"));
    return status.open(QIODevice::ReadOnly) ? status.readAll().split(' ')[1].toLong() * 4 / 1024 : 0;
}

void moveThreshold(ui::Workbench& bench)
{
    for (int page = 0; page < bench.pages()->count(); ++page) {
        if (!bench.pages()->isTabVisible(page)) continue;
        bench.pages()->setCurrentIndex(page);
        QTest::qWait(200);
        std::vector<double> times;
        for (int i = 0; i < 40; ++i)
            times.push_back(milliseconds([&] {
                bench.view()->setThreshold(0, 0.2 + 0.01 * i);
                bench.grab();
            }));
        std::printf("  %-18s median %6.1f ms, worst %6.1f ms (whole window painted)\n", qPrintable(bench.pages()->tabText(page)),
                    median(times), largest(times));
    }
    const auto& finding = bench.view()->shown().findings[0];
    std::vector<double> counts;
    for (int i = 0; i < 200; ++i)
        counts.push_back(milliseconds([&] { (void)finding.countsAt(0.2 + 0.003 * i); }));
    std::printf("  counts alone: median %.4f ms\n", median(counts));
}

void scroll(ui::Workbench& bench)
{
    bench.pages()->setCurrentWidget(bench.gallery());
    const double filled = milliseconds([&] { bench.gallery()->showAll(); });
    auto* view = bench.gallery()->view();
    QTest::qWait(500);
    auto* bar = view->verticalScrollBar();
    std::printf("  %d images in the gallery, filled in %.1f ms, %d pixels high\n", bench.gallery()->model()->rowCount(), filled,
                bar->maximum());
    for (const auto& [name, step] : {std::pair("wheel", 120), std::pair("drag of the bar", bar->maximum() / 300)}) {
        std::vector<double> frames;
        bar->setValue(0);
        for (int i = 0; i < 300; ++i) {
            frames.push_back(milliseconds([&] {
                bar->setValue(bar->value() + step);
                QCoreApplication::sendPostedEvents();
                view->viewport()->repaint();
            }));
            if (i % 10 == 9) QTest::qWait(5); // pictures arrive meanwhile, as they do for a person
        }
        const auto late = std::ranges::count_if(frames, [](double frame) { return frame > 1000.0 / 60; });
        std::printf("  %-16s median %5.2f ms a frame, worst %5.2f ms, %ld of 300 over 16.7 ms; %.1f MB of pictures, %ld MB resident\n",
                    name, median(frames), largest(frames), static_cast<long>(late),
                    static_cast<double>(bench.gallery()->model()->thumbnails().bytesInUse()) / 1048576.0, residentMegabytes());
    }
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    ui::Workbench bench(folder.filePath(QStringLiteral("store.sqlite")));
    bench.resize(1440, 900);
    bench.show();
    QTest::qWait(200);
    for (int i = 1; i < argc; ++i)
        std::printf("%s: opened and painted in %.0f ms\n", argv[i], open(bench, QString::fromLocal8Bit(argv[i])));

    constexpr int images = 100'000, pictures = 2000;
    auto table = test::drawnPredictions(images);
    const QString csv = folder.filePath(QStringLiteral("p.csv"));
    test::writeText(csv, test::csvWithPeople(table));
    // Pictures for as many as are looked at; the paths of the rest lead nowhere, as those of a run from elsewhere do.
    table.images.resize(pictures);
    for (int i = 0; i < pictures; ++i)
        test::writeText(folder.filePath(QString::fromStdString(table.images[static_cast<std::size_t>(i)].path)),
                        test::drawnPicture(i, 512, 512));
    std::printf("%d images, two findings (a CSV of %lld MB): opened and painted in %.0f ms\n", images, QFileInfo(csv).size() / 1048576,
                open(bench, csv));
    moveThreshold(bench);
    scroll(bench);
    QElapsedTimer resampling;
    QSignalSpy intervals(bench.view(), &app::ResultInView::intervalsChanged);
    bench.view()->setThreshold(0, 0.333);
    resampling.start();
    (void)intervals.wait(longest);
    std::printf("  intervals of 2,000 resamples arrive after %.1f s\n", static_cast<double>(resampling.elapsed()) / 1000);
    return 0;
}
