#pragma once

#include "app/store/corrections.h"
#include "imaging/result.h"

#include <QObject>
#include <QString>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace lucency::app {

/// Writes what people say of images into the store, on a thread of its own with its own connection: hashing the file and the disk take
/// longer than a key stroke may. Signals arrive on the thread of the object, in the order of the requests. What was asked for before the
/// destruction is written.
class CorrectionLog : public QObject {
    Q_OBJECT

public:
    explicit CorrectionLog(const QString& storePath, QObject* parent = nullptr);
    ~CorrectionLog() override;

    /// The name under which entries are made: that of the settings, else the login name.
    static QString who();
    static QString loginName();

    /// Adds entries; those without a hash get that of their file, where it can be read. changed() or failed() follows.
    void add(std::vector<Correction> entries);
    /// Reads the history; changed() or failed() follows.
    void reload();

Q_SIGNALS:
    /// The whole history, oldest first.
    void changed(const std::vector<lucency::app::Correction>& history);
    /// These entries are not in the store.
    void failed(const lucency::Failure& failure, const std::vector<lucency::app::Correction>& entries);

private:
    void work(const std::stop_token& stop);

    QString m_storePath;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<std::vector<Correction>> m_waiting;
    std::jthread m_worker;
};

} // namespace lucency::app
