#include "model/labelledrows.h"
#include "model/writtennames.h"

#include <QTest>

using namespace lucency::model;

/// Which of the names that a table or a list has means an image.
class TestWrittenNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nameThatMeansAnImage_data()
    {
        QTest::addColumn<QStringList>("written");
        QTest::addColumn<QString>("image"); ///< relative to the data folder
        QTest::addColumn<bool>("onlyOne");
        QTest::addColumn<QString>("meant"); ///< empty for none
        const auto row = [](const char* name, std::initializer_list<const char*> written, const char* image, bool onlyOne,
                            const char* meant) {
            QStringList names;
            for (const char* each : written)
                names << QLatin1String(each);
            QTest::newRow(name) << names << QString::fromLatin1(image) << onlyOne << QString::fromLatin1(meant);
        };
        row("its path", {"p1/a.png", "a.png"}, "p1/a.png", false, "a.png");
        row("the only one of its name", {"x/y/a.png", "x/b.png"}, "p1/a.png", true, "x/y/a.png");
        row("the same where images share the name", {"x/y/a.png", "x/b.png"}, "p1/a.png", false, "");
        row("without extension", {"x/a", "x/b"}, "p1/a.png", true, "x/a");
        row("paths of another computer", {"C:\\img\\p1\\a.png", "C:\\img\\p2\\a.png"}, "p2/a.png", false, "C:\\img\\p2\\a.png");
        row("from the root", {"/p1/a.png", "/p2/a.png"}, "p2/a.png", false, "/p2/a.png");
        row("in another case", {"IMG/P1/A.PNG", "IMG/P2/A.PNG"}, "p2/a.png", false, "IMG/P2/A.PNG");
        row("its own case before another", {"x/p1/A.png", "x/p2/a.png"}, "p1/a.png", false, "");
        row("its own case before another, the only one so", {"x/p1/A.png", "x/p2/a.png"}, "p1/a.png", true, "x/p2/a.png");
        row("two other cases", {"x/p1/A.png", "x/p2/a.PNG"}, "p2/a.png", false, "x/p2/a.PNG");
        row("two other cases of one folder", {"x/p1/A.png", "x/p1/a.PNG"}, "p1/a.png", false, "");
        row("studies of one number of several patients",
            {"C-small/train/p1/study1/v.jpg", "C-small/train/p2/study1/v.jpg", "C-small/valid/p2/study1/v.jpg",
             "C-small/train/p22/study1/v.jpg"},
            "train/p2/study1/v.jpg", false, "C-small/train/p2/study1/v.jpg");
        row("a patient that ends like another", {"C/p22/study1/v.jpg", "C/p3/study1/v.jpg"}, "p2/study1/v.jpg", false, "");
        row("two that are as near", {"one/p1/a.png", "two/p1/a.png"}, "p1/a.png", false, "");
        row("one of two that shares more", {"one/p1/a.png", "two/p1/a.png"}, "two/p1/a.png", false, "two/p1/a.png");
        row("another one shares less", {"x/p1/a.png", "x/all/p1/a.png"}, "all/p1/a.png", false, "x/all/p1/a.png");
        row("twice the same but for the slashes", {"x\\p1\\a.png", "x/p1/A.png"}, "p1/a.png", false, "x\\p1\\a.png");
        row("no folder in common", {"x/a.png", "y/a.png"}, "p1/a.png", false, "");
        row("another name", {"p1/b.png"}, "p1/a.png", true, "");
    }

    void nameThatMeansAnImage()
    {
        QFETCH(QStringList, written);
        QFETCH(QString, image);
        QFETCH(bool, onlyOne);
        QFETCH(QString, meant);
        WrittenNames names;
        for (const auto& name : written)
            QVERIFY(names.add(name.toStdString()));
        QVERIFY(!names.add(written.front().toStdString()));
        const auto moved = std::move(names);
        const auto* met = moved.of(namesOfImage("data/" + image.toStdString(), "data"), onlyOne);
        QCOMPARE(met ? QString::fromStdString(*met) : QString(), meant);
    }
};

QTEST_APPLESS_MAIN(TestWrittenNames)
#include "tst_writtennames.moc"
