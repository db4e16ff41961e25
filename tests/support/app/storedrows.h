#pragma once

#include "app/store/store.h"

#include <QDebug>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <string>
#include <utility>

namespace lucency::test {

using namespace lucency::app;

/// A connection to the file that is not a Store's.
class Raw {
public:
    explicit Raw(const QString& file)
        : m_name(QStringLiteral("raw-%1").arg(++s_count))
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        database.setDatabaseName(file);
        database.open();
    }
    ~Raw() { QSqlDatabase::removeDatabase(m_name); }
    QVariant ask(const QString& sql) const
    {
        QSqlQuery query(QSqlDatabase::database(m_name));
        if (!query.exec(sql)) qWarning() << sql << query.lastError();
        return query.next() ? query.value(0) : QVariant();
    }
    QSqlDatabase database() const { return QSqlDatabase::database(m_name); }

private:
    static inline int s_count = 0;
    QString m_name;
};

inline PatientRow person(const QString& id, const QString& name = {}, const QString& born = {})
{
    return {0, id, name, born, {}};
}

inline StudyRow examination(const QString& uid, const QString& date = QStringLiteral("20240102"))
{
    StudyRow study;
    study.studyUid = uid;
    study.date = date;
    return study;
}

inline ImageRow picture(RowId study, const QString& uid)
{
    ImageRow image;
    image.study = study;
    image.path = QStringLiteral("/images/") + uid;
    image.sopInstanceUid = uid;
    image.rows = 100;
    image.columns = 80;
    return image;
}

inline StoredPrediction says(RowId image, double probability, const std::string& version = "1")
{
    StoredPrediction stored;
    stored.image = image;
    stored.prediction.modelName = "net";
    stored.prediction.modelVersion = version;
    stored.prediction.scores = {{"Effusion", probability, probability >= 0.5, true, true}, {"Hernia", 0.99, true, false, true}};
    stored.prediction.priority = probability;
    return stored;
}

/// Adds one study with one image and returns the ids of both.
inline std::pair<RowId, RowId> addOne(Store& store, const QString& uid, const QString& patientId = QStringLiteral("P"))
{
    const auto study = store.addStudy(person(patientId), examination(uid));
    if (!study) return {};
    const auto image = store.addImage(picture(study->study, uid + QStringLiteral(".1")));
    return {study->study, image ? *image : 0};
}

inline WorklistRow rowOf(const Store& store, RowId study)
{
    WorklistRow found;
    const RowId ids[] = {study};
    (void)store.worklist(ids, [&found](const WorklistRow& row) {
        found = row;
        return true;
    });
    return found;
}

} // namespace lucency::test
