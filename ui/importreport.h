#pragma once

#include "app/importsummary.h"

#include <QDialog>

class QLabel;
class QTreeWidget;

namespace lucency::ui {

/// An import in a few words for the status bar: "24 images added, 3 files failed".
QString importLine(const app::ImportSummary& summary);

/// What an import did: counts, what the label and box tables matched, and every file and row of a table that could not be used, by name and
/// with what to do.
class ImportReport : public QDialog {
    Q_OBJECT

public:
    explicit ImportReport(QWidget* parent = nullptr);
    void setSummary(const app::ImportSummary& summary);

    static constexpr int failuresShown = 1000; ///< of the list; a copy has all of them

private:
    /// One file or row that could not be used.
    struct Entry {
        QString subject; ///< path, with the line of a table
        QString shown;   ///< the subject without its folder
        QString reason, advice;
    };
    void copyFailures() const;
    static Entry entryOf(const Failure& failure);
    static Entry entryOf(const app::SameIdentity& leftOut);
    static Entry entryOf(const app::TableSummary& table, const app::LeftOutRow& row);
    static QString sentenceOf(const app::TableSummary& table);

    QLabel *m_counts, *m_tables;
    QLabel* m_detail; ///< all of what is said of the file chosen in m_failures
    QTreeWidget* m_failures;
    QLabel* m_more; ///< how many failures the list leaves out
    QList<Entry> m_all;
};

} // namespace lucency::ui
