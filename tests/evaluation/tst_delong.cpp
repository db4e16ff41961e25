#include "model/evaluation/auc.h"
#include "model/evaluation/comparison.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace lucency;
using namespace lucency::evaluation;

namespace {

struct Cases {
    std::vector<double> first, second;
    std::vector<int> labels;
};

/// Two models' scores of the same cases; levels makes them coarse, so that many are tied.
Cases draw(int count, unsigned seed, int levels)
{
    std::mt19937 generator(seed);
    std::uniform_real_distribution<double> uniform;
    Cases cases;
    for (int i = 0; i < count; ++i) {
        const int label = i < 2 ? 1 : i < 4 ? 0 : uniform(generator) < 0.35;
        const double shared = uniform(generator) + 0.4 * label;
        const auto coarse = [levels](double score) { return levels > 0 ? std::floor(score * levels) / levels : score; };
        cases.first.push_back(coarse(shared + 0.3 * uniform(generator)));
        cases.second.push_back(coarse(shared * 0.5 + uniform(generator)));
        cases.labels.push_back(label);
    }
    return cases;
}

/// What DeLong, DeLong and Clarke-Pearson write, from all pairs of a positive and a negative case.
struct BruteForce {
    double area[2] = {}, covariance[2][2] = {};

    explicit BruteForce(const Cases& cases)
    {
        std::vector<double> ofPositives[2], ofNegatives[2];
        std::vector<std::size_t> positives, negatives;
        for (std::size_t i = 0; i < cases.labels.size(); ++i)
            (cases.labels[i] == 1 ? positives : negatives).push_back(i);
        for (int model = 0; model < 2; ++model) {
            const auto& scores = model == 0 ? cases.first : cases.second;
            const auto psi = [&](std::size_t p, std::size_t n) { return scores[p] > scores[n] ? 1.0 : scores[p] == scores[n] ? 0.5 : 0.0; };
            for (const auto p : positives) {
                double sum = 0;
                for (const auto n : negatives)
                    sum += psi(p, n);
                ofPositives[model].push_back(sum / static_cast<double>(negatives.size()));
                area[model] += ofPositives[model].back() / static_cast<double>(positives.size());
            }
            for (const auto n : negatives) {
                double sum = 0;
                for (const auto p : positives)
                    sum += psi(p, n);
                ofNegatives[model].push_back(sum / static_cast<double>(positives.size()));
            }
        }
        const auto cross = [this](const std::vector<double>& a, const std::vector<double>& b, double meanA, double meanB) {
            double sum = 0;
            for (std::size_t i = 0; i < a.size(); ++i)
                sum += (a[i] - meanA) * (b[i] - meanB);
            return sum / static_cast<double>(a.size() - 1) / static_cast<double>(a.size());
        };
        for (int r = 0; r < 2; ++r)
            for (int s = 0; s < 2; ++s)
                covariance[r][s] =
                    cross(ofPositives[r], ofPositives[s], area[r], area[s]) + cross(ofNegatives[r], ofNegatives[s], area[r], area[s]);
    }
    double deviation(int model) const { return std::sqrt(covariance[model][model]); }
    double deviationOfDifference() const { return std::sqrt(covariance[0][0] + covariance[1][1] - 2 * covariance[0][1]); }
};

/// The standard error that an interval on the logit scale was made with.
double deviationOf(const Interval& area)
{
    const auto logit = [](double share) { return std::log(share / (1 - share)); };
    return (logit(area.high) - logit(area.low)) / 2 / 1.959963984540054 * area.value * (1 - area.value);
}

} // namespace

class TestDelong : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithAllPairs_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("levels");
        QTest::newRow("four cases") << 4 << 0;
        QTest::newRow("20 cases") << 20 << 0;
        QTest::newRow("300 cases") << 300 << 0;
        QTest::newRow("300 cases, five levels") << 300 << 5;
        QTest::newRow("300 cases, two levels") << 300 << 2;
    }
    void agreesWithAllPairs()
    {
        QFETCH(int, count);
        QFETCH(int, levels);
        int compared = 0;
        for (unsigned seed = 1; seed <= 20; ++seed) {
            const auto cases = draw(count, seed, levels);
            const BruteForce expected(cases);
            const auto first = auc(cases.first, cases.labels);
            QVERIFY(first);
            QVERIFY(std::abs(first->value - expected.area[0]) < 1e-12);
            if (first->value > 0 && first->value < 1) QVERIFY(std::abs(deviationOf(*first) - expected.deviation(0)) < 1e-10);
            const auto paired = compareAuc(cases.first, cases.second, cases.labels);
            QVERIFY(paired);
            QVERIFY(std::abs(paired->difference.value - (expected.area[0] - expected.area[1])) < 1e-12);
            QVERIFY(std::abs(paired->standardError - expected.deviationOfDifference()) < 1e-9);
            if (std::isnan(paired->z)) continue;
            ++compared;
            QVERIFY(std::abs(paired->z - (expected.area[0] - expected.area[1]) / expected.deviationOfDifference()) < 1e-6);
            QVERIFY(std::abs(paired->p - std::erfc(std::abs(paired->z) / std::sqrt(2.0))) < 1e-9);
        }
        QVERIFY(compared >= 10);
    }

    /// The test holds its level: of models that are equally good, about one in twenty differs.
    void equalModelsDifferOnceInTwenty()
    {
        int different = 0;
        constexpr int studies = 1000;
        for (unsigned seed = 1; seed <= studies; ++seed) {
            std::mt19937 generator(seed);
            std::normal_distribution<double> normal;
            Cases cases;
            for (int i = 0; i < 120; ++i) {
                const double shared = normal(generator) + (i % 3 == 0 ? 1 : 0);
                cases.labels.push_back(i % 3 == 0);
                cases.first.push_back(shared + normal(generator));
                cases.second.push_back(shared + normal(generator));
            }
            different += compareAuc(cases.first, cases.second, cases.labels)->p < 0.05 ? 1 : 0;
        }
        QVERIFY2(different > 25 && different < 80, qPrintable(QString::number(different)));
    }

    void theSameModelTwiceDiffersInNothing()
    {
        const auto cases = draw(50, 3, 0);
        const auto paired = compareAuc(cases.first, cases.first, cases.labels);
        QVERIFY(paired);
        QCOMPARE(paired->difference.value, 0.0);
        QVERIFY(std::isnan(paired->p)); // nothing varies: there is no test
        const auto calls = compareCalls(cases.first, 0.5, cases.first, 0.5, cases.labels);
        QCOMPARE(calls->firstAlone + calls->secondAlone, 0L);
        QVERIFY(std::isnan(calls->p)); // nor is there a call to test
        QVERIFY(std::isnan(mcNemar(0, 0, 0, 0).p));
        QCOMPARE(mcNemar(7, 1, 1, 3).p, 1.0); // one call each way is a test, though it tells nothing
    }

    void differenceByPatientIsWiderThanByImage()
    {
        const auto single = draw(120, 5, 0);
        Cases repeated;
        std::vector<int> patients, images;
        for (std::size_t i = 0; i < single.labels.size(); ++i)
            for (int copy = 0; copy < 4; ++copy) {
                repeated.first.push_back(single.first[i]);
                repeated.second.push_back(single.second[i]);
                repeated.labels.push_back(single.labels[i]);
                patients.push_back(static_cast<int>(i));
                images.push_back(static_cast<int>(images.size()));
            }
        const auto byPatient = *aucDifferenceByGroup(repeated.first, repeated.second, repeated.labels, patients, 500, 1);
        const auto byImage = *aucDifferenceByGroup(repeated.first, repeated.second, repeated.labels, images, 500, 1);
        const double delong = compareAuc(single.first, single.second, single.labels)->standardError;
        QVERIFY(byPatient.high - byPatient.low > 1.6 * (byImage.high - byImage.low));
        // With whole patients the bootstrap says what DeLong says of one image each.
        QVERIFY(std::abs((byPatient.high - byPatient.low) / (2 * 1.96 * delong) - 1) < 0.15);
    }

    void tooFewCasesAreRefused()
    {
        const std::vector<double> scores{0.1, 0.5, 0.9};
        QCOMPARE(compareAuc(scores, scores, std::vector<int>{0, 0, 1}).error().kind, FailureKind::NoLabelledImages);
        QCOMPARE(compareAuc(scores, std::vector<double>{0.1}, std::vector<int>{0, 0, 1}).error().kind, FailureKind::BadArgument);
        const std::vector<double> broken{0.1, std::nan(""), 0.9};
        QCOMPARE(compareAuc(scores, broken, std::vector<int>{0, 0, 1}).error().kind, FailureKind::BadNumber);
        QCOMPARE(compareAuc(scores, broken, std::vector<int>{0, 0, 1}).error().detail, std::string("row 2"));
    }

    /// A single positive case says nothing of how positives spread.
    void oneCaseOfAClassLeavesTheIntervalOpen()
    {
        const auto area = auc(std::vector<double>{0.1, 0.6, 0.5, 0.2}, std::vector<int>{0, 0, 1, 0});
        QVERIFY(std::abs(area->value - 2.0 / 3) < 1e-12);
        QCOMPARE(area->low, 0.0);
        QCOMPARE(area->high, 1.0);
    }
};

QTEST_APPLESS_MAIN(TestDelong)
#include "tst_delong.moc"
