#include "app/workbench/openedresult.h"
#include "tests/support/app/trainingfolder.h"
#include "tests/support/model/seededmodel.h"
#include "ui/evaluation/findingpairs.h"
#include "ui/evaluation/modelchoice.h"
#include "ui/evaluation/modeltestdialog.h"
#include "ui/evaluation/workbench.h"
#include "ui/theme.h"
#include "ui/trainingmenu.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::ui;

namespace {

constexpr int patience = 60'000;

/// Keeps a picture where LUCENCY_PICTURES names a folder, for people to look at.
void keepPicture(const char* name, QWidget& window)
{
    const auto folder = qEnvironmentVariable("LUCENCY_PICTURES");
    if (folder.isEmpty()) return;
    QTest::qWait(300); // a picture shows what is laid out
    window.grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png"));
}

} // namespace

class ModelTestDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void leadsFromAFolderToTheWorkbench();
    void saysWhatIsMissing();
    void namesAFolderThatCannotBeUsed();
    void asksWhatAFileMadeElsewhereDoesNotSay();
    void stopsWithoutClosing();

private:
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
};

void ModelTestDialogTest::initTestCase()
{
    theme::apply(*qApp);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, path("settings"));
    test::drawTwoClasses(path("data"), 6);
    QVERIFY(test::writeSeededModel(path("seeded.safetensors").toStdString(), test::seededManifest()));
}

void ModelTestDialogTest::leadsFromAFolderToTheWorkbench()
{
    TrainingMenu menu(path("here/store.sqlite"));
    menu.setModelInUse(path("seeded.safetensors"));
    auto* earlier = menu.findChild<QMenu*>(QStringLiteral("earlier-tests"));
    Q_EMIT earlier->aboutToShow();
    QCOMPARE(earlier->actions().size(), 1);
    QVERIFY(!earlier->actions().first()->isEnabled());

    ModelTestDialog* dialog = menu.testModel();
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(path("data"))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(dialog, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(dialog, &drop);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->startButton()->isEnabled(), patience);
    QCOMPARE(dialog->pairs()->meanings(), (std::map<std::string, std::string>{{"Effusion", "Effusion"}}));
    keepPicture("model-test", *dialog);
    QSignalSpy tested(dialog, &ModelTestDialog::tested);
    QTest::mouseClick(dialog->startButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(tested.size(), 1, patience);
    const QString predictions = tested.first().first().toString();
    QVERIFY(predictions.startsWith(path("here/tests/")));

    Workbench* workbench = menu.showResults();
    QTRY_VERIFY_WITH_TIMEOUT(!workbench->isBusy() && workbench->view()->isOpen(), patience);
    QCOMPARE(QString::fromStdString(workbench->view()->shown().source.string()), predictions);
    QVERIFY(QFileInfo(predictions).absolutePath().contains(QStringLiteral("seeded 1")));

    Q_EMIT earlier->aboutToShow();
    QCOMPARE(earlier->actions().size(), 1);
    QCOMPARE(earlier->actions().first()->text(), QFileInfo(predictions).absoluteDir().dirName());
    QVERIFY(earlier->actions().first()->isEnabled());
}

void ModelTestDialogTest::saysWhatIsMissing()
{
    ModelTestDialog dialog(QString(), path("tests"));
    dialog.show();
    const auto says = [&](const QString& words) {
        for (const auto* label : dialog.findChildren<QLabel*>())
            if (label->isVisible() && label->text() == words) return true;
        return false;
    };
    QVERIFY(says(QStringLiteral("Choose a model.")));
    QVERIFY(!dialog.startButton()->isEnabled());
    dialog.model()->setFile(path("gone.safetensors"));
    QTRY_VERIFY_WITH_TIMEOUT(dialog.model()->failure(), patience);
    QVERIFY(says(QStringLiteral("Choose a model.")));
    dialog.model()->setFile(path("seeded.safetensors"));
    QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Choose images.")), patience);
    dialog.give({path("data")});
    QTRY_VERIFY_WITH_TIMEOUT(dialog.startButton()->isEnabled(), patience);
    dialog.pairs()->choiceOf("Effusion")->setCurrentIndex(0);
    QVERIFY(says(QStringLiteral("Say which label stands for a finding of the model.")));
    QVERIFY(!dialog.startButton()->isEnabled());
    dialog.pairs()->choiceOf("Mass")->setCurrentIndex(1);
    QVERIFY(dialog.startButton()->isEnabled());
    QCOMPARE(dialog.pairs()->meanings(), (std::map<std::string, std::string>{{"Mass", "Effusion"}}));
}

void ModelTestDialogTest::namesAFolderThatCannotBeUsed()
{
    QDir().mkpath(path("empty"));
    ModelTestDialog dialog(path("seeded.safetensors"), path("tests"));
    dialog.show();
    dialog.give({path("empty")});
    QTRY_VERIFY_WITH_TIMEOUT(dialog.noticeText().contains(QStringLiteral("empty")), patience);
    QVERIFY(!dialog.startButton()->isEnabled());
}

void ModelTestDialogTest::asksWhatAFileMadeElsewhereDoesNotSay()
{
    test::writeText(path("other.pt"), "no network at all");
    ModelTestDialog dialog(path("other.pt"), path("tests"));
    dialog.show();
    auto* findings = dialog.findChild<QLineEdit*>(QStringLiteral("foreign-findings"));
    QTRY_VERIFY_WITH_TIMEOUT(findings->isVisible(), patience);
    dialog.give({path("data")});
    QTest::keyClicks(findings, QStringLiteral("Mass, Effusion"));
    QTest::keyClick(findings, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(dialog.startButton()->isEnabled(), patience);
    const auto options = dialog.model()->options();
    QVERIFY(options.foreign.has_value());
    QCOMPARE(options.foreign->findings, (std::vector<std::string>{"Mass", "Effusion"}));
    QCOMPARE(options.foreign->architecture, std::string());
    QTest::mouseClick(dialog.startButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(dialog.noticeText().contains(QStringLiteral("other.pt")), patience); // it is none after all
    QVERIFY(!QFileInfo::exists(path("tests")));

    test::writeScript(path("three.pt").toStdString(), "x.mean([2, 3]).mul(self.weight)");
    dialog.model()->setFile(path("three.pt"));
    QTRY_VERIFY_WITH_TIMEOUT(dialog.startButton()->isEnabled(), patience);
    QTest::mouseClick(dialog.startButton(), Qt::LeftButton);
    const QString words = QStringLiteral("three.pt is not as described. (it gives 3 numbers an image, but 2 findings are named)");
    QTRY_VERIFY_WITH_TIMEOUT(dialog.noticeText().endsWith(words), patience); // said once
    QVERIFY(!QFileInfo::exists(path("tests")));
}

void ModelTestDialogTest::stopsWithoutClosing()
{
    ModelTestDialog dialog(path("seeded.safetensors"), path("tests"));
    dialog.show();
    dialog.give({path("data")});
    QTRY_VERIFY_WITH_TIMEOUT(dialog.startButton()->isEnabled(), patience);
    QTest::mouseClick(dialog.startButton(), Qt::LeftButton);
    QVERIFY(dialog.isTesting());
    dialog.reject();
    QVERIFY(!dialog.isTesting());
    QVERIFY(dialog.isVisible());
    QVERIFY(dialog.noticeText().contains(QStringLiteral("nothing was written")));
    QVERIFY(dialog.startButton()->isEnabled()); // and it can be started again
    dialog.reject();
    QVERIFY(!dialog.isVisible());
}

QTEST_MAIN(ModelTestDialogTest)
#include "tst_modeltestdialog.moc"
