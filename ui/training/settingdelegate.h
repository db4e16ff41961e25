#pragma once

#include <QStyledItemDelegate>

namespace lucency::ui {

/// Edits the value of a recipe's key: words from a list where there are only some, else as text.
class SettingDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum Role { KeyRole = Qt::UserRole + 1 }; ///< of the key's full name
    static constexpr int valueColumn = 1;

    using QStyledItemDelegate::QStyledItemDelegate;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
};

} // namespace lucency::ui
