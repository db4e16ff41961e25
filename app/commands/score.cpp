#include "app/commands/command.h"
#include "app/commands/commandoutput.h"
#include "app/commands/modelarguments.h"
#include "app/heatmappicture.h"
#include "app/resources.h"
#include "app/scorerecord.h"
#include "app/scoring.h"
#include "imaging/read.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QString>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <set>

namespace lucency::app {
namespace {

struct ScoreCommand {
    Q_DECLARE_TR_FUNCTIONS(ScoreCommand)
};

std::string utf8(const QString& words)
{
    return words.toStdString();
}

struct ScoreArguments {
    std::vector<std::string> paths;
    bool samples = false;
    ModelArguments model;
    std::string format = "jsonl", output, heatMaps;
};

int fail(const CommandContext& context, const Failure& failure)
{
    context.fail(failure);
    return failure.kind == FailureKind::BadArgument ? WrongUsage : NothingDone;
}

using Paths = std::vector<std::filesystem::path>;

/// The radiographs below what was named. A path that cannot be opened stands among them itself, so that its record says so, unless none
/// can.
Result<Paths> inputs(const ScoreArguments& arguments, const std::stop_token& stop)
{
    Paths named(arguments.paths.begin(), arguments.paths.end());
    if (arguments.samples) named.push_back(resourceFolder() / "samples");
    auto all = imaging::findImages(named, stop);
    if (all || named.size() == 1 || all.error().kind == FailureKind::Cancelled || all.error().kind == FailureKind::EmptyFolder) return all;
    Paths good, bad;
    for (const auto& path : named) {
        const auto found = imaging::findImages({path}, stop);
        const bool isGood = found || found.error().kind == FailureKind::EmptyFolder;
        Paths& kept = isGood ? good : bad;
        if (std::ranges::find(kept, path) == kept.end()) kept.push_back(path);
    }
    if (good.empty()) return all;
    auto found = imaging::findImages(good, stop);
    if (!found) return all;
    found->insert(found->end(), bad.begin(), bad.end());
    std::ranges::sort(*found);
    return found;
}

/// What the outputs would destroy: an input, or the model.
std::optional<std::string> overwritten(const ScoreArguments& arguments, const Paths& paths)
{
    Paths inputs = paths;
    inputs.insert(inputs.end(), arguments.paths.begin(), arguments.paths.end());
    inputs.push_back(modelFile(arguments.model));
    if (const auto replaced = inputReplacedBy(arguments.output, inputs)) return wouldReplace("--output", *replaced);
    if (arguments.heatMaps.empty()) return std::nullopt;
    std::set<std::string> names;
    for (std::size_t i = 0; i < paths.size(); ++i)
        names.insert(heatMapName({paths[i], i, 0, {}, {}, std::nullopt, std::nullopt, {}}));
    std::error_code unknown;
    for (std::filesystem::directory_iterator entry(arguments.heatMaps, unknown), end; !unknown && entry != end; entry.increment(unknown)) {
        std::string name = entry->path().filename().string();
        if (const auto frame = name.rfind("_frame"); !names.contains(name) && frame != std::string::npos)
            name = name.substr(0, frame) + ".png";
        if (!names.contains(name)) continue;
        if (const auto replaced = inputReplacedBy(entry->path(), inputs)) return wouldReplace("--heatmaps", *replaced);
    }
    return std::nullopt;
}

int wrongUsage(const std::string& words)
{
    std::cerr << "lucency: " << words << "\n";
    return WrongUsage;
}

Done makeFolder(const std::string& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return Failure{error == std::errc::no_space_on_device ? FailureKind::DiskFull : FailureKind::CannotWrite, folder, error.message()};
    return done();
}

/// What was written: of all radiographs, or of the first ones when the run ended early.
struct Written {
    ScoringSummary summary;
    std::size_t paths = 0; ///< begun with
    std::optional<Failure> ended;
};

/// Scores everything and writes every record. A run that is stopped, or fails at something else than the output, keeps what it has; it
/// fails where nothing was written.
Result<Written> scoreInto(const ScoreArguments& arguments, const Paths& paths, const model::Classifier& classifier, ReadAhead& ahead,
                          RecordOutput& output, std::stop_token stop)
{
    const model::ModelManifest& manifest = classifier.manifest();
    const std::string modelName = manifest.name + " " + manifest.version;
    ScoringOptions options;
    options.batch = arguments.model.batch;
    options.ahead = &ahead;
    if (!arguments.heatMaps.empty()) {
        options.activations = true;
        options.finish = [&](const imaging::Radiograph& radiograph, const ScoredImage& image) {
            return writeHeatMap(radiograph, image, arguments.heatMaps);
        };
    }
    ScoreTable table;
    Written written;
    ScoringProgress progress(paths.size());
    const auto sink = [&](const ScoredImage& image) {
        progress.at(image.pathIndex + 1);
        Done taken = done();
        if (arguments.format == "table")
            table.add(image);
        else
            taken = output.write((arguments.format == "csv" ? csvRecord(image, modelName) : jsonRecord(image, modelName)) + "\n");
        if (taken) written.paths = image.pathIndex + 1;
        return taken;
    };
    if (arguments.format == "csv")
        if (auto header = output.write(csvHeader() + "\n"); !header) return header.error();
    const auto summary = scoreAll(paths, classifier, options, sink, std::move(stop));
    if (!summary && written.paths == 0) return summary.error();
    if (arguments.format == "table")
        if (auto shown = output.write(table.text()); !shown) return shown.error();
    if (auto finished = output.finish(); !finished) return finished.error();
    if (summary)
        written.summary = *summary;
    else
        written.ended = summary.error();
    return written;
}

int run(const ScoreArguments& arguments, const CommandContext& context)
{
    if (arguments.paths.empty() && !arguments.samples)
        return fail(context, {FailureKind::BadArgument, "PATH", "name files or folders, or --samples"});
    if (const auto misused = misuse(arguments.model)) return wrongUsage(utf8(*misused));
    const auto paths = inputs(arguments, context.stop);
    if (!paths) return fail(context, paths.error());
    if (const auto lost = overwritten(arguments, *paths)) return wrongUsage(*lost);

    keepImageMemory();
    // Somebody waits: radiographs are prepared while the model is loaded. Heat maps need their pixels later on.
    ReadAhead ahead(*paths, arguments.heatMaps.empty() ? expectedPreprocessing(arguments.model) : std::nullopt);
    const auto classifier = loadClassifier(arguments.model);
    if (!classifier) return fail(context, classifier.error());
    if (!arguments.heatMaps.empty())
        if (auto made = makeFolder(arguments.heatMaps); !made) return fail(context, made.error());
    RecordOutput output(arguments.output);
    if (auto opened = output.open(); !opened) return fail(context, opened.error());

    const auto written = scoreInto(arguments, *paths, *classifier, ahead, output, context.stop);
    if (!written) return fail(context, written.error());
    if (written->ended) {
        if (written->ended->kind != FailureKind::Cancelled) context.fail(*written->ended);
        std::cerr
            << utf8(
                   ScoreCommand::tr("Ended early: the output holds the first %1 of %2 radiographs.").arg(written->paths).arg(paths->size()))
            << "\n";
        return SomeRefused;
    }
    const ScoringSummary& summary = written->summary;
    if (!arguments.heatMaps.empty() && summary.scored > 0)
        std::cerr << utf8(ScoreCommand::tr("Annotated pictures are in %1.").arg(QString::fromStdString(arguments.heatMaps))) << "\n";
    if (summary.refused + summary.failed == 0) return AllDone;
    std::cerr << ScoreCommand::tr("%1 scored, %2 refused, %3 failed; the reasons are in the output.")
                     .arg(summary.scored)
                     .arg(summary.refused)
                     .arg(summary.failed)
                     .toStdString()
              << "\n";
    return SomeRefused;
}

void addOptions(CLI::App& command, ScoreArguments& arguments)
{
    command.add_option("PATH", arguments.paths, utf8(ScoreCommand::tr("Radiographs, folders with radiographs, or a DICOMDIR")));
    command.add_flag("--samples", arguments.samples, utf8(ScoreCommand::tr("Score the bundled sample radiographs")));
    addModelOptions(command, arguments.model);
    command
        .add_option("--format", arguments.format,
                    utf8(ScoreCommand::tr("jsonl: a JSON object a line; csv: the same columns; table: for people")))
        ->check(CLI::IsMember({"jsonl", "csv", "table"}));
    command.add_option("--output", arguments.output,
                       utf8(ScoreCommand::tr("File instead of stdout; it appears at the end, also of a run that was stopped")));
    command.add_option("--heatmaps", arguments.heatMaps,
                       utf8(ScoreCommand::tr("Folder for a picture of each scored image with the heat map of its leading finding")));
}

} // namespace

Command addScoreCommand(CLI::App& parent)
{
    const auto arguments = std::make_shared<ScoreArguments>();
    CLI::App* command = parent.add_subcommand("score", utf8(ScoreCommand::tr("Score radiographs")));
    command->footer(utf8(ScoreCommand::tr(
        "Findings that are not validated, or not for the age of the patient, are not shown. Where the age is unknown, all are given, but "
        "a finding of children alone leads nothing and raises no priority, unless the study or the model is said to be one of children. "
        "Further frames of a file have the path FILE#2, FILE#3, ... In CSV, lists are joined by ';' and scores written name=value.\n"
        "Exit codes: 0 all scored; 2 wrong usage; 3 some refused or failed, the reason is in the output, or ended early; 4 nothing done.\n"
        "A second opinion, not for primary diagnosis.")));
    addOptions(*command, *arguments);
    return [arguments](const CommandContext& context) { return run(*arguments, context); };
}

} // namespace lucency::app
