#pragma once

#include "imaging/phantom.h"

#include <QDir>
#include <QFile>
#include <QString>
#include <QTemporaryDir>

#include <filesystem>
#include <string>
#include <vector>

namespace lucency::test {

/// Draws a small phantom into a folder as "person7_2.png": exposure 2 of person 7. The same person and exposure give the same pixels.
inline QString drawPerson(const QString& folder, int person, int exposure = 0, bool effusion = false, int size = 64)
{
    QDir().mkpath(folder);
    auto description = imaging::describePhantom(static_cast<std::uint64_t>(person) + 1000);
    description.exposure = static_cast<std::uint64_t>(exposure);
    description.size = size;
    if (effusion) description.findings.push_back(imaging::PhantomFinding::Effusion);
    const auto file = QStringLiteral("%1/person%2_%3.png").arg(folder).arg(person).arg(exposure);
    const auto written = imaging::writePhantom(imaging::drawPhantom(description), imaging::phantomIdentity(description, person),
                                               imaging::PhantomFormat::Png, file.toStdString());
    return written ? file : QString();
}

/// Folders NORMAL and EFFUSION of phantoms: so many people each, of whom every fourth has two images.
inline void drawTwoClasses(const QString& folder, int people, int size = 64)
{
    for (int person = 0; person < 2 * people; ++person) {
        const bool effusion = person % 2 == 1;
        const auto place = folder + (effusion ? QStringLiteral("/EFFUSION") : QStringLiteral("/NORMAL"));
        drawPerson(place, person, 0, effusion, size);
        if (person % 8 < 2) drawPerson(place, person, 1, effusion, size);
    }
}

inline void writeText(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) file.write(text);
}

} // namespace lucency::test
