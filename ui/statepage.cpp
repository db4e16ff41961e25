#include "ui/statepage.h"

#include "ui/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace lucency::ui {

StatePage::StatePage(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_buttons(new QHBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(10);
    column->addStretch(2);
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.35);
    m_title->setFont(large);
    for (QLabel* label : {m_icon, m_title, m_text}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(label != m_icon);
        column->addWidget(label);
    }
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme::mutedText());
    m_text->setPalette(muted);
    auto* row = new QHBoxLayout;
    row->addStretch();
    row->addLayout(m_buttons);
    row->addStretch();
    column->addSpacing(6);
    column->addLayout(row);
    column->addStretch(3);
}

void StatePage::setState(const QString& icon, const QString& title, const QString& text, const QList<QAction*>& actions, Tone tone)
{
    const QColor colour = tone == Tone::Error ? theme::error() : tone == Tone::Warning ? theme::warning() : theme::mutedText();
    m_icon->setPixmap(theme::pixmap(icon, 56, colour, devicePixelRatioF()));
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    for (QAction* action : actions) {
        auto* button = new QPushButton(action->icon(), action->text(), this);
        button->setProperty("primary", action == actions.first());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        m_buttons->addWidget(button);
    }
}

QString StatePage::title() const
{
    return m_title->text();
}
QString StatePage::text() const
{
    return m_text->text();
}

} // namespace lucency::ui
