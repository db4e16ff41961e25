#include "model/gate.h"
#include "model/gatefile.h"
#include "model/gatefit.h"

#include <torch/torch.h>

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>

using namespace lucency;
using namespace lucency::model;

class TestGate : public QObject {
    Q_OBJECT

    static constexpr std::size_t features = 24;

    /// Features as a network might give them: each way an image may stand moves some of them.
    static FeatureRows images(GateClass how, int count, unsigned seed, float away = 0)
    {
        std::mt19937 generator(seed);
        std::normal_distribution<float> noise(0, 1);
        FeatureRows rows;
        for (int i = 0; i < count; ++i) {
            std::vector<float> row(features);
            for (std::size_t f = 0; f < features; ++f)
                row[f] = 3 + noise(generator) + (f % gateClasses == static_cast<std::size_t>(how) ? 4.0F : 0.0F) + (f >= 12 ? away : 0.0F);
            rows.push_back(std::move(row));
        }
        return rows;
    }

    static GateImages cohort()
    {
        GateImages gathered;
        for (int k = 0; k < gateClasses; ++k)
            gathered.training[static_cast<std::size_t>(k)] =
                images(static_cast<GateClass>(k), k == 0 ? 300 : 150, 10U + static_cast<unsigned>(k));
        gathered.validation = {images(GateClass::Upright, 200, 50)};
        gathered.first = 8;
        gathered.count = 12;
        return gathered;
    }

    /// Drawn further apart than those of cohort(), as people of another hospital are.
    static FeatureRows apart(int count, unsigned seed)
    {
        auto rows = images(GateClass::Upright, count, seed);
        for (auto& row : rows)
            for (std::size_t f = 12; f < features; ++f)
                row[f] = 3 + 1.8F * (row[f] - 3);
        return rows;
    }

    static int refusedOf(const Gate& gate, const FeatureRows& rows)
    {
        return static_cast<int>(std::ranges::count_if(rows, [&](const auto& row) { return judge(gate, row).refusal.has_value(); }));
    }

    static int refused(const Gate& gate, const FeatureRows& rows, FailureKind kind)
    {
        int count = 0;
        for (const auto& row : rows)
            count += judge(gate, row).refusal == kind ? 1 : 0;
        return count;
    }

private Q_SLOTS:
    void letsNearlyAllOfItsOwnKindThrough()
    {
        const Gate gate = fitGate(cohort());
        QVERIFY(isSound(gate));
        QCOMPARE(gate.trainingImages, 300L);
        QCOMPARE(gate.validationImages, 200L);
        int let = 0;
        for (const auto& row : images(GateClass::Upright, 500, 77))
            let += judge(gate, row).refusal ? 0 : 1;
        QVERIFY2(let >= 490, qPrintable(QString::number(let)));
    }

    void tellsWhatIsWrong_data()
    {
        QTest::addColumn<int>("how");
        QTest::addColumn<FailureKind>("kind");
        QTest::newRow("on its right side") << 1 << FailureKind::Rotated;
        QTest::newRow("upside down") << 2 << FailureKind::Rotated;
        QTest::newRow("on its left side") << 3 << FailureKind::Rotated;
        QTest::newRow("black and white swapped") << 4 << FailureKind::InvertedImage;
    }
    void tellsWhatIsWrong()
    {
        QFETCH(int, how);
        QFETCH(FailureKind, kind);
        const Gate gate = fitGate(cohort());
        const int told = refused(gate, images(static_cast<GateClass>(how), 200, 91), kind);
        QVERIFY2(told >= 190, qPrintable(QString::number(told)));
    }

    void theSmallerSourceIsNotRefusedForTheLarger()
    {
        // 400 of one source hide what 60 of another need, unless each has its own limits.
        auto gathered = cohort();
        gathered.validation = {images(GateClass::Upright, 400, 50), apart(60, 51)};
        const Gate gate = fitGate(gathered);
        QCOMPARE(gate.validationImages, 460L);
        const int bySource = refusedOf(gate, apart(1000, 52));
        QVERIFY2(bySource <= 40, qPrintable(QString::number(bySource)));
        auto& validation = gathered.validation;
        validation[0].insert(validation[0].end(), validation[1].begin(), validation[1].end());
        validation.pop_back();
        const int together = refusedOf(fitGate(gathered), apart(1000, 52));
        QVERIFY2(together > 4 * bySource, qPrintable(QString::number(together)));
    }

    void aSourceOfTooFewImagesCountsWithTheRestAlone()
    {
        auto gathered = cohort();
        gathered.validation = {images(GateClass::Upright, 400, 50), apart(static_cast<int>(fewestOfSource) - 1, 51)};
        const Gate few = fitGate(gathered);
        auto more = gathered;
        more.validation[1] = apart(static_cast<int>(fewestOfSource), 51);
        QVERIFY(fitGate(more).farthest > few.farthest);
        auto together = gathered;
        together.validation[0].insert(together.validation[0].end(), together.validation[1].begin(), together.validation[1].end());
        together.validation.pop_back();
        const Gate one = fitGate(together);
        QCOMPARE(few.farthest, one.farthest);
        QCOMPARE(few.leastUpright, one.leastUpright);
    }

    void theOddImageOfASmallSourceSetsNoLimit()
    {
        auto gathered = cohort();
        gathered.validation.push_back(images(GateClass::Upright, 60, 53));
        const Gate before = fitGate(gathered);
        gathered.validation[1].back() = images(GateClass::Upright, 1, 54, 400).front(); // a photograph among them
        const Gate after = fitGate(gathered);
        QVERIFY2(after.farthest < 1.3F * before.farthest, qPrintable(QString::number(after.farthest / before.farthest)));
        QCOMPARE(refused(after, images(GateClass::Upright, 100, 5, 40), FailureKind::NotAChestRadiograph), 100);
    }

    void whatIsUnlikeTheTrainingImagesIsNoChestRadiograph()
    {
        const Gate gate = fitGate(cohort());
        QCOMPARE(refused(gate, images(GateClass::Upright, 100, 5, 40), FailureKind::NotAChestRadiograph), 100);
    }

    void whatIsNoNumberIsRefused()
    {
        const Gate gate = fitGate(cohort());
        auto row = images(GateClass::Upright, 1, 3).front();
        row[10] = std::numeric_limits<float>::quiet_NaN();
        QCOMPARE(judge(gate, row).refusal, std::optional(FailureKind::NotAChestRadiograph));
    }

    void theSameImagesGiveTheSameGate()
    {
        const Gate one = fitGate(cohort()), other = fitGate(cohort());
        QCOMPARE(one.weights, other.weights);
        QCOMPARE(one.axes, other.axes);
        QCOMPARE(one.leastUpright, other.leastUpright);
    }

    void aFileKeepsItExactly()
    {
        const Gate gate = fitGate(cohort());
        std::map<std::string, torch::Tensor> tensors{{"fc.weight", torch::ones({2, 2})}, {"gates", torch::ones({1})}};
        putGate(gate, tensors);
        const auto read = takeGate(tensors, "file");
        QVERIFY(read && *read);
        QCOMPARE(tensors.size(), std::size_t{2});
        QCOMPARE((*read)->weights, gate.weights);
        QCOMPARE((*read)->axes, gate.axes);
        QCOMPARE((*read)->home, gate.home);
        QCOMPARE((*read)->leastUpright, gate.leastUpright);
        QCOMPARE((*read)->farthest, gate.farthest);
        QCOMPARE((*read)->first, 8);
        QCOMPARE((*read)->trainingImages, 300L);
        const auto none = takeGate(tensors, "file");
        QVERIFY(none && !*none);
    }

    void aGateThatDoesNotFitTogetherIsDamage_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("size");
        QTest::newRow("a part is missing") << QByteArray("axes") << -1;
        QTest::newRow("a part is too short") << QByteArray("weights") << 7;
        QTest::newRow("no limits") << QByteArray("numbers") << 2;
        QTest::newRow("something unknown") << QByteArray("more") << 3;
        QTest::newRow("a scale of zero") << QByteArray("scale") << static_cast<int>(features);
    }
    void aGateThatDoesNotFitTogetherIsDamage()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, size);
        std::map<std::string, torch::Tensor> tensors;
        putGate(fitGate(cohort()), tensors);
        if (size < 0)
            tensors.erase("gate." + name.toStdString());
        else
            tensors["gate." + name.toStdString()] = torch::zeros({size});
        const auto read = takeGate(tensors, "file");
        QVERIFY(!read);
        QCOMPARE(read.error().kind, FailureKind::ModelDamaged);
        QCOMPARE(read.error().subject, std::string("file"));
    }
};

QTEST_APPLESS_MAIN(TestGate)
#include "tst_gate.moc"
