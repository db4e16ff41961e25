#include "ui/backgroundstatus.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>
#include <utility>

namespace lucency::ui {

QString durationText(double seconds)
{
    const auto whole = std::lround(std::ceil(seconds));
    if (whole < 60) return BackgroundStatus::tr("%1 s").arg(whole);
    const long minutes = (whole + 30) / 60;
    if (minutes < 60) return BackgroundStatus::tr("%1 min").arg(minutes);
    return BackgroundStatus::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

BackgroundStatus::BackgroundStatus(const QString& what, const QString& stopText, QWidget* parent)
    : QWidget(parent)
    , m_what(what)
    , m_text(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_stop(new QToolButton(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 4, 0);
    row->setSpacing(6);
    m_bar->setFixedWidth(120);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(what);
    m_stop->setIcon(theme::icon(QStringLiteral("stop")));
    m_stop->setIconSize(QSize(14, 14));
    m_stop->setToolTip(stopText);
    m_stop->setAccessibleName(stopText);
    m_stop->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_text);
    row->addWidget(m_bar);
    row->addWidget(m_stop);
    connect(m_stop, &QToolButton::clicked, this, &BackgroundStatus::stopAsked);
    hide();
}

void BackgroundStatus::setProgress(int done, int total, double secondsLeft)
{
    m_bar->setRange(0, total); // a total of 0 (still searching) shows a busy bar
    m_bar->setValue(done);
    const QLocale locale;
    const QString text =
        total > 0 ? tr("%1 %2 of %3").arg(m_what, locale.toString(done), locale.toString(total)) : tr("%1 ...").arg(m_what);
    tell(text, done < total ? secondsLeft : -1);
    setVisible(total == 0 || done < total);
}

void BackgroundStatus::setPercent(int percent, double secondsLeft)
{
    m_bar->setRange(0, 100);
    m_bar->setValue(percent);
    tell(tr("%1 %2 %").arg(m_what).arg(percent), secondsLeft);
    setVisible(true);
}

void BackgroundStatus::tell(const QString& text, double secondsLeft)
{
    m_progress = text;
    m_secondsLeft = secondsLeft;
    if (m_waiting)
        m_text->setText(text + tr(", waiting"));
    else
        m_text->setText(secondsLeft >= 0 ? text + tr(", %1 left").arg(durationText(secondsLeft)) : text);
}

void BackgroundStatus::setWaiting(bool waiting)
{
    if (std::exchange(m_waiting, waiting) != waiting) tell(m_progress, m_secondsLeft);
}

void BackgroundStatus::finish()
{
    hide();
}

QString BackgroundStatus::text() const
{
    return m_text->text();
}

} // namespace lucency::ui
