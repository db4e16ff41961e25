#include "app/commands/command.h"

#include <CLI/CLI.hpp>

namespace lucency::app {

Command addPhantomCommand(CLI::App& parent) {
    parent.add_subcommand("phantom");
    return [](const CommandContext& context) { return context.fail({FailureKind::BadArgument, "phantom", "under construction"}); };
}

} // namespace lucency::app
