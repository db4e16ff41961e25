#include "ui/training/wizardsettingspage.h"

#include "app/training/recipekeys.h"
#include "ui/theme.h"
#include "ui/training/notice.h"
#include "ui/training/settingdelegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

using app::KeyKind;

/// A JSON value as people read it: words without quotes, nothing for null.
QString readable(const std::string& json)
{
    const auto text = QString::fromStdString(json);
    if (text == QLatin1String("null")) return {};
    if (!text.startsWith(QLatin1Char('"'))) return text;
    return QJsonDocument::fromJson("{\"v\":" + text.toUtf8() + "}").object().value(QStringLiteral("v")).toString();
}

std::string quoted(const QString& text)
{
    const auto json = QJsonDocument(QJsonObject{{QStringLiteral("v"), text}}).toJson(QJsonDocument::Compact);
    return json.mid(5, json.size() - 6).toStdString();
}

std::string jsonOf(const QString& typed, KeyKind kind)
{
    if (kind == KeyKind::Text || kind == KeyKind::Choice) return quoted(typed);
    if (typed.trimmed().isEmpty()) return "null";
    return typed.trimmed().toStdString();
}

/// What other pages decide, so that the two never disagree.
bool isDecidedElsewhere(const std::string& key)
{
    return key == "format" || key == "name" || key.starts_with("data.") || key == "split.trainingList" ||
           (key.starts_with("findings.") && key.ends_with(".name"));
}

} // namespace

WizardSettingsPage::WizardSettingsPage(app::TrainingDraft& draft, QWidget* parent)
    : WizardPage(
          draft, tr("All settings"),
          tr("Every key of the recipe. Nothing here needs to be changed for a good model; what you change is marked, and can be taken "
             "back."),
          parent)
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeWidget(this))
    , m_detail(wrappedLabel(QString(), false, this))
    , m_reset(new QPushButton(tr("&As the recipe has it"), this))
    , m_resetAll(new QPushButton(tr("&Everything as the recipe has it"), this))
    , m_notice(new Notice(this))
{
    m_search->setPlaceholderText(tr("Search keys and explanations"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Search"));
    column()->addWidget(m_search);
    m_tree->setHeaderLabels({tr("Key"), tr("Value"), tr("Explanation")});
    m_tree->setItemDelegate(new SettingDelegate(m_tree));
    m_tree->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    m_tree->setAlternatingRowColors(true);
    m_tree->setUniformRowHeights(true);
    m_tree->header()->resizeSection(0, 240);
    m_tree->header()->resizeSection(1, 190);
    m_tree->setAccessibleName(tr("Settings"));
    column()->addWidget(m_tree, 1);
    column()->addWidget(m_detail);
    m_detail->setMinimumHeight(54);
    m_detail->setAlignment(Qt::AlignTop);
    column()->addWidget(m_notice);
    m_notice->hide();
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_reset);
    buttons->addWidget(m_resetAll);
    buttons->addStretch();
    column()->addLayout(buttons);
    connect(m_search, &QLineEdit::textChanged, this, &WizardSettingsPage::search);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &WizardSettingsPage::showDetail);
    connect(m_reset, &QPushButton::clicked, this, &WizardSettingsPage::resetChosen);
    connect(m_resetAll, &QPushButton::clicked, this, [this] {
        this->draft().resetAll();
        auto state = this->draft().state();
        state.shares.reset();
        this->draft().setState(std::move(state));
        showValues();
    });
    connect(m_tree, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item, int changed) {
        if (m_showing || changed != SettingDelegate::valueColumn) return;
        take(item->data(0, SettingDelegate::KeyRole).toString().toStdString(), item->text(SettingDelegate::valueColumn));
        // As it stands in the recipe, whether it was taken or not.
        showValue(item);
        showDetail();
    });
}

void WizardSettingsPage::enter()
{
    m_notice->hide();
    showValues();
}

QTreeWidgetItem* WizardSettingsPage::groupOf(const std::string& key)
{
    const auto first = key.substr(0, key.find('.'));
    const auto name = key.find('.') == std::string::npos ? tr("General")
                      : first == "data"                  ? tr("Images and labels")
                      : first == "findings"              ? tr("Findings")
                      : first == "split"                 ? tr("Split")
                      : first == "augmentation"          ? tr("Variation")
                      : first == "training"              ? tr("Learning")
                                                         : tr("Network and its input");
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        if (m_tree->topLevelItem(i)->text(0) == name) return m_tree->topLevelItem(i);
    auto* group = new QTreeWidgetItem(m_tree, {name});
    QFont bold = m_tree->font();
    bold.setBold(true);
    group->setFont(0, bold);
    group->setFlags(Qt::ItemIsEnabled);
    group->setExpanded(first != "data");
    return group;
}

void WizardSettingsPage::showValues()
{
    m_showing = true;
    m_tree->clear();
    const auto recipe = draft().recipe();
    if (recipe) {
        for (const auto& value : app::recipeValues(model::toJson(*recipe))) {
            const auto* known = app::recipeKey(value.key);
            auto* item = new QTreeWidgetItem(groupOf(value.key),
                                             {QString::fromStdString(value.key), QString(), known ? known->explanation : QString()});
            item->setData(0, SettingDelegate::KeyRole, QString::fromStdString(value.key));
            if (known) item->setToolTip(2, known->explanation);
            if (!isDecidedElsewhere(value.key)) item->setFlags(item->flags() | Qt::ItemIsEditable);
            mark(item, value.json);
        }
    } else {
        m_notice->setNotice(Notice::Tone::Error, QString::fromStdString(recipe.error().detail));
        m_notice->show();
    }
    m_showing = false;
    search(m_search->text());
    showDetail();
}

/// The value as it stands in the recipe, marked where it is not the card's own.
void WizardSettingsPage::mark(QTreeWidgetItem* item, const std::string& json)
{
    const auto key = item->data(0, SettingDelegate::KeyRole).toString().toStdString();
    item->setText(SettingDelegate::valueColumn, readable(json));
    const bool changed = draft().changes().contains(key) || (draft().state().shares && (key == "split.validation" || key == "split.test"));
    QFont font = m_tree->font();
    font.setBold(changed);
    item->setFont(SettingDelegate::valueColumn, font);
    item->setForeground(SettingDelegate::valueColumn, changed                   ? theme::modelColour()
                                                      : isDecidedElsewhere(key) ? theme::mutedText()
                                                                                : theme::text());
    item->setForeground(2, theme::mutedText());
}

void WizardSettingsPage::showValue(QTreeWidgetItem* item)
{
    const auto key = item->data(0, SettingDelegate::KeyRole).toString().toStdString();
    const auto recipe = draft().recipe();
    if (!recipe) return;
    m_showing = true;
    for (const auto& value : app::recipeValues(model::toJson(*recipe)))
        if (value.key == key) mark(item, value.json);
    m_showing = false;
}

bool WizardSettingsPage::take(const std::string& key, const QString& typed)
{
    m_notice->hide();
    const auto* known = app::recipeKey(key);
    const auto json = jsonOf(typed, known ? known->kind : KeyKind::List);
    if (key == "split.validation" || key == "split.test") {
        const auto recipe = draft().recipe();
        bool isNumber = false;
        const double share = typed.toDouble(&isNumber);
        if (recipe && isNumber) {
            auto state = draft().state();
            state.shares = {recipe->split.validation, recipe->split.test};
            (*state.shares)[key == "split.test" ? 1 : 0] = share;
            if (const auto fits = app::withChanges(*recipe, {{key, json}})) {
                draft().setState(std::move(state));
                return true;
            }
        }
    }
    const auto taken = draft().change(key, json);
    if (taken) return true;
    m_notice->setNotice(Notice::Tone::Error, tr("“%1” is not taken. %2").arg(typed, QString::fromStdString(taken.error().detail)));
    m_notice->show();
    return false;
}

void WizardSettingsPage::search(const QString& words)
{
    const auto joined = QString(words).remove(QLatin1Char(' '));
    for (int g = 0; g < m_tree->topLevelItemCount(); ++g) {
        auto* group = m_tree->topLevelItem(g);
        bool any = false;
        for (int i = 0; i < group->childCount(); ++i) {
            auto* item = group->child(i);
            // "learning rate" finds training.learningRate.
            const bool found = item->text(0).contains(joined, Qt::CaseInsensitive) || item->text(2).contains(words, Qt::CaseInsensitive);
            item->setHidden(!found);
            any |= found;
        }
        group->setHidden(!any);
        if (!words.isEmpty() && any) group->setExpanded(true);
    }
}

void WizardSettingsPage::showDetail()
{
    const auto* item = m_tree->currentItem();
    const auto key = item ? item->data(0, SettingDelegate::KeyRole).toString().toStdString() : std::string();
    const auto* known = app::recipeKey(key);
    m_reset->setEnabled(draft().survey() && draft().changes().contains(key));
    m_resetAll->setEnabled(draft().survey() && (!draft().changes().empty() || draft().state().shares));
    if (!known || key.empty()) {
        m_detail->setText(tr("Choose a key for its explanation; double-click its value to change it."));
        return;
    }
    QString text = known->explanation;
    const bool bounded = known->highest > known->lowest;
    if (bounded) text += QLatin1Char(' ') + tr("From %1 to %2.").arg(QLocale().toString(known->lowest), QLocale().toString(known->highest));
    if (!known->choices.empty()) {
        QStringList choices;
        for (const auto& choice : known->choices)
            choices << QString::fromStdString(choice);
        text += QLatin1Char(' ') + tr("One of: %1.").arg(choices.join(QStringLiteral(", ")));
    }
    if (isDecidedElsewhere(key)) text += QLatin1Char(' ') + tr("This is decided on another page.");
    if (draft().survey() && draft().changes().contains(key))
        for (const auto& value : app::recipeValues(model::toJson(draft().fittedCard())))
            if (value.key == key) text += QLatin1Char(' ') + tr("The recipe's own value is %1.").arg(readable(value.json));
    m_detail->setText(text);
}

void WizardSettingsPage::resetChosen()
{
    auto* item = m_tree->currentItem();
    if (!item) return;
    draft().reset(item->data(0, SettingDelegate::KeyRole).toString().toStdString());
    m_notice->hide();
    showValue(item);
    showDetail();
}

} // namespace lucency::ui
