#pragma once

#include "tests/support/model/drawncases.h"

#include <QDir>
#include <QTemporaryDir>

#include <opencv2/imgcodecs.hpp>

#include <filesystem>
#include <string_view>

namespace lucency::test {

/// A data folder with data/YES and data/NO, so many images a class, two a patient.
class TrainerData {
public:
    explicit TrainerData(int images)
    {
        for (const char* part : {"data/YES", "data/NO"}) {
            QDir(m_folder.path()).mkpath(QLatin1String(part));
            for (int i = 0; i < images; ++i) {
                const bool present = std::string_view(part) == "data/YES";
                const auto name = QStringLiteral("%1/%2/p%3_%4.png")
                                      .arg(m_folder.path(), QLatin1String(part))
                                      .arg((present ? 1000 : 0) + i / 2)
                                      .arg(i % 2);
                cv::imwrite(name.toStdString(), drawCase(present, (present ? 5000 : 0) + i));
            }
        }
    }

    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    std::filesystem::path run(const char* name) const { return path() / name; }
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

private:
    QTemporaryDir m_folder;
};

} // namespace lucency::test
