#include "app/commands/commandline.h"

namespace lucency::app {

bool namesCommand(int, char**) { return true; }
int runCommand(int, char**) { return WrongUsage; }

} // namespace lucency::app
