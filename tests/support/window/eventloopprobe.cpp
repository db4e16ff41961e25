#include "tests/support/window/eventloopprobe.h"

#include <QEvent>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace lucency::test {

namespace {

double processorMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// How long this thread was ready to run while others had the processor: the second figure of schedstat (Linux, Documentation/scheduler).
/// 0 where the kernel does not say.
double queuedMilliseconds()
{
    static const int file = ::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
    char text[96] = {};
    if (file < 0 || ::pread(file, text, sizeof text - 1, 0) <= 0) return 0;
    const char* second = std::find(text, text + sizeof text - 1, ' ');
    return std::strtod(second, nullptr) / 1e6;
}

} // namespace

EventLoopProbe::EventLoopProbe(int& argc, char** argv)
    : QApplication(argc, argv)
{
    m_tick.setTimerType(Qt::PreciseTimer);
    m_tick.setInterval(1);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_gaps.push_back(since(m_lastTick));
        m_lastTick = now();
    });
}

void EventLoopProbe::watch()
{
    m_handlers.clear();
    m_gaps.clear();
    m_watching = true;
    m_lastTick = now();
    m_tick.start();
}

void EventLoopProbe::stop()
{
    m_watching = false;
    m_tick.stop();
}

EventLoopProbe::Clocks EventLoopProbe::now()
{
    return {processorMilliseconds(), queuedMilliseconds(),
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count()};
}

ThreadTime EventLoopProbe::since(const Clocks& before)
{
    const Clocks after = now();
    ThreadTime time;
    time.processor = after.processor - before.processor;
    time.wall = after.wall - before.wall;
    time.held = std::max(time.processor, time.wall - (after.queued - before.queued));
    return time;
}

bool EventLoopProbe::notify(QObject* receiver, QEvent* event)
{
    if (!m_watching || m_depth > 0 || QThread::currentThread() != thread()) return QApplication::notify(receiver, event);
    // Asked before: neither may be there afterwards.
    QByteArray what = receiver->metaObject()->className() + QByteArray(", event ") + QByteArray::number(int(event->type()));
    const Clocks before = now();
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    --m_depth;
    m_handlers.push_back(since(before));
    m_handlers.back().what = std::move(what);
    return handled;
}

ThreadTime worst(const std::vector<ThreadTime>& times, double ThreadTime::*measure)
{
    const auto found = std::ranges::max_element(times, {}, measure);
    return found == times.end() ? ThreadTime{} : *found;
}

} // namespace lucency::test
