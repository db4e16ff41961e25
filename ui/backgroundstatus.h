#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace lucency::ui {

/// One piece of background work in the status bar: what it is, how far it is, how long it will take, and a button that stops it. Hidden
/// while there is nothing to do.
class BackgroundStatus : public QWidget {
    Q_OBJECT

public:
    /// what names the work ("Importing"), stopText its button ("Stop the import").
    BackgroundStatus(const QString& what, const QString& stopText, QWidget* parent = nullptr);

    /// Seconds left are negative while unknown. done equal to total hides it.
    void setProgress(int done, int total, double secondsLeft);
    /// The same in per cent, for work that nobody counts.
    void setPercent(int percent, double secondsLeft);
    /// While the work waits for something, as for room on the disk: that is told, and no time, which nobody knows then.
    void setWaiting(bool waiting);
    void finish();
    QString text() const;

Q_SIGNALS:
    void stopAsked();

private:
    void tell(const QString& text, double secondsLeft);

    QString m_what, m_progress;
    double m_secondsLeft = -1;
    bool m_waiting = false;
    QLabel* m_text;
    QProgressBar* m_bar;
    QToolButton* m_stop;
};

/// "3 s", "2 min", "1 h 20 min": as fine as an estimate deserves.
QString durationText(double seconds);

} // namespace lucency::ui
