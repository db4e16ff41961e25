#include "tests/support/data.h"
#include "tests/support/window/wizarddesk.h"
#include "ui/theme.h"
#include "ui/training/notice.h"
#include "ui/training/surveyproblems.h"
#include "ui/training/tablecolumns.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableWidget>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

#include <unistd.h>

using namespace lucency;
using namespace lucency::ui;
using test::longWait;
using Desk = test::WizardDesk;

namespace {

void showTab(const Desk& desk, const QString& name)
{
    auto* tabs = desk.wizard->findChild<QTabWidget*>();
    for (int i = 0; i < tabs->count(); ++i)
        if (tabs->tabText(i).startsWith(name)) tabs->setCurrentIndex(i);
}

/// All words of the tree of problems.
QString problems(const Desk& desk)
{
    QString words;
    for (QTreeWidgetItemIterator item(desk.wizard->findChild<SurveyProblems*>()->findChild<QTreeWidget*>()); *item; ++item)
        words += (*item)->text(0) + QLatin1Char('|') + (*item)->text(1) + QLatin1Char('\n');
    return words;
}

} // namespace

/// What lab staff may bring that cannot be learnt from, or not as it is: each is said with the name of the file or folder, and nothing
/// that was chosen is lost.
class WizardFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<app::TrainingOrder>();
        theme::apply(*qApp);
    }
    void anEmptyFolder();
    void aFolderThatIsGone();
    void aFolderThatMayNotBeRead();
    void threeImages();
    void oneClassOnly();
    void contradictingLabels();
    void unreadableFilesByName();
    void aTableWithoutLabels();
    void severalTables();
    void imagesThatVanishBeforeTheStart();
    void aRunOfThatName();
    void aDamagedState();
    void aStateThatCannotBeWritten();
    void noRecipes();
    void realTableOfManyColumns();
};

void WizardFaultsTest::anEmptyFolder()
{
    Desk desk;
    QDir().mkpath(desk.path(QStringLiteral("empty")));
    desk.drop({desk.path(QStringLiteral("empty"))});
    QTRY_VERIFY(desk.says(desk.path(QStringLiteral("empty")) + QStringLiteral(" holds no radiographs")));
    QVERIFY(!desk.canGoOn());
    desk.picture("fault-empty");
    // Another folder beside it makes it well again.
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 16);
    desk.drop({desk.path(QStringLiteral("data/NORMAL")), desk.path(QStringLiteral("data/EFFUSION"))});
    QTRY_VERIFY_WITH_TIMEOUT(desk.says(QStringLiteral("holds no radiographs")), longWait);
    QVERIFY(!desk.canGoOn());
}

void WizardFaultsTest::aFolderThatIsGone()
{
    Desk desk;
    desk.drop({desk.path(QStringLiteral("gone"))});
    QTRY_VERIFY(desk.says(desk.path(QStringLiteral("gone")) + QStringLiteral(" does not exist")));
    QVERIFY(!desk.canGoOn());
}

void WizardFaultsTest::aFolderThatMayNotBeRead()
{
    if (geteuid() == 0) QSKIP("root may read every folder");
    Desk desk;
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 4);
    QVERIFY(QFile::setPermissions(desk.path(QStringLiteral("data")), QFile::WriteOwner));
    desk.drop({desk.path(QStringLiteral("data"))});
    QTRY_VERIFY(desk.says(desk.path(QStringLiteral("data")) + QStringLiteral(" cannot be read")));
    QFile::setPermissions(desk.path(QStringLiteral("data")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

void WizardFaultsTest::threeImages()
{
    Desk desk;
    for (int person = 0; person < 3; ++person)
        test::drawPerson(desk.path(person == 0 ? QStringLiteral("data/NORMAL") : QStringLiteral("data/EFFUSION")), person, 0, person > 0);
    desk.drop({desk.path(QStringLiteral("data"))});
    QTRY_VERIFY_WITH_TIMEOUT(desk.says(QStringLiteral("no chosen finding has 10 images or more")), longWait);
    QVERIFY(!desk.canGoOn());
    desk.picture("fault-three");
}

void WizardFaultsTest::oneClassOnly()
{
    Desk desk;
    for (int person = 0; person < 24; ++person)
        test::drawPerson(desk.path(QStringLiteral("data/EFFUSION")), person, 0, true);
    test::drawPerson(desk.path(QStringLiteral("data/EMPTY")), 77);
    QVERIFY(QFile::remove(desk.path(QStringLiteral("data/EMPTY/person77_0.png"))));
    QDir().mkpath(desk.path(QStringLiteral("data/NORMAL")));
    desk.drop({desk.path(QStringLiteral("data"))});
    QTRY_VERIFY_WITH_TIMEOUT(desk.says(QStringLiteral("neither folders of classes nor a label table")) ||
                                 desk.says(QStringLiteral("All images show Effusion")),
                             longWait);
    QVERIFY(!desk.canGoOn());
    desk.picture("fault-one-class");
}

void WizardFaultsTest::contradictingLabels()
{
    Desk desk;
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 24);
    QVERIFY(
        QFile::copy(desk.path(QStringLiteral("data/NORMAL/person2_0.png")), desk.path(QStringLiteral("data/EFFUSION/person802_0.png"))));
    desk.drop({desk.path(QStringLiteral("data"))});
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
    QVERIFY(problems(desk).contains(QStringLiteral("have different labels")));
    QVERIFY(problems(desk).contains(QStringLiteral("person802_0.png")));
    showTab(desk, QStringLiteral("Problems"));
    desk.picture("fault-contradiction");
    for (auto* action : desk.wizard->findChild<SurveyProblems*>()->findChild<QTreeWidget*>()->actions())
        action->trigger();
    QVERIFY(QApplication::clipboard()->text().contains(desk.path(QStringLiteral("data/EFFUSION/person802_0.png"))));
}

void WizardFaultsTest::unreadableFilesByName()
{
    Desk desk;
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 24);
    test::writeText(desk.path(QStringLiteral("data/NORMAL/broken.png")), "no picture");
    desk.drop({desk.path(QStringLiteral("data"))});
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
    QVERIFY(desk.says(QStringLiteral("should be looked at")));
    QVERIFY(problems(desk).contains(QStringLiteral("broken.png|")));
    QVERIFY(problems(desk).contains(QStringLiteral("neither a DICOM file nor a picture")));
    // Once it is mended, looking again is enough.
    QVERIFY(QFile::remove(desk.path(QStringLiteral("data/NORMAL/broken.png"))));
    desk.click(QStringLiteral("Look again"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn() && !problems(desk).contains(QStringLiteral("broken.png")), longWait);
    QVERIFY(!desk.says(QStringLiteral("should be looked at")));
}

void WizardFaultsTest::aTableWithoutLabels()
{
    Desk desk;
    QByteArray table = "file,reader,verdict\n";
    for (int image = 0; image < 24; ++image) {
        test::drawPerson(desk.path(QStringLiteral("data")), image, 0, image % 2);
        table += "person" + QByteArray::number(image) + "_0.png,R" + QByteArray::number(image % 3) + "," +
                 (image % 2 ? "effusion" : "normal") + "\n";
    }
    test::writeText(desk.path(QStringLiteral("data/read.csv")), table);
    desk.drop({desk.path(QStringLiteral("data/read.csv"))});
    QTRY_VERIFY_WITH_TIMEOUT(desk.says(QStringLiteral("not clear which column")), longWait);
    QVERIFY(!desk.canGoOn());
    auto* columns = desk.wizard->findChild<TableColumns*>();
    QVERIFY(columns->isVisible());
    desk.picture("fault-columns");
    // The person says which column holds the labels.
    auto* rows = columns->findChild<QTableWidget*>();
    auto* verdict = qobject_cast<QComboBox*>(rows->cellWidget(0, 2));
    QVERIFY(verdict);
    verdict->setCurrentText(QStringLiteral("labels"));
    Q_EMIT verdict->activated(verdict->currentIndex());
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
    QVERIFY(desk.says(QStringLiteral("24 radiographs")));
    desk.picture("fault-columns-told");
}

void WizardFaultsTest::severalTables()
{
    Desk desk;
    QByteArray table = "Image Index,Finding Labels\n";
    for (int image = 0; image < 24; ++image) {
        test::drawPerson(desk.path(QStringLiteral("data")), image, 0, image % 2);
        table += "person" + QByteArray::number(image) + "_0.png," + (image % 2 ? "Effusion" : "No Finding") + "\n";
    }
    test::writeText(desk.path(QStringLiteral("data/a.csv")), table);
    test::writeText(desk.path(QStringLiteral("data/b.csv")), table);
    desk.drop({desk.path(QStringLiteral("data"))});
    QTRY_VERIFY_WITH_TIMEOUT(desk.says(QStringLiteral("several label tables lie there")), longWait);
    desk.picture("fault-tables");
    for (auto* combo : desk.wizard->findChildren<QComboBox*>()) {
        if (!combo->isVisible() || combo->findText(desk.path(QStringLiteral("data/b.csv"))) < 0) continue;
        combo->setCurrentIndex(combo->findText(desk.path(QStringLiteral("data/b.csv"))));
        Q_EMIT combo->activated(combo->currentIndex());
    }
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
}

namespace {

/// To the last page, by the steps at the left where that is quicker.
void goToStart(const Desk& desk)
{
    while (!desk.button(QStringLiteral("Start training"))) {
        QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
        desk.click(QStringLiteral("Next"));
    }
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
}

} // namespace

void WizardFaultsTest::imagesThatVanishBeforeTheStart()
{
    Desk desk;
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 24);
    desk.drop({desk.path(QStringLiteral("data"))});
    goToStart(desk);
    const auto gone = desk.path(QStringLiteral("data/NORMAL/person2_0.png"));
    QVERIFY(QFile::rename(gone, desk.path(QStringLiteral("aside.png"))));
    QSignalSpy asked(desk.wizard.get(), &TrainingWizard::trainingAsked);
    desk.click(QStringLiteral("Start training"));
    QTRY_VERIFY(desk.says(gone));
    QCOMPARE(asked.size(), 0);
    QVERIFY(desk.wizard->isVisible());
    desk.picture("fault-vanished");
    QVERIFY(QFile::rename(desk.path(QStringLiteral("aside.png")), gone));
    desk.click(QStringLiteral("Start training"));
    QTRY_COMPARE(asked.size(), 1);
}

void WizardFaultsTest::aRunOfThatName()
{
    Desk desk;
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 24);
    desk.drop({desk.path(QStringLiteral("data"))});
    goToStart(desk);
    QLineEdit* name = nullptr;
    for (auto* line : desk.wizard->findChildren<QLineEdit*>())
        if (line->isVisible() && !line->text().isEmpty()) name = line;
    QVERIFY(name);
    QDir().mkpath(desk.path(QStringLiteral("runs/mine")));
    test::writeText(desk.path(QStringLiteral("runs/mine/recipe.json")), "{}");
    name->clear();
    QTest::keyClicks(name, QStringLiteral("mine"));
    QTRY_VERIFY(!desk.canGoOn());
    QVERIFY(desk.says(QStringLiteral("There is a run of this name already")));
    QTest::keyClicks(name, QStringLiteral("/2"));
    QTRY_VERIFY(desk.canGoOn());
    QVERIFY(desk.says(desk.path(QStringLiteral("runs/mine-2")))); // a name never leads out of the folder
}

void WizardFaultsTest::aDamagedState()
{
    Desk desk;
    QDir().mkpath(desk.path(QStringLiteral("state")));
    test::writeText(desk.path(QStringLiteral("state/wizard.json")), "{\"format\": 1, \"page\"");
    desk.open();
    QTRY_VERIFY(desk.says(QStringLiteral("cannot be read, and was put aside")));
    QCOMPARE(desk.wizard->page(), 0);
    QVERIFY(QFile::exists(desk.path(QStringLiteral("state/wizard.json.damaged"))));
}

void WizardFaultsTest::aStateThatCannotBeWritten()
{
    Desk desk;
    test::writeText(desk.path(QStringLiteral("state")), "a file where a folder should be");
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 16);
    desk.drop({desk.path(QStringLiteral("data"))});
    QTRY_VERIFY_WITH_TIMEOUT(desk.says(QStringLiteral("cannot be kept for later")), longWait);
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
}

void WizardFaultsTest::noRecipes()
{
    QTemporaryDir folder;
    TrainingWizardPlaces places;
    places.stateFile = folder.filePath(QStringLiteral("state.json"));
    places.resources = folder.path().toStdString();
    TrainingWizard wizard(places);
    wizard.show();
    bool said = false;
    for (const auto* label : wizard.findChildren<QLabel*>())
        said |= label->text().contains(QStringLiteral("recipes cannot be read"));
    QVERIFY(said);
    wizard.give({folder.path()}); // and nothing breaks
}

void WizardFaultsTest::realTableOfManyColumns()
{
    LUCENCY_NEEDS_DATA;
    Desk desk;
    desk.drop({test::dataFolder() + QStringLiteral("/nih/images_1024"), test::dataFolder() + QStringLiteral("/nih/images_512"),
               test::dataFolder() + QStringLiteral("/nih/Data_Entry_2017_v2020.csv")});
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), 4 * longWait);
    QVERIFY(desk.says(QStringLiteral("743 radiographs"))); // those of the two folders alone
    desk.picture("nih-1-data");
    showTab(desk, QStringLiteral("Columns"));
    desk.picture("nih-1-columns");
    showTab(desk, QStringLiteral("Labels"));
    desk.picture("nih-1-labels");
    showTab(desk, QStringLiteral("Problems"));
    desk.picture("nih-1-problems");
    desk.click(QStringLiteral("Next"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
    desk.picture("nih-2-split");
    desk.click(QStringLiteral("Next"));
    desk.picture("nih-3-recipe");
}

QTEST_MAIN(WizardFaultsTest)
#include "tst_wizardfaults.moc"
