#pragma once

#include "app/commands/commandline.h"
#include "imaging/result.h"

#include <functional>
#include <stop_token>
#include <string>

namespace CLI {
class App;
}

namespace lucency::app {

/// What every subcommand is given.
struct CommandContext {
    std::stop_token stop;      ///< asked by SIGINT and SIGTERM
    FailureWords words;        ///< a Failure in one sentence for people
    report::PagePainter paint; ///< of a report's pages; may be empty

    /// Prints "lucency: <sentence> [slug]" as one line on stderr and returns NothingDone.
    int fail(const Failure& failure) const;
};

/// Runs a subcommand whose arguments have been parsed and returns its exit code.
using Command = std::function<int(const CommandContext&)>;

/// Each adds one subcommand, with its options and --help, to the parent and returns what runs it. The options live in the returned
/// function and in the parent's callbacks, which share them.
Command addScoreCommand(CLI::App& parent);
Command addInspectCommand(CLI::App& parent);
Command addPhantomCommand(CLI::App& parent);
Command addTrainCommand(CLI::App& parent);
Command addEvaluateCommand(CLI::App& parent);
Command addCompareCommand(CLI::App& parent);
Command addReportCommand(CLI::App& parent);

/// Writes the report of a finished run into its folder and names the files on stdout; what is in the way is told on stderr, and loses
/// nothing else. Returns AllDone, or SomeRefused where the report could not be written.
int writeRunReport(const std::filesystem::path& run, const std::filesystem::path& dataFolder, const CommandContext& context);

} // namespace lucency::app
