#include "ui/training/tablecolumns.h"

#include "ui/theme.h"
#include "ui/training/wizardpage.h"
#include "ui/training/wizardwords.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lucency::ui {

namespace {

using model::ColumnRole;

/// The column of the choice that names this role; null for roles that are worked out alone.
std::string* namedColumn(app::DataChoice& choice, ColumnRole role)
{
    switch (role) {
    case ColumnRole::Image:
        return &choice.imageColumn;
    case ColumnRole::Label:
    case ColumnRole::Flag:
        return &choice.labelColumn;
    case ColumnRole::Patient:
        return &choice.patientColumn;
    case ColumnRole::Age:
        return &choice.ageColumn;
    case ColumnRole::Sex:
        return &choice.sexColumn;
    case ColumnRole::View:
    case ColumnRole::Part:
    case ColumnRole::Other:
        return nullptr;
    }
    return nullptr;
}

} // namespace

TableColumns::TableColumns(QWidget* parent)
    : QWidget(parent)
    , m_words(wrappedLabel(QString(), true, this))
    , m_rows(new QTableWidget(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(m_words);
    column->addWidget(m_rows, 1);
    m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rows->verticalHeader()->hide();
    m_rows->setAccessibleName(tr("Columns of the label table"));
}

void TableColumns::setTable(const app::TablePreview& table, const app::DataChoice& choice)
{
    m_table = table;
    m_choice = choice;
    m_words->setText(
        tr("%1, %2. Above each column stands what it is taken for; change what is wrong.")
            .arg(QFileInfo(QString::fromStdString(table.file.string())).fileName(), tr("%Ln rows", nullptr, static_cast<int>(table.rows))));
    m_rows->clear();
    m_rows->setColumnCount(static_cast<int>(table.columns.size()));
    m_rows->setRowCount(static_cast<int>(table.firstRows.size()) + 1);
    const std::pair<ColumnRole, QString> roles[] = {
        {ColumnRole::Other, tr("not used")},        {ColumnRole::Image, tr("image")}, {ColumnRole::Label, tr("labels")},
        {ColumnRole::Patient, tr("patient")},       {ColumnRole::Age, tr("age")},     {ColumnRole::Sex, tr("sex")},
        {ColumnRole::Flag, tr("finding (0 or 1)")}, {ColumnRole::View, tr("view")},   {ColumnRole::Part, tr("part")}};
    QStringList names;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        names << QString::fromStdString(table.columns[c]);
        auto* combo = new QComboBox;
        combo->setAccessibleName(tr("What column %1 is").arg(names.back()));
        for (const auto& [role, words] : roles) {
            // What is worked out alone cannot be chosen for another column.
            const bool workedOut = role == ColumnRole::Flag || role == ColumnRole::View || role == ColumnRole::Part;
            if (!workedOut || table.roles[c] == role) combo->addItem(words, static_cast<int>(role));
        }
        combo->setCurrentIndex(combo->findData(static_cast<int>(table.roles[c])));
        const int column = static_cast<int>(c);
        connect(combo, &QComboBox::activated, this, [this, combo, column] { choose(column, combo->currentData().toInt()); });
        m_rows->setCellWidget(0, column, combo);
        for (std::size_t r = 0; r < table.firstRows.size(); ++r) {
            auto* item = new QTableWidgetItem(QString::fromStdString(table.firstRows[r][c]));
            if (table.roles[c] == ColumnRole::Other) item->setForeground(theme::mutedText());
            m_rows->setItem(static_cast<int>(r) + 1, column, item);
        }
    }
    m_rows->setHorizontalHeaderLabels(names);
    m_rows->resizeColumnsToContents();
    for (int c = 0; c < m_rows->columnCount(); ++c)
        m_rows->setColumnWidth(c, std::clamp(m_rows->columnWidth(c), 120, 280));
}

void TableColumns::choose(int column, int chosen)
{
    const auto place = static_cast<std::size_t>(column);
    const auto role = static_cast<ColumnRole>(chosen), before = m_table.roles[place];
    if (role == before) return;
    if (before == ColumnRole::Flag) {
        if (role == ColumnRole::Other) return Q_EMIT leftOut(QString::fromStdString(m_table.columns[place]));
    } else if (auto* named = namedColumn(m_choice, before)) {
        // The images' and the labels' columns are needed: without one they are worked out again.
        const bool needed = before == ColumnRole::Image || before == ColumnRole::Label;
        *named = needed ? std::string() : std::string("-");
    }
    if (auto* named = namedColumn(m_choice, role)) *named = m_table.columns[place];
    Q_EMIT choiceChanged(m_choice);
}

} // namespace lucency::ui
