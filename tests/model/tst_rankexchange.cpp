#include "model/device.h"
#include "model/rankexchange.h"
#include "tests/support/model/freeport.h"

#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/torch.h>

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

using namespace lucency;
using namespace lucency::model;

namespace {

const char* program = nullptr;

/// What a device answers that does not come to an end, or comes to a bad one.
class Answer : public c10d::Work {
public:
    explicit Answer(bool fails)
    {
        if (fails) finish(std::make_exception_ptr(std::runtime_error("the cable is out")));
    }
};

/// A group of devices that begin and go wrong.
struct WrongDevices : torch::CustomClassHolder {
    bool fails = false;
    c10::intrusive_ptr<c10d::Work> allreduce(std::vector<torch::Tensor>&) const { return c10::make_intrusive<Answer>(fails); }
    c10::intrusive_ptr<c10d::Work> broadcast(std::vector<torch::Tensor>&) const { return c10::make_intrusive<Answer>(fails); }
};

constexpr std::chrono::seconds longest{1};

void exchange(const Met& met, int rank, int size)
{
    auto how = c10d::ProcessGroupGloo::Options::create(untilAnAnswer);
    how->devices.push_back(c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1"));
    const auto store = c10::make_intrusive<c10d::PrefixStore>("devices", met.store);
    const DeviceExchange exchange(c10::make_intrusive<c10d::ProcessGroupGloo>(store, rank, size, how), met.gloo, rank);
    // Neither is laid out as c10d needs it.
    auto sum = (torch::arange(6, torch::kFloat32) * (rank + 1)).view({2, 3}).t();
    exchange.sum(sum);
    auto first = torch::full({2, 2}, 7.0 + rank).t();
    exchange.takeFromFirst(first);
    std::printf("sum %g %g %g, first %g\n", sum[0][1].item<double>(), sum[2][0].item<double>(), sum[2][1].item<double>(),
                first[1][0].item<double>());
}

/// A process of a group: "HOW RANK SIZE PORT". Says on stdout what came of it.
int exchangeAsChild(char** arguments)
{
    const std::string_view how = arguments[2];
    const int rank = std::atoi(arguments[3]), size = std::atoi(arguments[4]);
    const auto met = meet({"127.0.0.1", std::atoi(arguments[5]), rank, size}, {});
    if (!met) return 1;
    try {
        auto tensor = torch::ones({4});
        if (how == "well") {
            exchange(*met, rank, size);
        } else {
            auto devices = c10::make_intrusive<WrongDevices>();
            devices->fails = how == "failing";
            if (how == "dying" && rank == 1) ::kill(::getpid(), SIGKILL);
            DeviceExchange(devices, met->gloo, rank, longest).sum(tensor);
        }
    } catch (const LostRank& lost) {
        std::printf("%s\n", lost.what());
    }
    return 0;
}

} // namespace

/// How processes exchange what is on their devices. A second group of Gloo stands for NCCL, which needs a GPU a process.
class TestRankExchange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void devicesAddUpAndFollowTheFirst();
    void lossIsNoticedThoughTheDeviceDoesNot_data();
    void lossIsNoticedThoughTheDeviceDoesNot();
    void devicesTalkWhereEachProcessHasItsOwn_data();
    void devicesTalkWhereEachProcessHasItsOwn();
    void processTakesTheGpuOfItsPlaceOnTheMachine_data();
    void processTakesTheGpuOfItsPlaceOnTheMachine();

private:
    /// What two processes say.
    static QStringList saidBy(const QString& how)
    {
        const int port = test::freePort();
        std::vector<std::unique_ptr<QProcess>> processes;
        for (int rank = 0; rank < 2; ++rank) {
            processes.push_back(std::make_unique<QProcess>());
            processes.back()->start(QString::fromLocal8Bit(program),
                                    {QStringLiteral("--exchange"), how, QString::number(rank), QStringLiteral("2"), QString::number(port)});
        }
        QStringList said;
        for (const auto& process : processes)
            said << (process->waitForFinished(60'000) ? QString::fromUtf8(process->readAllStandardOutput()).trimmed()
                                                      : QStringLiteral("still waiting"));
        return said;
    }
};

void TestRankExchange::devicesAddUpAndFollowTheFirst()
{
    const auto each = QStringLiteral("sum 9 6 15, first 7");
    QCOMPARE(saidBy(QStringLiteral("well")), QStringList({each, each}));
}

void TestRankExchange::lossIsNoticedThoughTheDeviceDoesNot_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("why");
    QTest::addColumn<int>("saying");
    QTest::newRow("the other process has ended") << QStringLiteral("dying") << QString() << 1;
    QTest::newRow("the devices never answer") << QStringLiteral("silent") << QStringLiteral("no answer from its device") << 2;
    QTest::newRow("the devices say that it went wrong") << QStringLiteral("failing") << QStringLiteral("the cable is out") << 2;
}

void TestRankExchange::lossIsNoticedThoughTheDeviceDoesNot()
{
    QFETCH(QString, how);
    QFETCH(QString, why);
    QFETCH(int, saying);
    const auto said = saidBy(how);
    for (int rank = 0; rank < saying; ++rank) {
        QVERIFY2(said[rank].startsWith(QStringLiteral("rank %1 has lost another process").arg(rank)), qPrintable(said[rank]));
        QVERIFY2(said[rank].contains(why), qPrintable(said[rank]));
    }
}

void TestRankExchange::devicesTalkWhereEachProcessHasItsOwn_data()
{
    QTest::addColumn<std::vector<std::string>>("devices");
    QTest::addColumn<bool>("talk");
    QTest::newRow("a GPU each") << std::vector<std::string>{"a", "b", "c"} << true;
    QTest::newRow("two share one") << std::vector<std::string>{"a", "b", "a"} << false;
    QTest::newRow("one has none") << std::vector<std::string>{"a", "", "c"} << false;
    QTest::newRow("nobody has any") << std::vector<std::string>{"", ""} << false;
}

void TestRankExchange::devicesTalkWhereEachProcessHasItsOwn()
{
    QFETCH(std::vector<std::string>, devices);
    QTEST(eachHasItsOwn(devices), "talk");
}

void TestRankExchange::processTakesTheGpuOfItsPlaceOnTheMachine_data()
{
    QTest::addColumn<std::string>("named");
    QTest::addColumn<std::string>("localRank");
    QTest::addColumn<int>("gpus");
    QTest::addColumn<std::string>("taken");
    QTest::newRow("second of four") << std::string("auto") << std::string("1") << 4 << std::string("cuda:1");
    QTest::newRow("asked for a GPU") << std::string("cuda") << std::string("3") << 4 << std::string("cuda:3");
    QTest::newRow("shown its own alone") << std::string("auto") << std::string("3") << 1 << std::string("cuda:0");
    QTest::newRow("a certain one") << std::string("cuda:2") << std::string("1") << 4 << std::string("cuda:2");
    QTest::newRow("the processor") << std::string("cpu") << std::string("1") << 4 << std::string("cpu");
    QTest::newRow("no GPU there") << std::string("auto") << std::string("1") << 0 << std::string("auto");
    QTest::newRow("not told its place") << std::string("auto") << std::string() << 4 << std::string("auto");
    QTest::newRow("told nonsense") << std::string("auto") << std::string("1x") << 4 << std::string("auto");
    QTest::newRow("told less than none") << std::string("auto") << std::string("-1") << 4 << std::string("auto");
}

void TestRankExchange::processTakesTheGpuOfItsPlaceOnTheMachine()
{
    QFETCH(std::string, named);
    QFETCH(std::string, localRank);
    QFETCH(int, gpus);
    QTEST(deviceOfProcess(named, localRank, gpus), "taken");
}

int main(int argc, char** argv)
{
    if (argc == 6 && std::string_view(argv[1]) == "--exchange") return exchangeAsChild(argv);
    const QCoreApplication application(argc, argv);
    program = argv[0];
    TestRankExchange test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_rankexchange.moc"
