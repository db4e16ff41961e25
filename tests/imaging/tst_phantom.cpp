#include "imaging/phantom.h"
#include "imaging/read.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <array>
#include <cmath>
#include <csignal>
#include <set>

using namespace lucency;
using namespace lucency::imaging;

Q_DECLARE_METATYPE(lucency::imaging::PhantomFinding)

namespace {

PhantomDescription person(std::uint64_t seed, int size, std::vector<PhantomFinding> findings = {}, bool child = false)
{
    PhantomDescription out = describePhantom(seed, child);
    out.size = size;
    out.findings = std::move(findings);
    return out;
}

cv::Mat difference(const cv::Mat& a, const cv::Mat& b)
{
    cv::Mat wide, other;
    a.convertTo(wide, CV_32F);
    b.convertTo(other, CV_32F);
    return wide - other;
}

const std::vector<PhantomFinding> allFindings{PhantomFinding::Effusion,     PhantomFinding::Consolidation, PhantomFinding::Nodule,
                                              PhantomFinding::Mass,         PhantomFinding::Pneumothorax,  PhantomFinding::Cardiomegaly,
                                              PhantomFinding::Infiltration, PhantomFinding::Atelectasis};

} // namespace

class TestPhantom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameDescriptionGivesSamePixels()
    {
        const Phantom first = drawPhantom(person(7, 96)), second = drawPhantom(person(7, 96));
        QCOMPARE(cv::norm(first.pixels, second.pixels, cv::NORM_INF), 0.0);
        PhantomDescription again = person(7, 96);
        again.exposure = 1;
        const Phantom later = drawPhantom(again);
        QVERIFY2(cv::norm(first.pixels, later.pixels, cv::NORM_INF) > 0, "another exposure is another image");
        // The same person in another exposure is more alike than another person.
        cv::Mat here, there, other;
        cv::resize(first.pixels, here, {12, 12}, 0, 0, cv::INTER_AREA);
        cv::resize(later.pixels, there, {12, 12}, 0, 0, cv::INTER_AREA);
        cv::resize(drawPhantom(person(8, 96)).pixels, other, {12, 12}, 0, 0, cv::INTER_AREA);
        QVERIFY(cv::norm(here, other) > 0);
    }

    void coarsePictureStaysAsItWas()
    {
        // Means over a 4 x 4 grid, pinned: a change of the drawing is meant, or it is a mistake.
        const Phantom phantom = drawPhantom(person(5, 64));
        cv::Mat grid;
        cv::resize(phantom.pixels, grid, {4, 4}, 0, 0, cv::INTER_AREA);
        constexpr std::array<int, 16> expected{1031, 1451, 1659, 1123, 2588, 1973, 2403, 2356,
                                               2570, 2263, 3216, 2274, 3069, 3369, 3393, 2657};
        QString found;
        bool same = true;
        for (int i = 0; i < 16; ++i) {
            const int value = grid.at<std::uint16_t>(i / 4, i % 4);
            found += QString::number(value) + QLatin1Char(' ');
            same = same && std::abs(value - expected[static_cast<std::size_t>(i)]) <= 40;
        }
        QVERIFY2(same, qPrintable(found));
    }

    void pixelsFillTwelveBits()
    {
        for (std::uint64_t seed = 1; seed < 7; ++seed) {
            const Phantom phantom = drawPhantom(person(seed, 128, {}, seed % 2 == 0));
            QCOMPARE(phantom.pixels.type(), CV_16UC1);
            QCOMPARE(phantom.pixels.size(), cv::Size(128, 128));
            double least = 0, most = 0;
            cv::minMaxLoc(phantom.pixels, &least, &most);
            QVERIFY(most <= 4095);
            QVERIFY2(most - least > 3000, qPrintable(QString::number(most - least)));
        }
    }

    void anatomyIsWhereItBelongs()
    {
        // Mediastinum and abdomen bright, both lungs dark between them and the chest wall, on the mean of many people.
        cv::Mat mean(16, 16, CV_32F, cv::Scalar(0));
        for (std::uint64_t seed = 1; seed <= 24; ++seed) {
            PhantomDescription d = person(seed, 128);
            d.anteroposterior = false;
            cv::Mat small;
            cv::resize(drawPhantom(d).pixels, small, {16, 16}, 0, 0, cv::INTER_AREA);
            cv::accumulate(small, mean);
        }
        mean /= 24;
        const float mediastinum = mean.at<float>(9, 8), rightLung = mean.at<float>(8, 4), leftLung = mean.at<float>(6, 11),
                    abdomen = mean.at<float>(15, 5);
        QVERIFY2(mediastinum > 1.4F * rightLung, qPrintable(QStringLiteral("%1 %2").arg(mediastinum).arg(rightLung)));
        QVERIFY2(mediastinum > 1.4F * leftLung, qPrintable(QStringLiteral("%1 %2").arg(mediastinum).arg(leftLung)));
        QVERIFY2(abdomen > 1.4F * rightLung, qPrintable(QStringLiteral("%1 %2").arg(abdomen).arg(rightLung)));
        // The apex of the heart points to the patient's left, which is image right.
        QVERIFY(mean.at<float>(10, 10) > 1.15F * mean.at<float>(10, 5));
    }

    void findingChangesItsBoxAndHardlyAnythingElse_data()
    {
        QTest::addColumn<PhantomFinding>("finding");
        for (const PhantomFinding finding : allFindings)
            QTest::newRow(phantomFindingName(finding).c_str()) << finding;
    }
    void findingChangesItsBoxAndHardlyAnythingElse()
    {
        QFETCH(PhantomFinding, finding);
        for (std::uint64_t seed = 21; seed < 29; ++seed) {
            const Phantom with = drawPhantom(person(seed, 256, {finding})), without = drawPhantom(person(seed, 256));
            QCOMPARE(with.boxes.size(), std::size_t(1));
            QCOMPARE(with.boxes[0].finding, finding);
            QVERIFY(without.boxes.empty());
            const cv::Rect box = with.boxes[0].box;
            QCOMPARE(box & cv::Rect(0, 0, 256, 256), box);
            QVERIFY(box.area() > 0);
            const cv::Mat change = cv::abs(difference(with.pixels, without.pixels));
            const double inside = cv::mean(change(box))[0];
            cv::Mat outside = cv::Mat::ones(256, 256, CV_8U);
            outside(box) = 0;
            const double around = cv::mean(change, outside)[0];
            QVERIFY2(inside > 25, qPrintable(QStringLiteral("seed %1: %2 inside").arg(seed).arg(inside)));
            QVERIFY2(around < 0.15 * inside,
                     qPrintable(QStringLiteral("seed %1: %2 inside, %3 outside").arg(seed).arg(inside).arg(around)));
        }
    }

    void boxIsAsTightAsTheFinding()
    {
        // A round lesion reaches all four edges of its box: half-way in from each there is a visible change.
        const Phantom with = drawPhantom(person(31, 512, {PhantomFinding::Mass})), without = drawPhantom(person(31, 512));
        const cv::Rect box = with.boxes[0].box;
        const cv::Mat change = cv::abs(difference(with.pixels, without.pixels));
        cv::Mat across, down;
        cv::reduce(change(box), across, 0, cv::REDUCE_MAX);
        cv::reduce(change(box), down, 1, cv::REDUCE_MAX);
        QVERIFY(across.at<float>(0) > 8 && across.at<float>(across.cols - 1) > 8);
        QVERIFY(down.at<float>(0) > 8 && down.at<float>(down.rows - 1) > 8);
    }

    void effusionIsBrighterThanItsAbsence()
    {
        for (std::uint64_t seed = 41; seed < 51; ++seed) {
            const Phantom with = drawPhantom(person(seed, 256, {PhantomFinding::Effusion})), without = drawPhantom(person(seed, 256));
            const cv::Rect box = with.boxes[0].box;
            const bool right = box.x + box.width / 2 < 128; // the patient's right lung is on image left
            const cv::Rect angle(right ? box.x : box.x + box.width * 2 / 3, box.y + box.height / 3, box.width / 3, box.height / 3);
            const double brighter = cv::mean(difference(with.pixels, without.pixels)(angle))[0];
            QVERIFY2(brighter > 60, qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(brighter)));
            QVERIFY2(box.y + box.height / 2 > 100, "fluid gathers below");
        }
    }

    void pneumothoraxIsDarkerThanItsAbsence()
    {
        const Phantom with = drawPhantom(person(52, 512, {PhantomFinding::Pneumothorax})), without = drawPhantom(person(52, 512));
        cv::Rect upper = with.boxes[0].box;
        upper.height /= 3;
        QVERIFY(cv::mean(difference(with.pixels, without.pixels)(upper))[0] < -5);
    }

    void cardiomegalyWidensTheHeart()
    {
        const Phantom with = drawPhantom(person(53, 256, {PhantomFinding::Cardiomegaly})), without = drawPhantom(person(53, 256));
        QVERIFY(cv::mean(difference(with.pixels, without.pixels)(cv::Rect(with.boxes[0].box)))[0] > 25);
    }

    void describedPeopleFollowAWorklist()
    {
        int women = 0, bedside = 0, adults = 0;
        for (std::uint64_t seed = 0; seed < 400; ++seed) {
            const PhantomDescription adult = describePhantom(seed), child = describePhantom(seed, true);
            women += adult.female ? 1 : 0;
            bedside += adult.anteroposterior ? 1 : 0;
            adults += adult.ageYears >= 18 && adult.ageYears <= 95 ? 1 : 0;
            QVERIFY(child.ageYears >= 1 && child.ageYears <= 5);
        }
        QCOMPARE(adults, 400);
        QVERIFY(women > 130 && women < 230);
        QVERIFY(bedside > 70 && bedside < 170);
    }

    void namesOfFindingsGoBothWays()
    {
        for (const PhantomFinding finding : allFindings)
            QCOMPARE(phantomFinding(phantomFindingName(finding)), std::optional(finding));
        QVERIFY(!phantomFinding("Infiltrate"));
        QVERIFY(!phantomFinding(""));
    }

    void identityCannotBeReal()
    {
        std::set<std::string> uids;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            std::string lastDate, birth;
            for (int study = 0; study < 4; ++study) {
                PhantomDescription d = describePhantom(seed);
                d.exposure = static_cast<std::uint64_t>(study);
                const PhantomIdentity who = phantomIdentity(d, study);
                QVERIFY(who.patientName.rfind("PHANTOM^", 0) == 0);
                QVERIFY(who.patientId.rfind("PHANTOM-", 0) == 0);
                for (const std::string& uid : {who.studyUid, who.seriesUid, who.sopInstanceUid}) {
                    QVERIFY(uid.rfind("2.25.", 0) == 0 && uid.size() <= 64 && uid[5] != '0');
                    QVERIFY(uid.find_first_not_of("0123456789.") == std::string::npos);
                    QVERIFY(uids.insert(uid).second);
                }
                QVERIFY(who.studyDate > lastDate);
                QVERIFY(birth.empty() || birth == who.birthDate);
                lastDate = who.studyDate;
                birth = who.birthDate;
                d.findings = {PhantomFinding::Mass};
                QCOMPARE(phantomIdentity(d, study).studyUid, who.studyUid);
                QVERIFY2(phantomIdentity(d, study).sopInstanceUid != who.sopInstanceUid, "other pixels are another instance");
            }
        }
    }

    void writtenFileIsReadBack_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("DX, uncompressed") << static_cast<int>(PhantomFormat::Dicom);
        QTest::newRow("DX, JPEG-LS lossless") << static_cast<int>(PhantomFormat::DicomJpegLs);
    }
    void writtenFileIsReadBack()
    {
        QFETCH(int, format);
        QTemporaryDir folder;
        const auto file = std::filesystem::path(folder.filePath(QStringLiteral("a.dcm")).toStdString());
        const Phantom phantom = drawPhantom(person(3, 200));
        const PhantomIdentity who = phantomIdentity(phantom.description, 2);
        const Done written = writePhantom(phantom, who, static_cast<PhantomFormat>(format), file);
        QVERIFY2(written.has_value(), written ? "" : written.error().detail.c_str());
        const auto read = imaging::read(file);
        QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
        const Radiograph expected = phantomRadiograph(phantom, who);
        QCOMPARE(read->pixels.type(), CV_16UC1);
        QCOMPARE(cv::norm(read->pixels, phantom.pixels, cv::NORM_INF), 0.0);
        QCOMPARE(read->bitsStored, 12);
        QCOMPARE(read->meaning.inverted(), false);
        QCOMPARE(read->meaning.windows.size(), expected.meaning.windows.size());
        QCOMPARE(read->meaning.windows[0].explanation, expected.meaning.windows[0].explanation);
        QCOMPARE(read->spacing.source, SpacingSource::AtDetector);
        QVERIFY(std::abs(read->spacing.row - phantom.spacing.row) < 1e-6);
        QCOMPARE(read->identity.patientName, who.patientName);
        QCOMPARE(read->identity.patientId, who.patientId);
        QCOMPARE(read->identity.studyUid, who.studyUid);
        QCOMPARE(read->identity.sopInstanceUid, who.sopInstanceUid);
        QCOMPARE(read->identity.studyDate, who.studyDate);
        QCOMPARE(read->identity.birthDate, who.birthDate);
        QCOMPARE(read->identity.view, expected.identity.view);
        QVERIFY(checkScorable(*read).has_value());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("a.dcm")});
    }

    void pngHasSixteenBitsOfTheSamePicture()
    {
        QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("a.png")).toStdString();
        const Phantom phantom = drawPhantom(person(4, 128));
        QVERIFY(writePhantom(phantom, phantomIdentity(phantom.description, 0), PhantomFormat::Png, file).has_value());
        const cv::Mat read = cv::imread(file, cv::IMREAD_UNCHANGED);
        QCOMPARE(read.type(), CV_16UC1);
        for (int y = 0; y < 128; ++y)
            for (int x = 0; x < 128; ++x)
                QVERIFY(std::abs(read.at<std::uint16_t>(y, x) - phantom.pixels.at<std::uint16_t>(y, x) * 65535.0 / 4095) < 1);
    }

    void unwritableFolderIsAFailure()
    {
        const Phantom phantom = drawPhantom(person(4, 64));
        for (const PhantomFormat format : {PhantomFormat::Dicom, PhantomFormat::Png}) {
            const Done written = writePhantom(phantom, phantomIdentity(phantom.description, 0), format, "/nowhere/at/all/a.dcm");
            QVERIFY(!written);
            QCOMPARE(written.error().kind, FailureKind::CannotWrite);
            QCOMPARE(written.error().subject, std::string("/nowhere/at/all/a.dcm"));
        }
    }

    void fullDiskIsAFailure()
    {
        QTemporaryDir folder;
        const Phantom phantom = drawPhantom(person(4, 64));
        // No file may grow beyond 2,000 bytes: what a full disk does, without filling one.
        const auto former = std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit small{2000, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const Done written = writePhantom(phantom, phantomIdentity(phantom.description, 0), PhantomFormat::Dicom,
                                          folder.filePath(QStringLiteral("a.dcm")).toStdString());
        ::setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, former);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, FailureKind::DiskFull);
        QVERIFY2(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden | QDir::System).isEmpty(), "nothing is left behind");
    }
};

QTEST_APPLESS_MAIN(TestPhantom)
#include "tst_phantom.moc"
