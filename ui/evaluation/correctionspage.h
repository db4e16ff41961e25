#pragma once

#include "app/store/corrections.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <vector>

class QLabel;
class QTableView;

namespace lucency::ui {

/// The history of what people said of images, newest first.
class CorrectionsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { When, Who, Image, What, From, To, Reason, State, ColumnCount };
    enum Role { EntryRole = Qt::UserRole + 1, HoldsRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setHistory(std::vector<app::Correction> history);
    const app::Correction& entryAt(int row) const;
    bool holds(int row) const; ///< was not taken back

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<app::Correction> m_history; ///< newest first
    std::vector<qint64> m_undone;           ///< sorted
};

/// The list of corrections, with a button that takes one back, or brings it back; both are entries of their own.
class CorrectionsPage : public QWidget {
    Q_OBJECT

public:
    explicit CorrectionsPage(QWidget* parent = nullptr);

    void setHistory(const std::vector<app::Correction>& history);
    CorrectionsModel* model() const { return m_model; }
    QTableView* table() const { return m_table; }

Q_SIGNALS:
    void undoAsked(const lucency::app::Correction& entry);
    void imageAsked(const QString& path);

private:
    CorrectionsModel* m_model;
    QTableView* m_table;
    QLabel* m_words;
};

} // namespace lucency::ui
