#include "app/commands/command.h"

#include "app/resources.h"
#include "model/classifier.h"
#include "model/cohort.h"
#include "model/datafolder.h"
#include "model/recipe.h"
#include "model/runfolder.h"
#include "model/tablesbeside.h"
#include "model/tensormemory.h"
#include "model/trainer.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <memory>
#include <sstream>
#include <thread>

#include <unistd.h>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;

struct TrainCommand {
    Q_DECLARE_TR_FUNCTIONS(TrainCommand)
};

struct TrainOptions {
    std::string recipe, data, labels, output, cache, device = "auto";
    std::vector<std::string> settings;
    std::optional<std::uint64_t> seed;
    int threads = 0;
    bool resume = false, list = false, ablation = false;
};

std::string duration(double seconds)
{
    const auto whole = static_cast<long>(seconds + 0.5);
    std::ostringstream text;
    if (whole >= 3600) text << whole / 3600 << ":" << std::setw(2) << std::setfill('0');
    text << whole / 60 % 60 << ":" << std::setw(2) << std::setfill('0') << whole % 60;
    return text.str();
}

/// Progress on stderr: one line that is overwritten on a terminal; elsewhere, such as in a log, a line an epoch.
class ProgressLine {
public:
    void show(const model::TrainingProgress& progress)
    {
        if (progress.finished) {
            const auto& row = *progress.finished;
            std::ostringstream text;
            text << std::fixed << std::setprecision(4) << TrainCommand::tr("epoch %1/%2").arg(row.epoch).arg(progress.epochs).toStdString()
                 << "  " << TrainCommand::tr("loss").toStdString() << " " << row.trainLoss << "  "
                 << TrainCommand::tr("validation").toStdString() << " " << row.validationLoss << "  "
                 << TrainCommand::tr("metric").toStdString() << " " << row.metric << std::setprecision(0) << "  " << row.imagesPerSecond
                 << " " << TrainCommand::tr("images/s").toStdString() << "  "
                 << TrainCommand::tr("waiting %1 %").arg(row.waitShare * 100, 0, 'f', 1).toStdString() << "  "
                 << TrainCommand::tr("%1 left").arg(QString::fromStdString(duration(progress.secondsLeft))).toStdString();
            put(text.str(), true);
            return;
        }
        const auto now = std::chrono::steady_clock::now();
        if (!m_terminal || now - m_shown < std::chrono::milliseconds(250)) return;
        m_shown = now;
        put(sentence(progress), false);
    }
    void line(const std::string& text) { put(text, true); }

private:
    static std::string sentence(const model::TrainingProgress& progress)
    {
        const QString share = QStringLiteral("%1/%2").arg(progress.done).arg(progress.all);
        switch (progress.stage) {
        case model::TrainingStage::Reading:
            return TrainCommand::tr("reading images %1").arg(share).toStdString();
        case model::TrainingStage::Validating:
            return TrainCommand::tr("epoch %1: validating").arg(progress.epoch).toStdString();
        case model::TrainingStage::Evaluating:
            return TrainCommand::tr("evaluating on the test part").toStdString();
        case model::TrainingStage::Training:
            break;
        }
        return TrainCommand::tr("epoch %1/%2  batch %3  loss %4  %5 images/s  %6 left")
            .arg(progress.epoch)
            .arg(progress.epochs)
            .arg(share)
            .arg(progress.loss, 0, 'f', 4)
            .arg(progress.imagesPerSecond, 0, 'f', 0)
            .arg(QString::fromStdString(duration(progress.secondsLeft)))
            .toStdString();
    }

    void put(const std::string& text, bool keep)
    {
        if (m_terminal) std::cerr << "\r\033[K";
        std::cerr << text;
        if (keep) std::cerr << "\n";
        std::cerr.flush();
    }

    const bool m_terminal = isatty(STDERR_FILENO) != 0;
    std::chrono::steady_clock::time_point m_shown{};
};

/// A name of a built-in recipe, or a file.
fs::path recipeFile(const std::string& nameOrFile)
{
    const auto builtIn = resourceFolder() / "recipes" / (nameOrFile + ".json");
    std::error_code unknown;
    return nameOrFile.find('/') == std::string::npos && fs::exists(builtIn, unknown) ? builtIn : fs::path(nameOrFile);
}

int list(const CommandContext& context)
{
    const auto recipes = model::listRecipes(resourceFolder() / "recipes");
    if (!recipes) return context.fail(recipes.error());
    for (const auto& [name, title] : *recipes)
        std::cout << name << "\t" << title << "\n";
    return AllDone;
}

/// Lets a source of files take its labels from a table, whose columns are worked out where they are not the recipe's.
void labelFrom(model::DataSource& source, const fs::path& table)
{
    if (source.kind != model::SourceKind::Found) {
        const auto first = source.folders.front();
        const auto above = source.kind == model::SourceKind::Table ? fs::path(first).parent_path().string() : first;
        source.folders = {above, ""};
        source.kind = model::SourceKind::Found;
    }
    source.table = fs::absolute(table).string();
}

/// Puts the table of --labels into the recipe: into its sources with a table, or into that of a recipe with folders alone.
Done useLabels(model::Recipe& recipe, const std::string& labels)
{
    using model::SourceKind;
    const auto isFiles = [](const model::DataSource& source) { return source.kind != SourceKind::Phantoms; };
    const auto hasTable = [&](const model::DataSource& source) { return isFiles(source) && source.kind != SourceKind::Folders; };
    const bool tables = std::any_of(recipe.data.begin(), recipe.data.end(), hasTable);
    int used = 0;
    for (auto& source : recipe.data) {
        if (tables ? !hasTable(source) : !isFiles(source)) continue;
        labelFrom(source, labels);
        ++used;
    }
    if (used != 1)
        return Failure{FailureKind::BadArgument, labels, used == 0 ? "the recipe reads no files" : "the recipe has several sources"};
    return done();
}

/// The recipe of the options: with --resume and no --recipe it is the run's own.
Result<model::Recipe> recipeOf(const TrainOptions& options)
{
    const fs::path file = options.recipe.empty() ? fs::path(options.output) / "recipe.json" : recipeFile(options.recipe);
    auto recipe = model::readRecipe(file, options.settings);
    if (!recipe && recipe.error().kind == FailureKind::NotFound && file.string().find('/') == std::string::npos)
        return Failure{FailureKind::NotFound, file.string(), "there is no built-in recipe of this name either, see --list"};
    if (!recipe) return recipe;
    if (options.seed) recipe->seed = *options.seed;
    if (!options.labels.empty())
        if (auto used = useLabels(*recipe, options.labels); !used) return used.error();
    return recipe;
}

/// The run that a recipe goes on after, where its recipe lies beside this one: the options to train it. Settings are for the recipe that
/// was asked for.
std::optional<TrainOptions> earlierRun(const model::Recipe& recipe, const TrainOptions& options)
{
    const fs::path weights(recipe.initialWeights);
    if (weights.empty() || weights.is_absolute()) return std::nullopt;
    const auto name = weights.begin()->string();
    const auto own = fs::absolute(options.output).lexically_normal();
    const auto folder = own.parent_path() / name;
    const auto file = (options.recipe.empty() ? recipeFile("default") : recipeFile(options.recipe)).parent_path() / (name + ".json");
    std::error_code unknown;
    if (folder == own || !fs::exists(file, unknown)) return std::nullopt;
    TrainOptions earlier = options;
    earlier.recipe = file.string();
    earlier.output = folder.string();
    earlier.settings.clear();
    earlier.resume = fs::exists(folder / "recipe.json", unknown);
    return earlier;
}

/// A run that goes on reads the tables that it began with, though its recipe be said anew: those that it found then, and one that is named
/// in another way now. Runs of earlier versions did not write down what they found.
void keepTables(model::Recipe& recipe, const model::Recipe& begun, const fs::path& data)
{
    for (auto& source : recipe.data) {
        const auto same =
            std::find_if(begun.data.begin(), begun.data.end(), [&](const model::DataSource& each) { return each.name == source.name; });
        if (same == begun.data.end() || same->kind != model::SourceKind::Found || source.kind != same->kind) continue;
        std::error_code unknown;
        const auto here = model::findBelow(data, source.table), there = model::findBelow(data, same->table);
        const bool sameFile = !source.table.empty() && !same->table.empty() && here && there && fs::equivalent(*here, *there, unknown);
        if (sameFile || model::searchesLabels(source, data)) source.table = same->table;
    }
}

/// The recipe with what only the data can say. A run's own was completed when it began.
Result<model::CompleteRecipe> completed(model::Recipe recipe, const TrainOptions& options, bool resume, const std::stop_token& stop)
{
    const auto begun = resume ? model::readRecipe(model::RunFolder(options.output).recipe()) : Result<model::Recipe>(recipe);
    if (resume && begun) keepTables(recipe, *begun, options.data);
    if (resume && options.recipe.empty()) return model::CompleteRecipe{std::move(recipe), {}};
    auto complete = model::completeRecipe(recipe, options.data, stop);
    if (complete && resume && begun)
        for (std::size_t i = 0; i < recipe.data.size(); ++i)
            complete->recipe.data[i].table = recipe.data[i].table;
    return complete;
}

/// Why a run did not go on: where its recipe is not the one asked for, that it has one of its own.
Failure explained(Failure failure, const TrainOptions& options)
{
    const bool asked = !options.recipe.empty() || !options.settings.empty() || !options.labels.empty() || options.seed;
    if (asked && options.resume && failure.kind == FailureKind::ModelMismatch &&
        fs::path(failure.subject) == model::RunFolder(options.output).recipe())
        failure.detail +=
            "; " + TrainCommand::tr("without --recipe, --set, --labels and --seed it goes on with its own recipe").toStdString();
    return failure;
}

int processors()
{
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

/// The outcome of an ablation run, as one JSON object.
int tell(const model::AblationOutcome& ablation)
{
    nlohmann::ordered_json record;
    record["learnt"] = ablation.learnt;
    record["explanation"] = ablation.explanation;
    record["images"] = ablation.images;
    record["epochs"] = ablation.epochs;
    record["first_loss"] = ablation.firstLoss;
    record["last_loss"] = ablation.lastLoss;
    record["accuracy"] = ablation.accuracy;
    record["auc"] = ablation.auc;
    std::cout << record.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
    return ablation.learnt ? AllDone : SomeRefused;
}

/// What the trainer is asked for. The line is told of what goes on; it has to outlive the request.
Result<model::TrainingRequest> requestOf(const TrainOptions& options, model::Recipe recipe, bool resume, const CommandContext& context,
                                         ProgressLine& line)
{
    auto complete = completed(std::move(recipe), options, resume, context.stop);
    if (!complete) return complete.error();
    for (const auto& remark : complete->remarks)
        line.line(remark);
    model::TrainingRequest request;
    request.recipe = std::move(complete->recipe);
    request.ablation = options.ablation;
    request.dataFolder = options.data;
    request.runFolder = options.output;
    request.cacheFolder = options.cache.empty() ? cacheFolder() : fs::path(options.cache);
    request.readingThreads = processors();
    request.resume = resume;
    request.device = options.device;
    request.programVersion = LUCENCY_VERSION;
    request.progress = [&line](const model::TrainingProgress& progress) { line.show(progress); };
    request.remark = [&line](const std::string& text) { line.line(text); };
    return request;
}

/// Prints where a finished run's files are and writes its report for people. Returns the exit code.
int conclude(const model::TrainingOutcome& outcome, const TrainOptions& options, const CommandContext& context)
{
    if (outcome.model.empty()) return AllDone; // of several processes the first writes, and tells
    std::cout << outcome.model.string() << "\n" << outcome.report.string() << "\n" << outcome.card.string() << "\n";
    const int reported = writeRunReport(options.output, options.data, context);
    return outcome.lostImages > 0 ? SomeRefused : reported;
}

/// The run that has to come first, for the trainer, which knows whether it is finished.
std::shared_ptr<const model::EarlierRun> comingFirst(const TrainOptions& options, const CommandContext& context, ProgressLine& line)
{
    auto earlier = std::make_shared<model::EarlierRun>();
    earlier->runFolder = options.output;
    earlier->request = [options, &context, &line]() -> Result<model::TrainingRequest> {
        line.line(TrainCommand::tr("training %1 first").arg(QString::fromStdString(options.output)).toStdString());
        auto recipe = recipeOf(options);
        if (!recipe) return recipe.error();
        const auto before = earlierRun(*recipe, options);
        auto request = requestOf(options, *std::move(recipe), options.resume, context, line);
        if (request && before) request->earlier = comingFirst(*before, context, line);
        return request;
    };
    earlier->concluded = [options, &context](const model::TrainingOutcome& outcome) { conclude(outcome, options, context); };
    return earlier;
}

int train(const TrainOptions& options, const CommandContext& context)
{
    if (options.list) return list(context);
    const bool named = !options.recipe.empty() || (options.resume && !options.output.empty());
    if (options.data.empty() || !named || (options.output.empty() && !options.ablation)) {
        std::cerr << TrainCommand::tr("train needs --recipe, --data and --output (or --list).").toStdString() << "\n";
        return WrongUsage;
    }
    auto recipe = recipeOf(options);
    if (!recipe) return context.fail(recipe.error());
    const auto earlier = earlierRun(*recipe, options);
    if (earlier && options.ablation && !model::isFinishedRun(earlier->output)) {
        std::cerr << TrainCommand::tr("%1 is not trained yet: the ablation begins with weights of chance")
                         .arg(QString::fromStdString(fs::path(earlier->output).filename().string()))
                         .toStdString()
                  << "\n";
        recipe->initialWeights.clear();
        recipe->split.list.clear();
    }
    // What was stopped may have been the earlier run, or have come between the two.
    std::error_code unknown;
    const bool resume = options.resume && (!earlier || fs::exists(model::RunFolder(options.output).recipe(), unknown));
    model::setComputeThreads(options.threads > 0 ? options.threads : processors());
    model::keepTensorMemory(std::size_t{2} << 30);

    ProgressLine line;
    auto request = requestOf(options, *std::move(recipe), resume, context, line);
    if (!request) return context.fail(request.error());
    if (earlier && !options.ablation) request->earlier = comingFirst(*earlier, context, line);
    const auto outcome = model::train(*request, context.stop);
    if (!outcome) {
        if (outcome.error().kind == FailureKind::Cancelled) {
            line.line(TrainCommand::tr("stopped; go on with --resume").toStdString());
            return SomeRefused;
        }
        return context.fail(explained(outcome.error(), options));
    }
    if (outcome->ablation) return tell(*outcome->ablation);
    return conclude(*outcome, options, context);
}

} // namespace

Command addTrainCommand(CLI::App& parent)
{
    auto* command = parent.add_subcommand("train", TrainCommand::tr("Trains a model as a recipe says").toStdString());
    auto options = std::make_shared<TrainOptions>();
    const auto text = [](const QString& words) { return words.toStdString(); };
    command->add_option("--recipe", options->recipe, text(TrainCommand::tr("name of a built-in recipe, or a file")));
    command->add_option("--data", options->data, text(TrainCommand::tr("folder that the recipe's folders lie in, or one of them")))
        ->type_name("DIR");
    command->add_option("--labels", options->labels, text(TrainCommand::tr("label table in place of the recipe's")))->type_name("CSV");
    command->add_option("--output", options->output, text(TrainCommand::tr("run folder")))->type_name("RUN");
    command
        ->add_option("--cache", options->cache,
                     text(TrainCommand::tr("folder in which decoded images are kept from run to run (default: the user's cache folder)")))
        ->type_name("DIR");
    command->add_flag("--resume", options->resume, text(TrainCommand::tr("go on with the run in the run folder")));
    command->add_option("--set", options->settings, text(TrainCommand::tr("a key of the recipe, as training.epochs=5; may be repeated")))
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command->add_option("--device", options->device, text(TrainCommand::tr("auto, cpu, cuda or cuda:N")));
    command->add_option("--seed", options->seed, text(TrainCommand::tr("seed of the split, the start and the augmentation")))
        ->check(CLI::NonNegativeNumber);
    command->add_option("--threads", options->threads, text(TrainCommand::tr("compute threads of the network; 0 for all cores")))
        ->check(CLI::NonNegativeNumber);
    command->add_flag("--ablation", options->ablation,
                      text(TrainCommand::tr("instead of training: can a few images be learnt by heart? If not, says why")));
    command->add_flag("--list", options->list, text(TrainCommand::tr("list the built-in recipes")));
    return [options](const CommandContext& context) { return train(*options, context); };
}

} // namespace lucency::app
