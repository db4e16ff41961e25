#include "app/training/runcatalogue.h"
#include "app/training/trainingqueue.h"
#include "model/computethreads.h"
#include "model/runfolder.h"
#include "model/trainer.h"
#include "tests/support/model/trainerdata.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::app;

namespace {

constexpr int longWait = 60'000; // milliseconds; only a failing test waits so long

bool writeText(const QString& file, const char* text)
{
    QFile out(file);
    return out.open(QIODevice::WriteOnly) && out.write(text) >= 0;
}

} // namespace

class RunCatalogueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void an_empty_folder_is_an_empty_list();
    void a_finished_run_says_how_good_it_became();
    void what_is_missing_is_said_and_what_still_works_data();
    void what_is_missing_is_said_and_what_still_works();
    void a_run_whose_patience_is_over_has_nothing_to_go_on_with();
    void a_run_of_another_machine_can_be_read_without_its_images();
    void a_run_of_an_earlier_version_lacks_its_place_only();
    void queued_runs_come_first_in_the_order_of_the_queue();
    void a_run_from_elsewhere_is_remembered_until_it_is_closed();
    void a_folder_without_runs_is_told();
    void notes_stay_in_the_run_folder();
    void a_note_that_cannot_be_written_is_told_and_taken_back();

private:
    TrainingQueueOptions options() const;
    QString runs() const { return m_folder->filePath(QStringLiteral("runs")); }
    QString copyOfFinished(const QString& name, const QString& under = {}) const;

    std::unique_ptr<test::TrainerData> m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void RunCatalogueTest::initTestCase()
{
    m_data = std::make_unique<test::TrainerData>(30);
    model::TrainingRequest request;
    request.recipe = test::smallRecipe(2);
    request.recipe.title = "Small network on drawn images";
    request.dataFolder = m_data->path();
    request.runFolder = m_data->run("finished");
    const model::ComputeThreadsHere one(1);
    QVERIFY(model::train(request, {}).has_value());
}

void RunCatalogueTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QDir().mkpath(runs());
}

TrainingQueueOptions RunCatalogueTest::options() const
{
    TrainingQueueOptions options;
    options.folder = runs().toStdString();
    options.cacheFolder = m_folder->filePath(QStringLiteral("cache")).toStdString();
    options.threads = 1;
    return options;
}

QString RunCatalogueTest::copyOfFinished(const QString& name, const QString& under) const
{
    const QString folder = (under.isEmpty() ? runs() : under) + QLatin1Char('/') + name;
    std::filesystem::copy(m_data->run("finished"), folder.toStdString(), std::filesystem::copy_options::recursive);
    return folder;
}

void RunCatalogueTest::an_empty_folder_is_an_empty_list()
{
    TrainingQueue queue(options());
    RunCatalogue catalogue(&queue);
    const QAbstractItemModelTester tester(&catalogue, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy loaded(&catalogue, &RunCatalogue::loaded);
    QVERIFY(catalogue.isLoading());
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(catalogue.rowCount(), 0);
    QVERIFY(!catalogue.isLoading());
}

void RunCatalogueTest::a_finished_run_says_how_good_it_became()
{
    const QString folder = copyOfFinished(QStringLiteral("one"));
    TrainingQueue queue(options());
    RunCatalogue catalogue(&queue);
    const QAbstractItemModelTester tester(&catalogue, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(catalogue.rowCount(), 1);
    const auto text = [&](int column) { return catalogue.index(0, column).data().toString(); };
    QCOMPARE(text(RunCatalogue::Name), QStringLiteral("one"));
    QCOMPARE(text(RunCatalogue::State), QStringLiteral("Finished"));
    QCOMPARE(text(RunCatalogue::Epoch), QStringLiteral("2"));
    const auto* run = catalogue.summaryOf(folder);
    QVERIFY(run);
    QCOMPARE(run->title, QStringLiteral("Small network on drawn images"));
    QVERIFY(run->missing.isEmpty() && run->hasResult && run->dataThere && !run->canGoOn && !run->canFinish);
    QVERIFY(run->bestEpoch > 0 && run->bestMetric == run->history[static_cast<std::size_t>(run->bestEpoch) - 1].metric);
    QCOMPARE(run->history.front().aucLows.size(), std::size_t{2});
    QVERIFY(run->history.front().aucLows[0] <= run->history.front().aucs[0]);
    QVERIFY(!text(RunCatalogue::Best).isEmpty());
}

void RunCatalogueTest::what_is_missing_is_said_and_what_still_works_data()
{
    QTest::addColumn<QStringList>("gone");
    QTest::addColumn<RunState>("state");
    QTest::addColumn<bool>("canGoOn");
    QTest::addColumn<bool>("hasResult");
    QTest::addColumn<QString>("said");
    const auto report = QStringLiteral("report.json"), best = QStringLiteral("best.safetensors"), recipe = QStringLiteral("recipe.json"),
               state = QStringLiteral("state.safetensors"), split = QStringLiteral("split.csv");
    QTest::newRow("stopped before its report") << QStringList{report} << RunState::Stopped << true << false << QString();
    QTest::newRow("model lost") << QStringList{best} << RunState::Stopped << true << false << QStringLiteral("no model to use");
    QTest::newRow("recipe lost") << QStringList{recipe} << RunState::Finished << false << true << QStringLiteral("its model can be used");
    QTest::newRow("state lost") << QStringList{report, state} << RunState::Damaged << false << false
                                << QStringLiteral("so the run cannot go on");
    QTest::newRow("split lost") << QStringList{report, split} << RunState::Damaged << false << false
                                << QStringLiteral("who was trained on");
    QTest::newRow("recipe and report lost") << QStringList{report, recipe} << RunState::Damaged << false << false
                                            << QStringLiteral("recipe.json is missing");
    QTest::newRow("nothing but a report") << QStringList{best, recipe, state, split} << RunState::Damaged << false << false
                                          << QStringLiteral("no model to use");
}

void RunCatalogueTest::what_is_missing_is_said_and_what_still_works()
{
    QFETCH(QStringList, gone);
    QFETCH(RunState, state);
    QFETCH(bool, canGoOn);
    QFETCH(bool, hasResult);
    QFETCH(QString, said);
    const QString folder = copyOfFinished(QStringLiteral("one"));
    for (const auto& file : gone)
        QVERIFY(QFile::remove(folder + QLatin1Char('/') + file));
    const auto run = readRunSummary(folder.toStdString());
    QCOMPARE(run.state, state);
    QCOMPARE(run.canGoOn, canGoOn);
    QCOMPARE(run.hasResult, hasResult);
    const QString all = run.missing.join(QLatin1Char('\n'));
    QVERIFY2(said.isEmpty() ? all.isEmpty() : all.contains(said), qPrintable(all));

    // An empty file is no better than none.
    for (const auto& file : gone)
        QVERIFY(writeText(folder + QLatin1Char('/') + file, ""));
    QCOMPARE(readRunSummary(folder.toStdString()).state, state);
}

void RunCatalogueTest::a_run_whose_patience_is_over_has_nothing_to_go_on_with()
{
    const QString folder = copyOfFinished(QStringLiteral("one"));
    QVERIFY(writeText(folder + QStringLiteral("/history.csv"), "epoch,train_loss,validation_loss,learning_rate,metric,seconds\n"
                                                               "1,0.6,0.5,0.001,0.7,3\n2,0.6,0.5,0.001,0.8,3\n"
                                                               "3,0.6,0.5,0.001,0.8,3\n4,0.6,0.5,0.001,0.8,3\n"));
    auto recipe = test::smallRecipe(10);
    for (const int patience : {0, 3, 2}) {
        recipe.training.patience = patience;
        QVERIFY(writeText(folder + QStringLiteral("/recipe.json"), model::toJson(recipe).c_str()));
        const auto run = readRunSummary(folder.toStdString());
        QCOMPARE(run.bestEpoch, 4); // the last of equals is kept, but is no better
        QCOMPARE(run.state, RunState::Finished);
        QCOMPARE(run.canGoOn, patience != 2);
    }
}

void RunCatalogueTest::a_run_of_another_machine_can_be_read_without_its_images()
{
    const QString folder = copyOfFinished(QStringLiteral("one"));
    QVERIFY(writeText(folder + QStringLiteral("/place.json"), "{\"data_folder\": \"/elsewhere/images\"}"));
    auto run = readRunSummary(folder.toStdString());
    QCOMPARE(run.state, RunState::Finished);
    QVERIFY(run.hasResult && !run.dataThere);
    QVERIFY(run.missing.join(QString()).contains(QStringLiteral("/elsewhere/images")));
    QVERIFY(writeText(folder + QStringLiteral("/place.json"), "{\"data_fol"));
    run = readRunSummary(folder.toStdString());
    QVERIFY(run.dataFolder.empty());
    QCOMPARE(run.missing.size(), 1);
}

void RunCatalogueTest::a_run_of_an_earlier_version_lacks_its_place_only()
{
    const QString folder = copyOfFinished(QStringLiteral("one"));
    QVERIFY(QFile::remove(folder + QStringLiteral("/place.json")));
    QVERIFY(writeText(folder + QStringLiteral("/history.csv"),
                      "epoch,train_loss,validation_loss,learning_rate,metric,seconds,images_per_second,wait_share,auc Effusion\n"
                      "1,0.7,0.6,0.001,0.8,3,40,0.1,0.8\n2,0.5,0.5,0.001,0.9,3,40,0.1,\n"));
    const auto run = readRunSummary(folder.toStdString());
    QCOMPARE(run.state, RunState::Finished);
    QCOMPARE(run.missing.size(), 1);
    QCOMPARE(run.bestEpoch, 2);
    QCOMPARE(run.history.size(), std::size_t{2});
    QVERIFY(std::isnan(run.history[0].aucLows[0]) && std::isnan(run.history[1].aucs[0]));
}

void RunCatalogueTest::queued_runs_come_first_in_the_order_of_the_queue()
{
    (void)copyOfFinished(QStringLiteral("done"));
    TrainingQueue queue(options());
    RunCatalogue catalogue(&queue);
    const QAbstractItemModelTester tester(&catalogue, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(catalogue.rowCount(), 1);
    for (const char* name : {"a", "b", "c"}) {
        TrainingOrder order;
        order.recipe = test::smallRecipe(400);
        order.dataFolder = m_data->path();
        order.runFolder = (runs() + QLatin1Char('/') + QLatin1String(name)).toStdString();
        order.note = QLatin1String(name);
        queue.add(order);
    }
    QTRY_COMPARE_WITH_TIMEOUT(catalogue.rowCount(), 4, longWait);
    const auto names = [&] {
        QStringList all;
        for (int row = 0; row < catalogue.rowCount(); ++row)
            all << catalogue.index(row, RunCatalogue::Name).data().toString();
        return all.join(QLatin1Char(' '));
    };
    QCOMPARE(names(), QStringLiteral("a b c done"));
    queue.move(runs() + QStringLiteral("/c"), 1);
    QCOMPARE(names(), QStringLiteral("a c b done"));
    QCOMPARE(catalogue.index(1, RunCatalogue::State).data().toString(), QStringLiteral("Waiting, number 2"));
    QCOMPARE(catalogue.index(0, RunCatalogue::Note).data().toString(), QStringLiteral("a"));
    QSignalSpy epochs(&queue, &TrainingQueue::epochEnded);
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 1, longWait);
    QCOMPARE(catalogue.index(0, RunCatalogue::State).data().toString(), QStringLiteral("Training"));
    QTRY_VERIFY(!catalogue.summaryOf(runs() + QStringLiteral("/a"))->history.empty());
    queue.remove(runs() + QStringLiteral("/c"));
    queue.remove(runs() + QStringLiteral("/b"));
    queue.remove(runs() + QStringLiteral("/a"));
    QTRY_COMPARE_WITH_TIMEOUT(queue.runs().size(), 0, longWait);
    QTRY_COMPARE(catalogue.stateOf(runs() + QStringLiteral("/a")), RunState::Stopped);
    QTRY_VERIFY(catalogue.summaryOf(runs() + QStringLiteral("/a"))->canFinish);
}

void RunCatalogueTest::a_run_from_elsewhere_is_remembered_until_it_is_closed()
{
    const QString elsewhere = m_folder->filePath(QStringLiteral("elsewhere"));
    QDir().mkpath(elsewhere);
    const QString folder = copyOfFinished(QStringLiteral("one"), elsewhere);
    TrainingQueue queue(options());
    {
        RunCatalogue catalogue(&queue);
        QSignalSpy opened(&catalogue, &RunCatalogue::opened);
        catalogue.open(elsewhere); // the folder that holds it
        QTRY_COMPARE(opened.count(), 1);
        QCOMPARE(catalogue.rowCount(), 1);
        QVERIFY(catalogue.isOpened(folder));
    }
    RunCatalogue catalogue(&queue);
    QTRY_COMPARE(catalogue.rowCount(), 1);
    catalogue.close(folder);
    QCOMPARE(catalogue.rowCount(), 0);
    QVERIFY(QFile::exists(folder + QStringLiteral("/report.json")));
}

void RunCatalogueTest::a_folder_without_runs_is_told()
{
    TrainingQueue queue(options());
    RunCatalogue catalogue(&queue);
    QSignalSpy nothing(&catalogue, &RunCatalogue::nothingFound);
    catalogue.open(m_folder->path());
    QTRY_COMPARE(nothing.count(), 1);
    QCOMPARE(catalogue.rowCount(), 0);
}

void RunCatalogueTest::notes_stay_in_the_run_folder()
{
    const QString folder = copyOfFinished(QStringLiteral("one"));
    TrainingQueue queue(options());
    {
        RunCatalogue catalogue(&queue);
        QTRY_COMPARE(catalogue.rowCount(), 1);
        const auto cell = catalogue.index(0, RunCatalogue::Note);
        QVERIFY(catalogue.flags(cell) & Qt::ItemIsEditable);
        QVERIFY(!(catalogue.flags(catalogue.index(0, RunCatalogue::Name)) & Qt::ItemIsEditable));
        QVERIFY(catalogue.setData(cell, QStringLiteral("with fewer epochs — für die Klinik")));
    }
    QCOMPARE(readRunSummary(folder.toStdString()).note, QStringLiteral("with fewer epochs — für die Klinik"));
    RunCatalogue catalogue(&queue);
    QTRY_COMPARE(catalogue.rowCount(), 1);
    QVERIFY(catalogue.setData(catalogue.index(0, RunCatalogue::Note), QString()));
    QTRY_VERIFY(!QFile::exists(folder + QStringLiteral("/note.txt")));
}

void RunCatalogueTest::a_note_that_cannot_be_written_is_told_and_taken_back()
{
    const QString folder = copyOfFinished(QStringLiteral("one"));
    TrainingQueue queue(options());
    RunCatalogue catalogue(&queue);
    QTRY_COMPARE(catalogue.rowCount(), 1);
    QSignalSpy failed(&catalogue, &RunCatalogue::noteFailed);
    QDir(folder).removeRecursively();
    QVERIFY(catalogue.setData(catalogue.index(0, RunCatalogue::Note), QStringLiteral("lost")));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][1].value<Failure>().kind, FailureKind::CannotWrite);
    QCOMPARE(catalogue.index(0, RunCatalogue::Note).data().toString(), QString());
}

QTEST_GUILESS_MAIN(RunCatalogueTest)

#include "tst_runcatalogue.moc"
