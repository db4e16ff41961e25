#include "app/modeluse.h"
#include "model/evaluation/comparison.h"
#include "model/modelfile.h"
#include "tests/support/model/seededmodel.h"
#include "tests/support/model/smallrun.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace lucency;
using app::compareForUse;
using app::NoComparison;
using app::UseRequest;

class ModelUseTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::SmallRun> m_run;
    UseRequest request() const { return {m_run->model(), m_run->folder(), m_run->data(), m_run->file("in-use.safetensors").toStdString()}; }

private Q_SLOTS:
    void initTestCase()
    {
        m_run = std::make_unique<test::SmallRun>();
        QVERIFY(m_run->finished);
        // Effusion, Mass and Nodule, by a network that nobody trained.
        auto manifest = test::seededManifest();
        manifest.findings[0].name = "EFFUSION"; // as a folder of local images may call it
        QVERIFY(test::writeSeededModel(request().modelInUse, manifest));
    }

    void both_models_are_measured_on_the_same_test_images()
    {
        std::vector<std::size_t> steps;
        const auto compared = compareForUse(request(), [&](std::size_t done, std::size_t all) {
            steps.push_back(done);
            QVERIFY(done <= all);
        });
        QVERIFY(compared);
        QCOMPARE(compared->none, NoComparison::None);
        QCOMPARE(compared->candidate.name, "small");
        QCOMPARE(compared->inUse->name, "seeded");
        QVERIFY(!compared->sameSplit);
        QCOMPARE(compared->notScored, 0L);
        QCOMPARE(static_cast<long>(steps.size()), compared->testImages);
        QCOMPARE(compared->findings.size(), 2u);
        const auto& effusion = compared->findings[0];
        QCOMPARE(effusion.entry.name, "Effusion");
        QVERIFY(effusion.validation.hasBoth() && effusion.test.hasBoth());
        QCOMPARE(static_cast<long>(effusion.paired.labels.size()), compared->testImages);
        const auto areas = evaluation::compareAuc(effusion.paired.candidate, effusion.paired.inUse, effusion.paired.labels);
        QVERIFY(areas);
        QCOMPARE(effusion.pairedAuc->value, areas->first.value);
        QCOMPARE(effusion.formerAuc->value, areas->second.value);
        QCOMPARE(effusion.difference->value, areas->difference.value);
        QVERIFY2(effusion.difference->low > 0, "a trained network is better than one that nobody trained");
        QVERIFY(!compared->findings[1].difference);                   // of the Mass nothing is known
        QCOMPARE(compared->lostFindings, std::vector<std::string>{}); // the Nodule was never validated
    }

    void a_model_beside_itself_differs_in_nothing()
    {
        auto same = request();
        same.modelInUse = same.model;
        const auto compared = compareForUse(same, {});
        QVERIFY(compared);
        QVERIFY(compared->sameSplit);
        const auto& effusion = compared->findings[0];
        QVERIFY(std::abs(effusion.difference->value) < 0.02); // the run's own predictions were made in fp32
        QVERIFY(effusion.difference->low <= 0 && effusion.difference->high >= 0);
    }

    void a_validated_finding_that_the_new_model_lacks_is_named()
    {
        auto other = request();
        auto manifest = test::seededManifest();
        manifest.findings[2].validated = true;
        other.modelInUse = m_run->file("nodule.safetensors").toStdString();
        QVERIFY(test::writeSeededModel(other.modelInUse, manifest));
        QCOMPARE(compareForUse(other, {})->lostFindings, std::vector<std::string>{"Nodule"});
    }

    void what_cannot_be_compared_says_why()
    {
        auto alone = request();
        alone.run.clear();
        auto compared = compareForUse(alone, {});
        QVERIFY(compared);
        QCOMPARE(compared->none, NoComparison::NoTestData);
        QVERIFY(!compared->findings[0].validation.hasBoth());

        auto elsewhere = request();
        elsewhere.data = m_run->file("nowhere").toStdString();
        compared = compareForUse(elsewhere, {});
        QVERIFY(compared);
        QCOMPARE(compared->none, NoComparison::ImagesGone);
        QCOMPARE(compared->failure->kind, FailureKind::NotFound);
        QVERIFY(compared->findings[0].validation.hasBoth()); // the operating point can be chosen all the same

        auto broken = request();
        broken.modelInUse = m_run->file("gone.safetensors").toStdString();
        compared = compareForUse(broken, {});
        QVERIFY(compared);
        QCOMPARE(compared->none, NoComparison::FormerFails);
        QCOMPARE(compared->failure->kind, FailureKind::NotFound);
    }

    void what_cannot_be_read_fails_by_name_and_a_stop_ends_it()
    {
        auto gone = request();
        gone.model = m_run->file("gone.safetensors").toStdString();
        QCOMPARE(compareForUse(gone, {}).error().subject, gone.model.string());
        auto half = request();
        half.run = m_run->file("half").toStdString();
        QVERIFY(QDir().mkpath(m_run->file("half")));
        QCOMPARE(compareForUse(half, {}).error().kind, FailureKind::NotFound);
        std::stop_source stop;
        QCOMPARE(compareForUse(
                     request(), [&](std::size_t, std::size_t) { stop.request_stop(); }, stop.get_token())
                     .error()
                     .kind,
                 FailureKind::Cancelled);
    }

    void the_run_of_a_model_is_the_folder_that_it_lies_in()
    {
        QCOMPARE(app::runOfModel(m_run->model()), m_run->folder());
        QVERIFY(app::runOfModel(request().modelInUse).empty());
    }
};

QTEST_GUILESS_MAIN(ModelUseTest)
#include "tst_modeluse.moc"
