#pragma once

#include "tests/support/app/textfile.h"

#include <QDir>
#include <QFile>
#include <QString>
#include <QTest>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace lucency::test {

using Paths = std::vector<std::filesystem::path>;

inline void writeNoise(const std::string& path, int seed, int size = 80)
{
    cv::Mat image(size, size, CV_8UC1);
    cv::RNG(static_cast<std::uint64_t>(seed + 1)).fill(image, cv::RNG::UNIFORM, 0, 256);
    image.rowRange(0, size / 2) /= 1 + seed % 5; // so that no two images look alike to a network
    QVERIFY(cv::imwrite(path, image));
}

/// Writes noise images named 000.png and so on to a folder.
inline Paths noiseImages(const QString& folder, int count)
{
    QDir().mkpath(folder);
    Paths paths;
    for (int i = 0; i < count; ++i) {
        const QString name = folder + QStringLiteral("/%1.png").arg(i, 3, 10, QLatin1Char('0'));
        writeNoise(name.toStdString(), i);
        paths.emplace_back(name.toStdString());
    }
    return paths;
}

} // namespace lucency::test
