#include "app/report/report.h"
#include "app/commands/command.h"
#include "app/commands/commandoutput.h"
#include "model/runfolder.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <iostream>
#include <memory>

namespace lucency::app {

namespace {

struct ReportCommand {
    Q_DECLARE_TR_FUNCTIONS(ReportCommand)
};

struct ReportArguments {
    std::string run, data, output;
    bool withoutPictures = false;
};

using Paths = std::vector<std::filesystem::path>;

std::filesystem::path stemOf(const ReportArguments& arguments)
{
    return arguments.output.empty() ? std::filesystem::path(arguments.run) / "report" : std::filesystem::path(arguments.output);
}

/// What the report would destroy: a file of the run, or a radiograph.
std::optional<std::filesystem::path> overwritten(const ReportArguments& arguments, const report::Material& material)
{
    const auto pages = report::reportFiles(std::filesystem::path(arguments.run) / "report"); // which are made anew
    Paths inputs = model::RunFolder(arguments.run).files();
    std::erase_if(inputs, [&](const auto& file) { return std::ranges::find(pages, file) != pages.end(); });
    if (!material.dataFolder.empty())
        for (const auto& image : material.predictions.images)
            inputs.push_back(material.dataFolder / image.path);
    for (const auto& file : report::reportFiles(stemOf(arguments)))
        if (auto replaced = inputReplacedBy(file, inputs)) return replaced;
    return std::nullopt;
}

int write(const ReportArguments& arguments, const report::Material& material, const CommandContext& context)
{
    const auto written = report::writeReport(material, {stemOf(arguments), !arguments.withoutPictures}, context.paint, context.stop);
    if (!written) return context.fail(written.error());
    for (const auto& file : *written)
        std::cout << file.string() << "\n";
    return AllDone;
}

int run(const ReportArguments& arguments, const CommandContext& context)
{
    const auto material = report::readRun(arguments.run, arguments.data);
    if (!material) return context.fail(material.error());
    if (const auto replaced = overwritten(arguments, *material)) {
        std::cerr << "lucency: " << wouldReplace("--output", *replaced) << "\n";
        return WrongUsage;
    }
    return write(arguments, *material, context);
}

} // namespace

int writeRunReport(const std::filesystem::path& run, const std::filesystem::path& dataFolder, const CommandContext& context)
{
    const auto material = report::readRun(run, dataFolder);
    const ReportArguments arguments{run.string(), dataFolder.string(), {}, false};
    if ((material ? write(arguments, *material, context) : context.fail(material.error())) == AllDone) return AllDone;
    std::cerr << ReportCommand::tr("The run is complete, only its report is missing; lucency report writes it anew.").toStdString() << "\n";
    return SomeRefused;
}

Command addReportCommand(CLI::App& parent)
{
    const auto text = [](const QString& words) { return words.toStdString(); };
    auto* command = parent.add_subcommand(
        "report",
        text(ReportCommand::tr("Write the report of a finished training run anew, as HTML and PDF, from the files of its folder")));
    auto arguments = std::make_shared<ReportArguments>();
    command->add_option("RUN", arguments->run, text(ReportCommand::tr("The run folder")))->required()->type_name("");
    command
        ->add_option("--data", arguments->data, text(ReportCommand::tr("Folder that the run's images lie in, for pictures of test images")))
        ->type_name("DIR");
    command
        ->add_option("--output", arguments->output,
                     text(ReportCommand::tr("Files without their extension; RUN/report where it is not given")))
        ->type_name("STEM");
    command->add_flag("--without-pictures", arguments->withoutPictures,
                      text(ReportCommand::tr("No images of patients, for a report that is passed on")));
    return [arguments](const CommandContext& context) { return run(*arguments, context); };
}

} // namespace lucency::app
