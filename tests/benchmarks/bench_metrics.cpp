// Measures the metrics: the ROC curve, the AUC and DeLong's interval of 1,000,000 scores, and the report of 10,000 cases with its bootstrap
// by patient; beside scikit-learn on the same scores, in turn.
//   bench_metrics [PYTHON]    PYTHON is an interpreter that has scikit-learn, such as /usr/bin/python3
#include "model/evaluation/auc.h"
#include "model/evaluation/curves.h"
#include "model/evaluation/findingreport.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

using namespace lucency;
using namespace lucency::evaluation;

namespace {

constexpr int runs = 5;

const char* const peer = R"(
import sys, time
import numpy as np
from sklearn.metrics import roc_auc_score, roc_curve
scores, labels = np.fromfile(sys.argv[1]), np.fromfile(sys.argv[2], np.int32)
def once():
    start = time.perf_counter()
    roc_curve(labels, scores, drop_intermediate=False)
    area = roc_auc_score(labels, scores)
    return (time.perf_counter() - start) * 1000, area
times, areas = zip(*[once() for _ in range(int(sys.argv[3]))])
print(min(times), sorted(times)[len(times) // 2], '%.12f' % areas[0])
# The bootstrap of the AUC by patient of the first 10,000: the usual loop, 20 of 2,000 resamples.
scores, labels = scores[:10000], labels[:10000]
patients = [np.flatnonzero(np.arange(10000) // 3 == p) for p in range(3334)]
draw = np.random.default_rng(1)
start = time.perf_counter()
for _ in range(20):
    rows = np.concatenate([patients[p] for p in draw.integers(0, 3334, 3334)])
    roc_auc_score(labels[rows], scores[rows])
print((time.perf_counter() - start) * 1000 * 100)
)";

struct Cases {
    std::vector<double> scores;
    std::vector<int> labels;
};

Cases draw(int count, int levels)
{
    std::mt19937_64 generator(1);
    std::normal_distribution<double> normal;
    Cases cases;
    for (int i = 0; i < count; ++i) {
        const int label = generator() % 10 == 0 ? 1 : 0;
        double score = 1 / (1 + std::exp(-normal(generator) - label));
        if (levels > 0) score = std::floor(score * levels) / levels;
        cases.scores.push_back(score);
        cases.labels.push_back(label);
    }
    return cases;
}

struct Times {
    double best = 0, median = 0;
};

template<class Work>
Times timed(Work work)
{
    std::vector<double> times;
    for (int run = 0; run < runs; ++run) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return {times.front(), times[runs / 2]};
}

/// Two lines of the peer: its times and area, and its bootstrap.
QList<QByteArray> askPeer(const QString& python, const Cases& cases)
{
    const QTemporaryDir folder;
    const QString scores = folder.filePath(QStringLiteral("scores")), labels = folder.filePath(QStringLiteral("labels"));
    QFile scoreFile(scores), labelFile(labels);
    if (!scoreFile.open(QIODevice::WriteOnly) || !labelFile.open(QIODevice::WriteOnly)) return {};
    scoreFile.write(reinterpret_cast<const char*>(cases.scores.data()), qint64(cases.scores.size() * sizeof(double)));
    labelFile.write(reinterpret_cast<const char*>(cases.labels.data()), qint64(cases.labels.size() * sizeof(int)));
    scoreFile.close();
    labelFile.close();
    QProcess process;
    process.start(python, {QStringLiteral("-c"), QString::fromLatin1(peer), scores, labels, QString::number(runs)});
    if (!process.waitForFinished(600'000) || process.exitCode() != 0) {
        std::fprintf(stderr, "the peer failed: %s\n", process.readAllStandardError().constData());
        return {};
    }
    return process.readAllStandardOutput().split('\n');
}

void compare(const char* name, const Cases& cases, const QString& python)
{
    double area = 0;
    std::size_t points = 0;
    const auto ours = timed([&] {
        const auto tally = tallyOf(cases.scores, cases.labels);
        points = rocCurve(*tally)->size();
        area = auc(*tally)->value;
    });
    std::printf("%s: ROC of %zu points, AUC and DeLong %.0f ms at best, %.0f ms in the middle of %d runs; AUC %.12f\n", name, points,
                ours.best, ours.median, runs, area);
    if (python.isEmpty()) return;
    const auto lines = askPeer(python, cases);
    if (lines.size() < 2) return;
    const auto fields = lines[0].split(' ');
    std::printf("  scikit-learn, without DeLong: %.0f ms at best, %.0f ms in the middle; AUC %s; ours takes %.2f of it\n",
                fields[0].toDouble(), fields[1].toDouble(), fields[2].constData(), ours.median / fields[1].toDouble());
    std::printf("  scikit-learn, AUC of 2,000 resamples of 10,000 cases by patient: %.0f ms\n", lines[1].toDouble());
}

} // namespace

int main(int argc, char** argv)
{
    const QString python = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    compare("1,000,000 scores", draw(1'000'000, 0), python);
    compare("1,000,000 scores of 1,000 levels", draw(1'000'000, 1000), python);

    const auto cases = draw(10'000, 0);
    FindingCases finding;
    finding.probabilities = cases.scores;
    finding.labels = cases.labels;
    for (int i = 0; i < 10'000; ++i)
        finding.patients.push_back(i / 3);
    std::vector<int> patients = finding.patients;
    const auto area = timed([&] { (void)aucByGroup(finding.probabilities, finding.labels, patients, 2000, 1); });
    const auto all = timed([&] { (void)reportFinding(finding, {}); });
    std::printf("10,000 cases of 3,334 patients, 2,000 resamples: AUC alone %.0f ms, the whole report %.0f ms\n", area.median, all.median);
    return 0;
}
