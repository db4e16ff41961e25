#include "model/trainergate.h"

#include "imaging/collimation.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>

using namespace lucency;
using namespace lucency::model;

/// Which images a gate is fitted to, and whether its limits hold for every source of them.
class TestTrainerGate : public QObject {
    Q_OBJECT

    static constexpr int size = 16;

    static Recipe recipe(int sources)
    {
        Recipe made;
        made.seed = 5;
        for (int s = 0; s < sources; ++s) {
            made.data.emplace_back().name = std::string(1, static_cast<char>('a' + s));
            made.data.back().kind = SourceKind::Folders;
        }
        made.input = {size, 1, imaging::Normalisation::Unit};
        return made;
    }

    /// So many images of each source, one source after the other.
    static Cohort cohort(const std::vector<int>& counts)
    {
        Cohort made;
        for (std::size_t s = 0; s < counts.size(); ++s)
            for (int i = 0; i < counts[s]; ++i) {
                auto& image = made.images.emplace_back();
                image.source = static_cast<int>(s);
                image.path = std::to_string(made.images.size()) + ".png";
            }
        return made;
    }

    static std::vector<std::size_t> all(const Cohort& cohort)
    {
        std::vector<std::size_t> which(cohort.images.size());
        std::iota(which.begin(), which.end(), std::size_t{0});
        return which;
    }

    static std::vector<long> perSource(const Cohort& cohort, std::span<const std::size_t> which, int sources)
    {
        std::vector<long> counts(static_cast<std::size_t>(sources));
        for (const auto i : which)
            ++counts[static_cast<std::size_t>(cohort.images[i].source)];
        return counts;
    }

    /// Images of noise, those of the second source with more of it, some of them with much more: features further out. They may differ
    /// in the grey of each of sixteen fields, too.
    static bool writeNoise(const QTemporaryDir& folder, const Cohort& cohort, double variety = 0)
    {
        std::mt19937 generator(7);
        std::normal_distribution<double> fields(0, 1);
        return std::ranges::all_of(cohort.images, [&](const auto& image) {
            cv::Mat grey(size, size, CV_8U);
            std::exponential_distribution<double> more(1.0 / 12);
            std::normal_distribution<double> noise(0, image.source == 1 ? 8 + more(generator) : 8);
            std::array<double, 16> offsets{};
            if (variety > 0)
                for (double& offset : offsets)
                    offset = variety * fields(generator);
            for (int y = 0; y < size; ++y)
                for (int x = 0; x < size; ++x) {
                    const double own = offsets[static_cast<std::size_t>(y / 4 * 4 + x / 4)];
                    grey.at<uchar>(y, x) = cv::saturate_cast<uchar>(90 + 4 * y + 2 * x + own + noise(generator));
                }
            return cv::imwrite(folder.filePath(QString::fromStdString(image.path)).toStdString(), grey);
        });
    }

    static PartInputs decoded(const QTemporaryDir& folder, const Cohort& cohort, const std::vector<std::size_t>& which)
    {
        auto pixels = decodeForScoring({cohort, which, folder.path().toStdString()}, size, {});
        return {which, pixels ? *std::move(pixels) : Pixels{}};
    }

    /// The "network": the means of four by four pixels, and nothing else.
    static std::vector<std::vector<float>> features(std::span<const cv::Mat> inputs)
    {
        std::vector<std::vector<float>> rows;
        for (const auto& input : inputs) {
            auto& row = rows.emplace_back();
            for (int y = 0; y < size; y += 4)
                for (int x = 0; x < size; x += 4)
                    row.push_back(static_cast<float>(cv::mean(input(cv::Rect(x, y, 4, 4)))[0]));
        }
        return rows;
    }
    static inline const std::vector<int> stages{16};

    /// How many the gate refuses; -1 where they cannot be read.
    static int refusedBy(const Gate& gate, const PartInputs& part, const Recipe& recipe, const ChangeInput& changeGrey = {})
    {
        int refused = 0;
        const auto count = [&](std::span<const cv::Mat> inputs) {
            for (const auto& row : features(inputs))
                refused += judge(gate, row).refusal ? 1 : 0;
        };
        return feedInBlocks(part, recipe.input, count, {}, changeGrey) ? refused : -1;
    }

private Q_SLOTS:
    void everySourceHasItsTurn_data()
    {
        QTest::addColumn<std::vector<int>>("there");
        QTest::addColumn<std::vector<long>>("taken");
        QTest::newRow("one source") << std::vector{2000} << std::vector{1200L};
        QTest::newRow("a large one and a smaller one") << std::vector{4000, 1000} << std::vector{1200L, 1000L};
        QTest::newRow("a large one and a small one") << std::vector{4000, 90} << std::vector{1200L, 90L};
        QTest::newRow("more than there is room for") << std::vector{900, 900, 900} << std::vector{800L, 800L, 800L};
        QTest::newRow("few of both") << std::vector{70, 40} << std::vector{70L, 40L};
    }
    void everySourceHasItsTurn()
    {
        QFETCH(std::vector<int>, there);
        QFETCH(std::vector<long>, taken);
        const int sources = static_cast<int>(there.size());
        const auto images = cohort(there);
        const auto chosen = gateImages(recipe(sources), images, all(images));
        QCOMPARE(perSource(images, chosen, sources), taken);
        QCOMPARE(std::set<std::size_t>(chosen.begin(), chosen.end()).size(), chosen.size());
        QCOMPARE(gateImages(recipe(sources), images, all(images)), chosen); // the same ones for the same seed
    }

    void phantomsTakeNoPart()
    {
        auto two = recipe(2);
        two.data[1].kind = SourceKind::Phantoms;
        const auto images = cohort({300, 300});
        QCOMPARE(perSource(images, gateImages(two, images, all(images)), 2), (std::vector{300L, 0L}));
    }

    void limitsHoldForEverySource()
    {
        QTemporaryDir folder;
        auto images = cohort({700, 60, 300, 40, 500});
        // Validation part: the third and fourth of these; test: the fifth.
        std::array<std::vector<std::size_t>, 3> parts;
        for (std::size_t i = 0; i < images.images.size(); ++i) {
            auto& source = images.images[i].source;
            parts[source == 4 ? 2U : source >= 2 ? 1U : 0U].push_back(i);
            source = source == 4 ? 1 : source % 2;
        }
        QVERIFY(writeNoise(folder, images));
        const auto two = recipe(2);
        const auto training = decoded(folder, images, gateImages(two, images, parts[0]));
        const auto gate = fitGateFor(two, images, training, decoded(folder, images, parts[1]), stages, features, {});
        QVERIFY(gate && *gate);
        QCOMPARE((*gate)->validationImages, 340L);
        // The same images, those of the validation part all said to be of the first source.
        for (const auto i : parts[1])
            images.images[i].source = 0;
        const auto together = fitGateFor(two, images, training, decoded(folder, images, parts[1]), stages, features, {});
        QVERIFY(together && *together);
        QCOMPARE((*together)->validationImages, 340L);
        const auto test = decoded(folder, images, parts[2]);
        const int bySource = refusedBy(**gate, test, two), inOneHeap = refusedBy(**together, test, two);
        QVERIFY2(bySource >= 0 && bySource <= 25, qPrintable(QString::number(bySource)));
        QVERIFY2(inOneHeap > bySource, qPrintable(QString::number(inOneHeap)));
    }

    void bandsAroundTheFieldAreNoReasonToRefuse()
    {
        QTemporaryDir folder;
        const auto images = cohort({700});
        QVERIFY(writeNoise(folder, images, 25));
        const auto which = all(images);
        const auto one = recipe(1);
        const auto part = [&](std::ptrdiff_t from, std::ptrdiff_t to) {
            return decoded(folder, images, {which.begin() + from, which.begin() + to});
        };
        const auto gate = fitGateFor(one, images, part(0, 400), part(400, 500), stages, features, {});
        QVERIFY(gate && *gate);
        const auto test = part(500, 700);
        std::uint64_t seed = 1000;
        const int plain = refusedBy(**gate, test, one);
        const int banded = refusedBy(**gate, test, one, [&](const cv::Mat& grey) { return imaging::collimated(grey, ++seed); });
        QVERIFY2(plain >= 0 && plain <= 10, qPrintable(QString::number(plain)));
        QVERIFY2(banded >= 0 && banded <= 70, qPrintable(QString::number(banded)));
        const int turned = refusedBy(**gate, test, one, [](const cv::Mat& grey) {
            cv::Mat upsideDown;
            cv::rotate(grey, upsideDown, cv::ROTATE_180);
            return upsideDown;
        });
        QVERIFY2(turned >= 190, qPrintable(QString::number(turned)));
    }
};

QTEST_APPLESS_MAIN(TestTrainerGate)
#include "tst_trainergate.moc"
