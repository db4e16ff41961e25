#pragma once

#include "app/training/survey.h"

#include <QWidget>

class QLabel;
class QTableWidget;

namespace lucency::ui {

/// The first rows of a label table as they stand, and above each column what it is taken for, to be changed.
class TableColumns : public QWidget {
    Q_OBJECT

public:
    explicit TableColumns(QWidget* parent = nullptr);
    void setTable(const app::TablePreview& table, const app::DataChoice& choice);

Q_SIGNALS:
    void choiceChanged(const lucency::app::DataChoice& choice);
    /// A column of 0 and 1 is not to be learnt.
    void leftOut(const QString& finding);

private:
    void choose(int column, int role);

    QLabel* m_words;
    QTableWidget* m_rows;
    app::TablePreview m_table;
    app::DataChoice m_choice;
};

} // namespace lucency::ui
