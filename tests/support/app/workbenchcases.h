#pragma once

#include "app/predictiontable.h"
#include "tests/support/app/textfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QString>

#include <cmath>
#include <random>
#include <string>

namespace lucency::test {

/// Predictions that know two findings to some degree, with groups of people; every fifth label of the second is unknown.
inline app::PredictionTable drawnPredictions(int images, unsigned seed = 1, double share = 0.3)
{
    std::mt19937 random(seed);
    const auto uniform = [&random] { return static_cast<double>(random()) / 4294967296.0; };
    app::PredictionTable table;
    table.findingOf("Effusion");
    table.findingOf("Mass");
    for (int i = 0; i < images; ++i) {
        const auto image = table.imageOf("images/" + std::to_string(i) + ".bmp");
        auto& described = table.images[image];
        described.patient = "p" + std::to_string(i / 2);
        described.sex = i % 4 < 2 ? "F" : "M";
        described.view = i % 3 == 0 ? "AP" : "PA";
        described.age = 20 + i % 60;
        for (std::size_t f = 0; f < 2; ++f) {
            const bool present = uniform() < share;
            // In steps of a thousandth, so that scores tie.
            const double score = std::clamp(0.35 + (present ? 0.22 : 0.0) + 0.4 * (uniform() - 0.5), 0.0, 1.0);
            table.findings[f].probabilities[image] = std::round(score * 1000) / 1000;
            table.findings[f].labels[image] = f == 1 && i % 5 == 0 ? app::PredictionTable::unknownLabel : static_cast<signed char>(present);
        }
    }
    return table;
}

/// The columns of a table of predictions with those of people.
inline QByteArray csvWithPeople(const app::PredictionTable& table)
{
    QByteArray text = "path,patient_id,finding,label,probability,sex,age,view\n";
    for (std::size_t i = 0; i < table.images.size(); ++i)
        for (const auto& finding : table.findings) {
            const auto& image = table.images[i];
            text += QByteArray::fromStdString(image.path) + "," + QByteArray::fromStdString(image.patient) + "," +
                    QByteArray::fromStdString(finding.name) + "," +
                    (finding.labels[i] == app::PredictionTable::unknownLabel ? QByteArray() : QByteArray::number(finding.labels[i])) + "," +
                    QByteArray::number(finding.probabilities[i], 'g', 12) + "," + QByteArray::fromStdString(image.sex) + "," +
                    QByteArray::number(image.age) + "," + QByteArray::fromStdString(image.view) + "\n";
        }
    return text;
}

/// A picture as a BMP file of 24 bits, each of another pattern.
inline QByteArray drawnPicture(int number, int width = 48, int height = 40)
{
    const auto little = [](quint32 value, int bytes) {
        QByteArray text;
        for (int i = 0; i < bytes; ++i)
            text += static_cast<char>(value >> (8 * i) & 0xff);
        return text;
    };
    const auto pixels = static_cast<quint32>(width * height * 3);
    QByteArray text = "BM" + little(54 + pixels, 4) + little(0, 4) + little(54, 4) + little(40, 4) +
                      little(static_cast<quint32>(width), 4) + little(static_cast<quint32>(height), 4) + little(1, 2) + little(24, 2) +
                      little(0, 4) + little(pixels, 4) + little(0, 16);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            text += QByteArray(3, static_cast<char>((x * 5 + y * 3 + number * 7) % 256));
    return text;
}

/// Pictures at the paths of the table below a folder.
inline void drawImages(const app::PredictionTable& table, const QString& folder)
{
    for (std::size_t i = 0; i < table.images.size(); ++i)
        writeText(folder + QLatin1Char('/') + QString::fromStdString(table.images[i].path), drawnPicture(static_cast<int>(i)));
}

} // namespace lucency::test
