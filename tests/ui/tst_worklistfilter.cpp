#include "app/store/store.h"
#include "tests/support/window/readingstation.h"
#include "tests/support/window/worklistpanelstation.h"
#include "ui/worklist/worklistpanel.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace lucency;
using namespace lucency::ui;
using app::StudyStatus;
using app::WorklistModel;

/// What the filter box and the status box show of the worklist, and what stays open and selected under them.
class TestWorklistFilter : public QObject, test::WorklistPanelStation {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void aFilterShowsWhatHasEveryWord();
    void aFilterThatHidesTheOpenStudyOpensNoOther();
    void aFilteredListBeginsAtItsTopOrShowsTheOpenStudy();
    void withoutAFilterTheCountIsThatOfAllStudies();
    void aFollowUpIsReadInWholeAndFoundAsItStandsThere();
    void theKeysOfTheFilterBoxWalkTheList();
    void theStatusBoxShowsOneStatus();
};

void TestWorklistFilter::aFilterShowsWhatHasEveryWord()
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

void TestWorklistFilter::aFilterThatHidesTheOpenStudyOpensNoOther()
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

void TestWorklistFilter::aFilteredListBeginsAtItsTopOrShowsTheOpenStudy()
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

void TestWorklistFilter::withoutAFilterTheCountIsThatOfAllStudies()
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

void TestWorklistFilter::aFollowUpIsReadInWholeAndFoundAsItStandsThere()
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

void TestWorklistFilter::theKeysOfTheFilterBoxWalkTheList()
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

void TestWorklistFilter::theStatusBoxShowsOneStatus()
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

QTEST_MAIN(TestWorklistFilter)
#include "tst_worklistfilter.moc"
