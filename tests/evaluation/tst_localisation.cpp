#include "model/evaluation/localisation.h"

#include <QTest>

#include <cmath>

using namespace lucency::evaluation;

namespace {

/// A map of zeros with some cells at 1.
ActivationMap mapOf(int rows, int columns, const std::vector<std::pair<int, int>>& cells)
{
    ActivationMap map{rows, columns, std::vector<float>(static_cast<std::size_t>(rows * columns))};
    for (const auto& [row, column] : cells)
        map.values[static_cast<std::size_t>(row * columns + column)] = 1;
    return map;
}

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

} // namespace

class TestLocalisation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void overlaps_data()
    {
        QTest::addColumn<QVector<double>>("found");
        QTest::addColumn<double>("iou");
        QTest::addColumn<double>("iobb");
        // The reference is 0.2, 0.2, 0.4 x 0.4.
        QTest::newRow("the same") << QVector<double>{0.2, 0.2, 0.4, 0.4} << 1.0 << 1.0;
        QTest::newRow("elsewhere") << QVector<double>{0.7, 0.7, 0.2, 0.2} << 0.0 << 0.0;
        QTest::newRow("side by side") << QVector<double>{0.6, 0.2, 0.2, 0.4} << 0.0 << 0.0;
        QTest::newRow("a quarter inside") << QVector<double>{0.2, 0.2, 0.2, 0.2} << 0.25 << 1.0;
        QTest::newRow("all around") << QVector<double>{0.0, 0.0, 0.8, 0.8} << 0.25 << 0.25;
        QTest::newRow("half aside") << QVector<double>{0.4, 0.2, 0.4, 0.4} << 1.0 / 3 << 0.5;
        QTest::newRow("without an area") << QVector<double>{0.3, 0.3, 0.0, 0.2} << 0.0 << 0.0;
    }
    void overlaps()
    {
        QFETCH(QVector<double>, found);
        QFETCH(double, iou);
        QFETCH(double, iobb);
        const Box reference{0.2, 0.2, 0.4, 0.4}, box{found[0], found[1], found[2], found[3]};
        QVERIFY(near(intersectionOverUnion(box, reference), iou, 1e-12));
        QVERIFY(near(intersectionOverFound(box, reference), iobb, 1e-12));
    }

    void placeOfOneCell()
    {
        const auto place = placeOf(mapOf(8, 4, {{6, 1}}));
        QVERIFY(place);
        // The middle of cell 6 of 8 down and 1 of 4 across, to the width of a fine cell.
        QVERIFY(near(place->x, 1.5 / 4, 1.0 / 128));
        QVERIFY(near(place->y, 6.5 / 8, 1.0 / 128));
        // At half of the maximum the box is one cell of the map wide.
        QVERIFY(near(place->box.width, 1.0 / 4, 2.0 / 128));
        QVERIFY(near(place->box.height, 1.0 / 8, 2.0 / 128));
        QVERIFY(near(place->box.x + place->box.width / 2, 1.5 / 4, 1.0 / 128));
    }

    void aSecondHotSpotIsNotInTheBox()
    {
        auto map = mapOf(9, 9, {{1, 1}, {7, 7}});
        map.values[7 * 9 + 7] = 0.9F;
        const auto place = placeOf(map);
        QVERIFY(place);
        QVERIFY(place->box.x + place->box.width < 0.5 && place->box.y + place->box.height < 0.5);
    }

    void mapsThatSayNothing_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<QVector<float>>("values");
        QTest::newRow("all zero") << 2 << QVector<float>{0, 0, 0, 0};
        QTest::newRow("negative") << 2 << QVector<float>{-1, -2, -3, -1};
        QTest::newRow("NaN") << 2 << QVector<float>{0, 1, std::nanf(""), 0};
        QTest::newRow("too few values") << 2 << QVector<float>{0, 1, 2};
        QTest::newRow("no rows") << 0 << QVector<float>{};
    }
    void mapsThatSayNothing()
    {
        QFETCH(int, rows);
        QFETCH(QVector<float>, values);
        const ActivationMap map{rows, rows, {values.begin(), values.end()}};
        QVERIFY(!placeOf(map));
        LocalisationCase silent{{{0, 0, 1, 1}}, {}, map};
        const auto report = reportLocalisation({&silent, 1});
        QCOMPARE(report.silent, 1L);
        QCOMPARE(report.figures.pointing.value, 0.0); // a miss, even where the reference is the whole image
        QCOMPARE(report.figures.iou[0].value, 0.0);
    }

    void hitsAreCountedOverImages()
    {
        const Box reference{0.25, 0.25, 0.25, 0.25};
        std::vector<LocalisationCase> cases;
        cases.push_back({{reference}, {reference}, {}});
        cases.push_back({{reference}, {{0.25, 0.25, 0.25, 0.125}}, {}});                      // IoU 0.5, IoBB 1
        cases.push_back({{reference}, {{0.8, 0.8, 0.1, 0.1}, {0.25, 0.25, 0.25, 0.25}}, {}}); // one of two is right
        cases.push_back({{reference}, {}, {}});
        const auto report = reportLocalisation(cases);
        QCOMPARE(report.images, 4L);
        QCOMPARE(report.silent, 1L);
        QCOMPARE(report.figures.iou[4].value, 0.75); // at 0.5
        QCOMPARE(report.figures.iou[5].value, 0.5);  // at 0.6
        QCOMPARE(report.figures.iobb[6].value, 0.75);
        QVERIFY(near(report.figures.meanIou, (1 + 0.5 + 1 + 0) / 4, 1e-12));
        QVERIFY(report.figures.iou[4].low < 0.75 && report.figures.iou[4].high > 0.75);
        QVERIFY(std::isnan(report.figures.pointing.value)); // boxes point at nothing
        QVERIFY(!report.control);
    }

    void oneOfSeveralReferencesIsEnough()
    {
        const LocalisationCase both{{{0.7, 0.7, 0.2, 0.2}, {0.0, 0.0, 0.3, 0.3}}, {}, mapOf(10, 10, {{1, 1}})};
        QCOMPARE(reportLocalisation({&both, 1}).figures.pointing.value, 1.0);
    }

    /// A map that knows the place is far above luck, and luck is the share of the image that the boxes cover.
    void controlIsWhatLuckGives()
    {
        std::vector<LocalisationCase> cases;
        for (int i = 0; i < 100; ++i) {
            const int row = 1 + i % 6, column = 1 + i / 10 % 6;
            cases.push_back({{{column / 8.0, row / 8.0, 0.25, 0.25}},
                             {},
                             mapOf(8, 8, {{row, column}, {row + 1, column + 1}, {row, column + 1}, {row + 1, column}})});
        }
        const auto report = reportLocalisation(cases);
        QCOMPARE(report.figures.pointing.value, 1.0);
        QVERIFY(report.figures.iou[4].value > 0.95);
        QVERIFY(report.control);
        QVERIFY2(near(report.control->pointing.value, 1.0 / 16, 0.03), qPrintable(QString::number(report.control->pointing.value)));
        QVERIFY(report.control->iou[4].value < 0.05);
        const auto again = reportLocalisation(cases);
        QCOMPARE(again.control->pointing.value, report.control->pointing.value);
    }

    void withoutCasesNothingIsSaid()
    {
        const auto report = reportLocalisation({});
        QCOMPARE(report.images, 0L);
        QVERIFY(std::isnan(report.figures.iou[0].value));
        QVERIFY(!report.control);
    }
};

QTEST_APPLESS_MAIN(TestLocalisation)
#include "tst_localisation.moc"
