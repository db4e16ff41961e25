#include "model/computeteam.h"

#include <ATen/Parallel.h>

#include <QTest>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace lucency::model;

namespace {

/// What each of the three threads of the team here answers: every piece is held until all three have come.
std::vector<int> onEachThread(const std::function<int()>& question)
{
    std::mutex mutex;
    std::condition_variable met;
    std::map<std::thread::id, int> answers;
    shareOut(3, [&](std::int64_t) {
        const int answer = question();
        std::unique_lock lock(mutex);
        answers.emplace(std::this_thread::get_id(), answer);
        met.notify_all();
        met.wait(lock, [&] { return answers.size() == 3; });
    });
    std::vector<int> told;
    for (const auto& [thread, answer] : answers)
        told.push_back(answer);
    return told;
}

} // namespace

/// Work that several threads share.
class TestComputeTeam : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(2); }

    void everyPieceIsDoneOnce_data()
    {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("pieces");
        for (const int threads : {0, 1, 2, 5})
            for (const int pieces : {0, 1, 2, 3, 100})
                QTest::addRow("%d threads, %d pieces", threads, pieces) << threads << pieces;
    }

    void everyPieceIsDoneOnce()
    {
        QFETCH(int, threads);
        QFETCH(int, pieces);
        std::optional<ComputeTeam> team;
        if (threads > 0) team.emplace(threads);
        const ComputeTeam::Here here(team ? &*team : nullptr);
        for (int time = 0; time < 200; ++time) {
            std::vector<std::atomic<int>> done(static_cast<std::size_t>(pieces));
            shareOut(pieces, [&](std::int64_t piece) { ++done[static_cast<std::size_t>(piece)]; });
            for (const auto& count : done)
                QCOMPARE(count.load(), 1);
        }
    }

    void severalThreadsWorkAtTheSameTime()
    {
        ComputeTeam team(3);
        const ComputeTeam::Here here(&team);
        QCOMPARE(onEachThread([] { return 0; }).size(), std::size_t{3});
    }

    void exceptionOfAPieceArrives_data()
    {
        QTest::addColumn<bool>("team");
        QTest::newRow("a team") << true;
        QTest::newRow("LibTorch's threads") << false;
    }

    void exceptionOfAPieceArrives()
    {
        QFETCH(bool, team);
        ComputeTeam threads(3);
        const ComputeTeam::Here here(team ? &threads : nullptr);
        for (int time = 0; time < 50; ++time) {
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, shareOut(20, [&](std::int64_t piece) {
                                         if (piece == time % 20) throw std::runtime_error("piece");
                                     }));
        }
        std::atomic<int> done = 0;
        shareOut(20, [&](std::int64_t) { ++done; });
        QCOMPARE(done.load(), 20); // and nothing of it is left
    }

    void pieceMayShareItsOwnWork()
    {
        ComputeTeam team(3);
        const ComputeTeam::Here here(&team);
        std::atomic<int> done = 0;
        shareOut(8, [&](std::int64_t) { shareOut(5, [&](std::int64_t) { ++done; }); });
        QCOMPARE(done.load(), 40);
    }

    void libTorchTakesOneThreadMeanwhile()
    {
        QCOMPARE(at::get_num_threads(), 2);
        {
            ComputeTeam team(3);
            const ComputeTeam::Here here(&team);
            QCOMPARE(at::get_num_threads(), 1);
            QCOMPARE(onEachThread([] { return at::get_num_threads(); }), (std::vector<int>{1, 1, 1}));
            const ComputeTeam::Here nobody(nullptr);
            QCOMPARE(at::get_num_threads(), 1);
        }
        QCOMPARE(at::get_num_threads(), 2);
    }
};

QTEST_APPLESS_MAIN(TestComputeTeam)
#include "tst_computeteam.moc"
