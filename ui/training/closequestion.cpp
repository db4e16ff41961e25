#include "ui/training/closequestion.h"

#include "app/training/trainingqueue.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace lucency::ui {

namespace {

struct CloseQuestion {
    Q_DECLARE_TR_FUNCTIONS(CloseQuestion)
};

} // namespace

bool mayEndWhileTraining(const app::TrainingQueue& queue, QWidget* parent)
{
    if (!queue.isTraining()) return true;
    QMessageBox box(QMessageBox::Question, CloseQuestion::tr("A training is running"),
                    CloseQuestion::tr("%1 is being trained. Stop it and close?").arg(QFileInfo(queue.current()).fileName()),
                    QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("closeQuestion"));
    box.setInformativeText(
        CloseQuestion::tr("It ends the batch in hand, a few seconds at most, and saves everything. At the next start it is "
                          "in the list of runs as interrupted and goes on exactly where it was, when you say so."));
    const QPushButton* stop = box.addButton(CloseQuestion::tr("Stop training and close"), QMessageBox::AcceptRole);
    QPushButton* stay = box.addButton(CloseQuestion::tr("Go on training"), QMessageBox::RejectRole);
    box.setDefaultButton(stay);
    box.setEscapeButton(stay);
    box.exec();
    return box.clickedButton() == stop;
}

} // namespace lucency::ui
