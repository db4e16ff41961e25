#pragma once

#include <QApplication>
#include <QTimer>

#include <vector>

namespace lucency::test {

/// What the window's thread spent on one event, or between two ticks, in milliseconds.
struct ThreadTime {
    double processor = 0; ///< its own work: the same however busy the machine is
    double held = 0;      ///< its work and what it waited for (locks, files), without waiting for a processor that others had
    double wall = 0;      ///< by the clock on the wall
    QByteArray what;      ///< class of the receiver and type of the event; empty between ticks
};

/// An application that measures its thread while it watches: every event handler (one that runs inside another belongs to that one), and
/// what lies between two ticks of a timer of one millisecond, which is how long a click may wait.
class EventLoopProbe : public QApplication {
public:
    EventLoopProbe(int& argc, char** argv);

    void watch();
    void stop();
    const std::vector<ThreadTime>& handlers() const { return m_handlers; }
    const std::vector<ThreadTime>& gaps() const { return m_gaps; }

    bool notify(QObject* receiver, QEvent* event) override;

private:
    struct Clocks {
        double processor = 0, queued = 0, wall = 0;
    };
    static Clocks now();
    static ThreadTime since(const Clocks& before);

    bool m_watching = false;
    int m_depth = 0;
    QTimer m_tick;
    Clocks m_lastTick;
    std::vector<ThreadTime> m_handlers, m_gaps;
};

/// The one that was worst by a measure.
ThreadTime worst(const std::vector<ThreadTime>& times, double ThreadTime::*measure);

} // namespace lucency::test
