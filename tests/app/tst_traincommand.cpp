#include "tests/support/app/program.h"
#include "tests/support/app/trainfolder.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QTest>

#include <opencv2/imgcodecs.hpp>

#include <algorithm>

using lucency::test::contents;
using lucency::test::drawCase;
using lucency::test::trainCommand;
using lucency::test::TrainFolder;

class TestTrainCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_CACHE_HOME", m_cache.path().toUtf8()); // nothing of a test stays with the person who runs it
        QVERIFY2(lucency::test::hasProgram(), "build the target lucency first");
    }

    void earlierRunIsTrainedFirst()
    {
        const TrainFolder folder;
        const auto outcome = folder.train("second.json", "runs/second");
        QVERIFY2(outcome.code == 0, qPrintable(outcome.messages));
        QVERIFY(
            outcome.messages.contains(QStringLiteral("training ") + folder.path(QStringLiteral("runs/first")) + QStringLiteral(" first")));
        const auto split = contents(folder.path(QStringLiteral("runs/first/split.csv")));
        QVERIFY(!split.isEmpty());
        QCOMPARE(contents(folder.path(QStringLiteral("runs/second/split.csv"))), split);

        // It is there now, and is not trained a second time.
        const auto again = folder.train("second.json", "runs/third");
        QVERIFY2(again.code == 0, qPrintable(again.messages));
        QVERIFY(!again.messages.contains(QStringLiteral("first\n")));
        QCOMPARE(contents(folder.path(QStringLiteral("runs/third/split.csv"))), split);
    }

    void earlierRunThatWasStoppedGoesOn()
    {
        const TrainFolder folder;
        QVERIFY(folder.train("first.json", "runs/first").code == 0);
        const auto split = contents(folder.path(QStringLiteral("runs/first/split.csv")));
        // As a run that was stopped before its evaluation leaves it.
        QVERIFY(QFile::remove(folder.path(QStringLiteral("runs/first/report.json"))));
        const auto outcome = folder.train("second.json", "runs/second", {QStringLiteral("--resume")});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.messages));
        QVERIFY(QFile::exists(folder.path(QStringLiteral("runs/first/report.json"))));
        QVERIFY(QFile::exists(folder.path(QStringLiteral("runs/second/report.json"))));
        QCOMPARE(contents(folder.path(QStringLiteral("runs/first/split.csv"))), split);
    }

    /// What the first call set is in the run's own recipe and need not be said again; what contradicts it is refused by name.
    void runGoesOnWithItsOwnRecipe()
    {
        const TrainFolder folder;
        const QStringList settings{QStringLiteral("--set"), QStringLiteral("training.epochs=3"), QStringLiteral("--set"),
                                   QStringLiteral("training.batch=6")};
        QVERIFY(folder.train("first.json", "runs/first", settings + QStringList{QStringLiteral("--seed"), QStringLiteral("11")}).code == 0);
        const auto run = folder.path(QStringLiteral("runs/first"));
        const auto recipe = contents(run + QStringLiteral("/recipe.json")), history = contents(run + QStringLiteral("/history.csv"));
        const auto own = [&](const QStringList& more) {
            return trainCommand(QStringList{QStringLiteral("--resume"), QStringLiteral("--output"), run, QStringLiteral("--data"),
                                            folder.path(QString()), QStringLiteral("--threads"), QStringLiteral("1")} +
                                more);
        };
        QVERIFY(QFile::remove(run + QStringLiteral("/report.json")));
        const auto outcome = own({});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.messages));
        QVERIFY(QFile::exists(run + QStringLiteral("/report.json")));
        QCOMPARE(contents(run + QStringLiteral("/recipe.json")), recipe);
        const auto rows = contents(run + QStringLiteral("/history.csv")).split('\n');
        QCOMPARE(rows.size(), qsizetype{5}); // a header, three epochs and the end of the last line
        QCOMPARE(rows[1], history.split('\n')[1]);

        for (const auto& [more, words] :
             {std::pair{QStringList{QStringLiteral("--set"), QStringLiteral("training.epochs=4")},
                        QStringLiteral("training.epochs is 4, the run began with 3;")},
              std::pair{QStringList{QStringLiteral("--seed"), QStringLiteral("12")}, QStringLiteral("seed is 12, the run began with 11;")},
              std::pair{QStringList{QStringLiteral("--recipe"), folder.path(QStringLiteral("first.json"))},
                        QStringLiteral("seed is 3, the run began with 11; training.batch is 8, the run began with 6; training.epochs is 1, "
                                       "the run began with 3;")}}) {
            const auto refused = own(more);
            QCOMPARE(refused.code, 4);
            QVERIFY2(refused.messages.contains(words), qPrintable(refused.messages));
            QVERIFY2(refused.messages.contains(QStringLiteral("runs/first/recipe.json")) &&
                         refused.messages.contains(QStringLiteral("it goes on with its own recipe")),
                     qPrintable(refused.messages));
            QCOMPARE(contents(run + QStringLiteral("/recipe.json")), recipe);
        }
    }

    /// As a kill leaves it that comes between the two.
    void laterRunThatHasNotBegunBegins()
    {
        const TrainFolder folder;
        QVERIFY(folder.train("first.json", "runs/first").code == 0);
        const auto outcome = folder.train("second.json", "runs/second", {QStringLiteral("--resume")});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.messages));
        QVERIFY(!outcome.messages.contains(QStringLiteral("first\n"))); // it is not trained a second time
        QVERIFY(QFile::exists(folder.path(QStringLiteral("runs/second/report.json"))));

        const auto alone = folder.train("first.json", "runs/other", {QStringLiteral("--resume")}); // goes on after nothing
        QCOMPARE(alone.code, 4);
        QVERIFY2(alone.messages.contains(QStringLiteral("there is no run to resume")), qPrintable(alone.messages));
    }

    void failureOfTheEarlierRunIsTold()
    {
        const TrainFolder folder;
        QVERIFY(QFile::remove(folder.path(QStringLiteral("first.json"))));
        const auto missing = folder.train("second.json", "runs/second");
        QCOMPARE(missing.code, 4);
        QVERIFY2(missing.messages.contains(QStringLiteral("first/")), qPrintable(missing.messages));
    }

    void deviceThatIsNotThereIsRefused()
    {
        const TrainFolder folder;
        const auto outcome = folder.train("first.json", "runs/first", {QStringLiteral("--device"), QStringLiteral("cuda:999")});
        QCOMPARE(outcome.code, 4);
        QVERIFY2(outcome.messages.contains(QStringLiteral("[device-unavailable]")), qPrintable(outcome.messages));
    }

    void fewerThanNoThreadsAreRefused()
    {
        const TrainFolder folder;
        const auto outcome = trainCommand({QStringLiteral("--recipe"), folder.path(QStringLiteral("first.json")), QStringLiteral("--data"),
                                           folder.path(QString()), QStringLiteral("--output"), folder.path(QStringLiteral("runs/first")),
                                           QStringLiteral("--threads"), QStringLiteral("-5")});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.messages.contains(QStringLiteral("--threads")), qPrintable(outcome.messages));
        QVERIFY(!QFile::exists(folder.path(QStringLiteral("runs/first"))));
    }

    void builtInRecipesAreListed()
    {
        const auto outcome = trainCommand({QStringLiteral("--list")});
        QCOMPARE(outcome.code, 0);
        const auto lines = QString::fromUtf8(outcome.output).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (const char* name : {"default", "effusion-binary", "effusion-resnet-weighted", "nih-multilabel", "own-images",
                                 "pneumonia-augmented", "pneumonia-cnn64"})
            QVERIFY2(std::any_of(lines.begin(), lines.end(),
                                 [&](const QString& line) {
                                     return line.section(QLatin1Char('\t'), 0, 0) == QLatin1String(name) &&
                                            line.section(QLatin1Char('\t'), 1).size() > 20;
                                 }),
                     name);
    }

    void anyRecipeTakesItsLabelsFromATable()
    {
        const TrainFolder folder;
        folder.makeFlat("flat");
        folder.writeText("labels.csv", folder.tableOf("picture,diagnosis", "Effusion", "normal"));
        const auto outcome =
            folder.trainOn("flat", "first.json", "runs/flat", {QStringLiteral("--labels"), folder.path(QStringLiteral("labels.csv"))});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.messages));
        QVERIFY2(outcome.messages.contains(QStringLiteral("scans found: 48; rows in the table: 48, 0 of them without an image")),
                 qPrintable(outcome.messages));
        QVERIFY2(outcome.messages.contains(QStringLiteral("0 in more than one part")), qPrintable(outcome.messages));
        QVERIFY(QFile::exists(folder.path(QStringLiteral("runs/flat/report.json"))));
    }

    void findingsOfOnesOwnImagesAreLearnt()
    {
        const TrainFolder folder;
        folder.makeFlat("flat");
        folder.writeText("flat/labels.csv", folder.tableOf("id,Silicosis", "1", "0"));
        const auto outcome = folder.trainOn("flat", "own-images", "runs/own",
                                            {QStringLiteral("--set"), QStringLiteral("training.epochs=1"), QStringLiteral("--set"),
                                             QStringLiteral("input.size=32"), QStringLiteral("--set"), QStringLiteral("cacheSize=32"),
                                             QStringLiteral("--set"), QStringLiteral("training.precision=fp32")});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.messages));
        QVERIFY2(outcome.messages.contains(QStringLiteral("learns: Silicosis")), qPrintable(outcome.messages));
        QVERIFY2(outcome.messages.contains(QStringLiteral("nothing tells the patient of 48 images")), qPrintable(outcome.messages));
        const auto recipe = QJsonDocument::fromJson(contents(folder.path(QStringLiteral("runs/own/recipe.json")))).object();
        QCOMPARE(recipe[QLatin1String("findings")].toArray().first().toObject()[QLatin1String("name")].toString(),
                 QStringLiteral("Silicosis"));
    }

    void ablationSaysWhetherImagesCanBeLearntByHeart()
    {
        const TrainFolder folder;
        const auto outcome = folder.train("first.json", "runs/none", {QStringLiteral("--ablation")});
        const auto record = QJsonDocument::fromJson(outcome.output).object();
        QVERIFY2(outcome.code == 0, qPrintable(outcome.messages));
        QVERIFY2(record[QLatin1String("learnt")].toBool(), outcome.output.constData());
        QVERIFY(record[QLatin1String("last_loss")].toDouble() < record[QLatin1String("first_loss")].toDouble());
        QVERIFY(!QFile::exists(folder.path(QStringLiteral("runs/none/recipe.json"))));
    }

    void ablationBeforeTheEarlierRunBeginsWithWeightsOfChance()
    {
        const TrainFolder folder;
        const auto outcome = folder.train("second.json", "runs/none", {QStringLiteral("--ablation")});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.messages));
        QVERIFY2(outcome.messages.contains(QStringLiteral("first is not trained yet")), qPrintable(outcome.messages));
        QVERIFY(!QFile::exists(folder.path(QStringLiteral("runs/first"))));
    }

    void badDataAreToldInOneLineThatNamesTheFile_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QString>("slug");
        QTest::newRow("no label column") << QByteArray("Image Index,when\n0.png,now\n100.png,then\n") << QStringLiteral("missing-column");
        QTest::newRow("unknown names") << QByteArray("Image Index,Finding Labels\n0.png,Martian\n") << QStringLiteral("unknown-finding");
        QTest::newRow("other images") << QByteArray("Image Index,Finding Labels\nx.png,Effusion\n") << QStringLiteral("no-labelled-images");
        QTest::newRow("one class") << QByteArray("Image Index,Finding Labels\n0.png,Effusion\n1.png,Effusion\n2.png,Effusion\n")
                                   << QStringLiteral("no-labelled-images");
        QTest::newRow("three images") << QByteArray("Image Index,Finding Labels\n0.png,Effusion\n1.png,Effusion\n2.png,No Finding\n")
                                      << QStringLiteral("no-labelled-images");
        QTest::newRow("nothing in it") << QByteArray() << QStringLiteral("not-a-label-table");
    }

    void badDataAreToldInOneLineThatNamesTheFile()
    {
        QFETCH(QByteArray, table);
        QFETCH(QString, slug);
        const TrainFolder folder;
        folder.makeFlat("flat");
        folder.writeText("labels.csv", table);
        const auto outcome =
            folder.trainOn("flat", "first.json", "runs/bad", {QStringLiteral("--labels"), folder.path(QStringLiteral("labels.csv"))});
        QCOMPARE(outcome.code, 4);
        auto lines = outcome.messages.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        const auto failures = lines.filter(QStringLiteral("lucency: "));
        QCOMPARE(failures.size(), 1);
        QVERIFY2(failures.first().contains(QStringLiteral("labels.csv")), qPrintable(outcome.messages));
        QVERIFY2(failures.first().endsWith(QStringLiteral("[%1]").arg(slug)), qPrintable(outcome.messages));
        QVERIFY(!QFile::exists(folder.path(QStringLiteral("runs/bad/best.safetensors"))));
    }

    /// Files that cannot be read in every part: what the report, its JSON and the model card count are those that could.
    void unreadableImagesAreInNoNumberOfTheReports()
    {
        const TrainFolder folder;
        folder.makeFlat("flat");
        folder.writeText("flat/labels.csv", folder.tableOf("Image Index,Finding Labels", "Effusion", "No Finding"));
        QStringList damaged;
        for (int i = 0; i < 24; i += 2)
            damaged << QStringLiteral("%1.png").arg(i % 4 == 0 ? i : 100 + i);
        for (const auto& name : damaged) {
            QFile file(folder.path(QStringLiteral("flat/") + name));
            QVERIFY(file.resize(file.size() / 2));
        }
        const auto outcome = folder.trainOn("flat", "own-images", "runs/torn",
                                            {QStringLiteral("--set"), QStringLiteral("training.epochs=1"), QStringLiteral("--set"),
                                             QStringLiteral("input.size=32"), QStringLiteral("--set"), QStringLiteral("cacheSize=32"),
                                             QStringLiteral("--set"), QStringLiteral("training.precision=fp32")});
        QVERIFY2(outcome.code == 3, qPrintable(outcome.messages));

        QMap<QString, int> used, unread;
        const auto rows = QString::fromUtf8(contents(folder.path(QStringLiteral("runs/torn/split.csv")))).split(QLatin1Char('\n'));
        for (const auto& row : rows.mid(1)) {
            const auto cells = row.split(QLatin1Char(','));
            if (cells.size() > 2) ++(damaged.contains(cells[0]) ? unread : used)[cells[2]];
        }
        const auto report = QJsonDocument::fromJson(contents(folder.path(QStringLiteral("runs/torn/report.json")))).object();
        const auto source = report[QLatin1String("data")].toArray().first().toObject();
        QCOMPARE(source[QLatin1String("images")].toInt(), 48 - damaged.size());
        QCOMPARE(source[QLatin1String("left_out")].toObject()[QLatin1String("unreadable")].toInt(), damaged.size());
        QCOMPARE(report[QLatin1String("unreadable")].toArray().size(), damaged.size());
        const auto split = report[QLatin1String("split")].toObject();
        for (const char* part : {"train", "validation", "test"}) {
            const auto name = QLatin1String(part);
            QVERIFY2(unread[name] > 0 && used[name] > 0, part); // else the test says nothing of this part
            const auto counted = split[name].toObject();
            QCOMPARE(counted[QLatin1String("images")].toInt(), used[name]);
            QCOMPARE(counted[QLatin1String("patients")].toInt(), used[name]); // each image is a person's own
            QCOMPARE(counted[QLatin1String("unreadable")].toInt(), unread[name]);
            QCOMPARE(source[name].toInt(), used[name]);
            const auto said = QStringLiteral("%1 %2 patients (%2 images)").arg(name).arg(used[name]);
            QVERIFY2(outcome.messages.contains(said), qPrintable(outcome.messages));
        }
        const auto train = used[QStringLiteral("train")], validation = used[QStringLiteral("validation")],
                   test = used[QStringLiteral("test")];
        const auto card = QString::fromUtf8(contents(folder.path(QStringLiteral("runs/torn/model-card.md"))));
        const auto line = QStringLiteral("| %1 | %1 | %2 | %3 | %4 |").arg(48 - damaged.size()).arg(train).arg(validation).arg(test);
        QVERIFY2(card.contains(line), qPrintable(line + card));
        const auto page = QString::fromUtf8(contents(folder.path(QStringLiteral("runs/torn/report.html"))));
        for (const auto& sentence :
             {QStringLiteral("It was trained on %1 images of %1 people. Another %2 images of %2 people").arg(train).arg(validation),
              QStringLiteral("measured on %1 images of %1 further people").arg(test),
              QStringLiteral("%1 images could not be read and took no part: %2 of the training part, %3 of the validation part, %4 of the "
                             "test part")
                  .arg(damaged.size())
                  .arg(unread[QStringLiteral("train")])
                  .arg(unread[QStringLiteral("validation")])
                  .arg(unread[QStringLiteral("test")])})
            QVERIFY2(page.contains(sentence), qPrintable(sentence));
        for (const auto& name : damaged)
            QVERIFY2(page.contains(name) && card.contains(name), qPrintable(name));
        // No table without rows: what was not measured says why. The test part is too small for anything to be validated.
        const auto lines = card.split(QLatin1Char('\n'));
        for (qsizetype i = 0; i < lines.size(); ++i)
            if (lines[i].startsWith(QLatin1String("|---")))
                QVERIFY2(i + 1 < lines.size() && lines[i + 1].startsWith(QLatin1Char('|')), qPrintable(lines.mid(i - 3, 4).join(u'\n')));
        QVERIFY2(card.contains(QLatin1String("## Subgroups\n\nNot measured: no finding is validated.\n")), qPrintable(card));
        QVERIFY(card.contains(QLatin1String("## Phantoms\n\nNot measured: the test part has no synthetic radiographs")));
    }

    /// What a run leaves to be passed on names nothing of the machine that it was made on; place.json alone is meant to.
    void reportsNameNoPathOfTheMachine()
    {
        const TrainFolder folder;
        folder.makeFlat("flat");
        folder.writeText("flat/labels.csv", folder.tableOf("Image Index,Finding Labels", "Effusion", "No Finding"));
        QVERIFY(QFile::resize(folder.path(QStringLiteral("flat/3.png")), 100));
        const auto outcome = folder.trainOn("flat", "own-images", "runs/own",
                                            {QStringLiteral("--set"), QStringLiteral("training.epochs=1"), QStringLiteral("--set"),
                                             QStringLiteral("input.size=32"), QStringLiteral("--set"), QStringLiteral("cacheSize=32"),
                                             QStringLiteral("--set"), QStringLiteral("training.precision=fp32")});
        QCOMPARE(outcome.code, 3);
        QVERIFY2(outcome.messages.contains(QStringLiteral("could not be read: 1 image; it takes no part")), qPrintable(outcome.messages));
        const auto place = folder.path(QString()).toUtf8();
        QVERIFY(contents(folder.path(QStringLiteral("runs/own/place.json"))).contains(place));
        const auto page = contents(folder.path(QStringLiteral("runs/own/report.html")));
        QVERIFY(page.contains("labels from labels.csv"));
        QVERIFY(page.contains("1 image could not be read and took no part:"));
        for (const char* file : {"report.html", "report.json", "report.pdf", "model-card.md", "recipe.json", "split.csv", "predictions.csv",
                                 "people.csv", "history.csv", "best.safetensors", "last.safetensors"}) {
            const auto text = contents(folder.path(QStringLiteral("runs/own/") + QLatin1String(file)));
            QVERIFY2(!text.isEmpty() && !text.contains(place), file);
        }
    }

private:
    QTemporaryDir m_cache;
};

QTEST_GUILESS_MAIN(TestTrainCommand)
#include "tst_traincommand.moc"
