#include "ui/storequestion.h"

#include "ui/failuretext.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace lucency::ui {

namespace {

struct StoreQuestion {
    Q_DECLARE_TR_FUNCTIONS(StoreQuestion)
};

} // namespace

bool readsWithoutStore(const Failure& failure)
{
    QMessageBox box(QMessageBox::Critical, failureTitle(failure.kind), failureText(failure));
    box.setInformativeText(
        StoreQuestion::tr("You can read on without this database. Worklist and scores are then gone when the window closes."));
    const QPushButton* read = box.addButton(StoreQuestion::tr("Read without keeping anything"), QMessageBox::AcceptRole);
    QPushButton* quit = box.addButton(StoreQuestion::tr("Quit"), QMessageBox::RejectRole);
    box.setDefaultButton(quit);
    box.setEscapeButton(quit);
    box.exec();
    return box.clickedButton() == read;
}

} // namespace lucency::ui
