#include "ui/training/wizardrecipepage.h"

#include "ui/theme.h"
#include "ui/training/wizardwords.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

/// A frame of which every place chooses its button.
class CardFrame : public QFrame {
public:
    explicit CardFrame(QAbstractButton* button)
        : m_button(button)
    {
        setObjectName(QStringLiteral("card"));
    }

protected:
    bool event(QEvent* event) override
    {
        if (event->type() == QEvent::MouseButtonRelease) m_button->click();
        return QFrame::event(event);
    }

private:
    QAbstractButton* m_button;
};

QLabel* badge(const QString& text, const QColor& colour)
{
    auto* label = new QLabel(text);
    label->setStyleSheet(
        QStringLiteral("background: %1; color: #10141a; border-radius: 8px; padding: 1px 9px; font-weight: bold;").arg(colour.name()));
    return label;
}

} // namespace

WizardRecipePage::WizardRecipePage(app::TrainingDraft& draft, QWidget* parent)
    : WizardPage(
          draft, tr("Recipe"),
          tr("A recipe says how the model learns: which network, how finely it sees the images, and for how long. The first one suits "
             "your images best; you can try another in a later run and compare."),
          parent)
    , m_area(new QScrollArea(this))
    , m_buttons(new QButtonGroup(this))
    , m_settings(new QPushButton(this))
{
    auto* content = new QWidget;
    m_cards = new QVBoxLayout(content);
    m_cards->setContentsMargins(0, 0, 8, 0);
    m_cards->setSpacing(8);
    m_area->setWidgetResizable(true);
    m_area->setWidget(content);
    column()->addWidget(m_area, 1);
    auto* row = new QHBoxLayout;
    row->addWidget(m_settings);
    row->addStretch();
    column()->addLayout(row);
    m_settings->setToolTip(tr("Every key of the recipe with its explanation, for those who know what they want"));
    connect(m_settings, &QPushButton::clicked, this, &WizardRecipePage::settingsAsked);
    connect(&draft, &app::TrainingDraft::changed, this, &WizardRecipePage::showChanges);
}

void WizardRecipePage::enter()
{
    showCards();
    showChanges();
    Q_EMIT hindranceChanged();
}

void WizardRecipePage::showCards()
{
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    m_frames.clear();
    if (!draft().survey()) return;
    const auto advice = app::advise(app::factsOf(*draft().survey(), draft().state().leftOut), draft().cards());
    for (const auto& each : advice)
        m_cards->addWidget(makeCard(each, &each == &advice.front()));
    m_cards->addStretch();
    markChosen();
}

QWidget* WizardRecipePage::makeCard(const app::Advice& advice, bool recommended)
{
    const auto& card = *draft().card(advice.card);
    const auto words = cardWords(card);
    auto* button = new QRadioButton(words.title);
    QFont bold = button->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    button->setFont(bold);
    button->setAccessibleDescription(words.goodFor);
    auto* frame = new CardFrame(button);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(14, 10, 14, 10);
    column->setSpacing(5);
    auto* head = new QHBoxLayout;
    head->addWidget(button);
    if (recommended) head->addWidget(badge(tr("Recommended"), theme::fine()));
    head->addStretch();
    auto* time = wrappedLabel(tr("%1 on an office computer").arg(aboutDuration(advice.seconds)), true);
    time->setWordWrap(false);
    time->setToolTip(tr("Worked out from the number of images. The check page measures it on this computer."));
    head->addWidget(time);
    column->addLayout(head);
    for (const QString& text : {words.goodFor, words.needs})
        if (!text.isEmpty()) column->addWidget(wrappedLabel(text));
    QStringList reasons;
    for (const auto& reason : advice.reasons)
        reasons << QStringLiteral("<span style='color:%1'>%2</span> %3")
                       .arg((reason.speaksFor ? theme::fine() : theme::warning()).name(),
                            reason.speaksFor ? QStringLiteral("✓") : QStringLiteral("!"), reasonWords(reason).toHtmlEscaped());
    column->addWidget(wrappedLabel(reasons.join(QStringLiteral(" &nbsp; "))));
    column->addWidget(wrappedLabel(networkWords(card.recipe), true));
    // Text that can be marked keeps the click for itself.
    for (QLabel* label : frame->findChildren<QLabel*>())
        label->setTextInteractionFlags(Qt::NoTextInteraction);
    m_buttons->addButton(button);
    const auto name = advice.card;
    connect(button, &QRadioButton::clicked, this, [this, name] { choose(name); });
    m_frames.emplace_back(name, frame);
    return frame;
}

void WizardRecipePage::choose(const std::string& card)
{
    auto state = draft().state();
    state.card = card;
    draft().setState(std::move(state));
    markChosen();
    Q_EMIT hindranceChanged();
}

void WizardRecipePage::markChosen()
{
    const auto& inUse = draft().cardInUse().name;
    for (const auto& [name, frame] : m_frames) {
        const bool chosen = name == inUse;
        if (chosen)
            if (auto* button = frame->findChild<QRadioButton*>()) button->setChecked(true);
        frame->setStyleSheet(QStringLiteral("#card { background: %1; border: 1px solid %2; border-radius: 6px; }")
                                 .arg(theme::raised().name(), (chosen ? theme::accent() : theme::raised()).name()));
    }
}

void WizardRecipePage::showChanges()
{
    const auto changes = static_cast<int>(draft().survey() ? draft().changes().size() : 0);
    m_settings->setText(changes == 0 ? tr("&All settings…") : tr("&All settings (%n changed)…", nullptr, changes));
}

QString WizardRecipePage::hindrance() const
{
    if (!draft().survey()) return tr("The data page comes first.");
    if (const auto recipe = draft().recipe(); !recipe) return QString::fromStdString(recipe.error().detail);
    return {};
}

} // namespace lucency::ui
