#pragma once

#include "ui/statepage.h"

#include <QFrame>

class QLabel;

namespace lucency::ui {

/// One thing that the person should know, in a frame of its own: an icon and a few sentences, neutral, a warning or an error.
class Notice : public QFrame {
    Q_OBJECT

public:
    using Tone = StatePage::Tone;

    explicit Notice(QWidget* parent = nullptr);
    Notice(Tone tone, const QString& text, QWidget* parent = nullptr);

    void setNotice(Tone tone, const QString& text);
    /// The same in green: something has been checked and is well.
    void setFine(const QString& text);
    QString text() const;

private:
    void put(const QString& icon, const QColor& colour, const QString& text);

    QLabel *m_icon, *m_text;
};

} // namespace lucency::ui
