#pragma once

#include "tests/support/app/importcase.h"

#include <QFileInfo>
#include <QTest>

#include <memory>
#include <vector>

namespace lucency::test {

/// An import case, and what its store says of the files in it by their names.
class TableImport {
protected:
    void begin()
    {
        m_case = std::make_unique<ImportCase>();
        QVERIFY(m_case->store);
    }
    ImportSummary import(const QStringList& paths) const { return m_case->import(paths); }
    QString in(const char* name) const { return m_case->in(name); }
    Store& store() const { return *m_case->store; }
    QString canonical(const char* name) const { return QFileInfo(in(name)).canonicalFilePath(); }
    ImageRow imageAt(const char* name) const
    {
        const auto images = store().imagesOfFile(canonical(name));
        return images && !images->empty() ? images->front() : ImageRow();
    }
    QStringList labelsOf(const char* name) const
    {
        QStringList findings;
        const auto labels = store().labels(imageAt(name).id);
        for (const LabelRow& label : *labels)
            findings << label.finding;
        return findings;
    }
    std::vector<ReferenceBox> boxesOf(const char* name) const { return *store().boxes(imageAt(name).id); }
    StudyRow studyOf(const char* name) const { return *store().study(imageAt(name).study); }
    QString ageOf(const char* name) const { return store().study(imageAt(name).study)->age; }

    std::unique_ptr<ImportCase> m_case;
};

} // namespace lucency::test
