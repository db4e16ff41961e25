#include "ui/storequestion.h"

#include "ui/failuretext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

namespace lucency::ui {

namespace {

struct StoreQuestion {
    Q_DECLARE_TR_FUNCTIONS(StoreQuestion)
};

} // namespace

StoreAnswer askAboutStore(const Failure& failure, const std::optional<app::Backup>& backup)
{
    QMessageBox box(QMessageBox::Critical, failureTitle(failure.kind), failureText(failure));
    QString text = StoreQuestion::tr("You can read on without this database. Worklist and scores are then gone when the window closes.");
    const QString day = backup ? QLocale().toString(backup->day, QLocale::LongFormat) : QString();
    if (backup)
        text = StoreQuestion::tr(
                   "There is a backup of %1. With it, what was imported, drawn or said since then is missing, and all images are "
                   "scored again. The damaged file is kept beside it.")
                   .arg(day) +
               QStringLiteral("\n\n") + text;
    box.setInformativeText(text);
    const QPushButton* restore = backup ? box.addButton(StoreQuestion::tr("Use the backup"), QMessageBox::AcceptRole) : nullptr;
    const QPushButton* read = box.addButton(StoreQuestion::tr("Read without keeping anything"), QMessageBox::AcceptRole);
    QPushButton* quit = box.addButton(StoreQuestion::tr("Quit"), QMessageBox::RejectRole);
    box.setDefaultButton(quit);
    box.setEscapeButton(quit);
    box.exec();
    if (restore && box.clickedButton() == restore) return StoreAnswer::UseBackup;
    return box.clickedButton() == read ? StoreAnswer::ReadWithoutIt : StoreAnswer::Quit;
}

} // namespace lucency::ui
