// How long an epoch of `lucency train` takes beside a peer, run after run in turn on the same machine: only their ratio means anything. Or,
// with --memory, how much memory a training run takes for so many images.
// usage: bench_train DATASET PEER_SCRIPT {resnet18|cnn64} {bf16|fp32} [RUNS [EPOCHS]]
//        bench_train --memory IMAGES [IMAGES ...]
// DATASET holds train/NORMAL and train/PNEUMONIA. The peer: python3 PEER_SCRIPT DATASET ARCHITECTURE EPOCHS OUT.json [--fp32], whose
// OUT.json holds median_epoch_seconds and train_images.

#include "imaging/phantom.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <iostream>
#include <optional>
#include <vector>

namespace {

/// The peer's augmentation, batch, optimiser and schedule.
constexpr const char* recipeText = R"json({"name": "bench", "version": "1", "data": [{"name": "made", "kind": "folders",
  "folders": ["train"], "knows": ["Pneumonia"], "classes": {"PNEUMONIA": ["Pneumonia"], "NORMAL": []},
  "patientPatterns": ["^(person\\d+)_", "^(.*)-[^-]*$", "^p(\\d+)"]}],
  "findings": [{"name": "Pneumonia"}], "input": {"normalisation": "minmax"}, "split": {"validation": 0.08, "test": 0.2},
  "augmentation": {"rotation": [-10, 10], "zoom": [0.85, 1.15], "shiftX": [-0.1, 0.1], "shiftY": [-0.1, 0.1], "gamma": [0.7, 1.4],
  "horizontalFlip": 0.5}, "training": {"batch": 32, "learningRate": 0.002, "weightDecay": 0.01}})json";

bool writeText(const QString& file, const char* text)
{
    QFile out(file);
    return out.open(QIODevice::WriteOnly) && out.write(text) > 0;
}

QString setting(const char* key, const QString& value)
{
    return QStringLiteral("%1=%2").arg(QLatin1String(key), value);
}

struct Measured {
    double secondsPerThousand = 0, waitShare = 0;
};

/// The command line of a training run in the scratch folder.
QStringList trainArguments(const QString& scratch, const QString& data, const QString& architecture, const QString& precision, int epochs)
{
    const QString size = architecture == QLatin1String("cnn64") ? QStringLiteral("64") : QStringLiteral("224");
    QStringList arguments{QStringLiteral("train"),
                          QStringLiteral("--recipe"),
                          scratch + QStringLiteral("/bench.json"),
                          QStringLiteral("--data"),
                          data,
                          QStringLiteral("--cache"),
                          scratch + QStringLiteral("/cache"),
                          QStringLiteral("--output"),
                          scratch + QStringLiteral("/run")};
    for (const QString& each : {setting("architecture", architecture), setting("input.size", size), setting("cacheSize", size),
                                setting("training.precision", precision), setting("training.epochs", QString::number(epochs))})
        arguments << QStringLiteral("--set") << each;
    return arguments;
}

QString program()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/lucency");
}

/// The middle epoch of our own run, by its history.csv.
std::optional<Measured> ours(const QString& scratch, const QString& data, const QString& architecture, const QString& precision, int epochs)
{
    QDir(scratch + QStringLiteral("/run")).removeRecursively();
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.start(program(), trainArguments(scratch, data, architecture, precision, epochs));
    process.waitForFinished(-1);
    QFile history(scratch + QStringLiteral("/run/history.csv"));
    if (!history.open(QIODevice::ReadOnly)) {
        std::cerr << process.readAllStandardError().toStdString();
        return std::nullopt;
    }
    const auto rows = QString::fromUtf8(history.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const auto columns = rows[0].split(QLatin1Char(','));
    std::vector<double> rates;
    double waited = 0;
    for (qsizetype i = 1; i < rows.size(); ++i) {
        const auto fields = rows[i].split(QLatin1Char(','));
        rates.push_back(fields[columns.indexOf(QStringLiteral("images_per_second"))].toDouble());
        waited = std::max(waited, fields[columns.indexOf(QStringLiteral("wait_share"))].toDouble());
    }
    std::ranges::sort(rates);
    return Measured{1000 / rates[rates.size() / 2], waited};
}

std::optional<double> peer(const QString& script, const QString& scratch, const QString& data, const QString& architecture,
                           const QString& precision, int epochs)
{
    const QString out = scratch + QStringLiteral("/peer.json");
    QStringList arguments{script, data, architecture, QString::number(epochs), out};
    if (precision == QLatin1String("fp32")) arguments << QStringLiteral("--fp32");
    QProcess process;
    process.start(QStringLiteral("/usr/bin/python3"), arguments);
    process.waitForFinished(-1);
    QFile file(out);
    if (!file.open(QIODevice::ReadOnly)) {
        std::cerr << process.readAllStandardError().toStdString();
        return std::nullopt;
    }
    const auto record = QJsonDocument::fromJson(file.readAll()).object();
    return 1000 * record[QStringLiteral("median_epoch_seconds")].toDouble() / record[QStringLiteral("train_images")].toDouble();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

int besideThePeer(const QStringList& arguments)
{
    const int runs = std::max(1, arguments.value(5, QStringLiteral("3")).toInt());
    const int epochs = std::max(1, arguments.value(6, QStringLiteral("3")).toInt());
    const QTemporaryDir scratch;
    if (!writeText(scratch.filePath(QStringLiteral("bench.json")), recipeText)) return 4;
    std::vector<double> own, others, ratios;
    for (int run = 0; run < runs; ++run) {
        const auto mine = ours(scratch.path(), arguments[1], arguments[3], QStringLiteral("bf16"), epochs);
        const auto theirs = peer(arguments[2], scratch.path(), arguments[1], arguments[3], arguments[4], epochs);
        if (!mine || !theirs) return 4;
        own.push_back(mine->secondsPerThousand);
        others.push_back(*theirs);
        ratios.push_back(own.back() / others.back());
        std::cout << "run " << run + 1 << ": lucency " << own.back() << " s, peer " << others.back() << " s for 1,000 images, ratio "
                  << ratios.back() << ", waiting for images " << 100 * mine->waitShare << " %" << std::endl;
    }
    std::cout << "medians: lucency " << median(own) << " s, peer " << median(others) << " s, ratio " << median(ratios) << "\n";
    return 0;
}

/// So many different small radiographs: pictures of a few phantoms, each turned and bent in its own way and laid over another, so that none
/// is a copy which the split would keep beside the first.
void makeImages(const QString& folder, int count)
{
    std::vector<cv::Mat> phantoms;
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
        auto description = lucency::imaging::describePhantom(seed);
        description.size = 96;
        cv::Mat picture;
        lucency::imaging::drawPhantom(description).pixels.convertTo(picture, CV_8U, 1.0 / 16);
        phantoms.push_back(picture);
    }
    cv::RNG random(5);
    for (int i = 0; i < count; ++i) {
        const QString group = folder + QStringLiteral("/train/%1").arg(i % 2 ? QStringLiteral("PNEUMONIA") : QStringLiteral("NORMAL"));
        if (i < 2) QDir().mkpath(group);
        cv::Mat picture, noise(64, 64, CV_8UC1);
        for (const double share : {0.6, 0.4}) {
            auto turn = cv::getRotationMatrix2D({48, 48}, random.uniform(-15.0, 15.0), random.uniform(0.6, 0.8));
            turn.at<double>(0, 2) += random.uniform(-24.0, -8.0);
            turn.at<double>(1, 2) += random.uniform(-24.0, -8.0);
            cv::Mat turned, bend(5, 5, CV_32FC2), from, bent;
            cv::warpAffine(phantoms[static_cast<std::size_t>(random.uniform(0, static_cast<int>(phantoms.size())))], turned, turn,
                           {64, 64});
            random.fill(bend, cv::RNG::NORMAL, 0, 3);
            cv::resize(bend, from, turned.size(), 0, 0, cv::INTER_CUBIC);
            for (int row = 0; row < from.rows; ++row)
                for (int column = 0; column < from.cols; ++column)
                    from.at<cv::Vec2f>(row, column) += cv::Vec2f(static_cast<float>(column), static_cast<float>(row));
            cv::remap(turned, bent, from, {}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
            picture = picture.empty() ? cv::Mat(bent * share) : cv::Mat(picture + bent * share);
        }
        random.fill(noise, cv::RNG::NORMAL, 12, 6);
        cv::imwrite((group + QStringLiteral("/p%1.png").arg(i)).toStdString(), picture + noise, {cv::IMWRITE_PNG_COMPRESSION, 1});
    }
}

/// The largest of a process's memory in MB: anonymous, and of files that are mapped, which the system may take back.
struct Peak {
    double anonymous = 0, mapped = 0;
};

Peak watch(QProcess& process)
{
    Peak peak;
    static const QRegularExpression line(QStringLiteral("Rss(Anon|File):\\s+(\\d+)"));
    while (!process.waitForFinished(50)) {
        QFile status(QStringLiteral("/proc/%1/status").arg(process.processId()));
        if (!status.open(QIODevice::ReadOnly)) continue;
        auto matches = line.globalMatch(QString::fromUtf8(status.readAll()));
        while (matches.hasNext()) {
            const auto match = matches.next();
            auto& most = match.captured(1) == QLatin1String("Anon") ? peak.anonymous : peak.mapped;
            most = std::max(most, match.captured(2).toDouble() / 1024);
        }
        if (process.state() == QProcess::NotRunning) break;
    }
    return peak;
}

int memory(const QStringList& arguments)
{
    for (qsizetype i = 2; i < arguments.size(); ++i) {
        const QTemporaryDir scratch;
        if (!writeText(scratch.filePath(QStringLiteral("bench.json")), recipeText)) return 4;
        makeImages(scratch.path(), arguments[i].toInt());
        for (const char* which : {"first", "second"}) {
            QDir(scratch.filePath(QStringLiteral("run"))).removeRecursively();
            auto options = trainArguments(scratch.path(), scratch.path(), QStringLiteral("cnn64"), QStringLiteral("bf16"), 1);
            for (const char* each : {"training.stepsPerEpoch=40", "split.validation=0.02", "split.test=0.02"})
                options << QStringLiteral("--set") << QLatin1String(each);
            options << QStringLiteral("--threads") << QStringLiteral("1");
            QElapsedTimer timer;
            timer.start();
            QProcess process;
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(program(), options);
            const auto peak = watch(process);
            std::cout << arguments[i].toStdString() << " images, " << which << " run: " << peak.anonymous << " MB anonymous at most, "
                      << peak.mapped << " MB of mapped files, " << static_cast<double>(timer.elapsed()) / 1000 << " s in all, exit code "
                      << process.exitCode() << std::endl;
            if (process.exitCode() != 0) {
                std::cerr << process.readAll().toStdString();
                return 4;
            }
        }
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--memory") && arguments.size() > 2) return memory(arguments);
    if (arguments.size() >= 5) return besideThePeer(arguments);
    std::cerr << "usage: bench_train DATASET PEER_SCRIPT {resnet18|cnn64} {bf16|fp32} [RUNS [EPOCHS]]\n"
                 "       bench_train --memory IMAGES [IMAGES ...]\n";
    return 2;
}
