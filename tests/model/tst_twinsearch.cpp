#include "imaging/preprocess.h"
#include "imaging/read.h"
#include "model/twinsearch.h"
#include "tests/support/data.h"
#include "tests/support/model/imagecopies.h"

#include <QTest>

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

using namespace lucency;
using namespace lucency::model;
using namespace lucency::test;

namespace {

constexpr int side = 192;

cv::Mat kept(const cv::Mat& image)
{
    cv::Mat reduced;
    if (!image.empty()) cv::resize(image, reduced, {side, side}, 0, 0, cv::INTER_AREA);
    return reduced;
}

std::vector<std::optional<ImageHash>> hashesOf(const std::vector<cv::Mat>& images)
{
    std::vector<std::optional<ImageHash>> hashes;
    for (const auto& image : images)
        hashes.push_back(image.empty() ? std::nullopt : std::optional(differenceHash(image)));
    return hashes;
}

Result<Twins> searched(const std::vector<cv::Mat>& images, int threads = 2)
{
    const auto hashes = hashesOf(images);
    return findTwins({hashes, [&images](std::size_t i) { return images[i]; }, threads});
}

using Change = std::function<cv::Mat(const cv::Mat&)>;

} // namespace

class TestTwinSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copiesAreMet_data();
    void copiesAreMet();
    void otherImagesAreNotMet_data();
    void otherImagesAreNotMet();
    void oddImages_data();
    void oddImages();
    void manyCopiesAreOneCircle();
    void theSameOnAnyNumberOfThreads();
    void aStopEndsIt();
    void whatPixelsThrowIsAFailure();
    void realRadiographs();
};

void TestTwinSearch::copiesAreMet_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("as it is") << Change([](const cv::Mat& image) { return image.clone(); });
    QTest::newRow("turned 1 degree") << Change([](const cv::Mat& image) { return turned(image, 1); });
    QTest::newRow("turned 2 degrees back") << Change([](const cv::Mat& image) { return turned(image, -2); });
    QTest::newRow("turned 3 degrees") << Change([](const cv::Mat& image) { return turned(image, 3); });
    QTest::newRow("turned 3 degrees, black corners") << Change([](const cv::Mat& image) { return turned(image, 3, cv::BORDER_CONSTANT); });
    QTest::newRow("cropped by 2 %") << Change([](const cv::Mat& image) { return cropped(image, 5 / 224.0); });
    QTest::newRow("shifted") << Change([](const cv::Mat& image) { return shifted(image, 5, -4); });
    QTest::newRow("black frame") << Change([](const cv::Mat& image) { return framed(image, 15, 15, 0); });
    QTest::newRow("white frame, wider on one side") << Change([](const cv::Mat& image) { return framed(image, 4, 40, 255); });
    QTest::newRow("mirrored") << Change(mirrored);
    QTest::newRow("inverted") << Change(inverted);
    QTest::newRow("mirrored and inverted") << Change([](const cv::Mat& image) { return mirrored(inverted(image)); });
    QTest::newRow("mirrored and turned") << Change([](const cv::Mat& image) { return turned(mirrored(image), 2); });
    QTest::newRow("inverted and cropped") << Change([](const cv::Mat& image) { return cropped(inverted(image), 4 / 224.0); });
    QTest::newRow("equalised") << Change(equalised);
    QTest::newRow("gamma 0.6") << Change([](const cv::Mat& image) { return withGamma(image, 0.6); });
    QTest::newRow("gamma 1.6") << Change([](const cv::Mat& image) { return withGamma(image, 1.6); });
    QTest::newRow("noise") << Change([](const cv::Mat& image) { return noisy(image, 6); });
    QTest::newRow("letters burnt in") << Change(lettered);
    QTest::newRow("turned, cropped and equalised")
        << Change([](const cv::Mat& image) { return equalised(cropped(turned(image, 2), 4 / 224.0)); });
}

void TestTwinSearch::copiesAreMet()
{
    QFETCH(Change, change);
    std::vector<cv::Mat> images;
    for (const auto& image : persons())
        images.push_back(kept(image));
    constexpr std::size_t copies = 8;
    for (std::size_t i = 0; i < copies; ++i)
        images.push_back(kept(change(persons()[2 * i])));
    const auto twins = searched(images);
    QVERIFY(twins.has_value());
    const auto lowest = joined(images.size(), *twins);
    for (std::size_t i = 0; i < people; ++i)
        QCOMPARE(lowest[i], i); // no two people
    for (std::size_t i = 0; i < copies; ++i)
        QCOMPARE(lowest[people + i], 2 * i);
    for (const auto& [one, other] : *twins)
        QVERIFY(one < other);
    QVERIFY(std::is_sorted(twins->begin(), twins->end()));
}

void TestTwinSearch::otherImagesAreNotMet_data()
{
    QTest::addColumn<Change>("other");
    QTest::newRow("another person") << Change([](const cv::Mat&) { return person(777); });
    QTest::newRow("the mirror image of another") << Change([](const cv::Mat&) { return mirrored(person(778)); });
    QTest::newRow("another, inverted") << Change([](const cv::Mat&) { return inverted(person(779)); });
    QTest::newRow("the same person at another visit") << Change([](const cv::Mat&) { return person(100, 3); });
    // Where it ends: these are copies, and are not recognised.
    QTest::newRow("turned 30 degrees") << Change([](const cv::Mat& image) { return turned(image, 30); });
    QTest::newRow("a quarter of it") << Change([](const cv::Mat& image) { return cropped(image, 0.25); });
    QTest::newRow("upside down") << Change([](const cv::Mat& image) { return turned(image, 180); });
}

void TestTwinSearch::otherImagesAreNotMet()
{
    QFETCH(Change, other);
    std::vector<cv::Mat> images;
    for (const auto& image : persons())
        images.push_back(kept(image));
    images.push_back(kept(other(persons().front())));
    const auto twins = searched(images);
    QVERIFY(twins.has_value());
    QVERIFY(twins->empty());
}

void TestTwinSearch::oddImages_data()
{
    QTest::addColumn<std::vector<cv::Mat>>("odd");
    QTest::addColumn<Twins>("expected");
    const auto plain = [](int size, int grey) { return cv::Mat(size, size, CV_8U, cv::Scalar::all(grey)); };
    cv::Mat exact, spot = plain(side, 0);
    kept(persons()[1]).convertTo(exact, CV_32F);
    cv::circle(spot, {60, 60}, 9, cv::Scalar::all(200), cv::FILLED);
    QTest::newRow("none") << std::vector<cv::Mat>{} << Twins{};
    QTest::newRow("no image") << std::vector<cv::Mat>{{}, {}} << Twins{};
    QTest::newRow("one") << std::vector<cv::Mat>{kept(persons()[0])} << Twins{};
    QTest::newRow("two of one grey") << std::vector<cv::Mat>{plain(side, 7), plain(side, 7), kept(persons()[0])} << Twins{{0, 1}};
    QTest::newRow("one pixel") << std::vector<cv::Mat>{plain(1, 7), kept(persons()[0])} << Twins{};
    QTest::newRow("one pixel, twice") << std::vector<cv::Mat>{plain(1, 7), plain(1, 7)} << Twins{{0, 1}};
    QTest::newRow("one pixel high") << std::vector<cv::Mat>{cv::Mat(1, 90, CV_8U, cv::Scalar::all(3)), kept(persons()[0])} << Twins{};
    QTest::newRow("a spot on black, mirrored") << std::vector<cv::Mat>{spot, mirrored(spot), kept(persons()[0])} << Twins{{0, 1}};
    QTest::newRow("as numbers with a fraction") << std::vector<cv::Mat>{kept(persons()[0]), kept(persons()[1]), exact} << Twins{{1, 2}};
    QTest::newRow("of other sizes") << std::vector<cv::Mat>{persons()[0], kept(turned(persons()[0], 2)), persons()[1]} << Twins{{0, 1}};
}

void TestTwinSearch::oddImages()
{
    QFETCH(std::vector<cv::Mat>, odd);
    QFETCH(Twins, expected);
    const auto twins = searched(odd);
    QVERIFY(twins.has_value());
    QVERIFY(*twins == expected);
}

void TestTwinSearch::manyCopiesAreOneCircle()
{
    std::vector<cv::Mat> images;
    constexpr int copies = 150;
    for (int i = 0; i < copies; ++i)
        images.push_back(kept(shifted(turned(persons()[3], (i - copies / 2) * 0.06), i % 7 - 3, i % 5 - 2)));
    for (const auto& image : persons())
        if (image.data != persons()[3].data) images.push_back(kept(image));
    const auto twins = searched(images);
    QVERIFY(twins.has_value());
    QCOMPARE(twins->size(), std::size_t{copies - 1}); // and not every pair of them
    const auto lowest = joined(images.size(), *twins);
    QVERIFY(std::all_of(lowest.begin(), lowest.begin() + copies, [](std::size_t i) { return i == 0; }));
}

void TestTwinSearch::theSameOnAnyNumberOfThreads()
{
    std::vector<cv::Mat> images;
    for (const auto& image : persons()) {
        images.push_back(kept(image));
        images.push_back(kept(turned(image, 1.5)));
        images.push_back(kept(mirrored(cropped(image, 3 / 224.0))));
    }
    const auto alone = searched(images, 1);
    QVERIFY(alone.has_value());
    QCOMPARE(alone->size(), std::size_t{2 * people});
    for (const int threads : {2, 3, 9}) {
        const auto together = searched(images, threads);
        QVERIFY(together.has_value());
        QVERIFY(*together == *alone);
    }
}

void TestTwinSearch::aStopEndsIt()
{
    std::stop_source stop;
    stop.request_stop();
    const auto hashes = hashesOf(persons());
    const auto twins = findTwins({hashes, [](std::size_t i) { return persons()[i]; }}, stop.get_token());
    QVERIFY(!twins.has_value());
    QCOMPARE(twins.error().kind, FailureKind::Cancelled);
}

void TestTwinSearch::whatPixelsThrowIsAFailure()
{
    const auto hashes = hashesOf(persons());
    const auto thrown = findTwins({hashes, [](std::size_t) -> cv::Mat { throw std::runtime_error("gone"); }, 3});
    QVERIFY(!thrown.has_value());
    QCOMPARE(thrown.error().kind, FailureKind::Internal);
    const auto full = findTwins({hashes, [](std::size_t) -> cv::Mat { throw std::bad_alloc(); }, 3});
    QVERIFY(!full.has_value());
    QCOMPARE(full.error().kind, FailureKind::OutOfMemory);
}

void TestTwinSearch::realRadiographs()
{
    LUCENCY_NEEDS_DATA;
    namespace fs = std::filesystem;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(test::dataFolder().toStdString()) / "kermany/train/NORMAL"))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<cv::Mat> images, copies;
    for (std::size_t i = 0; i < files.size() && images.size() < 240; i += 5) {
        const auto radiograph = imaging::read(files[i]);
        QVERIFY(radiograph.has_value());
        const auto whole = bytesOf(imaging::presentationValues(*radiograph), 224);
        images.push_back(bytesOf(imaging::presentationValues(*radiograph), side));
        copies.push_back(kept(i % 2 ? cropped(turned(whole, 2), 4 / 224.0) : framed(mirrored(whole), 9, 12, 0)));
    }
    const auto alone = searched(images);
    QVERIFY(alone.has_value());
    QVERIFY(alone->empty()); // every fifth file: no two of one exposure
    const auto originals = images.size();
    images.insert(images.end(), copies.begin(), copies.end());
    const auto twins = searched(images);
    QVERIFY(twins.has_value());
    std::size_t found = 0;
    for (const auto& [one, other] : *twins) {
        QCOMPARE(other, one + originals); // nobody else
        ++found;
    }
    QVERIFY2(found * 100 >= originals * 98, qPrintable(QString::number(found)));
}

QTEST_APPLESS_MAIN(TestTwinSearch)
#include "tst_twinsearch.moc"
