#include "app/evaluation.h"
#include "app/evaluationrecord.h"
#include "app/report/report.h"
#include "app/report/sections.h"
#include "tests/app/evaluationcases.h"
#include "tests/support/app/program.h"
#include "tests/support/app/textfile.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <nlohmann/json.hpp>

using namespace lucency;
using namespace lucency::app::report;

namespace {

QString contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Grey noise with a bright disc where there is something to find.
cv::Mat drawCase(bool present, int seed)
{
    cv::RNG random(static_cast<std::uint64_t>(seed) + 1);
    cv::Mat image(40, 40, CV_8UC1);
    random.fill(image, cv::RNG::NORMAL, 90, 25);
    if (present) cv::circle(image, {random.uniform(0, 2) ? 8 : 32, random.uniform(26, 34)}, 7, cv::Scalar(200), cv::FILLED);
    return image;
}

/// A finished run of a small network: two images a patient, an Effusion that is learnt and a Mass that nobody knows of.
class FinishedRun {
public:
    FinishedRun()
    {
        for (const bool present : {true, false}) {
            const QString folder = m_folder.filePath(present ? QStringLiteral("data/YES") : QStringLiteral("data/N&<O"));
            QDir().mkpath(folder);
            for (int i = 0; i < 40; ++i)
                cv::imwrite((folder + QStringLiteral("/p%1_%2.png").arg((present ? 1000 : 0) + i / 2).arg(i % 2)).toStdString(),
                            drawCase(present, i + (present ? 5000 : 0)));
        }
        QFile recipe(m_folder.filePath(QStringLiteral("recipe.json")));
        if (!recipe.open(QIODevice::WriteOnly)) qFatal("the temporary folder takes no file");
        recipe.write(R"({"name": "small <b>", "version": "1", "seed": 4, "data": [{"name": "made & drawn", "kind": "folders",
            "folders": ["."], "knows": ["Effusion"], "classes": {"YES": ["Effusion"], "N&<O": []}, "patientPatterns": ["^(p\\d+)_"]}],
            "findings": [{"name": "Effusion", "limits": "Only <drawn> people."}, {"name": "Mass"}], "architecture": "cnn64",
            "split": {"validation": 0.25, "test": 0.4}, "cacheSize": 40, "input": {"size": 32, "normalisation": "minmax"},
            "training": {"epochs": 3, "batch": 10, "learningRate": 0.003, "precision": "fp32", "averaging": 0.9, "metricPositives": 3}})");
        recipe.close();
        outcome = test::lucencyDoes({QStringLiteral("train"), QStringLiteral("--recipe"), recipe.fileName(), QStringLiteral("--data"),
                                     m_folder.filePath(QStringLiteral("data")), QStringLiteral("--output"), path({}),
                                     QStringLiteral("--threads"), QStringLiteral("1")});
    }

    QString path(const QString& name) const
    {
        return m_folder.filePath(QStringLiteral("run")) + (name.isEmpty() ? QString() : QLatin1Char('/') + name);
    }
    /// What is read of the run while one of its files holds this.
    Result<Material> readWith(const QString& name, const QByteArray& changed) const
    {
        const QByteArray before = contents(path(name)).toUtf8();
        test::writeText(path(name), changed);
        auto material = readRun(path({}).toStdString(), {});
        test::writeText(path(name), before);
        return material;
    }
    QString data() const { return m_folder.filePath(QStringLiteral("data")); }
    QString root() const { return m_folder.path(); }

    test::Outcome outcome;

private:
    QTemporaryDir m_folder;
};

/// The SVG figures of a page, by their titles; each is read as XML, so that broken markup is found.
QStringList figuresOf(const QString& html)
{
    QStringList titles;
    static const QRegularExpression figure(QStringLiteral("<svg .*?</svg>"), QRegularExpression::DotMatchesEverythingOption);
    auto found = figure.globalMatch(html);
    while (found.hasNext()) {
        QXmlStreamReader reader(found.next().captured());
        while (!reader.atEnd())
            if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("title"))
                titles << reader.readElementText();
        if (reader.hasError()) titles << QStringLiteral("BROKEN: ") + reader.errorString();
    }
    return titles;
}

/// An evaluation of made-up predictions, as a report is made from it.
Material evaluated(app::PredictionTable table)
{
    app::EvaluationRequest request;
    request.subject = "test";
    request.predictions = table;
    request.resamples = 200;
    const auto evaluation = app::evaluate(request);
    if (!evaluation) qFatal("%s", evaluation.error().detail.c_str());
    return *ofEvaluation(app::evaluationJson(*evaluation, {}), "test", std::move(table), {}, {});
}

QString htmlOf(const Material& material)
{
    return QString::fromUtf8(toHtml(compose(material, true)));
}

bool has(const QStringList& titles, const char* begin)
{
    return std::ranges::any_of(titles, [&](const QString& title) { return title.startsWith(QLatin1String(begin)); });
}

} // namespace

class TestReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(lucency::test::hasProgram(), "build the target lucency first");
        m_run = std::make_unique<FinishedRun>();
        QVERIFY2(m_run->outcome.code == 0, m_run->outcome.messages.constData());
    }

    void runEndsWithAReportOfEveryFigure();
    void namesAreEscaped();
    void nothingIsLoadedAndNoScriptRuns();
    void noPathOfTheMachineIsNamed();
    void pagesAreAPdf();
    void withoutPicturesThereAreNone();
    void reportAgreesWithEvaluateToTheLastDigit();
    void missingFileIsNamed_data();
    void missingFileIsNamed();
    void changedSplitIsTold();
    void unreadableImagesAreListedAndInNoNumber();
    void olderReportIsCompletedFromThePredictions();
    void undefinedFiguresSayNotMeasuredAndWhy_data();
    void undefinedFiguresSayNotMeasuredAndWhy();
    void smallCohortIsSaidToBeTooSmall();
    void severalFindingsStandInOneFigure();
    void evaluationIsReportedBesideItsJson();

private:
    std::unique_ptr<FinishedRun> m_run;
};

void TestReport::runEndsWithAReportOfEveryFigure()
{
    const QString html = contents(m_run->path(QStringLiteral("report.html")));
    const QStringList figures = figuresOf(html);
    for (const char* figure :
         {"Training and validation loss", "AUC on the validation part", "Learning rate", "Confusion matrix of Effusion",
          "ROC curve of Effusion", "Precision-recall curve of Effusion", "Calibration of Effusion", "Changed images"})
        QVERIFY2(has(figures, figure), figure);
    QVERIFY2(!has(figures, "BROKEN"), qPrintable(figures.join(QLatin1Char('\n'))));
    QVERIFY(!has(figures, "ROC curve of Mass")); // nobody knows of a mass
    for (const char* words : {"not for primary diagnosis", "Is anyone in two parts?", "is the list that was trained with", "macro average",
                              "weighted average", "AUC of hard labels", "Called rightly", "Limits", "data:image/jpeg;base64,"})
        QVERIFY2(html.contains(QLatin1String(words)), words);
    QVERIFY(m_run->outcome.output.contains("report.html") && m_run->outcome.output.contains("report.pdf"));
    // The matrix is that of report.json.
    const auto report = nlohmann::json::parse(contents(m_run->path(QStringLiteral("report.json"))).toStdString());
    const auto& effusion = report["findings"]["Effusion"];
    const QString matrix = QStringLiteral("Confusion matrix of Effusion: %1 found, %2 missed, %3 false alarms, %4 left alone")
                               .arg(effusion["true_positives"].get<int>())
                               .arg(effusion["false_negatives"].get<int>())
                               .arg(effusion["false_positives"].get<int>())
                               .arg(effusion["true_negatives"].get<int>());
    QVERIFY2(figures.contains(matrix), qPrintable(figures.join(QLatin1Char('\n'))));
}

void TestReport::namesAreEscaped()
{
    const QString html = contents(m_run->path(QStringLiteral("report.html")));
    QVERIFY(html.contains(QLatin1String("small &lt;b&gt; 1")));
    QVERIFY(html.contains(QLatin1String("made &amp; drawn")));
    QVERIFY(html.contains(QLatin1String("Only &lt;drawn&gt; people.")));
    QVERIFY(!html.contains(QLatin1String("<b>")) && !html.contains(QLatin1String("<drawn>")));
}

void TestReport::nothingIsLoadedAndNoScriptRuns()
{
    const QString html = contents(m_run->path(QStringLiteral("report.html"))).toLower();
    for (const char* forbidden : {"<script", "<link", "<iframe", "@import", "url(", "src=\"http", "href=\"http", " onload", " onclick"})
        QVERIFY2(!html.contains(QLatin1String(forbidden)), forbidden);
    QString rest = html;
    rest.remove(QStringLiteral("http://www.w3.org/2000/svg"));
    QVERIFY(!rest.contains(QLatin1String("http")) || rest.contains(QLatin1String("http-equiv")));
    rest.remove(QStringLiteral("http-equiv"));
    QVERIFY(!rest.contains(QLatin1String("http")));
}

void TestReport::noPathOfTheMachineIsNamed()
{
    const QString html = contents(m_run->path(QStringLiteral("report.html")));
    QVERIFY(!html.contains(m_run->root()));
    QVERIFY(!html.contains(QDir::homePath() + QLatin1Char('/')));
    QVERIFY(!html.contains(QCoreApplication::applicationDirPath()));
}

void TestReport::pagesAreAPdf()
{
    QFile file(m_run->path(QStringLiteral("report.pdf")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray pdf = file.readAll();
    QVERIFY(pdf.startsWith("%PDF-") && pdf.trimmed().endsWith("%%EOF"));
    QVERIFY(pdf.contains("/MediaBox [0 0 595") || pdf.contains("/MediaBox [0.0"));
    QVERIFY(pdf.count("/Type /Page\n") >= 4);
    QVERIFY(pdf.contains("DejaVuSans")); // text, not pictures of text
}

void TestReport::withoutPicturesThereAreNone()
{
    const QString stem = m_run->root() + QStringLiteral("/plain");
    const auto outcome = test::lucencyDoes({QStringLiteral("report"), m_run->path({}), QStringLiteral("--data"), m_run->data(),
                                            QStringLiteral("--output"), stem, QStringLiteral("--without-pictures")});
    QCOMPARE(outcome.code, 0);
    const QString html = contents(stem + QStringLiteral(".html"));
    QVERIFY(html.contains(QLatin1String("ROC curve")));
    QVERIFY(!html.contains(QLatin1String("<img")) && !html.contains(QLatin1String(".png")));
}

void TestReport::reportAgreesWithEvaluateToTheLastDigit()
{
    const auto report = nlohmann::json::parse(contents(m_run->path(QStringLiteral("report.json"))).toStdString());
    const auto& effusion = report["findings"]["Effusion"];
    const auto outcome = test::lucencyDoes({QStringLiteral("evaluate"), QStringLiteral("--predictions"),
                                            m_run->path(QStringLiteral("predictions.csv")), QStringLiteral("--split"),
                                            m_run->path(QStringLiteral("split.csv")), QStringLiteral("--seed"), QStringLiteral("4"),
                                            QStringLiteral("--threshold"), QString::number(effusion["threshold"].get<double>(), 'g', 17)});
    QCOMPARE(outcome.code, 0);
    const auto evaluation = outcome.report()["findings"]["Effusion"];
    int compared = 0;
    for (const auto& [key, value] : evaluation.items()) {
        if (key == "threshold_source") continue;
        QVERIFY2(effusion.contains(key), key.c_str());
        QVERIFY2(effusion[key] == value, (key + ": " + effusion[key].dump() + " is not " + value.dump()).c_str());
        ++compared;
    }
    QVERIFY(compared > 25);
    QCOMPARE(report["macro"].dump(), outcome.report()["macro"].dump());
}

void TestReport::missingFileIsNamed_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"predictions.csv", "split.csv", "history.csv", "recipe.json", "report.json"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestReport::missingFileIsNamed()
{
    QFETCH(const QString, name);
    QVERIFY(QFile::rename(m_run->path(name), m_run->path(QStringLiteral("away"))));
    const auto outcome = test::lucencyDoes({QStringLiteral("report"), m_run->path({})});
    QVERIFY(QFile::rename(m_run->path(QStringLiteral("away")), m_run->path(name)));
    QCOMPARE(outcome.code, 4);
    QVERIFY2(outcome.messages.contains(name.toUtf8()), outcome.messages.constData());
    QCOMPARE(outcome.messages.count('\n'), 1);
}

void TestReport::changedSplitIsTold()
{
    QString after = contents(m_run->path(QStringLiteral("split.csv")));
    after.replace(after.indexOf(QLatin1String(",train,")), 7, QStringLiteral(",test,"));
    const auto material = m_run->readWith(QStringLiteral("split.csv"), after.toUtf8());
    QVERIFY(material.has_value());
    const QString html = htmlOf(*material);
    QVERIFY(html.contains(QLatin1String("is not the list that was trained with")));
    QVERIFY(html.contains(QLatin1String("The parts share people"))); // two images a patient, of which one was moved
}

void TestReport::unreadableImagesAreListedAndInNoNumber()
{
    auto report = nlohmann::ordered_json::parse(contents(m_run->path(QStringLiteral("report.json"))).toStdString());
    QVERIFY(report["unreadable"].is_array() && report["unreadable"].empty());
    const auto whole = readRun(m_run->path({}).toStdString(), {});
    QVERIFY(whole.has_value() && whole->split->unread() == 0);
    QVERIFY(!htmlOf(*whole).contains(QLatin1String("could not be read")));
    constexpr int lost = 23;
    for (const auto& row : contents(m_run->path(QStringLiteral("split.csv"))).split(QLatin1Char('\n')))
        if (const auto cells = row.split(QLatin1Char(',')); report["unreadable"].size() < lost && cells.value(2) == QLatin1String("train"))
            report["unreadable"].push_back({{"path", cells[0].toStdString()}, {"part", "train"}, {"reason", "truncated-pixel-data"}});
    QCOMPARE(report["unreadable"].size(), std::size_t{lost});
    report["data_remarks"] = {"own: labels from /home/some body/tables/own.csv", "/home/some body/list.txt: 3 images are the test part"};
    const auto material = m_run->readWith(QStringLiteral("report.json"), QByteArray::fromStdString(report.dump()));
    QVERIFY(material.has_value());
    const auto& parts = material->split->parts;
    QCOMPARE(parts[0].images, whole->split->parts[0].images - lost);
    QCOMPARE(parts[0].unread, long{lost});
    QVERIFY(parts[0].patients < whole->split->parts[0].patients); // two images a patient, of whom some lost both
    QCOMPARE(parts[1].images, whole->split->parts[1].images);
    const QString html = htmlOf(*material);
    QVERIFY(html.contains(QStringLiteral("trained on %1 images of %2 people").arg(parts[0].images).arg(parts[0].patients)));
    QVERIFY(html.contains(QLatin1String("23 images could not be read and took no part: 23 of the training part")));
    QVERIFY(html.contains(QLatin1String("and 3 more.")));
    QVERIFY(html.contains(QString::fromStdString(material->split->unreadFiles[19])));
    QVERIFY(!html.contains(QString::fromStdString(material->split->unreadFiles[20])));
    QVERIFY(html.contains(QLatin1String("labels from own.csv")) && html.contains(QLatin1String("list.txt: 3 images")));
    QVERIFY(!html.contains(QLatin1String("/home/some body")));
}

void TestReport::olderReportIsCompletedFromThePredictions()
{
    auto report = nlohmann::ordered_json::parse(contents(m_run->path(QStringLiteral("report.json"))).toStdString());
    for (auto& finding : report["findings"])
        for (const char* key : {"roc", "precision_recall", "calibration_curve", "intervals", "classes"})
            finding.erase(key);
    report.erase("data");
    report.erase("aim");
    const auto full = m_run->readWith(QStringLiteral("report.json"), QByteArray::fromStdString(report.dump()));
    QVERIFY(full.has_value());
    const auto newest = readRun(m_run->path({}).toStdString(), {});
    QVERIFY(newest.has_value());
    const auto &old = full->findings.front().figures, &current = newest->findings.front().figures;
    QCOMPARE(old.roc.size(), current.roc.size());
    QCOMPARE(old.auc.value, current.auc.value);
    QCOMPARE(old.atThreshold.counts.truePositives, current.atThreshold.counts.truePositives);
    QCOMPARE(full->findings.front().changed.size(), newest->findings.front().changed.size());
    QVERIFY(has(figuresOf(htmlOf(*full)), "ROC curve of Effusion"));
}

void TestReport::undefinedFiguresSayNotMeasuredAndWhy_data()
{
    QTest::addColumn<int>("label");
    QTest::addColumn<QString>("why");
    QTest::newRow("all with it") << 1 << QStringLiteral("not measured: every image has the finding.");
    QTest::newRow("none with it") << 0 << QStringLiteral("not measured: no image has the finding.");
}

void TestReport::undefinedFiguresSayNotMeasuredAndWhy()
{
    QFETCH(const int, label);
    QFETCH(const QString, why);
    auto table = test::predictions(3, 0, "images");
    for (auto& each : table.findings[0].labels)
        each = static_cast<signed char>(label);
    const QString html = htmlOf(evaluated(std::move(table)));
    QVERIFY(html.contains(why));
    QVERIFY(!html.contains(QLatin1String("nan"), Qt::CaseInsensitive));
    const QStringList figures = figuresOf(html);
    QVERIFY(has(figures, "Confusion matrix") && !has(figures, "ROC curve"));
}

void TestReport::smallCohortIsSaidToBeTooSmall()
{
    const QString small = htmlOf(evaluated(test::predictions(6, 0, "images")));
    QVERIFY(small.contains(QLatin1String("The cohort is too small for what is claimed of Effusion.")));
    QVERIFY(small.contains(QLatin1String("25.0 points"))); // of four images with it, one is a quarter
    const QString large = htmlOf(evaluated(test::predictions(2000, 0, "images")));
    QVERIFY(!large.contains(QLatin1String("too small")));
}

void TestReport::severalFindingsStandInOneFigure()
{
    auto table = test::predictions(30, 0, "images");
    for (const char* name : {"Mass", "Pleural_Thickening", "Hernia"}) {
        const auto finding = table.findingOf(name);
        for (std::size_t i = 0; i < table.images.size(); ++i) {
            table.findings[finding].labels[i] = finding == 3 ? 0 : static_cast<signed char>((i / 2 + finding) % 4 == 0);
            table.findings[finding].probabilities[i] = static_cast<double>((i * 31 + finding * 7) % 100) / 100.0;
        }
    }
    const QString html = htmlOf(evaluated(std::move(table)));
    const QStringList figures = figuresOf(html);
    QVERIFY(has(figures, "ROC curves of 3 finding")); // Hernia has one class only
    QVERIFY(html.contains(QLatin1String("micro average")) && html.contains(QLatin1String("Pleural thickening")));
    QVERIFY(has(figures, "Groups of people"));
}

void TestReport::evaluationIsReportedBesideItsJson()
{
    const QString json = m_run->root() + QStringLiteral("/evaluation.json");
    const QStringList arguments{QStringLiteral("evaluate"),
                                QStringLiteral("--predictions"),
                                m_run->path(QStringLiteral("predictions.csv")),
                                QStringLiteral("--split"),
                                m_run->path(QStringLiteral("split.csv")),
                                QStringLiteral("--output"),
                                json};
    QCOMPARE(test::lucencyDoes(arguments).code, 0);
    const QString html = contents(m_run->root() + QStringLiteral("/evaluation.html"));
    QVERIFY(has(figuresOf(html), "ROC curve of Effusion"));
    QVERIFY(QFile::exists(m_run->root() + QStringLiteral("/evaluation.pdf")));
    QVERIFY(!html.contains(m_run->root()) && !contents(json).contains(m_run->root()));
    // A report that cannot be written loses no figure.
    QVERIFY(QFile::remove(m_run->root() + QStringLiteral("/evaluation.html")));
    QVERIFY(QDir().mkpath(m_run->root() + QStringLiteral("/evaluation.html/full")));
    QVERIFY(QFile::remove(json));
    const auto hindered = test::lucencyDoes(arguments);
    QCOMPARE(hindered.code, 3);
    QVERIFY2(hindered.messages.contains("evaluation.html"), hindered.messages.constData());
    QVERIFY(contents(json).contains(QLatin1String("\"auc\"")));
}

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
