#include "imaging/phantom.h"
#include "imaging/preprocess.h"
#include "imaging/read.h"
#include "model/imagelook.h"
#include "model/likelooks.h"
#include "model/relieffit.h"
#include "model/twinsearch.h"
#include "tests/support/data.h"

#include <QTest>

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <stdexcept>

using namespace lucency;
using namespace lucency::model;

namespace {

constexpr int people = 20, side = 192;

cv::Mat bytesOf(const imaging::Radiograph& radiograph, int size)
{
    cv::Mat reduced, bytes;
    cv::resize(imaging::presentationValues(radiograph), reduced, {size, size}, 0, 0, cv::INTER_AREA);
    reduced.convertTo(bytes, CV_8U, 1.0 / 257);
    return bytes;
}

/// A drawn person, as a cohort would keep the image.
cv::Mat person(int seed, int visit = 0)
{
    auto description = imaging::describePhantom(static_cast<std::uint64_t>(seed));
    description.exposure = static_cast<std::uint64_t>(visit);
    description.size = 224;
    imaging::Radiograph radiograph;
    radiograph.pixels = imaging::drawPhantom(description).pixels;
    radiograph.bitsStored = 12;
    radiograph.meaning.windows.push_back({2047.5, 4095, imaging::VoiFunction::LinearExact, ""});
    radiograph.identity.isDicom = true;
    return bytesOf(radiograph, 224);
}

const std::vector<cv::Mat>& persons()
{
    static const auto drawn = [] {
        std::vector<cv::Mat> images;
        for (int i = 0; i < people; ++i)
            images.push_back(person(100 + i));
        return images;
    }();
    return drawn;
}

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

cv::Mat turned(const cv::Mat& image, double degrees, int border = cv::BORDER_REPLICATE)
{
    cv::Mat result;
    const cv::Point2f middle(static_cast<float>(image.cols) / 2, static_cast<float>(image.rows) / 2);
    cv::warpAffine(image, result, cv::getRotationMatrix2D(middle, degrees, 1), image.size(), cv::INTER_LINEAR, border);
    return result;
}

cv::Mat cropped(const cv::Mat& image, int pixels)
{
    return image(cv::Rect(pixels, pixels, image.cols - 2 * pixels, image.rows - 2 * pixels)).clone();
}

cv::Mat framed(const cv::Mat& image, int top, int left, int grey)
{
    cv::Mat result;
    cv::copyMakeBorder(image, result, top, top / 2, left, left / 2, cv::BORDER_CONSTANT, cv::Scalar::all(grey));
    return result;
}

cv::Mat shifted(const cv::Mat& image, double x, double y)
{
    cv::Mat result;
    cv::warpAffine(image, result, cv::Mat((cv::Mat_<double>(2, 3) << 1, 0, x, 0, 1, y)), image.size());
    return result;
}

cv::Mat mirrored(const cv::Mat& image)
{
    cv::Mat result;
    cv::flip(image, result, 1);
    return result;
}

cv::Mat inverted(const cv::Mat& image)
{
    cv::Mat result;
    cv::bitwise_not(image, result);
    return result;
}

cv::Mat equalised(const cv::Mat& image)
{
    cv::Mat result;
    cv::equalizeHist(image, result);
    return result;
}

cv::Mat withGamma(const cv::Mat& image, double gamma)
{
    cv::Mat table(1, 256, CV_8U), result;
    for (int grey = 0; grey < 256; ++grey)
        table.at<uchar>(grey) = cv::saturate_cast<uchar>(255 * std::pow(grey / 255.0, gamma));
    cv::LUT(image, table, result);
    return result;
}

cv::Mat noisy(const cv::Mat& image)
{
    cv::Mat noise(image.size(), CV_16S), result;
    cv::RNG random(7);
    random.fill(noise, cv::RNG::NORMAL, 0, 6);
    cv::add(image, noise, result, {}, CV_8U);
    return result;
}

cv::Mat lettered(const cv::Mat& image)
{
    cv::Mat result = image.clone();
    cv::putText(result, "R 12:33", {5, 20}, cv::FONT_HERSHEY_SIMPLEX, 0.6, cv::Scalar::all(255), 2);
    return result;
}

/// The place of an image's lowest relative, for all of them.
std::vector<std::size_t> joined(std::size_t count, const Twins& twins)
{
    std::vector<std::size_t> lowest(count);
    for (std::size_t i = 0; i < count; ++i)
        lowest[i] = i;
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& [one, other] : twins) {
            const auto low = std::min(lowest[one], lowest[other]);
            changed = changed || lowest[one] != low || lowest[other] != low;
            lowest[one] = lowest[other] = low;
        }
    }
    return lowest;
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
    void bordersAreCutOff_data();
    void bordersAreCutOff();
    void invertedReliefIsTheNegative();
    void fitFindsThePlacement();
    void likeLooksNameTheVariant_data();
    void likeLooksNameTheVariant();
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
    QTest::newRow("cropped by 2 %") << Change([](const cv::Mat& image) { return cropped(image, 5); });
    QTest::newRow("shifted") << Change([](const cv::Mat& image) { return shifted(image, 5, -4); });
    QTest::newRow("black frame") << Change([](const cv::Mat& image) { return framed(image, 15, 15, 0); });
    QTest::newRow("white frame, wider on one side") << Change([](const cv::Mat& image) { return framed(image, 4, 40, 255); });
    QTest::newRow("mirrored") << Change(mirrored);
    QTest::newRow("inverted") << Change(inverted);
    QTest::newRow("mirrored and inverted") << Change([](const cv::Mat& image) { return mirrored(inverted(image)); });
    QTest::newRow("mirrored and turned") << Change([](const cv::Mat& image) { return turned(mirrored(image), 2); });
    QTest::newRow("inverted and cropped") << Change([](const cv::Mat& image) { return cropped(inverted(image), 4); });
    QTest::newRow("equalised") << Change(equalised);
    QTest::newRow("gamma 0.6") << Change([](const cv::Mat& image) { return withGamma(image, 0.6); });
    QTest::newRow("gamma 1.6") << Change([](const cv::Mat& image) { return withGamma(image, 1.6); });
    QTest::newRow("noise") << Change(noisy);
    QTest::newRow("letters burnt in") << Change(lettered);
    QTest::newRow("turned, cropped and equalised") << Change([](const cv::Mat& image) { return equalised(cropped(turned(image, 2), 4)); });
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
    QTest::newRow("a quarter of it") << Change([](const cv::Mat& image) { return cropped(image, 56); });
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
        images.push_back(kept(mirrored(cropped(image, 3))));
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

void TestTwinSearch::bordersAreCutOff_data()
{
    QTest::addColumn<int>("top");
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("grey");
    QTest::newRow("none") << 0 << 0 << 0;
    QTest::newRow("black") << 20 << 20 << 0;
    QTest::newRow("white") << 10 << 30 << 255;
    QTest::newRow("at the sides alone") << 0 << 24 << 128;
}

void TestTwinSearch::bordersAreCutOff()
{
    QFETCH(int, top);
    QFETCH(int, left);
    QFETCH(int, grey);
    cv::Mat image(100, 120, CV_8U);
    cv::RNG random(3);
    random.fill(image, cv::RNG::UNIFORM, 0, 256);
    const auto content = contentOf(framed(image, top, left, grey));
    // Beside what was cut a line more goes.
    const auto more = [](int border) { return border > 0 ? 1 : 0; };
    QCOMPARE(content.x, left + more(left));
    QCOMPARE(content.y, top + more(top));
    QCOMPARE(content.width, 120 - 2 * more(left));
    QCOMPARE(content.height, 100 - 2 * more(top));
    // Of what is one grey all over something is left.
    const auto plain = contentOf(cv::Mat(100, 120, CV_8U, cv::Scalar::all(grey)));
    QVERIFY(plain.width >= 50 && plain.height >= 40);
}

void TestTwinSearch::invertedReliefIsTheNegative()
{
    const auto relief = reliefOf(persons()[0], 64), negative = reliefOf(inverted(persons()[0]), 64);
    QCOMPARE(relief.type(), CV_8SC1);
    QVERIFY(cv::countNonZero(relief) > 3000);
    cv::Mat sum;
    cv::add(relief, negative, sum, {}, CV_32S);
    QVERIFY(cv::norm(sum, cv::NORM_INF) <= 2);
}

void TestTwinSearch::fitFindsThePlacement()
{
    constexpr double degrees = 3, radians = degrees * std::numbers::pi / 180;
    const auto relief = reliefOf(persons()[0], 64);
    ReliefFitter fitter(relief);
    const auto fit = fitter.fit(reliefOf(turned(persons()[0], degrees), 64), {}, 1, 12);
    QVERIFY2(fit.likeness > 0.93, qPrintable(QString::number(fit.likeness)));
    QVERIFY(std::abs(fit.place.a - std::cos(radians)) < 0.01);
    QVERIFY(std::abs(fit.place.b - std::sin(radians)) < 0.01);
    QVERIFY(std::abs(fit.place.d + std::sin(radians)) < 0.01);
    QVERIFY(std::abs(fit.place.c) < 0.3 && std::abs(fit.place.f) < 0.3);
    QVERIFY(fitter.fit(reliefOf(persons()[1], 64), {}, 1, 12).likeness < 0.8);
    // With the wrong sign nothing fits, and without any relief nothing does.
    QVERIFY(fitter.fit(relief, {}, -1, 12).likeness < 0.5);
    QVERIFY(ReliefFitter(cv::Mat::zeros(64, 64, CV_8S)).fit(relief, {}, 1, 12).likeness < 0.5);
    QVERIFY(fitter.fit(cv::Mat::zeros(64, 64, CV_8S), {}, 1, 12).likeness < 0.5);
    QCOMPARE(fitter.fit(relief, {}, 1, 0).likeness > 0.999, true);
}

void TestTwinSearch::likeLooksNameTheVariant_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("isMirrored");
    QTest::addColumn<bool>("isInverted");
    QTest::newRow("turned") << Change([](const cv::Mat& image) { return turned(image, 2); }) << false << false;
    QTest::newRow("mirrored") << Change(mirrored) << true << false;
    QTest::newRow("inverted") << Change(inverted) << false << true;
    QTest::newRow("both") << Change([](const cv::Mat& image) { return inverted(mirrored(image)); }) << true << true;
}

void TestTwinSearch::likeLooksNameTheVariant()
{
    QFETCH(Change, change);
    QFETCH(bool, isMirrored);
    QFETCH(bool, isInverted);
    std::vector<ImageLook> looks;
    for (const auto& image : persons())
        looks.push_back(lookAt(image));
    looks.push_back(lookAt(change(persons()[5])));
    looks.push_back(lookAt(cv::Mat(side, side, CV_8U, cv::Scalar::all(90))));
    QVERIFY(looks.back().isPlain);
    const auto like = likeLooks(looks, 2);
    QCOMPARE(like.size(), looks.size());
    QVERIFY(like.back().empty());
    QVERIFY(!like[people].empty());
    const auto& best = like[people].front();
    QCOMPARE(best.image, 5U);
    QCOMPARE(best.mirrored, isMirrored);
    QCOMPARE(best.inverted, isInverted);
    for (std::size_t i = 0; i < like.size(); ++i)
        for (const auto& each : like[i])
            QVERIFY(each.image < i);
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
        images.push_back(bytesOf(*radiograph, side));
        const auto whole = bytesOf(*radiograph, 224);
        copies.push_back(kept(i % 2 ? cropped(turned(whole, 2), 4) : framed(mirrored(whole), 9, 12, 0)));
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
