#pragma once

#include "app/report/report.h"
#include "imaging/result.h"

#include <functional>
#include <string>

namespace lucency::app {

/// Exit codes of every subcommand.
enum ExitCode : int {
    AllDone = 0,
    WrongUsage = 2,
    SomeRefused = 3, ///< finished, but some inputs were refused or failed; each is in the output with its reason
    NothingDone = 4, ///< the reason is on stderr, one line, naming the file
};

/// Words a Failure for people; given by the caller, because words live above this library.
using FailureWords = std::function<std::string(const Failure&)>;

/// Whether the arguments ask for a subcommand, --help or --version, so that no window is wanted. Paths and --demo are for the window.
bool asksForCommand(int argc, char** argv);

/// Whether the subcommand ends with a report, whose pages are painted: then fonts are needed, that is a QGuiApplication.
bool paintsPages(int argc, char** argv);

/// What a command cannot do itself, because it lives above this library.
struct CommandSurroundings {
    FailureWords words;
    report::PagePainter paint; ///< may be empty
};

/// Runs the subcommand named by the arguments, without a display, and returns its exit code. Results go to stdout or --output, progress
/// and messages to stderr. SIGINT and SIGTERM ask the command to stop after the batch or file in hand.
int runCommand(int argc, char** argv, const CommandSurroundings& surroundings);

} // namespace lucency::app
