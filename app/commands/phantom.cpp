#include "app/commands/command.h"
#include "app/commands/phantomorder.h"
#include "imaging/read.h"
#include "imaging/regularfile.h"
#include "imaging/replacementfile.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace lucency::app {

namespace {

struct PhantomCommand {
    Q_DECLARE_TR_FUNCTIONS(PhantomCommand)
};

struct Options {
    PhantomRequest request;
    std::string output, format = "dicom";
    std::vector<std::string> findings;
    int threads = 0;
};

/// What the threads share. Rows are kept by index, so that the tables are in order whoever finishes first.
struct Drawn {
    std::atomic<int> next = 0, finished = 0;
    std::vector<std::string> labels, boxes;
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Failure> failure; ///< the first; the others stop then
    int working = 0;
};

void drawSome(Drawn& drawn, const PhantomRequest& request, imaging::PhantomFormat format, const std::filesystem::path& folder,
              const std::stop_token& stop)
{
    const int count = orderCount(request);
    const auto failed = [&drawn](Failure failure) {
        const std::scoped_lock lock(drawn.mutex);
        if (!drawn.failure) drawn.failure = std::move(failure);
    };
    while (!stop.stop_requested()) {
        {
            const std::scoped_lock lock(drawn.mutex);
            if (drawn.failure) break;
        }
        const int index = drawn.next++;
        if (index >= count) break;
        const PhantomOrder order = orderAt(request, index);
        const std::string name = orderFileName(order, format);
        try {
            const imaging::Phantom phantom = drawPhantom(order.description);
            const Done written = writePhantom(phantom, phantomIdentity(order.description, order.study), format, folder / name);
            if (!written) {
                failed(written.error());
                break;
            }
            drawn.labels[static_cast<std::size_t>(index)] = labelRow(order, name);
            drawn.boxes[static_cast<std::size_t>(index)] = boxRows(phantom.boxes, phantom.pixels.cols, name);
        } catch (const std::bad_alloc&) {
            failed({FailureKind::OutOfMemory, name, {}});
            break;
        }
        ++drawn.finished;
    }
    const std::scoped_lock lock(drawn.mutex);
    --drawn.working;
    drawn.changed.notify_all();
}

void showProgress(Drawn& drawn, int count)
{
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    std::unique_lock lock(drawn.mutex);
    while (!drawn.changed.wait_for(lock, std::chrono::seconds(2), [&drawn] { return drawn.working == 0; })) {
        const int finished = drawn.finished;
        if (finished == 0) continue;
        const double elapsed = std::chrono::duration<double>(Clock::now() - start).count();
        const auto left = static_cast<qlonglong>(elapsed / finished * (count - finished) + 0.5);
        std::cerr << PhantomCommand::tr("%1 of %2 drawn, about %3 s left").arg(finished).arg(count).arg(left).toStdString() << std::endl;
    }
}

/// The tables hold the images that were written, and no others.
Done writeTables(const Drawn& drawn, const std::filesystem::path& folder)
{
    std::string labels = labelHeader(), boxes = boxHeader();
    for (const std::string& row : drawn.labels)
        labels += row;
    for (const std::string& rows : drawn.boxes)
        boxes += rows;
    if (const Done written = imaging::writeAtomically(folder / "Data_Entry_phantoms.csv", labels); !written) return written;
    return imaging::writeAtomically(folder / "BBox_List_phantoms.csv", boxes);
}

/// Whether an existing file may be drawn anew: it says that it is a phantom, or the table that was written with it names it.
bool isPhantom(const std::filesystem::path& file, const std::set<std::string>& listed)
{
    if (listed.contains(file.filename().string())) return true;
    const auto header = imaging::readHeader(file);
    return header && header->identity.manufacturer == "Lucency" && header->identity.modelName == "Phantom";
}

/// The first file in the way that nobody drew: it would be lost.
std::optional<std::filesystem::path> foreignFile(const PhantomRequest& request, imaging::PhantomFormat format,
                                                 const std::filesystem::path& folder)
{
    std::error_code unknown;
    if (std::filesystem::is_empty(folder, unknown)) return std::nullopt;
    std::set<std::string> listed;
    for (const auto& [name, heading] :
         {std::pair{"Data_Entry_phantoms.csv", labelHeader()}, std::pair{"BBox_List_phantoms.csv", boxHeader()}}) {
        const auto table = folder / name;
        if (!std::filesystem::exists(table, unknown)) continue;
        std::string first;
        std::ifstream stream;
        if (imaging::checkRegularFile(table)) stream.open(table);
        if (!std::getline(stream, first) || first + "\n" != heading) return table;
        for (std::string row; std::getline(stream, row);)
            listed.insert(row.substr(0, row.find(',')));
    }
    for (int index = 0; index < orderCount(request); ++index) {
        const auto file = folder / orderFileName(orderAt(request, index), format);
        if (std::filesystem::exists(file, unknown) && !isPhantom(file, listed)) return file;
    }
    return std::nullopt;
}

int runPhantom(Options options, const CommandContext& context)
{
    for (const std::string& name : options.findings) {
        const auto finding = imaging::phantomFinding(name);
        if (!finding) {
            (void)context.fail({FailureKind::UnknownFinding, name, {}});
            return WrongUsage;
        }
        options.request.findings.push_back(*finding);
    }
    const std::filesystem::path folder = options.output;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return context.fail({FailureKind::CannotWrite, folder.string(), error.message()});

    const auto format = options.format == "png"      ? imaging::PhantomFormat::Png
                        : options.format == "jpegls" ? imaging::PhantomFormat::DicomJpegLs
                                                     : imaging::PhantomFormat::Dicom;
    if (const auto foreign = foreignFile(options.request, format, folder)) {
        std::cerr << "lucency: "
                  << PhantomCommand::tr("%1 is there already and was not drawn by this command. Choose an empty folder.")
                         .arg(QString::fromStdString(foreign->string()))
                         .toStdString()
                  << "\n";
        return WrongUsage;
    }
    const int count = orderCount(options.request);
    const int threads =
        std::clamp(options.threads > 0 ? options.threads : static_cast<int>(std::thread::hardware_concurrency()), 1, std::max(1, count));
    Drawn drawn;
    drawn.labels.resize(static_cast<std::size_t>(count));
    drawn.boxes.resize(static_cast<std::size_t>(count));
    drawn.working = threads;
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < threads; ++i)
            workers.emplace_back([&] { drawSome(drawn, options.request, format, folder, context.stop); });
        showProgress(drawn, count);
    }
    const Done tables = writeTables(drawn, folder);
    int code = drawn.finished == count ? AllDone : drawn.finished > 0 ? SomeRefused : NothingDone;
    if (drawn.failure)
        (void)context.fail(*drawn.failure);
    else if (drawn.finished < count)
        (void)context.fail({FailureKind::Cancelled, folder.string(), {}});
    if (!tables) {
        (void)context.fail(tables.error());
        code = std::max<int>(code, SomeRefused);
    }
    std::cerr << PhantomCommand::tr("%1 of %2 synthetic radiographs written to %3")
                     .arg(drawn.finished)
                     .arg(count)
                     .arg(QString::fromStdString(folder.string()))
                     .toStdString()
              << std::endl;
    return code;
}

} // namespace

Command addPhantomCommand(CLI::App& parent)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = parent.add_subcommand(
        "phantom",
        PhantomCommand::tr("Draws synthetic chest radiographs of people who do not exist, with Data_Entry_phantoms.csv (labels) and "
                           "BBox_List_phantoms.csv (boxes) beside them. Equal arguments give equal images.\nWithout --finding a clinical "
                           "mix is drawn; with it, every second image has no finding and the others have the named ones in turn.")
            .toStdString());
    const auto text = [](const QString& words) { return words.toStdString(); };
    CLI::Option* worklist = command->add_flag("--worklist", options->request.worklist,
                                              text(PhantomCommand::tr("the bundled worklist: 24 studies of 16 patients")));
    CLI::Option* count = command->add_option("--count", options->request.count, text(PhantomCommand::tr("number of images")))
                             ->check(CLI::Range(1, 10'000'000));
    command->add_option("--output", options->output, text(PhantomCommand::tr("folder for the images; made where it is absent")))
        ->required();
    command->add_option("--seed", options->request.seed, text(PhantomCommand::tr("number of the first patient; each seed is one person")))
        ->check(CLI::NonNegativeNumber)
        ->excludes(worklist);
    command
        ->add_option("--format", options->format,
                     text(PhantomCommand::tr("dicom (DX, uncompressed), jpegls (DX, JPEG-LS lossless) or png (16 bit)")))
        ->check(CLI::IsMember({"dicom", "jpegls", "png"}));
    command
        ->add_option(
            "--finding", options->findings,
            text(PhantomCommand::tr("Effusion, Consolidation, Nodule, Mass, Pneumothorax, Cardiomegaly, Infiltration, Atelectasis")))
        ->excludes(worklist);
    command->add_option("--size", options->request.size, text(PhantomCommand::tr("rows and columns")))
        ->check(CLI::Range(32, 4096))
        ->capture_default_str();
    command
        ->add_option("--studies-per-patient", options->request.studiesPerPatient,
                     text(PhantomCommand::tr("images of each patient over time")))
        ->check(CLI::Range(1, 1000))
        ->excludes(worklist);
    command->add_flag("--child", options->request.child, text(PhantomCommand::tr("children aged 1 to 5")))->excludes(worklist);
    command
        ->add_option("--threads", options->threads, text(PhantomCommand::tr("images drawn at the same time; one a processor unless given")))
        ->check(CLI::Range(1, 256));
    count->excludes(worklist);
    command->callback([worklist, count] {
        if (worklist->count() == 0 && count->count() == 0) throw CLI::RequiredError("--count or --worklist");
    });
    return [options](const CommandContext& context) { return runPhantom(*options, context); };
}

} // namespace lucency::app
