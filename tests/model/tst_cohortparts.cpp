#include "model/cohort.h"
#include "model/cohortsize.h"
#include "model/evaluation/auc.h"
#include "model/split.h"
#include "tests/support/data.h"
#include "tests/support/model/foundfiles.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

using namespace lucency;
using namespace lucency::model;
using test::anyContains;
using test::Files;
using test::foundRecipe;

namespace {

constexpr const char* patterns = R"("patientPatterns": ["^(p\\d+)_"])";

/// Two images of each of so many people in a part's folder, every other one ill.
void people(const Files& files, const QString& part, int first, int count)
{
    for (int i = first; i < first + count; ++i)
        for (int image = 0; image < 2; ++image)
            files.image(
                QStringLiteral("%1/%2/p%3_%4.png").arg(part, i % 2 ? QStringLiteral("Mass") : QStringLiteral("NORMAL")).arg(i).arg(image));
}

Recipe partsRecipe()
{
    return foundRecipe(R"([{"name": "Mass"}])", patterns, R"("split": {"validation": 0.1, "test": 0.2})");
}

std::array<long, 3> images(const Split& split)
{
    std::array<long, 3> count{};
    for (const auto part : split.parts)
        ++count[static_cast<std::size_t>(part)];
    return count;
}

/// Whether every image below a folder is in this part.
bool allIn(const Cohort& cohort, const Split& split, const std::string& folder, Part part)
{
    for (std::size_t i = 0; i < cohort.images.size(); ++i)
        if (cohort.images[i].path.starts_with(folder) && split.parts[i] != part) return false;
    return true;
}

} // namespace

class TestCohortParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givenPartsAreKept();
    void smallValidationPartIsEnlargedByPatient_data();
    void smallValidationPartIsEnlargedByPatient();
    void missingTestPartIsTakenOutOfTheTrainingPart();
    void nobodyStandsInTwoGivenParts();
    void twinsOfGivenPartsStayTogether();
    void imagesBesideThePartsAreLeftOut();
    void officialListIsHonoured();
    void officialListOfOtherImagesIsRefused();
    void columnOfPartsIsHonoured();
    void realOfficialListIsHonoured();
    void intervalWidthIsThatOfRepeatedStudies_data();
    void intervalWidthIsThatOfRepeatedStudies();
    void smallPartsAreToldInNumbers();
    void largePartsAreNotTold();
};

void TestCohortParts::givenPartsAreKept()
{
    const Files files;
    people(files, QStringLiteral("set/Train"), 0, 40);
    people(files, QStringLiteral("set/val"), 100, 8);
    people(files, QStringLiteral("set/TEST"), 200, 16);
    const auto cohort = gatherCohort(partsRecipe(), files.folder());
    HAS(cohort);
    const auto split = splitByPatient(*cohort, {0.1, 0.2}, 1);
    QCOMPARE(images(split), (std::array<long, 3>{80, 16, 32}));
    QVERIFY(allIn(*cohort, split, "set/Train", Part::Train));
    QVERIFY(allIn(*cohort, split, "set/val", Part::Validation));
    QVERIFY(allIn(*cohort, split, "set/TEST", Part::Test));
    QVERIFY(split.remarks.empty());
    QVERIFY(sharedPatients(*cohort, split).empty());
}

void TestCohortParts::smallValidationPartIsEnlargedByPatient_data()
{
    QTest::addColumn<int>("validation");
    QTest::newRow("as small as that of the published folder") << 2;
    QTest::newRow("missing") << 0;
}

void TestCohortParts::smallValidationPartIsEnlargedByPatient()
{
    QFETCH(int, validation);
    const Files files;
    people(files, QStringLiteral("train"), 0, 100);
    people(files, QStringLiteral("val"), 300, validation);
    people(files, QStringLiteral("test"), 400, 20);
    const auto cohort = gatherCohort(partsRecipe(), files.folder());
    HAS(cohort);
    const auto split = splitByPatient(*cohort, {0.1, 0.2}, 1);
    QVERIFY(allIn(*cohort, split, "test", Part::Test));
    QVERIFY(allIn(*cohort, split, "val", Part::Validation));
    QCOMPARE(images(split)[2], 40L);
    // An eighth of what is not the test part: one of the .1 to the .8 that the plan leaves.
    const auto learning = static_cast<double>(images(split)[0] + images(split)[1]);
    QVERIFY2(std::abs(static_cast<double>(images(split)[1]) / learning - 0.125) < 0.02, qPrintable(QString::number(images(split)[1])));
    QVERIFY(sharedPatients(*cohort, split).empty());
    QVERIFY(anyContains(split.remarks, "has " + std::to_string(2 * validation) + " images"));
    QVERIFY(anyContains(split.remarks, "enlarged out of the training part, by patient"));
}

void TestCohortParts::missingTestPartIsTakenOutOfTheTrainingPart()
{
    const Files files;
    people(files, QStringLiteral("train"), 0, 80);
    people(files, QStringLiteral("val"), 300, 10);
    const auto cohort = gatherCohort(partsRecipe(), files.folder());
    HAS(cohort);
    const auto split = splitByPatient(*cohort, {0.1, 0.2}, 1);
    QVERIFY(allIn(*cohort, split, "val", Part::Validation));
    QCOMPARE(images(split)[1], 20L);
    QVERIFY2(std::abs(images(split)[2] - 36L) <= 2, qPrintable(QString::number(images(split)[2])));
    QVERIFY(anyContains(split.remarks, "no test part is given"));
}

void TestCohortParts::nobodyStandsInTwoGivenParts()
{
    const Files files;
    people(files, QStringLiteral("train"), 0, 40);
    people(files, QStringLiteral("val"), 100, 8);
    people(files, QStringLiteral("test"), 200, 16);
    // The same person in training and test, another one in training and validation.
    files.image(QStringLiteral("train/NORMAL/p200_7.png")).image(QStringLiteral("train/NORMAL/p100_7.png"));
    const auto cohort = gatherCohort(partsRecipe(), files.folder());
    HAS(cohort);
    const auto split = splitByPatient(*cohort, {0.1, 0.2}, 1);
    QVERIFY(sharedPatients(*cohort, split).empty());
    QVERIFY(allIn(*cohort, split, "train/NORMAL/p200", Part::Test));
    QVERIFY(allIn(*cohort, split, "train/NORMAL/p100", Part::Validation));
    QVERIFY(allIn(*cohort, split, "train/Mass", Part::Train));
    QVERIFY(anyContains(split.remarks, "2 patients"));
}

void TestCohortParts::twinsOfGivenPartsStayTogether()
{
    const Files files;
    people(files, QStringLiteral("train"), 0, 40);
    people(files, QStringLiteral("val"), 100, 8);
    people(files, QStringLiteral("test"), 200, 16);
    const auto cohort = gatherCohort(partsRecipe(), files.folder());
    HAS(cohort);
    const auto indexOf = [&](const std::string& path) {
        const auto at = std::find_if(cohort->images.begin(), cohort->images.end(), [&](const auto& image) { return image.path == path; });
        return static_cast<std::size_t>(at - cohort->images.begin());
    };
    const Twins twins{{indexOf("test/Mass/p201_0.png"), indexOf("train/Mass/p3_1.png")}};
    const auto split = splitByPatient(*cohort, {0.1, 0.2}, 1, twins);
    QVERIFY(split.parts[twins[0].second] == Part::Test);
    QVERIFY(allIn(*cohort, split, "train/Mass/p3_", Part::Test));
    QCOMPARE(split.linkedPatients, 1);
    QCOMPARE(split.twins, 1L);
    QVERIFY(sharedPatients(*cohort, split).empty());
}

void TestCohortParts::imagesBesideThePartsAreLeftOut()
{
    const Files files;
    people(files, QStringLiteral("train"), 0, 10);
    people(files, QStringLiteral("test"), 200, 6);
    files.image(QStringLiteral("copies/NORMAL/p9_0.png"));
    const auto cohort = gatherCohort(partsRecipe(), files.folder());
    HAS(cohort);
    QCOMPARE(cohort->images.size(), std::size_t{32});
    QCOMPARE(cohort->counts.front().outsideParts, 1);
}

void TestCohortParts::officialListIsHonoured()
{
    const Files files;
    people(files, QStringLiteral("all"), 0, 60);
    // Of one person only one image is missing from the list: the person is tested on as a whole.
    QByteArray list;
    for (int i = 0; i < 60; ++i)
        for (int image = 0; image < 2; ++image)
            if (i >= 12 && !(i == 20 && image == 1)) list += QStringLiteral("p%1_%2.png\r\n").arg(i).arg(image).toUtf8();
    files.write(QStringLiteral("train_val_list.txt"), list);
    auto recipe = partsRecipe();
    recipe.split.trainingList = "set/train_val_list.txt";
    const auto cohort = gatherCohort(recipe, files.folder());
    HAS(cohort);
    const auto split = splitByPatient(*cohort, recipe.split, 1);
    for (std::size_t i = 0; i < cohort->images.size(); ++i) {
        const int person = std::stoi(cohort->images[i].patient.substr(3));
        QCOMPARE(split.parts[i] == Part::Test, person < 12 || person == 20);
    }
    QVERIFY(images(split)[1] >= 8 && images(split)[1] <= 16);
    QVERIFY(anyContains(cohort->remarks, "26 images of 13 patients"));
}

void TestCohortParts::officialListOfOtherImagesIsRefused()
{
    const Files files;
    people(files, QStringLiteral("all"), 0, 6);
    files.write(QStringLiteral("list.txt"), "other.png\n");
    auto recipe = partsRecipe();
    recipe.split.trainingList = "list.txt";
    const auto cohort = gatherCohort(recipe, files.folder());
    QVERIFY(!cohort);
    QCOMPARE(cohort.error().kind, FailureKind::NoLabelledImages);
    QVERIFY(cohort.error().subject.ends_with("list.txt"));
    recipe.split.trainingList = "missing.txt";
    const auto missing = gatherCohort(recipe, files.folder());
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, FailureKind::NotFound);
}

void TestCohortParts::columnOfPartsIsHonoured()
{
    const Files files;
    QByteArray table = "file,finding,split\n";
    for (int i = 0; i < 60; ++i) {
        files.image(QStringLiteral("images/p%1_0.png").arg(i));
        table += QStringLiteral("p%1_0.png,%2,%3\n")
                     .arg(i)
                     .arg(i % 2 ? "Mass" : "normal")
                     .arg(i < 40   ? "train"
                          : i < 48 ? "valid"
                                   : "test")
                     .toUtf8();
    }
    files.write(QStringLiteral("t.csv"), table);
    const auto cohort = gatherCohort(partsRecipe(), files.folder());
    HAS(cohort);
    const auto split = splitByPatient(*cohort, {0.1, 0.2}, 1);
    QCOMPARE(images(split), (std::array<long, 3>{40, 8, 12}));
}

void TestCohortParts::realOfficialListIsHonoured()
{
    LUCENCY_NEEDS_DATA;
    auto recipe = *recipeFromJson(R"({"name": "nih", "data": [{"name": "nih", "kind": "found", "folders": ["nih", ""],
        "table": "nih/Data_Entry_2017_v2020.csv", "patientColumn": "Patient ID", "skipUnknownFindings": false, "classes": {
        "Atelectasis": [], "Cardiomegaly": [], "Consolidation": [], "Edema": [], "Emphysema": [], "Fibrosis": [], "Hernia": [],
        "Infiltration": [], "Mass": [], "Nodule": [], "Pleural_Thickening": [], "Pneumonia": [], "Pneumothorax": []}}],
        "findings": [{"name": "Effusion"}], "split": {"trainingList": "nih/train_val_list.txt"}})",
                                  "nih.json");
    const auto cohort = gatherCohort(recipe, test::dataFolder().toStdString());
    HAS(cohort);
    const auto split = splitByPatient(*cohort, recipe.split, 1);
    QCOMPARE(images(split)[2], 405L);
    QVERIFY(images(split)[1] > 150 && images(split)[1] < 260);
    QVERIFY(sharedPatients(*cohort, split).empty());
}

void TestCohortParts::intervalWidthIsThatOfRepeatedStudies_data()
{
    QTest::addColumn<long>("positives");
    QTest::addColumn<long>("negatives");
    QTest::newRow("few") << 9L << 60L;
    QTest::newRow("as many") << 50L << 50L;
    QTest::newRow("many") << 200L << 800L;
}

void TestCohortParts::intervalWidthIsThatOfRepeatedStudies()
{
    QFETCH(long, positives);
    QFETCH(long, negatives);
    // Hanley and McNeil's formula is exact for exponential scores: ill people's fall off more slowly.
    constexpr double auc = 0.85;
    std::mt19937_64 random(7);
    std::exponential_distribution<double> well(auc / (1 - auc)), ill(1);
    double sum = 0, squares = 0;
    constexpr int studies = 3000;
    for (int study = 0; study < studies; ++study) {
        std::vector<double> scores;
        std::vector<int> labels;
        for (long i = 0; i < positives + negatives; ++i) {
            labels.push_back(i < positives ? 1 : 0);
            scores.push_back(i < positives ? ill(random) : well(random));
        }
        const double value = evaluation::auc(scores, labels)->value;
        sum += value;
        squares += value * value;
    }
    const double mean = sum / studies, deviation = std::sqrt(squares / studies - mean * mean);
    QVERIFY(std::abs(mean - auc) < 0.005);
    const double expected = expectedIntervalWidth(positives, negatives, auc);
    QVERIFY2(std::abs(2 * 1.96 * deviation / expected - 1) < 0.06, qPrintable(QStringLiteral("%1 %2").arg(deviation * 3.92).arg(expected)));
    QCOMPARE(expectedIntervalWidth(0, negatives), 1.0);
}

void TestCohortParts::smallPartsAreToldInNumbers()
{
    const Files files;
    people(files, QStringLiteral("all"), 0, 90);
    const auto cohort = gatherCohort(partsRecipe(), files.folder());
    HAS(cohort);
    const auto size = sizeOf(*cohort, splitByPatient(*cohort, {0.1, 0.2}, 1));
    QCOMPARE(size.parts[2].patients, 18L);
    QCOMPARE(size.parts[2].images, 36L);
    QCOMPARE(size.parts[2].findings[0].positivePatients, 9L);
    QCOMPARE(size.parts[2].findings[0].positives, 18L);
    const auto remarks = sizeRemarks(size);
    QCOMPARE(remarks.front(), std::string("split by patient: train 63 patients (126 images), validation 9 patients (18 images), "
                                          "test 18 patients (36 images); 0 in more than one part"));
    QVERIFY2(
        anyContains(remarks, "test part: 9 positive patients and 9 negative ones for Mass: the AUC's 95 % interval will be about 0.4 wide"),
        remarks.back().c_str());
}

void TestCohortParts::largePartsAreNotTold()
{
    CohortSize size;
    size.findings = {"Mass"};
    for (auto& part : size.parts)
        part = {4000, 2000, {{4000, 800, 400, 1600, expectedIntervalWidth(400, 1600)}}};
    QCOMPARE(sizeRemarks(size).size(), std::size_t{1});
    size.parts[2].findings[0] = {4000, 0, 0, 2000, 1};
    QCOMPARE(sizeRemarks(size).size(), std::size_t{2});
    QVERIFY(anyContains(sizeRemarks(size), "cannot be measured"));
}

QTEST_APPLESS_MAIN(TestCohortParts)
#include "tst_cohortparts.moc"
