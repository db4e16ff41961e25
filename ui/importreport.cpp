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
    if (!summary.sameIdentity.isEmpty())
        parts << ImportReport::tr("%Ln of doubtful identity", nullptr, static_cast<int>(summary.sameIdentity.size()));
    int rows = 0;
    for (const app::TableSummary& table : summary.tables)
        rows += table.wrong + table.severalImages;
    if (rows > 0) parts << ImportReport::tr("%Ln rows not used", nullptr, rows);
    if (summary.stopped) parts << ImportReport::tr("stopped");
    return parts.join(QStringLiteral(", "));
}

ImportReport::Entry ImportReport::entryOf(const Failure& failure)
{
    const QString subject = QString::fromStdString(failure.subject);
    return {subject, QFileInfo(subject).fileName(), failureTitle(failure.kind), failureText(failure)};
}

ImportReport::Entry ImportReport::entryOf(const app::SameIdentity& leftOut)
{
    return {leftOut.file, QFileInfo(leftOut.file).fileName(), tr("Same identity, other pixels"),
            tr("%1 was left out: it has the SOP Instance UID, study and patient of %2, but does not show the same. One of the two was "
               "changed or labelled wrongly. Ask at the source which one is right. To open the one that was left out, take the other away "
               "and import it again.")
                .arg(leftOut.file, leftOut.kept)};
}

ImportReport::Entry ImportReport::entryOf(const app::TableSummary& table, const app::LeftOutRow& row)
{
    using Reason = app::LeftOutRow::Reason;
    Entry entry;
    entry.subject = tr("%1, line %2").arg(table.file).arg(row.line);
    entry.shown = tr("%1, line %2").arg(QFileInfo(table.file).fileName()).arg(row.line);
    switch (row.reason) {
    case Reason::UnknownFinding:
        entry.reason = tr("Unknown finding: %1").arg(row.detail);
        entry.advice = tr("%1: the row was left out. Write the finding as NIH ChestX-ray14 does, or take it out of the row, and import the "
                          "table again.");
        break;
    case Reason::BadNumber:
        entry.reason = tr("No usable number in column %1").arg(row.detail);
        entry.advice = tr("%1: the row was left out. Write the box as x, y, width and height in pixels, and import the table again.");
        break;
    case Reason::EmptyBox:
        entry.reason = tr("Box without a size");
        entry.advice = tr("%1: the row was left out. Width and height must be more than 0; correct them and import the table again.");
        break;
    case Reason::OutsideImage:
        entry.reason = tr("Box outside of the image");
        entry.advice = tr("%1: the row was left out. Boxes are in pixels of an original of 1024 x 1024, unless the table has the columns "
                          "OriginalImage[Width,Height]; correct the row and import the table again.");
        break;
    case Reason::SeveralImages:
        entry.reason = tr("Several images have this name");
        entry.advice = tr("%1: the row was not used, because it cannot be told which image it means. Write the name with its folder, and "
                          "import the table again. Images of this name:\n%2");
        break;
    }
    entry.advice = row.reason == Reason::SeveralImages ? entry.advice.arg(row.name, row.detail) : entry.advice.arg(row.name);
    return entry;
}

QString ImportReport::sentenceOf(const app::TableSummary& table)
{
    const QString kind = table.kind == app::TableSummary::Kind::Labels ? tr("labels") : tr("boxes");
    QStringList sentences;
    sentences << tr("%1 (%2): %3 of %4 rows found their image, %5 did not; %6 images have no row.")
                     .arg(QFileInfo(table.file).fileName(), kind, QLocale().toString(table.found), QLocale().toString(table.rows),
                          QLocale().toString(table.notFound), QLocale().toString(table.imagesWithoutRow));
    if (table.severalImages > 0) sentences << tr("%Ln rows name several images and were not used.", nullptr, table.severalImages);
    if (table.wrong > 0) sentences << tr("%Ln rows were left out, because something in them is wrong.", nullptr, table.wrong);
    if (table.clipped > 0) sentences << tr("%Ln boxes were cut off at the edge of their image.", nullptr, table.clipped);
    return sentences.join(QLatin1Char(' '));
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
    m_failures->setAccessibleName(tr("Files and rows that could not be used"));
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
    if (summary.notReached > 0) counts << tr("%Ln files not read any more", nullptr, summary.notReached);
    if (summary.replaced > 0) counts << tr("%Ln changed files read anew", nullptr, summary.replaced);
    m_counts->setText(counts.join(QStringLiteral(" · ")));

    QStringList tables;
    m_all.clear();
    for (const Failure& failure : summary.failures)
        m_all << entryOf(failure);
    for (const app::SameIdentity& leftOut : summary.sameIdentity)
        m_all << entryOf(leftOut);
    for (const app::TableSummary& table : summary.tables) {
        tables << sentenceOf(table);
        for (const app::LeftOutRow& row : table.leftOut)
            m_all << entryOf(table, row);
        if (const int unnamed = table.wrong + table.severalImages - static_cast<int>(table.leftOut.size()); unnamed > 0)
            m_all << Entry{table.file, QFileInfo(table.file).fileName(), tr("%Ln more rows not used", nullptr, unnamed),
                           tr("Correct the rows above and import the table again: the next ones are then named here.")};
    }
    m_tables->setText(tables.join(QLatin1Char('\n')));
    m_tables->setVisible(!tables.isEmpty());

    m_failures->clear();
    for (const Entry& entry : m_all.mid(0, failuresShown)) {
        auto* row = new QTreeWidgetItem({entry.shown, entry.reason, entry.advice});
        row->setToolTip(0, entry.subject);
        row->setToolTip(1, entry.reason);
        row->setToolTip(2, entry.advice);
        m_failures->addTopLevelItem(row);
    }
    const int more = std::max(0, static_cast<int>(m_all.size()) - failuresShown);
    m_more->setText(tr("%Ln more could not be used; a copy of the list has all of them.", nullptr, more));
    m_more->setVisible(more > 0);
    for (const int column : {0, 1})
        m_failures->resizeColumnToContents(column);
    if (!m_all.isEmpty()) m_failures->setCurrentItem(m_failures->topLevelItem(0));
    for (QWidget* widget : {static_cast<QWidget*>(m_failures), static_cast<QWidget*>(m_detail)})
        widget->setVisible(!m_all.isEmpty());
}

void ImportReport::copyFailures() const
{
    QStringList lines;
    for (const Entry& entry : m_all)
        lines << entry.subject + QLatin1Char('\t') + entry.reason;
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace lucency::ui
