#include "model/modelfile.h"
#include "tests/support/model/seededmodel.h"
#include "tests/support/model/smallrun.h"
#include "tests/support/window/readingstation.h"
#include "ui/evaluation/intousedialog.h"
#include "ui/evaluation/operatingpointrow.h"
#include "ui/modelmenu.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace lucency;
using ui::IntoUseDialog;
using ui::ModelMenu;

namespace {

constexpr int patience = 30'000;

void choose(const ui::OperatingPointRow& row, const QString& words)
{
    auto* kind = row.findChild<QComboBox*>();
    for (int i = 0; i < kind->count(); ++i)
        if (kind->itemText(i).contains(words)) kind->setCurrentIndex(i);
}

} // namespace

class IntoUseTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::SmallRun> m_run;
    QTemporaryDir m_folder;
    QString inUse() const { return m_run->file("in-use.safetensors"); }
    app::ModelShelf shelf() const { return app::ModelShelf(m_folder.filePath(QStringLiteral("lucency.sqlite"))); }
    app::UseRequest request() const { return {m_run->model(), m_run->folder(), m_run->data(), inUse().toStdString()}; }

private Q_SLOTS:
    void initTestCase()
    {
        m_run = std::make_unique<test::SmallRun>();
        QVERIFY(m_run->finished);
        QVERIFY(test::writeSeededModel(inUse().toStdString(), test::seededManifest()));
    }

    void a_model_goes_into_use_only_with_its_operating_point_chosen_anew()
    {
        IntoUseDialog page(shelf(), request(), {});
        page.show();
        QVERIFY(page.isComparing() && !page.acceptButton()->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!page.isComparing(), patience);
        const QString words = test::visibleText(page);
        QVERIFY(words.contains(QStringLiteral("Not for primary diagnosis")));
        QVERIFY(words.contains(QStringLiteral("The new model is better")));
        QVERIFY(words.contains(QStringLiteral("may have learnt from some of them")));
        QVERIFY(words.contains(QStringLiteral("Mass: not validated")));
        QVERIFY(!page.acceptButton()->isEnabled());
        QCOMPARE(page.operatingPoints().size(), 1); // of the finding that is validated
        choose(*page.operatingPoints()[0], QStringLiteral("Miss few"));
        page.operatingPoints()[0]->findChild<QDoubleSpinBox*>()->setValue(90);
        QVERIFY(page.acceptButton()->isEnabled());
        const double threshold = page.operatingPoints()[0]->chosen()->threshold;
        page.findChild<QLineEdit*>(QStringLiteral("name"))->setText(QString());
        QVERIFY(!page.acceptButton()->isEnabled());
        page.findChild<QLineEdit*>(QStringLiteral("name"))->setText(QStringLiteral("Ours"));
        page.findChild<QCheckBox*>(QStringLiteral("score-anew"))->setChecked(false);
        QSignalSpy installed(&page, &IntoUseDialog::installed);
        QTest::mouseClick(page.acceptButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(installed.count(), 1, patience);
        QCOMPARE(installed[0][1].toBool(), false);
        const auto use = installed[0][0].value<app::ModelUse>();
        QVERIFY(use.note.contains(QStringLiteral("better")));
        const auto manifest = model::readManifest(use.file.toStdString());
        QVERIFY(manifest);
        QCOMPARE(manifest->name, "Ours");
        QCOMPARE(manifest->findings[0].operatingPoint.threshold, threshold);
        QCOMPARE(manifest->findings[0].operatingPoint.aim, "sensitivity>=0.9");
        QVERIFY(manifest->findings[0].operatingPoint.sensitivity.value >= 0.9);
        QVERIFY(manifest->findings[0].operatingPoint.positives > 0);
    }

    void a_threshold_of_the_workbench_is_proposed_and_not_taken_by_itself()
    {
        IntoUseDialog page(shelf(), request(), {{"Effusion", 0.375}});
        QTRY_VERIFY_WITH_TIMEOUT(!page.isComparing(), patience);
        QVERIFY(!page.operatingPoints()[0]->chosen());
        choose(*page.operatingPoints()[0], QStringLiteral("workbench"));
        QCOMPARE(page.operatingPoints()[0]->chosen()->threshold, 0.375);
    }

    void without_a_comparison_it_takes_a_word_more()
    {
        auto alone = request();
        alone.run.clear();
        IntoUseDialog page(shelf(), alone, {});
        page.show();
        QTRY_VERIFY_WITH_TIMEOUT(!page.isComparing(), patience);
        choose(*page.operatingPoints()[0], QStringLiteral("file says"));
        QVERIFY(!page.acceptButton()->isEnabled());
        page.findChild<QCheckBox*>(QStringLiteral("unproven"))->setChecked(true);
        QVERIFY(page.acceptButton()->isEnabled());
    }

    void a_model_without_a_validated_finding_cannot_go_into_use()
    {
        auto manifest = test::seededManifest();
        for (auto& finding : manifest.findings)
            finding.validated = false;
        auto unproven = request();
        unproven.run.clear();
        unproven.model = m_run->file("unproven.safetensors").toStdString();
        QVERIFY(test::writeSeededModel(unproven.model, manifest));
        IntoUseDialog page(shelf(), unproven, {});
        QTRY_VERIFY_WITH_TIMEOUT(!page.isComparing(), patience);
        page.findChild<QCheckBox*>(QStringLiteral("unproven"))->setChecked(true);
        QVERIFY(!page.acceptButton()->isEnabled());
    }

    void a_file_that_is_no_model_is_named()
    {
        auto wrong = request();
        wrong.model = m_run->folder() / "split.csv";
        IntoUseDialog page(shelf(), wrong, {});
        page.show();
        QTRY_VERIFY_WITH_TIMEOUT(!page.isComparing(), patience);
        QVERIFY(test::visibleText(page).contains(QStringLiteral("split.csv")));
        QVERIFY(!page.acceptButton()->isEnabled());
    }

    void the_menu_writes_down_what_is_in_use_and_goes_back()
    {
        QTemporaryDir folder;
        const QString store = folder.filePath(QStringLiteral("lucency.sqlite"));
        ModelMenu menu(store, QStringLiteral("/shipped.safetensors"));
        const auto first = *model::readManifest(inUse().toStdString());
        menu.setInUse(inUse(), first);
        menu.setInUse(inUse(), first); // the next start
        QCOMPARE(app::ModelShelf(store).uses().size(), 1);
        auto* page = menu.propose(QString::fromStdString(m_run->model().string()));
        QTRY_VERIFY_WITH_TIMEOUT(!page->isComparing(), patience);
        choose(*page->operatingPoints()[0], QStringLiteral("Balanced"));
        QSignalSpy asked(&menu, &ModelMenu::useAsked);
        QTest::mouseClick(page->acceptButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(asked.count(), 1, patience);
        const QString file = asked[0][0].toString();
        QCOMPARE(app::ModelShelf(store).uses().size(), 1); // asked for, not loaded yet
        menu.setInUse(file, *model::readManifest(file.toStdString()));
        QCOMPARE(app::ModelShelf(store).uses().size(), 2);
        QVERIFY(app::ModelShelf(store).uses()[0].note.contains(QStringLiteral("better")));

        auto* former = menu.findChild<QMenu*>(QStringLiteral("former-models"));
        Q_EMIT former->aboutToShow();
        QCOMPARE(former->actions().size(), 1);
        QVERIFY(former->actions()[0]->text().contains(QStringLiteral("seeded 1")));
        former->actions()[0]->trigger();
        QCOMPARE(asked.count(), 2);
        QCOMPARE(asked[1][0].toString(), inUse());
    }
};

QTEST_MAIN(IntoUseTest)
#include "tst_intouse.moc"
