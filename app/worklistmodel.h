#pragma once

#include "app/store/rows.h"
#include "app/worklisttable.h"
#include "imaging/result.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <vector>

namespace lucency::app {

class Store;

/// The worklist: one row a study, filtered and sorted by the model itself (no proxy is needed), made for 112,120 rows. It lives on the GUI
/// thread, reads the whole store on a worker (load()) and single studies by short statements (refresh()). Rows that stay keep their
/// persistent indexes, and so the selection, when the filter or the order changes.
class WorklistModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        PriorityColumn,
        StatusColumn,
        NameColumn,
        PatientIdColumn,
        DateColumn,
        DescriptionColumn,
        FindingColumn,     ///< top finding
        ProbabilityColumn, ///< of the top finding
        ImagesColumn,
        AccessionColumn,
        ModelColumn, ///< that made the score
        ColumnCount
    };

    /// Every role answers for the whole row, whatever the column.
    enum Role {
        StudyRole = Qt::UserRole + 1, ///< RowId (qint64) of the study
        PatientRole,                  ///< RowId (qint64) of the person
        StatusRole,                   ///< int of StudyStatus
        /// Slug of the failure for Refused and Failed. For Scored why no finding leads, where none does: outside-training-ages,
        /// age-unknown or not-validated.
        ReasonRole,
        PriorityRole,    ///< double, 0 to 1
        FindingRole,     ///< top finding, vocabulary name; empty without one
        ProbabilityRole, ///< double, 0 to 1; invalid without a top finding
        PositiveRole,    ///< bool: over its operating point
        ImageCountRole,
        NameRole,
        PatientIdRole,
        DateRole,      ///< YYYYMMDD
        BirthDateRole, ///< YYYYMMDD
        SexRole,
        ModelRole,         ///< name and version of the model that made the score shown; empty without one
        FormerModelRole,   ///< bool: it is not in use any more
        ResultsHiddenRole, ///< bool: see setResultsShown()
        SortRole           ///< what this column sorts by
    };

    explicit WorklistModel(const QString& storePath, QObject* parent = nullptr);
    ~WorklistModel() override;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    /// Stable; ties are in the order of arrival. Default: priority, descending.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    /// How findings are shown, sorted and found, in the reader's language; before any study is read.
    void setFindingNames(FindingName name);
    /// Hides what the model says of the studies, for a read of one's own first: priority, finding and score are empty in every role, no
    /// filter finds a study by its finding, and an order by one of the three, which would tell as much, is that of newest date first
    /// meanwhile. Shown at first.
    void setResultsShown(bool shown);
    bool areResultsShown() const { return m_resultsShown; }
    /// Whether the order is not that of sortColumn(), because it would tell what is hidden.
    bool isOrderReplaced() const;
    /// Shows only the studies that have every word of the text somewhere in name, id, date, description, accession number or top
    /// finding, as the list shows them; case and accents do not matter.
    void setFilterText(const QString& text);
    QString filterText() const { return m_filterText; }
    /// Shows only studies of this status; nothing shows all.
    void setFilterStatus(std::optional<StudyStatus> status);
    std::optional<StudyStatus> filterStatus() const { return m_filterStatus; }

    /// Reads all studies on a worker; loaded() or loadFailed() follows. A second call while one runs makes it start anew.
    void load();
    /// Reads these studies again, soon and in small pieces; new ones are added. Safe to call for every signal of import and queue.
    void refresh(const QList<qint64>& studies);

    /// Row of a study, or an invalid index when it is filtered out or unknown.
    QModelIndex indexOf(qint64 study) const;
    /// Number of studies before the filter, all or those of one status.
    int studyCount() const;
    int studyCount(StudyStatus status) const;

    /// The word for a status, as a person reads it.
    static QString statusName(StudyStatus status);

Q_SIGNALS:
    void loaded(int studies);
    void loadFailed(const lucency::Failure& failure);
    /// After any change of studyCount(), rowCount() or the number of one status.
    void countsChanged();

private:
    void take(const std::shared_ptr<WorklistTable>& table, quint64 ticket);
    void refreshSome();
    void showChanged(const std::vector<quint32>& rows);
    void updateOrder();
    void updateVisible();
    void rearrange(const std::vector<quint32>& next);
    void moveVisible(std::vector<quint32> next);
    std::vector<quint32> wantedRows() const;
    WorklistRow rowAt(int row) const;
    QString displayText(const WorklistRow& row, int column) const;
    static QString whyNoFinding(const WorklistRow& row);
    static QVariant whoScored(const WorklistRow& row, int column);

    QString m_storePath;
    std::unique_ptr<Store> m_store;
    std::shared_ptr<WorklistTable> m_table;
    std::vector<quint32> m_order;   ///< all rows of the table as sorted
    std::vector<quint32> m_visible; ///< those that pass the filter, in that order
    QString m_filterText;
    std::optional<StudyStatus> m_filterStatus;
    bool m_resultsShown = true;
    int m_sortColumn = PriorityColumn;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    std::set<qint64> m_stale;
    QTimer m_refreshTimer, m_orderTimer;
    quint64 m_ticket = 0;
    bool m_loading = false;
    std::jthread m_loader;
};

} // namespace lucency::app
