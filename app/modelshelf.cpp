#include "app/modelshelf.h"

#include "imaging/replacementfile.h"
#include "model/modelfile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace lucency::app {

namespace {

QString listFile(const QString& folder)
{
    return folder + QStringLiteral("/uses.json");
}

QJsonObject toJson(const ModelUse& use)
{
    return {{QStringLiteral("file"), use.file},     {QStringLiteral("name"), use.name},           {QStringLiteral("version"), use.version},
            {QStringLiteral("sha256"), use.sha256}, {QStringLiteral("since"), use.since},         {QStringLiteral("who"), use.who},
            {QStringLiteral("note"), use.note},     {QStringLiteral("comes_from"), use.comesFrom}};
}

ModelUse fromJson(const QJsonObject& json)
{
    const auto text = [&json](const char* key) { return json.value(QLatin1String(key)).toString(); };
    return {
        text("file"), text("name"), text("version"),   text("sha256"), static_cast<qint64>(json.value(QStringLiteral("since")).toDouble()),
        text("who"),  text("note"), text("comes_from")};
}

/// Letters, digits, dots and dashes of a name, never a path.
QString fileWord(const QString& name)
{
    static const QRegularExpression other(QStringLiteral("[^A-Za-z0-9.]+"));
    QString word = QString(name).replace(other, QStringLiteral("-")).left(60);
    while (word.startsWith(QLatin1Char('.')) || word.startsWith(QLatin1Char('-')))
        word.remove(0, 1);
    return word.isEmpty() ? QStringLiteral("model") : word;
}

} // namespace

ModelShelf::ModelShelf(const QString& storeFile)
    : m_folder(QFileInfo(storeFile).absolutePath() + QStringLiteral("/models"))
{
}

Result<ModelUse> ModelShelf::add(const std::filesystem::path& model, const model::ModelManifest& manifest) const
{
    if (!QDir().mkpath(m_folder)) return Failure{FailureKind::CannotWrite, m_folder.toStdString(), {}};
    const QString name = QString::fromStdString(manifest.name), version = QString::fromStdString(manifest.version);
    // Its digest is known only when it is written: under a name that nobody looks for first.
    const QString fresh = m_folder + QStringLiteral("/%1.new").arg(QDateTime::currentMSecsSinceEpoch());
    const auto written = model::copyModel(model, manifest, fresh.toStdString());
    if (!written) {
        QFile::remove(fresh);
        return written.error();
    }
    const QString sha = QString::fromStdString(written->fileSha256);
    const QString file = m_folder + QStringLiteral("/%1-%2-%3.safetensors").arg(fileWord(name), fileWord(version), sha.left(8));
    std::error_code error;
    std::filesystem::rename(fresh.toStdString(), file.toStdString(), error); // one of the same content may lie there
    if (error) {
        QFile::remove(fresh);
        return Failure{FailureKind::CannotWrite, file.toStdString(), error.message()};
    }
    ModelUse use;
    use.file = file;
    use.name = name;
    use.version = version;
    use.sha256 = sha;
    use.comesFrom = QString::fromStdString(model.string());
    return use;
}

Done ModelShelf::record(ModelUse use) const
{
    if (!QDir().mkpath(m_folder)) return Failure{FailureKind::CannotWrite, m_folder.toStdString(), {}};
    if (use.since == 0) use.since = QDateTime::currentMSecsSinceEpoch();
    if (use.who.isEmpty()) use.who = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    QJsonArray all{toJson(use)};
    for (const ModelUse& earlier : uses())
        all.append(toJson(earlier));
    auto file = imaging::ReplacementFile::open(listFile(m_folder).toStdString());
    if (!file) return file.error();
    if (auto ok = file->write(QJsonDocument(all).toJson().toStdString()); !ok) return ok;
    return file->commit();
}

QList<ModelUse> ModelShelf::uses() const
{
    QFile file(listFile(m_folder));
    QList<ModelUse> uses;
    if (!file.open(QIODevice::ReadOnly)) return uses;
    for (const auto& entry : QJsonDocument::fromJson(file.readAll()).array()) {
        ModelUse use = fromJson(entry.toObject());
        if (!use.file.isEmpty() && use.since > 0) uses.append(std::move(use));
    }
    return uses;
}

QList<ModelUse> ModelShelf::former(const QString& fileInUse) const
{
    QList<ModelUse> models;
    for (const ModelUse& use : uses()) {
        const bool known = std::ranges::any_of(models, [&use](const ModelUse& other) { return other.file == use.file; });
        if (!known && use.file != fileInUse && QFileInfo::exists(use.file)) models.append(use);
    }
    return models;
}

} // namespace lucency::app
