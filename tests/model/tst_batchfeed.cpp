#include "model/dataset.h"
#include "model/trainerfeed.h"
#include "tests/support/model/drawncases.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/imgcodecs.hpp>

#include <cmath>
#include <cstring>
#include <numeric>

using namespace lucency;
using namespace lucency::model;

namespace {

/// Drawn cases in a folder, every second with an effusion; nobody knows of a mass.
class DrawnCohort {
public:
    explicit DrawnCohort(int images)
    {
        m_cohort.findings = {"Effusion", "Mass"};
        for (int i = 0; i < images; ++i) {
            CohortImage image;
            image.path = std::to_string(i) + ".png";
            image.labels = {i % 2 ? Label::Present : Label::Absent, Label::Unknown};
            cv::imwrite(fileOf(i).toStdString(), test::drawCase(i % 2 == 1, i));
            m_cohort.images.push_back(image);
            m_all.push_back(static_cast<std::size_t>(i));
        }
    }

    const Cohort& cohort() const { return m_cohort; }
    const std::vector<std::size_t>& all() const { return m_all; }
    QString fileOf(int i) const { return m_folder.filePath(QStringLiteral("%1.png").arg(i)); }

    Pixels pixels(const std::filesystem::path& cache = {}) const
    {
        const auto decoded = decodeForTraining({m_cohort, m_all, m_folder.path().toStdString(), {cache}, 2, {}}, 40, {});
        return decoded ? *decoded : Pixels();
    }

private:
    QTemporaryDir m_folder;
    Cohort m_cohort;
    std::vector<std::size_t> m_all;
};

std::vector<Batch> batchesOf(BatchFeed& feed)
{
    std::vector<Batch> batches;
    while (auto batch = feed.next())
        batches.push_back(*std::move(batch));
    return batches;
}

/// Bit for bit: a label that is unknown is NaN, which equals nothing.
bool same(const std::vector<float>& a, const std::vector<float>& b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

/// Every kind of augmentation at once.
Recipe everythingRecipe()
{
    auto recipe = test::smallRecipe(1);
    recipe.augmentation.zoom = {0.8, 1.2, 1};
    recipe.augmentation.shiftX = recipe.augmentation.shiftY = {-0.1, 0.1, 1};
    recipe.augmentation.shear = {-10, 10, 0.5};
    recipe.augmentation.gamma = {0.7, 1.4, 1};
    recipe.augmentation.contrast = {0.7, 1.3, 0.5};
    recipe.augmentation.blur = {0.1, 1, 0.5};
    recipe.augmentation.cutOut = {0.1, 0.3, 0.5};
    recipe.data.front().foreignSurroundings = 0.5;
    return recipe;
}

} // namespace

class TestBatchFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameBatchesFromAnyPlace();
    void sameBatchesFromAnyNumberOfThreads_data();
    void sameBatchesFromAnyNumberOfThreads();
    void foreignSurroundingsLeaveTheLungsAndTheLabel();
    void abandonedFeedEnds();
    void imageThatIsDamagedAndGoneEndsTheEpochWithItsName();
};

void TestBatchFeed::sameBatchesFromAnyPlace()
{
    const auto recipe = test::smallRecipe(1);
    const DrawnCohort drawn(34);
    const auto pixels = drawn.pixels();
    const auto order = epochOrder(recipe, drawn.cohort(), drawn.all(), 3);
    QVERIFY(order != epochOrder(recipe, drawn.cohort(), drawn.all(), 4));
    BatchFeed whole(recipe, drawn.cohort(), pixels, 3, order, 0), late(recipe, drawn.cohort(), pixels, 3, order, 2);
    const auto batches = batchesOf(whole);
    QCOMPARE(batches.size(), std::size_t{3}); // 34 images in tens: the rest of 4 waits for the next epoch's order
    const auto third = late.next();
    QVERIFY(third.has_value());
    QVERIFY(same(third->images, batches[2].images));
    QCOMPARE(third->labels[0], batches[2].labels[0]);
    QVERIFY(std::isnan(third->labels[1]));
    QVERIFY(!late.next().has_value());
    QVERIFY(!late.failure().has_value());
    QVERIFY(!same(batches[0].images, batches[1].images));
}

void TestBatchFeed::sameBatchesFromAnyNumberOfThreads_data()
{
    QTest::addColumn<int>("threads");
    QTest::newRow("two") << 2;
    QTest::newRow("four") << 4;
    QTest::newRow("more than batches") << 16;
}

void TestBatchFeed::sameBatchesFromAnyNumberOfThreads()
{
    QFETCH(int, threads);
    const auto recipe = everythingRecipe();
    const DrawnCohort drawn(120);
    const auto pixels = drawn.pixels();
    const auto order = epochOrder(recipe, drawn.cohort(), drawn.all(), 0);
    BatchFeed one(recipe, drawn.cohort(), pixels, 0, order, 0, 1), several(recipe, drawn.cohort(), pixels, 0, order, 0, threads);
    const auto expected = batchesOf(one), got = batchesOf(several);
    QCOMPARE(expected.size(), std::size_t{12});
    QCOMPARE(got.size(), expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        QVERIFY2(same(got[i].images, expected[i].images), qPrintable(QStringLiteral("images of batch %1").arg(i)));
        QVERIFY2(same(got[i].labels, expected[i].labels), qPrintable(QStringLiteral("labels of batch %1").arg(i)));
    }
}

void TestBatchFeed::foreignSurroundingsLeaveTheLungsAndTheLabel()
{
    auto plain = test::smallRecipe(1);
    plain.augmentation = {};
    plain.input.inputSize = plain.cacheSize;
    plain.input.normalisation = imaging::Normalisation::Unit;
    auto foreign = plain;
    foreign.data.front().foreignSurroundings = 1;
    const DrawnCohort drawn(30);
    const auto pixels = drawn.pixels();
    BatchFeed one(plain, drawn.cohort(), pixels, 0, drawn.all(), 0), other(foreign, drawn.cohort(), pixels, 0, drawn.all(), 0);
    const auto own = batchesOf(one), mixed = batchesOf(other);
    QCOMPARE(mixed.size(), own.size());
    const auto size = static_cast<std::size_t>(plain.cacheSize);
    const auto lung = size * (size * 44 / 100) + size * 30 / 100, edge = size * (size * 95 / 100) + size / 2;
    int changed = 0, all = 0;
    for (std::size_t b = 0; b < own.size(); ++b) {
        QVERIFY(same(own[b].labels, mixed[b].labels));
        for (int i = 0; i < own[b].count; ++i, ++all) {
            const auto first = static_cast<std::size_t>(i) * size * size;
            QVERIFY(std::abs(own[b].images[first + lung] - mixed[b].images[first + lung]) < 1e-6F);
            changed += own[b].images[first + edge] != mixed[b].images[first + edge];
        }
    }
    QVERIFY2(changed > all * 3 / 4, "an image may be its own neighbour, or agree with it by chance, but seldom");
}

void TestBatchFeed::abandonedFeedEnds()
{
    const auto recipe = test::smallRecipe(1);
    const DrawnCohort drawn(200);
    const auto pixels = drawn.pixels();
    BatchFeed feed(recipe, drawn.cohort(), pixels, 0, drawn.all(), 0, 3);
    QVERIFY(feed.next().has_value()); // its destructor has to wake threads that wait for room
}

void TestBatchFeed::imageThatIsDamagedAndGoneEndsTheEpochWithItsName()
{
    const auto recipe = test::smallRecipe(1);
    const DrawnCohort drawn(40);
    const QTemporaryDir cache;
    const auto pixels = drawn.pixels(cache.path().toStdString());
    QFile store(cache.filePath(QStringLiteral("training-40-2.pixels")));
    QVERIFY(store.open(QIODevice::ReadWrite));
    QVERIFY(store.seek(store.size() - 1));
    QVERIFY(store.putChar('\x7f') && store.flush()); // the last image that was appended: nobody knows which of two threads did
    for (const auto i : drawn.all())
        QVERIFY(QFile::remove(drawn.fileOf(static_cast<int>(i))));
    BatchFeed feed(recipe, drawn.cohort(), pixels, 0, drawn.all(), 0, 2);
    const auto batches = batchesOf(feed);
    QVERIFY(feed.failure().has_value());
    QVERIFY(batches.size() < 4);
    QCOMPARE(feed.failure()->kind, FailureKind::NotFound);
    QVERIFY(feed.failure()->subject.ends_with(".png"));
}

QTEST_APPLESS_MAIN(TestBatchFeed)
#include "tst_batchfeed.moc"
