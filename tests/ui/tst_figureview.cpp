#include "app/report/figures.h"
#include "model/evaluation/findingreport.h"
#include "ui/figureview.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::ui;

namespace {

evaluation::FindingReport report()
{
    evaluation::FindingCases cases;
    cases.finding = "Effusion";
    for (int i = 0; i < 60; ++i) {
        cases.labels.push_back(i % 3 == 0);
        cases.probabilities.push_back((i * 37 % 60 + (i % 3 == 0 ? 25 : 0)) / 90.0);
        cases.patients.push_back(i / 2);
        cases.groups["sex"].push_back(i % 4 < 2 ? "F" : "M");
    }
    evaluation::ReportOptions options;
    options.resamples = 50;
    return evaluation::reportFinding(cases, options).value();
}

QByteArray textOf(const QString& file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

} // namespace

class FigureViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_figure_has_its_numbers_as_csv_data();
    void every_figure_has_its_numbers_as_csv();
    void a_click_on_a_place_names_it_data();
    void a_click_on_a_place_names_it();
    void keys_step_through_the_places();
    void dragging_along_a_curve_is_no_click();
    void it_is_saved_as_its_ending_says();
    void it_is_copied_as_picture_and_svg();
    void what_was_not_measured_says_so();
    void zoom_keeps_the_place_under_the_pointer();
    void the_matrix_gives_shares_of_rows_or_columns();
};

void FigureViewTest::every_figure_has_its_numbers_as_csv_data()
{
    QTest::addColumn<app::report::Figure>("figure");
    QTest::addColumn<int>("lines");
    const auto made = report();
    QTest::newRow("matrix") << app::report::matrixFigure(made) << 3;
    QTest::newRow("ROC") << app::report::rocFigure(made) << 1 + 101 + 1;
    QTest::newRow("precision and recall") << app::report::precisionRecallFigure(made) << 1 + 100 + 1;
    QTest::newRow("calibration") << app::report::calibrationFigure(made)
                                 << 1 + static_cast<int>(
                                            std::ranges::count_if(made.calibration, [](const auto& bin) { return bin.cases > 0; }));
    QTest::newRow("subgroups") << app::report::subgroupFigure(made) << 3;
    QTest::newRow("all findings") << app::report::allRocFigure({made}) << 1 + 101;
    model::EpochRecord epoch;
    epoch.epoch = 1;
    epoch.trainLoss = 0.5;
    epoch.aucs = {0.75};
    QTest::newRow("loss") << app::report::lossFigure({epoch}, 1) << 2;
    QTest::newRow("validation AUC") << app::report::validationAucFigure({"Effusion"}, {epoch}, 1) << 2;
    QTest::newRow("learning rate") << app::report::learningRateFigure({epoch}, 1) << 2;
}

void FigureViewTest::every_figure_has_its_numbers_as_csv()
{
    QFETCH(app::report::Figure, figure);
    QFETCH(int, lines);
    QVERIFY(figure.drawn());
    QCOMPARE(figure.data.count(QLatin1Char('\n')), lines);
    const auto rows = figure.data.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const auto& row : rows)
        QCOMPARE(row.count(QLatin1Char(',')), rows.front().count(QLatin1Char(',')));
    QVERIFY(!figure.data.contains(QLatin1String("nan")));
}

void FigureViewTest::a_click_on_a_place_names_it_data()
{
    QTest::addColumn<app::report::Figure>("figure");
    QTest::addColumn<QString>("key");
    const auto made = report();
    for (const char* key : {"tp", "fn", "fp", "tn"})
        QTest::addRow("cell %s", key) << app::report::matrixFigure(made) << QString::fromLatin1(key);
    QTest::newRow("ROC") << app::report::rocFigure(made) << "fpr=0.5";
    QTest::newRow("bar of the calibration") << app::report::calibrationFigure(made) << "bin=2";
    QTest::newRow("group") << app::report::subgroupFigure(made) << "group=sex/M";
}

void FigureViewTest::a_click_on_a_place_names_it()
{
    QFETCH(app::report::Figure, figure);
    QFETCH(QString, key);
    FigureView view;
    view.resize(700, 500);
    view.setFigure(figure);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QSignalSpy chosen(&view, &FigureView::spotChosen);
    const QPoint place = view.placeOf(key);
    QVERIFY(view.rect().contains(place));
    auto* canvas = view.childAt(place);
    QVERIFY(canvas);
    QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->mapFrom(&view, place));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().front().toString(), key);
    QTest::mouseClick(canvas, Qt::LeftButton, {}, {1, 1});
    QCOMPARE(chosen.size(), 1);
}

void FigureViewTest::keys_step_through_the_places()
{
    FigureView view;
    view.resize(500, 500);
    view.setFigure(app::report::matrixFigure(report()));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QSignalSpy chosen(&view, &FigureView::spotChosen);
    auto* canvas = view.childAt(view.placeOf(QStringLiteral("tp")));
    canvas->setFocus();
    QTest::keyClick(canvas, Qt::Key_Return);
    QCOMPARE(chosen.size(), 0);
    QTest::keyClick(canvas, Qt::Key_Right);
    QTest::keyClick(canvas, Qt::Key_Right);
    QTest::keyClick(canvas, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().front().toString(), QStringLiteral("fn"));
    QVERIFY(!canvas->accessibleDescription().isEmpty());
}

void FigureViewTest::dragging_along_a_curve_is_no_click()
{
    FigureView view;
    view.resize(600, 600);
    view.setFigure(app::report::rocFigure(report()));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QSignalSpy chosen(&view, &FigureView::spotChosen), dragged(&view, &FigureView::spotDragged);
    const QPoint from = view.placeOf(QStringLiteral("fpr=0.2")), to = view.placeOf(QStringLiteral("fpr=0.7"));
    auto* canvas = view.childAt(from);
    QTest::mousePress(canvas, Qt::LeftButton, {}, canvas->mapFrom(&view, from));
    QTest::mouseMove(canvas, canvas->mapFrom(&view, (from + to) / 2));
    QTest::mouseMove(canvas, canvas->mapFrom(&view, to));
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, canvas->mapFrom(&view, to));
    QCOMPARE(chosen.size(), 0);
    QVERIFY(dragged.size() >= 1);
    QCOMPARE(dragged.back().front().toString(), QStringLiteral("fpr=0.7"));
}

void FigureViewTest::it_is_saved_as_its_ending_says()
{
    const QTemporaryDir folder;
    FigureView view;
    const auto figure = app::report::rocFigure(report());
    view.setFigure(figure);
    const auto file = [&](const char* name) { return folder.filePath(QLatin1String(name)); };
    QVERIFY(view.save(file("a.svg")));
    QCOMPARE(textOf(file("a.svg")), figure.svg().toUtf8());
    QVERIFY(view.save(file("a.csv")));
    QVERIFY(textOf(file("a.csv")).startsWith("false_positive_rate,sensitivity,low,high,threshold\n0,"));
    QVERIFY(view.save(file("a.png")));
    QCOMPARE(QImage(file("a.png")).size(), (figure.size * 2).toSize());
    QCOMPARE(view.save(file("a.doc")).error().kind, FailureKind::BadArgument);
    QCOMPARE(view.save(QStringLiteral("/proc/none/a.svg")).error().kind, FailureKind::CannotWrite);
    view.setFigure({QStringLiteral("Empty"), {}, QStringLiteral("nothing"), {}, {}});
    QCOMPARE(view.save(file("b.svg")).error().kind, FailureKind::BadArgument);
    QVERIFY(!QFile::exists(file("b.svg")));
}

void FigureViewTest::it_is_copied_as_picture_and_svg()
{
    FigureView view;
    view.setFigure(app::report::matrixFigure(report()));
    view.copy();
    const auto* content = QGuiApplication::clipboard()->mimeData();
    QVERIFY(content->hasImage());
    QVERIFY(content->data(QStringLiteral("image/svg+xml")).startsWith("<svg"));
}

void FigureViewTest::what_was_not_measured_says_so()
{
    FigureView view;
    evaluation::FindingReport empty;
    empty.finding = "Mass";
    view.setFigure(app::report::rocFigure(empty));
    view.show();
    QVERIFY(view.picture(1).isNull());
    bool said = false;
    for (const auto* label : view.findChildren<QLabel*>())
        said |= label->isVisible() && label->text().contains(QLatin1String("not measured"));
    QVERIFY(said);
}

void FigureViewTest::zoom_keeps_the_place_under_the_pointer()
{
    FigureView view;
    view.resize(500, 500);
    view.setFigure(app::report::matrixFigure(report()));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QPoint before = view.placeOf(QStringLiteral("tp"));
    auto* canvas = view.childAt(before);
    const QPointF at = canvas->mapFrom(&view, before);
    QWheelEvent wheel(at, canvas->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(canvas, &wheel);
    QVERIFY(view.zoom() > 1.4);
    QVERIFY((view.placeOf(QStringLiteral("tp")) - before).manhattanLength() <= 2);
    QWheelEvent page(at, canvas->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(canvas, &page);
    QVERIFY(!page.isAccepted());
    view.setZoom(0.1);
    QCOMPARE(view.zoom(), 1.0);
}

void FigureViewTest::the_matrix_gives_shares_of_rows_or_columns()
{
    const auto made = report();
    const auto rows = app::report::matrixFigure(made), columns = app::report::matrixFigure(made, app::report::MatrixShares::OfColumns);
    QVERIFY(rows.svg().contains(QLatin1String("of the row")));
    QVERIFY(columns.svg().contains(QLatin1String("of the column")));
    const double precision = made.atThreshold.precision.value * 100;
    QVERIFY(columns.svg().contains(QLocale().toString(precision, 'f', 1)));
}

QTEST_MAIN(FigureViewTest)
#include "tst_figureview.moc"
