#pragma once

#include "app/import.h"
#include "app/store/store.h"
#include "imaging/phantom.h"
#include "tests/support/app/textfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/imgcodecs.hpp>

#include <memory>
#include <string>
#include <vector>

namespace lucency::test {

using namespace lucency::app;

/// A PNG whose content is its number's.
inline void writePng(const QString& path, int number, int columns = 16, int rows = 16)
{
    QDir().mkpath(QFileInfo(path).path());
    cv::Mat pixels(rows, columns, CV_8UC1);
    for (int i = 0; i < rows * columns; ++i)
        pixels.data[i] = static_cast<uchar>((i * 7 + number * 13 + (number >> (i % 16))) & 255);
    QVERIFY(cv::imwrite(path.toStdString(), pixels));
}

struct Dicom {
    std::string patientId = "P1", name = "Phantom^One", study = "1.2.3", instance = "1.2.3.4";
};

inline void writeDicom(const QString& path, const Dicom& dicom)
{
    static const imaging::Phantom phantom = [] {
        imaging::PhantomDescription description;
        description.size = 64;
        return imaging::drawPhantom(description);
    }();
    QDir().mkpath(QFileInfo(path).path());
    imaging::PhantomIdentity identity = imaging::phantomIdentity(phantom.description, 0);
    identity.patientId = dicom.patientId;
    identity.patientName = dicom.name;
    identity.studyUid = dicom.study;
    identity.sopInstanceUid = dicom.instance;
    QVERIFY(imaging::writePhantom(phantom, identity, imaging::PhantomFormat::Dicom, path.toStdString()));
}

inline std::vector<WorklistRow> worklistOf(const Store& store)
{
    std::vector<WorklistRow> rows;
    (void)store.worklist([&rows](const WorklistRow& row) {
        rows.push_back(row);
        return true;
    });
    return rows;
}

inline int imageCount(const Store& store)
{
    int count = 0;
    for (const WorklistRow& row : worklistOf(store))
        count += row.imageCount;
    return count;
}

/// A folder with a fresh store in it, and imports into that.
class ImportCase {
public:
    ImportCase()
    {
        auto opened = Store::open(in("store.sqlite"));
        if (opened) store = std::make_unique<Store>(std::move(*opened));
    }
    QString in(const char* name) const { return folder.filePath(QLatin1String(name)); }
    ImportSummary import(const QStringList& paths) const
    {
        auto summary = importPaths(*store, paths);
        if (summary) return *summary;
        QTest::qFail(summary.error().detail.c_str(), __FILE__, __LINE__);
        return {};
    }

    QTemporaryDir folder;
    std::unique_ptr<Store> store;
};

} // namespace lucency::test
