#include "app/commands/command.h"
#include "app/heatmappicture.h"
#include "app/resources.h"
#include "app/scorerecord.h"
#include "app/scoring.h"
#include "imaging/read.h"
#include "imaging/replacementfile.h"
#include "model/classifier.h"

#include <CLI/CLI.hpp>
#include <opencv2/core/utility.hpp>

#include <QCoreApplication>
#include <QString>

#include <chrono>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <thread>
#include <unistd.h>

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
    std::string model, device = "auto", precision = "auto", format = "jsonl", output, heatMaps;
    int batch = 4;
    model::ForeignWeights foreign;
    std::string normalisation = "minmax";
};

/// Where records go: stdout as they come, or a file that appears when it is complete.
class RecordOutput {
public:
    explicit RecordOutput(std::string file)
        : m_file(std::move(file))
    {
    }

    Done open()
    {
        if (m_file.empty()) return done();
        auto opened = imaging::ReplacementFile::open(m_file);
        if (!opened) return opened.error();
        m_target.emplace(*std::move(opened));
        return done();
    }

    Done write(const std::string& text)
    {
        if (m_target) return m_target->write(text);
        errno = 0;
        std::cout << text << std::flush;
        if (std::cout) return done();
        return Failure{errno == ENOSPC ? FailureKind::DiskFull : FailureKind::CannotWrite, "stdout", {}};
    }

    Done finish() { return m_target ? m_target->commit() : done(); }

private:
    std::string m_file;
    std::optional<imaging::ReplacementFile> m_target;
};

/// One line on a terminal that says how far the work is and how long it will take; nothing where stderr is a file.
class Progress {
public:
    explicit Progress(std::size_t paths)
        : m_paths(paths)
        , m_shown(::isatty(STDERR_FILENO) == 1)
    {
    }
    ~Progress()
    {
        if (m_drawn) std::cerr << "\r\033[K" << std::flush;
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void at(std::size_t path)
    {
        const auto now = Clock::now();
        if (!m_shown || (now - m_last < std::chrono::milliseconds(200) && path < m_paths)) return;
        m_last = now;
        m_drawn = true;
        const double seconds = std::chrono::duration<double>(now - m_begin).count();
        const double left = seconds / static_cast<double>(path) * static_cast<double>(m_paths - path);
        const QString line = ScoreCommand::tr("%1 of %2, %3 a second, %4 left")
                                 .arg(path)
                                 .arg(m_paths)
                                 .arg(static_cast<double>(path) / std::max(seconds, 1e-3), 0, 'f', 1)
                                 .arg(duration(left));
        std::cerr << "\r\033[K" << line.toStdString() << std::flush;
    }

private:
    using Clock = std::chrono::steady_clock;

    static QString duration(double seconds)
    {
        const auto whole = static_cast<qint64>(std::ceil(seconds));
        if (whole < 60) return ScoreCommand::tr("%1 s").arg(whole);
        if (whole < 3600) return ScoreCommand::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
        return ScoreCommand::tr("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60);
    }

    std::size_t m_paths;
    bool m_shown, m_drawn = false;
    Clock::time_point m_begin = Clock::now(), m_last{};
};

int fail(const CommandContext& context, const Failure& failure)
{
    context.fail(failure);
    return failure.kind == FailureKind::BadArgument ? WrongUsage : NothingDone;
}

model::ClassifierOptions classifierOptions(const ScoreArguments& arguments)
{
    static const std::map<std::string, model::Precision> precisions{
        {"auto", model::Precision::Auto}, {"fp32", model::Precision::Float32}, {"bf16", model::Precision::BFloat16}};
    model::ClassifierOptions options;
    options.device = arguments.device;
    options.precision = precisions.at(arguments.precision);
    if (!arguments.foreign.findings.empty()) {
        options.foreign = arguments.foreign;
        options.foreign->normalisation = *model::normalisationFromName(arguments.normalisation);
    }
    return options;
}

Result<std::vector<std::filesystem::path>> inputs(const ScoreArguments& arguments, std::stop_token stop)
{
    std::vector<std::filesystem::path> paths(arguments.paths.begin(), arguments.paths.end());
    if (arguments.samples) paths.push_back(resourceFolder() / "samples");
    return imaging::findImages(paths, std::move(stop));
}

Done makeFolder(const std::string& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return Failure{error == std::errc::no_space_on_device ? FailureKind::DiskFull : FailureKind::CannotWrite, folder, error.message()};
    return done();
}

/// Scores everything and writes every record; the summary says what came out.
Result<ScoringSummary> scoreInto(const ScoreArguments& arguments, const std::vector<std::filesystem::path>& paths,
                                 const model::Classifier& classifier, RecordOutput& output, std::stop_token stop)
{
    const model::ModelManifest& manifest = classifier.manifest();
    const std::string modelName = manifest.name + " " + manifest.version;
    ScoringOptions options;
    options.batch = arguments.batch;
    if (!arguments.heatMaps.empty()) {
        options.activations = true;
        options.finish = [&](const imaging::Radiograph& radiograph, const ScoredImage& image) {
            return writeHeatMap(radiograph, image, arguments.heatMaps);
        };
    }
    ScoreTable table;
    Progress progress(paths.size());
    const auto sink = [&](const ScoredImage& image) {
        progress.at(image.pathIndex + 1);
        if (arguments.format == "table") {
            table.add(image);
            return done();
        }
        return output.write((arguments.format == "csv" ? csvRecord(image, modelName) : jsonRecord(image, modelName)) + "\n");
    };
    if (arguments.format == "csv")
        if (auto written = output.write(csvHeader() + "\n"); !written) return written.error();
    const auto summary = scoreAll(paths, classifier, options, sink, std::move(stop));
    if (!summary) return summary;
    if (arguments.format == "table")
        if (auto written = output.write(table.text()); !written) return written.error();
    if (auto finished = output.finish(); !finished) return finished.error();
    return summary;
}

int run(const ScoreArguments& arguments, const CommandContext& context)
{
    if (arguments.paths.empty() && !arguments.samples)
        return fail(context, {FailureKind::BadArgument, "PATH", "name files or folders, or --samples"});
    const auto paths = inputs(arguments, context.stop);
    if (!paths) return fail(context, paths.error());

    // Each worker of the run computes on one processor; OpenCV's own threads would only be in their way.
    cv::setNumThreads(1);
    model::setComputeThreads(static_cast<int>(std::thread::hardware_concurrency()));
    const auto classifier = model::Classifier::load(arguments.model.empty() ? defaultModel() : std::filesystem::path(arguments.model),
                                                    classifierOptions(arguments));
    if (!classifier) return fail(context, classifier.error());
    if (!arguments.heatMaps.empty())
        if (auto made = makeFolder(arguments.heatMaps); !made) return fail(context, made.error());
    RecordOutput output(arguments.output);
    if (auto opened = output.open(); !opened) return fail(context, opened.error());

    const auto summary = scoreInto(arguments, *paths, *classifier, output, context.stop);
    if (!summary) return fail(context, summary.error());
    if (summary->refused + summary->failed == 0) return AllDone;
    std::cerr << ScoreCommand::tr("%1 scored, %2 refused, %3 failed; the reasons are in the output.")
                     .arg(summary->scored)
                     .arg(summary->refused)
                     .arg(summary->failed)
                     .toStdString()
              << "\n";
    return SomeRefused;
}

void addOptions(CLI::App& command, ScoreArguments& arguments)
{
    command.add_option("PATH", arguments.paths, utf8(ScoreCommand::tr("Radiographs, folders with radiographs, or a DICOMDIR")));
    command.add_flag("--samples", arguments.samples, utf8(ScoreCommand::tr("Score the bundled sample radiographs")));
    command.add_option("--model", arguments.model, utf8(ScoreCommand::tr("Model file, instead of the one that is shipped")));
    command.add_option("--device", arguments.device, utf8(ScoreCommand::tr("auto, cpu, cuda or cuda:N")));
    command
        .add_option("--precision", arguments.precision,
                    utf8(ScoreCommand::tr("bf16 is taken by itself where the processor computes in it")))
        ->check(CLI::IsMember({"auto", "fp32", "bf16"}));
    command.add_option("--batch", arguments.batch, utf8(ScoreCommand::tr("Images a pass of the network")))->check(CLI::Range(1, 1024));
    command
        .add_option("--format", arguments.format,
                    utf8(ScoreCommand::tr("jsonl: a JSON object a line; csv: the same columns; table: for people")))
        ->check(CLI::IsMember({"jsonl", "csv", "table"}));
    command.add_option("--output", arguments.output, utf8(ScoreCommand::tr("File instead of stdout; it appears when everything is done")));
    command.add_option("--heatmaps", arguments.heatMaps,
                       utf8(ScoreCommand::tr("Folder for a picture of each scored image with the heat map of its leading finding")));

    const auto foreign = utf8(ScoreCommand::tr("Weights made elsewhere (.pth, .safetensors, TorchScript)"));
    command.add_option("--architecture", arguments.foreign.architecture, utf8(ScoreCommand::tr("Their network; none for TorchScript")))
        ->check(CLI::IsMember({"resnet18", "resnet34", "resnet50", "densenet121"}))
        ->group(foreign);
    command.add_option("--findings", arguments.foreign.findings, utf8(ScoreCommand::tr("Names of their outputs, in order: A,B,...")))
        ->delimiter(',')
        ->group(foreign);
    command.add_option("--input-size", arguments.foreign.inputSize, utf8(ScoreCommand::tr("Side of their input in pixels")))
        ->check(CLI::Range(1, 4096))
        ->group(foreign);
    command.add_option("--normalisation", arguments.normalisation, utf8(ScoreCommand::tr("How grey values are scaled for them")))
        ->check(CLI::IsMember({"minmax", "imagenet", "unit"}))
        ->group(foreign);
}

} // namespace

Command addScoreCommand(CLI::App& parent)
{
    const auto arguments = std::make_shared<ScoreArguments>();
    CLI::App* command = parent.add_subcommand("score", utf8(ScoreCommand::tr("Score radiographs")));
    command->footer(utf8(ScoreCommand::tr(
        "Findings that are not validated, or not for the age of the patient, are not shown. Further frames of a file have the "
        "path FILE#2, FILE#3, ... In CSV, lists are joined by ';' and scores written name=value.\n"
        "Exit codes: 0 all scored; 2 wrong usage; 3 some refused or failed, the reason is in the output; 4 nothing done.\n"
        "A second opinion, not for primary diagnosis.")));
    addOptions(*command, *arguments);
    return [arguments](const CommandContext& context) { return run(*arguments, context); };
}

} // namespace lucency::app
