#include "ui/evaluation/blocksview.h"

#include "ui/figureview.h"
#include "ui/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lucency::ui {

namespace {

using namespace app::report;

constexpr int pageSide = 1000; ///< no wider than can be read with ease

QColor colourOf(Paragraph::Kind kind)
{
    return kind == Paragraph::Kind::Warning ? theme::warning() : kind == Paragraph::Kind::Note ? theme::mutedText() : theme::text();
}

void setColour(QLabel* label, const QColor& colour)
{
    QPalette colours = label->palette();
    colours.setColor(QPalette::WindowText, colour);
    label->setPalette(colours);
}

/// A table of a report with its title above and its reading below.
class TableView : public QWidget {
public:
    explicit TableView(QWidget* parent)
        : QWidget(parent)
        , m_title(new QLabel(this))
        , m_reading(new QLabel(this))
        , m_table(new QTableWidget(this))
    {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
        QFont bold = m_title->font();
        bold.setBold(true);
        m_title->setFont(bold);
        m_reading->setWordWrap(true);
        setColour(m_reading, theme::mutedText());
        m_table->verticalHeader()->hide();
        m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
        m_table->setSelectionMode(QAbstractItemView::ContiguousSelection);
        m_table->setShowGrid(false);
        m_table->setAlternatingRowColors(true);
        m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        column->addWidget(m_title);
        column->addWidget(m_table);
        column->addWidget(m_reading);
    }

    void fill(const Table& table)
    {
        m_title->setText(table.title);
        m_title->setVisible(!table.title.isEmpty());
        m_reading->setText(table.reading);
        m_reading->setVisible(!table.reading.isEmpty());
        m_table->setAccessibleName(table.title);
        const auto rows = static_cast<int>(table.rows.size());
        const auto columns = static_cast<int>(table.columns.size());
        const bool sameShape = rows == m_table->rowCount() && columns == m_table->columnCount();
        m_table->setRowCount(rows);
        m_table->setColumnCount(columns);
        m_table->setHorizontalHeaderLabels(table.columns);
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column)
                put(table, row, column);
        if (sameShape) return;
        auto* header = m_table->horizontalHeader();
        header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        for (int column = 0; column < columns; ++column)
            header->setSectionResizeMode(column, column == table.textColumns - 1 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
        m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
        m_table->setFixedHeight(header->sizeHint().height() + rows * m_table->verticalHeader()->defaultSectionSize() + 4);
    }

private:
    void put(const Table& table, int row, int column)
    {
        auto* item = m_table->item(row, column);
        if (!item) {
            item = new QTableWidgetItem;
            m_table->setItem(row, column, item);
        }
        const QString& text = table.rows[static_cast<std::size_t>(row)].value(column);
        if (item->text() != text) item->setText(text);
        item->setToolTip(text);
        item->setTextAlignment((column < table.textColumns ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        QFont font = m_table->font();
        font.setBold(std::ranges::find(table.strong, static_cast<std::size_t>(row)) != table.strong.end());
        item->setFont(font);
    }

    QLabel *m_title, *m_reading;
    QTableWidget* m_table;
};

/// Figures side by side, each no larger than it reads well.
class FiguresView : public QWidget {
public:
    explicit FiguresView(QWidget* parent)
        : QWidget(parent)
        , m_row(new QHBoxLayout(this))
    {
        m_row->setContentsMargins(0, 0, 0, 0);
        m_row->setSpacing(16);
    }

    void fill(const FigureRow& row, BlocksView* page)
    {
        while (m_figures.size() < row.figures.size()) {
            auto* figure = new FigureView(this);
            m_row->addWidget(figure, 1);
            m_figures.push_back(figure);
            if (!page) continue;
            connect(figure, &FigureView::spotChosen, page, &BlocksView::spotChosen);
            connect(figure, &FigureView::saveFailed, page, &BlocksView::saveFailed);
        }
        for (std::size_t i = 0; i < m_figures.size(); ++i) {
            m_figures[i]->setVisible(i < row.figures.size());
            if (i < row.figures.size()) m_figures[i]->setFigure(row.figures[i]);
        }
        if (row.figures.size() == 1 && row.figures.front().size.width() <= halfWidth && m_row->count() == 1) m_row->addStretch(1);
    }

private:
    QHBoxLayout* m_row;
    std::vector<FigureView*> m_figures;
};

QLabel* wordsLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

BlocksView::BlocksView(QWidget* parent)
    : QScrollArea(parent)
{
    auto* page = new QWidget(this);
    auto* row = new QHBoxLayout(page);
    auto* content = new QWidget(page);
    content->setMaximumWidth(pageSide);
    row->addWidget(content, 100);
    row->addStretch(1);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(6, 6, 6, 6);
    m_column->setSpacing(14);
    m_column->addStretch(1);
    setWidgetResizable(true);
    setWidget(page);
}

void BlocksView::setBlocks(const std::vector<Block>& blocks)
{
    std::vector<std::size_t> kinds;
    for (const auto& block : blocks)
        kinds.push_back(block.index());
    if (kinds != m_kinds) {
        while (m_column->count() > 1) {
            auto* item = m_column->takeAt(0);
            item->widget()->deleteLater();
            delete item;
        }
        m_kinds = kinds;
        for (std::size_t i = 0; i < blocks.size(); ++i)
            m_column->insertWidget(static_cast<int>(i), make(blocks[i]));
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        auto* widget = m_column->itemAt(static_cast<int>(i))->widget();
        if (auto* figures = dynamic_cast<FiguresView*>(widget))
            figures->fill(std::get<FigureRow>(blocks[i]), this);
        else
            fill(widget, blocks[i]);
    }
}

QWidget* BlocksView::make(const Block& block)
{
    if (std::holds_alternative<Table>(block)) return new TableView(widget());
    if (std::holds_alternative<FigureRow>(block)) return new FiguresView(widget());
    return wordsLabel(widget());
}

bool BlocksView::fill(QWidget* widget, const Block& block)
{
    if (auto* table = dynamic_cast<TableView*>(widget)) {
        table->fill(std::get<Table>(block));
        return true;
    }
    auto* label = qobject_cast<QLabel*>(widget);
    if (!label) return false;
    if (const auto* heading = std::get_if<Heading>(&block)) {
        QFont font = label->font();
        font.setBold(true);
        font.setPointSizeF(QFont().pointSizeF() * (heading->level == 1 ? 1.25 : 1.1));
        label->setFont(font);
        label->setText(heading->text);
    } else if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
        label->setText(paragraph->text);
        setColour(label, colourOf(paragraph->kind));
    } else if (const auto* gallery = std::get_if<Gallery>(&block)) {
        label->setText(gallery->title);
    }
    return true;
}

QList<FigureView*> BlocksView::figures() const
{
    return findChildren<FigureView*>();
}

} // namespace lucency::ui
