#include "ui/evaluation/intousedialog.h"

#include "app/background.h"
#include "ui/evaluation/operatingpointrow.h"
#include "ui/failuretext.h"
#include "ui/reading/words.h"
#include "ui/statepage.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lucency::ui {

namespace {

QString figure(double value)
{
    return QLocale().toString(value, 'f', 3);
}

} // namespace

QString differenceWords(const app::FindingForUse& finding)
{
    if (!finding.former) return IntoUseDialog::tr("The model in use does not know this finding.");
    if (!finding.difference) return IntoUseDialog::tr("There are too few test images with and without it to compare.");
    const auto& difference = *finding.difference;
    const QString numbers = IntoUseDialog::tr("difference of the AUC %1, interval %2 to %3, %4 images")
                                .arg(figure(difference.value), figure(difference.low), figure(difference.high))
                                .arg(finding.paired.labels.size());
    if (difference.low > 0) return IntoUseDialog::tr("The new model is better: %1.").arg(numbers);
    if (difference.high < 0) return IntoUseDialog::tr("The new model is worse: %1.").arg(numbers);
    return IntoUseDialog::tr("No evidence that either is better: %1.").arg(numbers);
}

IntoUseDialog::IntoUseDialog(app::ModelShelf shelf, app::UseRequest request, std::map<std::string, double> proposals, QWidget* parent)
    : QDialog(parent)
    , m_shelf(std::move(shelf))
    , m_request(std::move(request))
    , m_proposals(std::move(proposals))
    , m_stack(new QStackedWidget(this))
    , m_busy(new QWidget(this))
    , m_busyText(new QLabel(m_busy))
    , m_progress(new QProgressBar(m_busy))
    , m_state(new StatePage(this))
    , m_page(new QWidget(this))
    , m_column(new QVBoxLayout(m_page))
    , m_missing(new QLabel(this))
    , m_accept(new QPushButton(tr("Put into use"), this))
    , m_keep(new QPushButton(tr("Keep the model in use"), this))
{
    setWindowTitle(tr("A new model for the reading room"));
    resize(860, 820);
    m_busyText->setAlignment(Qt::AlignCenter);
    m_busyText->setWordWrap(true);
    m_progress->setFixedWidth(420);
    auto* busy = new QVBoxLayout(m_busy);
    busy->addStretch();
    busy->addWidget(m_busyText);
    busy->addWidget(m_progress, 0, Qt::AlignHCenter);
    busy->addStretch();
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_page);
    m_column->setContentsMargins(18, 12, 18, 12);
    for (QWidget* page : {m_busy, static_cast<QWidget*>(m_state), static_cast<QWidget*>(scroll)})
        m_stack->addWidget(page);
    m_accept->setProperty("primary", true);
    m_accept->setEnabled(false);
    m_accept->setAutoDefault(false);
    m_missing->setWordWrap(true);
    m_missing->setStyleSheet(QStringLiteral("color: %1").arg(theme::warning().name()));
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_missing, 1);
    foot->addWidget(m_keep);
    foot->addWidget(m_accept);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_stack, 1);
    column->addLayout(foot);
    connect(m_keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &IntoUseDialog::install);
    compare();
}

IntoUseDialog::~IntoUseDialog() = default;

bool IntoUseDialog::isComparing() const
{
    return m_stack->currentWidget() == m_busy;
}

void IntoUseDialog::compare()
{
    m_stack->setCurrentWidget(m_busy);
    showProgress(0, 0);
    m_worker = std::jthread([this, request = m_request](const std::stop_token& stop) {
        app::becomeBackgroundThread();
        const auto say = [this](auto what) { QMetaObject::invokeMethod(this, std::move(what), Qt::QueuedConnection); };
        const auto progress = [&](std::size_t done, std::size_t all) {
            say([this, done, all] { showProgress(static_cast<qsizetype>(done), static_cast<qsizetype>(all)); });
        };
        auto comparison = app::compareForUse(request, progress, stop);
        if (stop.stop_requested()) return;
        if (comparison)
            say([this, found = *std::move(comparison)] { showComparison(found); });
        else
            say([this, failure = comparison.error()] { showFailure(failure); });
    });
}

void IntoUseDialog::showProgress(qsizetype done, qsizetype all)
{
    m_busyText->setText(
        all == 0 ? tr("Reading the models ...")
                 : tr("The model in use scores the test images of the new one, so that both can be compared: %1 of %2").arg(done).arg(all));
    m_progress->setRange(0, static_cast<int>(all));
    m_progress->setValue(static_cast<int>(done));
}

void IntoUseDialog::showFailure(const Failure& failure)
{
    m_state->setState(QStringLiteral("warning"), failureTitle(failure.kind), failureText(failure), {}, StatePage::Tone::Error);
    m_stack->setCurrentWidget(m_state);
    m_accept->setEnabled(false);
}

void IntoUseDialog::showComparison(const app::UseComparison& comparison)
{
    m_comparison = comparison;
    const auto name = [](const model::ModelManifest& manifest) { return QString::fromStdString(manifest.name + " " + manifest.version); };
    addHeading(
        tr("%1, to take the place of %2").arg(name(comparison.candidate), comparison.inUse ? name(*comparison.inUse) : tr("no model")));
    addText(tr("Not for primary diagnosis. A model supports a physician's read and never replaces it."), theme::warning());
    addDifferences();
    addFigure();
    addOperatingPoints();
    addNotValidated();
    addNames();
    m_column->addStretch();
    m_stack->setCurrentIndex(2);
    refresh();
}

/// What is still to be done before the model may go into use; empty for nothing.
QString IntoUseDialog::missing() const
{
    const auto validated = [](const app::FindingForUse& finding) { return finding.entry.validated; };
    if (std::ranges::none_of(m_comparison.findings, validated))
        return tr("No finding of this model is validated: it would show nothing. Train it on more cases.");
    for (const OperatingPointRow* row : m_rows)
        if (!row->chosen()) return tr("Choose the operating point of %1.").arg(findingName(QString::fromStdString(row->finding())));
    if (m_unproven && !m_unproven->isChecked()) return tr("Say that you put it into use without a comparison.");
    if (m_name->text().trimmed().isEmpty() || m_version->text().trimmed().isEmpty()) return tr("Give it a name and a version.");
    return {};
}

void IntoUseDialog::refresh()
{
    const QString todo = missing();
    m_missing->setText(todo);
    m_accept->setEnabled(todo.isEmpty());
}

/// What was seen when the model went into use, for the list of uses.
QString IntoUseDialog::note() const
{
    QStringList lines;
    for (const auto& finding : m_comparison.findings)
        if (finding.former || finding.entry.validated)
            lines << QStringLiteral("%1: %2").arg(findingName(QString::fromStdString(finding.entry.name)), differenceWords(finding));
    return lines.join(QLatin1Char('\n'));
}

void IntoUseDialog::install()
{
    model::ModelManifest manifest = m_comparison.candidate;
    manifest.name = m_name->text().trimmed().toStdString();
    manifest.version = m_version->text().trimmed().toStdString();
    for (const OperatingPointRow* row : m_rows) {
        const auto entry = std::ranges::find(manifest.findings, row->finding(), &model::FindingEntry::name);
        if (entry != manifest.findings.end()) entry->operatingPoint = *row->chosen();
    }
    m_accept->setEnabled(false);
    m_missing->setText(tr("Copying the model ..."));
    m_worker = std::jthread([this, manifest, anew = m_scoreAnew->isChecked(), shelf = m_shelf, file = m_request.model] {
        auto use = shelf.add(file, manifest);
        QMetaObject::invokeMethod(
            this, [this, anew, added = std::move(use)] { copied(added, anew); }, Qt::QueuedConnection);
    });
}

void IntoUseDialog::copied(const Result<app::ModelUse>& use, bool scoreAnew)
{
    if (!use) {
        refresh();
        m_missing->setText(failureText(use.error()));
        return;
    }
    app::ModelUse told = *use;
    told.note = note();
    Q_EMIT installed(told, scoreAnew);
    accept();
}

} // namespace lucency::ui
