#include "app/training/runsummary.h"

#include "imaging/replacementfile.h"
#include "model/runfolder.h"
#include "model/runhistory.h"
#include "model/runplace.h"
#include "model/trainervalidation.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;

struct RunSummaryWords {
    Q_DECLARE_TR_FUNCTIONS(RunSummaryWords)
};

QString textOf(const fs::path& path)
{
    return QString::fromStdString(path.string());
}

bool isThere(const fs::path& path)
{
    std::error_code unknown;
    return fs::exists(path, unknown);
}

/// A file of some content: one that a full disk or a broken copy left empty is none.
bool hasContent(const fs::path& file)
{
    std::error_code unknown;
    return fs::is_regular_file(file, unknown) && fs::file_size(file, unknown) > 0;
}

fs::path noteFile(const fs::path& folder)
{
    return folder / "note.txt";
}

fs::path failureFile(const fs::path& folder)
{
    return folder / "failure.json";
}

QString readNote(const fs::path& folder)
{
    QFile file(textOf(noteFile(folder)));
    constexpr qint64 most = 64 * 1024;
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.read(most)) : QString();
}

std::optional<Failure> readFailure(const fs::path& folder)
{
    QFile file(textOf(failureFile(folder)));
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    const auto object = QJsonDocument::fromJson(file.readAll()).object();
    const auto word = object.value(QStringLiteral("kind")).toString().toStdString();
    Failure failure;
    for (int kind = 0; kind <= static_cast<int>(FailureKind::Internal); ++kind)
        if (slug(static_cast<FailureKind>(kind)) == word) failure.kind = static_cast<FailureKind>(kind);
    failure.subject = object.value(QStringLiteral("subject")).toString().toStdString();
    failure.detail = object.value(QStringLiteral("detail")).toString().toStdString();
    return failure;
}

void readPlaceInto(RunSummary& summary)
{
    const auto place = model::readPlace(summary.folder.toStdString());
    if (!place) {
        summary.missing << RunSummaryWords::tr("Nothing tells where its images lie: to go on, the folder has to be named.");
        return;
    }
    std::error_code unknown;
    summary.dataFolder = *place;
    summary.dataThere = fs::is_directory(*place, unknown);
    if (!summary.dataThere)
        summary.missing << RunSummaryWords::tr(
                               "The folder of its images, %1, is not on this computer: results can be read without pictures; "
                               "to go on, the folder has to be named.")
                               .arg(textOf(*place));
}

void readHistoryInto(RunSummary& summary)
{
    const model::RunFolder folder(summary.folder.toStdString());
    if (!isThere(folder.history())) return;
    auto history = model::readHistory(folder.history());
    if (!history) {
        summary.missing << RunSummaryWords::tr("history.csv is damaged: its curves cannot be drawn.");
        return;
    }
    summary.findings = history->findings;
    summary.history = std::move(history->epochs);
    findBest(summary);
}

/// Whether training ended by itself before its last epoch, because its metric had not become better for so long.
bool patienceIsOver(const RunSummary& summary)
{
    std::vector<double> metrics;
    for (const auto& record : summary.history)
        metrics.push_back(record.metric);
    return summary.plan.patience > 0 && model::epochsWithoutImprovement(metrics) >= summary.plan.patience;
}

/// What the folder has, and what it means when something is not there.
void judge(RunSummary& summary, bool hasRecipe)
{
    const model::RunFolder folder(summary.folder.toStdString());
    const bool hasReport = hasContent(folder.report()), hasBest = hasContent(folder.best()), hasState = hasContent(folder.state());
    const bool hasSplit = hasContent(folder.split());
    summary.hasResult = hasReport && hasBest;
    const bool begun = hasState || !summary.history.empty();
    if (!hasRecipe)
        summary.missing << (hasBest
                                ? RunSummaryWords::tr("recipe.json is missing or damaged: the run cannot go on, but its model can be used.")
                                : RunSummaryWords::tr("recipe.json is missing or damaged: the run cannot go on."));
    if (hasReport && !hasBest)
        summary.missing << RunSummaryWords::tr("best.safetensors is missing: the report can be read, but there is no model to use.");
    if (hasBest && !hasReport && !begun)
        summary.missing << RunSummaryWords::tr("report.json is missing: how good the model is cannot be told.");
    if (!hasState && !summary.history.empty() && !hasReport)
        summary.missing << RunSummaryWords::tr("state.safetensors is missing, so the run cannot go on; its weights can be used.");
    if (hasState && !hasSplit)
        summary.missing << RunSummaryWords::tr("split.csv is missing: who was trained on is not known, so the run cannot go on.");
    const bool soundState = hasRecipe && (hasState ? hasSplit : summary.history.empty() && !hasBest);
    if (summary.hasResult)
        summary.state = RunState::Finished;
    else if (hasRecipe && model::RunLock::isTaken(folder))
        summary.state = RunState::Elsewhere;
    else if (!soundState)
        summary.state = RunState::Damaged;
    else if (summary.failure)
        summary.state = RunState::Failed;
    else
        summary.state = RunState::Stopped;
    if (summary.state == RunState::Finished && hasRecipe && model::RunLock::isTaken(folder)) summary.state = RunState::Elsewhere;
    const bool free = summary.state != RunState::Elsewhere;
    const auto learnt = static_cast<int>(summary.history.size());
    const bool complete = summary.state == RunState::Finished && (learnt >= summary.epochs || patienceIsOver(summary));
    summary.canGoOn = free && soundState && !complete;
    summary.canFinish = summary.canGoOn && hasState && hasBest && summary.bestEpoch > 0 && summary.state != RunState::Finished;
}

} // namespace

bool isRunFolder(const fs::path& folder)
{
    const model::RunFolder run(folder);
    for (const auto& file : {run.recipe(), run.report(), run.state(), run.best(), run.history()})
        if (isThere(file)) return true;
    return false;
}

void findBest(RunSummary& summary)
{
    summary.bestEpoch = 0;
    for (const auto& record : summary.history) {
        if (!std::isfinite(record.metric)) continue;
        if (summary.bestEpoch > 0 && !model::isBetter(summary.plan, record.metric, summary.bestMetric)) continue;
        summary.bestEpoch = record.epoch;
        summary.bestMetric = record.metric;
    }
}

RunSummary readRunSummary(const fs::path& folder)
{
    RunSummary summary;
    summary.folder = QDir::cleanPath(QDir(textOf(folder)).absolutePath());
    summary.name = QFileInfo(summary.folder).fileName();
    const model::RunFolder run(folder);
    const auto recipe = model::readRecipe(run.recipe());
    if (recipe) {
        summary.plan = recipe->training;
        summary.title = QString::fromStdString(recipe->title.empty() ? recipe->name : recipe->title);
        summary.version = QString::fromStdString(recipe->version);
        summary.epochs = recipe->training.epochs;
        summary.metric = QString::fromStdString(recipe->training.metric);
        for (const auto& finding : recipe->findings)
            summary.findings.push_back(finding.name);
    }
    summary.note = readNote(folder);
    summary.failure = readFailure(folder);
    readHistoryInto(summary);
    readPlaceInto(summary);
    judge(summary, recipe.has_value());
    for (const auto& file : {run.report(), run.state(), run.history(), run.recipe()})
        if (const QFileInfo info(textOf(file)); info.exists() && (!summary.when.isValid() || info.lastModified() > summary.when))
            summary.when = info.lastModified();
    return summary;
}

Done writeNote(const fs::path& runFolder, const QString& note)
{
    if (!note.isEmpty()) return model::replaceFile(noteFile(runFolder), note.toStdString());
    std::error_code failed;
    fs::remove(noteFile(runFolder), failed);
    if (failed) return Failure{FailureKind::CannotWrite, noteFile(runFolder).string(), failed.message()};
    return done();
}

Done writeFailure(const fs::path& runFolder, const std::optional<Failure>& failure)
{
    if (!failure) {
        std::error_code failed;
        fs::remove(failureFile(runFolder), failed);
        if (failed) return Failure{FailureKind::CannotWrite, failureFile(runFolder).string(), failed.message()};
        return done();
    }
    const auto word = slug(failure->kind);
    const QJsonObject object{{QStringLiteral("kind"), QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()))},
                             {QStringLiteral("subject"), QString::fromStdString(failure->subject)},
                             {QStringLiteral("detail"), QString::fromStdString(failure->detail)}};
    return model::replaceFile(failureFile(runFolder), QJsonDocument(object).toJson().toStdString());
}

} // namespace lucency::app
