#include "ui/training/runpage.h"

#include "app/report/figures.h"
#include "app/training/runwords.h"
#include "ui/figureview.h"
#include "ui/theme.h"
#include "ui/training/notice.h"
#include "ui/training/runfacts.h"
#include "ui/training/runwords.h"
#include "ui/training/samplestrip.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QScrollBar>
#include <QUrl>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

constexpr int curveHeight = 250;

QLabel* wrapped(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

RunPage::RunPage(app::TrainingQueue* queue, app::RunCatalogue* catalogue, QWidget* parent)
    : QScrollArea(parent)
    , m_queue(queue)
    , m_catalogue(catalogue)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    makePage();
    connect(queue, &app::TrainingQueue::progressed, this, &RunPage::takeProgress);
    connect(queue, &app::TrainingQueue::changed, this, &RunPage::showState);
    connect(queue, &app::TrainingQueue::samplesChanged, this, [this](const QString& folder) {
        if (folder == m_folder) showSamples();
    });
    connect(queue, &app::TrainingQueue::remarked, this, [this](const QString& folder) {
        if (folder == m_folder) showRemarks();
    });
    connect(catalogue, &app::RunCatalogue::summaryChanged, this, [this](const QString& folder) {
        if (folder == m_folder) showAll();
    });
}

QWidget* RunPage::makeHeader()
{
    auto* header = new QWidget(this);
    auto* column = new QVBoxLayout(header);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_name = new QLabel(header);
    m_name->setStyleSheet(QStringLiteral("font-size: 18px; font-weight: 600;"));
    m_title = new QLabel(header);
    m_title->setStyleSheet(QStringLiteral("color: %1;").arg(theme::mutedText().name()));
    m_state = wrapped(header);
    m_state->setObjectName(QStringLiteral("state"));
    m_bar = new QProgressBar(header);
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(8);
    m_controls = new RunControls(header);
    connect(m_controls, &RunControls::asked, this, &RunPage::carryOut);
    m_note = new QLineEdit(header);
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setPlaceholderText(tr("What is particular about this run, for you and others; kept in its folder"));
    m_note->setMaxLength(2000);
    connect(m_note, &QLineEdit::editingFinished, this, &RunPage::takeNote);
    auto* note = new QFormLayout;
    note->addRow(tr("Note"), m_note);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_name, m_title, m_state, m_bar, m_controls})
        column->addWidget(widget);
    column->addLayout(note);
    return header;
}

void RunPage::makePage()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    column->addWidget(makeHeader());
    m_failure = new Notice(page);
    m_missing = new Notice(page);
    column->addWidget(m_failure);
    column->addWidget(m_missing);
    m_facts = new RunFacts(page);
    column->addWidget(m_facts);
    m_noCurves = new QLabel(tr("Curves of the training are drawn from the end of the first epoch on."), page);
    m_noCurves->setStyleSheet(QStringLiteral("color: %1;").arg(theme::mutedText().name()));
    column->addWidget(m_noCurves);
    auto* curves = new QHBoxLayout;
    curves->setSpacing(10);
    for (auto& curve : m_curves) {
        curve = new FigureView(page);
        curve->setMinimumHeight(curveHeight);
        curves->addWidget(curve, 1);
    }
    column->addLayout(curves);
    m_samples = new SampleStrip(page);
    column->addWidget(m_samples);
    m_remarksTitle = new QLabel(tr("What the training remarked"), page);
    m_remarksTitle->setStyleSheet(QStringLiteral("font-weight: 600;"));
    m_remarks = new QPlainTextEdit(page);
    m_remarks->setReadOnly(true);
    m_remarks->setMinimumHeight(110);
    m_remarks->setMaximumHeight(160);
    column->addWidget(m_remarksTitle);
    column->addWidget(m_remarks);
    column->addStretch(1);
    setWidget(page);
}

void RunPage::showRun(const QString& folder)
{
    takeNote();
    m_folder = folder;
    showAll();
    showRemarks();
    verticalScrollBar()->setValue(0);
}

void RunPage::showAll()
{
    const auto* run = m_catalogue->summaryOf(m_folder);
    if (!run) return;
    m_name->setText(run->name);
    m_title->setText(run->version.isEmpty() ? run->title : tr("%1, version %2").arg(run->title, run->version));
    if (!m_note->hasFocus()) m_note->setText(run->note);
    showState();
    showCurves();
    showSamples();
}

void RunPage::showState()
{
    const auto* run = m_catalogue->summaryOf(m_folder);
    if (!run) return;
    const auto state = m_catalogue->stateOf(m_folder);
    const bool trains = state == app::RunState::Running || state == app::RunState::Stopping;
    if (!trains && m_progressOf == m_folder) m_progress.reset();
    const bool told = trains && m_progress && m_progressOf == m_folder;
    const auto& queued = m_queue->runs();
    const auto place = static_cast<int>(std::ranges::find(queued, m_folder, &app::QueuedRun::folder) - queued.begin()) + 1;
    const bool finishing = place <= queued.size() && queued[place - 1].finishNow;
    QString text = stateSentence(*run, state, place, m_queue->isHeld());
    if (told && (state == app::RunState::Running || finishing)) text = progressSentence(*m_progress);
    if (told && state == app::RunState::Running && m_progress->secondsLeft > 0)
        text += QStringLiteral(" · ") + tr("%1 left").arg(shortDuration(m_progress->secondsLeft));
    m_state->setText(text);
    m_bar->setVisible(trains);
    m_bar->setRange(0, told ? static_cast<int>(std::max(1L, m_progress->all)) : 0);
    m_bar->setValue(told ? static_cast<int>(m_progress->done) : 0);
    m_controls->setRun(*run, state, m_catalogue->isOpened(m_folder), m_queue->isHeld());
    m_facts->setRun(*run, told ? m_progress : std::nullopt);
    m_failure->setVisible(state == app::RunState::Failed && run->failure.has_value());
    if (m_failure->isVisibleTo(this)) m_failure->setNotice(Notice::Tone::Error, runFailureText(*run->failure));
    m_missing->setVisible(!run->missing.isEmpty());
    if (!run->missing.isEmpty()) m_missing->setNotice(Notice::Tone::Warning, run->missing.join(QLatin1Char('\n')));
}

void RunPage::showCurves()
{
    const auto* run = m_catalogue->summaryOf(m_folder);
    if (!run) return;
    using namespace app::report;
    const std::array figures{lossFigure(run->history, run->bestEpoch), validationAucFigure(run->findings, run->history, run->bestEpoch),
                             learningRateFigure(run->history, run->bestEpoch)};
    m_noCurves->setVisible(run->history.empty());
    for (std::size_t i = 0; i < figures.size(); ++i) {
        m_curves[i]->setVisible(!run->history.empty());
        m_curves[i]->setFigure(figures[i]);
    }
}

void RunPage::showSamples()
{
    const auto* run = m_catalogue->summaryOf(m_folder);
    if (!run) return;
    m_samples->setSamples(m_queue->samplesOf(m_folder), run->findings,
                          app::isQueued(m_catalogue->stateOf(m_folder))
                              ? tr("A few validation images are shown here, with what the network says of them, at the end of each epoch.")
                              : tr("Shown while a run trains. Of a finished run the result shows every image."));
}

void RunPage::showRemarks()
{
    const QStringList remarks = m_queue->remarksOf(m_folder);
    m_remarksTitle->setVisible(!remarks.isEmpty());
    m_remarks->setVisible(!remarks.isEmpty());
    const QString text = remarks.join(QLatin1Char('\n'));
    if (m_remarks->toPlainText() != text) m_remarks->setPlainText(text);
}

void RunPage::takeProgress(const app::RunProgress& progress)
{
    m_progressOf = progress.folder;
    m_progress = progress.now;
    if (progress.folder == m_folder) showState();
}

void RunPage::carryOut(RunControls::Action action)
{
    const QString folder = m_folder;
    switch (action) {
    case RunControls::ShowResult:
        Q_EMIT resultAsked(folder);
        return;
    case RunControls::GoOn:
        if (m_queue->stateOf(folder))
            m_queue->goOn();
        else
            m_queue->resume(folder);
        return;
    case RunControls::Pause:
        m_queue->pause();
        return;
    case RunControls::FinishNow:
        m_queue->finishNow(folder);
        return;
    case RunControls::Stop:
    case RunControls::TakeOut:
        m_queue->remove(folder);
        return;
    case RunControls::ChooseImages:
        askForImages();
        return;
    case RunControls::OpenFolder:
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
        return;
    case RunControls::TakeOffList:
        m_catalogue->close(folder);
        return;
    case RunControls::ActionCount:
        return;
    }
}

void RunPage::askForImages()
{
    auto* dialog = new QFileDialog(this, tr("The folder of the run's images"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, folder = m_folder](const QString& images) { m_queue->resume(folder, images); });
    dialog->open();
}

void RunPage::takeNote()
{
    const auto at = m_catalogue->indexOf(m_folder);
    if (at.isValid()) m_catalogue->setData(at.siblingAtColumn(app::RunCatalogue::Note), m_note->text());
}

QString RunPage::stateText() const
{
    return m_state->text();
}

} // namespace lucency::ui

#include "moc_runpage.cpp"
