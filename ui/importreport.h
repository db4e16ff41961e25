#pragma once

#include "app/importsummary.h"

#include <QDialog>

class QLabel;
class QTreeWidget;

namespace lucency::ui {

/// An import in a few words for the status bar: "24 images added, 3 files failed".
QString importLine(const app::ImportSummary& summary);

/// What an import did: counts, what the label and box tables matched, and every file that could not be used, by name and with what to do.
class ImportReport : public QDialog {
    Q_OBJECT

public:
    explicit ImportReport(QWidget* parent = nullptr);
    void setSummary(const app::ImportSummary& summary);

    static constexpr int failuresShown = 1000; ///< of the list; a copy has all of them

private:
    void copyFailures() const;

    QLabel *m_counts, *m_tables;
    QLabel* m_detail; ///< all of what is said of the file chosen in m_failures
    QTreeWidget* m_failures;
    QLabel* m_more; ///< how many failures the list leaves out
    QList<Failure> m_all;
};

} // namespace lucency::ui
