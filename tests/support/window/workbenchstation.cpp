#include "tests/support/window/workbenchstation.h"

#include "app/evaluation.h"
#include "app/evaluationrecord.h"
#include "model/recipe.h"
#include "tests/support/app/workbenchcases.h"
#include "tests/support/resources.h"

#include <QSignalSpy>
#include <QTest>

namespace lucency::test {

void WorkbenchStation::begin()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_table = drawnPredictions(160);
    writeText(path(QStringLiteral("p.csv")), csvWithPeople(m_table));
    m_bench = std::make_unique<ui::Workbench>(path(QStringLiteral("store.sqlite")));
    m_bench->resize(1300, 850);
    m_bench->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_bench.get()));
}

void WorkbenchStation::makeRun(const QString& name, unsigned seed)
{
    const auto table = drawnPredictions(160, seed);
    QByteArray split = "path,patient_id,part,labels\n";
    for (const auto& image : table.images)
        split += QByteArray::fromStdString(image.path) + "," + QByteArray::fromStdString(image.patient) + ",test,Effusion\n";
    writeText(path(name + QStringLiteral("/split.csv")), split);
    writeText(path(name + QStringLiteral("/predictions.csv")), csvWithPeople(table));
    app::EvaluationRequest request;
    request.predictions = table;
    request.resamples = 20;
    request.threshold = 0.42;
    writeText(path(name + QStringLiteral("/report.json")),
              QByteArray::fromStdString(app::evaluationJson(app::evaluate(request).value(), {})));
    const auto recipe = model::readRecipe(resourceFolder() / "recipes" / "effusion-binary.json").value();
    writeText(path(name + QStringLiteral("/recipe.json")), QByteArray::fromStdString(model::toJson(recipe)));
    writeText(path(name + QStringLiteral("/history.csv")), "epoch,train_loss,validation_loss,learning_rate,metric,seconds,auc "
                                                           "Effusion\n1,0.6,0.55,0.001,0.7,3,0.7\n2,0.5,0.5,0.001,0.75,3,0.75\n");
}

void WorkbenchStation::open(const QString& source)
{
    QSignalSpy opened(m_bench.get(), &ui::Workbench::opened), failed(m_bench.get(), &ui::Workbench::openingFailed);
    if (source.endsWith(QLatin1String(".csv")))
        m_bench->openPredictions(path(source));
    else
        m_bench->openRun(path(source));
    QTRY_VERIFY(opened.size() + failed.size() == 1);
}

} // namespace lucency::test
