#include "ui/helpdialogs.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMainWindow>
#include <QMenuBar>
#include <QMessageBox>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

struct HelpDialogs {
    Q_DECLARE_TR_FUNCTIONS(HelpDialogs)
};

QString plain(QString text)
{
    return text.remove(QLatin1Char('&')).remove(QStringLiteral(" ..."));
}

void addKeys(QTreeWidgetItem* group, const QMenu* menu)
{
    for (const QAction* action : menu->actions()) {
        if (action->menu()) {
            addKeys(group, action->menu());
        } else if (!action->shortcut().isEmpty()) {
            QStringList keys;
            for (const QKeySequence& key : action->shortcuts())
                keys << key.toString(QKeySequence::NativeText);
            new QTreeWidgetItem(group, {plain(action->text()), keys.join(QStringLiteral(", "))});
        }
    }
}

} // namespace

void showKeys(QMainWindow* window)
{
    auto* dialog = new QDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(HelpDialogs::tr("Keys and mouse"));
    dialog->setObjectName(QStringLiteral("keys-dialog"));
    auto* list = new QTreeWidget(dialog);
    list->setHeaderLabels({HelpDialogs::tr("What"), HelpDialogs::tr("How")});
    list->setRootIsDecorated(false);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    auto* mouse = new QTreeWidgetItem(list, {HelpDialogs::tr("Mouse on the radiograph")});
    const QList<QStringList> gestures{
        {HelpDialogs::tr("Window (sideways) and level (up and down)"),
         HelpDialogs::tr("Left drag; Shift coarse, Ctrl fine; or Ctrl with the arrows")},
        {HelpDialogs::tr("Pan"), HelpDialogs::tr("Middle drag, Space with left drag, or the arrows")},
        {HelpDialogs::tr("Zoom"), HelpDialogs::tr("Right drag")},
        {HelpDialogs::tr("Zoom at the pointer"), HelpDialogs::tr("Wheel")},
        {HelpDialogs::tr("Menu"), HelpDialogs::tr("Right click, or the menu key")},
        {HelpDialogs::tr("Reset the view"), HelpDialogs::tr("Space")},
    };
    for (const QStringList& gesture : gestures)
        new QTreeWidgetItem(mouse, gesture);
    for (const QAction* menu : window->menuBar()->actions()) {
        auto* group = new QTreeWidgetItem(list, {plain(menu->text())});
        addKeys(group, menu->menu());
        if (group->childCount() == 0) delete group;
    }
    list->expandAll();
    for (const int column : {0, 1})
        list->resizeColumnToContents(column);
    dialog->resize(qBound(560, list->header()->length() + 60, 1000), 680); // some languages take more room
    list->header()->setStretchLastSection(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(list);
    column->addWidget(buttons);
    dialog->show();
}

void showAbout(QWidget* parent, const QString& model)
{
    auto* box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(HelpDialogs::tr("About Lucency"));
    box->setText(HelpDialogs::tr("<b>Lucency %1</b>").arg(QStringLiteral(LUCENCY_VERSION)));
    box->setInformativeText(HelpDialogs::tr("Reads chest radiographs and gives a second opinion. It supports a physician's read and never "
                                            "replaces it: not for primary diagnosis.<br><br>%1<br><br>Free software under the GNU General "
                                            "Public License, version 3 or later.")
                                .arg(model));
    box->setStandardButtons(QMessageBox::Close);
    box->open();
}

} // namespace lucency::ui
