#pragma once

#include "tests/support/data.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace lucency::test {

/// expected.json beside the tests: cases and what scikit-learn says of them (made by make_expected.py).
inline QJsonObject expectedFigures()
{
    QFile file(projectFile(QStringLiteral("tests/evaluation/expected.json")));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

inline double number(const QJsonValue& value)
{
    return value.isDouble() ? value.toDouble() : std::numeric_limits<double>::quiet_NaN();
}

inline std::vector<double> numbers(const QJsonValue& value)
{
    std::vector<double> all;
    for (const auto& each : value.toArray())
        all.push_back(number(each));
    return all;
}

inline std::vector<int> integers(const QJsonValue& value)
{
    std::vector<int> all;
    for (const auto& each : value.toArray())
        all.push_back(each.toInt());
    return all;
}

/// Both undefined, or no further apart than the tolerance.
inline bool near(double value, double expected, double tolerance = 1e-9)
{
    if (std::isnan(value) && std::isnan(expected)) return true;
    if (std::abs(value - expected) <= tolerance) return true;
    qWarning("%.17g is not %.17g", value, expected);
    return false;
}

inline bool near(const std::vector<double>& values, const std::vector<double>& expected, double tolerance = 1e-9)
{
    bool all = values.size() == expected.size();
    if (!all) qWarning("%zu values are not %zu", values.size(), expected.size());
    for (std::size_t i = 0; all && i < values.size(); ++i)
        all = near(values[i], expected[i], tolerance);
    return all;
}

} // namespace lucency::test
