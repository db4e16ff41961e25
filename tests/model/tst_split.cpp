#include "model/cohort.h"
#include "model/dataset.h"
#include "model/split.h"
#include "tests/support/data.h"
#include "tests/support/resources.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/core.hpp>

#include <array>
#include <map>
#include <set>

using namespace lucency;
using namespace lucency::model;

namespace {

/// A cohort of two findings, the second one rare; patients have one to four images.
Cohort madeUpCohort(int patients)
{
    Cohort cohort;
    cohort.findings = {"Common", "Rare"};
    for (int patient = 0; patient < patients; ++patient) {
        for (int image = 0; image <= patient % 4; ++image) {
            CohortImage each;
            each.patient = "made/" + std::to_string(patient);
            each.path = std::to_string(patient) + "_" + std::to_string(image) + ".png";
            each.labels = {patient % 3 == 0 ? Label::Present : Label::Absent, patient % 20 == 0 ? Label::Present : Label::Absent};
            cohort.images.push_back(each);
        }
    }
    return cohort;
}

/// Which share of a finding's images each part has.
std::array<double, 3> sharesOf(const Cohort& cohort, const Split& split, std::size_t finding)
{
    std::array<double, 3> shares{};
    double all = 0;
    for (std::size_t i = 0; i < cohort.images.size(); ++i) {
        if (cohort.images[i].phantomSeed != 0 || cohort.images[i].labels[finding] != Label::Present) continue;
        ++shares[static_cast<std::size_t>(split.parts[i])];
        ++all;
    }
    for (auto& share : shares)
        share /= all;
    return shares;
}

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

Recipe tableRecipe()
{
    return *recipeFromJson(R"({"name": "t", "data": [{"name": "t", "kind": "table", "folders": ["images"], "table": "t.csv",
        "knows": ["Effusion", "Mass"], "patientPatterns": ["^(\\d+)_"], "minimumAge": 18}], "findings": [{"name": "Effusion"}, {"name": "Mass"},
        {"name": "Other"}]})",
                           "t.json");
}

} // namespace

class TestSplit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noPatientStandsInTwoParts();
    void partsGetTheirShareOfRareFindings();
    void imagesAreSharedOutEvenlyAmongUnevenPatients();
    void sameSeedSameSplitOtherSeedOther();
    void twinsKeepTheirPatientsTogether();
    void sharedPatientsAreNamed();
    void writtenSplitReadsBack();
    void twinsThatASplitTearsApartAreTold();
    void incompleteSplitIsRefused();
    void tableIsJoinedByNameAndCounted();
    void badTableIsRefused_data();
    void badTableIsRefused();
    void twinsAreFound();
    void realCohortIsDisjoint();
};

void TestSplit::noPatientStandsInTwoParts()
{
    const auto cohort = madeUpCohort(400);
    const auto split = splitByPatient(cohort, {0.15, 0.2}, 3);
    QVERIFY(sharedPatients(cohort, split).empty());
    std::array<double, 3> images{};
    for (const auto part : split.parts)
        ++images[static_cast<std::size_t>(part)];
    const auto all = static_cast<double>(cohort.images.size());
    QVERIFY(std::abs(images[0] / all - 0.65) < 0.02);
    QVERIFY(std::abs(images[1] / all - 0.15) < 0.02);
    QVERIFY(std::abs(images[2] / all - 0.20) < 0.02);
}

void TestSplit::partsGetTheirShareOfRareFindings()
{
    const auto cohort = madeUpCohort(400);
    const auto split = splitByPatient(cohort, {0.2, 0.2}, 9);
    std::map<Part, int> rare;
    int all = 0;
    for (std::size_t i = 0; i < cohort.images.size(); ++i) {
        if (cohort.images[i].labels[1] != Label::Present) continue;
        ++rare[split.parts[i]];
        ++all;
    }
    QCOMPARE(all, 20);
    QCOMPARE(rare[Part::Validation], 4);
    QCOMPARE(rare[Part::Test], 4);
}

void TestSplit::imagesAreSharedOutEvenlyAmongUnevenPatients()
{
    // As in a hospital's archive: most people come once, a few come again and again, and those have the disease.
    Cohort cohort;
    cohort.findings = {"Effusion", "Mass"};
    const auto add = [&](int patient, int images, bool effusion, bool mass) {
        for (int i = 0; i < images; ++i) {
            CohortImage image;
            image.patient = "made/" + std::to_string(patient);
            image.path = (patient % 2 ? "small/" : "large/") + std::to_string(patient) + "_" + std::to_string(i) + ".png";
            image.labels = {effusion && i % 3 != 0 ? Label::Present : Label::Absent, mass ? Label::Present : Label::Absent};
            cohort.images.push_back(image);
        }
    };
    for (int patient = 0; patient < 300; ++patient)
        add(patient, 1 + patient % 3, patient % 5 == 0, patient % 11 == 0);
    for (const int images : {39, 18, 17, 15, 12, 9})
        add(1000 + images, images, true, images == 12);
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const auto split = splitByPatient(cohort, {0.1, 0.15}, seed);
        QVERIFY(sharedPatients(cohort, split).empty());
        // One person must not be what a small part says of a finding.
        for (std::size_t i = 0; i < cohort.images.size(); ++i)
            if (cohort.images[i].patient == "made/1039") QVERIFY(split.parts[i] == Part::Train);
        for (std::size_t f = 0; f < cohort.findings.size(); ++f) {
            const auto shares = sharesOf(cohort, split, f);
            QVERIFY2(std::abs(shares[0] - 0.75) < 0.03, qPrintable(QString::number(shares[0])));
            QVERIFY2(std::abs(shares[1] - 0.10) < 0.03, qPrintable(QString::number(shares[1])));
            QVERIFY2(std::abs(shares[2] - 0.15) < 0.03, qPrintable(QString::number(shares[2])));
        }
    }
}

void TestSplit::sameSeedSameSplitOtherSeedOther()
{
    const auto cohort = madeUpCohort(200);
    QVERIFY(splitByPatient(cohort, {}, 5).parts == splitByPatient(cohort, {}, 5).parts);
    QVERIFY(splitByPatient(cohort, {}, 5).parts != splitByPatient(cohort, {}, 6).parts);
}

void TestSplit::twinsKeepTheirPatientsTogether()
{
    const auto cohort = madeUpCohort(100);
    Twins twins;
    for (std::size_t i = 0; i + 40 < cohort.images.size(); i += 7)
        twins.emplace_back(i, i + 40);
    const auto split = splitByPatient(cohort, {0.2, 0.2}, 1, twins);
    for (const auto& [one, other] : twins)
        QVERIFY(split.parts[one] == split.parts[other]);
    QVERIFY(split.linkedPatients > 0);
    QVERIFY(sharedPatients(cohort, split).empty());
    const auto apart = splitByPatient(cohort, {0.2, 0.2}, 1);
    QVERIFY(std::any_of(twins.begin(), twins.end(), [&](const auto& pair) { return apart.parts[pair.first] != apart.parts[pair.second]; }));
}

void TestSplit::sharedPatientsAreNamed()
{
    const auto cohort = madeUpCohort(4);
    Split split;
    split.parts.assign(cohort.images.size(), Part::Train);
    split.parts.back() = Part::Test; // the fourth image of patient 3
    QCOMPARE(sharedPatients(cohort, split), std::vector<std::string>{"made/3"});
}

void TestSplit::writtenSplitReadsBack()
{
    const QTemporaryDir folder;
    auto cohort = madeUpCohort(50);
    cohort.images[3].path = "odd, \"name\".png";
    const auto split = splitByPatient(cohort, {}, 2);
    const QString file = folder.filePath(QStringLiteral("split.csv"));
    write(file, QByteArray::fromStdString(splitCsv(cohort, split)));
    auto again = readSplit(file.toStdString(), cohort);
    QVERIFY(again.has_value());
    QVERIFY(again->parts == split.parts);
    // What a file does not say is counted anew, so that a run that goes on reports what an unbroken one does.
    const Twins twins{{0, 9}, {9, 30}, {0, 30}, {4, 60}};
    const auto linked = splitByPatient(cohort, {}, 2, twins);
    write(file, QByteArray::fromStdString(splitCsv(cohort, linked)));
    again = readSplit(file.toStdString(), cohort);
    QVERIFY(again.has_value());
    countTwins(cohort, twins, *again);
    QCOMPARE(again->linkedPatients, linked.linkedPatients);
    QCOMPARE(again->linkedPatients, 3);
    QCOMPARE(again->twins, linked.twins);
    QVERIFY(again->remarks.empty());
}

void TestSplit::twinsThatASplitTearsApartAreTold()
{
    const auto cohort = madeUpCohort(20);
    Split split; // as one that was written by who knew of fewer twins
    split.parts.assign(cohort.images.size(), Part::Train);
    split.parts[30] = Part::Test;
    countTwins(cohort, {{0, 9}, {4, 30}}, split);
    QCOMPARE(split.twins, 1L);
    QCOMPARE(split.tornTwins, 1L);
    QCOMPARE(split.linkedPatients, 1);
    QCOMPARE(split.remarks.size(), std::size_t{1});
    QVERIFY2(split.remarks.front().starts_with("1 pair of images that look the same stand"), split.remarks.front().c_str());
}

void TestSplit::incompleteSplitIsRefused()
{
    const QTemporaryDir folder;
    auto cohort = madeUpCohort(10);
    const QString file = folder.filePath(QStringLiteral("split.csv"));
    write(file, QByteArray::fromStdString(splitCsv(cohort, splitByPatient(cohort, {}, 2))));
    cohort.images.front().path = "new.png";
    const auto again = readSplit(file.toStdString(), cohort);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, FailureKind::BadArgument);
    QVERIFY(again.error().detail.find("new.png") != std::string::npos);
}

void TestSplit::tableIsJoinedByNameAndCounted()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("images")));
    for (const char* name : {"1_0.png", "1_1.png", "2_0.png", "3_0.png", "9_0.png"})
        write(folder.filePath(QStringLiteral("images/") + QLatin1String(name)), "x");
    write(folder.filePath(QStringLiteral("t.csv")),
          "\xEF\xBB\xBFImage Index,Finding Labels,Patient Age,,\r\n1_0.png,Effusion|Mass,40\r\n1_1.png,No Finding,41,,\r\n"
          "2_0.png,\"Mass\",17,,\r\n3_0.png,Effusion,090Y,,\r\n4_0.png,Mass,50,,\r\n");
    const auto cohort = gatherCohort(tableRecipe(), folder.path().toStdString());
    QVERIFY2(cohort.has_value(), cohort ? "" : cohort.error().detail.c_str());
    const auto& count = cohort->counts.front();
    QCOMPARE(count.tableRows, 5);
    QCOMPARE(count.found, 3);
    QCOMPARE(count.outsideAges, 1);
    QCOMPARE(count.rowsWithoutImage, 1);
    QCOMPARE(count.imagesWithoutRow, 1);
    QCOMPARE(cohort->images[0].patient, std::string("t/1"));
    QVERIFY((cohort->images[0].labels == std::vector<Label>{Label::Present, Label::Present, Label::Unknown}));
    QVERIFY((cohort->images[1].labels == std::vector<Label>{Label::Absent, Label::Absent, Label::Unknown}));
    QCOMPARE(cohort->images[2].age, 90.0);
}

void TestSplit::badTableIsRefused_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("named");
    QTest::newRow("no label column") << QByteArray("Image Index,Label\n1_0.png,Mass\n") << static_cast<int>(FailureKind::MissingColumn)
                                     << QStringLiteral("Finding Labels");
    QTest::newRow("unknown finding") << QByteArray("Image Index,Finding Labels\n1_0.png,Massive\n")
                                     << static_cast<int>(FailureKind::UnknownFinding) << QStringLiteral("Massive");
    QTest::newRow("empty") << QByteArray() << static_cast<int>(FailureKind::NotALabelTable) << QStringLiteral("empty");
    QTest::newRow("quote that never ends") << QByteArray("Image Index,Finding Labels\n\"1_0.png,Mass\n")
                                           << static_cast<int>(FailureKind::NotALabelTable) << QStringLiteral("row");
    QTest::newRow("no row for any image") << QByteArray("Image Index,Finding Labels\n7_0.png,Mass\n")
                                          << static_cast<int>(FailureKind::NoLabelledImages) << QString();
}

void TestSplit::badTableIsRefused()
{
    QFETCH(QByteArray, table);
    QFETCH(int, kind);
    QFETCH(QString, named);
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("images")));
    write(folder.filePath(QStringLiteral("images/1_0.png")), "x");
    write(folder.filePath(QStringLiteral("t.csv")), table);
    const auto cohort = gatherCohort(tableRecipe(), folder.path().toStdString());
    QVERIFY(!cohort);
    QCOMPARE(static_cast<int>(cohort.error().kind), kind);
    QVERIFY2(cohort.error().detail.find(named.toStdString()) != std::string::npos, cohort.error().detail.c_str());
}

void TestSplit::twinsAreFound()
{
    cv::RNG random(4);
    std::vector<cv::Mat> images;
    for (int i = 0; i < 6; ++i) {
        cv::Mat image(64, 64, CV_8UC1);
        random.fill(image, cv::RNG::UNIFORM, 0, 256);
        images.push_back(image);
    }
    images.emplace_back(); // lost
    images.push_back(images[2] * 0.9 + 3);
    std::vector<std::optional<ImageHash>> looks;
    for (const auto& image : images)
        looks.push_back(image.empty() ? std::nullopt : std::optional(differenceHash(image)));
    QVERIFY((findTwins(looks) == Twins{{2, 7}}));
}

void TestSplit::realCohortIsDisjoint()
{
    LUCENCY_NEEDS_DATA;
    const auto recipe = readRecipe(test::resourceFolder() / "recipes" / "default.json");
    QVERIFY(recipe.has_value());
    const auto cohort = gatherCohort(*recipe, test::dataFolder().toStdString());
    QVERIFY2(cohort.has_value(), cohort ? "" : cohort.error().detail.c_str());
    QCOMPARE(cohort->counts[0].found, 5216);
    QCOMPARE(cohort->counts[1].found + cohort->counts[1].outsideAges, 1568);
    QCOMPARE(cohort->counts[1].imagesWithoutRow, 0);
    std::set<std::string> normal, ill;
    for (const auto& image : cohort->images)
        if (image.source == 0) (image.labels[0] == Label::Present ? ill : normal).insert(image.patient);
    QCOMPARE(ill.size(), std::size_t{1635});
    // IM-0115 and NORMAL2-IM-0115 would be two series.
    QVERIFY(normal.contains("kermany/IM-0115") && normal.contains("kermany/NORMAL2-IM-0383"));
    const auto split = splitByPatient(*cohort, recipe->split, recipe->seed);
    QVERIFY(sharedPatients(*cohort, split).empty());
    for (std::size_t f = 0; f < cohort->findings.size(); ++f) {
        const auto images = std::count_if(cohort->images.begin(), cohort->images.end(), [f](const CohortImage& image) {
            return image.phantomSeed == 0 && image.labels[f] == Label::Present;
        });
        const auto shares = sharesOf(*cohort, split, f);
        const auto words = QStringLiteral("%1: %2 images, %3 %4 %5")
                               .arg(QString::fromStdString(cohort->findings[f]))
                               .arg(images)
                               .arg(shares[0])
                               .arg(shares[1])
                               .arg(shares[2]);
        if (images < 100) continue;
        QVERIFY2(std::abs(shares[1] - recipe->split.validation) < 0.03, qPrintable(words));
        QVERIFY2(std::abs(shares[2] - recipe->split.test) < 0.03, qPrintable(words));
    }
}

QTEST_APPLESS_MAIN(TestSplit)
#include "tst_split.moc"
