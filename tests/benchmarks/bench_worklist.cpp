// Measures the worklist at the size of the whole NIH table, and the window's thread while images are imported and scored.
//   bench_worklist                    makes a store of 112,120 studies and measures it in a process of its own
//   bench_worklist make STORE         makes it
//   bench_worklist measure STORE      measures a store
//   bench_worklist probe FOLDER [MODEL]  imports a folder and scores it, and says how long the event loop was held up
#include "app/importer.h"
#include "app/inferencequeue.h"
#include "app/store/store.h"
#include "app/worklistmodel.h"
#include "imaging/preprocess.h"
#include "imaging/read.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace lucency;
using namespace lucency::app;

namespace {

constexpr int studyCount = 112'120; // rows of Data_Entry_2017_v2020.csv
constexpr int patientCount = 30'805;
const char* const findings[] = {"Atelectasis", "Cardiomegaly", "Effusion",           "Infiltration",  "Mass",
                                "Nodule",      "Pneumonia",    "Pneumothorax",       "Consolidation", "Edema",
                                "Emphysema",   "Fibrosis",     "Pleural_Thickening", "Hernia"};

double megabytes(const char* field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith(field)) return line.simplified().split(' ').value(1).toDouble() / 1024;
    return 0;
}

/// Of all threads: on a machine that is shared the clock on the wall says little.
double processorMilliseconds()
{
    return double(std::clock()) * 1000 / CLOCKS_PER_SEC;
}

QString syllables(QRandomGenerator& random, int count)
{
    static const char* const parts[] = {"ba", "ren", "mo", "li", "tas", "ke", "vor", "ni", "sel", "du", "har", "pi"};
    QString word;
    for (int i = 0; i < count; ++i)
        word += QLatin1String(parts[random.bounded(12)]);
    word[0] = word[0].toUpper();
    return word;
}

bool makeStore(const QString& file)
{
    QElapsedTimer timer;
    timer.start();
    auto store = Store::open(file);
    if (!store || !store->setModelInUse({QStringLiteral("bench"), QStringLiteral("1"), {}})) return false;
    QRandomGenerator random(1);
    std::vector<PatientRow> patients;
    for (int i = 0; i < patientCount; ++i)
        patients.push_back({0, QStringLiteral("%1").arg(i, 8, 10, QLatin1Char('0')),
                            syllables(random, 3) + QLatin1Char('^') + syllables(random, 2),
                            QStringLiteral("19%1%2%3").arg(random.bounded(20, 99)).arg(random.bounded(10, 12)).arg(random.bounded(10, 28)),
                            random.bounded(2) ? QStringLiteral("F") : QStringLiteral("M")});
    for (int next = 0; next < studyCount;) {
        auto transaction = store->transaction();
        if (!transaction) return false;
        std::vector<StoredPrediction> predictions;
        for (const int end = std::min(next + 500, studyCount); next < end; ++next) {
            StudyRow study;
            study.studyUid = QStringLiteral("1.2.826.0.1.3680043.9.%1").arg(next);
            study.date = QStringLiteral("20%1%2%3").arg(random.bounded(10, 25)).arg(random.bounded(10, 12)).arg(random.bounded(10, 28));
            study.time = QStringLiteral("%1%2%3").arg(random.bounded(10, 23)).arg(random.bounded(10, 59)).arg(random.bounded(10, 59));
            study.accessionNumber = QStringLiteral("A%1").arg(random.bounded(1'000'000'000));
            study.description = random.bounded(3) ? QStringLiteral("Thorax PA") : QStringLiteral("Chest AP bedside");
            study.institution = QStringLiteral("Benchmark");
            const auto added = store->addStudy(patients[static_cast<std::size_t>(random.bounded(patientCount))], study);
            if (!added) return false;
            ImageRow image;
            image.study = added->study;
            image.path = QStringLiteral("/radiographs/2017/images_%1/%2.dcm").arg(next / 10000).arg(next, 8, 10, QLatin1Char('0'));
            image.sopInstanceUid = study.studyUid + QStringLiteral(".1.1");
            image.rows = image.columns = 1024;
            const auto id = store->addImage(image);
            if (!id) return false;
            StoredPrediction stored;
            stored.image = *id;
            stored.prediction.modelName = "bench";
            stored.prediction.modelVersion = "1";
            stored.prediction.priority = random.generateDouble();
            for (const char* finding : findings) {
                const double probability = random.generateDouble();
                stored.prediction.scores.push_back({finding, probability, probability > 0.9, true, true});
                stored.prediction.activations.push_back(cv::Mat(7, 7, CV_32FC1, cv::Scalar(probability)));
            }
            predictions.push_back(std::move(stored));
        }
        if (!store->storePredictions(predictions) || !transaction->commit()) return false;
    }
    std::printf("made %d studies with scores and heat maps in %.1f s, %.0f MB on disk\n", studyCount, double(timer.elapsed()) / 1000,
                double(QFileInfo(file).size()) / 1e6);
    return true;
}

int measure(const QString& file)
{
    const double before = megabytes("VmRSS:"), busyBefore = processorMilliseconds();
    QElapsedTimer timer;
    timer.start();
    auto store = Store::open(file);
    if (!store) return 1;
    const double checked = double(timer.nsecsElapsed()) / 1e6;
    WorklistModel model(file);
    QTableView view;
    view.resize(1200, 900);
    view.setModel(&model);
    view.show();
    QEventLoop loop;
    QObject::connect(&model, &WorklistModel::loaded, &loop, &QEventLoop::quit);
    model.load();
    loop.exec();
    view.viewport()->repaint();
    const double opened = double(timer.nsecsElapsed()) / 1e6, busy = processorMilliseconds() - busyBefore;
    std::printf("open: integrity check %.0f ms, until %d rows are shown %.0f ms (%.0f ms of processor time)\n", checked, model.rowCount(),
                opened, busy);

    double slowest = 0, most = 0;
    for (const char* text : {"effusion", "Baren Mo", "thorax 2017", "00012345", "a77", "zzz"}) {
        QString typed;
        for (const QChar character : QString::fromLatin1(text)) {
            typed += character;
            const double start = processorMilliseconds();
            timer.restart();
            model.setFilterText(typed);
            view.viewport()->repaint();
            const double took = double(timer.nsecsElapsed()) / 1e6;
            most = std::max(most, processorMilliseconds() - start);
            slowest = std::max(slowest, took);
            std::printf("filter %-12s %6d rows %6.1f ms\n", qPrintable(typed), model.rowCount(), took);
        }
        timer.restart();
        model.setFilterText({});
        view.viewport()->repaint();
        slowest = std::max(slowest, double(timer.nsecsElapsed()) / 1e6);
    }
    std::printf("slowest keystroke %.1f ms (%.1f ms of processor time)\n", slowest, most);
    view.selectRow(1000);
    for (int column = 0; column < WorklistModel::ColumnCount; ++column) {
        const double start = processorMilliseconds();
        timer.restart();
        model.sort(column, Qt::AscendingOrder);
        view.viewport()->repaint();
        std::printf("sort by %-18s %6.1f ms (%.1f ms of processor time)\n", qPrintable(model.headerData(column, Qt::Horizontal).toString()),
                    double(timer.nsecsElapsed()) / 1e6, processorMilliseconds() - start);
    }
    std::printf("memory: %.0f MB before, %.0f MB after, %.0f MB at most\n", before, megabytes("VmRSS:"), megabytes("VmHWM:"));
    return 0;
}

/// Reads and preprocesses as the program does, and says something; the network's own time is measured elsewhere.
class ReadingScorer : public Scorer {
public:
    ReadingScorer()
    {
        m_manifest.name = "bench";
        m_manifest.version = "1";
    }
    const model::ModelManifest& manifest() const override { return m_manifest; }
    Result<PreparedImage> prepare(const std::string& path, int frame) const override
    {
        const auto radiograph = imaging::read(path, frame);
        if (!radiograph) return radiograph.error();
        return PreparedImage{imaging::preprocess(*radiograph, m_manifest.preprocessing), 40, {}, {}};
    }
    Result<std::vector<model::Prediction>> predict(std::span<const PreparedImage> images, std::stop_token) override
    {
        std::vector<model::Prediction> predictions(images.size());
        for (std::size_t i = 0; i < images.size(); ++i) {
            predictions[i].modelName = "bench";
            predictions[i].modelVersion = "1";
            for (const char* finding : findings) {
                predictions[i].scores.push_back({finding, 0.5, false, true, true});
                predictions[i].activations.push_back(cv::Mat(7, 7, CV_32FC1, cv::Scalar(0.5)));
            }
        }
        return predictions;
    }

private:
    model::ModelManifest m_manifest;
};

/// A timer of one millisecond: what lies between two of its ticks is time in which a click would have waited. The processor time of the
/// thread tells our own work from that of others on the machine.
class EventLoopProbe {
public:
    EventLoopProbe()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_gaps.push_back(double(m_tick.nsecsElapsed()) / 1e6);
            m_work.push_back(threadMilliseconds() - m_before);
            m_tick.restart();
            m_before = threadMilliseconds();
        });
    }
    void start()
    {
        m_tick.start();
        m_before = threadMilliseconds();
        m_timer.start(1);
    }
    void stop() { m_timer.stop(); }
    void print(const char* what)
    {
        std::sort(m_gaps.begin(), m_gaps.end());
        std::sort(m_work.begin(), m_work.end());
        const auto rare = m_gaps.size() * 999 / 1000;
        std::printf(
            "event loop %s: held up %.1f ms at most, %.1f ms in 99.9 %% of %zu ticks; its own work %.1f ms at most, %.1f ms in 99.9 %%\n",
            what, m_gaps.back(), m_gaps[rare], m_gaps.size(), m_work.back(), m_work[rare]);
    }

private:
    static double threadMilliseconds()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }
    QTimer m_timer;
    QElapsedTimer m_tick;
    double m_before = 0;
    std::vector<double> m_gaps, m_work;
};

int probe(const QString& folder, const QString& modelFile)
{
    const QTemporaryDir temporary;
    const QString file = temporary.filePath(QStringLiteral("store.sqlite"));
    if (!Store::open(file)) return 1;
    WorklistModel model(file);
    QTableView view;
    view.resize(1200, 900);
    view.setModel(&model);
    view.show();
    Importer importer(file);
    const ScorerFactory reading = [](const std::string&) -> Result<std::unique_ptr<Scorer>> {
        return std::unique_ptr<Scorer>(std::make_unique<ReadingScorer>());
    };
    InferenceQueue queue(file, modelFile.isEmpty() ? reading : classifierFactory());
    int added = -1;
    QObject::connect(&importer, &Importer::studiesChanged, &model, [&](const QList<qint64>& studies, const QList<qint64>& images) {
        model.refresh(studies);
        queue.enqueue(images);
    });
    QObject::connect(&queue, &InferenceQueue::studiesChanged, &model, &WorklistModel::refresh);
    QObject::connect(&importer, &Importer::finished, &model, [&added](const ImportSummary& summary) {
        added = summary.imagesAdded;
        std::printf("imported %d images in %.1f s\n", summary.imagesAdded, summary.seconds);
    });

    EventLoopProbe idle, busy;
    QEventLoop loop;
    QTimer::singleShot(3000, &loop, &QEventLoop::quit);
    idle.start();
    loop.exec();
    idle.stop();
    idle.print("idle");

    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] {
        const int open = model.studyCount(StudyStatus::New) + model.studyCount(StudyStatus::Queued);
        if (added >= 0 && model.studyCount() > 0 && open == 0) loop.quit();
    });
    QElapsedTimer total;
    total.start();
    watch.start(50);
    busy.start();
    queue.setModel(modelFile);
    importer.importPaths({folder});
    loop.exec();
    busy.stop();
    std::printf("imported and scored %d images in %.1f s\n", added, double(total.elapsed()) / 1000);
    busy.print("busy");
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("measure")) return measure(arguments.value(2));
    if (arguments.value(1) == QLatin1String("probe")) return probe(arguments.value(2), arguments.value(3));
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("store.sqlite"));
    if (arguments.value(1) == QLatin1String("make")) return makeStore(arguments.value(2)) ? 0 : 1;
    if (!makeStore(file)) return 1;
    std::fflush(stdout);
    return QProcess::execute(QCoreApplication::applicationFilePath(), {QStringLiteral("measure"), file});
}
