#include "ui/training/wizardpage.h"

#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace lucency::ui {

QLabel* wrappedLabel(const QString& text, bool muted, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (muted) {
        QPalette colours = label->palette();
        colours.setColor(QPalette::WindowText, theme::mutedText());
        label->setPalette(colours);
    }
    return label;
}

WizardPage::WizardPage(app::TrainingDraft& draft, const QString& title, const QString& purpose, QWidget* parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_title(title)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(22, 16, 22, 12);
    m_column->setSpacing(10);
    auto* heading = new QLabel(title, this);
    QFont large = heading->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    heading->setFont(large);
    m_column->addWidget(heading);
    m_column->addWidget(wrappedLabel(purpose, true, this));
    setAccessibleName(title);
    setAccessibleDescription(purpose);
}

} // namespace lucency::ui
