#include "app/training/wizardstate.h"
#include "model/cohort.h"
#include "tests/support/data.h"
#include "tests/support/window/wizarddesk.h"
#include "ui/theme.h"
#include "ui/training/picturegrid.h"
#include "ui/training/wizardaugmentationpage.h"
#include "ui/training/wizardcheckpage.h"
#include "ui/training/wizardsettingspage.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

#include <algorithm>

using namespace lucency;
using namespace lucency::ui;

namespace {

using test::longWait;
using Desk = test::WizardDesk;

class TrainingWizardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void leadsFromDropToOrder();
    void backLosesNothing();
    void isFoundAgainAsItWas();
    void startsAnewWhenAsked();
    void searchesAndChecksSettings();
    void drawsVariantsAnew();
    void findsRealRadiographs();
};

void TrainingWizardTest::initTestCase()
{
    qRegisterMetaType<app::TrainingOrder>();
    theme::apply(*qApp);
}

void TrainingWizardTest::leadsFromDropToOrder()
{
    Desk desk;
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 30);
    QVERIFY(!desk.canGoOn());
    desk.picture("phantoms-0-empty");
    desk.drop({desk.path(QStringLiteral("data"))});
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
    QVERIFY(desk.says(QStringLiteral("76 radiographs of 60 people, with 1 finding")));
    desk.picture("phantoms-1-data");

    desk.click(QStringLiteral("Next"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
    QTRY_VERIFY(desk.says(QStringLiteral("Nobody stands in two parts")));
    QVERIFY(desk.says(QStringLiteral("The interval of the AUC will be about")));
    desk.picture("phantoms-2-split");
    desk.click(QStringLiteral("Next"));
    QTRY_VERIFY(desk.canGoOn());
    desk.picture("phantoms-3-recipe");
    while (!desk.button(QStringLiteral("Start training"))) {
        desk.click(QStringLiteral("Next"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
    }
    QTRY_VERIFY(desk.says(QStringLiteral("The model learns to find: Effusion.")));
    desk.picture("phantoms-6-start");

    QSignalSpy asked(desk.wizard.get(), &TrainingWizard::trainingAsked);
    desk.click(QStringLiteral("Start training"));
    QTRY_COMPARE(asked.size(), 1);
    const auto order = asked.first().first().value<app::TrainingOrder>();
    QCOMPARE(order.recipe.findings.size(), std::size_t{1});
    QCOMPARE(order.recipe.findings.front().name, std::string("Effusion"));
    QCOMPARE(order.dataFolder.string(), desk.path(QStringLiteral("data")).toStdString());
    QVERIFY(!desk.wizard->isVisible());
    // The recipe alone reads the same data again.
    const auto again = model::recipeFromJson(model::toJson(order.recipe), "order");
    QVERIFY(again);
    const auto cohort = model::gatherCohort(*again, order.dataFolder);
    QVERIFY2(cohort, cohort ? "" : cohort.error().detail.c_str());
    QCOMPARE(cohort->images.size(), std::size_t{76});
}

namespace {

template<class Page>
Page* pageOf(const Desk& desk)
{
    for (auto* page : desk.wizard->pages())
        if (auto* found = qobject_cast<Page*>(page)) return found;
    return nullptr;
}

/// On so many pages, from the first.
void goForward(const Desk& desk, int pages)
{
    for (int i = 0; i < pages; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
        desk.click(QStringLiteral("Next"));
    }
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
}

QSlider* sliderCalled(const Desk& desk, const QString& name)
{
    for (auto* slider : desk.wizard->findChildren<QSlider*>())
        if (slider->accessibleName() == name) return slider;
    return nullptr;
}

QRadioButton* cardCalled(const Desk& desk, const QString& title)
{
    for (auto* card : desk.wizard->findChildren<QRadioButton*>())
        if (card->text() == title && card->isVisible()) return card;
    return nullptr;
}

} // namespace

void TrainingWizardTest::backLosesNothing()
{
    Desk desk;
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 24);
    desk.drop({desk.path(QStringLiteral("data"))});
    goForward(desk, 1);
    sliderCalled(desk, QStringLiteral("Test"))->setValue(31);
    goForward(desk, 1);
    QTRY_VERIFY(cardCalled(desk, QStringLiteral("Your own images")));
    cardCalled(desk, QStringLiteral("Your own images"))->click();
    goForward(desk, 1);
    sliderCalled(desk, QStringLiteral("Turn"))->setValue(90);
    for (int back = 0; back < 3; ++back)
        desk.click(QStringLiteral("Back"));
    QCOMPARE(desk.wizard->page(), 0);
    QVERIFY(desk.canGoOn()); // what was decoded is there at once
    goForward(desk, 1);
    QCOMPARE(sliderCalled(desk, QStringLiteral("Test"))->value(), 31);
    goForward(desk, 1);
    QTRY_VERIFY(cardCalled(desk, QStringLiteral("Your own images")) && cardCalled(desk, QStringLiteral("Your own images"))->isChecked());
    goForward(desk, 1);
    QCOMPARE(sliderCalled(desk, QStringLiteral("Turn"))->value(), 90);
}

void TrainingWizardTest::isFoundAgainAsItWas()
{
    Desk desk;
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 24);
    desk.drop({desk.path(QStringLiteral("data"))});
    goForward(desk, 1);
    sliderCalled(desk, QStringLiteral("Validation"))->setValue(22);
    goForward(desk, 1);
    QTRY_VERIFY(cardCalled(desk, QStringLiteral("A small, quick network")));
    cardCalled(desk, QStringLiteral("A small, quick network"))->click();
    goForward(desk, 1);
    sliderCalled(desk, QStringLiteral("Blur"))->setValue(60);
    const auto file = desk.path(QStringLiteral("state/wizard.json"));
    QTRY_VERIFY(app::readWizardState(file) && (*app::readWizardState(file))->changes.contains("pneumonia-cnn64"));
    desk.open(); // as after a kill: nothing was told to the wizard
    QTRY_VERIFY(desk.says(QStringLiteral("not started yet")));
    desk.picture("phantoms-7-again");
    desk.click(QStringLiteral("Continue where you left off"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.wizard->page(), 3, longWait);
    QCOMPARE(sliderCalled(desk, QStringLiteral("Blur"))->value(), 60);
    desk.click(QStringLiteral("Back"));
    QTRY_VERIFY(cardCalled(desk, QStringLiteral("A small, quick network")) &&
                cardCalled(desk, QStringLiteral("A small, quick network"))->isChecked());
    desk.click(QStringLiteral("Back"));
    QCOMPARE(sliderCalled(desk, QStringLiteral("Validation"))->value(), 22);
}

void TrainingWizardTest::startsAnewWhenAsked()
{
    Desk desk;
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 12);
    desk.drop({desk.path(QStringLiteral("data"))});
    goForward(desk, 1);
    desk.open();
    QTRY_VERIFY(desk.button(QStringLiteral("Start anew")));
    desk.click(QStringLiteral("Start anew"));
    QCOMPARE(desk.wizard->page(), 0);
    QVERIFY(!desk.canGoOn());
    desk.open();
    QCOMPARE(desk.wizard->page(), 0); // nothing to ask about
}

void TrainingWizardTest::searchesAndChecksSettings()
{
    Desk desk;
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 24);
    desk.drop({desk.path(QStringLiteral("data"))});
    goForward(desk, 2);
    QVERIFY(desk.button(QStringLiteral("All settings")));
    desk.click(QStringLiteral("All settings"));
    auto* page = desk.wizard->findChild<WizardSettingsPage*>();
    QVERIFY(page && page->isVisible());
    desk.picture("phantoms-3-settings");
    auto* tree = page->findChild<QTreeWidget*>();
    const auto shown = [tree] {
        int count = 0;
        for (QTreeWidgetItemIterator item(tree); *item; ++item)
            count += (*item)->parent() && !(*item)->isHidden() ? 1 : 0;
        return count;
    };
    QVERIFY(shown() > 60);
    page->findChild<QLineEdit*>()->setText(QStringLiteral("learning rate"));
    QVERIFY(shown() > 0 && shown() < 12);
    QCOMPARE(tree->findItems(QStringLiteral("training.learningRate"), Qt::MatchExactly | Qt::MatchRecursive).size(), 1);
    QVERIFY(!tree->findItems(QStringLiteral("training.learningRate"), Qt::MatchExactly | Qt::MatchRecursive).first()->isHidden());
    QVERIFY(page->take("training.epochs", QStringLiteral("4")));
    QVERIFY(!page->take("training.epochs", QStringLiteral("many")));
    QTRY_VERIFY(desk.says(QStringLiteral("training.epochs")));
    QVERIFY(!page->take("training.learningRate", QStringLiteral("50")));
    QVERIFY(!page->take("split.test", QStringLiteral("2")));
    QVERIFY(page->take("split.test", QStringLiteral("0.25")));
    desk.picture("phantoms-3-settings-search");
    desk.click(QStringLiteral("Done"));
    QTRY_VERIFY(desk.button(QStringLiteral("All settings (1 changed)")));
    desk.click(QStringLiteral("Back"));
    QCOMPARE(sliderCalled(desk, QStringLiteral("Test"))->value(), 25);
}

void TrainingWizardTest::drawsVariantsAnew()
{
    Desk desk;
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 24);
    desk.drop({desk.path(QStringLiteral("data"))});
    goForward(desk, 3);
    auto* page = pageOf<WizardAugmentationPage>(desk);
    auto* grid = page->findChild<PictureGrid*>();
    QTRY_VERIFY(page->drawn() >= 1);
    const auto first = grid->grab().toImage();
    desk.click(QStringLiteral("Show others"));
    QTRY_VERIFY(page->drawn() >= 2);
    const auto second = grid->grab().toImage();
    QVERIFY(first != second);
    // Mirroring is off until somebody asks for it.
    const auto boxes = page->findChildren<QCheckBox*>();
    QCOMPARE(boxes.size(), 1);
    QVERIFY(!boxes.first()->isChecked());
    QVERIFY(desk.says(QStringLiteral("the heart is on the left")));
    boxes.first()->click();
    QTRY_VERIFY(page->drawn() >= 3);
    desk.click(QStringLiteral("As the recipe has it"));
    QVERIFY(!boxes.first()->isChecked());
}

void TrainingWizardTest::findsRealRadiographs()
{
    LUCENCY_NEEDS_DATA;
    Desk desk;
    desk.drop({test::dataFolder() + QStringLiteral("/kermany/train")});
    QTRY_VERIFY_WITH_TIMEOUT(desk.says(QStringLiteral("5,216 radiographs of")), longWait);
    desk.picture("kermany-1-busy");
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), 4 * longWait);
    desk.picture("kermany-1-data");
    for (const char* page : {"kermany-2-split", "kermany-3-recipe", "kermany-4-variation", "kermany-5-check", "kermany-6-start"}) {
        desk.click(QStringLiteral("Next"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
        if (const auto* check = pageOf<WizardCheckPage>(desk); check->isVisible()) {
            desk.picture("kermany-5-checking");
            QTRY_VERIFY_WITH_TIMEOUT(check->outcome(), 4 * longWait);
            QVERIFY(!check->outcome()->failure);
            QVERIFY(check->outcome()->ablation->learnt);
        }
        desk.picture(page);
    }
}

} // namespace

QTEST_MAIN(TrainingWizardTest)
#include "tst_trainingwizard.moc"
