#include "tests/support/app/trainfolder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using lucency::test::contents;
using lucency::test::Outcome;
using lucency::test::trainCommand;
using lucency::test::TrainFolder;

namespace {

const QStringList small{
    QStringLiteral("--set"), QStringLiteral("training.epochs=2"), QStringLiteral("--set"), QStringLiteral("input.size=32"),
    QStringLiteral("--set"), QStringLiteral("cacheSize=32"),      QStringLiteral("--set"), QStringLiteral("training.precision=fp32"),
    QStringLiteral("--set"), QStringLiteral("architecture=cnn64")};

QJsonObject recipeOf(const QString& run)
{
    return QJsonDocument::fromJson(contents(run + QStringLiteral("/recipe.json"))).object();
}

QString tableOf(const QString& run)
{
    return recipeOf(run).value(QLatin1String("data")).toArray().at(0).toObject().value(QLatin1String("table")).toString();
}

} // namespace

/// Which data a run reads, and that it reads the same when it goes on.
class TestTrainData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runBelowItsDataGoesOnAndASecondBeginsBesideIt();
    void runOfAnEarlierVersionGoesOnBelowItsData();
};

void TestTrainData::runBelowItsDataGoesOnAndASecondBeginsBesideIt()
{
    const TrainFolder folder;
    folder.makeFlat("flat");
    folder.writeText("flat/labels.csv", folder.tableOf("Image Index,Finding Labels", "Effusion", "No Finding"));
    const auto begun = folder.trainOn("flat", "own-images", "flat/run1", small);
    QVERIFY2(begun.code == 0, qPrintable(begun.messages));
    const auto run = folder.path(QStringLiteral("flat/run1")), data = folder.path(QStringLiteral("flat"));
    QCOMPARE(tableOf(run), QStringLiteral("labels.csv"));
    const auto split = contents(run + QStringLiteral("/split.csv")), history = contents(run + QStringLiteral("/history.csv"));

    const auto second = folder.trainOn("flat", "own-images", "flat/run2", small);
    QVERIFY2(second.code == 0, qPrintable(second.messages));
    QCOMPARE(contents(folder.path(QStringLiteral("flat/run2/split.csv"))), split);

    // Whatever else lies there by now, the run goes on with its table: of its own recipe, and of the one said anew.
    folder.writeText("flat/other.csv", folder.tableOf("Image Index,Finding Labels", "No Finding", "Effusion"));
    const QStringList resume{QStringLiteral("--resume"),  QStringLiteral("--output"), run, QStringLiteral("--data"), data,
                             QStringLiteral("--threads"), QStringLiteral("1")};
    const QStringList recipe{QStringLiteral("--recipe"), QStringLiteral("own-images")};
    const QStringList labels{QStringLiteral("--labels"), folder.path(QStringLiteral("flat/labels.csv"))};
    for (const auto& more : {QStringList{}, recipe + small, recipe + small + labels, labels}) {
        QVERIFY(QFile::remove(run + QStringLiteral("/report.json")));
        const auto outcome = trainCommand(resume + more);
        QVERIFY2(outcome.code == 0, qPrintable(outcome.messages));
        QVERIFY(QFile::exists(run + QStringLiteral("/report.json")));
        QCOMPARE(contents(run + QStringLiteral("/split.csv")), split);
        QCOMPARE(contents(run + QStringLiteral("/history.csv")).split('\n').at(1), history.split('\n').at(1));
    }
    const auto refused = trainCommand(resume + QStringList{QStringLiteral("--labels"), folder.path(QStringLiteral("flat/other.csv"))});
    QCOMPARE(refused.code, 4);
    QVERIFY2(refused.messages.contains(QStringLiteral("the run began with \"labels.csv\"")), qPrintable(refused.messages));
}

void TestTrainData::runOfAnEarlierVersionGoesOnBelowItsData()
{
    const TrainFolder folder;
    folder.makeFlat("flat");
    folder.writeText("flat/labels.csv", folder.tableOf("Image Index,Finding Labels", "Effusion", "No Finding"));
    const auto run = folder.path(QStringLiteral("flat/run1"));
    // Such a version wrote down no table.
    folder.writeText("old.json", R"({"name": "old", "data": [{"name": "own", "kind": "found"}], "findings": [{"name": "Effusion"}],
        "architecture": "cnn64", "cacheSize": 32, "input": {"size": 32}, "training": {"epochs": 2, "batch": 8, "precision": "fp32"}})");
    QVERIFY(QDir().mkpath(run));
    QVERIFY(QFile::copy(folder.path(QStringLiteral("old.json")), run + QStringLiteral("/recipe.json")));
    const QStringList resume{QStringLiteral("--resume"), QStringLiteral("--output"),          run,
                             QStringLiteral("--data"),   folder.path(QStringLiteral("flat")), QStringLiteral("--threads"),
                             QStringLiteral("1")};
    for (const auto& more :
         {QStringList{}, QStringList{}, QStringList{QStringLiteral("--recipe"), folder.path(QStringLiteral("old.json"))}}) {
        QFile::remove(run + QStringLiteral("/report.json"));
        const auto outcome = trainCommand(resume + more);
        QVERIFY2(outcome.code == 0, qPrintable(outcome.messages));
        QCOMPARE(tableOf(run), QString());
    }
}

QTEST_GUILESS_MAIN(TestTrainData)
#include "tst_traindata.moc"
