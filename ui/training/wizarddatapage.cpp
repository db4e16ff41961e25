#include "ui/training/wizarddatapage.h"

#include "ui/failuretext.h"
#include "ui/theme.h"
#include "ui/training/findingcards.h"
#include "ui/training/givenimages.h"
#include "ui/training/labelmeanings.h"
#include "ui/training/notice.h"
#include "ui/training/surveyproblems.h"
#include "ui/training/tablecolumns.h"
#include "ui/training/wizardwords.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace lucency::ui {

WizardDataPage::WizardDataPage(app::TrainingDraft& draft, std::filesystem::path cacheFolder, int readingThreads, QWidget* parent)
    : WizardPage(
          draft, tr("Data"),
          tr("Which radiographs is the model to learn from, and what do they show? Folders named after what they hold (such as NORMAL "
             "and PNEUMONIA) will do, or images with a table of labels."),
          parent)
    , m_cacheFolder(std::move(cacheFolder))
    , m_readingThreads(readingThreads)
{
    setAcceptDrops(true);
    makeTop();
    makeResults();
    connect(&m_task, &app::LatestTask::runningChanged, this, [this](bool running) {
        m_busy->setVisible(running);
        m_again->setEnabled(!running && !this->draft().state().data.given.empty());
        Q_EMIT hindranceChanged();
    });
    m_busy->hide();
    showGiven();
}

void WizardDataPage::makeTop()
{
    m_given = new GivenImages(tr("Tables and lists (*.csv *.txt)"), this);
    connect(m_given, &GivenImages::given, this, &WizardDataPage::give);
    connect(m_given, &GivenImages::takenOut, this, &WizardDataPage::remove);
    auto* store = new QPushButton(theme::icon(QStringLiteral("worklist")), tr("Studies of the &worklist"), this);
    store->setToolTip(tr("Use radiographs that are in the worklist, with their labels and readers' corrections"));
    auto* studies = new QMenu(store);
    studies->addAction(tr("All with labels"), this, [this] { Q_EMIT storeAsked(false); });
    studies->addAction(tr("Only those sent to the next training set"), this, [this] { Q_EMIT storeAsked(true); });
    store->setMenu(studies);
    m_again = new QPushButton(tr("Look a&gain"), this);
    m_again->setToolTip(tr("After files were added, moved or mended"));
    m_again->setEnabled(false);
    connect(m_again, &QPushButton::clicked, this, &WizardDataPage::survey);
    m_given->addButton(store);
    m_given->addButton(m_again, true);
    column()->addWidget(m_given);

    m_busy = new QWidget(this);
    auto* busy = new QHBoxLayout(m_busy);
    busy->setContentsMargins(0, 0, 0, 0);
    m_working = new QLabel(m_busy);
    m_progress = new QProgressBar(m_busy);
    m_progress->setTextVisible(false);
    m_stop = new QPushButton(theme::icon(QStringLiteral("stop")), tr("&Stop"), m_busy);
    connect(m_stop, &QPushButton::clicked, this, &WizardDataPage::stopSurvey);
    busy->addWidget(m_working);
    busy->addWidget(m_progress, 1);
    busy->addWidget(m_stop);
    column()->addWidget(m_busy);

    m_notice = new Notice(this);
    m_notice->hide();
    column()->addWidget(m_notice);
    m_tableRow = new QWidget(this);
    auto* tables = new QHBoxLayout(m_tableRow);
    tables->setContentsMargins(0, 0, 0, 0);
    m_tables = new QComboBox(m_tableRow);
    auto* tableWords = new QLabel(tr("&Label table:"), m_tableRow);
    tableWords->setBuddy(m_tables);
    tables->addWidget(tableWords);
    tables->addWidget(m_tables, 1);
    connect(m_tables, &QComboBox::activated, this, [this] {
        auto choice = draft().state().data;
        choice.table = m_tables->currentData().toString().toStdString();
        choice.imageColumn = choice.labelColumn = choice.patientColumn = choice.ageColumn = choice.sexColumn = std::string();
        choose(std::move(choice));
    });
    m_tableRow->hide();
    column()->addWidget(m_tableRow);
}

void WizardDataPage::makeResults()
{
    auto* results = new QWidget(this);
    auto* below = new QVBoxLayout(results);
    below->setContentsMargins(0, 0, 0, 0);
    m_line = new QLabel(results);
    QFont large = m_line->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    m_line->setFont(large);
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse);
    below->addWidget(m_line);
    m_patientRow = new QWidget(results);
    auto* patients = new QHBoxLayout(m_patientRow);
    patients->setContentsMargins(0, 0, 0, 0);
    m_patientWords = wrappedLabel(QString(), true, m_patientRow);
    m_rules = new QComboBox(m_patientRow);
    m_rules->setAccessibleName(tr("What tells the patient"));
    patients->addWidget(m_patientWords, 1);
    patients->addWidget(m_rules);
    connect(m_rules, &QComboBox::activated, this, [this] {
        auto choice = draft().state().data;
        choice.patientPatterns.clear();
        for (const auto& pattern : m_rules->currentData().toStringList())
            choice.patientPatterns.push_back(pattern.toStdString());
        choice.patientRule = choice.patientPatterns.empty() ? "image" : "pattern";
        choose(std::move(choice));
    });
    below->addWidget(m_patientRow);
    m_tabs = new QTabWidget(results);
    m_tabs->setDocumentMode(true);
    m_findings = new FindingCards(m_tabs);
    m_columns = new TableColumns(m_tabs);
    m_meanings = new LabelMeanings(m_tabs);
    m_problems = new SurveyProblems(m_tabs);
    m_tabs->addTab(m_findings, tr("Findings"));
    m_tabs->addTab(m_meanings, tr("Labels"));
    m_tabs->addTab(m_columns, tr("Columns of the table"));
    m_tabs->addTab(m_problems, tr("Problems"));
    below->addWidget(m_tabs, 1);
    connect(m_findings, &FindingCards::learnChosen, this, &WizardDataPage::learn);
    connect(m_columns, &TableColumns::leftOut, this, [this](const QString& finding) {
        learn(finding, false);
        if (draft().survey()) showSurvey(draft().survey());
    });
    connect(m_columns, &TableColumns::choiceChanged, this, &WizardDataPage::choose);
    connect(m_meanings, &LabelMeanings::choiceChanged, this, &WizardDataPage::choose);

    auto* empty = new StatePage(this);
    empty->setState(
        QStringLiteral("open-folder"), tr("Drop folders of radiographs here"),
        tr("DICOM, PNG, JPEG, TIFF and BMP files may be mixed. Nothing is copied or changed, and nothing leaves this computer."));
    m_below = new QStackedWidget(this);
    m_below->addWidget(empty);
    m_below->addWidget(results);
    column()->addWidget(m_below, 1);
}

void WizardDataPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!GivenImages::localPaths(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void WizardDataPage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    give(GivenImages::localPaths(event->mimeData()));
}

void WizardDataPage::give(const QStringList& paths)
{
    auto choice = draft().state().data;
    choice.given = GivenImages::with(std::move(choice.given), paths);
    choose(std::move(choice));
}

void WizardDataPage::remove(const QString& path)
{
    auto choice = draft().state().data;
    std::erase(choice.given, std::filesystem::path(path.toStdString()));
    if (choice.given.empty()) choice = {};
    choose(std::move(choice));
}

void WizardDataPage::choose(app::DataChoice choice)
{
    auto state = draft().state();
    if (choice == state.data) return;
    if (choice.given != state.data.given) choice.table.clear();
    state.data = std::move(choice);
    draft().setState(std::move(state));
    showGiven();
    survey();
}

void WizardDataPage::learn(const QString& finding, bool on)
{
    auto state = draft().state();
    if (on)
        state.leftOut.erase(finding.toStdString());
    else
        state.leftOut.insert(finding.toStdString());
    draft().setState(std::move(state));
    if (draft().survey()) m_line->setText(surveyLine(*draft().survey(), draft().state().leftOut));
    showAdvice();
}

void WizardDataPage::showGiven()
{
    m_given->setPaths(draft().state().data.given);
}

void WizardDataPage::enter()
{
    showGiven();
    if (draft().survey() && draft().survey()->choice == draft().state().data) return;
    survey();
}

/// Images that were read stay read: the survey goes on quickly when one comes back.
void WizardDataPage::leave()
{
    m_task.stop();
}

void WizardDataPage::survey()
{
    m_failure.reset();
    m_notice->hide();
    if (draft().state().data.given.empty()) {
        m_task.stop();
        m_tableRow->hide();
        draft().setSurvey(nullptr);
        m_below->setCurrentIndex(0);
        Q_EMIT hindranceChanged();
        return;
    }
    m_working->setText(tr("Looking for images and labels…"));
    m_progress->setRange(0, 0);
    app::SurveyRequest request;
    request.choice = draft().state().data;
    request.cacheFolder = m_cacheFolder;
    request.threads = m_readingThreads;
    m_task.start([this, request](const std::stop_token& stop, const app::LatestTask::Tell& tell) mutable -> app::LatestTask::Answer {
        request.progress = [this, &tell](const app::SurveyProgress& progress) { tell([this, progress] { showProgress(progress); }); };
        request.counted = [this, &tell](app::SurveyPtr counted) { tell([this, counted] { showSurvey(counted); }); };
        const auto outcome = app::surveyData(request, stop);
        return [this, outcome] { showOutcome(outcome); };
    });
    Q_EMIT hindranceChanged();
}

void WizardDataPage::stopSurvey()
{
    m_task.stop();
    showFailure({FailureKind::Cancelled, draft().state().data.given.front().string(), ""});
}

void WizardDataPage::showProgress(const app::SurveyProgress& progress)
{
    m_progress->setRange(0, static_cast<int>(progress.all));
    m_progress->setValue(static_cast<int>(progress.done));
    auto words =
        tr("Reading every image once: %1 of %2").arg(counted(static_cast<long>(progress.done)), counted(static_cast<long>(progress.all)));
    if (progress.secondsLeft > 5) words += tr(", %1 left").arg(aboutDuration(progress.secondsLeft));
    m_working->setText(words);
}

void WizardDataPage::showSurvey(const app::SurveyPtr& survey)
{
    m_below->setCurrentIndex(1);
    m_line->setText(surveyLine(*survey, draft().state().leftOut));
    m_findings->setSurvey(survey, draft().state().leftOut);
    m_meanings->setSurvey(*survey);
    m_problems->setSurvey(survey);
    m_tabs->setTabVisible(m_tabs->indexOf(m_columns), survey->table.has_value());
    if (survey->table) m_columns->setTable(*survey->table, survey->choice);
    const int problems = m_problems->count();
    m_tabs->setTabText(m_tabs->indexOf(m_problems), problems > 0 ? tr("Problems (%1)").arg(counted(problems)) : tr("Problems"));
    for (QWidget* tab : {static_cast<QWidget*>(m_findings), static_cast<QWidget*>(m_meanings), static_cast<QWidget*>(m_problems)})
        m_tabs->setTabVisible(m_tabs->indexOf(tab), true);
    showRules(*survey);
}

void WizardDataPage::showRules(const app::Survey& survey)
{
    const bool needed = survey.ownPatients > 0 || survey.ruleUsed || survey.choice.patientRule == "image";
    m_patientRow->setVisible(needed);
    if (!needed) return;
    m_rules->clear();
    for (const auto& rule : survey.rules) {
        QStringList patterns;
        for (const auto& pattern : rule.patterns)
            patterns << QString::fromStdString(pattern);
        m_rules->addItem(tr("%1 shows “%2” (%3)")
                             .arg(QString::fromStdString(rule.exampleFile), QString::fromStdString(rule.examplePatient),
                                  tr("%Ln people", nullptr, static_cast<int>(rule.patients))),
                         patterns);
        if (survey.ruleUsed && survey.ruleUsed->patterns == rule.patterns) m_rules->setCurrentIndex(m_rules->count() - 1);
    }
    m_rules->addItem(tr("each image shows another person"), QStringList());
    if (!survey.ruleUsed) m_rules->setCurrentIndex(m_rules->count() - 1);
    m_patientWords->setText(survey.ruleUsed ? tr("The names of the files tell who is shown. Is that right?")
                                            : tr("Nothing tells who is shown. If people have several images, say how the names tell them "
                                                 "apart, or else the test is too easy:"));
}

void WizardDataPage::showTables(const app::SurveyOutcome& outcome)
{
    const bool several = outcome.tables.size() > 1;
    m_tableRow->setVisible(several && (outcome.table || outcome.failure));
    m_tables->clear();
    for (const auto& table : outcome.tables)
        m_tables->addItem(QString::fromStdString(table.string()), QString::fromStdString(table.string()));
    m_tables->setCurrentIndex(outcome.table ? m_tables->findData(QString::fromStdString(outcome.table->file.string())) : -1);
    m_tables->setPlaceholderText(tr("Choose the table that holds the labels"));
}

void WizardDataPage::showOutcome(const app::SurveyOutcome& outcome)
{
    showTables(outcome);
    if (outcome.failure) {
        if (outcome.table) {
            // The person can say what the columns are.
            m_below->setCurrentIndex(1);
            m_line->setText(tr("The label table cannot be used as it is read"));
            m_columns->setTable(*outcome.table, draft().state().data);
            m_patientRow->hide();
            for (int tab = 0; tab < m_tabs->count(); ++tab)
                m_tabs->setTabVisible(tab, m_tabs->widget(tab) == m_columns);
        } else {
            m_below->setCurrentIndex(0);
        }
        draft().setSurvey(nullptr);
        showFailure(*outcome.failure);
        if (outcome.table && outcome.failure->kind == FailureKind::MissingColumn) sayWhichColumn(*outcome.table);
        return;
    }
    showSurvey(outcome.survey);
    draft().setSurvey(outcome.survey);
    showAdvice();
}

void WizardDataPage::showAdvice()
{
    const auto why = hindrance();
    if (!why.isEmpty())
        m_notice->setNotice(Notice::Tone::Warning, why);
    else
        m_notice->setNotice(Notice::Tone::Warning, tr("%Ln things should be looked at: see “Problems”. You can go on all the same.",
                                                      nullptr, m_problems->count()));
    m_notice->setVisible(!why.isEmpty() || m_problems->count() > 0);
    Q_EMIT hindranceChanged();
}

/// In place of a bare "a column is missing": which one, and that it can be chosen right here.
void WizardDataPage::sayWhichColumn(const app::TablePreview& table)
{
    const bool images = std::find(table.roles.begin(), table.roles.end(), model::ColumnRole::Image) == table.roles.end();
    const auto file = QString::fromStdString(table.file.string());
    m_notice->setNotice(Notice::Tone::Error,
                        images ? tr("No column of %1 names images of this folder: a column is missing, or these are other "
                                    "images. If one of the columns below does name them, choose “image” above it.")
                                     .arg(file)
                               : tr("It is not clear which column of %1 holds the labels: a column is missing, or has an "
                                    "unusual name. Choose “labels” above the right one below.")
                                     .arg(file));
}

void WizardDataPage::showFailure(const Failure& failure)
{
    m_failure = failure;
    const bool stopped = failure.kind == FailureKind::Cancelled;
    m_notice->setNotice(stopped ? Notice::Tone::Neutral : Notice::Tone::Error,
                        stopped ? tr("The survey was stopped. “Look again” goes on with it: images that were read stay read.")
                                : failureText(failure));
    m_notice->show();
    Q_EMIT hindranceChanged();
}

QString WizardDataPage::hindrance() const
{
    if (draft().state().data.given.empty()) return tr("Give a folder of radiographs first.");
    if (m_task.isRunning()) return tr("The images are still being looked at.");
    if (m_failure || !draft().survey()) return tr("The data cannot be used yet.");
    const auto& survey = *draft().survey();
    if (app::learntFindings(survey, draft().state().leftOut).empty())
        return tr("There is nothing to learn yet: no chosen finding has %1 images or more. Add images, or look at what the labels stand "
                  "for.")
            .arg(app::fewestCases);
    for (const auto& finding : survey.findings)
        if (!finding.name.empty() && finding.absentImages == 0 && app::learntFindings(survey, draft().state().leftOut).size() == 1)
            return tr("All images show %1: the model needs others without it to learn the difference. Add a folder of normal radiographs.")
                .arg(QString::fromStdString(finding.name));
    return {};
}

} // namespace lucency::ui
