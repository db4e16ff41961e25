#include "app/commands/command.h"

#include <CLI/CLI.hpp>

namespace lucency::app {

Command addTrainCommand(CLI::App& parent) {
    parent.add_subcommand("train");
    return [](const CommandContext& context) { return context.fail({FailureKind::BadArgument, "train", "under construction"}); };
}

} // namespace lucency::app
