#include "app/background.h"

#include <sys/resource.h>

namespace lucency::app {

namespace {

void becomeNice(int value)
{
    // On Linux the nice value is that of a thread (setpriority(2), "C library/kernel differences"), and threads that it starts inherit it;
    // a refusal costs nothing but the advantage.
    (void)setpriority(PRIO_PROCESS, 0, value);
}

} // namespace

void becomeBackgroundThread()
{
    becomeNice(5);
}

void becomeTrainingThread()
{
    becomeNice(15);
}

} // namespace lucency::app
