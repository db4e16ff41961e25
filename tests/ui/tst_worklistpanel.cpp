#include "tests/support/window/readingstation.h"
#include "tests/support/window/worklistpanelstation.h"
#include "ui/statepage.h"
#include "ui/worklist/worklistpanel.h"

#include <QAction>
#include <QDir>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <memory>

using namespace lucency;
using namespace lucency::ui;
using app::WorklistModel;

namespace {

QMenu* filled(const WorklistPanel& panel, void (WorklistPanel::*fill)(QMenu*) const, std::unique_ptr<QMenu>& menu)
{
    menu = std::make_unique<QMenu>();
    (panel.*fill)(menu.get());
    return menu.get();
}

QAction* actionOf(const QMenu& menu, const QString& text)
{
    for (QAction* action : menu.actions())
        if (action->text() == text) return action;
    return nullptr;
}

} // namespace

class TestWorklistPanel : public QObject, test::WorklistPanelStation {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void saysWhatIsTheCase();
    void aStoreThatCannotBeReadIsNamedAndReadAgain();
    void aStudyThatComesLaterIsSelectedWhenItComes();
    void choosingARowTellsItsStudyOnce();
    void saysWhichModelScoredAndOffersToScoreAnew();
    void sortsByHeaderAndByMenu();
    void columnsComeAndGoByMenuAndAreKept();
};

void TestWorklistPanel::saysWhatIsTheCase()
{
    m_model = std::make_unique<WorklistModel>(m_file);
    m_panel = std::make_unique<WorklistPanel>(m_model.get(), QList<QAction*>{m_open.get()});
    QCOMPARE(m_panel->stateTitle(), QStringLiteral("Reading the worklist ..."));
    showPanel();
    QCOMPARE(m_panel->stateTitle(), QStringLiteral("The worklist is empty"));
    QSignalSpy opened(m_open.get(), &QAction::triggered);
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->findChild<StatePage*>()->findChild<QPushButton*>(), patience);
    m_panel->findChild<StatePage*>()->findChild<QPushButton*>()->click();
    QCOMPARE(opened.count(), 1);

    add(QStringLiteral("Phantom^Ada"), QStringLiteral("P1"), QStringLiteral("20240101"));
    showPanel();
    QVERIFY(m_panel->stateTitle().isEmpty());
    QVERIFY(m_panel->table()->isVisible());
    QVERIFY(test::visibleText(*m_panel).contains(QStringLiteral("1 studies")));
    m_panel->filterBox()->setText(QStringLiteral("nobody"));
    QCOMPARE(m_panel->stateTitle(), QStringLiteral("No study matches"));
    QVERIFY(test::visibleText(*m_panel).contains(QStringLiteral("0 of 1 studies")));
    m_panel->filterBox()->clear();
    QVERIFY(m_panel->stateTitle().isEmpty());
}

void TestWorklistPanel::aStoreThatCannotBeReadIsNamedAndReadAgain()
{
    m_store.reset();
    QVERIFY(QFile::rename(m_file, m_file + QStringLiteral(".kept")));
    QVERIFY(QDir().mkdir(m_file)); // a folder where the file should be
    m_model = std::make_unique<WorklistModel>(m_file);
    m_panel = std::make_unique<WorklistPanel>(m_model.get(), QList<QAction*>{m_open.get()});
    m_panel->show();
    m_model->load();
    QSignalSpy failed(m_model.get(), &WorklistModel::loadFailed);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
    QVERIFY(!m_panel->stateTitle().isEmpty());
    QVERIFY2(test::visibleText(*m_panel).contains(QStringLiteral("store.sqlite")), qPrintable(test::visibleText(*m_panel)));
    QVERIFY(QDir().rmdir(m_file));
    QVERIFY(QFile::rename(m_file + QStringLiteral(".kept"), m_file));
    QTRY_VERIFY_WITH_TIMEOUT(test::visibleText(*m_panel).contains(QStringLiteral("Read again")), patience);
    m_panel->findChild<StatePage*>()->findChild<QPushButton*>()->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_panel->stateTitle(), QStringLiteral("The worklist is empty"), patience);
}

void TestWorklistPanel::aStudyThatComesLaterIsSelectedWhenItComes()
{
    add(QStringLiteral("Phantom^Ada"), QStringLiteral("P1"), QStringLiteral("20240101"));
    showPanel();
    QSignalSpy chosen(m_panel.get(), &WorklistPanel::studyChosen);
    m_panel->table()->selectRow(0);
    const qint64 first = m_panel->currentStudy();
    add(QStringLiteral("Phantom^Bea"), QStringLiteral("P2"), QStringLiteral("20240202"));
    m_panel->select(first + 1);
    QCOMPARE(m_panel->currentStudy(), 0);
    m_model->refresh({first + 1});
    QTRY_COMPARE_WITH_TIMEOUT(m_panel->currentStudy(), first + 1, patience);
    QCOMPARE(chosen.count(), 1);
    // The way back to the first is open.
    m_panel->selectNext(names()[0].endsWith(QStringLiteral("Ada")) ? -1 : 1);
    QCOMPARE(m_panel->currentStudy(), first);
    QCOMPARE(chosen.count(), 2);
}

void TestWorklistPanel::choosingARowTellsItsStudyOnce()
{
    for (const char* name : {"Ada", "Bea", "Cleo"})
        add(QStringLiteral("Phantom^") + QLatin1String(name), QLatin1String(name), QStringLiteral("20240101"));
    showPanel();
    QTableView* table = m_panel->table();
    QSignalSpy chosen(m_panel.get(), &WorklistPanel::studyChosen);
    const auto click = [table](int row) {
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(row, 2)).center());
    };
    click(2);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.last()[0].toLongLong(), studyAt(2));
    click(2);
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QTest::keyClick(table, Qt::Key_Up);
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(chosen.last()[0].toLongLong(), studyAt(1));
    // A new order moves the row, and chooses nothing.
    m_model->sort(WorklistModel::NameColumn, Qt::DescendingOrder);
    m_model->sort(WorklistModel::NameColumn, Qt::AscendingOrder);
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(m_panel->currentStudy(), chosen.last()[0].toLongLong());
}

void TestWorklistPanel::saysWhichModelScoredAndOffersToScoreAnew()
{
    add(QStringLiteral("Phantom^Ada"), QStringLiteral("P1"), QStringLiteral("20240101"), 0.9);
    showPanel();
    auto* offer = m_panel->findChild<QPushButton*>(QStringLiteral("rescore"));
    QVERIFY(offer && !offer->isVisible());
    const auto tip = [this] { return m_model->index(0, WorklistModel::ProbabilityColumn).data(Qt::ToolTipRole).toString(); };
    const QString model = m_model->index(0, WorklistModel::ModelColumn).data().toString();
    QVERIFY(!model.isEmpty() && tip().contains(model) && !tip().contains(QStringLiteral("not in use")));

    QVERIFY(m_store->setModelInUse({QStringLiteral("other"), QStringLiteral("2"), QStringLiteral("dd")}));
    m_model->load();
    QTRY_VERIFY(offer->isVisible());
    QCOMPARE(m_model->index(0, WorklistModel::ModelColumn).data().toString(), model); // whose score it is, not which is in use
    QVERIFY(tip().contains(QStringLiteral("not in use")));
    QSignalSpy asked(m_panel.get(), &WorklistPanel::rescoreAsked);
    QTest::mouseClick(offer, Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
}

void TestWorklistPanel::sortsByHeaderAndByMenu()
{
    add(QStringLiteral("Phantom^Cleo"), QStringLiteral("P3"), QStringLiteral("20240101"), 0.6);
    add(QStringLiteral("Phantom^Ada"), QStringLiteral("P1"), QStringLiteral("20240303"), 0.2);
    add(QStringLiteral("Phantom^Bea"), QStringLiteral("P2"), QStringLiteral("20240202"), 0.9);
    showPanel();
    const QStringList byPriority{QStringLiteral("Phantom Bea"), QStringLiteral("Phantom Cleo"), QStringLiteral("Phantom Ada")};
    QCOMPARE(names(), byPriority);
    QHeaderView* header = m_panel->table()->horizontalHeader();
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                      QPoint(header->sectionViewportPosition(WorklistModel::NameColumn) + 20, header->height() / 2));
    QStringList byName = byPriority;
    byName.sort();
    QCOMPARE(names(), byName);

    std::unique_ptr<QMenu> menu;
    QAction* date = actionOf(*filled(*m_panel, &WorklistPanel::fillSortMenu, menu), QStringLiteral("Study date"));
    QVERIFY(date && !date->isChecked());
    QVERIFY(actionOf(*menu, QStringLiteral("Name"))->isChecked());
    date->trigger();
    QCOMPARE(names().first(), QStringLiteral("Phantom Cleo"));
    date->trigger();
    QCOMPARE(names().first(), QStringLiteral("Phantom Ada"));
    QCOMPARE(header->sortIndicatorSection(), int(WorklistModel::DateColumn));
}

void TestWorklistPanel::columnsComeAndGoByMenuAndAreKept()
{
    showPanel();
    std::unique_ptr<QMenu> menu;
    filled(*m_panel, &WorklistPanel::fillColumnMenu, menu);
    QVERIFY2(!actionOf(*menu, QStringLiteral("Name")), "a list without names is none");
    QAction* accession = actionOf(*menu, QStringLiteral("Accession number"));
    QVERIFY(!accession->isChecked());
    accession->trigger();
    QVERIFY(!m_panel->table()->isColumnHidden(WorklistModel::AccessionColumn));
    actionOf(*menu, QStringLiteral("Images"))->trigger();
    QVERIFY(m_panel->table()->isColumnHidden(WorklistModel::ImagesColumn));
    const QByteArray kept = m_panel->columnState();
    showPanel();
    QVERIFY(m_panel->table()->isColumnHidden(WorklistModel::AccessionColumn));
    m_panel->restoreColumns(kept);
    QVERIFY(!m_panel->table()->isColumnHidden(WorklistModel::AccessionColumn));
    QVERIFY(m_panel->table()->isColumnHidden(WorklistModel::ImagesColumn));
    m_panel->restoreColumns("damaged settings");
    QVERIFY(!m_panel->table()->isColumnHidden(WorklistModel::NameColumn));
}

QTEST_MAIN(TestWorklistPanel)
#include "tst_worklistpanel.moc"
