#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QHBoxLayout;

namespace lucency::ui {

/// What stands where there is nothing to show: an icon, what is the case, what to do about it, and buttons that do it.
class StatePage : public QWidget {
    Q_OBJECT

public:
    enum class Tone { Neutral, Warning, Error };

    explicit StatePage(QWidget* parent = nullptr);

    /// Replaces everything on the page; icon is a name of theme::icon(). The first action is the one to take.
    void setState(const QString& icon, const QString& title, const QString& text, const QList<QAction*>& actions = {},
                  Tone tone = Tone::Neutral);
    QString title() const;
    QString text() const;

private:
    QLabel *m_icon, *m_title, *m_text;
    QHBoxLayout* m_buttons;
};

} // namespace lucency::ui
