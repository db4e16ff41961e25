#include "app/training/recommendation.h"
#include "tests/support/resources.h"

#include <QTest>

using namespace lucency;
using namespace lucency::app;

namespace {

DataFacts facts(long images, std::vector<std::string> findings)
{
    DataFacts made;
    made.images = images;
    made.patients = images * 2 / 3;
    made.findings = std::move(findings);
    made.fewestPositives = images / 3;
    made.positiveShare = 0.4;
    made.side = 1024;
    return made;
}

} // namespace

Q_DECLARE_METATYPE(lucency::app::DataFacts)

class RecommendationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recommendsWhatSuitsTheData_data();
    void recommendsWhatSuitsTheData();
    void speaksAgainstWhatDoesNotSuit();
    void knowsHowTimeGrows();
};

void RecommendationTest::recommendsWhatSuitsTheData_data()
{
    QTest::addColumn<DataFacts>("facts");
    QTest::addColumn<QString>("card");
    QTest::newRow("few images of one finding: go on from what is known") << facts(300, {"Effusion"}) << "lucency-model";
    auto children = facts(5216, {"PNEUMONIA"});
    children.medianAge = 3;
    QTest::newRow("pneumonia in children") << children << "pneumonia-augmented";
    auto rare = facts(4000, {"Nodule"});
    rare.positiveShare = 0.08;
    QTest::newRow("a rare finding") << rare << "effusion-resnet-weighted";
    auto several = facts(6000, {"Effusion", "Mass", "Nodule", "Atelectasis"});
    several.severalFindings = 900;
    QTest::newRow("several findings an image") << several << "nih-multilabel";
    auto small = facts(3000, {"Effusion"});
    small.side = 64;
    QTest::newRow("small images") << small << "pneumonia-cnn64";
    QTest::newRow("anything else") << facts(3000, {"Effusion", "Mass"}) << "own-images";
}

void RecommendationTest::recommendsWhatSuitsTheData()
{
    QFETCH(DataFacts, facts);
    QFETCH(QString, card);
    const auto cards = recipeCards(test::resourceFolder());
    QVERIFY(cards);
    const auto advice = advise(facts, *cards);
    QCOMPARE(advice.size(), cards->size());
    if (card == QLatin1String("lucency-model") &&
        std::none_of(cards->begin(), cards->end(), [](const auto& each) { return each.name == "lucency-model"; }))
        QSKIP("Lucency's own model is not here");
    QCOMPARE(QString::fromStdString(advice.front().card), card);
    for (const auto& each : advice)
        QVERIFY2(!each.reasons.empty(), each.card.c_str());
}

void RecommendationTest::speaksAgainstWhatDoesNotSuit()
{
    const auto cards = recipeCards(test::resourceFolder());
    QVERIFY(cards);
    const auto advice = advise(facts(200, {"Effusion", "Mass"}), *cards);
    for (const auto& each : advice) {
        if (each.card != "pneumonia-augmented") continue;
        const auto against =
            std::count_if(each.reasons.begin(), each.reasons.end(), [](const Reason& reason) { return !reason.speaksFor; });
        QCOMPARE(against, 2); // several findings, and too few images
        return;
    }
    QFAIL("no such card");
}

void RecommendationTest::knowsHowTimeGrows()
{
    const auto cards = recipeCards(test::resourceFolder());
    QVERIFY(cards);
    const auto few = advise(facts(1000, {"Effusion"}), *cards), many = advise(facts(10000, {"Effusion"}), *cards);
    for (const auto& one : few)
        for (const auto& other : many)
            if (one.card == other.card) QVERIFY2(other.seconds > 9 * one.seconds, one.card.c_str());
}

QTEST_GUILESS_MAIN(RecommendationTest)
#include "tst_recommendation.moc"
