#include "app/worklistmodel.h"

#include "app/store/store.h"

#include <algorithm>

namespace lucency::app {

namespace {

constexpr int refreshMilliseconds = 50;
constexpr int orderMilliseconds = 300;
constexpr std::size_t refreshPiece = 200; ///< studies a statement on the GUI thread: a few milliseconds

WorklistKey keyOf(int column)
{
    switch (column) {
    case WorklistModel::StatusColumn:
        return WorklistKey::Status;
    case WorklistModel::NameColumn:
        return WorklistKey::Name;
    case WorklistModel::PatientIdColumn:
        return WorklistKey::PatientId;
    case WorklistModel::DateColumn:
        return WorklistKey::Date;
    case WorklistModel::DescriptionColumn:
        return WorklistKey::Description;
    case WorklistModel::FindingColumn:
        return WorklistKey::Finding;
    case WorklistModel::ProbabilityColumn:
        return WorklistKey::Probability;
    case WorklistModel::ImagesColumn:
        return WorklistKey::Images;
    case WorklistModel::AccessionColumn:
        return WorklistKey::Accession;
    case WorklistModel::ModelColumn:
        return WorklistKey::Model;
    default:
        return WorklistKey::Priority;
    }
}

} // namespace

WorklistModel::WorklistModel(const QString& storePath, QObject* parent)
    : QAbstractTableModel(parent)
    , m_storePath(storePath)
    , m_table(std::make_shared<WorklistTable>())
{
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(refreshMilliseconds);
    connect(&m_refreshTimer, &QTimer::timeout, this, &WorklistModel::refreshSome);
    m_orderTimer.setSingleShot(true);
    m_orderTimer.setInterval(orderMilliseconds);
    connect(&m_orderTimer, &QTimer::timeout, this, &WorklistModel::updateOrder);
}

WorklistModel::~WorklistModel()
{
    m_loader.request_stop();
    if (m_loader.joinable()) m_loader.join();
}

int WorklistModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_visible.size());
}

int WorklistModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void WorklistModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount || (column == m_sortColumn && order == m_sortOrder && !m_orderTimer.isActive())) return;
    m_sortColumn = column;
    m_sortOrder = order;
    updateOrder();
}

void WorklistModel::setFindingNames(FindingName name)
{
    m_table->setFindingNames(name);
}

bool WorklistModel::isOrderReplaced() const
{
    return !m_resultsShown && (m_sortColumn == PriorityColumn || m_sortColumn == FindingColumn || m_sortColumn == ProbabilityColumn);
}

void WorklistModel::setResultsShown(bool shown)
{
    if (shown == m_resultsShown) return;
    m_resultsShown = shown;
    if (!m_visible.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    updateOrder();
}

void WorklistModel::setFilterText(const QString& text)
{
    if (text == m_filterText) return;
    m_filterText = text;
    updateVisible();
}

void WorklistModel::setFilterStatus(std::optional<StudyStatus> status)
{
    if (status == m_filterStatus) return;
    m_filterStatus = status;
    updateVisible();
}

std::vector<quint32> WorklistModel::wantedRows() const
{
    const std::vector<bool> matches = m_table->matching(m_filterText, m_resultsShown);
    std::vector<quint32> wanted;
    wanted.reserve(m_order.size());
    for (const quint32 row : m_order)
        if (matches[row] && (!m_filterStatus || m_table->statusAt(row) == *m_filterStatus)) wanted.push_back(row);
    return wanted;
}

void WorklistModel::updateOrder()
{
    m_orderTimer.stop();
    m_order = isOrderReplaced() ? m_table->sorted(WorklistKey::Date, true)
                                : m_table->sorted(keyOf(m_sortColumn), m_sortOrder == Qt::DescendingOrder);
    updateVisible();
}

void WorklistModel::updateVisible()
{
    rearrange(wantedRows());
    Q_EMIT countsChanged();
}

/// Changes the order of the visible rows, none of which comes or goes; persistent indexes follow their studies.
void WorklistModel::moveVisible(std::vector<quint32> next)
{
    if (next == m_visible) return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList former = persistentIndexList();
    if (!former.isEmpty()) {
        std::vector<int> place(m_table->size(), -1);
        for (std::size_t i = 0; i < next.size(); ++i)
            place[next[i]] = static_cast<int>(i);
        QModelIndexList latter;
        latter.reserve(former.size());
        for (const QModelIndex& index : former)
            latter << createIndex(place[m_visible[static_cast<std::size_t>(index.row())]], index.column());
        m_visible = std::move(next);
        changePersistentIndexList(former, latter);
    } else {
        m_visible = std::move(next);
    }
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

/// Goes from the visible rows to the next ones in at most four steps: those that leave move to the end and are removed as one range,
/// those that come are added there as one range and then sorted in. A reset would lose the reader's selection, and thousands of single
/// ranges the reader's patience.
void WorklistModel::rearrange(const std::vector<quint32>& next)
{
    std::vector<bool> stays(m_table->size(), false), shown(m_table->size(), false);
    for (const quint32 row : next)
        stays[row] = true;
    for (const quint32 row : m_visible)
        shown[row] = true;
    std::vector<quint32> kept, leaving, coming;
    for (const quint32 row : m_visible)
        (stays[row] ? kept : leaving).push_back(row);
    for (const quint32 row : next)
        if (!shown[row]) coming.push_back(row);
    if (!leaving.empty()) {
        std::vector<quint32> parted = kept;
        parted.insert(parted.end(), leaving.begin(), leaving.end());
        moveVisible(std::move(parted));
        beginRemoveRows({}, static_cast<int>(kept.size()), static_cast<int>(m_visible.size()) - 1);
        m_visible = std::move(kept);
        endRemoveRows();
    }
    if (!coming.empty()) {
        beginInsertRows({}, static_cast<int>(m_visible.size()), static_cast<int>(m_visible.size() + coming.size()) - 1);
        m_visible.insert(m_visible.end(), coming.begin(), coming.end());
        endInsertRows();
    }
    moveVisible(next);
}

void WorklistModel::load()
{
    m_loader.request_stop();
    m_loading = true;
    m_refreshTimer.stop();
    // The worker fills a copy: rows keep their numbers, so that the selection outlives a load.
    auto table = std::make_shared<WorklistTable>(*m_table);
    // A load that is replaced ends at its next row; its successor waits for it, not this thread.
    m_loader = std::jthread(
        [this, path = m_storePath, table, ticket = ++m_ticket, former = std::move(m_loader)](const std::stop_token& stop) mutable {
            if (former.joinable()) former.join();
            StoreOptions options;
            options.checkIntegrity = false;
            Done read = done();
            if (const auto store = Store::open(path, options)) {
                read = store->worklist([&table, &stop](const WorklistRow& row) {
                    table->put(row);
                    return !stop.stop_requested();
                });
            } else {
                read = store.error();
            }
            if (stop.stop_requested()) return;
            // The destructor joins this thread, and Qt drops what is still posted to an object that is gone.
            QMetaObject::invokeMethod(
                this,
                [this, read, table, ticket] {
                    if (read) return take(table, ticket);
                    if (ticket != m_ticket) return;
                    m_loading = false;
                    Q_EMIT loadFailed(read.error());
                },
                Qt::QueuedConnection);
        });
}

void WorklistModel::take(const std::shared_ptr<WorklistTable>& table, quint64 ticket)
{
    if (ticket != m_ticket) return;
    m_loading = false;
    m_table = table;
    if (!m_visible.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    updateOrder();
    if (!m_stale.empty()) m_refreshTimer.start();
    Q_EMIT loaded(studyCount());
}

void WorklistModel::refresh(const QList<qint64>& studies)
{
    m_stale.insert(studies.begin(), studies.end());
    if (!m_loading && !m_stale.empty() && !m_refreshTimer.isActive()) m_refreshTimer.start();
}

void WorklistModel::refreshSome()
{
    if (!m_store) {
        StoreOptions options;
        options.checkIntegrity = false;
        auto store = Store::open(m_storePath, options);
        if (!store) {
            Q_EMIT loadFailed(store.error());
            return;
        }
        m_store = std::make_unique<Store>(std::move(*store));
    }
    std::vector<RowId> ids;
    while (ids.size() < refreshPiece && !m_stale.empty())
        ids.push_back(m_stale.extract(m_stale.begin()).value());
    std::vector<quint32> rows;
    const auto read = m_store->worklist(ids, [this, &rows](const WorklistRow& row) {
        rows.push_back(m_table->put(row));
        return true;
    });
    if (read && !m_stale.empty()) m_refreshTimer.start();
    if (!read) {
        m_stale.insert(ids.begin(), ids.end()); // read with those that change next
        Q_EMIT loadFailed(read.error());
    }
    showChanged(rows);
}

void WorklistModel::showChanged(const std::vector<quint32>& rows)
{
    if (rows.empty()) return;
    std::vector<bool> changed(m_table->size(), false);
    for (const quint32 row : rows)
        changed[row] = true;
    int first = -1, last = -1;
    for (std::size_t i = 0; i < m_visible.size(); ++i) {
        if (!changed[m_visible[i]]) continue;
        if (first < 0) first = static_cast<int>(i);
        last = static_cast<int>(i);
    }
    if (first >= 0) Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    Q_EMIT countsChanged();
    if (!m_orderTimer.isActive()) m_orderTimer.start();
}

QModelIndex WorklistModel::indexOf(qint64 study) const
{
    const qint64 row = m_table->find(study);
    const auto place = row < 0 ? m_visible.end() : std::find(m_visible.begin(), m_visible.end(), static_cast<quint32>(row));
    return place == m_visible.end() ? QModelIndex() : index(static_cast<int>(place - m_visible.begin()), 0);
}

int WorklistModel::studyCount() const
{
    return static_cast<int>(m_table->size());
}

int WorklistModel::studyCount(StudyStatus status) const
{
    return m_table->count(status);
}

} // namespace lucency::app

#include "moc_worklistmodel.cpp"
