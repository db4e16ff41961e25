#pragma once

#include "app/report/document.h"

#include <QScrollArea>

#include <vector>

class QVBoxLayout;

namespace lucency::ui {

class FigureView;

/// Chapters of a report in a window: the same words, tables and figures as on paper. Blocks that take the place of such of the same kind
/// are filled anew without being made anew, so that a page follows a slider.
class BlocksView : public QScrollArea {
    Q_OBJECT

public:
    explicit BlocksView(QWidget* parent = nullptr);

    void setBlocks(const std::vector<app::report::Block>& blocks);
    QList<FigureView*> figures() const;

Q_SIGNALS:
    void spotChosen(const QString& key);
    void saveFailed(const lucency::Failure& failure);

private:
    QWidget* make(const app::report::Block& block);
    static bool fill(QWidget* widget, const app::report::Block& block);

    QVBoxLayout* m_column;
    std::vector<std::size_t> m_kinds; ///< of the blocks shown
};

} // namespace lucency::ui
