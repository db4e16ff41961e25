#include "app/commands/commandline.h"

#include "app/commands/command.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <map>
#include <string_view>
#include <thread>

namespace lucency::app {

namespace {

constexpr std::array<std::string_view, 7> subcommands{"score", "inspect", "phantom", "train", "evaluate", "compare", "report"};

struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

/// Turns SIGINT and SIGTERM into a stop request for as long as it lives. A thread of its own waits for them, because a signal handler may
/// not touch a stop source; a second signal ends the program at once.
class StopOnSignal {
public:
    StopOnSignal()
    {
        sigemptyset(&m_signals);
        sigaddset(&m_signals, SIGINT);
        sigaddset(&m_signals, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
        m_waiter = std::jthread([this](const std::stop_token& over) {
            const timespec slice{0, 100'000'000};
            while (!over.stop_requested()) {
                if (sigtimedwait(&m_signals, nullptr, &slice) < 0) continue;
                if (m_stop.stop_requested()) std::_Exit(130);
                m_stop.request_stop();
                std::cerr << CommandLine::tr("Stopping after the work in hand; once more stops at once.").toStdString() << std::endl;
            }
        });
    }
    ~StopOnSignal() { m_waiter.request_stop(); }
    StopOnSignal(const StopOnSignal&) = delete;
    StopOnSignal& operator=(const StopOnSignal&) = delete;

    std::stop_token token() const { return m_stop.get_token(); }

private:
    sigset_t m_signals{};
    std::stop_source m_stop;
    std::jthread m_waiter;
};

bool isSubcommand(std::string_view word)
{
    return std::find(subcommands.begin(), subcommands.end(), word) != subcommands.end();
}

/// Neither an option of the window nor a path that it could open: a subcommand that was mistyped, most likely.
bool isNothingKnown(std::string_view word)
{
    std::error_code unknown;
    return !word.starts_with('-') && !isSubcommand(word) && !std::filesystem::exists(word, unknown) && !unknown;
}

/// The first option whose value is empty, as that of a script whose variable was never set; empty for none.
std::string emptyOption(const CLI::App& subcommand)
{
    for (const CLI::Option* option : subcommand.get_options()) {
        const auto& values = option->results();
        if (option->nonpositional() && std::find(values.begin(), values.end(), std::string()) != values.end()) return option->get_name();
    }
    return {};
}

} // namespace

int CommandContext::fail(const Failure& failure) const
{
    std::cerr << "lucency: " << words(failure) << " [" << slug(failure.kind) << "]\n";
    return NothingDone;
}

bool asksForCommand(int argc, char** argv)
{
    if (argc < 2) return false;
    const std::string_view first = argv[1];
    if (first == "--help" || first == "-h" || first == "--version") return true;
    return isSubcommand(first) || isNothingKnown(first);
}

bool paintsPages(int argc, char** argv)
{
    if (argc < 2) return false;
    const std::string_view first = argv[1];
    return first == "train" || first == "evaluate" || first == "report";
}

int runCommand(int argc, char** argv, const CommandSurroundings& surroundings)
{
    if (argc > 1 && isNothingKnown(argv[1])) {
        std::cerr << "lucency: "
                  << CommandLine::tr("\"%1\" is neither a command nor a file or folder that is there; lucency --help names the commands.")
                         .arg(QString::fromLocal8Bit(argv[1]))
                         .toStdString()
                  << "\n";
        return WrongUsage;
    }
    // Before any thread starts, so that all of them inherit the blocked signals.
    const StopOnSignal signals;

    CLI::App commandLine{
        CommandLine::tr("Lucency reads chest radiographs and gives a second opinion. It supports a physician's read and never "
                        "replaces it: not for primary diagnosis.\nWithout a subcommand it opens the window: lucency [PATH...], or "
                        "lucency --demo for the bundled sample studies.")
            .toStdString(),
        "lucency"};
    commandLine.set_version_flag("--version", std::string("lucency ") + LUCENCY_VERSION);
    commandLine.require_subcommand(1);
    const std::map<std::string_view, Command> commands{
        {"score", addScoreCommand(commandLine)},       {"inspect", addInspectCommand(commandLine)},
        {"phantom", addPhantomCommand(commandLine)},   {"train", addTrainCommand(commandLine)},
        {"evaluate", addEvaluateCommand(commandLine)}, {"compare", addCompareCommand(commandLine)},
        {"report", addReportCommand(commandLine)}};
    try {
        commandLine.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return commandLine.exit(error, std::cout, std::cerr) == 0 ? AllDone : WrongUsage;
    }
    const CLI::App* subcommand = commandLine.get_subcommands().front();
    if (const std::string empty = emptyOption(*subcommand); !empty.empty()) {
        std::cerr << "lucency: "
                  << CommandLine::tr("%1 needs a value: what stands behind it is empty.").arg(QString::fromStdString(empty)).toStdString()
                  << "\n";
        return WrongUsage;
    }
    const std::string chosen = subcommand->get_name();
    return commands.at(chosen)(CommandContext{signals.token(), surroundings.words, surroundings.paint});
}

} // namespace lucency::app
