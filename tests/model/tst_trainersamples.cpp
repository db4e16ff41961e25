#include "model/trainer.h"
#include "model/trainersamples.h"
#include "tests/support/model/trainerdata.h"

#include <torch/torch.h>

#include <QTest>

#include <set>

using namespace lucency;
using namespace lucency::model;

namespace {

constexpr Label yes = Label::Present, no = Label::Absent, unknown = Label::Unknown;

std::set<std::size_t> rowsOf(const std::vector<SamplePlace>& places)
{
    std::set<std::size_t> rows;
    for (const auto& place : places)
        rows.insert(place.row);
    return rows;
}

} // namespace

/// The images that people are shown while a network learns.
class TestTrainerSamples : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }
    void one_finding_is_followed_on_three_images_with_and_three_without();
    void several_findings_take_turns_the_most_frequent_first();
    void few_cases_give_few_images();
    void the_most_wrong_are_those_far_beyond_the_threshold();
    void a_run_hands_them_out_at_each_epochs_end_data();
    void a_run_hands_them_out_at_each_epochs_end();
};

void TestTrainerSamples::one_finding_is_followed_on_three_images_with_and_three_without()
{
    std::vector<std::vector<Label>> labels;
    for (int i = 0; i < 40; ++i)
        labels.push_back({i % 2 ? yes : no});
    const auto places = samplesToFollow(labels);
    QCOMPARE(places.size(), std::size_t{6});
    QCOMPARE(rowsOf(places).size(), std::size_t{6});
    QCOMPARE(std::ranges::count_if(places, [&](const auto& place) { return labels[place.row][0] == yes; }), 3);
    QVERIFY(*rowsOf(places).begin() < 12 && *rowsOf(places).rbegin() > 28); // from all over the part
    QCOMPARE(rowsOf(samplesToFollow(labels)), rowsOf(places));
}

void TestTrainerSamples::several_findings_take_turns_the_most_frequent_first()
{
    std::vector<std::vector<Label>> labels(20, {no, no, no, unknown});
    for (std::size_t i = 0; i < 6; ++i)
        labels[i][2] = yes;
    for (std::size_t i = 6; i < 10; ++i)
        labels[i][0] = yes;
    labels[10][1] = yes;
    const auto places = samplesToFollow(labels);
    QCOMPARE(places.size(), std::size_t{6});
    QCOMPARE(rowsOf(places).size(), std::size_t{6});
    QCOMPARE(places[0].finding, std::size_t{2});
    QCOMPARE(places[2].finding, std::size_t{0});
    QCOMPARE(places[4].finding, std::size_t{1});
    QCOMPARE(labels[places[4].row][1], yes);
}

void TestTrainerSamples::few_cases_give_few_images()
{
    QVERIFY(samplesToFollow({}).empty());
    QVERIFY(samplesToFollow({{unknown}, {unknown}}).empty());
    QCOMPARE(samplesToFollow({{yes}, {no}}).size(), std::size_t{2});
}

void TestTrainerSamples::the_most_wrong_are_those_far_beyond_the_threshold()
{
    const std::vector<std::vector<Label>> labels{{yes}, {yes}, {yes}, {no}, {no}, {no}, {unknown}};
    // All below even odds, as from a young network; -3 tells them apart but for two.
    const std::vector<std::vector<double>> logits{{-1}, {-5}, {-2}, {-4}, {-6}, {-2.5}, {3}};
    const auto thresholds = thresholdsOf("youden", logits, labels);
    QVERIFY(thresholds[0] < -1 && thresholds[0] > -4);
    const auto wrong = mostWrong(logits, {-3}, labels, {});
    QCOMPARE(wrong.size(), std::size_t{2});
    QCOMPARE(wrong[0].row, std::size_t{1});
    QCOMPARE(wrong[1].row, std::size_t{5});
    QCOMPARE(mostWrong(logits, {-3}, labels, {{5, 0}}).size(), std::size_t{1}); // it is followed anyway
    QVERIFY(mostWrong({{2}, {-2}}, {0}, {{yes}, {no}}, {}).empty());
}

void TestTrainerSamples::a_run_hands_them_out_at_each_epochs_end_data()
{
    QTest::addColumn<QString>("architecture");
    QTest::newRow("Grad-CAM") << "cnn64";
    QTest::newRow("class activation maps") << "resnet18";
}

void TestTrainerSamples::a_run_hands_them_out_at_each_epochs_end()
{
    QFETCH(QString, architecture);
    const test::TrainerData data(20);
    TrainingRequest request;
    request.recipe = test::smallRecipe(2);
    request.recipe.architecture = architecture.toStdString();
    request.dataFolder = data.path();
    request.runFolder = data.run("run");
    request.samples = true;
    std::vector<std::shared_ptr<const std::vector<TrainingSample>>> shown;
    request.progress = [&](const TrainingProgress& progress) {
        QCOMPARE(progress.samples != nullptr, progress.finished != nullptr);
        if (progress.samples) shown.push_back(progress.samples);
    };
    const auto outcome = train(request, {});
    QVERIFY2(outcome.has_value(), outcome ? "" : outcome.error().detail.c_str());
    QCOMPARE(shown.size(), std::size_t{2});
    std::vector<std::string> followed[2];
    for (std::size_t epoch = 0; epoch < 2; ++epoch)
        for (const auto& sample : *shown[epoch]) {
            if (sample.followed) followed[epoch].push_back(sample.path);
            QCOMPARE(sample.grey.rows, 32);
            QCOMPARE(sample.grey.type(), CV_8UC1);
            QCOMPARE(sample.labels.size(), std::size_t{2});
            QCOMPARE(sample.probabilities.size(), std::size_t{2});
            QCOMPARE(sample.activations.size(), std::size_t{2});
            for (const auto& map : sample.activations)
                QVERIFY(!map.empty() && map.type() == CV_32FC1 && cv::checkRange(map));
            for (const double probability : sample.probabilities)
                QVERIFY(probability >= 0 && probability <= 1);
        }
    QVERIFY(followed[0].size() >= 4);
    QCOMPARE(followed[0], followed[1]);
    QVERIFY((*shown[0])[0].probabilities != (*shown[1])[0].probabilities);

    // Looking changes nothing.
    request.runFolder = data.run("unwatched");
    request.samples = false;
    request.progress = {};
    const auto unwatched = train(request, {});
    QVERIFY(unwatched.has_value());
    for (std::size_t epoch = 0; epoch < 2; ++epoch)
        QCOMPARE(unwatched->history[epoch].validationLoss, outcome->history[epoch].validationLoss);
}

QTEST_APPLESS_MAIN(TestTrainerSamples)

#include "tst_trainersamples.moc"
