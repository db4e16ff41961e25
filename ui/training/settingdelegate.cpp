#include "ui/training/settingdelegate.h"

#include "app/training/recipekeys.h"

#include <QComboBox>

namespace lucency::ui {

namespace {

QStringList choicesOf(const QModelIndex& index)
{
    const auto* known = app::recipeKey(index.siblingAtColumn(0).data(SettingDelegate::KeyRole).toString().toStdString());
    QStringList choices;
    if (!known) return choices;
    for (const auto& choice : known->choices)
        choices << QString::fromStdString(choice);
    if (known->kind == app::KeyKind::Flag) choices << QStringLiteral("true") << QStringLiteral("false");
    return choices;
}

} // namespace

QWidget* SettingDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (index.column() != valueColumn) return nullptr;
    const auto choices = choicesOf(index);
    if (choices.isEmpty()) return QStyledItemDelegate::createEditor(parent, option, index);
    auto* combo = new QComboBox(parent);
    combo->addItems(choices);
    return combo;
}

void SettingDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    if (auto* combo = qobject_cast<QComboBox*>(editor))
        combo->setCurrentText(index.data().toString());
    else
        QStyledItemDelegate::setEditorData(editor, index);
}

void SettingDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (const auto* combo = qobject_cast<QComboBox*>(editor))
        model->setData(index, combo->currentText());
    else
        QStyledItemDelegate::setModelData(editor, model, index);
}

} // namespace lucency::ui
