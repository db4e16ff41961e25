#include "app/commands/command.h"

#include "app/commands/commandoutput.h"
#include "app/evaluation.h"
#include "model/evaluation/comparison.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <filesystem>
#include <iostream>
#include <memory>
#include <utility>

namespace lucency::app {

namespace {

using nlohmann::ordered_json;

struct CompareCommand {
    Q_DECLARE_TR_FUNCTIONS(CompareCommand)
};

struct CompareArguments {
    std::string first, second, labels, output;
    double threshold = 0.5;
    std::optional<double> secondThreshold;
    int resamples = 2000;
    std::uint64_t seed = 1;
};

/// Cases of one finding that both tables predict.
struct PairedCases {
    std::vector<double> first, second;
    std::vector<int> labels, patients;
};

ordered_json whole(const evaluation::Interval& interval)
{
    return {{"value", interval.value}, {"low", interval.low}, {"high", interval.high}};
}

Result<PredictionTable> readTable(const std::string& file, const std::string& labels)
{
    auto table = readPredictions(file, labels.empty());
    if (!table) return table;
    if (!labels.empty())
        if (auto joined = joinLabels(*table, labels); !joined) return joined.error();
    fillPatients(*table);
    return table;
}

/// What the two tables are called in the report, which may be passed on: their names, and that of their folders where the names are the
/// same.
std::pair<std::string, std::string> namesOf(const std::string& first, const std::string& second)
{
    const std::filesystem::path a = std::filesystem::absolute(first).lexically_normal(),
                                b = std::filesystem::absolute(second).lexically_normal();
    if (a.filename() != b.filename()) return {a.filename().string(), b.filename().string()};
    const auto withFolder = [](const std::filesystem::path& path) { return (path.parent_path().filename() / path.filename()).string(); };
    return {withFolder(a), withFolder(b)};
}

class Comparing {
public:
    Comparing(const CompareArguments& arguments, PredictionTable first, PredictionTable second, std::stop_token stop)
        : m_arguments(arguments)
        , m_first(std::move(first))
        , m_second(std::move(second))
        , m_stop(std::move(stop))
    {
    }

    Result<std::string> run()
    {
        std::size_t shared = 0;
        std::map<std::string, std::size_t> secondImages;
        for (std::size_t i = 0; i < m_second.images.size(); ++i)
            secondImages.emplace(m_second.images[i].path, i);
        for (std::size_t i = 0; i < m_first.images.size(); ++i) {
            const auto at = secondImages.find(m_first.images[i].path);
            m_partner.push_back(at == secondImages.end() ? m_second.images.size() : at->second);
            shared += at != secondImages.end();
        }
        if (shared == 0)
            return Failure{FailureKind::NoLabelledImages, m_arguments.second, "it has no image in common with " + m_arguments.first};
        m_report["format"] = 1;
        const auto [firstName, secondName] = namesOf(m_arguments.first, m_arguments.second);
        m_report["first"] = firstName;
        m_report["second"] = secondName;
        m_report["images"] = shared;
        m_report["images_in_first_alone"] = m_first.images.size() - shared;
        m_report["images_in_second_alone"] = m_second.images.size() - shared;
        m_report["bootstrap"] = {{"resamples", m_arguments.resamples}, {"seed", m_arguments.seed}, {"unit", "patient"}};
        for (const auto& finding : m_first.findings) {
            const int other = m_second.indexOf(finding.name);
            if (other < 0) continue;
            if (auto added = add(finding, m_second.findings[static_cast<std::size_t>(other)]); !added) return added.error();
        }
        if (!m_report.contains("findings"))
            return Failure{FailureKind::NoLabelledImages, m_arguments.second, "no finding has labelled images in both tables"};
        return m_report.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
    }

private:
    Done add(const PredictionTable::Finding& first, const PredictionTable::Finding& second)
    {
        PairedCases cases;
        std::map<std::string, int> patients;
        for (std::size_t i = 0; i < m_partner.size(); ++i) {
            const std::size_t other = m_partner[i];
            if (other == m_second.images.size()) continue;
            const auto label = first.labels[i], otherLabel = second.labels[other];
            if (std::isnan(first.probabilities[i]) || std::isnan(second.probabilities[other])) continue;
            const bool known = label != PredictionTable::unknownLabel, otherKnown = otherLabel != PredictionTable::unknownLabel;
            if (known && otherKnown && label != otherLabel)
                return Failure{FailureKind::BadArgument, m_arguments.second,
                               m_first.images[i].path + " has another label of " + first.name + " than in " + m_arguments.first};
            if (!known && !otherKnown) continue;
            cases.first.push_back(first.probabilities[i]);
            cases.second.push_back(second.probabilities[other]);
            cases.labels.push_back(known ? label : otherLabel);
            cases.patients.push_back(patients.emplace(m_first.images[i].patient, static_cast<int>(patients.size())).first->second);
        }
        if (cases.labels.empty()) return done();
        auto& json = m_report["findings"][first.name];
        const auto positives = std::count(cases.labels.begin(), cases.labels.end(), 1);
        json["positives"] = positives;
        json["negatives"] = static_cast<long>(cases.labels.size()) - positives;
        addAreas(json, cases);
        return addCalls(json, cases);
    }

    /// Null where a class has fewer than two cases.
    void addAreas(ordered_json& json, const PairedCases& cases) const
    {
        json["auc"] = nullptr;
        const auto areas = evaluation::compareAuc(cases.first, cases.second, cases.labels);
        if (!areas) return;
        json["auc"] = {{"first", whole(areas->first)},
                       {"second", whole(areas->second)},
                       {"difference", whole(areas->difference)},
                       {"standard_error", areas->standardError},
                       {"z", areas->z},
                       {"p", areas->p},
                       {"test", "DeLong, two-sided"}};
        if (const auto byPatient = evaluation::aucDifferenceByGroup(cases.first, cases.second, cases.labels, cases.patients,
                                                                    m_arguments.resamples, m_arguments.seed, m_stop))
            json["auc"]["difference_by_patient"] = whole(*byPatient);
    }

    Done addCalls(ordered_json& json, const PairedCases& cases) const
    {
        const double secondThreshold = m_arguments.secondThreshold.value_or(m_arguments.threshold);
        const auto add = [&](const char* name, std::optional<int> of) -> Done {
            PairedCases kept;
            for (std::size_t i = 0; i < cases.labels.size(); ++i) {
                if (of && cases.labels[i] != *of) continue;
                kept.first.push_back(cases.first[i]);
                kept.second.push_back(cases.second[i]);
                kept.labels.push_back(cases.labels[i]);
            }
            const auto calls = evaluation::compareCalls(kept.first, m_arguments.threshold, kept.second, secondThreshold, kept.labels);
            if (!calls) return calls.error();
            json["mcnemar"][name] = {{"both_right", calls->bothRight},
                                     {"first_alone_right", calls->firstAlone},
                                     {"second_alone_right", calls->secondAlone},
                                     {"both_wrong", calls->bothWrong},
                                     {"p", calls->p}};
            return done();
        };
        json["mcnemar"] = {{"first_threshold", m_arguments.threshold}, {"second_threshold", secondThreshold}, {"test", "exact, two-sided"}};
        if (auto added = add("all", std::nullopt); !added) return added;
        if (auto added = add("positives", 1); !added) return added;
        return add("negatives", 0);
    }

    const CompareArguments& m_arguments;
    const PredictionTable m_first, m_second;
    const std::stop_token m_stop;
    std::vector<std::size_t> m_partner; ///< for each image of the first table the same of the second, or its size
    ordered_json m_report;
};

int run(const CompareArguments& arguments, const CommandContext& context)
{
    if (const auto replaced = inputReplacedBy(arguments.output, {arguments.first, arguments.second, arguments.labels})) {
        std::cerr << "lucency: " << wouldReplace("--output", *replaced) << "\n";
        return WrongUsage;
    }
    auto first = readTable(arguments.first, arguments.labels);
    if (!first) return context.fail(first.error());
    auto second = readTable(arguments.second, arguments.labels);
    if (!second) return context.fail(second.error());
    const auto report = Comparing(arguments, *std::move(first), *std::move(second), context.stop).run();
    if (!report) return context.fail(report.error());
    if (context.stop.stop_requested()) return context.fail({FailureKind::Cancelled, "compare", ""});
    RecordOutput output(arguments.output);
    if (auto opened = output.open(); !opened) return context.fail(opened.error());
    if (auto written = output.write(*report); !written) return context.fail(written.error());
    if (auto finished = output.finish(); !finished) return context.fail(finished.error());
    return AllDone;
}

} // namespace

Command addCompareCommand(CLI::App& parent)
{
    const auto arguments = std::make_shared<CompareArguments>();
    const auto utf8 = [](const QString& words) { return words.toStdString(); };
    CLI::App* command = parent.add_subcommand("compare", utf8(CompareCommand::tr("Compare two tables of predictions of the same images")));
    command->add_option("A.csv", arguments->first, utf8(CompareCommand::tr("Predictions of the first model")))->required();
    command->add_option("B.csv", arguments->second, utf8(CompareCommand::tr("Predictions of the second model")))->required();
    command
        ->add_option("--labels", arguments->labels,
                     utf8(CompareCommand::tr("Table of labels, where the predictions have none: Image Index,Finding Labels")))
        ->type_name("CSV");
    command->add_option("--threshold", arguments->threshold, utf8(CompareCommand::tr("Positive at or over it, for McNemar's test")));
    command->add_option("--second-threshold", arguments->secondThreshold, utf8(CompareCommand::tr("That of the second model, if another")));
    command->add_option("--resamples", arguments->resamples, utf8(CompareCommand::tr("Of the bootstrap by patient; 0 for none")))
        ->check(CLI::Range(0, 1'000'000));
    command->add_option("--seed", arguments->seed, utf8(CompareCommand::tr("Of the bootstrap")))->check(CLI::NonNegativeNumber);
    command->add_option("--output", arguments->output, utf8(CompareCommand::tr("File instead of stdout")));
    command->footer(
        utf8(CompareCommand::tr("Images are paired by path. The areas under the ROC curves are compared by DeLong's test, the calls by "
                                "McNemar's. A p that is null could not be computed: nothing varies, or no image was called differently.\n"
                                "Exit codes: 0 all done; 2 wrong usage; 4 nothing done.")));
    return [arguments](const CommandContext& context) { return run(*arguments, context); };
}

} // namespace lucency::app
