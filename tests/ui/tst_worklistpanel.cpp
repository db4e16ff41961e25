#include "app/store/store.h"
#include "tests/support/window/readingstation.h"
#include "ui/statepage.h"
#include "ui/worklist/worklistpanel.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::ui;
using app::StudyStatus;
using app::WorklistModel;

namespace {

constexpr int patience = 15'000;

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

class TestWorklistPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void saysWhatIsTheCase();
    void aStoreThatCannotBeReadIsNamedAndReadAgain();
    void aFilterShowsWhatHasEveryWord();
    void aFilterThatHidesTheOpenStudyOpensNoOther();
    void aFilteredListBeginsAtItsTopOrShowsTheOpenStudy();
    void withoutAFilterTheCountIsThatOfAllStudies();
    void aFollowUpIsReadInWholeAndFoundAsItStandsThere();
    void aStudyThatComesLaterIsSelectedWhenItComes();
    void theKeysOfTheFilterBoxWalkTheList();
    void choosingARowTellsItsStudyOnce();
    void theStatusBoxShowsOneStatus();
    void saysWhichModelScoredAndOffersToScoreAnew();
    void sortsByHeaderAndByMenu();
    void columnsComeAndGoByMenuAndAreKept();

private:
    void add(const QString& name, const QString& id, const QString& date, double effusion = -1);
    void showPanel();
    qint64 studyAt(int row) const { return m_model->index(row, 0).data(WorklistModel::StudyRole).toLongLong(); }
    QStringList names() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::optional<app::Store> m_store;
    std::unique_ptr<QAction> m_open;
    std::unique_ptr<WorklistModel> m_model;
    std::unique_ptr<WorklistPanel> m_panel;
};

void TestWorklistPanel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(QStringLiteral("store.sqlite"));
    auto store = app::Store::open(m_file);
    QVERIFY(store);
    m_store.emplace(*std::move(store));
    QVERIFY(m_store->setModelInUse({QStringLiteral("trial"), QStringLiteral("1"), {}}));
    m_open = std::make_unique<QAction>(QStringLiteral("Open it"));
}

void TestWorklistPanel::cleanup()
{
    m_panel.reset();
    m_model.reset();
    m_store.reset();
}

/// A study of one image; scored where a probability is given.
void TestWorklistPanel::add(const QString& name, const QString& id, const QString& date, double effusion)
{
    app::PatientRow patient;
    patient.name = name;
    patient.patientId = id;
    app::StudyRow study;
    study.studyUid = QStringLiteral("1.2.") + id + date;
    study.date = date;
    const auto added = m_store->addStudy(patient, study);
    QVERIFY(added);
    app::ImageRow image;
    image.study = added->study;
    image.path = QStringLiteral("/images/") + id;
    image.sopInstanceUid = study.studyUid + QStringLiteral(".1");
    const auto stored = m_store->addImage(image);
    QVERIFY(stored);
    if (effusion < 0) return;
    app::StoredPrediction said;
    said.image = *stored;
    said.prediction.modelName = "trial";
    said.prediction.modelVersion = "1";
    said.prediction.priority = effusion;
    said.prediction.scores = {{"Effusion", effusion, effusion >= 0.5, true, true}};
    QVERIFY(m_store->storePredictions(std::span(&said, 1)));
}

void TestWorklistPanel::showPanel()
{
    m_model = std::make_unique<WorklistModel>(m_file);
    m_panel = std::make_unique<WorklistPanel>(m_model.get(), QList<QAction*>{m_open.get()});
    m_panel->resize(900, 500);
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    QSignalSpy loaded(m_model.get(), &WorklistModel::loaded);
    m_model->load();
    QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, patience);
}

QStringList TestWorklistPanel::names() const
{
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row)
        names << m_model->index(row, WorklistModel::NameColumn).data().toString();
    return names;
}

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

void TestWorklistPanel::aFilterShowsWhatHasEveryWord()
{
    add(QStringLiteral("Phantom^Ada"), QStringLiteral("P1"), QStringLiteral("20240101"), 0.9);
    add(QStringLiteral("Phantom^Bea"), QStringLiteral("P2"), QStringLiteral("20240202"), 0.2);
    add(QStringLiteral("Phantom^\u00c9lo\u00efse"), QStringLiteral("P3"), QStringLiteral("20230303"));
    showPanel();
    QCOMPARE(m_model->rowCount(), 3);
    const auto shows = [this](const QString& filter) {
        m_panel->filterBox()->setText(filter);
        return names();
    };
    QCOMPARE(shows(QStringLiteral("bea")), QStringList{QStringLiteral("Phantom Bea")});
    QCOMPARE(shows(QStringLiteral("phantom 2024")).size(), 2);
    QCOMPARE(shows(QStringLiteral("eloise")), QStringList{QStringLiteral("Phantom \u00c9lo\u00efse")});
    QCOMPARE(shows(QStringLiteral("p1 effusion")), QStringList{QStringLiteral("Phantom Ada")});
    QVERIFY(shows(QStringLiteral("ada bea")).isEmpty());
    QCOMPARE(shows(QString()).size(), 3);
}

void TestWorklistPanel::aFilterThatHidesTheOpenStudyOpensNoOther()
{
    for (const char* name : {"Ada", "Bea", "Cleo", "Dora"})
        add(QStringLiteral("Phantom^") + QLatin1String(name), QLatin1String(name), QStringLiteral("20240101"));
    showPanel();
    QSignalSpy chosen(m_panel.get(), &WorklistPanel::studyChosen);
    m_panel->table()->selectRow(1);
    QCOMPARE(chosen.count(), 1);
    const qint64 open = chosen[0][0].toLongLong();
    const QString name = names()[1];
    for (const char* other : {"Ada", "Bea", "Cleo", "Dora"}) {
        QTest::keyClicks(m_panel->filterBox(), QLatin1String(other));
        QCOMPARE(m_model->rowCount(), 1);
        const bool same = name.endsWith(QLatin1String(other));
        QCOMPARE(m_panel->currentStudy(), same ? open : 0);
        QCOMPARE(chosen.count(), 1);
        m_panel->filterBox()->clear();
        QCOMPARE(m_panel->currentStudy(), open); // seen again, selected again
    }
    // The reader's own choice under the filter is one.
    m_panel->filterBox()->setText(name.endsWith(QStringLiteral("Ada")) ? QStringLiteral("Bea") : QStringLiteral("Ada"));
    m_panel->selectNext(1);
    QCOMPARE(chosen.count(), 2);
    QVERIFY(m_panel->currentStudy() != open && m_panel->currentStudy() != 0);
}

void TestWorklistPanel::aFilteredListBeginsAtItsTopOrShowsTheOpenStudy()
{
    // The most urgent first; every other one is an Ada.
    constexpr int studies = 200;
    for (int i = 0; i < studies; ++i)
        add(i % 2 ? QStringLiteral("Phantom^Bea") : QStringLiteral("Phantom^Ada"), QStringLiteral("P%1").arg(i, 3, 10, QLatin1Char('0')),
            QStringLiteral("20240101"), 0.99 - 0.004 * i);
    showPanel();
    QTableView* table = m_panel->table();
    const auto topRow = [table] { return table->indexAt(QPoint(2, 2)).row(); };
    const auto isInSight = [this, table](qint64 study) {
        const QRect row = table->visualRect(m_model->indexOf(study));
        return row.isValid() && row.top() >= 0 && row.bottom() <= table->viewport()->height();
    };
    QCOMPARE(topRow(), 0);
    // Nothing is open, the list was scrolled.
    table->scrollToBottom();
    QVERIFY(topRow() > 0);
    m_panel->filterBox()->setText(QStringLiteral("ada"));
    QCOMPARE(m_model->rowCount(), studies / 2);
    QCOMPARE(topRow(), 0);
    // The open study is no match: the top, wherever it stood.
    m_panel->filterBox()->clear();
    for (const int open : {1, 99, 199}) {
        table->selectRow(open); // a Bea
        const qint64 study = m_panel->currentStudy();
        QTest::keyClicks(m_panel->filterBox(), QStringLiteral("ada"));
        QCOMPARE(m_panel->currentStudy(), 0);
        QCOMPARE(topRow(), 0);
        // It is one: in sight, and selected.
        m_panel->filterBox()->setText(QStringLiteral("bea"));
        QCOMPARE(m_panel->currentStudy(), study);
        QVERIFY(isInSight(study));
        m_panel->filterBox()->clear();
        QCOMPARE(m_panel->currentStudy(), study);
        QVERIFY(isInSight(study));
        m_panel->filterBox()->setText(QStringLiteral("nobody")); // no list at all
        m_panel->filterBox()->clear();
        QCOMPARE(m_panel->currentStudy(), study);
        QVERIFY(isInSight(study));
    }
    // The status box is a filter, too.
    m_panel->select(studyAt(studies - 1));
    auto* status = m_panel->findChild<QComboBox*>();
    status->setCurrentIndex(status->findData(static_cast<int>(StudyStatus::New)));
    QCOMPARE(m_model->rowCount(), 0);
    m_panel->select(0);
    status->setCurrentIndex(0);
    QCOMPARE(topRow(), 0);
}

void TestWorklistPanel::withoutAFilterTheCountIsThatOfAllStudies()
{
    add(QStringLiteral("Phantom^Ada"), QStringLiteral("P1"), QStringLiteral("20240101"));
    showPanel();
    QStringList said;
    connect(m_model.get(), &WorklistModel::countsChanged, this, [this, &said] { said << test::visibleText(*m_panel); });
    for (const char* name : {"Bea", "Cleo"})
        add(QStringLiteral("Phantom^") + QLatin1String(name), QLatin1String(name), QStringLiteral("20240202"));
    m_model->refresh({studyAt(0) + 1, studyAt(0) + 2}); // as an import tells what it brings
    QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), 3, patience);
    QVERIFY(!said.isEmpty());
    for (const QString& words : said) {
        QVERIFY2(words.contains(QStringLiteral("3 studies")), qPrintable(words));
        QVERIFY2(!words.contains(QStringLiteral("of 3")), qPrintable(words));
    }
    m_panel->filterBox()->setText(QStringLiteral("bea"));
    QVERIFY(test::visibleText(*m_panel).contains(QStringLiteral("1 of 3 studies")));
}

void TestWorklistPanel::aFollowUpIsReadInWholeAndFoundAsItStandsThere()
{
    for (const int number : {1, 2, 12}) {
        app::PatientRow patient;
        patient.patientId = QStringLiteral("00001836");
        app::StudyRow study;
        study.followUp = number;
        study.date = number == 2 ? QStringLiteral("00000000") : QString();
        const auto added = m_store->addStudy(patient, study);
        QVERIFY(added);
        app::ImageRow image;
        image.study = added->study;
        image.path = QStringLiteral("/images/%1.png").arg(number);
        QVERIFY(m_store->addImage(image));
    }
    add(QStringLiteral("Phantom^Ada"), QStringLiteral("P1"), QStringLiteral("20240101")); // dated, and so not numbered
    showPanel();
    QTableView* table = m_panel->table();
    const auto shows = [this](const QString& filter) {
        m_panel->filterBox()->setText(filter);
        QStringList dates;
        for (int row = 0; row < m_model->rowCount(); ++row)
            dates << m_model->index(row, WorklistModel::DateColumn).data().toString();
        dates.sort();
        return dates;
    };
    QCOMPARE(shows(QStringLiteral("follow-up 12")), QStringList{QStringLiteral("Follow-up 12")});
    QCOMPARE(shows(QStringLiteral("Follow-up")),
             (QStringList{QStringLiteral("Follow-up 1"), QStringLiteral("Follow-up 12"), QStringLiteral("Follow-up 2")}));
    QCOMPARE(shows(QStringLiteral("2024-01-01")).size(), 1);
    QCOMPARE(shows(QString()).size(), 4);
    // The cell asks for no more room than its column has.
    for (int row = 0; row < m_model->rowCount(); ++row)
        QVERIFY(table->sizeHintForIndex(m_model->index(row, WorklistModel::DateColumn)).width() <=
                table->columnWidth(WorklistModel::DateColumn));
    for (const int column : {WorklistModel::PriorityColumn, WorklistModel::ProbabilityColumn, WorklistModel::DateColumn})
        QVERIFY2(table->horizontalHeader()->sectionSizeHint(column) <= table->columnWidth(column), qPrintable(QString::number(column)));
    // A table that comes later gives it another number: the filter knows that one.
    app::ImageDescription said;
    said.followUp = 31;
    m_panel->filterBox()->setText(QStringLiteral("follow-up 12"));
    const qint64 study = studyAt(0);
    m_panel->filterBox()->clear();
    QVERIFY(m_store->describe(m_store->images(study)->front().id, said)->changed);
    m_model->refresh({study});
    QTRY_COMPARE_WITH_TIMEOUT(shows(QStringLiteral("follow-up 31")), QStringList{QStringLiteral("Follow-up 31")}, patience);
    QVERIFY(shows(QStringLiteral("follow-up 12")).isEmpty());
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

void TestWorklistPanel::theKeysOfTheFilterBoxWalkTheList()
{
    for (const char* name : {"Ada", "Bea", "Cleo"})
        add(QStringLiteral("Phantom^") + QLatin1String(name), QLatin1String(name), QStringLiteral("20240101"));
    showPanel();
    m_panel->focusFilter();
    QLineEdit* filter = m_panel->filterBox();
    QVERIFY(filter->hasFocus());
    QTest::keyClick(filter, Qt::Key_Down);
    QCOMPARE(m_panel->currentStudy(), studyAt(0));
    QTest::keyClick(filter, Qt::Key_Down);
    QCOMPARE(m_panel->currentStudy(), studyAt(1));
    QTest::keyClick(filter, Qt::Key_Up);
    QTest::keyClick(filter, Qt::Key_Up); // nothing is above the first
    QCOMPARE(m_panel->currentStudy(), studyAt(0));
    QVERIFY(filter->hasFocus());
    QTest::keyClicks(filter, QStringLiteral("cleo"));
    QTest::keyClick(filter, Qt::Key_Return);
    QVERIFY(m_panel->table()->hasFocus());
    QCOMPARE(m_panel->currentStudy(), studyAt(0));
    QCOMPARE(names(), QStringList{QStringLiteral("Phantom Cleo")});
    filter->setFocus();
    QTest::keyClick(filter, Qt::Key_Escape);
    QVERIFY(filter->text().isEmpty());
    QVERIFY(m_panel->table()->hasFocus());
    QCOMPARE(m_model->rowCount(), 3);
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

void TestWorklistPanel::theStatusBoxShowsOneStatus()
{
    add(QStringLiteral("Phantom^Ada"), QStringLiteral("P1"), QStringLiteral("20240101"), 0.9);
    add(QStringLiteral("Phantom^Bea"), QStringLiteral("P2"), QStringLiteral("20240202"));
    showPanel();
    auto* status = m_panel->findChild<QComboBox*>();
    status->setCurrentText(WorklistModel::statusName(StudyStatus::Scored));
    QCOMPARE(names(), QStringList{QStringLiteral("Phantom Ada")});
    status->setCurrentText(WorklistModel::statusName(StudyStatus::Failed));
    QCOMPARE(m_panel->stateTitle(), QStringLiteral("No study matches"));
    status->setCurrentIndex(0);
    QCOMPARE(m_model->rowCount(), 2);
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
