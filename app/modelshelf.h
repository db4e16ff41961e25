#pragma once

#include "imaging/result.h"
#include "model/manifest.h"

#include <QList>
#include <QString>

#include <filesystem>

namespace lucency::app {

/// One time that a model went into use.
struct ModelUse {
    QString file;          ///< of the model; the shipped one's too
    QString name, version; ///< as its manifest says
    QString sha256;        ///< of the file: see model::ModelManifest
    qint64 since = 0;      ///< milliseconds since 1970, UTC
    QString who;           ///< the user's name on this machine
    QString note;          ///< what it was compared with and how it did, in words
    QString comesFrom;     ///< run folder or file that it was copied from; empty for the shipped one
    bool operator==(const ModelUse&) const = default;
};

/// The models that went into use, kept beside the store so that one can go back to any of them: copies of their files, and a list of when
/// each went into use. Reading and writing a file of 30 MB takes a moment: add() is for a worker. Thread-safe between processes as far
/// as each file is whole or not there.
class ModelShelf {
public:
    /// Models are kept in the folder "models" beside the store's file.
    explicit ModelShelf(const QString& storeFile);

    QString folder() const { return m_folder; }

    /// Copies a model onto the shelf with this manifest, under a name of its own; returns the use that record() takes, without time, person
    /// and note. A file that is there already with the same content is used again. Fails as model::copyModel().
    Result<ModelUse> add(const std::filesystem::path& model, const model::ModelManifest& manifest) const;

    /// Writes down that a model is in use from now on. Fails with CannotWrite or DiskFull.
    Done record(ModelUse use) const;

    /// All uses, newest first. Empty where none was recorded; lines that cannot be read are left out.
    QList<ModelUse> uses() const;

    /// The models that one can go back to: each once, latest use first, without the one in use, and only those whose file is still there.
    QList<ModelUse> former(const QString& fileInUse) const;

private:
    QString m_folder;
};

} // namespace lucency::app
