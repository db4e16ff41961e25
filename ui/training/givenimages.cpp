#include "ui/training/givenimages.h"

#include "ui/theme.h"

#include <QAction>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace lucency::ui {

GivenImages::GivenImages(const QString& tableFilter, QWidget* parent)
    : QWidget(parent)
    , m_list(new QListWidget(this))
    , m_takeOut(new QPushButton(tr("Take &out"), this))
    , m_buttons(new QHBoxLayout)
{
    m_list->setAccessibleName(tr("Folders and tables"));
    m_list->setMaximumHeight(88);
    m_list->setToolTip(tr("Drop folders or a label table here. Delete takes the chosen one out."));
    m_list->setStyleSheet(
        QStringLiteral("QListWidget { border: 1px dashed %1; border-radius: 5px; padding: 3px; }").arg(theme::line().name()));
    auto* addFolder = new QPushButton(theme::icon(QStringLiteral("open-folder")), tr("Add a &folder…"), this);
    auto* addTable = new QPushButton(theme::icon(QStringLiteral("open-files")), tr("Add a &table…"), this);
    connect(addFolder, &QPushButton::clicked, this, [this] {
        const auto folder = QFileDialog::getExistingDirectory(this, tr("Folder of radiographs"));
        if (!folder.isEmpty()) Q_EMIT given({folder});
    });
    connect(addTable, &QPushButton::clicked, this, [this, tableFilter] {
        const auto file = QFileDialog::getOpenFileName(this, tr("Label table"), {}, tableFilter);
        if (!file.isEmpty()) Q_EMIT given({file});
    });
    offerToTakeOut();
    m_buttons->addWidget(addFolder);
    m_buttons->addWidget(addTable);
    m_buttons->addStretch();
    m_buttons->addWidget(m_takeOut);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list);
    column->addLayout(m_buttons);
}

void GivenImages::offerToTakeOut()
{
    m_takeOut->setEnabled(false);
    connect(m_takeOut, &QPushButton::clicked, this, [this] {
        if (const auto* item = m_list->currentItem()) Q_EMIT takenOut(item->data(Qt::UserRole).toString());
    });
    auto* remover = new QAction(tr("Take out"), m_list);
    remover->setShortcut(QKeySequence::Delete);
    remover->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(remover);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(remover, &QAction::triggered, m_takeOut, &QPushButton::click);
    connect(m_list, &QListWidget::currentRowChanged, m_takeOut,
            [this] { m_takeOut->setEnabled(m_list->currentItem() && !m_list->currentItem()->data(Qt::UserRole).toString().isEmpty()); });
}

void GivenImages::addButton(QPushButton* button, bool beforeTakeOut)
{
    m_buttons->insertWidget(beforeTakeOut ? m_buttons->count() - 1 : m_adding++, button);
}

void GivenImages::setPaths(std::span<const std::filesystem::path> paths)
{
    m_list->clear();
    for (const auto& path : paths) {
        const auto text = QString::fromStdString(path.string());
        std::error_code unknown;
        const bool folder = std::filesystem::is_directory(path, unknown);
        auto* item = new QListWidgetItem(theme::icon(folder ? QStringLiteral("open-folder") : QStringLiteral("open-files")), text, m_list);
        item->setData(Qt::UserRole, text);
    }
    if (paths.empty()) {
        auto* hint = new QListWidgetItem(tr("Drop folders here, or a label table (CSV)"), m_list);
        hint->setFlags(Qt::NoItemFlags);
    }
}

QStringList GivenImages::localPaths(const QMimeData* data)
{
    QStringList paths;
    for (const QUrl& url : data->urls())
        if (url.isLocalFile()) paths << url.toLocalFile();
    return paths;
}

std::vector<std::filesystem::path> GivenImages::with(std::vector<std::filesystem::path> given, const QStringList& added)
{
    for (const auto& path : added) {
        const std::filesystem::path each(path.toStdString());
        if (std::ranges::find(given, each) == given.end()) given.push_back(each);
    }
    return given;
}

} // namespace lucency::ui
