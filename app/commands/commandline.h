#pragma once

namespace lucency::app {

/// Exit codes of every subcommand.
enum ExitCode : int {
    AllDone = 0,
    WrongUsage = 2,
    SomeRefused = 3, ///< finished, but some inputs were refused or failed; each is in the output with its reason
    NothingDone = 4, ///< the reason is on stderr, one line, naming the file
};

/// Whether the arguments name a subcommand (or --help, --version), so that no window is wanted.
bool namesCommand(int argc, char** argv);

/// Runs the subcommand named by the arguments, without a display, and returns its exit code. Results go to stdout or --output, progress
/// and messages to stderr. SIGINT asks the command to stop after the batch or file in hand.
int runCommand(int argc, char** argv);

} // namespace lucency::app
