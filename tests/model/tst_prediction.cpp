#include "model/prediction.h"

#include <QTest>

using namespace lucency::model;

class TestPrediction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void prioritiesFollowTheMargin()
    {
        const auto score = [](double probability, bool validated = true, bool appropriate = true, const char* finding = "Mass") {
            return Score{finding, probability, false, validated, appropriate};
        };
        QCOMPARE(priorityOf({}, {}), 0.0);
        QCOMPARE(priorityOf({score(0.2)}, {0.2}), 0.5);
        QCOMPARE(priorityOf({score(0.1)}, {0.2}), 0.25);
        QCOMPARE(priorityOf({score(0.6)}, {0.2}), 0.75);
        QCOMPARE(priorityOf({score(1)}, {0.2}), 1.0);
        QCOMPARE(priorityOf({score(1)}, {1}), 1.0);
        QCOMPARE(priorityOf({score(0)}, {0}), 0.5);
        QCOMPARE(priorityOf({score(0.1), score(0.6)}, {0.2, 0.2}), 0.75);
        Score heldBack = score(0.9);
        heldBack.leads = false;
        QCOMPARE(priorityOf({heldBack, score(0.1)}, {0.2, 0.2}), 0.25);
        QCOMPARE(priorityOf({score(0.9, false), score(0.9, true, false), score(0.9, true, true, "No Finding")}, {0.2, 0.2, 0.2}), 0.0);
    }

    void theLeadingFindingIsShown()
    {
        Prediction prediction;
        prediction.scores = {{"No Finding", 0.99, false, true, true},
                             {"Mass", 0.6, false, true, true},
                             {"Effusion", 0.4, true, true, true},
                             {"Nodule", 0.9, true, false, true},
                             {"Pneumonia", 0.95, true, true, false}};
        const auto leading = [&prediction] { return leadingScore(prediction.scores); };
        QCOMPARE(*leading(), std::size_t(2)); // over its operating point
        prediction.scores[2].leads = false;   // of an age that is not known
        QCOMPARE(*leading(), std::size_t(1));
        QCOMPARE(inOrderOfWeight(prediction.scores), (std::vector<std::size_t>{0, 1, 2}));
        prediction.scores[2].leads = true;
        prediction.scores[2].positive = false;
        QCOMPARE(*leading(), std::size_t(1));
        prediction.scores.resize(1);
        QVERIFY(!leading());
    }
};

QTEST_APPLESS_MAIN(TestPrediction)
#include "tst_prediction.moc"
