// What a reader and a training lose to each other on one machine: how long a study on screen waits for its score, alone and while a
// training runs, and how much longer the training takes for it. The training is of a ResNet-18 on phantoms, in the same process, as in the
// window; the studies are radiographs as a detector gives them (DICOM, 16 bits).
// usage: bench_sharing [STUDIES [SIZE [MODEL]]]   (40 of 2,000 x 2,000 pixels and the program's own model)

#include "app/inferencequeue.h"
#include "app/resources.h"
#include "app/scorer.h"
#include "app/store/store.h"
#include "app/training/trainingqueue.h"
#include "model/classifier.h"
#include "model/computeturn.h"
#include "model/recipe.h"
#include "model/tensormemory.h"
#include "tests/support/window/readingstation.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace lucency;

namespace {

constexpr const char* recipeText = R"json({"name": "bench", "version": "1", "data": [{"name": "drawn", "kind": "phantoms", "count": 120,
  "knows": ["Effusion", "Consolidation"]}], "findings": [{"name": "Effusion"}, {"name": "Consolidation"}],
  "input": {"size": 160, "normalisation": "percentiles"}, "architecture": "resnet18",
  "augmentation": {"rotation": [-10, 10], "zoom": [0.9, 1.1], "horizontalFlip": 0.5},
  "training": {"batch": 32, "epochs": 1000, "stepsPerEpoch": 4000, "precision": "bf16", "metricPositives": 1}})json";

void runUntil(const std::function<bool()>& over, int interval = 5)
{
    QEventLoop loop;
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] {
        if (over()) loop.quit();
    });
    watch.start(interval);
    loop.exec();
}

void wait(int milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    runUntil([&] { return clock.elapsed() >= milliseconds; });
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

void print(const char* what, std::vector<double> milliseconds)
{
    std::ranges::sort(milliseconds);
    const auto of = [&](double share) { return milliseconds[static_cast<std::size_t>(double(milliseconds.size() - 1) * share)]; };
    std::printf("%-42s median %6.1f  95 %% %6.1f  most %6.1f ms of %zu\n", what, of(0.5), of(0.95), of(1), milliseconds.size());
    std::fflush(stdout);
}

/// Studies in a store, and the queue that scores them.
class Reader {
public:
    Reader(const QString& folder, const QStringList& files, const QString& model)
        : m_store(*app::Store::open(folder + QStringLiteral("/store.sqlite")))
        , m_queue(folder + QStringLiteral("/store.sqlite"), app::classifierFactory())
    {
        for (const QString& file : files) {
            app::ImageRow image;
            image.study = m_store.addStudy({}, {})->study;
            image.path = file;
            image.contentHash = file.toUtf8();
            m_images << *m_store.addImage(image);
        }
        bool loaded = false;
        m_queue.pause(); // nothing but what is on screen
        QObject::connect(&m_queue, &app::InferenceQueue::modelLoaded, &m_queue, [&] { loaded = true; });
        QObject::connect(&m_queue, &app::InferenceQueue::modelFailed, &m_queue, [](const Failure& failure) {
            std::fprintf(stderr, "%s: %s\n", failure.subject.c_str(), failure.detail.c_str());
            std::exit(4);
        });
        QObject::connect(&m_queue, &app::InferenceQueue::predictionReady, &m_queue, [&] { ++m_answers; });
        QObject::connect(&m_queue, &app::InferenceQueue::imageFailed, &m_queue, [&] { ++m_answers; });
        QObject::connect(&m_queue, &app::InferenceQueue::imageRefused, &m_queue, [&] { ++m_answers; });
        m_queue.setModel(model);
        runUntil([&] { return loaded; });
    }

    /// Opens so many studies, one after the other, with a pause in which a person would look at it; milliseconds to each score.
    std::vector<double> read(int studies, int pause)
    {
        std::vector<double> times;
        for (int i = 0; i < studies && m_next < m_images.size(); ++i) {
            const int before = m_answers;
            QElapsedTimer clock;
            clock.start();
            m_queue.setOnScreen({m_images[m_next++]});
            runUntil([&] { return m_answers > before; }, 1);
            times.push_back(double(clock.nsecsElapsed()) / 1e6);
            wait(pause);
        }
        return times;
    }
    app::InferenceQueue& queue() { return m_queue; }
    QList<qint64> left() const { return m_images.mid(m_next); }

private:
    app::Store m_store;
    app::InferenceQueue m_queue;
    QList<qint64> m_images;
    qsizetype m_next = 0;
    int m_answers = 0;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    qRegisterMetaType<Failure>();
    const QStringList arguments = QCoreApplication::arguments();
    const int studies = std::max(8, arguments.value(1, QStringLiteral("40")).toInt());
    const int size = arguments.value(2, QStringLiteral("2000")).toInt();
    const QString model = arguments.value(3, QString::fromStdString(app::defaultModel().string()));
    model::keepTensorMemory(std::size_t{256} << 20);
    model::setComputeThreads(std::max(1, QThread::idealThreadCount()));

    const QTemporaryDir scratch;
    test::ReadingStation station;
    station.drawMany(studies + 12, size);
    QStringList files;
    for (const auto& entry : QDir(station.path({})).entryInfoList({QStringLiteral("*.dcm")}, QDir::Files, QDir::Name))
        files << entry.absoluteFilePath();
    Reader reader(scratch.path(), files, model);
    constexpr int pause = 700;
    (void)reader.read(2, pause); // warm
    const auto idle = reader.read(studies / 2, pause);
    print("study on screen, nothing else running", idle);

    app::TrainingQueueOptions options;
    options.folder = scratch.filePath(QStringLiteral("runs")).toStdString();
    options.cacheFolder = scratch.filePath(QStringLiteral("cache")).toStdString();
    app::TrainingQueue queue(options);
    long batches = 0;
    QObject::connect(&queue, &app::TrainingQueue::progressed, &queue, [&](const app::RunProgress& progress) {
        if (progress.now.stage == model::TrainingStage::Training) batches = progress.now.done;
    });
    app::TrainingOrder order;
    order.recipe = *model::recipeFromJson(recipeText, "bench");
    order.dataFolder = scratch.path().toStdString();
    order.runFolder = scratch.filePath(QStringLiteral("runs/bench")).toStdString();
    QObject::connect(&queue, &app::TrainingQueue::failed, &queue, [](const QString&, const Failure& failure) {
        std::fprintf(stderr, "%s: %s\n", failure.subject.c_str(), failure.detail.c_str());
        std::exit(4);
    });
    QObject::connect(&queue, &app::TrainingQueue::addingFailed, &queue, [](const QString&, const Failure& failure) {
        std::fprintf(stderr, "%s: %s\n", failure.subject.c_str(), failure.detail.c_str());
        std::exit(4);
    });
    QObject::connect(&queue, &app::TrainingQueue::remarked, &queue,
                     [](const QString&, const QString& remark) { std::printf("training: %s\n", qPrintable(remark)); });
    queue.add(order);
    runUntil([&] { return batches >= 20; }, 50);

    struct Stretch {
        double seconds = 0, batches = 0;
        double perBatch() const { return seconds / batches; }
    };
    const auto stretch = [&](const std::function<void()>& meanwhile) {
        // From batch to batch, so that no part of one is lost.
        const auto next = [&] {
            const long now = batches;
            runUntil([&] { return batches > now; }, 1);
        };
        next();
        QElapsedTimer clock;
        clock.start();
        const long first = batches;
        meanwhile();
        next();
        return Stretch{double(clock.nsecsElapsed()) / 1e9, double(batches - first)};
    };
    const auto before = stretch([&] { wait(20'000); });
    std::vector<double> busy;
    const double stoodBefore = model::secondsGivenWay();
    const auto during = stretch([&] { busy = reader.read(studies / 2, pause); });
    const double stood = model::secondsGivenWay() - stoodBefore;
    const auto after = stretch([&] { wait(20'000); });
    print("study on screen, while a training runs", busy);
    double scoring = 0;
    for (const double milliseconds : busy)
        scoring += milliseconds / 1e3;
    const double alone = (before.seconds + after.seconds) / (before.batches + after.batches);
    const double lost = during.seconds - during.batches * alone;
    std::printf("ratio of the medians %.2f (asked for: at most 2)\n", median(busy) / median(idle));
    std::printf("a batch alone %.0f ms before, %.0f ms after; with the reader %.0f ms\n", before.perBatch() * 1e3, after.perBatch() * 1e3,
                during.perBatch() * 1e3);
    std::printf("training lost %.2f s of %.2f s, and stood still for %.2f s; scores took %.2f s (asked for: no more than that)\n", lost,
                during.seconds, stood, scoring);

    // A worklist that is scored in the background.
    reader.queue().enqueue(reader.left());
    QElapsedTimer clock;
    bool over = false;
    QObject::connect(&reader.queue(), &app::InferenceQueue::progress, &queue, [&](int done, int total, double) { over = done == total; });
    const auto shared = stretch([&] {
        clock.start();
        reader.queue().resume();
        runUntil([&] { return over || clock.elapsed() > 120'000; }, 20);
    });
    const auto waiting = static_cast<double>(reader.left().size());
    std::printf("a worklist in the background: %.0f images in %.1f s, a batch of the training meanwhile %.0f ms\n", waiting, shared.seconds,
                shared.perBatch() * 1e3);
    return 0;
}
