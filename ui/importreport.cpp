#include "ui/importreport.h"

#include "ui/failuretext.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lucency::ui {

QString importLine(const app::ImportSummary& summary)
{
    QStringList parts;
    parts << ImportReport::tr("%Ln images added", nullptr, summary.imagesAdded);
    if (summary.alreadyKnown > 0) parts << ImportReport::tr("%Ln known", nullptr, summary.alreadyKnown);
    if (!summary.failures.isEmpty()) parts << ImportReport::tr("%Ln failed", nullptr, static_cast<int>(summary.failures.size()));
    if (summary.stopped) parts << ImportReport::tr("stopped");
    return parts.join(QStringLiteral(", "));
}

ImportReport::ImportReport(QWidget* parent)
    : QDialog(parent)
    , m_counts(new QLabel(this))
    , m_tables(new QLabel(this))
    , m_detail(new QLabel(this))
    , m_failures(new QTreeWidget(this))
    , m_more(new QLabel(this))
{
    setWindowTitle(tr("Last import"));
    resize(760, 420);
    for (QLabel* label : {m_counts, m_tables, m_detail}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_failures->setHeaderLabels({tr("File"), tr("Reason"), tr("What to do")});
    m_failures->setRootIsDecorated(false);
    m_failures->setAccessibleName(tr("Files that could not be used"));
    m_failures->header()->setStretchLastSection(true);
    connect(m_failures, &QTreeWidget::currentItemChanged, this,
            [this](const QTreeWidgetItem* row) { m_detail->setText(row ? row->toolTip(2) : QString()); });
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("Copy the list"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, &ImportReport::copyFailures);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_counts);
    column->addWidget(m_tables);
    column->addWidget(m_failures, 1);
    column->addWidget(m_more);
    column->addWidget(m_detail);
    column->addStretch(); // without failures the list is hidden
    column->addWidget(buttons);
}

void ImportReport::setSummary(const app::ImportSummary& summary)
{
    QStringList counts;
    counts << tr("%Ln files found", nullptr, summary.filesFound);
    counts << tr("%Ln images added", nullptr, summary.imagesAdded);
    counts << tr("%Ln new studies", nullptr, summary.studiesAdded);
    if (summary.alreadyKnown > 0) counts << tr("%Ln known already", nullptr, summary.alreadyKnown);
    if (summary.duplicates > 0) counts << tr("%Ln duplicates left out", nullptr, summary.duplicates);
    if (summary.replaced > 0) counts << tr("%Ln changed files read anew", nullptr, summary.replaced);
    m_counts->setText(counts.join(QStringLiteral(" · ")));

    QStringList tables;
    for (const app::TableSummary& table : summary.tables) {
        const QString kind = table.kind == app::TableSummary::Kind::Labels ? tr("labels") : tr("boxes");
        tables << tr("%1 (%2): %3 of %4 rows found their image, %5 did not; %6 images have no row.")
                      .arg(QFileInfo(table.file).fileName(), kind, QLocale().toString(table.found), QLocale().toString(table.rows),
                           QLocale().toString(table.notFound), QLocale().toString(table.imagesWithoutRow));
    }
    m_tables->setText(tables.join(QLatin1Char('\n')));
    m_tables->setVisible(!tables.isEmpty());

    m_failures->clear();
    m_all = summary.failures;
    for (const Failure& failure : m_all.mid(0, failuresShown)) {
        const QString subject = QString::fromStdString(failure.subject);
        auto* row = new QTreeWidgetItem({QFileInfo(subject).fileName(), failureTitle(failure.kind), failureText(failure)});
        row->setToolTip(0, subject);
        row->setToolTip(2, failureText(failure));
        m_failures->addTopLevelItem(row);
    }
    const int more = std::max(0, static_cast<int>(m_all.size()) - failuresShown);
    m_more->setText(tr("%Ln more files could not be used; a copy of the list has all of them.", nullptr, more));
    m_more->setVisible(more > 0);
    for (const int column : {0, 1})
        m_failures->resizeColumnToContents(column);
    if (!summary.failures.isEmpty()) m_failures->setCurrentItem(m_failures->topLevelItem(0));
    for (QWidget* widget : {static_cast<QWidget*>(m_failures), static_cast<QWidget*>(m_detail)})
        widget->setVisible(!summary.failures.isEmpty());
}

void ImportReport::copyFailures() const
{
    QStringList lines;
    for (const Failure& failure : m_all)
        lines << QString::fromStdString(failure.subject) + QLatin1Char('\t') + failureTitle(failure.kind);
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace lucency::ui
