#include "ui/evaluation/modeltestdialog.h"

#include "app/background.h"
#include "ui/evaluation/findingpairs.h"
#include "ui/evaluation/modelchoice.h"
#include "ui/failuretext.h"
#include "ui/theme.h"
#include "ui/training/givenimages.h"
#include "ui/training/labelmeanings.h"
#include "ui/training/notice.h"
#include "ui/training/tablecolumns.h"
#include "ui/training/wizardwords.h"

#include <QDateTime>
#include <QDir>
#include <QDragEnterEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabWidget>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

QLabel* heading(const QString& words, QWidget* parent)
{
    auto* label = new QLabel(words, parent);
    QFont large = label->font();
    large.setPointSizeF(large.pointSizeF() * 1.15);
    large.setBold(true);
    label->setFont(large);
    return label;
}

/// A folder that is not there yet, named by the day and the model.
QString newFolder(const QString& below, const QString& model)
{
    QString name = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd hh.mm ")) + model;
    name.replace(QRegularExpression(QStringLiteral("[/\\\\:*?\"<>|]")), QStringLiteral("-"));
    QString folder = below + QLatin1Char('/') + name;
    for (int more = 2; QFileInfo::exists(folder); ++more)
        folder = QStringLiteral("%1/%2 (%3)").arg(below, name).arg(more);
    return folder;
}

} // namespace

ModelTestDialog::ModelTestDialog(const QString& modelInUse, QString testsFolder, QWidget* parent)
    : QDialog(parent)
    , m_testsFolder(std::move(testsFolder))
    , m_inputs(new QWidget(this))
    , m_notice(new Notice(this))
{
    setWindowTitle(tr("Test a model on labelled images"));
    setAcceptDrops(true);
    resize(880, 720);
    auto* inputs = new QVBoxLayout(m_inputs);
    inputs->setContentsMargins(0, 0, 0, 0);
    inputs->addWidget(heading(tr("Which model?"), m_inputs));
    m_model = new ModelChoice(modelInUse, m_inputs);
    inputs->addWidget(m_model);
    makeImages(inputs);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_inputs, 1);
    column->addWidget(m_notice);
    makeFoot(column);
    m_notice->hide();
    // Return ends the typing in a line; it presses nothing.
    for (auto* button : findChildren<QPushButton*>())
        button->setAutoDefault(false);
    connect(m_model, &ModelChoice::changed, this, [this] {
        m_pairs->setFindings(m_model->findings(), m_survey);
        refresh();
    });
    connect(m_pairs, &FindingPairs::changed, this, &ModelTestDialog::refresh);
    connect(&m_surveyor, &app::LatestTask::runningChanged, this, &ModelTestDialog::refresh);
    choose({});
    refresh();
}

ModelTestDialog::~ModelTestDialog() = default;

void ModelTestDialog::makeImages(QVBoxLayout* column)
{
    column->addSpacing(8);
    column->addWidget(heading(tr("On which images?"), m_inputs));
    auto* why =
        new QLabel(tr("Frontal chest radiographs of your own whose findings are known: folders named after what they hold, or images "
                      "with a table of labels. Images that the model has learnt from would flatter it."),
                   m_inputs);
    why->setWordWrap(true);
    column->addWidget(why);
    m_given = new GivenImages(tr("Tables (*.csv);;All files (*)"), m_inputs);
    connect(m_given, &GivenImages::given, this, &ModelTestDialog::give);
    connect(m_given, &GivenImages::takenOut, this, &ModelTestDialog::takeOut);
    m_line = new QLabel(m_inputs);
    m_line->setWordWrap(true);
    m_tabs = new QTabWidget(m_inputs);
    m_tabs->setDocumentMode(true);
    m_pairs = new FindingPairs(m_tabs);
    m_meanings = new LabelMeanings(m_tabs);
    m_columns = new TableColumns(m_tabs);
    m_tabs->addTab(m_pairs, tr("Findings"));
    m_tabs->addTab(m_meanings, tr("Labels"));
    m_tabs->addTab(m_columns, tr("Columns of the table"));
    connect(m_meanings, &LabelMeanings::choiceChanged, this, &ModelTestDialog::choose);
    connect(m_columns, &TableColumns::choiceChanged, this, &ModelTestDialog::choose);
    column->addWidget(m_given);
    column->addWidget(m_line);
    column->addWidget(m_tabs, 1);
}

void ModelTestDialog::makeFoot(QVBoxLayout* column)
{
    m_busy = new QWidget(this);
    auto* busy = new QHBoxLayout(m_busy);
    busy->setContentsMargins(0, 0, 0, 0);
    m_working = new QLabel(m_busy);
    m_progress = new QProgressBar(m_busy);
    m_progress->setTextVisible(false);
    busy->addWidget(m_working);
    busy->addWidget(m_progress, 1);
    m_busy->hide();
    column->addWidget(m_busy);
    m_hint = new QLabel(this);
    m_hint->setWordWrap(true);
    m_start = new QPushButton(tr("&Test"), this);
    m_start->setProperty("primary", true);
    m_close = new QPushButton(tr("Close"), this);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_hint, 1);
    foot->addWidget(m_close);
    foot->addWidget(m_start);
    column->addLayout(foot);
    connect(m_start, &QPushButton::clicked, this, &ModelTestDialog::start);
    connect(m_close, &QPushButton::clicked, this, &ModelTestDialog::reject);
}

void ModelTestDialog::reject()
{
    if (!m_testing) return QDialog::reject();
    m_tester.stop();
    setTesting(false);
    m_notice->setNotice(Notice::Tone::Neutral, tr("Stopped; nothing was written."));
    m_notice->show();
}

void ModelTestDialog::dragEnterEvent(QDragEnterEvent* event)
{
    if (!m_testing && !GivenImages::localPaths(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void ModelTestDialog::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    give(GivenImages::localPaths(event->mimeData()));
}

void ModelTestDialog::give(const QStringList& paths)
{
    auto choice = m_choice;
    choice.given = GivenImages::with(std::move(choice.given), paths);
    if (choice.given != m_choice.given) choice.table.clear();
    choose(std::move(choice));
}

void ModelTestDialog::takeOut(const QString& path)
{
    auto choice = m_choice;
    std::erase(choice.given, std::filesystem::path(path.toStdString()));
    if (choice.given.empty()) choice = {};
    choice.table.clear();
    choose(std::move(choice));
}

void ModelTestDialog::choose(app::DataChoice choice)
{
    m_choice = std::move(choice);
    m_given->setPaths(m_choice.given);
    m_survey.reset();
    m_notice->hide();
    m_tabs->setTabVisible(1, false);
    m_tabs->setTabVisible(2, false);
    m_pairs->setFindings(m_model->findings(), nullptr);
    survey();
}

void ModelTestDialog::survey()
{
    if (m_choice.given.empty()) {
        m_surveyor.stop();
        return refresh();
    }
    m_surveyor.start([this, choice = m_choice](const std::stop_token& stop, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        return [this, outcome = app::surveyLabels(choice, stop)] { showOutcome(outcome); };
    });
    refresh();
}

void ModelTestDialog::showOutcome(const app::SurveyOutcome& outcome)
{
    m_survey = outcome.survey;
    m_tabs->setTabVisible(2, outcome.table.has_value());
    if (outcome.table) m_columns->setTable(*outcome.table, m_choice);
    if (m_survey) {
        m_tabs->setTabVisible(1, true);
        m_meanings->setSurvey(*m_survey);
    } else if (outcome.failure) {
        QString text = failureText(*outcome.failure);
        if (outcome.table) text += QLatin1Char(' ') + tr("Say below what its columns are.");
        m_notice->setNotice(Notice::Tone::Error, text);
        m_notice->show();
        if (outcome.table) m_tabs->setCurrentIndex(2);
    }
    m_pairs->setFindings(m_model->findings(), m_survey);
    refresh();
}

/// Why it cannot begin; empty when it can.
QString ModelTestDialog::hindrance() const
{
    if (m_model->file().isEmpty() || m_model->failure()) return tr("Choose a model.");
    if (m_model->isReading() || m_surveyor.isRunning()) return tr("Looking for images and labels…");
    if (m_model->findings().empty()) return tr("Name the findings of the model.");
    if (!m_survey) return m_choice.given.empty() ? tr("Choose images.") : tr("These images cannot be used as they are.");
    if (m_pairs->meanings().empty()) return tr("Say which label stands for a finding of the model.");
    return {};
}

void ModelTestDialog::refresh()
{
    if (m_survey) {
        const long images = static_cast<long>(m_survey->cohort.images.size());
        QString line = tr("%1 radiographs of %2 people.").arg(counted(images), counted(m_survey->patients));
        if (m_survey->ownPatients > 0)
            line +=
                QLatin1Char(' ') + tr("Nothing tells the patient of %1; each counts as somebody else, which makes intervals too narrow.")
                                       .arg(counted(m_survey->ownPatients));
        m_line->setText(line);
    } else {
        m_line->setText(QString());
    }
    const QString why = hindrance();
    m_hint->setText(m_testing ? QString() : why);
    m_start->setEnabled(!m_testing && why.isEmpty());
}

void ModelTestDialog::setTesting(bool testing)
{
    m_testing = testing;
    m_inputs->setEnabled(!testing);
    m_busy->setVisible(testing);
    m_start->setVisible(!testing);
    m_close->setText(testing ? tr("Stop") : tr("Close"));
    refresh();
}

void ModelTestDialog::start()
{
    app::ModelTest test;
    test.model = m_model->file().toStdString();
    test.options = m_model->options();
    test.survey = m_survey;
    test.meanings = m_pairs->meanings();
    test.folder = newFolder(m_testsFolder, m_model->name()).toStdString();
    m_notice->hide();
    m_working->setText(tr("Loading the model…"));
    m_progress->setRange(0, 0);
    setTesting(true);
    m_since.start();
    m_tester.start([this, test](const std::stop_token& stop, const app::LatestTask::Tell& tell) -> app::LatestTask::Answer {
        app::becomeBackgroundThread();
        const auto progress = [&](std::size_t done, std::size_t all) { tell([this, done, all] { showProgress(done, all); }); };
        return [this, tested = app::testModel(test, progress, stop)] { showTested(tested); };
    });
}

void ModelTestDialog::showProgress(std::size_t done, std::size_t all)
{
    m_progress->setRange(0, static_cast<int>(all));
    m_progress->setValue(static_cast<int>(done));
    QString words = tr("%1 of %2 radiographs scored").arg(counted(static_cast<long>(done)), counted(static_cast<long>(all)));
    const double left = static_cast<double>(m_since.elapsed()) / 1000 * static_cast<double>(all - done) / static_cast<double>(done);
    if (done > 8 && left > 5) words += tr(", %1 left").arg(aboutDuration(left));
    m_working->setText(words);
}

void ModelTestDialog::showTested(const Result<app::TestedModel>& tested)
{
    setTesting(false);
    if (!tested) {
        m_notice->setNotice(Notice::Tone::Error, failureText(tested.error()));
        m_notice->show();
        return;
    }
    Q_EMIT this->tested(QString::fromStdString(tested->predictions.string()));
    accept();
}

QString ModelTestDialog::noticeText() const
{
    return m_notice->isVisible() ? m_notice->text() : QString();
}

} // namespace lucency::ui
