#include "model/contradictions.h"

#include <QTest>

using namespace lucency::model;

using Groups = std::vector<std::vector<std::size_t>>;

class TestContradictions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameImagesWithOtherLabelsAreNamed_data();
    void sameImagesWithOtherLabelsAreNamed();
};

void TestContradictions::sameImagesWithOtherLabelsAreNamed_data()
{
    QTest::addColumn<std::vector<Label>>("labels"); ///< of 0.png, 1.png, ... for one finding
    QTest::addColumn<Twins>("twins");
    QTest::addColumn<bool>("same");
    QTest::addColumn<Groups>("expected");
    QTest::addColumn<QByteArray>("said");
    constexpr auto has = Label::Present, hasNot = Label::Absent, open = Label::Unknown;
    const QByteArray two = "2 images have the same pixels as another one and labels that contradict it, the first of them 0.png and 1.png";
    QTest::newRow("a finding and none") << std::vector{has, hasNot, has} << Twins{{0, 1}} << true << Groups{{0, 1}} << two;
    QTest::newRow("the same labels") << std::vector{has, has, hasNot} << Twins{{0, 1}} << true << Groups{} << QByteArray();
    QTest::newRow("nothing known of one") << std::vector{has, open} << Twins{{0, 1}} << true << Groups{} << QByteArray();
    QTest::newRow("other pixels") << std::vector{has, hasNot} << Twins{{0, 1}} << false << Groups{} << QByteArray();
    QTest::newRow("not alike") << std::vector{has, hasNot} << Twins{} << true << Groups{} << QByteArray();
    QTest::newRow("through one of which nothing is known")
        << std::vector{has, open, hasNot} << Twins{{0, 1}, {1, 2}} << true << Groups{{0, 1, 2}}
        << QByteArray("3 images have the same pixels as another one and labels that contradict it, the first of them 0.png and 1.png");
}

void TestContradictions::sameImagesWithOtherLabelsAreNamed()
{
    QFETCH(std::vector<Label>, labels);
    QFETCH(Twins, twins);
    QFETCH(bool, same);
    QFETCH(Groups, expected);
    QFETCH(QByteArray, said);
    Cohort cohort;
    cohort.findings = {"Mass"};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        CohortImage image;
        image.path = std::to_string(i) + ".png";
        image.labels = {labels[i]};
        cohort.images.push_back(image);
    }
    const auto groups = contradictions(cohort, twins, [same](std::size_t, std::size_t) { return same; });
    QCOMPARE(groups, expected);
    QCOMPARE(QByteArray::fromStdString(describeContradictions(cohort, groups)), said);
}

QTEST_APPLESS_MAIN(TestContradictions)
#include "tst_contradictions.moc"
