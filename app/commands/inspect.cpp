#include "app/commands/command.h"

#include <CLI/CLI.hpp>

namespace lucency::app {

Command addInspectCommand(CLI::App& parent) {
    parent.add_subcommand("inspect");
    return [](const CommandContext& context) { return context.fail({FailureKind::BadArgument, "inspect", "under construction"}); };
}

} // namespace lucency::app
