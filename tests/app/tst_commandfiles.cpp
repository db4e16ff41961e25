#include "tests/app/evaluationcases.h"
#include "tests/support/app/finishedrun.h"
#include "tests/support/app/noiseimages.h"
#include "tests/support/model/seededmodel.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

using namespace lucency;
using namespace lucency::test;
using nlohmann::json;

namespace {

QByteArray contents(const QString& file)
{
    QFile read(file);
    return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray("cannot be read");
}

/// The same weights without the manifest, as another program would leave them.
QByteArray withoutManifest(const QByteArray& model)
{
    std::uint64_t headerBytes = 0;
    std::memcpy(&headerBytes, model.constData(), sizeof headerBytes);
    auto header = json::parse(model.mid(8, static_cast<qsizetype>(headerBytes)).toStdString());
    header.erase("__metadata__");
    const std::string text = header.dump();
    const std::uint64_t length = text.size();
    return QByteArray(reinterpret_cast<const char*>(&length), sizeof length) + QByteArray::fromStdString(text) +
           model.mid(8 + static_cast<qsizetype>(headerBytes));
}

} // namespace

/// What the commands do with files that a person names: none is waited for, none that is read is replaced, none is passed over in silence.
class tst_commandfiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_model, m_foreign;

    QString at(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    /// "@name" is a file of the test's folder.
    QStringList resolved(const QByteArray& words) const
    {
        QStringList arguments = QString::fromUtf8(words).split(QLatin1Char(' '));
        for (QString& argument : arguments)
            if (argument.startsWith(QLatin1Char('@'))) argument = at(argument.mid(1).toUtf8().constData());
        return arguments;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_model = at("model.safetensors");
        QVERIFY(writeSeededModel(m_model.toStdString(), seededManifest()));
        m_foreign = at("foreign.safetensors");
        writeText(m_foreign, withoutManifest(contents(m_model)));
        writeScript(at("script.pt").toStdString(), "x.mean([2, 3]).mul(self.weight)");
        writeScript(at("tuple.pt").toStdString(), "(x.mean([2, 3]).mul(self.weight), x)");
        noiseImages(at("images"), 2);
        noiseImages(at("more"), 1);
        writeNoise(at("more/00001_000.png").toStdString(), 5); // what the picture of images/000.png would be called
        const auto table = app::predictionsCsv(predictions(20, 1, "a"));
        writeText(at("predictions.csv"), QByteArray::fromStdString(table));
        writeText(at("other.csv"), QByteArray::fromStdString(table));
        writeText(at("labels.csv"), "Image Index,Finding Labels\n000.png,Effusion\n001.png,No Finding\n");
        writeText(at("table.html"), contents(at("labels.csv")));
        writeText(at("table.pdf"), contents(at("predictions.csv")));
        writeFinishedRun(at("finished"), predictions(20, 1, "a"), predictions(20, 100, "v"));
        writeText(at("a/1_0.png"), contents(at("images/000.png")));
        QVERIFY(QFile::link(at("finished/report.json"), at("finished/linked.html")));
        QVERIFY(QFile::link(at("a/1_0.png"), at("picture.pdf")));
        QVERIFY(QFile::link(at("images/001.png"), at("scan.html")));
        QVERIFY(QFile::link(at("images/000.png"), at("link.png")));
        QVERIFY(QFile::link(at("labels.csv"), at("paper.pdf")));
        writeText(at("phantoms.json"), R"({"name": "p", "version": "1", "data": [{"name": "drawn", "kind": "phantoms", "count": 40,
            "knows": ["Effusion"]}], "findings": [{"name": "Effusion"}], "architecture": "cnn64"})");
        QCOMPARE(::mkfifo(at("pipe").toUtf8().constData(), 0600), 0);
        QCOMPARE(::mkfifo(at("pipe.csv").toUtf8().constData(), 0600), 0);
        QCOMPARE(::mkfifo(at("pipe.json").toUtf8().constData(), 0600), 0);
    }

    void wrongUsageIsTold_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const char* arguments, const char* words) {
            QTest::newRow(name) << QByteArray(arguments) << QByteArray(words);
        };
        const char* const missing = "name their file with --model";
        row("a network without weights", "score @images --architecture resnet18", missing);
        row("findings without weights", "score @images --findings A,B,C", missing);
        row("an input size without weights", "score @images --input-size 64", missing);
        row("a normalisation without weights", "score @images --normalisation unit", missing);
        row("evaluating findings without weights", "evaluate --data @images --findings A", missing);
        row("a finding twice", "score @images --model @foreign.safetensors --architecture resnet18 --findings A,A,C", "\"A\" twice");
        row("a finding that splits lists", "score @images --model @foreign.safetensors --architecture resnet18 --findings A,B;x,C",
            "\"B;x\" cannot be");
        row("a finding that looks like a score", "score @images --model @foreign.safetensors --architecture resnet18 --findings A,x=1,C",
            "\"x=1\" cannot be");
        row("an empty finding", "score @images --model @foreign.safetensors --architecture resnet18 --findings A,,C", "\"\" cannot be");
        row("a finding after the last comma", "score @images --model @foreign.safetensors --architecture resnet18 --findings A,B,",
            "\"\" cannot be");
        row("weights without findings", "score @images --model @foreign.safetensors --architecture resnet18", "with --findings");
        row("weights without findings and network", "score @images --model @foreign.safetensors --input-size 64",
            "with --findings A,B,... and their network with --architecture");
        row("measuring weights without findings", "evaluate --data @images --model @foreign.safetensors --architecture resnet18",
            "with --findings");
        row("a script without findings", "score @images --model @script.pt", "with --findings");
        row("weights of an unnamed network", "score @images --model @foreign.safetensors --findings A,B,C", "with --architecture");

        row("other findings than the model's", "score @images --model @model.safetensors --findings Effusion,Mass,Fluid",
            "--findings is given as Effusion,Mass,Fluid");
        row("the model's findings in another order", "score @images --model @model.safetensors --findings Mass,Effusion,Nodule",
            "says itself that it is Effusion,Mass,Nodule");
        row("other findings than those of the model to measure",
            "evaluate --data @images --labels @labels.csv --model @model.safetensors --findings A", "--findings is given as A");
        row("another network than the model's", "score @images --model @model.safetensors --architecture resnet50",
            "says itself that it is resnet18");
        row("another input than the model's", "score @images --model @model.safetensors --input-size 224", "says itself that it is 64");
        row("another normalisation than the model's", "score @images --model @model.safetensors --normalisation imagenet",
            "--normalisation is given as imagenet");
        row("scores over a radiograph", "score @images --model @model.safetensors --output @images/000.png", "--output would replace");
        row("scores over a radiograph by a link", "score @images --model @model.safetensors --output @link.png", "--output would replace");
        row("scores over the model", "score @images --model @model.safetensors --output @model.safetensors", "--output would replace");
        row("pictures over a radiograph", "score @images @more --model @model.safetensors --heatmaps @more", "--heatmaps would replace");
        row("a display over its radiograph", "inspect @images/000.png --render @images/000.png", "--render would replace");
        row("a display over its radiograph by a link", "inspect @images/000.png --render @link.png", "--render would replace");
        row("a report over its predictions", "evaluate --predictions @predictions.csv --output @predictions.csv", "--output would replace");
        row("a report over its labels", "evaluate --predictions @predictions.csv --labels @labels.csv --output @labels.csv",
            "--output would replace");
        row("predictions over labels", "evaluate --data @images --model @model.safetensors --labels @labels.csv --predictions @labels.csv",
            "--predictions would replace");
        row("predictions over a radiograph",
            "evaluate --data @images --model @model.safetensors --labels @labels.csv --predictions @images/001.png",
            "--predictions would replace");
        row("a report over a radiograph",
            "evaluate --data @images --model @model.safetensors --labels @labels.csv --output @images/001.png", "--output would replace");
        row("a page over labels", "evaluate --predictions @predictions.csv --labels @table.html --output @table.json",
            "--output would replace");
        row("a page over labels by a link", "evaluate --predictions @predictions.csv --labels @labels.csv --output @paper.json",
            "--output would replace");
        row("pages over predictions", "evaluate --predictions @table.pdf --output @table.json", "--output would replace");
        row("pages over a radiograph by a link",
            "evaluate --data @images --model @model.safetensors --labels @labels.csv --output @scan.json", "--output would replace");
        row("pages over their own predictions",
            "evaluate --data @images --model @model.safetensors --labels @labels.csv --output @new.json --predictions @new.html",
            "same file");
        row("a run's report over the run's own file by a link", "report @finished --output @finished/linked", "--output would replace");
        row("a run's report over a radiograph by a link", "report @finished --data @. --output @picture", "--output would replace");
        row("a report over its own predictions",
            "evaluate --data @images --model @model.safetensors --labels @labels.csv --predictions @new.csv --output @new.csv",
            "same file");
        row("a comparison over the first table", "compare @predictions.csv @other.csv --output @predictions.csv", "--output would replace");
        row("a comparison over the second table", "compare @predictions.csv @other.csv --output @other.csv", "--output would replace");
        row("frame zero", "inspect @images/000.png --frame 0", "1 or more");
    }

    /// One line says so, and every file is as it was.
    void wrongUsageIsTold()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QByteArray, words);
        const QStringList files{at("images/000.png"),  at("images/001.png"), at("more/00001_000.png"),  m_model,
                                at("predictions.csv"), at("other.csv"),      at("labels.csv"),          at("table.html"),
                                at("table.pdf"),       at("a/1_0.png"),      at("finished/report.json")};
        QList<QByteArray> before;
        for (const QString& file : files)
            before << contents(file);
        const auto outcome = lucencyDoes(resolved(arguments));
        QVERIFY2(outcome.code == 2, outcome.messages.constData());
        QVERIFY2(outcome.messages.contains(words), outcome.messages.constData());
        QVERIFY(outcome.messages.size() < 400);
        QVERIFY(outcome.output.isEmpty());
        for (qsizetype i = 0; i < files.size(); ++i)
            QVERIFY2(contents(files[i]) == before[i], qPrintable(files[i]));
        for (const char* file :
             {"new.csv", "new.json", "new.html", "table.json", "paper.json", "scan.json", "finished/linked.pdf", "picture.html"})
            QVERIFY2(!QFile::exists(at(file)), file);
    }

    /// No wrong usage: the place is at fault.
    void aPlaceThatTakesNoFileIsToldSo_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        const auto row = [](const char* name, const char* arguments) { QTest::newRow(name) << QByteArray(arguments); };
        row("scores", "score @images --model @model.safetensors --output @labels.csv/x.csv");
        row("a measurement", "evaluate --predictions @predictions.csv --resamples 0 --output @labels.csv/x.json");
        row("predictions", "evaluate --data @images --model @model.safetensors --labels @labels.csv --predictions @labels.csv/x.csv");
        row("a comparison", "compare @predictions.csv @other.csv --resamples 0 --output @labels.csv/x.json");
        row("a run's report", "report @finished --output @labels.csv/x");
    }

    void aPlaceThatTakesNoFileIsToldSo()
    {
        QFETCH(QByteArray, arguments);
        const auto outcome = lucencyDoes(resolved(arguments));
        QVERIFY2(outcome.code == 4, outcome.messages.constData());
        QVERIFY2(outcome.messages.contains("[cannot-write]"), outcome.messages.constData());
    }

    /// A table that is called as a file of a run is, in the folder where the run shall lie.
    void aRunReplacesNothing_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"images.csv", "split.csv", "predictions.csv", "history.csv", "people.csv", "report.json", "model-card.md",
                                 "report.html", "report.pdf", "best.safetensors", "last.safetensors", "state.safetensors"})
            QTest::newRow(name) << QByteArray(name);
    }

    void aRunReplacesNothing()
    {
        QFETCH(QByteArray, name);
        const QTemporaryDir folder;
        const QString file = folder.filePath(QString::fromUtf8(name));
        writeText(file, "Image Index,Finding Labels\nphantom,Effusion\n");
        const auto before = contents(file);
        const auto outcome = lucencyDoes(resolved("train --recipe @phantoms.json --data @images --output") << folder.path());
        QVERIFY2(outcome.code == 4, outcome.messages.constData());
        QVERIFY2(outcome.messages.contains(name) && outcome.messages.contains("[bad-argument]"), outcome.messages.constData());
        QCOMPARE(contents(file), before);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{QString::fromUtf8(name)});
    }

    void outputsBesideTheInputsAreWritten_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QString>("made");
        const auto row = [this](const char* name, const char* arguments, const char* made) {
            QTest::newRow(name) << QByteArray(arguments) << at(made);
        };
        row("scores", "score @images --model @model.safetensors --output @images/scores.csv --format csv", "images/scores.csv");
        row("pictures", "score @more/000.png --model @model.safetensors --heatmaps @beside", "beside/00001_000.png");
        row("scores of a model by the names that it has",
            "score @images --model @model.safetensors --findings Effusion,Mass,Nodule --architecture resnet18 --input-size 64 --output "
            "@images/named.csv --format csv",
            "images/named.csv");
        row("a display", "inspect @images/000.png --render @more/new.png", "more/new.png");
        row("a report", "evaluate --predictions @predictions.csv --resamples 0 --output @report.json --without-pictures", "report.json");
        row("a comparison", "compare @predictions.csv @other.csv --resamples 0 --output @comparison.json", "comparison.json");
        row("a run's report", "report @finished --data @. --output @again", "again.html");
    }

    void outputsBesideTheInputsAreWritten()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QString, made);
        for (int i = 0; i < 2; ++i) { // and again over what was written before
            const auto outcome = lucencyDoes(resolved(arguments));
            QVERIFY2(outcome.code == 0, outcome.messages.constData());
            QVERIFY(QFileInfo(made).size() > 0);
        }
        QFile::remove(made);
    }

    /// Nobody writes into these pipes: whoever opens one waits for ever.
    void aPipeIsNotWaitedFor_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        const auto row = [](const char* name, const char* arguments) { QTest::newRow(name) << QByteArray(arguments); };
        row("as a model", "score @images --model @pipe");
        row("as foreign weights", "score @images --model @pipe --architecture resnet18 --findings A,B,C");
        row("as a model to measure", "evaluate --data @images --labels @labels.csv --model @pipe");
        row("as predictions", "evaluate --predictions @pipe.csv");
        row("as labels", "evaluate --predictions @predictions.csv --labels @pipe.csv");
        row("as a split", "evaluate --predictions @predictions.csv --split @pipe.csv");
        row("as boxes", "evaluate --predictions @predictions.csv --boxes @pipe.csv --found-boxes @labels.csv");
        row("as validation", "evaluate --predictions @predictions.csv --validation @pipe.csv --aim f1");
        row("as a table to compare", "compare @predictions.csv @pipe.csv");
        row("as a recipe", "train --recipe @pipe.json --data @images --output @run");
        row("as labels to learn", "train --recipe own-images --data @images --labels @pipe.csv --output @run");
    }

    void aPipeIsNotWaitedFor()
    {
        QFETCH(QByteArray, arguments);
        const auto outcome = lucencyDoes(resolved(arguments));
        QVERIFY2(outcome.code == 4, outcome.messages.constData());
        QCOMPARE(outcome.messages.count('\n'), qsizetype(1));
        QVERIFY2(outcome.messages.contains("/pipe"), outcome.messages.constData());
    }

    void aPathThatIsNotThereLosesNothingElse()
    {
        const auto outcome = lucencyDoes(resolved("score @nowhere @images @nowhere --model @model.safetensors"));
        QVERIFY2(outcome.code == 3, outcome.messages.constData());
        const auto lines = outcome.output.trimmed().split('\n');
        QCOMPARE(lines.size(), qsizetype(3));
        for (int i = 0; i < 2; ++i)
            QCOMPARE(json::parse(lines[i].toStdString())["outcome"].get<std::string>(), std::string("scored"));
        const auto last = json::parse(lines[2].toStdString());
        QCOMPARE(last["path"].get<std::string>(), at("nowhere").toStdString());
        QCOMPARE(last["outcome"].get<std::string>(), std::string("failed"));
        QCOMPARE(last["reason"].get<std::string>(), std::string("not-found"));

        const auto none = lucencyDoes(resolved("score @nowhere @neither --model @model.safetensors"));
        QCOMPARE(none.code, 4);
        QVERIFY2(none.messages.contains("[not-found]") && none.output.isEmpty(), none.messages.constData());
    }

    void whatWasTakenForForeignWeightsIsTold()
    {
        const QByteArray call = "score @images/000.png --model @foreign.safetensors --architecture resnet18 --findings A,B,C";
        const auto silent = lucencyDoes(resolved(call + " --input-size 64 --normalisation minmax"));
        QVERIFY2(silent.code == 0 && silent.messages.isEmpty(), silent.messages.constData());
        const auto record = json::parse(silent.output.toStdString());
        QCOMPARE(record["scores"].size(), std::size_t(3));
        const auto told = lucencyDoes(resolved(call));
        QCOMPARE(told.code, 0);
        QVERIFY2(told.messages.contains("--input-size 224 and --normalisation minmax are used"), told.messages.constData());
        QVERIFY(json::parse(told.output.toStdString())["scores"] != record["scores"]);
        const auto ours = lucencyDoes(resolved("score @images/000.png --model @model.safetensors"));
        QVERIFY2(ours.messages.isEmpty(), ours.messages.constData());
    }

    /// It is found out once, before anything is scored.
    void weightsThatCannotWorkAreRefused_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const char* arguments, const char* words) {
            QTest::newRow(name) << QByteArray(arguments) << QByteArray(words);
        };
        row("a name too few", "score @images --model @script.pt --findings A,B",
            "/script.pt is not as described. (it gives 3 numbers an image, but 2 findings are named) [model-mismatch]\n");
        row("two outputs", "score @images --model @tuple.pt --findings A,B,C",
            "/tuple.pt is not as described. (its output is no tensor but of the type Tuple) [model-mismatch]\n");
        row("measured", "evaluate --data @images --labels @labels.csv --model @script.pt --findings A",
            "/script.pt is not as described. (it gives 3 numbers an image, but 1 finding is named) [model-mismatch]\n");
    }

    void weightsThatCannotWorkAreRefused()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QByteArray, words);
        const auto outcome = lucencyDoes(resolved(arguments));
        QVERIFY2(outcome.code == 4, outcome.messages.constData());
        QVERIFY(outcome.output.isEmpty());
        QCOMPARE(outcome.messages.count('\n'), qsizetype(1));
        QVERIFY2(outcome.messages.endsWith(words), outcome.messages.constData());
    }

    void aPrecisionThatIsNotComputedInIsTold()
    {
        const QByteArray call = "score @images --model @script.pt --findings A,B,C --input-size 64 --normalisation minmax --precision ";
        const auto full = lucencyDoes(resolved(call + "fp32")), reduced = lucencyDoes(resolved(call + "bf16"));
        QVERIFY2(full.code == 0 && full.messages.isEmpty(), full.messages.constData());
        QCOMPARE(reduced.code, 0);
        QVERIFY2(reduced.messages.contains("/script.pt is computed in fp32"), reduced.messages.constData());
        const auto ours = lucencyDoes(resolved("score @images --model @model.safetensors --precision bf16"));
        QVERIFY2(ours.code == 0 && ours.messages.isEmpty(), ours.messages.constData());
    }

    void oneImageIsNoImages()
    {
        noiseImages(at("one"), 2);
        writeText(at("one/broken.png"), "no image");
        const auto outcome = lucencyDoes(resolved("evaluate --data @one --labels @labels.csv --model @model.safetensors --resamples 0"));
        QVERIFY2(outcome.code == 3, outcome.messages.constData());
        QVERIFY2(outcome.messages.contains("1 image was refused or failed; the reason is in the report."), outcome.messages.constData());
        const auto table =
            lucencyDoes(resolved("evaluate --data @one --labels @labels.csv --model @model.safetensors --resamples 0 --format table"));
        QVERIFY2(table.output.contains("1 image was refused or failed; it is in no figure."), table.output.constData());
    }

    /// A file's name may be any bytes; a table is text.
    void namesThatAreNoTextAreReplaced()
    {
        QVERIFY(QDir().mkpath(at("odd")));
        const QByteArray name = at("odd/").toUtf8() + "caf\xe9.png";
        QCOMPARE(::link(at("images/000.png").toUtf8().constData(), name.constData()), 0);
        for (const char* format : {"csv", "jsonl"}) {
            const auto outcome = lucencyDoes(resolved("score @odd --model @model.safetensors --format") << QString::fromUtf8(format));
            QCOMPARE(outcome.code, 0);
            QVERIFY2(outcome.output.contains("/caf\xef\xbf\xbd.png"), outcome.output.constData());
            QVERIFY(!outcome.output.contains('\xe9'));
        }
    }

    void inspectSaysWhatIsWrongWithAFolderOrAFullDisk()
    {
        const auto folder = lucencyDoes(resolved("inspect @images"));
        QCOMPARE(folder.code, 4);
        QVERIFY2(folder.messages.contains("is a folder. Name one of its files"), folder.messages.constData());
        if (!QFile::exists(QStringLiteral("/dev/full"))) QSKIP("no /dev/full here");
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(qEnvironmentVariable("LUCENCY_BINARY"), resolved("inspect @images/000.png"));
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 4);
        QVERIFY(process.readAllStandardError().contains("[disk-full]"));
    }

    void phantomsReplacePhantomsAlone_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("dicom") << QByteArray("dicom") << QByteArray("PHANTOM-0001_000.dcm");
        QTest::newRow("png") << QByteArray("png") << QByteArray("PHANTOM-0001_000.png");
        QTest::newRow("a table of labels") << QByteArray("png") << QByteArray("Data_Entry_phantoms.csv");
        QTest::newRow("a table of boxes") << QByteArray("png") << QByteArray("BBox_List_phantoms.csv");
    }

    void phantomsReplacePhantomsAlone()
    {
        QFETCH(QByteArray, format);
        QFETCH(QByteArray, name);
        const QTemporaryDir folder;
        const QStringList arguments = resolved("phantom --count 1 --size 64 --seed 1 --format " + format + " --output") << folder.path();
        const QString file = folder.filePath(QString::fromUtf8(name));
        QCOMPARE(lucencyDoes(arguments).code, 0);
        QVERIFY(QFile::exists(file));
        QCOMPARE(lucencyDoes(arguments).code, 0); // drawn anew
        for (const QString& each : QDir(folder.path()).entryList(QDir::Files))
            QFile::remove(folder.filePath(each));
        writeText(file, "somebody's own");
        const auto refused = lucencyDoes(arguments);
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.messages.contains(name), refused.messages.constData());
        QCOMPARE(contents(file), QByteArray("somebody's own"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{QString::fromUtf8(name)});
    }
};

QTEST_GUILESS_MAIN(tst_commandfiles)
#include "tst_commandfiles.moc"
