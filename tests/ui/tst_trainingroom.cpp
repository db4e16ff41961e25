#include "app/training/trainingqueue.h"
#include "model/runfolder.h"
#include "tests/support/model/trainerdata.h"
#include "ui/figureview.h"
#include "ui/statepage.h"
#include "ui/training/closequestion.h"
#include "ui/training/runfacts.h"
#include "ui/training/runpage.h"
#include "ui/training/runwords.h"
#include "ui/training/samplestrip.h"
#include "ui/training/trainingroom.h"

#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace lucency;
using namespace lucency::ui;
using app::RunCatalogue;
using app::RunState;
using app::TrainingQueue;

namespace {

constexpr int longWait = 60'000; // milliseconds; only a failing test waits so long

} // namespace

class TrainingRoomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void without_runs_it_says_what_to_do();
    void a_run_can_be_watched_paused_and_finished();
    void runs_behind_it_can_be_reordered_and_taken_out();
    void an_interrupted_run_is_offered_at_the_next_start();
    void a_failed_run_says_why_and_goes_on();
    void a_run_of_another_machine_asks_for_its_images();
    void a_dropped_folder_joins_the_list();
    void a_second_window_of_the_program_is_told();
    void a_note_is_kept();
    void closing_asks_while_a_run_trains();
    void samples_say_what_is_right_and_wrong();
    void every_state_has_its_words();

private:
    app::TrainingQueueOptions options() const;
    app::TrainingOrder order(const char* name, int epochs) const;
    QString named(const char* name) const { return m_folder->filePath(QStringLiteral("runs/") + QLatin1String(name)); }
    static void press(const TrainingRoom& room, RunControls::Action action)
    {
        auto* button = room.page()->controls()->button(action);
        QVERIFY2(button->isVisibleTo(room.page()->controls()) && button->isEnabled(), qPrintable(button->objectName()));
        button->click();
    }
    static bool offers(const TrainingRoom& room, RunControls::Action action)
    {
        return room.page()->controls()->button(action)->isVisibleTo(room.page()->controls());
    }

    std::unique_ptr<test::TrainerData> m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TrainingRoomTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_data = std::make_unique<test::TrainerData>(40);
}

app::TrainingQueueOptions TrainingRoomTest::options() const
{
    app::TrainingQueueOptions options;
    options.folder = m_folder->filePath(QStringLiteral("runs")).toStdString();
    options.cacheFolder = m_folder->filePath(QStringLiteral("cache")).toStdString();
    options.threads = 1;
    options.savingShare = 1;
    return options;
}

app::TrainingOrder TrainingRoomTest::order(const char* name, int epochs) const
{
    app::TrainingOrder order;
    order.recipe = test::smallRecipe(epochs);
    order.recipe.title = "Small network on drawn images";
    order.dataFolder = m_data->path();
    order.runFolder = named(name).toStdString();
    return order;
}

void TrainingRoomTest::without_runs_it_says_what_to_do()
{
    TrainingQueue queue(options());
    TrainingRoom room(&queue);
    room.show();
    QSignalSpy asked(&room, &TrainingRoom::newRunAsked);
    auto* page = room.findChild<StatePage*>();
    QVERIFY(page);
    QTRY_COMPARE(page->title(), QStringLiteral("No training runs yet"));
    QVERIFY(page->isVisible());
    room.findChild<QPushButton*>(QStringLiteral("newRun"))->click();
    QCOMPARE(asked.count(), 1);
    QVERIFY(room.notice().isEmpty());
}

void TrainingRoomTest::a_run_can_be_watched_paused_and_finished()
{
    TrainingQueue queue(options());
    TrainingRoom room(&queue);
    room.show();
    QSignalSpy epochs(&queue, &TrainingQueue::epochEnded), result(&room, &TrainingRoom::resultAsked),
        finished(&queue, &TrainingQueue::finished);
    queue.add(order("one", 400));
    QTRY_COMPARE_WITH_TIMEOUT(room.page()->run(), named("one"), longWait);
    QVERIFY(!room.page()->controls()->button(RunControls::FinishNow)->isEnabled()); // nothing to keep yet
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 2, longWait);
    QTRY_VERIFY_WITH_TIMEOUT(room.page()->stateText().startsWith(QStringLiteral("Epoch ")), longWait);
    QVERIFY(room.page()->facts()->valueOf(RunFacts::Epoch).endsWith(QStringLiteral("of 400")));
    QVERIFY(room.page()->facts()->valueOf(RunFacts::Best) != QStringLiteral("–"));
    for (int fact = 0; fact < RunFacts::FactCount; ++fact)
        QVERIFY(!room.page()->facts()->readingOf(static_cast<RunFacts::Fact>(fact)).isEmpty());
    const auto curves = room.page()->findChildren<FigureView*>();
    QCOMPARE(curves.size(), 3);
    for (const auto* curve : curves)
        QVERIFY(curve->figure().drawn() && !curve->figure().reading.isEmpty());
    QTRY_VERIFY(room.page()->samples()->count() >= 3); // three with and three without where the validation part has them
    QVERIFY(!offers(room, RunControls::GoOn) && !offers(room, RunControls::ShowResult));

    press(room, RunControls::Pause);
    QTRY_VERIFY_WITH_TIMEOUT(room.page()->stateText().startsWith(QStringLiteral("Paused after epoch")), longWait);
    QVERIFY(room.notice().contains(QStringLiteral("The queue stands still")));
    QVERIFY(!offers(room, RunControls::Pause));
    const auto before = epochs.count();
    press(room, RunControls::GoOn);
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() > before, longWait);
    QVERIFY(room.notice().isEmpty());

    press(room, RunControls::FinishNow);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, longWait);
    QTRY_VERIFY_WITH_TIMEOUT(room.page()->stateText().startsWith(QStringLiteral("Finished after")), longWait);
    QVERIFY(offers(room, RunControls::GoOn)); // its recipe would let it learn on
    press(room, RunControls::ShowResult);
    QCOMPARE(result.count(), 1);
    QCOMPARE(result[0][0].toString(), named("one"));
}

void TrainingRoomTest::runs_behind_it_can_be_reordered_and_taken_out()
{
    TrainingQueue queue(options());
    TrainingRoom room(&queue);
    room.show();
    for (const char* name : {"a", "b", "c"})
        queue.add(order(name, 400));
    QTRY_COMPARE_WITH_TIMEOUT(queue.runs().size(), 3, longWait);
    QTRY_COMPARE(room.catalogue()->rowCount(), 3);
    room.showRun(named("c"));
    QCOMPARE(room.page()->run(), named("c"));
    auto* earlier = room.findChild<QPushButton*>(QStringLiteral("earlier"));
    QVERIFY(earlier->isEnabled());
    earlier->click();
    QCOMPARE(queue.runs()[1].folder, named("c"));
    QCOMPARE(room.page()->stateText(), QStringLiteral("Waits for its turn as number 2."));
    QCOMPARE(room.list()->currentIndex().row(), 1); // the choice moves with its row
    earlier->click();                               // not before the one that trains
    QCOMPARE(queue.runs()[1].folder, named("c"));
    room.findChild<QPushButton*>(QStringLiteral("later"))->click();
    QCOMPARE(queue.runs()[2].folder, named("c"));
    press(room, RunControls::TakeOut);
    QCOMPARE(queue.runs().size(), 2);
    QTRY_VERIFY(offers(room, RunControls::GoOn)); // into the queue again
    room.showRun(named("a"));
    QVERIFY(!earlier->isEnabled());
    press(room, RunControls::Stop);
    QTRY_COMPARE_WITH_TIMEOUT(queue.current(), named("b"), longWait);
    QTRY_VERIFY(room.page()->stateText().startsWith(QStringLiteral("Stopped")));
}

void TrainingRoomTest::an_interrupted_run_is_offered_at_the_next_start()
{
    {
        TrainingQueue queue(options());
        QSignalSpy epochs(&queue, &TrainingQueue::epochEnded);
        queue.add(order("one", 400));
        QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 1, longWait);
    }
    TrainingQueue queue(options());
    TrainingRoom room(&queue);
    room.show();
    QTRY_COMPARE(room.page()->run(), named("one"));
    QVERIFY2(room.notice().contains(QStringLiteral("one was interrupted")), qPrintable(room.notice()));
    QVERIFY(room.page()->stateText().contains(QStringLiteral("go on?")));
    QVERIFY(!queue.isTraining());
    auto* goOn = room.findChild<QPushButton*>(QStringLiteral("goOnQueue"));
    QVERIFY(goOn->isVisible());
    goOn->click();
    QVERIFY(queue.isTraining());
    QTRY_VERIFY(!goOn->isVisible());
}

void TrainingRoomTest::a_failed_run_says_why_and_goes_on()
{
    const auto images = m_data->path() / "data", away = m_data->path() / "away";
    TrainingQueue queue(options());
    TrainingRoom room(&queue);
    room.show();
    QSignalSpy failed(&queue, &TrainingQueue::failed), epochs(&queue, &TrainingQueue::epochEnded);
    std::filesystem::rename(images, away);
    queue.add(order("one", 400));
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, longWait);
    QTRY_VERIFY(room.page()->stateText().startsWith(QStringLiteral("A fault stopped this run")));
    QVERIFY(room.notice().contains(QStringLiteral("one was stopped by a fault")));
    std::filesystem::rename(away, images);
    QTRY_VERIFY(offers(room, RunControls::GoOn));
    press(room, RunControls::GoOn);
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 1, longWait);
    QVERIFY(room.notice().isEmpty());
}

void TrainingRoomTest::a_run_of_another_machine_asks_for_its_images()
{
    {
        TrainingQueue queue(options());
        QSignalSpy epochs(&queue, &TrainingQueue::epochEnded), stopped(&queue, &TrainingQueue::stopped);
        queue.add(order("one", 400));
        QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 1, longWait);
        queue.remove(named("one"));
        QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, longWait);
    }
    QFile place(named("one") + QStringLiteral("/place.json"));
    QVERIFY(place.open(QIODevice::WriteOnly));
    place.write("{\"data_folder\": \"/on/another/machine\"}");
    place.close();
    TrainingQueue queue(options());
    TrainingRoom room(&queue);
    room.show();
    QTRY_COMPARE(room.page()->run(), named("one"));
    QVERIFY(offers(room, RunControls::ChooseImages) && !offers(room, RunControls::GoOn));
    QSignalSpy refused(&queue, &TrainingQueue::addingFailed), epochs(&queue, &TrainingQueue::epochEnded);
    queue.resume(named("one"), QStringLiteral("/not/here/either"));
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(room.notice().contains(QStringLiteral("/not/here/either")));
    queue.resume(named("one"), QString::fromStdString(m_data->path().string()));
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 1, longWait);
}

void TrainingRoomTest::a_dropped_folder_joins_the_list()
{
    const QString elsewhere = m_folder->filePath(QStringLiteral("elsewhere/old"));
    QDir().mkpath(elsewhere);
    QFile recipe(elsewhere + QStringLiteral("/recipe.json"));
    QVERIFY(recipe.open(QIODevice::WriteOnly));
    recipe.write(QByteArray::fromStdString(model::toJson(test::smallRecipe(3))));
    recipe.close();
    TrainingQueue queue(options());
    TrainingRoom room(&queue);
    room.show();
    const auto drop = [&](const QString& folder) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(folder)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&room, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&room, &event);
    };
    drop(elsewhere);
    QTRY_COMPARE(room.page()->run(), elsewhere);
    QVERIFY(offers(room, RunControls::TakeOffList));
    drop(m_folder->filePath(QStringLiteral("runs")));
    QTRY_VERIFY(room.notice().contains(QStringLiteral("holds no training run")));
    press(room, RunControls::TakeOffList);
    QCOMPARE(room.catalogue()->rowCount(), 0);
    QVERIFY(QFile::exists(elsewhere + QStringLiteral("/recipe.json")));
}

void TrainingRoomTest::a_second_window_of_the_program_is_told()
{
    TrainingQueue first(options());
    TrainingQueue second(options());
    TrainingRoom room(&second);
    room.show();
    QTRY_VERIFY(room.notice().contains(QStringLiteral("Another window of Lucency")));
}

void TrainingRoomTest::a_note_is_kept()
{
    TrainingQueue queue(options());
    TrainingRoom room(&queue);
    room.show();
    queue.add(order("one", 400));
    QTRY_COMPARE_WITH_TIMEOUT(room.page()->run(), named("one"), longWait);
    auto* note = room.page()->findChild<QLineEdit*>(QStringLiteral("note"));
    note->setFocus();
    QTest::keyClicks(note, QStringLiteral("fewer epochs"));
    QTest::keyClick(note, Qt::Key_Return);
    QTRY_COMPARE(app::readRunSummary(named("one").toStdString()).note, QStringLiteral("fewer epochs"));
    QCOMPARE(room.catalogue()->indexOf(named("one")).siblingAtColumn(RunCatalogue::Note).data().toString(), QStringLiteral("fewer epochs"));
}

void TrainingRoomTest::closing_asks_while_a_run_trains()
{
    TrainingQueue queue(options());
    QVERIFY(mayEndWhileTraining(queue, nullptr)); // nothing trains: nobody is asked
    QSignalSpy added(&queue, &TrainingQueue::added);
    queue.add(order("one", 400));
    QTRY_COMPARE_WITH_TIMEOUT(added.count(), 1, longWait);
    const auto answer = [](bool stop) {
        QTimer::singleShot(0, qApp, [stop] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(box);
            for (auto* button : box->buttons())
                if ((box->buttonRole(button) == QMessageBox::AcceptRole) == stop) button->click();
        });
    };
    answer(false);
    QVERIFY(!mayEndWhileTraining(queue, nullptr));
    answer(true);
    QVERIFY(mayEndWhileTraining(queue, nullptr));
    QVERIFY(queue.isTraining()); // whoever asked ends it
}

void TrainingRoomTest::samples_say_what_is_right_and_wrong()
{
    model::TrainingSample sample;
    sample.labels = {model::Label::Present, model::Label::Absent, model::Label::Unknown};
    sample.probabilities = {0.83, 0.7, 0.2};
    sample.grey = cv::Mat(32, 32, CV_8UC1, cv::Scalar(90));
    cv::Mat map(4, 4, CV_32FC1, cv::Scalar(0));
    map.at<float>(0, 0) = 1;
    sample.activations = {map, map, map};
    const std::vector<std::string> findings{"Effusion", "Mass", "Nodule"};
    auto words = wordsOf(sample, findings);
    QVERIFY(words.known && words.right);
    QCOMPARE(words.label, QStringLiteral("Label: Effusion"));
    QCOMPARE(words.network, QStringLiteral("Network: found (83\u00a0%): right"));
    sample.threshold = 0.9; // above what the network gives
    QVERIFY(!wordsOf(sample, findings).right);
    sample.threshold = 0.5;
    sample.finding = 1;
    words = wordsOf(sample, findings);
    QVERIFY(words.known && !words.right);
    QCOMPARE(words.label, QStringLiteral("Label: no Mass"));
    sample.finding = 2;
    QVERIFY(!wordsOf(sample, findings).known);
    const auto plain = pictureOf(sample, false), mapped = pictureOf(sample, true);
    QVERIFY(plain.pixelColor(31, 31) == QColor(90, 90, 90));
    const auto corner = mapped.pixelColor(0, 0);
    QVERIFY(corner.red() > corner.blue()); // warm where the network sees the finding
    QCOMPARE(mapped.pixelColor(31, 31), QColor(90, 90, 90));
}

void TrainingRoomTest::every_state_has_its_words()
{
    app::RunSummary run;
    QSet<QString> told;
    for (int state = 0; state <= static_cast<int>(RunState::Damaged); ++state)
        told << stateSentence(run, static_cast<RunState>(state), 1, false);
    QCOMPARE(told.size(), static_cast<int>(RunState::Damaged) + 1);
    QVERIFY(!told.contains(QString()));
    QVERIFY(runFailureText({FailureKind::ModelMismatch, "/runs/one/split.csv", "the split has changed"})
                .startsWith(QStringLiteral("Images were")));
    QVERIFY(runFailureText({FailureKind::BadArgument, "/runs/one", "another training works in this folder"})
                .startsWith(QStringLiteral("Another program trains in /runs/one")));
}

QTEST_MAIN(TrainingRoomTest)

#include "tst_trainingroom.moc"
