#include "model/rankmeeting.h"
#include "model/ranks.h"
#include "tests/support/model/freeport.h"

#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#include <torch/torch.h>

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace lucency;
using namespace lucency::model;

namespace {

const char* program = nullptr;

/// A child process that only joins the others: "RANK SIZE PORT". Says on stdout what came of it.
int joinAsChild(char** arguments)
{
    ::setenv("RANK", arguments[2], 1);
    ::setenv("WORLD_SIZE", arguments[3], 1);
    ::setenv("MASTER_ADDR", "127.0.0.1", 1);
    ::setenv("MASTER_PORT", arguments[4], 1);
    const auto ranks = Ranks::join();
    if (!ranks) {
        std::printf("%s: %s\n", ranks.error().subject.c_str(), ranks.error().detail.c_str());
        return 1;
    }
    auto one = torch::ones({1});
    ranks->sum(one);
    std::printf("%d together\n", static_cast<int>(one.item<float>()));
    return 0;
}

using Variables = std::vector<std::pair<const char*, const char*>>;

class Environment {
public:
    explicit Environment(Variables variables)
        : m_variables(std::move(variables))
    {
        for (const auto& [name, value] : m_variables)
            ::setenv(name, value, 1);
    }
    ~Environment()
    {
        for (const auto& [name, value] : m_variables)
            ::unsetenv(name);
    }

private:
    Variables m_variables;
};

/// A process of --join, of whose group others may be at the port.
class Joining {
public:
    Joining(int rank, int size, int port)
    {
        m_process.start(QString::fromLocal8Bit(program),
                        {QStringLiteral("--join"), QString::number(rank), QString::number(size), QString::number(port)});
    }
    QString said()
    {
        if (!m_process.waitForFinished(60'000)) return QStringLiteral("still waiting");
        return QString::fromUtf8(m_process.readAllStandardOutput()).trimmed();
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

/// Whether a process listens at the port, so that it has come this far.
bool isOpen(int port)
{
    const int caller = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool open = ::connect(caller, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(caller);
    return open;
}

/// How many processes of a rank have come so far.
int came(int rank, int port)
{
    c10d::TCPStoreOptions options;
    options.port = static_cast<std::uint16_t>(port);
    options.waitWorkers = false;
    c10d::PrefixStore store("lucency/", c10::make_intrusive<c10d::TCPStore>("127.0.0.1", options));
    const auto key = "came/" + std::to_string(rank);
    return store.check({key}) ? static_cast<int>(store.add(key, 0)) : 0; // add() alone would make it
}

} // namespace

/// How the processes of one training meet, or learn why they cannot.
class TestRankMeeting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void processesThatDoNotFitTogetherAreNamed_data();
    void processesThatDoNotFitTogetherAreNamed();
    void processThatComesTooLateIsToldSo();
    void processThatWasKilledWhileItWaitedMayBeStartedAgain();
    void waitingForTheOthersEndsWhenStopped_data();
    void waitingForTheOthersEndsWhenStopped();
    void unknownMachineIsNamed();
    void wrongVariableIsNamed_data();
    void wrongVariableIsNamed();
    void oneProcessOfAGroupOfOneIsAlone();
};

void TestRankMeeting::processesThatDoNotFitTogetherAreNamed_data()
{
    using Started = QList<std::pair<int, int>>;
    QTest::addColumn<Started>("started"); // rank and size of each
    QTest::addColumn<QString>("said");
    QTest::newRow("a rank twice, another missing")
        << Started{{0, 3}, {1, 3}, {1, 3}} << QStringLiteral("RANK: two processes were started with RANK 1");
    QTest::newRow("one expects more") << Started{{0, 2}, {1, 3}}
                                      << QStringLiteral("WORLD_SIZE: rank 1 was started with WORLD_SIZE 3, rank 0 with 2");
    QTest::newRow("one expects fewer") << Started{{0, 3}, {1, 2}}
                                       << QStringLiteral("WORLD_SIZE: rank 1 was started with WORLD_SIZE 2, rank 0 with 3");
    QTest::newRow("the third expects more") << Started{{0, 3}, {1, 3}, {2, 4}}
                                            << QStringLiteral("WORLD_SIZE: rank 2 was started with WORLD_SIZE 4, rank 0 with 3");
}

/// All of them say so at once, and none waits the five minutes.
void TestRankMeeting::processesThatDoNotFitTogetherAreNamed()
{
    using Started = QList<std::pair<int, int>>;
    QFETCH(Started, started);
    QFETCH(QString, said);
    const int port = test::freePort();
    std::vector<std::unique_ptr<Joining>> processes;
    for (const auto& [rank, size] : started)
        processes.push_back(std::make_unique<Joining>(rank, size, port));
    for (auto& process : processes)
        QCOMPARE(process->said(), said);
}

void TestRankMeeting::processThatComesTooLateIsToldSo()
{
    const int port = test::freePort();
    Joining second(1, 2, port);
    const Environment set(
        {{"WORLD_SIZE", "2"}, {"RANK", "0"}, {"MASTER_ADDR", "127.0.0.1"}, {"MASTER_PORT", QByteArray::number(port).constData()}});
    const auto ranks = Ranks::join();
    QVERIFY2(ranks.has_value(), ranks ? "" : ranks.error().detail.c_str());
    Joining late(1, 2, port), other(0, 2, port), more(2, 3, port);
    QCOMPARE(late.said(), QStringLiteral("RANK: two processes were started with RANK 1"));
    QCOMPARE(other.said(), QStringLiteral("MASTER_PORT: somebody listens at 127.0.0.1:%1 already: a second process with RANK 0, or another "
                                          "program")
                               .arg(port));
    QCOMPARE(more.said(), QStringLiteral("WORLD_SIZE: rank 2 was started with WORLD_SIZE 3, rank 0 with 2"));
    auto one = torch::ones({1});
    ranks->sum(one); // the two go on undisturbed
    QCOMPARE(one.item<float>(), 2.0F);
    QCOMPARE(second.said(), QStringLiteral("2 together"));
}

void TestRankMeeting::processThatWasKilledWhileItWaitedMayBeStartedAgain()
{
    const int port = test::freePort();
    Joining first(0, 3, port);
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(port), 60'000);
    {
        Joining killed(1, 3, port);
        QTRY_COMPARE_WITH_TIMEOUT(came(1, port), 1, 60'000); // it is there, and waits for the third
        killed.kill();
    }
    Joining again(1, 3, port);
    QTRY_COMPARE_WITH_TIMEOUT(came(1, port), 2, 60'000); // before the third: the first would go without it otherwise
    Joining third(2, 3, port);
    for (auto* process : {&first, &again, &third})
        QCOMPARE(process->said(), QStringLiteral("3 together"));
}

void TestRankMeeting::waitingForTheOthersEndsWhenStopped_data()
{
    QTest::addColumn<QByteArray>("rank");
    QTest::addColumn<QString>("said");
    QTest::newRow("the first") << QByteArray("0") << QStringLiteral("stopped while rank 0 waited for rank 1");
    QTest::newRow("another") << QByteArray("1") << QStringLiteral("stopped while rank 1 waited for rank 0, which nobody has started there");
}

void TestRankMeeting::waitingForTheOthersEndsWhenStopped()
{
    QFETCH(QByteArray, rank);
    QFETCH(QString, said);
    const auto port = QByteArray::number(test::freePort());
    const Environment set(
        {{"WORLD_SIZE", "2"}, {"RANK", rank.constData()}, {"MASTER_ADDR", "127.0.0.1"}, {"MASTER_PORT", port.constData()}});
    std::stop_source stop;
    stop.request_stop();
    const auto ranks = Ranks::join(stop.get_token());
    QVERIFY(!ranks);
    QCOMPARE(ranks.error().kind, FailureKind::Cancelled);
    QCOMPARE(ranks.error().subject, "127.0.0.1:" + port.toStdString());
    QCOMPARE(QString::fromStdString(ranks.error().detail), said);
}

void TestRankMeeting::unknownMachineIsNamed()
{
    const Environment set(
        {{"WORLD_SIZE", "2"}, {"RANK", "1"}, {"MASTER_ADDR", "no-such-host.invalid"}, {"MASTER_PORT", "29500"}}); // RFC 2606
    const auto ranks = Ranks::join();
    QVERIFY(!ranks);
    QCOMPARE(ranks.error().kind, FailureKind::OtherRanksNotFound);
    QCOMPARE(ranks.error().subject, std::string("no-such-host.invalid:29500"));
    QVERIFY(ranks.error().detail.starts_with("the machine no-such-host.invalid is not known"));
}

void TestRankMeeting::wrongVariableIsNamed_data()
{
    QTest::addColumn<QByteArray>("size");
    QTest::addColumn<QByteArray>("rank");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("port");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("a size that is no number") << QByteArray("two") << QByteArray("0") << QByteArray("h") << QByteArray("1")
                                              << QByteArray("WORLD_SIZE");
    QTest::newRow("a size of none") << QByteArray("0") << QByteArray("0") << QByteArray("h") << QByteArray("1") << QByteArray("WORLD_SIZE");
    QTest::newRow("a rank beyond the size") << QByteArray("2") << QByteArray("2") << QByteArray("h") << QByteArray("1")
                                            << QByteArray("RANK");
    QTest::newRow("no rank") << QByteArray("2") << QByteArray("") << QByteArray("h") << QByteArray("1") << QByteArray("RANK");
    QTest::newRow("no address") << QByteArray("2") << QByteArray("0") << QByteArray("") << QByteArray("1") << QByteArray("MASTER_ADDR");
    QTest::newRow("a port out of range") << QByteArray("2") << QByteArray("0") << QByteArray("h") << QByteArray("70000")
                                         << QByteArray("MASTER_PORT");
}

void TestRankMeeting::wrongVariableIsNamed()
{
    QFETCH(QByteArray, size);
    QFETCH(QByteArray, rank);
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, port);
    QFETCH(QByteArray, named);
    const Environment set({{"WORLD_SIZE", size.constData()},
                           {"RANK", rank.constData()},
                           {"MASTER_ADDR", address.constData()},
                           {"MASTER_PORT", port.constData()}});
    const auto ranks = Ranks::join();
    QVERIFY(!ranks);
    QCOMPARE(ranks.error().kind, FailureKind::BadArgument);
    QCOMPARE(ranks.error().subject, named.toStdString());
}

void TestRankMeeting::oneProcessOfAGroupOfOneIsAlone()
{
    const auto none = Ranks::join();
    QVERIFY(none.has_value() && none->isAlone() && none->isFirst());
    const Environment set(Variables{{"WORLD_SIZE", "1"}});
    const auto one = Ranks::join();
    QVERIFY(one.has_value() && one->isAlone());
    QCOMPARE(one->begins(7), 0);
    QCOMPARE(one->ends(7), 7);
    auto tensor = torch::tensor({1.0F, 2.0F});
    one->sum(tensor);
    QVERIFY(tensor.equal(torch::tensor({1.0F, 2.0F})));
}

int main(int argc, char** argv)
{
    if (argc == 5 && std::string_view(argv[1]) == "--join") return joinAsChild(argv);
    const QCoreApplication application(argc, argv);
    program = argv[0];
    TestRankMeeting test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_rankmeeting.moc"
