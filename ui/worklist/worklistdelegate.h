#pragma once

#include <QStyledItemDelegate>

namespace lucency::ui {

/// Paints the cells of the worklist that are more than text: the priority as a bar, the status as a coloured word, findings over their
/// operating point in the model's colour.
class WorklistDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace lucency::ui
