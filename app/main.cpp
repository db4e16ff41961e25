#include "app/commands/commandline.h"
#include "ui/application.h"
#include "ui/failuretext.h"

#include <QCoreApplication>

#include <clocale>

int main(int argc, char** argv)
{
    if (!lucency::app::asksForCommand(argc, argv)) return lucency::ui::runWindow(argc, argv);
    // The command line needs no display; translations and paths need the application object.
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("lucency"));
    std::setlocale(LC_NUMERIC, "C"); // the application object took the user's: numbers of arguments and files have a point all the same
    lucency::ui::installTranslations();
    return lucency::app::runCommand(argc, argv,
                                    [](const lucency::Failure& failure) { return lucency::ui::failureText(failure).toStdString(); });
}
