#include "ui/application.h"

namespace lucency::ui {

int runWindow(int, char**)
{
    return 2;
}

} // namespace lucency::ui
