#include "tests/app/evaluationcases.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace lucency;
using namespace lucency::app;
using test::lucencyDoes;
using test::predictions;

/// `lucency compare`: two tables of predictions of the same images.
class tst_compare : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QString& name, const PredictionTable& table) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) qFatal("no room for a test file");
        file.write(QByteArray::fromStdString(predictionsCsv(table)));
        return file.fileName();
    }

private Q_SLOTS:
    void twoModelsAreCompared()
    {
        auto first = predictions(60, 1, "a"), second = predictions(60, 1, "a");
        for (std::size_t i = 0; i < second.images.size(); ++i)
            second.findings[0].probabilities[i] = static_cast<double>(i * 61 % 100) / 100; // it knows nothing
        second.imageOf("a/elsewhere.png");
        second.findings[0].probabilities.back() = 0.5;
        const auto a = write(QStringLiteral("a.csv"), first);
        const auto b = write(QStringLiteral("b.csv"), second);
        const auto outcome = lucencyDoes({QStringLiteral("compare"), a, b, QStringLiteral("--threshold"), QStringLiteral("0.4")});
        QVERIFY2(outcome.code == 0, outcome.messages.constData());
        const auto report = outcome.report();
        QCOMPARE(report["images"].get<int>(), 120);
        QCOMPARE(report["images_in_second_alone"].get<int>(), 1);
        const auto& areas = report["findings"]["Effusion"]["auc"];
        QVERIFY(areas["difference"]["value"].get<double>() > 0.1);
        QVERIFY(areas["p"].get<double>() < 0.05);
        QVERIFY(areas["difference_by_patient"]["low"].get<double>() < areas["difference"]["value"].get<double>());
        const auto& calls = report["findings"]["Effusion"]["mcnemar"];
        long all = 0;
        for (const char* count : {"both_right", "first_alone_right", "second_alone_right", "both_wrong"}) {
            all += calls["all"][count].get<long>();
            QCOMPARE(calls["positives"][count].get<long>() + calls["negatives"][count].get<long>(), calls["all"][count].get<long>());
        }
        QCOMPARE(all, 120L);

        const auto same = lucencyDoes({QStringLiteral("compare"), a, a});
        QCOMPARE(same.code, 0);
        QVERIFY(same.report()["findings"]["Effusion"]["auc"]["p"].is_null());
        for (const char* of : {"all", "positives", "negatives"})
            QVERIFY2(same.report()["findings"]["Effusion"]["mcnemar"][of]["p"].is_null(), of);
        QVERIFY(calls["all"]["p"].is_number());
    }

    void callsOfNoImageAreNoTest()
    {
        auto first = predictions(30, 1, "a");
        auto second = first;
        for (std::size_t i = 0; i < first.images.size(); ++i) {
            first.findings[0].labels[i] = second.findings[0].labels[i] = 1;
            second.findings[0].probabilities[i] = first.findings[0].probabilities[i] / 2;
        }
        const auto outcome = lucencyDoes({QStringLiteral("compare"), write(QStringLiteral("na.csv"), first),
                                          write(QStringLiteral("nb.csv"), second), QStringLiteral("--threshold"), QStringLiteral("0.4")});
        QVERIFY2(outcome.code == 0, outcome.messages.constData());
        const auto report = outcome.report();
        const auto& calls = report["findings"]["Effusion"]["mcnemar"];
        QVERIFY(calls["negatives"]["p"].is_null());
        QVERIFY(calls["positives"]["p"].is_number());
    }

    void tablesAreNamedWithoutTheirPlace()
    {
        const auto table = predictions(30, 1, "a");
        for (const char* run : {"one", "two"})
            QVERIFY(QDir(m_folder.path()).mkpath(QLatin1String(run)));
        const auto a = write(QStringLiteral("one/predictions.csv"), table), b = write(QStringLiteral("two/predictions.csv"), table);
        const auto alike = lucencyDoes({QStringLiteral("compare"), a, b});
        QVERIFY2(!alike.output.contains(m_folder.path().toUtf8()), alike.output.constData());
        QCOMPARE(alike.report()["first"].get<std::string>(), std::string("one/predictions.csv"));
        QCOMPARE(alike.report()["second"].get<std::string>(), std::string("two/predictions.csv"));
        const auto other = lucencyDoes({QStringLiteral("compare"), a, write(QStringLiteral("other.csv"), table)});
        QCOMPARE(other.report()["first"].get<std::string>(), std::string("predictions.csv"));
    }

    void wordThatIsNeitherCommandNorPathIsTold()
    {
        // Without a display the window would end the program by a signal.
        for (const char* word : {"NONSENSE", "/nowhere/image.dcm"}) {
            const auto outcome = lucencyDoes({QString::fromLatin1(word)});
            QCOMPARE(outcome.code, 2);
            QVERIFY2(outcome.messages.contains(word), outcome.messages.constData());
        }
        QCOMPARE(lucencyDoes({QStringLiteral("--version")}).code, 0);
    }

    void whatCannotBeComparedIsTold()
    {
        auto table = predictions(30, 1, "a");
        const auto a = write(QStringLiteral("ca.csv"), table);
        const auto other = write(QStringLiteral("cb.csv"), predictions(30, 1, "b"));
        table.findings[0].labels[4] = static_cast<signed char>(1 - table.findings[0].labels[4]);
        const auto contradicting = write(QStringLiteral("cc.csv"), table);
        const auto apart = lucencyDoes({QStringLiteral("compare"), a, other});
        QCOMPARE(apart.code, 4);
        QVERIFY(apart.messages.contains("no image in common"));
        const auto differing = lucencyDoes({QStringLiteral("compare"), a, contradicting});
        QCOMPARE(differing.code, 4);
        QVERIFY2(differing.messages.contains("a/3_0.png has another label"), differing.messages.constData());
        QCOMPARE(lucencyDoes({QStringLiteral("compare"), a}).code, 2);
    }
};

QTEST_GUILESS_MAIN(tst_compare)
#include "tst_compare.moc"
