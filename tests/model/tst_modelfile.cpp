#include "model/classifier.h"
#include "model/manifestpeek.h"
#include "model/modelfile.h"
#include "tests/support/model/drawncases.h"
#include "tests/support/model/seededmodel.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using model::copyModel;
using model::readManifest;

class ModelFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path file(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }

    static std::vector<double> scores(const std::filesystem::path& file)
    {
        const auto classifier = model::Classifier::load(file, {"cpu", model::Precision::Float32, {}});
        if (!classifier) return {};
        cv::Mat input;
        cv::resize(test::drawCase(true, 3), input, {64, 64});
        input.convertTo(input, CV_32F, 1 / 255.0);
        const auto predicted = classifier->predict({&input, 1}, {}, false);
        std::vector<double> values;
        for (std::size_t i = 0; predicted && i < predicted->front().scores.size(); ++i)
            values.push_back(predicted->front().scores[i].probability);
        return values;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(test::writeSeededModel(file("model.safetensors"), test::seededManifest())); }

    void a_peek_tells_what_the_file_says_and_nothing_where_it_says_nothing()
    {
        const auto peeked = model::peekManifest(file("model.safetensors"));
        const auto read = readManifest(file("model.safetensors"));
        QVERIFY(peeked && read);
        QCOMPARE(model::toJson(*peeked), model::toJson(*read));
        const auto put = [&](const char* name, const QByteArray& bytes) {
            QFile written(QString::fromStdString(file(name).string()));
            return written.open(QIODevice::WriteOnly) && written.write(bytes) == bytes.size();
        };
        QVERIFY(put("words", "no model at all, but longer than a header's length") && put("short", "abc"));
        QVERIFY(put("bare", QByteArray("\2\0\0\0\0\0\0\0{}", 10)) && put("open", QByteArray("\2\0\0\0\0\0\0\0{{", 10)));
        QVERIFY(put("vast", QByteArray("\377\377\377\377\377\377\377\0{}", 10)));
        for (const char* name : {"words", "short", "bare", "open", "vast", "missing"})
            QVERIFY2(!model::peekManifest(file(name)), name);
        QVERIFY(!model::peekManifest(m_folder.path().toStdString()));
    }

    void a_copy_with_other_operating_points_scores_the_same_and_is_another_file()
    {
        const auto before = readManifest(file("model.safetensors"));
        QVERIFY(before);
        QCOMPARE(before->name, "seeded");
        QVERIFY(!before->fileSha256.empty());
        auto changed = *before;
        changed.name = "ours";
        changed.version = "2";
        changed.findings[0].operatingPoint.threshold = 0.125;
        changed.findings[0].operatingPoint.aim = "sensitivity>=0.95";
        const auto written = copyModel(file("model.safetensors"), changed, file("copy.safetensors"));
        QVERIFY(written);
        QVERIFY(written->fileSha256 != before->fileSha256);
        const auto read = readManifest(file("copy.safetensors"));
        QVERIFY(read);
        QCOMPARE(read->name, "ours");
        QCOMPARE(read->findings[0].operatingPoint.threshold, 0.125);
        QCOMPARE(read->findings[0].operatingPoint.aim, "sensitivity>=0.95");
        QCOMPARE(read->fileSha256, written->fileSha256);
        const auto own = scores(file("model.safetensors"));
        QCOMPARE(own.size(), 3u);
        QVERIFY(own == scores(file("copy.safetensors")));
        QCOMPARE(readManifest(file("model.safetensors"))->fileSha256, before->fileSha256); // the original is left alone
    }

    void a_manifest_of_another_network_is_refused_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("architecture") << 0;
        QTest::newRow("input size") << 1;
        QTest::newRow("a finding less") << 2;
        QTest::newRow("findings in another order") << 3;
    }
    void a_manifest_of_another_network_is_refused()
    {
        QFETCH(int, what);
        auto manifest = *readManifest(file("model.safetensors"));
        if (what == 0) manifest.architecture = "resnet34";
        if (what == 1) manifest.preprocessing.inputSize = 128;
        if (what == 2) manifest.findings.pop_back();
        if (what == 3) std::swap(manifest.findings[0], manifest.findings[1]);
        const auto copied = copyModel(file("model.safetensors"), manifest, file("other.safetensors"));
        QVERIFY(!copied);
        QCOMPARE(copied.error().kind, FailureKind::ModelMismatch);
        QVERIFY(!std::filesystem::exists(file("other.safetensors")));
    }

    void what_is_no_whole_model_fails_by_name()
    {
        QCOMPARE(readManifest(file("gone.safetensors")).error().kind, FailureKind::NotFound);
        QVERIFY(QFile::copy(QString::fromStdString(file("model.safetensors").string()), m_folder.filePath(QStringLiteral("flipped"))));
        QFile flipped(m_folder.filePath(QStringLiteral("flipped")));
        QVERIFY(flipped.open(QIODevice::ReadWrite) && flipped.seek(flipped.size() - 5));
        const char last = flipped.peek(1).at(0);
        QVERIFY(flipped.putChar(static_cast<char>(last ^ 1)));
        flipped.close();
        const auto damaged = readManifest(file("flipped"));
        QCOMPARE(damaged.error().kind, FailureKind::ModelDamaged);
        QCOMPARE(damaged.error().subject, file("flipped").string());
        const auto manifest = *readManifest(file("model.safetensors"));
        QCOMPARE(copyModel(file("model.safetensors"), manifest, file("nowhere/copy.safetensors")).error().kind, FailureKind::CannotWrite);
    }
};

QTEST_APPLESS_MAIN(ModelFileTest)
#include "tst_modelfile.moc"
