// What the page says about a new model, section by section.
#include "app/report/figures.h"
#include "ui/evaluation/intousedialog.h"
#include "ui/evaluation/operatingpointrow.h"
#include "ui/failuretext.h"
#include "ui/figureview.h"
#include "ui/reading/words.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QDate>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace lucency::ui {

namespace {

QString titleOf(const app::FindingForUse& finding)
{
    return findingName(QString::fromStdString(finding.entry.name));
}

} // namespace

void IntoUseDialog::addHeading(const QString& text)
{
    m_column->addWidget(new QLabel(QStringLiteral("<h3>%1</h3>").arg(text.toHtmlEscaped()), m_page));
}

void IntoUseDialog::addText(const QString& text, const QColor& colour)
{
    auto* label = new QLabel(text, m_page);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setStyleSheet(QStringLiteral("color: %1").arg(colour.name()));
    m_column->addWidget(label);
}

/// Where nothing can be compared: why, and whether it shall go into use all the same.
void IntoUseDialog::addUnproven(const QString& why)
{
    addText(why, theme::error());
    m_unproven =
        new QCheckBox(tr("Nothing here shows that the new model is as good as the one in use. Put it into use all the same."), m_page);
    m_unproven->setObjectName(QStringLiteral("unproven"));
    connect(m_unproven, &QCheckBox::toggled, this, &IntoUseDialog::refresh);
    m_column->addWidget(m_unproven);
}

/// In words, for each finding that both know.
void IntoUseDialog::addDifferences()
{
    const QString why = m_comparison.failure ? QLatin1Char(' ') + failureText(*m_comparison.failure) : QString();
    addHeading(tr("Both on the same test images"));
    switch (m_comparison.none) {
    case app::NoComparison::NoTestData:
        return addUnproven(tr("This file lies in no training run, so there are no test images on which both could be compared."));
    case app::NoComparison::ImagesGone:
        return addUnproven(tr("None of the test images of the run could be read.") + why);
    case app::NoComparison::FormerFails:
        return addUnproven(m_comparison.failure ? tr("The model in use cannot be loaded.") + why
                                                : tr("There is no model in use to compare with."));
    case app::NoComparison::None:
        break;
    }
    for (const auto& finding : m_comparison.findings) {
        if (!finding.entry.validated && !finding.former) continue;
        const bool worse = finding.difference && finding.difference->high < 0;
        addText(QStringLiteral("%1: %2").arg(titleOf(finding), differenceWords(finding)), worse ? theme::error() : theme::text());
    }
    if (!m_comparison.sameSplit)
        addText(
            tr("The new model has never seen these people. The model in use may have learnt from some of them, which would flatter it."),
            theme::mutedText());
    if (m_comparison.notScored > 0)
        addText(tr("%Ln test images could not be scored by the model in use.", nullptr, static_cast<int>(m_comparison.notScored)),
                theme::warning());
}

void IntoUseDialog::addFigure()
{
    using app::report::ForestRow;
    std::vector<ForestRow> rows;
    for (const auto& finding : m_comparison.findings) {
        const auto& own = finding.pairedAuc ? finding.pairedAuc : finding.auc;
        if (!own) continue;
        ForestRow heading;
        heading.name = titleOf(finding);
        heading.heading = true;
        rows.push_back(heading);
        const auto& labels = finding.pairedAuc ? finding.paired.labels : finding.test.labels;
        const auto positives = std::ranges::count(labels, 1);
        const QString cases = QStringLiteral("%1 / %2").arg(positives).arg(static_cast<qsizetype>(labels.size()) - positives);
        if (finding.formerAuc) rows.push_back({tr("in use"), *finding.formerAuc, cases});
        rows.push_back({tr("new"), *own, cases});
    }
    if (rows.empty()) return;
    auto* view = new FigureView(m_page);
    view->setFigure(app::report::forestFigure(
        tr("How well each tells images with the finding from those without"), rows, evaluation::undefined,
        tr("The dot is the AUC: .5 is guessing, 1 never errs. The bar is where it may lie, given so many images; bars that overlap widely "
           "tell little apart.")));
    view->setFixedHeight(140 + 24 * static_cast<int>(rows.size()));
    m_column->addWidget(view);
}

void IntoUseDialog::addOperatingPoints()
{
    const auto validated = [](const app::FindingForUse& finding) { return finding.entry.validated; };
    const auto count = std::ranges::count_if(m_comparison.findings, validated);
    if (count == 0) return;
    addHeading(tr("From when on is a finding positive?"));
    addText(tr("Choose for each finding what matters here. The threshold is worked out on the validation images of the run."),
            theme::mutedText());
    for (const auto& finding : m_comparison.findings) {
        if (!finding.entry.validated) continue;
        const auto proposal = m_proposals.find(finding.entry.name);
        auto* row = new OperatingPointRow(finding, proposal == m_proposals.end() ? std::nullopt : std::optional(proposal->second), m_page);
        connect(row, &OperatingPointRow::changed, this, &IntoUseDialog::refresh);
        m_column->addWidget(row);
        m_rows << row;
        if (m_rows.size() > 1 || count == 1) continue;
        auto* all = new QPushButton(tr("The same aim for all findings"), m_page);
        connect(all, &QPushButton::clicked, this, [this] {
            for (OperatingPointRow* other : m_rows.mid(1))
                other->copyFrom(*m_rows.first());
        });
        m_column->addWidget(all, 0, Qt::AlignRight);
    }
}

void IntoUseDialog::addNotValidated()
{
    addHeading(tr("What is not validated"));
    bool any = false;
    for (const auto& finding : m_comparison.findings) {
        const QString limits = QString::fromStdString(finding.entry.limits);
        if (!finding.entry.validated)
            addText(tr("%1: not validated, and therefore never shown. %2").arg(titleOf(finding), limits).trimmed(), theme::warning());
        else if (!limits.isEmpty())
            addText(QStringLiteral("%1: %2").arg(titleOf(finding), limits), theme::text());
        any |= !finding.entry.validated;
    }
    for (const auto& lost : m_comparison.lostFindings)
        addText(tr("%1: the model in use shows it, the new one does not know it.").arg(findingName(QString::fromStdString(lost))),
                theme::error());
    if (!any) addText(tr("Every finding of this model was measured on its test images."), theme::mutedText());
    addText(
        tr("The figures hold for people like those of the test images. Other institutions, devices, ages and views were not tried unless "
           "they were among them."),
        theme::mutedText());
}

void IntoUseDialog::addNames()
{
    addHeading(tr("What it is called from now on"));
    m_name = new QLineEdit(QString::fromStdString(m_comparison.candidate.name), m_page);
    m_name->setObjectName(QStringLiteral("name"));
    QString version = QString::fromStdString(m_comparison.candidate.version);
    // Two models of one name and version in a worklist tell nobody anything.
    const bool taken = m_comparison.inUse && m_comparison.inUse->name == m_comparison.candidate.name &&
                       m_comparison.inUse->version == m_comparison.candidate.version;
    if (version.isEmpty() || taken) version = QDate::currentDate().toString(Qt::ISODate);
    m_version = new QLineEdit(version, m_page);
    m_version->setObjectName(QStringLiteral("version"));
    auto* form = new QFormLayout;
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Version"), m_version);
    m_column->addLayout(form);
    m_scoreAnew = new QCheckBox(tr("Score the studies of the worklist anew, in the background"), m_page);
    m_scoreAnew->setObjectName(QStringLiteral("score-anew"));
    m_scoreAnew->setChecked(true);
    m_column->addWidget(m_scoreAnew);
    addText(
        tr("Until then each study shows the former model's score under its name; one that you open is always scored anew. The former model "
           "is kept: Model > Go back."),
        theme::mutedText());
    for (const QLineEdit* edit : {m_name, m_version})
        connect(edit, &QLineEdit::textChanged, this, &IntoUseDialog::refresh);
}

} // namespace lucency::ui
