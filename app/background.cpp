#include "app/background.h"

#include <sys/resource.h>

namespace lucency::app {

void becomeBackgroundThread()
{
    // On Linux the nice value is that of a thread (setpriority(2), "C library/kernel differences"); a refusal costs nothing but the
    // advantage.
    constexpr int background = 5;
    (void)setpriority(PRIO_PROCESS, 0, background);
}

} // namespace lucency::app
