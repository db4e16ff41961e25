#include "ui/reading/orientationletters.h"

#include <algorithm>

namespace lucency::ui {

namespace {

constexpr std::string_view letters = "RLAPHF";
constexpr std::string_view opposites = "LRPAFH";

QString direction(const std::string& stored)
{
    const bool known = !stored.empty() && stored.size() <= 3 &&
                       std::ranges::all_of(stored, [](char letter) { return letters.find(letter) != std::string_view::npos; });
    return known ? QString::fromStdString(stored) : QString();
}

QString opposite(QString letterGroup)
{
    for (QChar& letter : letterGroup)
        letter = QLatin1Char(opposites[letters.find(letter.toLatin1())]);
    return letterGroup;
}

} // namespace

EdgeLetters edgeLetters(const std::array<std::string, 2>& patientOrientation, Orientation orientation)
{
    const QString alongRows = direction(patientOrientation[0]);
    const QString alongColumns = direction(patientOrientation[1]);
    const QTransform toImage = orientation.matrix().inverted();
    const auto towards = [&](double x, double y) {
        const QPointF image = toImage.map(QPointF(x, y));
        if (image.x() > 0.5) return alongRows;
        if (image.x() < -0.5) return opposite(alongRows);
        return image.y() > 0 ? alongColumns : opposite(alongColumns);
    };
    return {towards(-1, 0), towards(0, -1), towards(1, 0), towards(0, 1)};
}

} // namespace lucency::ui
