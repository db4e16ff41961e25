#include "app/report/report.h"
#include "app/commands/command.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

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

Result<std::vector<std::filesystem::path>> reportRun(const ReportArguments& arguments, const CommandContext& context)
{
    const auto material = report::readRun(arguments.run, arguments.data);
    if (!material) return material.error();
    const std::filesystem::path stem =
        arguments.output.empty() ? std::filesystem::path(arguments.run) / "report" : std::filesystem::path(arguments.output);
    return report::writeReport(*material, {stem, !arguments.withoutPictures}, context.paint, context.stop);
}

int run(const ReportArguments& arguments, const CommandContext& context)
{
    const auto written = reportRun(arguments, context);
    if (!written) return context.fail(written.error());
    for (const auto& file : *written)
        std::cout << file.string() << "\n";
    return AllDone;
}

} // namespace

int writeRunReport(const std::filesystem::path& run, const std::filesystem::path& dataFolder, const CommandContext& context)
{
    const auto written = reportRun({run.string(), dataFolder.string(), {}, false}, context);
    if (!written) {
        context.fail(written.error());
        std::cerr << ReportCommand::tr("The run is complete, only its report is missing; lucency report writes it anew.").toStdString()
                  << "\n";
        return SomeRefused;
    }
    for (const auto& file : *written)
        std::cout << file.string() << "\n";
    return AllDone;
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
