#include "app/store/store.h"
#include "app/worklistmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::app;

namespace {

struct Person {
    const char *name, *id, *date, *description, *accession, *finding;
    double probability;
};

// The last two are not scored.
const Person people[] = {
    {"Doe^Jane", "P10", "20240301", "Thorax PA", "A1", "Effusion", 0.91},
    {"Müller^Jörg", "P2", "20240215", "Chest bedside", "A2", "Mass", 0.62},
    {"ROE^Richard", "P3", "20231224", "Thorax PA und seitlich", "B3", "Effusion", 0.12},
    {"Zoë^Ann", "P4", "", "file one.png", "", "", 0},
    {"山田^太郎", "P5", "20240302", "胸部", "C5", "", 0},
};

void fill(const QString& file)
{
    auto store = Store::open(file);
    QVERIFY(store);
    QVERIFY(store->setModelInUse({QStringLiteral("net"), QStringLiteral("1"), {}}));
    for (const Person& person : people) {
        PatientRow patient;
        patient.patientId = QString::fromUtf8(person.id);
        patient.name = QString::fromUtf8(person.name);
        StudyRow study;
        study.date = QString::fromUtf8(person.date);
        study.description = QString::fromUtf8(person.description);
        study.accessionNumber = QString::fromUtf8(person.accession);
        const auto added = store->addStudy(patient, study);
        QVERIFY(added);
        ImageRow image;
        image.study = added->study;
        image.contentHash = person.id;
        const auto imageId = store->addImage(image);
        QVERIFY(imageId);
        if (*person.finding == '\0') continue;
        StoredPrediction stored;
        stored.image = *imageId;
        stored.prediction.modelName = "net";
        stored.prediction.modelVersion = "1";
        stored.prediction.priority = person.probability;
        stored.prediction.scores = {{person.finding, person.probability, person.probability > 0.5, true, true}};
        QVERIFY(store->storePredictions(std::array{stored}));
    }
}

QStringList shownIds(const WorklistModel& model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids << model.index(row, 0).data(WorklistModel::PatientIdRole).toString();
    return ids;
}

QStringList list(const char* words)
{
    return QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

class WorklistTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void a_filter_finds_whole_and_partial_words_data();
    void a_filter_finds_whole_and_partial_words();
    void each_column_sorts_data();
    void each_column_sorts();
    void a_row_shows_what_the_store_holds();
    void findings_are_shown_sorted_and_found_as_the_reader_names_them();
    void what_the_model_says_can_be_hidden();
    void a_study_without_a_figure_says_why_data();
    void a_study_without_a_figure_says_why();
    void a_status_filter_joins_the_text_filter();
    void the_selection_outlives_filter_order_and_load();
    void any_order_of_filters_and_sorts_shows_the_same();
    void a_refresh_takes_up_changed_and_new_studies();
    void loads_in_quick_succession_end_as_one();
    void a_store_that_cannot_be_read_is_said();

private:
    void load(WorklistModel& model);
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

void WorklistTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(QStringLiteral("store.sqlite"));
    fill(m_file);
}

void WorklistTest::load(WorklistModel& model)
{
    QSignalSpy loaded(&model, &WorklistModel::loaded);
    model.load();
    QTRY_COMPARE(loaded.count(), 1);
}

void WorklistTest::a_filter_finds_whole_and_partial_words_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("nothing typed") << "" << list("P10 P2 P3 P4 P5");
    QTest::newRow("spaces only") << "  " << list("P10 P2 P3 P4 P5");
    QTest::newRow("family name") << "doe" << list("P10");
    QTest::newRow("given and family name") << "jane doe" << list("P10");
    QTest::newRow("part of a name in capitals") << "OE" << list("P10 P3 P4");
    QTest::newRow("without accents") << "muller jorg" << list("P2");
    QTest::newRow("with accents") << QString::fromUtf8("Müller") << list("P2");
    QTest::newRow("accent typed, none stored") << QString::fromUtf8("döe") << list("P10");
    QTest::newRow("Japanese") << QString::fromUtf8("太郎") << list("P5");
    QTest::newRow("patient id") << "p3" << list("P3");
    QTest::newRow("date as stored") << "202402" << list("P2");
    QTest::newRow("date as shown") << "2024-03" << list("P10 P5");
    QTest::newRow("description") << "thorax" << list("P10 P3");
    QTest::newRow("accession number") << "b3" << list("P3");
    QTest::newRow("top finding") << "effus" << list("P10 P3");
    QTest::newRow("finding and name") << "effusion roe" << list("P3");
    QTest::newRow("nowhere") << "xyz" << list("");
    QTest::newRow("one word of two nowhere") << "doe xyz" << list("");
    QTest::newRow("never across two fields") << "janep10" << list("");
}

void WorklistTest::a_filter_finds_whole_and_partial_words()
{
    QFETCH(QString, text);
    QFETCH(QStringList, ids);
    WorklistModel model(m_file);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(model);
    model.setFilterText(text);
    QStringList shown = shownIds(model);
    shown.sort();
    ids.sort();
    QCOMPARE(shown, ids);
    QCOMPARE(model.studyCount(), 5);
    model.setFilterText({});
    QCOMPARE(model.rowCount(), 5);
}

void WorklistTest::each_column_sorts_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QStringList>("ascending");
    QTest::addColumn<QStringList>("descending");
    QTest::newRow("priority") << int(WorklistModel::PriorityColumn) << list("P4 P5 P3 P2 P10") << list("P10 P2 P3 P4 P5");
    QTest::newRow("status") << int(WorklistModel::StatusColumn) << list("P4 P5 P10 P2 P3") << list("P10 P2 P3 P4 P5");
    QTest::newRow("name") << int(WorklistModel::NameColumn) << list("P10 P2 P3 P4 P5") << list("P5 P4 P3 P2 P10");
    QTest::newRow("patient id") << int(WorklistModel::PatientIdColumn) << list("P10 P2 P3 P4 P5") << list("P5 P4 P3 P2 P10");
    QTest::newRow("date") << int(WorklistModel::DateColumn) << list("P4 P3 P2 P10 P5") << list("P5 P10 P2 P3 P4");
    QTest::newRow("finding, then probability") << int(WorklistModel::FindingColumn) << list("P4 P5 P3 P10 P2") << list("P2 P10 P3 P4 P5");
    QTest::newRow("probability") << int(WorklistModel::ProbabilityColumn) << list("P4 P5 P3 P2 P10") << list("P10 P2 P3 P4 P5");
    QTest::newRow("images, all equal") << int(WorklistModel::ImagesColumn) << list("P10 P2 P3 P4 P5") << list("P10 P2 P3 P4 P5");
    QTest::newRow("accession number") << int(WorklistModel::AccessionColumn) << list("P4 P10 P2 P3 P5") << list("P5 P3 P2 P10 P4");
    QTest::newRow("description") << int(WorklistModel::DescriptionColumn) << list("P2 P4 P10 P3 P5") << list("P5 P3 P10 P4 P2");
}

void WorklistTest::each_column_sorts()
{
    QFETCH(int, column);
    QFETCH(QStringList, ascending);
    QFETCH(QStringList, descending);
    WorklistModel model(m_file);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(model);
    model.sort(column, Qt::AscendingOrder);
    QCOMPARE(shownIds(model), ascending);
    model.sort(column, Qt::DescendingOrder);
    QCOMPARE(shownIds(model), descending);
}

void WorklistTest::a_row_shows_what_the_store_holds()
{
    WorklistModel model(m_file);
    load(model);
    model.setFilterText(QStringLiteral("doe"));
    QCOMPARE(model.rowCount(), 1);
    const auto shown = [&model](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(shown(WorklistModel::NameColumn), QStringLiteral("Doe Jane"));
    QCOMPARE(shown(WorklistModel::DateColumn), QStringLiteral("2024-03-01"));
    QCOMPARE(shown(WorklistModel::StatusColumn), WorklistModel::statusName(StudyStatus::Scored));
    QCOMPARE(shown(WorklistModel::FindingColumn), QStringLiteral("Effusion"));
    QVERIFY(shown(WorklistModel::ProbabilityColumn).startsWith(QLatin1String("91")));
    QCOMPARE(shown(WorklistModel::AccessionColumn), QStringLiteral("A1"));
    const QModelIndex any = model.index(0, WorklistModel::ImagesColumn);
    QCOMPARE(any.data(WorklistModel::StatusRole).toInt(), int(StudyStatus::Scored));
    QCOMPARE(float(any.data(WorklistModel::PriorityRole).toDouble()), 0.91f);
    QVERIFY(any.data(WorklistModel::PositiveRole).toBool());
    QVERIFY(any.data(WorklistModel::StudyRole).toLongLong() > 0);
    QCOMPARE(model.indexOf(any.data(WorklistModel::StudyRole).toLongLong()).row(), 0);
    model.setFilterText(QStringLiteral("one.png"));
    QVERIFY(!model.index(0, 0).data(WorklistModel::ProbabilityRole).isValid());
    QCOMPARE(model.index(0, WorklistModel::ProbabilityColumn).data().toString(), QString());
    QVERIFY(!model.indexOf(any.data(WorklistModel::StudyRole).toLongLong() + 1000).isValid());
}

void WorklistTest::findings_are_shown_sorted_and_found_as_the_reader_names_them()
{
    WorklistModel model(m_file);
    model.setFindingNames([](const QString& finding) {
        return finding == QLatin1String("Effusion") ? QStringLiteral("Erguss") : QStringLiteral("Raumforderung");
    });
    load(model);
    model.sort(WorklistModel::FindingColumn, Qt::DescendingOrder);
    QCOMPARE(model.index(0, WorklistModel::FindingColumn).data().toString(), QStringLiteral("Raumforderung"));
    QVERIFY(model.index(0, 0).data(WorklistModel::FindingRole).toString() != QLatin1String("Raumforderung"));
    QCOMPARE(model.index(model.rowCount() - 1, WorklistModel::FindingColumn).data().toString(), QString()); // not scored: nothing to name
    model.setFilterText(QStringLiteral("ergu"));
    QCOMPARE(shownIds(model), list("P10 P3"));
    model.setFilterText(QStringLiteral("effusion")); // the vocabulary's name is found too
    QCOMPARE(shownIds(model), list("P10 P3"));
    model.setFilterText(QStringLiteral("raum"));
    QCOMPARE(shownIds(model), list("P2"));
    model.setFilterText(QStringLiteral("erguss raum"));
    QCOMPARE(model.rowCount(), 0);
}

void WorklistTest::what_the_model_says_can_be_hidden()
{
    WorklistModel model(m_file);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(model);
    const QPersistentModelIndex doe(model.index(0, WorklistModel::FindingColumn));
    QCOMPARE(doe.data().toString(), QStringLiteral("Effusion"));
    model.setResultsShown(false);
    QCOMPARE(doe.data(WorklistModel::PatientIdRole).toString(), QStringLiteral("P10"));
    for (const int column : {int(WorklistModel::PriorityColumn), int(WorklistModel::FindingColumn), int(WorklistModel::ProbabilityColumn)})
        QCOMPARE(doe.sibling(doe.row(), column).data().toString(), QString());
    QVERIFY(!doe.data(WorklistModel::ProbabilityRole).isValid());
    QVERIFY(!doe.data(WorklistModel::PositiveRole).toBool());
    QCOMPARE(doe.data(WorklistModel::PriorityRole).toDouble(), 0.0);
    QCOMPARE(doe.data(WorklistModel::FindingRole).toString(), QString());
    // The order would tell as much: by any of the three it is by date, newest first.
    for (const int column : {int(WorklistModel::PriorityColumn), int(WorklistModel::FindingColumn), int(WorklistModel::ProbabilityColumn)})
        for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            model.sort(column, order);
            QVERIFY(model.isOrderReplaced());
            QCOMPARE(shownIds(model), list("P5 P10 P2 P3 P4"));
        }
    model.setFilterText(QStringLiteral("effusion"));
    QCOMPARE(model.rowCount(), 0);
    model.setResultsShown(true);
    QVERIFY(!model.isOrderReplaced());
    QCOMPARE(shownIds(model), list("P10 P3")); // found again, and in the order that was asked for
    model.setFilterText({});
    model.setResultsShown(false);
    model.sort(WorklistModel::NameColumn, Qt::AscendingOrder);
    QVERIFY(!model.isOrderReplaced());
    QCOMPARE(shownIds(model), list("P10 P2 P3 P4 P5"));
}

void WorklistTest::a_study_without_a_figure_says_why_data()
{
    QTest::addColumn<bool>("validated");
    QTest::addColumn<bool>("fitsAge");
    QTest::addColumn<bool>("leads");
    QTest::addColumn<QString>("shown");
    QTest::newRow("of another age") << true << false << false << "Outside trained ages";
    QTest::newRow("of unknown age") << true << true << false << "Age unknown";
    QTest::newRow("by a model without a validated finding") << false << true << false << "Nothing validated";
    QTest::newRow("with a figure") << true << true << true << "Mass";
}

void WorklistTest::a_study_without_a_figure_says_why()
{
    QFETCH(bool, validated);
    QFETCH(bool, fitsAge);
    QFETCH(bool, leads);
    {
        auto store = Store::open(m_file);
        StoredPrediction stored;
        stored.image = store->images(4)->front().id;
        stored.prediction.modelName = "net";
        stored.prediction.modelVersion = "1";
        stored.prediction.scores = {{"Mass", 0.2, false, validated, fitsAge, leads}, {"Effusion", 0.9, true, false, true, false}};
        QVERIFY(store->storePredictions(std::array{stored}));
    }
    WorklistModel model(m_file);
    load(model);
    model.setFilterText(QStringLiteral("one.png"));
    QTEST(model.index(0, WorklistModel::FindingColumn).data().toString(), "shown");
    QCOMPARE(model.index(0, 0).data(WorklistModel::ReasonRole).toString().isEmpty(), leads);
}

void WorklistTest::a_status_filter_joins_the_text_filter()
{
    WorklistModel model(m_file);
    load(model);
    model.setFilterStatus(StudyStatus::Scored);
    QCOMPARE(shownIds(model), list("P10 P2 P3"));
    QCOMPARE(model.studyCount(StudyStatus::Scored), 3);
    QCOMPARE(model.studyCount(StudyStatus::New), 2);
    model.setFilterText(QStringLiteral("effusion"));
    QCOMPARE(shownIds(model), list("P10 P3"));
    model.setFilterStatus(StudyStatus::Failed);
    QCOMPARE(model.rowCount(), 0);
    model.setFilterText({});
    model.setFilterStatus(std::nullopt);
    QCOMPARE(model.rowCount(), 5);
}

void WorklistTest::the_selection_outlives_filter_order_and_load()
{
    WorklistModel model(m_file);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(model);
    QSignalSpy resets(&model, &WorklistModel::modelReset);
    const QPersistentModelIndex roe(model.index(int(shownIds(model).indexOf(QStringLiteral("P3"))), 2));
    const QPersistentModelIndex doe(model.index(int(shownIds(model).indexOf(QStringLiteral("P10"))), 0));
    const auto idOf = [](const QPersistentModelIndex& index) { return index.data(WorklistModel::PatientIdRole).toString(); };
    model.sort(WorklistModel::NameColumn, Qt::DescendingOrder);
    QCOMPARE(idOf(roe), QStringLiteral("P3"));
    model.setFilterText(QStringLiteral("roe"));
    QCOMPARE(idOf(roe), QStringLiteral("P3"));
    QCOMPARE(roe.column(), 2);
    QVERIFY(!doe.isValid()); // filtered out
    model.setFilterText({});
    load(model);
    QCOMPARE(idOf(roe), QStringLiteral("P3"));
    QCOMPARE(resets.count(), 0);
}

void WorklistTest::any_order_of_filters_and_sorts_shows_the_same()
{
    WorklistModel model(m_file);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(model);
    const QStringList texts = {QString(),           QStringLiteral("oe"),   QStringLiteral("p"),       QStringLiteral("thorax"),
                               QStringLiteral("x"), QStringLiteral("2024"), QStringLiteral("effusion")};
    QRandomGenerator random(7);
    for (int step = 0; step < 200; ++step) {
        const QString text = texts[random.bounded(int(texts.size()))];
        const int column = random.bounded(int(WorklistModel::ColumnCount));
        const auto order = random.bounded(2) ? Qt::AscendingOrder : Qt::DescendingOrder;
        model.setFilterText(text);
        model.sort(column, order);
        WorklistModel fresh(m_file);
        fresh.setFilterText(text);
        fresh.sort(column, order);
        if (step % 20 == 0) {
            load(fresh);
            QCOMPARE(shownIds(model), shownIds(fresh));
        }
    }
}

void WorklistTest::a_refresh_takes_up_changed_and_new_studies()
{
    WorklistModel model(m_file);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(model);
    QSignalSpy changed(&model, &WorklistModel::dataChanged);
    model.setFilterText(QStringLiteral("zoe"));
    QCOMPARE(model.rowCount(), 1);
    const qint64 zoe = model.index(0, 0).data(WorklistModel::StudyRole).toLongLong();
    model.setFilterText({});

    auto store = Store::open(m_file);
    QVERIFY(store);
    StoredPrediction stored;
    stored.image = store->images(zoe)->front().id;
    stored.prediction.modelName = "net";
    stored.prediction.modelVersion = "1";
    stored.prediction.priority = 0.99;
    stored.prediction.scores = {{"Hernia", 0.97, true, true, true}};
    QVERIFY(store->storePredictions(std::array{stored}));
    PatientRow patient;
    patient.patientId = QStringLiteral("P6");
    const auto added = store->addStudy(patient, {});
    QVERIFY(added);
    model.refresh({zoe, added->study});

    QTRY_COMPARE(shownIds(model), list("P4 P10 P2 P3 P5 P6"));
    QVERIFY(changed.count() >= 1);
    QCOMPARE(model.index(0, 0).data(WorklistModel::FindingRole).toString(), QStringLiteral("Hernia"));
    QCOMPARE(model.studyCount(StudyStatus::Scored), 4);
    model.setFilterText(QStringLiteral("hernia"));
    QCOMPARE(shownIds(model), list("P4"));
}

void WorklistTest::loads_in_quick_succession_end_as_one()
{
    WorklistModel model(m_file);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy loaded(&model, &WorklistModel::loaded);
    for (int i = 0; i < 10; ++i)
        model.load();
    QTRY_COMPARE(loaded.count(), 1); // the others are stale
    QCOMPARE(model.rowCount(), 5);
    load(model);
    QCOMPARE(model.rowCount(), 5);
    model.load(); // and it may go while one runs
}

void WorklistTest::a_store_that_cannot_be_read_is_said()
{
    QFile text(m_folder->filePath(QStringLiteral("text.sqlite")));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write("no database at all");
    text.close();
    WorklistModel model(text.fileName());
    QSignalSpy failed(&model, &WorklistModel::loadFailed);
    model.load();
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].value<Failure>().kind, FailureKind::StoreDamaged);
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(WorklistTest)
#include "tst_worklist.moc"
