#include "ui/training/wizardcheckpage.h"

#include "ui/failuretext.h"
#include "ui/theme.h"
#include "ui/training/checkwords.h"
#include "ui/training/notice.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace lucency::ui {

WizardCheckPage::WizardCheckPage(app::TrainingDraft& draft, std::filesystem::path runsFolder, std::filesystem::path cacheFolder,
                                 int readingThreads, QWidget* parent)
    : WizardPage(
          draft, tr("Check"),
          tr("Before hours are spent, a minute of trial: can the network learn a few of your images by heart at all? If it cannot, it "
             "will not learn from many either. And how long will it take on this computer?"),
          parent)
    , m_runsFolder(std::move(runsFolder))
    , m_cacheFolder(std::move(cacheFolder))
    , m_readingThreads(readingThreads)
    , m_busy(new QWidget(this))
    , m_working(new QLabel(m_busy))
    , m_progress(new QProgressBar(m_busy))
    , m_again(new QPushButton(tr("Check &again"), this))
    , m_notices(new QVBoxLayout)
    , m_figures(new QWidget(this))
    , m_grid(new QGridLayout(m_figures))
{
    auto* row = new QHBoxLayout(m_busy);
    row->setContentsMargins(0, 0, 0, 0);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 100);
    auto* stop = new QPushButton(theme::icon(QStringLiteral("stop")), tr("&Stop"), m_busy);
    connect(stop, &QPushButton::clicked, this, [this] {
        m_task.stop();
        app::CheckOutcome stopped;
        stopped.failure = Failure{FailureKind::Cancelled, "", ""};
        showOutcome(stopped);
    });
    row->addWidget(m_working);
    row->addWidget(m_progress, 1);
    row->addWidget(stop);
    column()->addWidget(m_busy);
    m_notices->setSpacing(6);
    column()->addLayout(m_notices);
    m_figures->setObjectName(QStringLiteral("card"));
    m_figures->setStyleSheet(QStringLiteral("#card { background: %1; border-radius: 6px; }").arg(theme::raised().name()));
    m_grid->setContentsMargins(16, 12, 16, 12);
    m_grid->setHorizontalSpacing(22);
    m_grid->setVerticalSpacing(10);
    m_grid->setColumnStretch(2, 1);
    column()->addWidget(m_figures);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_again);
    buttons->addStretch();
    column()->addLayout(buttons);
    column()->addStretch();
    connect(m_again, &QPushButton::clicked, this, &WizardCheckPage::check);
    connect(&m_task, &app::LatestTask::runningChanged, this, [this](bool running) {
        m_busy->setVisible(running);
        m_again->setVisible(!running);
        Q_EMIT hindranceChanged();
    });
    m_busy->hide();
    m_figures->hide();
}

void WizardCheckPage::enter()
{
    const auto recipe = draft().recipe();
    if (!draft().survey() || !recipe) return;
    // What was checked already needs no second minute.
    if (m_outcome && !m_outcome->failure && m_checked == model::toJson(*recipe)) return;
    check();
}

void WizardCheckPage::leave()
{
    m_task.stop();
}

void WizardCheckPage::clearNotices()
{
    while (QLayoutItem* item = m_notices->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
}

void WizardCheckPage::check()
{
    auto recipe = draft().recipe();
    if (!recipe || !draft().survey()) return;
    clearNotices();
    m_figures->hide();
    m_outcome.reset();
    m_checked = model::toJson(*recipe);
    app::CheckRequest request{draft().survey(), *std::move(recipe), m_runsFolder, m_cacheFolder, m_readingThreads, 12, {}};
    showProgress(app::CheckStage::Measuring, 0, 1);
    m_task.start([this, request](const std::stop_token& stop, const app::LatestTask::Tell& tell) mutable -> app::LatestTask::Answer {
        request.progress = [this, &tell](app::CheckStage stage, int done, int all) {
            tell([this, stage, done, all] { showProgress(stage, done, all); });
        };
        const auto outcome = app::checkRun(request, stop);
        return [this, outcome] { showOutcome(outcome); };
    });
}

void WizardCheckPage::showProgress(app::CheckStage stage, int done, int all)
{
    const bool measuring = stage == app::CheckStage::Measuring;
    m_working->setText(measuring ? tr("Measuring reading, learning and saving…") : tr("Learning a few images by heart…"));
    // Learning by heart ends as soon as it succeeds, mostly well before its last round.
    m_progress->setValue((measuring ? 0 : 50) + 50 * done / std::max(1, all));
}

void WizardCheckPage::showOutcome(const app::CheckOutcome& outcome)
{
    m_outcome = outcome;
    clearNotices();
    if (outcome.failure) {
        const bool stopped = outcome.failure->kind == FailureKind::Cancelled;
        m_notices->addWidget(new Notice(stopped ? Notice::Tone::Neutral : Notice::Tone::Error,
                                        stopped ? tr("The check was stopped. You can go on without it.") : failureText(*outcome.failure)));
    }
    if (outcome.ablation) {
        auto* notice = new Notice(Notice::Tone::Error, ablationWords(*outcome.ablation));
        if (outcome.ablation->learnt) notice->setFine(ablationWords(*outcome.ablation));
        m_notices->addWidget(notice);
    }
    for (const QString& warning : estimateWarnings(outcome))
        m_notices->addWidget(new Notice(Notice::Tone::Warning, warning));
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    int row = 0;
    if (outcome.trial) {
        for (const auto& line : estimateLines(outcome)) {
            auto* figure = new QLabel(line.figure);
            QFont large = figure->font();
            large.setPointSizeF(large.pointSizeF() * 1.25);
            large.setBold(true);
            figure->setFont(large);
            m_grid->addWidget(new QLabel(line.what), row, 0);
            m_grid->addWidget(figure, row, 1);
            m_grid->addWidget(wrappedLabel(line.explanation, true), row, 2);
            ++row;
        }
        m_grid->addWidget(
            wrappedLabel(tr("Measured on %Ln batches of your images on this computer, not guessed. Reading studies meanwhile goes "
                            "first and makes it longer.",
                            nullptr, outcome.trial->batches),
                         true),
            row, 0, 1, 3);
    }
    m_figures->setVisible(outcome.trial.has_value());
    Q_EMIT hindranceChanged();
}

QString WizardCheckPage::hindrance() const
{
    if (!draft().survey()) return tr("The data page comes first.");
    if (const auto recipe = draft().recipe(); !recipe) return QString::fromStdString(recipe.error().detail);
    return {};
}

} // namespace lucency::ui
