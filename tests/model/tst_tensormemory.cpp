#include "model/tensormemory.h"

#include <torch/torch.h>

#include <QTest>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <unistd.h>

using namespace lucency::model;

class TestTensorMemory : public QObject {
    Q_OBJECT

    static constexpr std::size_t most = std::size_t{64} << 20;

private Q_SLOTS:
    void init()
    {
        keepTensorMemory(0);
        keepTensorMemory(most);
    }

    void aFreedTensorsMemoryIsTheNextOnesOfItsSize()
    {
        void* before = nullptr;
        {
            const auto tensor = torch::ones({1 << 20});
            before = tensor.data_ptr();
        }
        QVERIFY(keptTensorMemory() >= std::size_t{4} << 20);
        const auto next = torch::empty({(1 << 20) - 100});
        QCOMPARE(next.data_ptr(), before);
        QCOMPARE(keptTensorMemory(), std::size_t{0});
    }

    void everyTensorIsAligned()
    {
        for (const std::int64_t count : {1, 15, 64, 1000, 1023, 1024, 5000, 100'003}) {
            const auto tensor = torch::full({count}, 7.0F);
            QCOMPARE(reinterpret_cast<std::uintptr_t>(tensor.data_ptr()) % 64, std::uintptr_t{0});
            QCOMPARE(tensor.sum().item<float>(), 7.0F * static_cast<float>(count));
        }
        QCOMPARE(torch::empty({0}).numel(), std::int64_t{0});
    }

    void neverKeepsMoreThanTheBound()
    {
        {
            std::vector<torch::Tensor> tensors;
            for (int i = 0; i < 40; ++i)
                tensors.push_back(torch::zeros({1 << 20}));
        }
        QVERIFY(keptTensorMemory() <= most);
        QVERIFY(keptTensorMemory() > most / 2);
        keepTensorMemory(1 << 20);
        QVERIFY(keptTensorMemory() <= 1 << 20);
    }

    void tensorsFromSeveralThreadsKeepTheirValues()
    {
        std::vector<std::jthread> threads;
        std::vector<char> right(4, 1);
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([t, &right] {
                for (int i = 0; i < 300; ++i) {
                    const std::int64_t count = 2000 + 997 * (i % 7);
                    const auto tensor = torch::full({count}, static_cast<float>(t + i));
                    const auto copy = tensor.clone();
                    if (copy.min().item<float>() != static_cast<float>(t + i) || copy.max().item<float>() != static_cast<float>(t + i))
                        right[static_cast<std::size_t>(t)] = 0;
                }
            });
        threads.clear();
        for (const char each : right)
            QVERIFY(each);
    }

    void tooMuchIsAnErrorAndGivesBackWhatWasKept()
    {
        {
            const auto tensor = torch::zeros({1 << 20});
        }
        QVERIFY(keptTensorMemory() > 0);
        QVERIFY_EXCEPTION_THROWN((void)torch::empty({std::int64_t{1} << 44}), std::exception); // 64 TiB
        QCOMPARE(keptTensorMemory(), std::size_t{0});
        QVERIFY_EXCEPTION_THROWN((void)torch::empty({std::int64_t{1} << 60}), std::exception);
        QCOMPARE(torch::ones({3}).sum().item<float>(), 3.0F);
    }

    void whatIsLeftSufficesForOthersThanTensors()
    {
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_AS, &before), 0);
        rlimit tight = before;
        tight.rlim_cur = addressSpace() + (std::size_t{256} << 20);
        QCOMPARE(::setrlimit(RLIMIT_AS, &tight), 0);
        std::vector<torch::Tensor> tensors;
        bool refused = false;
        try {
            for (int i = 0; i < 1000; ++i)
                tensors.push_back(torch::empty({1 << 18})); // 1 MB
        } catch (const std::exception&) {
            refused = true;
        }
        void* room = std::malloc(std::size_t{24} << 20);
        std::free(room);
        const bool hasRoom = room != nullptr;
        const auto had = tensors.size();
        tensors.clear();
        ::setrlimit(RLIMIT_AS, &before);
        QVERIFY(refused && hasRoom);
        QVERIFY2(had > 100, qPrintable(QString::number(had)));
    }

    void whatIsKeptIsGivenBackWhereOthersLackRoom()
    {
        {
            std::vector<torch::Tensor> tensors;
            for (int i = 0; i < 12; ++i)
                tensors.push_back(torch::empty({1 << 20})); // 4 MB
        }
        const auto kept = keptTensorMemory();
        QVERIFY(kept > std::size_t{40} << 20);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_AS, &before), 0);
        rlimit tight = before;
        tight.rlim_cur = addressSpace() + (std::size_t{64} << 20);
        QCOMPARE(::setrlimit(RLIMIT_AS, &tight), 0);
        const auto one = torch::empty({1 << 20}); // a kept one: the system is not asked
        const auto left = keptTensorMemory();
        void* room = std::malloc(std::size_t{96} << 20);
        std::free(room);
        ::setrlimit(RLIMIT_AS, &before);
        QVERIFY(one.defined());
        QCOMPARE(left, std::size_t{0});
        QVERIFY(room != nullptr);
    }

private:
    static std::size_t addressSpace()
    {
        std::size_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    }
};

QTEST_APPLESS_MAIN(TestTensorMemory)
#include "tst_tensormemory.moc"
