#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/imgcodecs.hpp>

namespace {

struct Outcome {
    int code = -1;
    QString messages;
};

Outcome trainCommand(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("LUCENCY_BINARY"), QStringList{QStringLiteral("train")} + arguments);
    if (!process.waitForFinished(240'000)) return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Grey noise, brighter below where there is something to find.
cv::Mat drawCase(bool present, int seed)
{
    cv::Mat image(32, 32, CV_8UC1);
    for (int y = 0; y < image.rows; ++y)
        for (int x = 0; x < image.cols; ++x)
            image.at<uchar>(y, x) = static_cast<uchar>(60 + (x * 37 + y * 61 + seed * 97) % 50 + (present && y > 20 ? 90 : 0));
    return image;
}

/// A data folder with two classes, and recipes of which the second goes on after the first.
class TrainFolder {
public:
    TrainFolder()
    {
        for (const char* part : {"data/YES", "data/NO"}) {
            QDir(m_folder.path()).mkpath(QLatin1String(part));
            const bool present = QByteArray(part) == "data/YES";
            for (int i = 0; i < 24; ++i)
                cv::imwrite(path(QLatin1String(part) + QStringLiteral("/%1.png").arg(present ? 100 + i : i)).toStdString(),
                            drawCase(present, i + (present ? 500 : 0)));
        }
        write("first.json", "\"seed\": 3");
        write("second.json", "\"seed\": 8, \"initialWeights\": \"first/last.safetensors\"", ", \"list\": \"first/split.csv\"");
    }

    QString path(const QString& name) const { return m_folder.filePath(name); }
    Outcome train(const char* recipe, const char* run, const QStringList& more = {}) const
    {
        return trainCommand(QStringList{QStringLiteral("--recipe"), path(QLatin1String(recipe)), QStringLiteral("--data"), m_folder.path(),
                                        QStringLiteral("--output"), path(QLatin1String(run)), QStringLiteral("--threads"),
                                        QStringLiteral("1")} +
                            more);
    }

private:
    void write(const char* name, const char* keys, const char* split = "") const
    {
        QFile file(path(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly)) qFatal("the temporary folder takes no file");
        file.write(
            R"({"name": "small", "version": "1", "data": [{"name": "made", "kind": "folders", "folders": ["data"], "knows": ["Effusion"],
            "classes": {"YES": ["Effusion"], "NO": []}}], "findings": [{"name": "Effusion"}], "architecture": "cnn64", "cacheSize": 32,
            "input": {"size": 32, "normalisation": "minmax"}, "training": {"epochs": 1, "batch": 8, "precision": "fp32"},
            "split": {"validation": 0.25, "test": 0.25)");
        file.write(QByteArray(split) + "}, " + keys + "}");
    }

    QTemporaryDir m_folder;
};

} // namespace

class TestTrainCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariable("LUCENCY_BINARY").isEmpty())
            qputenv("LUCENCY_BINARY", (QCoreApplication::applicationDirPath() + QStringLiteral("/../bin/lucency")).toUtf8());
        QVERIFY2(QFile::exists(qEnvironmentVariable("LUCENCY_BINARY")), "build the target lucency first");
    }

    void earlierRunIsTrainedFirst()
    {
        const TrainFolder folder;
        const auto outcome = folder.train("second.json", "runs/second");
        QVERIFY2(outcome.code == 0, qPrintable(outcome.messages));
        QVERIFY(
            outcome.messages.contains(QStringLiteral("training ") + folder.path(QStringLiteral("runs/first")) + QStringLiteral(" first")));
        const auto split = contents(folder.path(QStringLiteral("runs/first/split.csv")));
        QVERIFY(!split.isEmpty());
        QCOMPARE(contents(folder.path(QStringLiteral("runs/second/split.csv"))), split);

        // It is there now, and is not trained a second time.
        const auto again = folder.train("second.json", "runs/third");
        QVERIFY2(again.code == 0, qPrintable(again.messages));
        QVERIFY(!again.messages.contains(QStringLiteral("first\n")));
        QCOMPARE(contents(folder.path(QStringLiteral("runs/third/split.csv"))), split);
    }

    void earlierRunThatWasStoppedGoesOn()
    {
        const TrainFolder folder;
        QVERIFY(folder.train("first.json", "runs/first").code == 0);
        const auto split = contents(folder.path(QStringLiteral("runs/first/split.csv")));
        // As a run that was stopped before its evaluation leaves it.
        QVERIFY(QFile::remove(folder.path(QStringLiteral("runs/first/report.json"))));
        const auto outcome = folder.train("second.json", "runs/second", {QStringLiteral("--resume")});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.messages));
        QVERIFY(QFile::exists(folder.path(QStringLiteral("runs/first/report.json"))));
        QVERIFY(QFile::exists(folder.path(QStringLiteral("runs/second/report.json"))));
        QCOMPARE(contents(folder.path(QStringLiteral("runs/first/split.csv"))), split);
    }

    void failureOfTheEarlierRunIsTold()
    {
        const TrainFolder folder;
        QVERIFY(QFile::remove(folder.path(QStringLiteral("first.json"))));
        const auto missing = folder.train("second.json", "runs/second");
        QCOMPARE(missing.code, 4);
        QVERIFY2(missing.messages.contains(QStringLiteral("first/")), qPrintable(missing.messages));
    }

    void deviceThatIsNotThereIsRefused()
    {
        const TrainFolder folder;
        const auto outcome = folder.train("first.json", "runs/first", {QStringLiteral("--device"), QStringLiteral("cuda:999")});
        QCOMPARE(outcome.code, 4);
        QVERIFY2(outcome.messages.contains(QStringLiteral("[device-unavailable]")), qPrintable(outcome.messages));
    }
};

QTEST_GUILESS_MAIN(TestTrainCommand)
#include "tst_traincommand.moc"
