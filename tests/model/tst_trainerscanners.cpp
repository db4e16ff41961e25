#include "model/csv.h"
#include "model/runfolder.h"
#include "model/trainer.h"
#include "tests/support/dicommaker.h"
#include "tests/support/model/drawncases.h"
#include "tests/support/model/trainerdata.h"

#include <torch/torch.h>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <set>

using namespace lucency;
using namespace lucency::model;
using test::dicomTag;

namespace {

constexpr int imagesOfAClass = 48;

/// Radiographs of two scanners, half of each class from either; the header of one says who made it and no model.
void writeDicoms(const QString& folder)
{
    for (const bool present : {false, true}) {
        const auto below = folder + (present ? QStringLiteral("/data/YES") : QStringLiteral("/data/NO"));
        QVERIFY(QDir().mkpath(below));
        for (int i = 0; i < imagesOfAClass; ++i) {
            const cv::Mat drawn = test::drawCase(present, (present ? 5000 : 0) + i);
            auto maker = test::DicomMaker::chest(drawn.cols, drawn.rows);
            maker.setPixels(drawn.cols, drawn.rows, {drawn.begin<uchar>(), drawn.end<uchar>()});
            maker.text(dicomTag(0x0008, 0x0070), "LO", i % 2 ? "Acme" : "Borea, Inc.");
            maker.text(dicomTag(0x0008, 0x1090), "LO", i % 2 ? "DX 1" : "");
            maker.write(below, QStringLiteral("p%1_%2.dcm").arg((present ? 1000 : 0) + i / 2).arg(i % 2));
        }
    }
}

QJsonObject reportOf(const std::filesystem::path& run)
{
    QFile file(QString::fromStdString((run / "report.json").string()));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QJsonObject scannersOf(const std::filesystem::path& run)
{
    return reportOf(run)[QStringLiteral("subgroups")].toObject()[QStringLiteral("scanner")].toObject();
}

Result<TrainingOutcome> trainOn(const std::filesystem::path& data)
{
    TrainingRequest request;
    request.recipe = test::smallRecipe(2);
    request.dataFolder = data;
    request.runFolder = data / "run";
    request.programVersion = "test";
    return train(request, {});
}

} // namespace

/// What a radiograph was made with is one of the groups that a run is measured in.
class TestTrainerScanners : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }

    void dicomFilesAreToldApartByManufacturerAndModel()
    {
        const QTemporaryDir folder;
        writeDicoms(folder.path());
        const auto outcome = trainOn(folder.path().toStdString());
        QVERIFY2(outcome.has_value(), outcome ? "" : (outcome.error().subject + ": " + outcome.error().detail).c_str());
        const RunFolder run(folder.path().toStdString() + "/run");

        std::map<std::string, int> named;
        const auto people = readCsvTable(run.people()), split = readCsvTable(run.split());
        QVERIFY(people && split);
        std::set<std::string> tested;
        for (const auto& row : split->rows)
            if (row[static_cast<std::size_t>(split->column("part"))] == "test") tested.insert(row[0]);
        for (const auto& row : people->rows)
            named[row[static_cast<std::size_t>(people->column("scanner"))]] += tested.contains(row[0]) ? 1 : 0;
        QCOMPARE(named.size(), std::size_t{2});

        const auto scanners = scannersOf(folder.path().toStdString() + "/run");
        QCOMPARE(scanners.keys(), (QStringList{QStringLiteral("Acme DX 1"), QStringLiteral("Borea, Inc.")}));
        for (const auto& name : scanners.keys()) {
            const auto auc = scanners[name].toObject()[QStringLiteral("Effusion")].toObject()[QStringLiteral("auc")].toObject();
            QCOMPARE(auc[QStringLiteral("positives")].toInt() + auc[QStringLiteral("negatives")].toInt(), named[name.toStdString()]);
            QVERIFY(auc[QStringLiteral("value")].isDouble());
        }
    }

    void pngFilesNameNoScanner()
    {
        const test::TrainerData data(24);
        QVERIFY(trainOn(data.path()).has_value());
        QVERIFY(scannersOf(data.run("run")).isEmpty());
        const auto people = readCsvTable(RunFolder(data.run("run")).people());
        QVERIFY(people && !people->rows.empty());
        for (const auto& row : people->rows)
            QVERIFY(row[static_cast<std::size_t>(people->column("scanner"))].empty());
    }
};

QTEST_GUILESS_MAIN(TestTrainerScanners)
#include "tst_trainerscanners.moc"
