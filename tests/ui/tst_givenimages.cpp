#include "ui/training/givenimages.h"

#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace lucency::ui;

class GivenImagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksToTakeOutWhatIsChosen();
    void hintCannotBeTakenOut();
    void onlyFilesOfThisMachineAreTaken();
    void pathsAreGivenOnce();
};

void GivenImagesTest::asksToTakeOutWhatIsChosen()
{
    const QTemporaryDir folder;
    GivenImages given(QStringLiteral("(*.csv)"));
    auto* again = new QPushButton(QStringLiteral("again"));
    given.addButton(again, true);
    QCOMPARE(again->parentWidget(), &given);
    given.setPaths(std::vector<std::filesystem::path>{folder.path().toStdString(), "/nowhere/labels.csv"});
    given.show();
    QVERIFY(QTest::qWaitForWindowActive(&given));
    given.list()->setFocus();
    QSignalSpy out(&given, &GivenImages::takenOut);
    given.list()->setCurrentRow(1);
    QTest::keyClick(given.list(), Qt::Key_Delete);
    QCOMPARE(out.size(), 1);
    QCOMPARE(out.first().first().toString(), QStringLiteral("/nowhere/labels.csv"));
    QCOMPARE(given.list()->count(), 2); // its owner decides
}

void GivenImagesTest::hintCannotBeTakenOut()
{
    GivenImages given(QStringLiteral("(*.csv)"));
    given.setPaths({});
    given.show();
    QVERIFY(QTest::qWaitForWindowActive(&given));
    given.list()->setFocus();
    QCOMPARE(given.list()->count(), 1);
    QSignalSpy out(&given, &GivenImages::takenOut);
    given.list()->setCurrentRow(0);
    QTest::keyClick(given.list(), Qt::Key_Delete);
    QCOMPARE(out.size(), 0);
}

void GivenImagesTest::onlyFilesOfThisMachineAreTaken()
{
    QMimeData dragged;
    dragged.setUrls({QUrl(QStringLiteral("https://example.org/a.png")), QUrl::fromLocalFile(QStringLiteral("/data/NORMAL"))});
    QCOMPARE(GivenImages::localPaths(&dragged), QStringList{QStringLiteral("/data/NORMAL")});
    QMimeData text;
    text.setText(QStringLiteral("/data/NORMAL"));
    QVERIFY(GivenImages::localPaths(&text).isEmpty());
}

void GivenImagesTest::pathsAreGivenOnce()
{
    const std::vector<std::filesystem::path> before{"/a"};
    const std::vector<std::filesystem::path> after{"/a", "/b"};
    QCOMPARE(GivenImages::with(before, {QStringLiteral("/b"), QStringLiteral("/a"), QStringLiteral("/b")}), after);
}

QTEST_MAIN(GivenImagesTest)
#include "tst_givenimages.moc"
