#pragma once

#include "app/store/store.h"
#include "ui/worklist/worklistpanel.h"

#include <QAction>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>
#include <span>

namespace lucency::test {

using app::WorklistModel;
using ui::WorklistPanel;

/// A worklist's panel over a store that is filled by hand.
class WorklistPanelStation {
protected:
    static constexpr int patience = 15'000; ///< milliseconds

    void begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("store.sqlite"));
        auto store = app::Store::open(m_file);
        QVERIFY(store);
        m_store.emplace(*std::move(store));
        QVERIFY(m_store->setModelInUse({QStringLiteral("trial"), QStringLiteral("1"), {}}));
        m_open = std::make_unique<QAction>(QStringLiteral("Open it"));
    }

    void end()
    {
        m_panel.reset();
        m_model.reset();
        m_store.reset();
    }

    /// A study of one image; scored where a probability is given.
    void add(const QString& name, const QString& id, const QString& date, double effusion = -1)
    {
        app::PatientRow patient;
        patient.name = name;
        patient.patientId = id;
        app::StudyRow study;
        study.studyUid = QStringLiteral("1.2.") + id + date;
        study.date = date;
        const auto added = m_store->addStudy(patient, study);
        QVERIFY(added);
        app::ImageRow image;
        image.study = added->study;
        image.path = QStringLiteral("/images/") + id;
        image.sopInstanceUid = study.studyUid + QStringLiteral(".1");
        const auto stored = m_store->addImage(image);
        QVERIFY(stored);
        if (effusion < 0) return;
        app::StoredPrediction said;
        said.image = *stored;
        said.prediction.modelName = "trial";
        said.prediction.modelVersion = "1";
        said.prediction.priority = effusion;
        said.prediction.scores = {{"Effusion", effusion, effusion >= 0.5, true, true}};
        QVERIFY(m_store->storePredictions(std::span(&said, 1)));
    }

    void showPanel()
    {
        m_model = std::make_unique<WorklistModel>(m_file);
        m_panel = std::make_unique<WorklistPanel>(m_model.get(), QList<QAction*>{m_open.get()});
        m_panel->resize(900, 500);
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        QSignalSpy loaded(m_model.get(), &WorklistModel::loaded);
        m_model->load();
        QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, patience);
    }

    qint64 studyAt(int row) const { return m_model->index(row, 0).data(WorklistModel::StudyRole).toLongLong(); }

    QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < m_model->rowCount(); ++row)
            names << m_model->index(row, WorklistModel::NameColumn).data().toString();
        return names;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::optional<app::Store> m_store;
    std::unique_ptr<QAction> m_open;
    std::unique_ptr<WorklistModel> m_model;
    std::unique_ptr<WorklistPanel> m_panel;
};

} // namespace lucency::test
