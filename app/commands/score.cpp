#include "app/commands/command.h"

#include <CLI/CLI.hpp>

namespace lucency::app {

Command addScoreCommand(CLI::App& parent) {
    parent.add_subcommand("score");
    return [](const CommandContext& context) { return context.fail({FailureKind::BadArgument, "score", "under construction"}); };
}

} // namespace lucency::app
