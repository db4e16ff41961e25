#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

namespace lucency::test {

struct Outcome {
    int code = -1;
    QString messages;
    QByteArray output;
};

inline Outcome trainCommand(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("LUCENCY_BINARY"), QStringList{QStringLiteral("train")} + arguments);
    if (!process.waitForFinished(240'000)) return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardError()), process.readAllStandardOutput()};
}

inline QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Grey noise, brighter below where there is something to find: another noise each time, since a shifted one would be a copy.
inline cv::Mat drawCase(bool present, int seed)
{
    cv::Mat image(32, 32, CV_8UC1);
    cv::RNG random(static_cast<std::uint64_t>(seed) + 1);
    random.fill(image, cv::RNG::UNIFORM, 60, 110);
    if (present) image.rowRange(21, image.rows) += cv::Scalar::all(90);
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
    /// The same images in one folder without classes.
    void makeFlat(const char* name) const
    {
        QDir(m_folder.path()).mkpath(QLatin1String(name));
        for (const char* part : {"data/YES/", "data/NO/"})
            for (const auto& file : QDir(path(QLatin1String(part))).entryList(QDir::Files))
                QFile::copy(path(QLatin1String(part) + file), path(QLatin1String(name) + QLatin1Char('/') + file));
    }
    /// A table of all images, which are called by their numbers, those with something to find from 100.
    QByteArray tableOf(const QByteArray& header, const QByteArray& present, const QByteArray& absent) const
    {
        QByteArray table = header + '\n';
        for (int i = 0; i < 24; ++i)
            table += QByteArray::number(i) + ".png," + absent + '\n' + QByteArray::number(100 + i) + ".png," + present + '\n';
        return table;
    }
    void writeText(const char* name, const QByteArray& text) const
    {
        QFile file(path(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly)) qFatal("the temporary folder takes no file");
        file.write(text);
    }
    Outcome trainOn(const char* data, const char* recipe, const char* run, const QStringList& more) const
    {
        const auto file = path(QLatin1String(recipe));
        return trainCommand(QStringList{QStringLiteral("--recipe"), QFile::exists(file) ? file : QString::fromLatin1(recipe),
                                        QStringLiteral("--data"), path(QLatin1String(data)), QStringLiteral("--output"),
                                        path(QLatin1String(run)), QStringLiteral("--threads"), QStringLiteral("1")} +
                            more);
    }
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

} // namespace lucency::test
