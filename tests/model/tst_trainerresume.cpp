#include "model/runfolder.h"
#include "model/sha256.h"
#include "model/trainer.h"
#include "tests/support/model/trainerdata.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

#include <cstring>
#include <fstream>
#include <iterator>

using namespace lucency;
using namespace lucency::model;

namespace {

namespace fs = std::filesystem;

std::string bytesOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void put(const fs::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::uint64_t headerLength(const std::string& state)
{
    std::uint64_t length = 0;
    std::memcpy(&length, state.data(), sizeof length);
    return length;
}

/// The state as a program wrote it that knew no checksums and nothing of what the images hold.
std::string withoutChecksums(const std::string& state)
{
    const auto length = headerLength(state);
    auto header = nlohmann::json::parse(state.substr(8, length));
    auto& metadata = header["__metadata__"];
    metadata.erase("sha256");
    metadata.erase("header_sha256");
    auto training = nlohmann::json::parse(metadata["lucency.training"].get<std::string>());
    training.erase("contentsSha256");
    metadata["lucency.training"] = training.dump();
    auto text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const std::uint64_t now = text.size();
    return std::string(reinterpret_cast<const char*>(&now), sizeof now) + text + state.substr(8 + length);
}

} // namespace

/// A run that was stopped after its first epoch goes on only with what it had.
class TestTrainerResume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void runGoesOn();
    void lostStateIsRefusedWhereAnythingWasLearnt_data();
    void lostStateIsRefusedWhereAnythingWasLearnt();
    void runThatLearntNothingYetBegins();
    void damagedStateIsRefused_data();
    void damagedStateIsRefused();
    void stateWithoutChecksumsGoesOn();
    void anotherRecipeIsRefusedByItsKeys();
    void recipeThatWasChangedSinceIsRefused();
    void recipeOfAnEarlierVersionGoesOn();
    void changedImagesAreNamedAndRefused();
    void changedImageIsNotNamedWithoutTheList();

private:
    TrainingRequest request() const;
    fs::path state() const { return request().runFolder / "state.safetensors"; }
    test::TrainerData m_data{12};
};

TrainingRequest TestTrainerResume::request() const
{
    TrainingRequest request;
    request.recipe = test::smallRecipe(2);
    request.dataFolder = m_data.path();
    request.runFolder = m_data.run("run");
    request.programVersion = "test";
    request.resume = true;
    return request;
}

void TestTrainerResume::initTestCase()
{
    torch::set_num_threads(1);
    auto first = request();
    first.runFolder = m_data.run("stopped");
    first.resume = false;
    first.savingShare = 1;
    std::stop_source stop;
    first.progress = [&](const TrainingProgress& progress) {
        if (progress.stage == TrainingStage::Training && progress.epoch == 2) stop.request_stop();
    };
    QCOMPARE(train(first, stop.get_token()).error().kind, FailureKind::Cancelled);
    for (const char* file : {"state.safetensors", "history.csv", "last.safetensors", "best.safetensors", "images.csv"})
        QVERIFY2(fs::exists(first.runFolder / file), file);
}

void TestTrainerResume::init()
{
    fs::remove_all(m_data.run("run"));
    fs::copy(m_data.run("stopped"), m_data.run("run"), fs::copy_options::recursive);
}

void TestTrainerResume::runGoesOn()
{
    const auto outcome = train(request(), {});
    QVERIFY2(outcome.has_value(), outcome ? "" : outcome.error().detail.c_str());
    QCOMPARE(outcome->history.size(), std::size_t{2});
}

void TestTrainerResume::lostStateIsRefusedWhereAnythingWasLearnt_data()
{
    QTest::addColumn<QString>("kept");
    for (const char* file : {"history.csv", "last.safetensors", "best.safetensors"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void TestTrainerResume::lostStateIsRefusedWhereAnythingWasLearnt()
{
    QFETCH(QString, kept);
    const auto run = m_data.run("run");
    fs::remove(state());
    for (const char* file : {"history.csv", "last.safetensors", "best.safetensors"})
        if (kept != QLatin1String(file)) fs::remove(run / file);
    const auto before = bytesOf(run / kept.toStdString());
    const auto refused = train(request(), {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, FailureKind::NotFound);
    QCOMPARE(refused.error().subject, state().string());
    QVERIFY(bytesOf(run / kept.toStdString()) == before);
}

void TestTrainerResume::runThatLearntNothingYetBegins()
{
    for (const char* file : {"state.safetensors", "history.csv", "last.safetensors", "best.safetensors"})
        fs::remove(m_data.run("run") / file);
    const auto outcome = train(request(), {});
    QVERIFY(outcome.has_value());
    QCOMPARE(outcome->history.size(), std::size_t{2});
}

void TestTrainerResume::damagedStateIsRefused_data()
{
    QTest::addColumn<int>("thousandth"); // of the numbers; below zero: of the header
    QTest::addColumn<bool>("cut");
    QTest::newRow("a bit of the first number") << 0 << false;
    QTest::newRow("a bit in the middle") << 500 << false;
    QTest::newRow("a bit of the last numbers") << 999 << false;
    QTest::newRow("a digit of the header") << -1 << false;
    QTest::newRow("cut off in the middle") << 500 << true;
    QTest::newRow("cut off in the header") << -1 << true;
}

void TestTrainerResume::damagedStateIsRefused()
{
    QFETCH(int, thousandth);
    QFETCH(bool, cut);
    auto bytes = bytesOf(state());
    const auto numbers = 8 + headerLength(bytes);
    auto place = numbers + (bytes.size() - numbers) * static_cast<std::size_t>(std::max(thousandth, 0)) / 1000;
    if (thousandth < 0) place = bytes.find("lossSum\\\":") + std::strlen("lossSum\\\":");
    if (cut)
        bytes.resize(place);
    else
        bytes[place] = static_cast<char>(bytes[place] ^ 1);
    put(state(), bytes);
    const auto refused = train(request(), {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, FailureKind::ModelDamaged);
    QCOMPARE(refused.error().subject, state().string());
}

void TestTrainerResume::stateWithoutChecksumsGoesOn()
{
    put(state(), withoutChecksums(bytesOf(state())));
    fs::remove(m_data.run("run") / "images.csv");
    const auto saysSo = [this] {
        bool said = false;
        auto again = request();
        again.remark = [&](const std::string& text) { said |= text.find("is checked from now on") != std::string::npos; };
        const auto outcome = train(again, {});
        return outcome ? QString::fromLatin1(said ? "said" : "nothing") : QString::fromStdString(outcome.error().detail);
    };
    QCOMPARE(saysSo(), QStringLiteral("said"));
    QVERIFY(fs::exists(m_data.run("run") / "images.csv"));
    QCOMPARE(saysSo(), QStringLiteral("nothing")); // its state knows them now
}

void TestTrainerResume::anotherRecipeIsRefusedByItsKeys()
{
    const auto before = bytesOf(state());
    auto other = request();
    other.recipe.training.epochs = 7;
    other.recipe.input.inputSize = 40;
    other.recipe.findings.front().weight = 2;
    const auto refused = train(other, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, FailureKind::ModelMismatch);
    QCOMPARE(refused.error().subject, (request().runFolder / "recipe.json").string());
    QCOMPARE(refused.error().detail, std::string("findings.0.weight is 2.0, the run began with 1.0; input.size is 40, the run began with "
                                                 "32; training.epochs is 7, the run began with 2"));
    QVERIFY(bytesOf(state()) == before);
}

void TestTrainerResume::recipeThatWasChangedSinceIsRefused()
{
    auto other = request();
    other.recipe.training.epochs = 7;
    put(request().runFolder / "recipe.json", toJson(other.recipe));
    const auto refused = train(other, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, FailureKind::ModelMismatch);
    QCOMPARE(refused.error().detail, std::string("it is not the recipe that the run began with"));
}

void TestTrainerResume::recipeOfAnEarlierVersionGoesOn()
{
    // As a version wrote it that did not know a key yet: its state holds the sum of that text.
    const auto file = request().runFolder / "recipe.json";
    auto recipe = nlohmann::ordered_json::parse(bytesOf(file));
    QVERIFY(recipe["training"].erase("focalGamma") == 1);
    const auto text = recipe.dump(2) + "\n";
    const auto now = sha256(bytesOf(file)), then = sha256(text);
    put(file, text);
    auto bytes = withoutChecksums(bytesOf(state()));
    const auto place = bytes.find(now);
    QVERIFY(place != std::string::npos);
    put(state(), bytes.replace(place, then.size(), then));
    const auto outcome = train(request(), {});
    QVERIFY2(outcome.has_value(), outcome ? "" : outcome.error().detail.c_str());
    QCOMPARE(outcome->history.size(), std::size_t{2});
    QVERIFY(bytesOf(file) == toJson(request().recipe)); // complete again
}

void TestTrainerResume::changedImagesAreNamedAndRefused()
{
    const auto image = m_data.path() / "data/NO/p3_0.png";
    const auto before = bytesOf(image);
    cv::imwrite(image.string(), test::drawCase(true, 77));
    const auto refused = train(request(), {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, FailureKind::ModelMismatch);
    QCOMPARE(refused.error().subject, (request().runFolder / "images.csv").string());
    QCOMPARE(refused.error().detail, std::string("images are not those that the run began with: data/NO/p3_0.png"));
    put(image, "no image");
    const auto unreadable = train(request(), {});
    QVERIFY(!unreadable);
    QCOMPARE(unreadable.error().detail, std::string("images are not those that the run began with: data/NO/p3_0.png (cannot be read now)"));
    put(image, before);
    QVERIFY(train(request(), {}).has_value());
}

void TestTrainerResume::changedImageIsNotNamedWithoutTheList()
{
    const auto image = m_data.path() / "data/NO/p3_0.png";
    const auto before = bytesOf(image);
    cv::imwrite(image.string(), test::drawCase(true, 77));
    fs::remove(m_data.run("run") / "images.csv");
    const auto refused = train(request(), {});
    put(image, before);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, FailureKind::ModelMismatch);
    QCOMPARE(refused.error().detail, std::string("images are not those that the run began with"));
}

QTEST_APPLESS_MAIN(TestTrainerResume)

#include "tst_trainerresume.moc"
