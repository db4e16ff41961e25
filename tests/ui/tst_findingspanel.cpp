#include "ui/failuretext.h"
#include "ui/reading/findingrow.h"
#include "ui/reading/findingspanel.h"
#include "ui/reading/viewactions.h"

#include <QLabel>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace lucency;
using namespace lucency::ui;

namespace {

model::FindingEntry entry(const std::string& name, double threshold)
{
    model::FindingEntry finding;
    finding.name = name;
    finding.validated = true;
    finding.operatingPoint.threshold = threshold;
    finding.operatingPoint.sensitivity = {0.93, 0.90, 0.95};
    finding.operatingPoint.specificity = {0.88, 0.84, 0.91};
    finding.operatingPoint.positives = 200;
    finding.operatingPoint.negatives = 800;
    return finding;
}

std::shared_ptr<model::ModelManifest> manifest()
{
    auto known = std::make_shared<model::ModelManifest>();
    known->findings = {entry("Effusion", 0.4), entry("Mass", 0.2), entry("Pneumonia", 0.5), entry("Hernia", 0.5)};
    known->findings[2].minimumAge = 1;
    known->findings[2].maximumAge = 5;
    known->findings[3].validated = false;
    return known;
}

model::Prediction prediction()
{
    model::Prediction said;
    said.modelName = "Test model";
    said.modelVersion = "3";
    said.scores = {{"Effusion", 0.73, true, true, true},
                   {"Mass", 0.05, false, true, true},
                   {"Pneumonia", 0.97, true, true, false},
                   {"Hernia", 0.88, true, false, true}};
    return said;
}

QString allText(const QWidget& panel)
{
    QStringList words;
    for (const QLabel* label : panel.findChildren<QLabel*>())
        words << label->text();
    for (const FindingRow* row : panel.findChildren<FindingRow*>())
        words << row->accessibleName();
    return words.join(QLatin1Char('\n'));
}

} // namespace

class TestFindingsPanel : public QObject {
    Q_OBJECT

    std::unique_ptr<RadiographView> m_view;
    std::unique_ptr<ViewActions> m_actions;
    std::unique_ptr<FindingsPanel> m_panel;

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        m_panel.reset();
        m_actions.reset();
        m_view = std::make_unique<RadiographView>();
        m_actions = std::make_unique<ViewActions>(m_view.get());
        m_panel = std::make_unique<FindingsPanel>(m_actions.get());
    }

    void ordersFindingsByWhatTheyMean()
    {
        m_panel->showPrediction(prediction(), manifest());
        const auto& lines = m_panel->lines();
        QCOMPARE(lines.size(), std::size_t(4));
        QVERIFY(lines[0].finding == QLatin1String("Effusion") && lines[0].standing == FindingLine::Standing::Over);
        QVERIFY(lines[1].finding == QLatin1String("Mass") && lines[1].standing == FindingLine::Standing::Under);
        QVERIFY(lines[2].finding == QLatin1String("Pneumonia") && lines[2].standing == FindingLine::Standing::OtherAge);
        QVERIFY(lines[3].finding == QLatin1String("Hernia") && lines[3].standing == FindingLine::Standing::NotValidated);
        QVERIFY(m_panel->stateTitle().isEmpty());
        QCOMPARE(m_panel->selected()->finding, QStringLiteral("Effusion"));
    }

    void showsNoFigureThatIsNotFitToBeShown()
    {
        m_panel->showPrediction(prediction(), manifest());
        const QString text = allText(*m_panel);
        QVERIFY(text.contains(percentText(0.73)));
        QVERIFY2(!text.contains(percentText(0.97)), "outside the ages of the training data");
        QVERIFY2(!text.contains(percentText(0.88)), "not validated");
    }

    void aFindingOfAnotherAgeStandsLastWhereTheAgeIsUnknown()
    {
        model::Prediction said = prediction();
        said.scores[2].ageAppropriate = true; // Pneumonia, ages 1 to 5, 97 %
        said.scores[2].leads = false;
        m_panel->showPrediction(said, manifest());
        QCOMPARE(m_panel->selected()->finding, QStringLiteral("Effusion"));
        const FindingLine& held = m_panel->lines()[2];
        QCOMPARE(held.finding, QStringLiteral("Pneumonia"));
        QVERIFY(held.standing == FindingLine::Standing::IfOfAge);
        QVERIFY(allText(*m_panel).contains(percentText(0.97)));
        QVERIFY2(held.verdict.contains(QStringLiteral("ages 1 to 5")), qPrintable(held.verdict));

        said.scores = {said.scores[2]};
        m_panel->showPrediction(said, manifest());
        QVERIFY2(!m_panel->selected() && !m_panel->showsMap(), "no heat map by itself");
        said.scores[0].leads = true;
        m_panel->showPrediction(said, manifest());
        QVERIFY(m_panel->selected() && m_panel->showsMap());
    }

    void aScoreThatTheManifestDoesNotKnowIsNotValidated()
    {
        model::Prediction said = prediction();
        said.scores[0].finding = "Unheard of";
        const auto lines = findingLines(said, *manifest());
        QVERIFY(lines.back().standing == FindingLine::Standing::NotValidated);
    }

    void saysWhatTheFigureMeans()
    {
        m_panel->showPrediction(prediction(), manifest());
        const QString explanation = m_panel->selected()->explanation;
        QVERIFY2(explanation.contains(QStringLiteral("93 (90–95)")), qPrintable(explanation)); // with the finding
        QVERIFY2(explanation.contains(QStringLiteral("12 (9–16)")), qPrintable(explanation));  // without it
        QVERIFY(allText(*m_panel).contains(explanation));
        QVERIFY(allText(*m_panel).contains(QLatin1String("Test model")));
    }

    void saysInEveryStateThatItIsNotForPrimaryDiagnosis()
    {
        const auto caution = [this] {
            const auto* label = m_panel->findChild<QLabel*>(QStringLiteral("caution"));
            return label && label->isVisibleTo(m_panel.get()) && !label->text().isEmpty();
        };
        QVERIFY(caution());
        m_panel->showRefused({FailureKind::NotFrontal, "lateral.dcm", {}});
        QVERIFY(caution());
        m_panel->showPrediction(prediction(), manifest());
        QVERIFY(caution());
    }

    void everyStateSaysWhatIsTheCase()
    {
        QStringList titles;
        const auto remember = [&] {
            QVERIFY(!m_panel->stateTitle().isEmpty());
            QVERIFY(m_panel->lines().empty());
            QVERIFY(!m_panel->selected());
            titles << m_panel->stateTitle();
        };
        m_panel->showPrediction(prediction(), manifest()); // no state may leave the last image's findings behind
        m_panel->showNoImage();
        remember();
        m_panel->showPrediction(prediction(), manifest());
        m_panel->showWaiting();
        remember();
        m_panel->showPrediction(prediction(), manifest());
        m_panel->showModelLoading();
        remember();
        m_panel->showPrediction(prediction(), manifest());
        const Failure refusal{FailureKind::NotFrontal, "lateral.dcm", {}};
        m_panel->showRefused(refusal);
        remember();
        QVERIFY(allText(*m_panel).contains(failureText(refusal)));
        m_panel->showPrediction(prediction(), manifest());
        m_panel->showFailed({FailureKind::OutOfMemory, "large.dcm", {}});
        remember();
        m_panel->showModelFailed({FailureKind::ModelDamaged, "default.safetensors", {}});
        remember();
        QCOMPARE(titles.removeDuplicates(), 0);
    }

    void choosingAFindingTellsWhoseMapToShow()
    {
        m_panel->showPrediction(prediction(), manifest());
        m_panel->show();
        QSignalSpy chosen(m_panel.get(), &FindingsPanel::findingSelected);
        for (FindingRow* row : m_panel->findChildren<FindingRow*>())
            if (row->line().finding == QLatin1String("Mass")) QTest::keyClick(row, Qt::Key_Space);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(m_panel->selected()->index, 1);
    }

    void hidingTheAiHidesTheFigures()
    {
        m_panel->showPrediction(prediction(), manifest());
        m_actions->showAi->setChecked(false);
        QVERIFY(!m_panel->stateTitle().isEmpty());
        for (const FindingRow* row : m_panel->findChildren<FindingRow*>())
            QVERIFY(!row->isVisibleTo(m_panel.get()));
        // Neither does a new image bring them back.
        m_panel->showPrediction(prediction(), manifest());
        for (const FindingRow* row : m_panel->findChildren<FindingRow*>())
            QVERIFY(!row->isVisibleTo(m_panel.get()));
        m_actions->showAi->setChecked(true);
        QVERIFY(m_panel->stateTitle().isEmpty());
    }

    void figuresAreAsFineAsTheyDeserve()
    {
        QCOMPARE(percentText(0.734), QStringLiteral("73 %"));
        QCOMPARE(percentText(0.004), QStringLiteral("< 1 %"));
        QCOMPARE(percentText(0.996), QStringLiteral("> 99 %"));
        QCOMPARE(cellsText(7, 7), QStringLiteral("7 × 7 cells"));
    }
};

QTEST_MAIN(TestFindingsPanel)
#include "tst_findingspanel.moc"
