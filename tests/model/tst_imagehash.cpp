#include "model/imagehash.h"

#include <QTest>

#include <opencv2/core.hpp>

#include <bit>
#include <map>
#include <random>
#include <set>

using namespace lucency::model;

namespace {

using Looks = std::vector<std::optional<ImageHash>>;

ImageHash randomHash(std::mt19937_64& generator)
{
    return {generator(), generator(), generator(), generator()};
}

ImageHash withBitsChanged(ImageHash hash, int bits, std::mt19937_64& generator)
{
    std::set<std::uint64_t> chosen;
    while (static_cast<int>(chosen.size()) < bits)
        chosen.insert(generator() % 256);
    for (const auto bit : chosen)
        hash[bit / 64] ^= std::uint64_t{1} << (bit % 64);
    return hash;
}

/// Which images are joined, by what is compared with what: each image's lowest relative.
std::vector<std::size_t> joined(const Looks& looks, const Twins& twins)
{
    std::vector<std::size_t> lowest(looks.size());
    for (std::size_t i = 0; i < lowest.size(); ++i)
        lowest[i] = i;
    for (std::size_t pass = 0; pass < lowest.size(); ++pass) {
        bool changed = false;
        for (const auto& [a, b] : twins) {
            const auto low = std::min(lowest[a], lowest[b]);
            changed = changed || lowest[a] != low || lowest[b] != low;
            lowest[a] = lowest[b] = low;
        }
        if (!changed) break;
    }
    return lowest;
}

Twins everyPair(const Looks& looks, int bitsApart)
{
    Twins twins;
    for (std::size_t a = 0; a < looks.size(); ++a)
        for (std::size_t b = a + 1; b < looks.size(); ++b) {
            if (!looks[a] || !looks[b]) continue;
            int apart = 0;
            for (std::size_t word = 0; word < 4; ++word)
                apart += std::popcount((*looks[a])[word] ^ (*looks[b])[word]);
            if (apart <= bitsApart) twins.emplace_back(a, b);
        }
    return twins;
}

} // namespace

class TestImageHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twinsAreThoseOfComparingEveryPair_data();
    void twinsAreThoseOfComparingEveryPair();
    void manyCopiesAreOneCircle();
    void imageThatIsALittleBrighterLooksTheSame();
};

void TestImageHash::twinsAreThoseOfComparingEveryPair_data()
{
    QTest::addColumn<int>("bitsApart");
    for (const int bits : {0, 1, 6, 12})
        QTest::addRow("%d bits", bits) << bits;
}

void TestImageHash::twinsAreThoseOfComparingEveryPair()
{
    QFETCH(int, bitsApart);
    std::mt19937_64 generator(static_cast<unsigned>(bitsApart) + 1);
    Looks looks;
    for (int i = 0; i < 600; ++i) {
        looks.emplace_back(randomHash(generator));
        // Copies that are just close enough, and just not.
        if (i % 3 == 0) looks.emplace_back(withBitsChanged(*looks.back(), bitsApart, generator));
        if (i % 5 == 0) looks.emplace_back(withBitsChanged(*looks.back(), bitsApart + 1, generator));
        if (i % 7 == 0) looks.emplace_back(std::nullopt);
        if (i % 11 == 0) looks.push_back(looks[looks.size() / 2]);
    }
    const auto expected = everyPair(looks, bitsApart), got = findTwins(looks, bitsApart);
    QVERIFY(expected.size() > 150);
    QVERIFY(joined(looks, got) == joined(looks, expected));
    QVERIFY(std::is_sorted(got.begin(), got.end()));
    for (const auto& [a, b] : got)
        QVERIFY(a < b && looks[a] && looks[b]);
}

void TestImageHash::manyCopiesAreOneCircle()
{
    const Looks looks(20'000, ImageHash{1, 2, 3, 4});
    const auto twins = findTwins(looks);
    QCOMPARE(twins.size(), looks.size() - 1); // and not 200 million pairs
    const auto lowest = joined(looks, twins);
    QVERIFY(std::all_of(lowest.begin(), lowest.end(), [](std::size_t i) { return i == 0; }));
}

void TestImageHash::imageThatIsALittleBrighterLooksTheSame()
{
    cv::RNG random(4);
    cv::Mat image(64, 64, CV_8UC1), other(64, 64, CV_8UC1), exact;
    random.fill(image, cv::RNG::UNIFORM, 0, 230);
    random.fill(other, cv::RNG::UNIFORM, 0, 230);
    image.convertTo(exact, CV_32F);
    const Looks looks{differenceHash(image), differenceHash(other), differenceHash(image * 0.9 + 20), differenceHash(exact)};
    QVERIFY((findTwins(looks) == Twins{{0, 2}, {0, 3}}));
}

QTEST_APPLESS_MAIN(TestImageHash)
#include "tst_imagehash.moc"
