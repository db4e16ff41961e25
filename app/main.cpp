#include "app/commands/commandline.h"
#include "ui/application.h"
#include "ui/failuretext.h"
#include "ui/report/pages.h"

#include <QCoreApplication>
#include <QGuiApplication>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>

int main(int argc, char** argv)
{
    std::signal(SIGXFSZ, SIG_IGN); // a limit on the size of files is as a full disk, of which people are told
    if (!lucency::app::asksForCommand(argc, argv)) return lucency::ui::runWindow(argc, argv);
    // The command line needs no display; translations and paths need the application object, and painting a report needs fonts.
    std::unique_ptr<QCoreApplication> application;
    if (lucency::app::paintsPages(argc, argv)) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        // Without a desktop session there is no runtime folder, which is no news to whoever trains on a server.
        const auto former = qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
        application = std::make_unique<QGuiApplication>(argc, argv);
        qInstallMessageHandler(former);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    QCoreApplication::setApplicationName(QStringLiteral("lucency"));
    std::setlocale(LC_NUMERIC, "C"); // the application object took the user's: numbers of arguments and files have a point all the same
    lucency::ui::installTranslations();
    const int code = lucency::app::runCommand(
        argc, argv,
        {[](const lucency::Failure& failure) { return lucency::ui::failureText(failure).toStdString(); }, lucency::ui::paintPages});
    application.reset();
    // LibTorch takes a tenth of a second to take its tables of operators apart, which ends with the process anyway.
    std::cout.flush();
    std::fflush(nullptr);
    std::_Exit(code);
}
