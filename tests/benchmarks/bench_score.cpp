// How many images a second `lucency score` does beside a peer, run after run in turn on the same machine: only their ratio means anything.
// usage: bench_score FOLDER PEER_SCRIPT [RUNS]   (the peer: python3 PEER_SCRIPT FOLDER densenet121 [--bf16], which prints "... images/s")

#include "tests/support/model/seededmodel.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <algorithm>
#include <iostream>
#include <vector>

namespace {

/// Images a second by the wall clock of the whole process, its start and the loading of the model included.
double ours(const QString& folder, const QString& model, const QString& output)
{
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/lucency"),
                  {QStringLiteral("score"), folder, QStringLiteral("--model"), model, QStringLiteral("--output"), output});
    process.waitForFinished(-1);
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    QFile written(output);
    if (!written.open(QIODevice::ReadOnly)) return 0;
    return static_cast<double>(written.readAll().count("\"outcome\":\"scored\"")) / seconds;
}

/// What the peer says of itself, which leaves the start of Python out.
double peer(const QString& script, const QString& folder, bool bf16)
{
    QProcess process;
    QStringList arguments{script, folder, QStringLiteral("densenet121")};
    if (bf16) arguments << QStringLiteral("--bf16");
    process.start(QStringLiteral("/usr/bin/python3"), arguments);
    process.waitForFinished(-1);
    static const QRegularExpression rate(QStringLiteral("([0-9.]+) images/s"));
    return rate.match(QString::fromUtf8(process.readAllStandardOutput())).captured(1).toDouble();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        std::cerr << "usage: bench_score FOLDER PEER_SCRIPT [RUNS]\n";
        return 2;
    }
    const int runs = std::max(1, arguments.value(3, QStringLiteral("3")).toInt());
    const QTemporaryDir scratch;
    const QString model = scratch.filePath(QStringLiteral("densenet121.safetensors"));
    auto manifest = lucency::test::seededManifest("densenet121", 224);
    manifest.preprocessing.channels = 3; // as the peer
    if (!lucency::test::writeSeededModel(model.toStdString(), manifest)) return 4;

    std::vector<double> own, fp32, bf16, overFp32, overBf16;
    for (int run = 0; run < runs; ++run) {
        own.push_back(ours(arguments[1], model, scratch.filePath(QStringLiteral("scores.jsonl"))));
        fp32.push_back(peer(arguments[2], arguments[1], false));
        bf16.push_back(peer(arguments[2], arguments[1], true));
        overFp32.push_back(own.back() / fp32.back());
        overBf16.push_back(own.back() / bf16.back());
        std::cout << "run " << run + 1 << ": lucency " << own.back() << ", peer fp32 " << fp32.back() << ", peer bf16 " << bf16.back()
                  << " images/s" << std::endl;
    }
    std::cout << "medians: lucency " << median(own) << " images/s, " << median(overFp32) << " x the peer in fp32, " << median(overBf16)
              << " x the peer in bf16\n";
    return 0;
}
