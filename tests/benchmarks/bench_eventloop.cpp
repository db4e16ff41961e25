// How long the window's thread is held up while phantoms are imported and scored and a reader goes from study to study: gaps between the
// ticks of a timer of one millisecond by the clock on the wall, idle and busy, and what the single event handlers took.
// usage: bench_eventloop [COUNT [SIZE [MODEL]]]   (1,000 phantoms of 512 x 512 pixels and the program's own model)

#include "app/resources.h"
#include "tests/support/window/eventloopprobe.h"
#include "tests/support/window/readingstation.h"
#include "ui/reading/readingroom.h"
#include "ui/theme.h"
#include "ui/worklist/worklistpanel.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace lucency;

namespace {

void print(const char* what, std::vector<double> milliseconds)
{
    std::ranges::sort(milliseconds);
    const auto of = [&](double share) { return milliseconds[static_cast<std::size_t>(double(milliseconds.size() - 1) * share)]; };
    std::printf("%-34s median %5.2f  99 %% %6.2f  99.9 %% %6.2f  most %6.2f ms of %zu\n", what, of(0.5), of(0.99), of(0.999), of(1),
                milliseconds.size());
}

void print(const char* what, const std::vector<test::ThreadTime>& times, double test::ThreadTime::*measure)
{
    std::vector<double> values;
    for (const test::ThreadTime& time : times)
        values.push_back(time.*measure);
    print(what, std::move(values));
}

void runUntil(const std::function<bool()>& over)
{
    QEventLoop loop;
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] {
        if (over()) loop.quit();
    });
    watch.start(50);
    loop.exec();
}

} // namespace

int main(int argc, char** argv)
{
    test::EventLoopProbe application(argc, argv);
    ui::theme::apply(application);
    const QStringList arguments = QCoreApplication::arguments();
    const int count = arguments.value(1, QStringLiteral("1000")).toInt(), size = arguments.value(2, QStringLiteral("512")).toInt();
    const QString model = arguments.value(3, QString::fromStdString(app::defaultModel().string()));
    test::ReadingStation station;
    station.drawMany(count, size);
    ui::MainWindow& window = station.open(model, app::classifierFactory());
    window.resize(1600, 1000);

    QElapsedTimer clock;
    clock.start();
    application.watch();
    runUntil([&] { return clock.elapsed() > 5000; });
    application.stop();
    const std::vector<test::ThreadTime> idle = application.gaps();

    QTimer reader;
    QObject::connect(&reader, &QTimer::timeout, &window, [&window] { window.worklist()->selectNext(1); });
    reader.start(500);
    application.watch();
    clock.restart();
    window.openPaths({station.path({})});
    runUntil([&] {
        const app::WorklistModel& list = *window.worklistModel();
        return list.studyCount(app::StudyStatus::Scored) + list.studyCount(app::StudyStatus::Failed) == count || clock.elapsed() > 600'000;
    });
    application.stop();
    std::printf("%d of %d phantoms of %d x %d imported and scored in %.1f s\n",
                window.worklistModel()->studyCount(app::StudyStatus::Scored), count, size, size, double(clock.elapsed()) / 1e3);
    using test::ThreadTime;
    print("gap between ticks, idle", idle, &ThreadTime::wall);
    print("gap between ticks, busy", application.gaps(), &ThreadTime::wall);
    print("  less waiting for a processor", application.gaps(), &ThreadTime::held);
    print("  own work", application.gaps(), &ThreadTime::processor);
    print("an event handler, own work", application.handlers(), &ThreadTime::processor);
    print("an event handler, and waiting", application.handlers(), &ThreadTime::held);
    const ThreadTime worst = test::worst(application.handlers(), &ThreadTime::held);
    std::printf("held up longest by %s: %.1f ms, %.1f ms of it work\n", worst.what.constData(), worst.held, worst.processor);
    return 0;
}
