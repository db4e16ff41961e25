// Key A: nothing of what the model says is left in the window, the worklist included.
#include "tests/support/window/readingstation.h"
#include "ui/reading/readingroom.h"
#include "ui/theme.h"
#include "ui/worklist/worklistpanel.h"

#include <QApplication>
#include <QTableView>
#include <QTest>

#include <set>

using namespace lucency;
using namespace lucency::ui;
using app::WorklistModel;

namespace {

constexpr int patience = 15'000;

/// Whether any pixel of the list is painted in the colour of what is over its operating point.
bool showsAmber(const WorklistPanel& panel)
{
    const QImage picture = panel.table()->grab().toImage().convertToFormat(QImage::Format_RGB32);
    std::set<QRgb> ambers;
    for (const QColor& colour : {theme::modelColour(), theme::modelColour().lighter(115)})
        ambers.insert(colour.rgb());
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            if (ambers.contains(picture.pixel(x, y))) return true;
    return false;
}

QStringList rowsOf(const WorklistModel& model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows << model.index(row, 0).data(WorklistModel::PatientIdRole).toString() + QLatin1Char(' ') +
                    model.index(row, WorklistModel::FindingColumn).data().toString();
    return rows;
}

} // namespace

class TestHiddenAi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theKeyHidesWhatTheWorklistSays();
    void theChoiceHoldsAfterARestart();

private:
    /// Three people of whom the model says much, little and more, in a window that has scored them.
    MainWindow& openScored();
    test::ReadingStation m_station;
};

MainWindow& TestHiddenAi::openScored()
{
    m_station.draw(QStringLiteral("a.dcm"), 1);
    m_station.draw(QStringLiteral("b.dcm"), 2);
    m_station.draw(QStringLiteral("c.dcm"), 3);
    m_station.trial().say(QStringLiteral("a.dcm"), 0.9);
    m_station.trial().say(QStringLiteral("c.dcm"), 0.7);
    MainWindow& window = m_station.open();
    window.openPaths({m_station.path({})});
    return window;
}

void TestHiddenAi::theKeyHidesWhatTheWorklistSays()
{
    MainWindow& window = openScored();
    const WorklistModel& model = *window.worklistModel();
    QTRY_COMPARE_WITH_TIMEOUT(model.studyCount(app::StudyStatus::Scored), 3, patience);
    QTRY_VERIFY_WITH_TIMEOUT(showsAmber(*window.worklist()), patience);
    const QStringList byPriority{QStringLiteral("PHANTOM-0001 Effusion"), QStringLiteral("PHANTOM-0003 Effusion"),
                                 QStringLiteral("PHANTOM-0002 Effusion")};
    QTRY_COMPARE_WITH_TIMEOUT(rowsOf(model), byPriority, patience);
    const qint64 open = window.room()->study();

    window.room()->view()->setFocus();
    QTest::keyClick(window.room()->view(), Qt::Key_A);
    QVERIFY(!window.room()->actions()->showAi->isChecked());
    for (int row = 0; row < 3; ++row) {
        QCOMPARE(model.index(row, WorklistModel::FindingColumn).data().toString(), QString());
        QCOMPARE(model.index(row, WorklistModel::PriorityColumn).data().toString(), QString());
        QVERIFY(!model.index(row, 0).data(WorklistModel::ProbabilityRole).isValid());
    }
    QVERIFY(!showsAmber(*window.worklist()));
    QVERIFY(test::visibleText(*window.worklist()).contains(QStringLiteral("AI hidden: newest first")));
    QCOMPARE(window.worklist()->currentStudy(), open);

    QTest::keyClick(window.room()->view(), Qt::Key_A);
    QCOMPARE(rowsOf(model), byPriority);
    QVERIFY(showsAmber(*window.worklist()));
    QVERIFY(!test::visibleText(*window.worklist()).contains(QStringLiteral("AI hidden")));
    QCOMPARE(window.worklist()->currentStudy(), open);
}

void TestHiddenAi::theChoiceHoldsAfterARestart()
{
    MainWindow& window = openScored();
    QTRY_COMPARE_WITH_TIMEOUT(window.worklistModel()->studyCount(app::StudyStatus::Scored), 3, patience);
    window.room()->actions()->showAi->setChecked(false);
    m_station.close();
    MainWindow& again = m_station.open();
    QVERIFY(!again.worklistModel()->areResultsShown());
    QTRY_COMPARE_WITH_TIMEOUT(again.worklistModel()->studyCount(app::StudyStatus::Scored), 3, patience);
    QVERIFY(!showsAmber(*again.worklist()));
    again.room()->actions()->showAi->setChecked(true);
    QTRY_VERIFY_WITH_TIMEOUT(showsAmber(*again.worklist()), patience);
}

QTEST_MAIN(TestHiddenAi)
#include "tst_hiddenai.moc"
