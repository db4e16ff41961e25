#include "app/commands/commandline.h"
#include "ui/application.h"

int main(int argc, char** argv) {
    if (lucency::app::namesCommand(argc, argv)) return lucency::app::runCommand(argc, argv);
    return lucency::ui::runWindow(argc, argv);
}
