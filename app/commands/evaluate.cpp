#include "app/commands/command.h"

#include "app/commands/commandoutput.h"
#include "app/commands/modelarguments.h"
#include "app/evaluation.h"
#include "app/evaluationrecord.h"
#include "app/evaluationsplit.h"
#include "app/modelevaluation.h"
#include "app/report/report.h"
#include "imaging/read.h"
#include "model/evaluation/operatingpoint.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QString>

#include <functional>
#include <iostream>
#include <memory>

namespace lucency::app {

namespace {

struct EvaluateCommand {
    Q_DECLARE_TR_FUNCTIONS(EvaluateCommand)
};

std::string utf8(const QString& words)
{
    return words.toStdString();
}

struct EvaluateArguments {
    ModelArguments model;
    std::string data, labels, boxes, foundBoxes, predictions, validation, split, aim, calibration = "none", output, format = "json";
    std::vector<std::string> names, patientPatterns;
    std::vector<double> prevalences;
    std::optional<double> threshold;
    int resamples = 2000;
    std::uint64_t seed = 1;
    bool withoutPictures = false;
    std::function<bool(const char*)> given; ///< whether an option stands on the command line

    bool asksModel() const { return !data.empty(); }
    bool fits() const { return !aim.empty() || calibration != "none"; }
};

/// What is wrong with the options as they stand together; nothing when all is well.
std::optional<QString> misuse(const EvaluateArguments& arguments)
{
    if (arguments.data.empty() && arguments.predictions.empty())
        return EvaluateCommand::tr("evaluate needs --data (images to score, with --model) or --predictions (a table of them).");
    for (const char* option : {"--model", "--device", "--precision", "--batch"})
        if (!arguments.asksModel() && arguments.given(option)) return EvaluateCommand::tr("%1 needs --data.").arg(QLatin1String(option));
    if (!arguments.asksModel() && arguments.labels.empty() && !arguments.names.empty())
        return EvaluateCommand::tr("--label needs --labels or --data: it says what their names mean.");
    if (arguments.fits() && arguments.validation.empty() && arguments.split.empty())
        return EvaluateCommand::tr("--aim and --calibration need --validation or --split: what is fitted to the cases it is measured on "
                                   "flatters.");
    if (!arguments.validation.empty() && !arguments.split.empty())
        return EvaluateCommand::tr("--validation and --split exclude each other.");
    if (!arguments.aim.empty() && arguments.threshold) return EvaluateCommand::tr("--threshold and --aim exclude each other.");
    if (!arguments.aim.empty() && !evaluation::isAim(arguments.aim))
        return EvaluateCommand::tr("--aim is youden, f1, sensitivity>=X, specificity>=X (X between 0 and 1) or cost=X, not \"%1\".")
            .arg(QString::fromStdString(arguments.aim));
    if (auto misused = misuse(arguments.model)) return misused;
    if (!arguments.asksModel() && arguments.boxes.empty() != arguments.foundBoxes.empty())
        return EvaluateCommand::tr("without a model, --boxes and --found-boxes need each other.");
    if (arguments.asksModel() && !arguments.foundBoxes.empty())
        return EvaluateCommand::tr("--found-boxes goes with --predictions alone; a model's own heat maps are compared with --boxes.");
    for (const double prevalence : arguments.prevalences)
        if (!(prevalence > 0 && prevalence < 1)) return EvaluateCommand::tr("--prevalence lies between 0 and 1.");
    for (const auto& name : arguments.names)
        if (name.find('=') == std::string::npos)
            return EvaluateCommand::tr("--label is NAME=FINDING, not \"%1\".").arg(QString::fromStdString(name));
    return std::nullopt;
}

using Paths = std::vector<std::filesystem::path>;

/// Where the same is written for people, without extension: beside a report that goes to a JSON file.
std::optional<std::filesystem::path> reportStem(const EvaluateArguments& arguments)
{
    const std::filesystem::path output(arguments.output);
    if (arguments.format != "json" || output.extension() != ".json") return std::nullopt;
    return output.parent_path() / output.stem();
}

/// What the outputs would destroy: a file that is read, or one another.
std::optional<std::string> overwritten(const EvaluateArguments& arguments, const Paths& images)
{
    Paths inputs{arguments.labels, arguments.boxes, arguments.foundBoxes, arguments.validation, arguments.split};
    inputs.push_back(arguments.asksModel() ? modelFile(arguments.model) : std::filesystem::path(arguments.predictions));
    inputs.insert(inputs.end(), images.begin(), images.end());
    Paths reports{arguments.output};
    if (const auto stem = reportStem(arguments))
        for (const auto& file : report::reportFiles(*stem))
            reports.push_back(file);
    for (const auto& report : reports)
        if (const auto replaced = inputReplacedBy(report, inputs)) return wouldReplace("--output", *replaced);
    if (!arguments.asksModel() || arguments.predictions.empty()) return std::nullopt;
    if (const auto replaced = inputReplacedBy(arguments.predictions, inputs)) return wouldReplace("--predictions", *replaced);
    const auto plain = [](const std::filesystem::path& file) { return std::filesystem::absolute(file).lexically_normal(); };
    for (const auto& report : reports)
        if (!report.empty() && plain(report) == plain(arguments.predictions))
            return utf8(EvaluateCommand::tr("--output and --predictions name the same file."));
    return std::nullopt;
}

LabelNames labelNames(const EvaluateArguments& arguments)
{
    LabelNames names;
    for (const auto& name : arguments.names)
        names[name.substr(0, name.find('='))] = name.substr(name.find('=') + 1);
    return names;
}

Result<std::vector<std::regex>> patterns(const EvaluateArguments& arguments)
{
    std::vector<std::regex> compiled;
    for (const auto& pattern : arguments.patientPatterns) {
        try {
            compiled.emplace_back(pattern);
        } catch (const std::regex_error& error) {
            return Failure{FailureKind::BadArgument, "--patient-pattern " + pattern, error.what()};
        }
    }
    return compiled;
}

/// Scores the images and fills in all that the model knows; sourceOut says what was not scored.
Done askModel(const EvaluateArguments& arguments, Paths images, const BoxesByImage& boxes, const PartOfImage& parts,
              EvaluationRequest& request, EvaluationSource& source, const std::stop_token& stop)
{
    if (!arguments.split.empty())
        std::erase_if(images, [&](const std::filesystem::path& path) {
            const auto part = partOf(parts, path.string(), arguments.data);
            return part != "test" && !(part == "validation" && arguments.fits());
        });
    if (images.empty()) return Failure{FailureKind::NoLabelledImages, arguments.split, "none of the images is in its test part"};
    const auto classifier = loadClassifier(arguments.model);
    if (!classifier) return classifier.error();
    const auto& manifest = classifier->manifest();
    source.model = manifest.name + " " + manifest.version;
    source.modelFile = std::filesystem::absolute(modelFile(arguments.model)).lexically_normal().string();
    for (const auto& finding : manifest.findings)
        request.manifest[finding.name] = {finding.operatingPoint.threshold, finding.validated, finding.minimumAge, finding.maximumAge};

    ScoringProgress line(images.size());
    auto scored = scoreForEvaluation(
        images, *classifier, arguments.model.batch, boxes, [&line](std::size_t path) { line.at(path); }, stop);
    if (!scored) return scored.error();
    if (scored->predictions.images.empty())
        return Failure{FailureKind::NoLabelledImages, arguments.data, "none of its images could be scored"};
    std::erase_if(scored->maps, [&](const auto& maps) { return partOf(parts, maps.first, arguments.data) == "validation"; });
    request.places = placesOfMaps(boxes, scored->maps);
    request.predictions = std::move(scored->predictions);
    source.notScored = std::move(scored->notScored);
    return done();
}

/// Gathers predictions and labels as the options say.
Done gather(const EvaluateArguments& arguments, Paths images, EvaluationRequest& request, EvaluationSource& source,
            const std::stop_token& stop)
{
    BoxesByImage boxes, found;
    for (const auto& [file, into] : {std::pair{&arguments.boxes, &boxes}, std::pair{&arguments.foundBoxes, &found}}) {
        if (file->empty()) continue;
        auto read = readBoxes(*file);
        if (!read) return read.error();
        *into = *std::move(read);
    }
    PartOfImage parts;
    if (!arguments.split.empty()) {
        auto read = readParts(arguments.split);
        if (!read) return read.error();
        parts = *std::move(read);
    }
    if (arguments.asksModel()) {
        if (auto asked = askModel(arguments, std::move(images), boxes, parts, request, source, stop); !asked) return asked;
    } else {
        auto read = readPredictions(arguments.predictions, arguments.labels.empty());
        if (!read) return read.error();
        request.predictions = *std::move(read);
        source.predictions = arguments.predictions;
        request.places = placesOfBoxes(request.predictions, boxes, found);
    }
    if (!arguments.labels.empty() || arguments.asksModel()) {
        auto joined = arguments.labels.empty() ? labelByFolder(request.predictions, arguments.data, labelNames(arguments))
                                               : joinLabels(request.predictions, arguments.labels, labelNames(arguments));
        if (!joined) return joined.error();
        request.join = *std::move(joined);
    }
    const auto compiled = patterns(arguments);
    if (!compiled) return compiled.error();
    request.patientsUnknown = fillPatients(request.predictions, *compiled);
    if (!arguments.split.empty()) {
        if (arguments.fits()) request.validation = withoutPhantoms(onlyPart(request.predictions, parts, "validation", arguments.data));
        request.predictions = onlyPart(request.predictions, parts, "test", arguments.data);
        if (request.predictions.images.empty())
            return Failure{FailureKind::NoLabelledImages, arguments.split, "none of the predicted images is in its test part"};
    }
    const auto all = request.predictions.images.size();
    request.predictions = withoutPhantoms(request.predictions);
    request.phantoms = all - request.predictions.images.size();
    if (!arguments.validation.empty()) {
        auto read = readPredictions(arguments.validation, true);
        if (!read) return read.error();
        fillPatients(*read, *compiled);
        request.validation = *std::move(read);
    }
    return done();
}

/// Beside a report that goes to a file: the same for people. It is made anew from the JSON, and loses nothing where it fails.
int writeEvaluationReport(const EvaluateArguments& arguments, const std::string& json, const PredictionTable& predictions,
                          const CommandContext& context)
{
    const auto stem = reportStem(arguments);
    if (!stem) return AllDone;
    const auto model = arguments.asksModel() ? modelFile(arguments.model) : std::filesystem::path();
    const auto material = report::ofEvaluation(json, arguments.output, predictions, arguments.data, model);
    if (!material) return context.fail(material.error()), SomeRefused;
    const auto written = report::writeReport(*material, {*stem, !arguments.withoutPictures}, context.paint, context.stop);
    if (!written) return context.fail(written.error()), SomeRefused;
    return AllDone;
}

int run(const EvaluateArguments& arguments, const CommandContext& context)
{
    if (const auto misused = misuse(arguments)) {
        std::cerr << "lucency: " << misused->toStdString() << "\n";
        return WrongUsage;
    }
    Result<Paths> images = Paths();
    if (arguments.asksModel()) images = imaging::findImages({arguments.data}, context.stop);
    if (!images) return context.fail(images.error());
    if (const auto lost = overwritten(arguments, *images)) {
        std::cerr << "lucency: " << *lost << "\n";
        return WrongUsage;
    }
    EvaluationRequest request;
    request.subject = arguments.asksModel() ? arguments.data : arguments.predictions;
    request.threshold = arguments.threshold;
    request.aim = arguments.aim;
    request.calibration = arguments.calibration == "platt"      ? CalibrationMethod::Platt
                          : arguments.calibration == "isotonic" ? CalibrationMethod::Isotonic
                                                                : CalibrationMethod::None;
    request.prevalences = arguments.prevalences;
    request.resamples = arguments.resamples;
    request.seed = arguments.seed;
    EvaluationSource source;
    source.dataFolder = arguments.data;
    source.passedOn = arguments.withoutPictures;
    if (auto gathered = gather(arguments, *std::move(images), request, source, context.stop); !gathered)
        return context.fail(gathered.error());
    if (arguments.asksModel() && !arguments.predictions.empty())
        if (auto written = imaging::writeAtomically(arguments.predictions, predictionsCsv(request.predictions)); !written)
            return context.fail(written.error());

    std::optional<ScoringProgress> line(request.predictions.findings.size());
    request.progress = [&line](std::size_t done, std::size_t) { line->at(done); };
    const auto evaluated = evaluate(request, context.stop);
    line.reset(); // off the terminal before anything else is said
    if (!evaluated) {
        auto why = evaluated.error();
        if (why.subject == "validation") why.subject = arguments.validation.empty() ? arguments.split : arguments.validation;
        return context.fail(why);
    }
    RecordOutput output(arguments.output);
    if (auto opened = output.open(); !opened) return context.fail(opened.error());
    const auto text = arguments.format == "table" ? evaluationTable(*evaluated, source) : evaluationJson(*evaluated, source);
    if (auto written = output.write(text); !written) return context.fail(written.error());
    if (auto finished = output.finish(); !finished) return context.fail(finished.error());
    const int reported = writeEvaluationReport(arguments, text, recalibrated(request.predictions, *evaluated), context);
    if (source.notScored.empty()) return reported;
    std::cerr << EvaluateCommand::tr("%n images were refused or failed; the reasons are in the report.", nullptr,
                                     static_cast<int>(source.notScored.size()))
                     .toStdString()
              << "\n";
    return SomeRefused;
}

void addOptions(CLI::App& command, EvaluateArguments& arguments)
{
    addModelOptions(command, arguments.model);
    command.add_option("--data", arguments.data, utf8(EvaluateCommand::tr("Folder of images that the model is to score")))
        ->type_name("DIR");
    command
        .add_option("--predictions", arguments.predictions,
                    utf8(EvaluateCommand::tr("With --data, file for the predictions; without, a table of them by any program: "
                                             "path,patient_id,finding,label,probability, or what score --format csv writes")))
        ->type_name("CSV");
    command
        .add_option("--labels", arguments.labels,
                    utf8(EvaluateCommand::tr("Table of labels: Image Index,Finding Labels. Without it, labels are those of the "
                                             "predictions, or with --data the names of the images' folders")))
        ->type_name("CSV");
    command
        .add_option("--label", arguments.names,
                    utf8(EvaluateCommand::tr("What a label or a folder is called among the findings; may be repeated")))
        ->type_name("NAME=FINDING")
        ->allow_extra_args(false);
    command
        .add_option("--patient-pattern", arguments.patientPatterns,
                    utf8(EvaluateCommand::tr("Regular expression whose group 1 is the patient in a file name; may be repeated")))
        ->type_name("REGEX")
        ->allow_extra_args(false);
    command.add_option("--boxes", arguments.boxes, utf8(EvaluateCommand::tr("Reference boxes: Image Index,Finding Label,Bbox [x,y,w,h]")))
        ->type_name("CSV");
    command.add_option("--found-boxes", arguments.foundBoxes, utf8(EvaluateCommand::tr("Boxes of another program, in the same columns")))
        ->type_name("CSV");

    const auto point = utf8(EvaluateCommand::tr("Operating point and calibration"));
    command
        .add_option("--threshold", arguments.threshold,
                    utf8(EvaluateCommand::tr("Positive at or over it; without, the model's, or 0.5 without a model")))
        ->group(point);
    command
        .add_option("--validation", arguments.validation,
                    utf8(EvaluateCommand::tr("Predictions of other patients, on which --aim and --calibration are fitted")))
        ->type_name("CSV")
        ->group(point);
    command
        .add_option(
            "--split", arguments.split,
            utf8(EvaluateCommand::tr("A run's split.csv: its test part is measured, its validation part fits --aim and --calibration")))
        ->type_name("CSV")
        ->group(point);
    command
        .add_option("--aim", arguments.aim,
                    utf8(EvaluateCommand::tr("youden, f1, sensitivity>=X, specificity>=X, or cost=X for a miss that costs X false alarms")))
        ->group(point);
    command.add_option("--calibration", arguments.calibration, utf8(EvaluateCommand::tr("How probabilities are calibrated")))
        ->check(CLI::IsMember({"none", "platt", "isotonic"}))
        ->group(point);
    command
        .add_option("--prevalence", arguments.prevalences,
                    utf8(EvaluateCommand::tr("Share of people with a finding at which PPV and NPV are wanted; may be repeated")))
        ->allow_extra_args(false)
        ->group(point);

    command.add_option("--resamples", arguments.resamples, utf8(EvaluateCommand::tr("Of the bootstrap by patient; 0 for none")))
        ->check(CLI::Range(0, 1'000'000));
    command.add_option("--seed", arguments.seed, utf8(EvaluateCommand::tr("Of the bootstrap")))->check(CLI::NonNegativeNumber);
    command.add_option("--format", arguments.format, utf8(EvaluateCommand::tr("json: the whole report; table: for people")))
        ->check(CLI::IsMember({"json", "table"}));
    command.add_option(
        "--output", arguments.output,
        utf8(EvaluateCommand::tr("File instead of stdout; beside a .json the same is written for people, as .html and .pdf")));
    command.add_flag("--without-pictures", arguments.withoutPictures,
                     utf8(EvaluateCommand::tr("No images of patients in these, so that they can be passed on")));
}

} // namespace

Command addEvaluateCommand(CLI::App& parent)
{
    const auto arguments = std::make_shared<EvaluateArguments>();
    CLI::App* command =
        parent.add_subcommand("evaluate", utf8(EvaluateCommand::tr("Measure a model, or predictions of any program, against labels")));
    command->footer(utf8(EvaluateCommand::tr(
        "lucency evaluate --data DIR --labels CSV measures a model (--model FILE, else the one that is shipped) on labelled images;\n"
        "lucency evaluate --predictions CSV measures predictions. doc/evaluation.md defines every figure.\n"
        "A figure without cases to stand on is null (undefined), never 0.\n"
        "Exit codes: 0 all done; 2 wrong usage; 3 some images refused or failed, the reasons are in the report; 4 nothing done.")));
    addOptions(*command, *arguments);
    arguments->given = [command](const char* option) { return command->count(option) > 0; };
    return [arguments](const CommandContext& context) { return run(*arguments, context); };
}

} // namespace lucency::app
