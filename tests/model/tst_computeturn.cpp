#include "model/computeturn.h"
#include "model/csv.h"
#include "model/trainer.h"
#include "tests/support/model/trainerdata.h"

#include <torch/torch.h>

#include <QTest>

#include <atomic>
#include <chrono>
#include <latch>
#include <thread>

using namespace lucency;
using namespace lucency::model;

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// A training without a network: counts how often it came past a place where it may be interrupted.
class Counting {
public:
    explicit Counting(GivesWay::As as = GivesWay::As::Training)
        : m_thread([this, as](const std::stop_token& stop) {
            const GivesWay here(as);
            while (!stop.stop_requested()) {
                giveWay();
                ++m_count;
                std::this_thread::yield();
            }
        })
    {
    }
    long count() const { return m_count; }
    /// Whether it goes on counting from now on.
    bool goesOn() const
    {
        const long before = m_count;
        return QTest::qWaitFor([&] { return m_count > before + 2; }, 10'000);
    }
    /// Whether it stands still: it may end the step in hand.
    bool stands() const
    {
        const long before = m_count + 1;
        QTest::qWait(30);
        return m_count <= before;
    }

private:
    std::atomic<long> m_count = 0;
    std::jthread m_thread;
};

std::vector<std::string> curve(const std::filesystem::path& run)
{
    const auto table = readCsvTable(run / "history.csv");
    std::vector<std::string> rows;
    for (const auto& row : table->rows)
        rows.push_back(row[0] + " " + row[1] + " " + row[2] + " " + row[3] + " " + row[4]);
    return rows;
}

} // namespace

class TestComputeTurn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }
    void training_stands_still_while_something_on_screen_is_computed();
    void its_helpers_do_too();
    void threads_that_do_not_train_never_wait();
    void a_turn_may_be_given_up_on_another_thread();
    void background_waits_for_the_screen();
    void background_takes_turns_with_training();
    void without_training_background_does_not_wait();
    void a_stop_ends_the_wait_for_a_turn();
    void training_that_ends_lets_background_in();
    void a_turn_that_hangs_does_not_hold_training_up_for_good();
    void turns_change_no_number_of_a_training_data();
    void turns_change_no_number_of_a_training();
};

void TestComputeTurn::training_stands_still_while_something_on_screen_is_computed()
{
    const Counting training;
    QVERIFY(training.goesOn());
    {
        const auto turn = ComputeTurn::take(ComputeClaim::OnScreen);
        QVERIFY(turn.isHeld());
        QVERIFY(training.stands());
        {
            const auto second = ComputeTurn::take(ComputeClaim::OnScreen); // does not wait for the first
            QVERIFY(second.isHeld());
        }
        QVERIFY(training.stands());
    }
    QVERIFY(training.goesOn());
}

void TestComputeTurn::its_helpers_do_too()
{
    const Counting helper(GivesWay::As::Helper);
    QVERIFY(helper.goesOn());
    {
        const auto turn = ComputeTurn::take(ComputeClaim::OnScreen);
        QVERIFY(helper.stands());
    }
    QVERIFY(helper.goesOn());
}

void TestComputeTurn::threads_that_do_not_train_never_wait()
{
    const auto turn = ComputeTurn::take(ComputeClaim::OnScreen);
    const double before = secondsGivenWay();
    giveWay(); // would wait for itself
    QCOMPARE(secondsGivenWay(), before);
}

void TestComputeTurn::a_turn_may_be_given_up_on_another_thread()
{
    const Counting training;
    auto turn = ComputeTurn::take(ComputeClaim::OnScreen);
    QVERIFY(training.stands());
    std::thread([moved = std::move(turn)]() mutable { moved.giveUp(); }).join();
    QVERIFY(!turn.isHeld());
    QVERIFY(training.goesOn());
}

void TestComputeTurn::background_waits_for_the_screen()
{
    auto screen = ComputeTurn::take(ComputeClaim::OnScreen);
    std::atomic<bool> taken = false;
    std::jthread background([&] {
        const auto turn = ComputeTurn::take(ComputeClaim::Background);
        taken = turn.isHeld();
    });
    QTest::qWait(30);
    QVERIFY(!taken);
    screen.giveUp();
    QTRY_VERIFY(taken);
}

void TestComputeTurn::background_takes_turns_with_training()
{
    const Counting training;
    QVERIFY(training.goesOn());
    Clock::duration inTurns{}, between{};
    Clock::time_point givenUp{};
    for (int i = 0; i < 5; ++i) {
        auto turn = ComputeTurn::take(ComputeClaim::Background);
        const auto taken = Clock::now();
        if (i > 0) between += taken - givenUp;
        QVERIFY(training.stands());
        turn.giveUp();
        givenUp = Clock::now();
        if (i < 4) inTurns += givenUp - taken;
    }
    // Training has had as long between the turns as they took.
    QVERIFY(between >= inTurns * 9 / 10);
    QVERIFY(training.goesOn());
}

void TestComputeTurn::without_training_background_does_not_wait()
{
    {
        const auto first = ComputeTurn::take(ComputeClaim::Background);
        QTest::qWait(300);
    }
    // Who may not wait at all gets a turn, but not when a training has not had its share.
    std::stop_source stopped;
    stopped.request_stop();
    QVERIFY(ComputeTurn::take(ComputeClaim::Background, stopped.get_token()).isHeld());
    const Counting training;
    {
        const auto second = ComputeTurn::take(ComputeClaim::Background);
        QTest::qWait(300);
    }
    QVERIFY(!ComputeTurn::take(ComputeClaim::Background, stopped.get_token()).isHeld());
}

void TestComputeTurn::a_stop_ends_the_wait_for_a_turn()
{
    const auto screen = ComputeTurn::take(ComputeClaim::OnScreen);
    std::stop_source stop;
    std::atomic<bool> ended = false, held = true;
    std::jthread background([&] {
        held = ComputeTurn::take(ComputeClaim::Background, stop.get_token()).isHeld();
        ended = true;
    });
    stop.request_stop();
    QTRY_VERIFY(ended);
    QVERIFY(!held);
}

void TestComputeTurn::training_that_ends_lets_background_in()
{
    auto training = std::make_unique<Counting>();
    QVERIFY(training->goesOn());
    {
        const auto first = ComputeTurn::take(ComputeClaim::Background);
        QTest::qWait(1500);
    }
    std::atomic<bool> taken = false;
    std::jthread background([&] { taken = ComputeTurn::take(ComputeClaim::Background).isHeld(); });
    QTest::qWait(30);
    QVERIFY(!taken); // training has not had its share
    training.reset();
    QTRY_VERIFY_WITH_TIMEOUT(taken, 1000);
}

void TestComputeTurn::a_turn_that_hangs_does_not_hold_training_up_for_good()
{
    const Counting training;
    const auto turn = ComputeTurn::take(ComputeClaim::OnScreen);
    QVERIFY(training.stands());
    QVERIFY(training.goesOn()); // after two seconds
}

void TestComputeTurn::turns_change_no_number_of_a_training_data()
{
    QTest::addColumn<QString>("architecture");
    QTest::newRow("cnn64") << "cnn64";
    QTest::newRow("resnet18") << "resnet18";
    QTest::newRow("densenet121") << "densenet121";
}

void TestComputeTurn::turns_change_no_number_of_a_training()
{
    QFETCH(QString, architecture);
    const test::TrainerData data(12);
    TrainingRequest request;
    request.recipe = test::smallRecipe(architecture == QLatin1String("cnn64") ? 3 : 1);
    request.recipe.architecture = architecture.toStdString();
    request.recipe.training.batch = 6;
    request.dataFolder = data.path();
    request.runFolder = data.run("alone");
    QVERIFY(train(request, {}).has_value());

    request.runFolder = data.run("shared");
    const double before = secondsGivenWay();
    {
        const std::jthread reader([](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                {
                    const auto turn = ComputeTurn::take(ComputeClaim::OnScreen);
                    std::this_thread::sleep_for(1ms);
                }
                std::this_thread::sleep_for(1ms);
                const auto turn = ComputeTurn::take(ComputeClaim::Background, stop);
            }
        });
        QVERIFY(train(request, {}).has_value());
    }
    QVERIFY(secondsGivenWay() > before);
    QCOMPARE(curve(data.run("shared")), curve(data.run("alone")));
}

QTEST_APPLESS_MAIN(TestComputeTurn)

#include "tst_computeturn.moc"
