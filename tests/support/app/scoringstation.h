#pragma once

#include "app/inferencequeue.h"
#include "app/store/store.h"
#include "tests/support/app/scriptedscorer.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace lucency::test {

/// A store of images that are numbers, and a model that scores them as its script says.
class ScoringStation {
protected:
    void begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("store.sqlite"));
        auto store = app::Store::open(m_file);
        QVERIFY(store);
        m_store = std::make_unique<app::Store>(std::move(*store));
        m_script = std::make_shared<Script>();
    }

    /// The file "bad" is no model.
    app::ScorerFactory factory() const
    {
        return [script = m_script](const std::string& file) -> Result<std::unique_ptr<Scorer>> {
            if (file == "bad") return Failure{FailureKind::NotAModel, file, {}};
            return std::unique_ptr<Scorer>(std::make_unique<ScriptedScorer>(script, file));
        };
    }

    app::RowId add(const QString& name, int frame = 0, const QString& age = {})
    {
        app::StudyRow described;
        described.age = age;
        const auto study = m_store->addStudy({}, described);
        app::ImageRow image;
        image.study = study ? study->study : 0;
        image.path = QStringLiteral("/images/") + name;
        image.frame = frame;
        image.contentHash = name.toUtf8();
        const auto id = m_store->addImage(image);
        return id ? *id : 0;
    }

    QList<qint64> addNumbers(int first, int count)
    {
        QList<qint64> ids;
        for (int number = first; number < first + count; ++number)
            ids << add(QString::number(number));
        return ids;
    }

    app::WorklistRow rowOf(app::RowId image) const
    {
        app::WorklistRow found;
        const app::RowId studies[] = {m_store->image(image)->study};
        (void)m_store->worklist(studies, [&found](const app::WorklistRow& row) {
            found = row;
            return true;
        });
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::unique_ptr<app::Store> m_store;
    std::shared_ptr<Script> m_script;
};

} // namespace lucency::test
