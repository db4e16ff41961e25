#include "imaging/preprocess.h"
#include "imaging/read.h"
#include "model/contentindex.h"
#include "model/dataset.h"
#include "model/pixelcache.h"
#include "tests/support/model/drawncases.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/imgcodecs.hpp>

#include <csignal>
#include <numeric>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lucency;
using namespace lucency::model;

namespace {

constexpr int images = 24;
constexpr auto storeFile = "training-40-2.pixels";
constexpr auto indexFile = "training-40-2.index";

/// A folder of images and a cache beside it.
class Station {
public:
    Station()
    {
        for (int i = 0; i < images; ++i) {
            CohortImage image;
            image.path = std::to_string(i) + ".png";
            image.labels = {Label::Absent};
            write(i, i);
            cohort.images.push_back(image);
            all.push_back(static_cast<std::size_t>(i));
        }
        cohort.findings = {"Effusion"};
    }

    /// Long enough ago for its state to be trusted.
    void write(int i, int seed) const
    {
        cv::imwrite(fileOf(i), test::drawCase(i % 2 == 1, seed));
        const timespec then[2] = {{1'700'000'000, 0}, {1'700'000'000 + seed, 0}};
        ::utimensat(AT_FDCWD, fileOf(i).c_str(), then, 0);
    }

    std::string fileOf(int i) const { return (std::filesystem::path(m_data.path().toStdString()) / (std::to_string(i) + ".png")).string(); }
    std::filesystem::path cacheFolder() const { return std::filesystem::path(m_cache.path().toStdString()) / "made"; }
    QString cacheFile(const char* name) const { return QString::fromStdString((cacheFolder() / name).string()); }

    DecodeJob job(int threads = 2) const { return {cohort, all, m_data.path().toStdString(), {cacheFolder()}, threads, {}}; }
    Pixels decode() const { return *decodeForTraining(job(), 40, {}); }

    Cohort cohort;
    std::vector<std::size_t> all;

private:
    QTemporaryDir m_data, m_cache;
};

bool same(const cv::Mat& a, const cv::Mat& b)
{
    return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

/// Whether every image is there and what reading its file gives.
bool holdsAll(const Pixels& pixels, const Station& station)
{
    for (const auto i : station.all) {
        const auto radiograph = imaging::read(station.fileOf(static_cast<int>(i)));
        if (!radiograph || !pixels.has(i)) return false;
        cv::Mat expected;
        imaging::presentationValues(*radiograph).convertTo(expected, CV_8U, 1.0 / 257);
        const auto got = pixels.at(i);
        if (!got || !same(*got, expected)) return false;
    }
    return true;
}

/// As many bytes of a file from an offset on, turned into others.
void damage(const QString& name, qint64 offset, qint64 bytes)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(offset));
    QByteArray there = file.read(bytes);
    for (char& byte : there)
        byte = static_cast<char>(~byte);
    QVERIFY(file.seek(offset));
    QCOMPARE(file.write(there), static_cast<qint64>(there.size()));
}

} // namespace

class TestPixelCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void secondRunDecodesNothing();
    void changedFileIsNoticed_data();
    void changedFileIsNoticed();
    void renamedFileIsNotDecodedAgain();
    void otherSizeAndOtherUseHaveTheirOwnPixels();
    void scoredPixelsAreThoseOfPreprocess();
    void damagedStoreIsRebuilt_data();
    void damagedStoreIsRebuilt();
    void storeThatIsDamagedDuringTheRunIsNotTrusted();
    void storeThatIsCutOffDuringTheRunIsNotTouchedBeyondItsEnd();
    void vanishedImageIsNamed();
    void twoProcessesFillOneStore();
    void fullDiskLeavesMemory();
    void fullDiskFailsWhereMemoryMayNotTakeIt();
    void folderThatCannotBeWritten();
    void storesUsedLongestAgoMakeRoom();
    void phantomsAreKeptToo();
    void stoppedDecodingIsCancelled();
};

void TestPixelCache::secondRunDecodesNothing()
{
    const Station station;
    const auto first = station.decode();
    QCOMPARE(first.use().decoded, std::size_t{images});
    QVERIFY(!first.use().trouble);
    QVERIFY(holdsAll(first, station));
    QVERIFY(first.use().bytesOnDisk >= images * 40 * 40);

    const auto second = station.decode();
    QCOMPARE(second.use().decoded, std::size_t{0});
    QCOMPARE(second.use().found, std::size_t{images});
    QVERIFY(holdsAll(second, station));
    QVERIFY(second.looks() == first.looks());
    QCOMPARE(second.use().bytesOnDisk, first.use().bytesOnDisk);
}

void TestPixelCache::changedFileIsNoticed_data()
{
    QTest::addColumn<bool>("keepTimes");
    QTest::newRow("as an editor does it") << false;
    QTest::newRow("with its old length and time of change") << true;
}

void TestPixelCache::changedFileIsNoticed()
{
    QFETCH(bool, keepTimes);
    const Station station;
    // Uncompressed, so that the length stays.
    const auto write = [&](int seed) {
        cv::imwrite(station.fileOf(3) + ".bmp", test::drawCase(true, seed));
        std::filesystem::rename(station.fileOf(3) + ".bmp", station.fileOf(3));
    };
    write(100);
    struct stat before {};
    QCOMPARE(::stat(station.fileOf(3).c_str(), &before), 0);
    QCOMPARE(station.decode().use().decoded, std::size_t{images});
    if (keepTimes) {
        const auto bytes = [&](int seed) {
            std::vector<uchar> encoded;
            cv::imencode(".bmp", test::drawCase(true, seed), encoded);
            return encoded;
        };
        QFile file(QString::fromStdString(station.fileOf(3)));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const auto other = bytes(101);
        QCOMPARE(file.write(reinterpret_cast<const char*>(other.data()), static_cast<qint64>(other.size())),
                 static_cast<qint64>(before.st_size));
        file.close();
        const timespec times[2] = {before.st_atim, before.st_mtim};
        QCOMPARE(::utimensat(AT_FDCWD, station.fileOf(3).c_str(), times, 0), 0);
    } else {
        write(101);
    }
    const auto second = station.decode();
    QCOMPARE(second.use().decoded, std::size_t{1});
    QVERIFY(holdsAll(second, station));
}

void TestPixelCache::renamedFileIsNotDecodedAgain()
{
    Station station;
    station.decode();
    std::filesystem::rename(station.fileOf(5), station.fileOf(500));
    station.cohort.images[5].path = "500.png";
    QCOMPARE(station.decode().use().decoded, std::size_t{0});
}

void TestPixelCache::otherSizeAndOtherUseHaveTheirOwnPixels()
{
    const Station station;
    QCOMPARE(station.decode().at(2)->cols, 40);
    const auto smaller = decodeForTraining(station.job(), 32, {});
    QCOMPARE(smaller->use().decoded, std::size_t{images});
    QCOMPARE(smaller->at(2)->cols, 32);
    const auto scored = decodeForScoring(station.job(), 32, {});
    QCOMPARE(scored->use().decoded, std::size_t{images});
    QVERIFY(!same(*scored->at(2), *smaller->at(2)));
}

void TestPixelCache::scoredPixelsAreThoseOfPreprocess()
{
    const Station station;
    for (const int size : {40, 24, 64}) { // as it is (kept in 8 bits), reduced, enlarged
        for (int run = 0; run < 2; ++run) {
            const auto scored = decodeForScoring(station.job(), size, {});
            QCOMPARE(scored->use().found, run == 0 ? std::size_t{0} : std::size_t{images});
            for (const auto i : station.all) {
                const imaging::Preprocessing how{size, 1, imaging::Normalisation::MinMax};
                cv::Mat exact;
                scored->at(i)->convertTo(exact, CV_32F);
                const auto expected = imaging::preprocess(*imaging::read(station.fileOf(static_cast<int>(i))), how);
                QVERIFY(same(imaging::normalise(exact, how), expected));
            }
            QCOMPARE(scored->at(0)->type(), size == 40 ? CV_8UC1 : CV_32FC1);
        }
    }
}

void TestPixelCache::damagedStoreIsRebuilt_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<qint64>("offset"); ///< negative: the file ends there, counted from its end
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<int>("decoded"); ///< when the next run starts; what is wrong in the pixels themselves is seen when they are looked at
    QTest::newRow("pixels of two images") << storeFile << qint64{1500} << qint64{200} << 0;
    QTest::newRow("pixels cut off in the last image") << storeFile << qint64{-10} << qint64{0} << 1;
    QTest::newRow("pixels gone") << storeFile << qint64{-(1 << 30)} << qint64{0} << images;
    QTest::newRow("one record of the index") << indexFile << qint64{64 + 92 * 3 + 40} << qint64{1} << 1;
    QTest::newRow("head of the index") << indexFile << qint64{4} << qint64{1} << images;
    QTest::newRow("index torn in its last record") << indexFile << qint64{-30} << qint64{0} << 1;
    QTest::newRow("index gone") << indexFile << qint64{-(1 << 30)} << qint64{0} << images;
    QTest::newRow("known contents damaged everywhere") << "contents-1.index" << qint64{70} << qint64{5000} << 0;
}

void TestPixelCache::damagedStoreIsRebuilt()
{
    QFETCH(QString, file);
    QFETCH(qint64, offset);
    QFETCH(qint64, bytes);
    QFETCH(int, decoded);
    const Station station;
    station.decode();
    const auto name = station.cacheFile(file.toUtf8().constData());
    if (offset < 0)
        QVERIFY(QFile::resize(name, std::max(qint64{0}, QFileInfo(name).size() + offset)));
    else
        damage(name, offset, bytes);
    const auto again = station.decode();
    QCOMPARE(again.use().decoded, static_cast<std::size_t>(decoded));
    QVERIFY(again.lost().empty());
    QVERIFY(holdsAll(again, station));
    // What was mended stays so.
    const auto third = station.decode();
    QCOMPARE(third.use().decoded, std::size_t{0});
    QVERIFY(holdsAll(third, station));
}

void TestPixelCache::storeThatIsDamagedDuringTheRunIsNotTrusted()
{
    const Station station;
    const auto pixels = station.decode();
    QVERIFY(holdsAll(pixels, station));
    damage(station.cacheFile(storeFile), 0, QFileInfo(station.cacheFile(storeFile)).size());
    QVERIFY(holdsAll(pixels, station));
    QVERIFY(holdsAll(pixels, station)); // mended in a place that was not mapped before
}

void TestPixelCache::storeThatIsCutOffDuringTheRunIsNotTouchedBeyondItsEnd()
{
    const Station station;
    const auto pixels = station.decode();
    QVERIFY(holdsAll(pixels, station));
    QVERIFY(QFile::resize(station.cacheFile(storeFile), 100)); // reading on would end the process with SIGBUS
    QVERIFY(holdsAll(pixels, station));
}

void TestPixelCache::vanishedImageIsNamed()
{
    const Station station;
    station.decode();
    std::filesystem::remove(station.fileOf(7));
    const auto second = station.decode();
    QCOMPARE(second.lost().size(), std::size_t{1});
    QCOMPARE(second.lost()[0].index, std::size_t{7});
    QCOMPARE(second.lost()[0].why.kind, FailureKind::NotFound);
    QVERIFY(second.lost()[0].why.subject.ends_with("7.png"));
    QVERIFY(!second.has(7) && second.has(6));
}

void TestPixelCache::twoProcessesFillOneStore()
{
    const Station station;
    std::vector<pid_t> children;
    for (int i = 0; i < 2; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            const auto pixels = decodeForTraining(station.job(), 40, {});
            ::_exit(pixels && pixels->lost().empty() && !pixels->use().trouble && holdsAll(*pixels, station) ? 0 : 1);
        }
        QVERIFY(child > 0);
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
    }
    const auto after = station.decode();
    QCOMPARE(after.use().decoded, std::size_t{0});
    QVERIFY(holdsAll(after, station));
}

namespace {

/// For as long as it lives no file of this process may grow beyond so many bytes, as if the disk were full.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{bytes, m_before.rlim_max};
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before{};
    void (*m_handler)(int);
};

} // namespace

void TestPixelCache::fullDiskLeavesMemory()
{
    const Station station;
    {
        const SmallDisk disk(10'000); // room for six images of 24
        const auto pixels = station.decode();
        QVERIFY(pixels.use().trouble.has_value());
        QCOMPARE(pixels.use().trouble->kind, FailureKind::DiskFull);
        QCOMPARE(pixels.use().trouble->subject, station.cacheFolder().string());
        QVERIFY(pixels.use().inMemory >= 18 && pixels.use().inMemory < images);
        QVERIFY(holdsAll(pixels, station));
    }
    const auto later = station.decode();
    QVERIFY(later.use().found >= 5);
    QVERIFY(!later.use().trouble);
    QVERIFY(holdsAll(later, station));
}

void TestPixelCache::fullDiskFailsWhereMemoryMayNotTakeIt()
{
    const Station station;
    auto job = station.job();
    job.cache.memoryLimit = 5000;
    const SmallDisk disk(10'000);
    const auto pixels = decodeForTraining(job, 40, {});
    QVERIFY(!pixels);
    QCOMPARE(pixels.error().kind, FailureKind::DiskFull);
    QCOMPARE(pixels.error().subject, station.cacheFolder().string());
}

void TestPixelCache::folderThatCannotBeWritten()
{
    const Station station;
    auto job = station.job();
    const QTemporaryDir parent;
    QFile file(parent.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    job.cache.folder = parent.filePath(QStringLiteral("file/cache")).toStdString();
    const auto pixels = decodeForTraining(job, 40, {});
    QVERIFY(pixels.has_value());
    QCOMPARE(pixels->use().trouble->kind, FailureKind::CannotWrite);
    QCOMPARE(pixels->use().inMemory, std::size_t{images});
    QVERIFY(holdsAll(*pixels, station));
    job.cache.memoryLimit = 5000;
    QCOMPARE(decodeForTraining(job, 40, {}).error().kind, FailureKind::CannotWrite);
}

void TestPixelCache::storesUsedLongestAgoMakeRoom()
{
    const Station station;
    auto job = station.job();
    QVERIFY(decodeForTraining(job, 32, {}).has_value());
    QTest::qWait(20); // the clock of the file system is coarse
    QVERIFY(decodeForTraining(job, 36, {}).has_value());
    QTest::qWait(20);
    QVERIFY(decodeForTraining(job, 32, {}).has_value());
    job.cache.diskLimit = 40'000; // one of the two has to go
    QVERIFY(decodeForTraining(job, 40, {}).has_value());
    QVERIFY(QFile::exists(station.cacheFile("training-32-2.pixels")));
    QVERIFY(!QFile::exists(station.cacheFile("training-36-2.pixels")));
    QVERIFY(!QFile::exists(station.cacheFile("training-36-2.index")));
    QVERIFY(QFile::exists(station.cacheFile(storeFile)));
}

void TestPixelCache::phantomsAreKeptToo()
{
    Station station;
    station.cohort.images.resize(2);
    station.all = {0, 1};
    for (auto& image : station.cohort.images) {
        image.path = "phantom:5";
        image.phantomSeed = 5;
    }
    station.cohort.images[1].labels = {Label::Present};
    QCOMPARE(station.decode().use().decoded, std::size_t{2}); // the same person, well and ill
    const auto again = station.decode();
    QCOMPARE(again.use().decoded, std::size_t{0});
    QVERIFY(!same(*again.at(0), *again.at(1)));
}

void TestPixelCache::stoppedDecodingIsCancelled()
{
    const Station station;
    std::stop_source stop;
    stop.request_stop();
    const auto pixels = decodeForTraining(station.job(), 40, stop.get_token());
    QVERIFY(!pixels);
    QCOMPARE(pixels.error().kind, FailureKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestPixelCache)
#include "tst_pixelcache.moc"
