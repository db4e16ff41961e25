#include "ui/training/notice.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace lucency::ui {

Notice::Notice(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("notice"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 8, 12, 8);
    row->setSpacing(10);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    m_text->setObjectName(QStringLiteral("notice-text"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

Notice::Notice(Tone tone, const QString& text, QWidget* parent)
    : Notice(parent)
{
    setNotice(tone, text);
}

void Notice::setNotice(Tone tone, const QString& text)
{
    switch (tone) {
    case Tone::Neutral:
        return put(QStringLiteral("help"), theme::accent(), text);
    case Tone::Warning:
        return put(QStringLiteral("warning"), theme::warning(), text);
    case Tone::Error:
        return put(QStringLiteral("refused"), theme::error(), text);
    }
}

void Notice::setFine(const QString& text)
{
    put(QStringLiteral("done"), theme::fine(), text);
}

void Notice::put(const QString& icon, const QColor& colour, const QString& text)
{
    m_icon->setPixmap(theme::pixmap(icon, 18, colour, devicePixelRatioF()));
    m_text->setText(text);
    setAccessibleName(text);
    setStyleSheet(QStringLiteral("#notice { background: %1; border: 0; border-left: 3px solid %2; border-radius: 3px; }")
                      .arg(theme::raised().name(), colour.name()));
}

QString Notice::text() const
{
    return m_text->text();
}

} // namespace lucency::ui
