#include "app/commands/modelarguments.h"

#include "app/resources.h"
#include "model/findingword.h"
#include "model/manifestpeek.h"
#include "model/tensormemory.h"
#include "model/ziparchive.h"

#include <CLI/CLI.hpp>
#include <opencv2/core/utility.hpp>

#include <QCoreApplication>
#include <QStringList>

#include <iostream>
#include <map>
#include <set>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace lucency::app {
namespace {

class ModelArgumentWords {
    Q_DECLARE_TR_FUNCTIONS(ModelArgumentWords)
};

/// Split at commas here: the parser would pass over the empty ones.
std::vector<std::string> findingNames(const ModelArguments& arguments)
{
    std::vector<std::string> names;
    for (const std::string& given : arguments.findings)
        for (const QString& name : QString::fromStdString(given).split(QLatin1Char(',')))
            names.push_back(name.toStdString());
    return names;
}

model::ClassifierOptions classifierOptions(const ModelArguments& arguments)
{
    static const std::map<std::string, model::Precision> precisions{
        {"auto", model::Precision::Auto}, {"fp32", model::Precision::Float32}, {"bf16", model::Precision::BFloat16}};
    model::ClassifierOptions options;
    options.device = arguments.device;
    options.precision = precisions.at(arguments.precision);
    options.precisionMemo = precisionMemo();
    if (arguments.findings.empty()) return options;
    model::ForeignWeights& foreign = options.foreign.emplace();
    foreign.architecture = arguments.architecture;
    foreign.findings = findingNames(arguments);
    if (arguments.inputSize) foreign.inputSize = *arguments.inputSize;
    if (arguments.normalisation) foreign.normalisation = *model::normalisationFromName(*arguments.normalisation);
    return options;
}

/// The options of foreign weights that were given.
QStringList foreignOptions(const ModelArguments& arguments)
{
    QStringList given;
    if (!arguments.architecture.empty()) given << QStringLiteral("--architecture");
    if (!arguments.findings.empty()) given << QStringLiteral("--findings");
    if (arguments.inputSize) given << QStringLiteral("--input-size");
    if (arguments.normalisation) given << QStringLiteral("--normalisation");
    return given;
}

/// Which name cannot be one, or is there twice: each output needs a name of its own, or a score would stand under the wrong one.
std::optional<QString> wrongName(const std::vector<std::string>& names)
{
    std::set<std::string> seen;
    for (const std::string& name : names) {
        const QString shown = QString::fromStdString(name);
        if (!model::isFindingName(name))
            return ModelArgumentWords::tr(
                       "--findings: \"%1\" cannot be the name of a finding. Names are not empty and hold neither ';' nor "
                       "'=', which separate scores in CSV.")
                .arg(shown);
        if (!seen.insert(name).second)
            return ModelArgumentWords::tr("--findings names \"%1\" twice. Each output needs a name of its own.").arg(shown);
    }
    return std::nullopt;
}

QString joined(const std::vector<std::string>& names)
{
    QStringList list;
    for (const auto& name : names)
        list << QString::fromStdString(name);
    return list.join(QLatin1Char(','));
}

std::vector<std::string> findingsOf(const model::ModelManifest& manifest)
{
    std::vector<std::string> names;
    for (const auto& finding : manifest.findings)
        names.push_back(finding.name);
    return names;
}

/// What is said of a model that says it itself, and otherwise: to pass over it in silence would leave a person to read one finding's score
/// as another's.
std::optional<QString> contradiction(const ModelArguments& arguments)
{
    const auto manifest = model::peekManifest(arguments.model);
    if (!manifest) return std::nullopt;
    const auto differs = [&](const char* option, const QString& given, const QString& own) -> std::optional<QString> {
        if (given == own) return std::nullopt;
        return ModelArgumentWords::tr("%1 is given as %2, but %3 says itself that it is %4. Leave the option out, or name another model.")
            .arg(QLatin1String(option), given, QString::fromStdString(arguments.model), own);
    };
    std::optional<QString> wrong;
    if (!arguments.findings.empty()) wrong = differs("--findings", joined(findingNames(arguments)), joined(findingsOf(*manifest)));
    if (!wrong && !arguments.architecture.empty())
        wrong = differs("--architecture", QString::fromStdString(arguments.architecture), QString::fromStdString(manifest->architecture));
    if (!wrong && arguments.inputSize)
        wrong = differs("--input-size", QString::number(*arguments.inputSize), QString::number(manifest->preprocessing.inputSize));
    if (!wrong && arguments.normalisation) {
        const auto own = model::normalisationName(manifest->preprocessing.normalisation);
        wrong = differs("--normalisation", QString::fromStdString(*arguments.normalisation),
                        QLatin1String(own.data(), static_cast<qsizetype>(own.size())));
    }
    return wrong;
}

/// What has to be said of weights made elsewhere, and was not. A .safetensors file of which nothing is said is taken for one of Lucency's
/// own, so that no start has to look twice.
std::optional<QString> unsaid(const ModelArguments& arguments)
{
    if (arguments.model.empty() || (!arguments.findings.empty() && !arguments.architecture.empty())) return std::nullopt;
    const QString file = QString::fromStdString(arguments.model);
    const auto archive = model::ZipArchive::open(arguments.model);
    const bool isScript = archive && archive->contains("constants.pkl");
    const bool isWeights = archive ? !isScript && archive->contains("data.pkl")
                                   : !foreignOptions(arguments).isEmpty() && model::holdsWeightsAlone(arguments.model);
    const bool lacksNetwork = isWeights && arguments.architecture.empty();
    if (arguments.findings.empty() && lacksNetwork)
        return ModelArgumentWords::tr(
                   "%1 holds weights alone: name their outputs, in order, with --findings A,B,... and their network with "
                   "--architecture (resnet18, resnet34, resnet50 or densenet121).")
            .arg(file);
    if (arguments.findings.empty() && (isWeights || isScript))
        return ModelArgumentWords::tr("%1 does not say what its outputs mean: name them, in order, with --findings A,B,...").arg(file);
    if (lacksNetwork)
        return ModelArgumentWords::tr(
                   "%1 holds weights, but not which network they are of: name it with --architecture (resnet18, resnet34, "
                   "resnet50 or densenet121).")
            .arg(file);
    return std::nullopt;
}

/// Says what was taken for weights that nothing more was said of.
void tellDefaults(const ModelArguments& arguments, const model::ModelManifest& manifest)
{
    if (arguments.findings.empty() || manifest.version != "foreign" || (arguments.inputSize && arguments.normalisation)) return;
    const auto normalisation = model::normalisationName(manifest.preprocessing.normalisation);
    std::cerr << ModelArgumentWords::tr(
                     "These weights do not say how they want their input: --input-size %1 and --normalisation %2 are used.")
                     .arg(manifest.preprocessing.inputSize)
                     .arg(QLatin1String(normalisation.data(), static_cast<qsizetype>(normalisation.size())))
                     .toStdString()
              << "\n";
}

/// Says that bf16 was asked for in vain.
void tellPrecision(const ModelArguments& arguments, const model::Classifier& classifier)
{
    if (arguments.precision != "bf16" || classifier.deviceName().find("bf16") != std::string::npos) return;
    std::cerr << ModelArgumentWords::tr(
                     "%1 is computed in fp32: --precision bf16 is for ResNets and DenseNets, not for TorchScript or small "
                     "networks.")
                     .arg(QString::fromStdString(modelFile(arguments).string()))
                     .toStdString()
              << "\n";
}

} // namespace

std::filesystem::path modelFile(const ModelArguments& arguments)
{
    return arguments.model.empty() ? defaultModel() : std::filesystem::path(arguments.model);
}

std::optional<QString> misuse(const ModelArguments& arguments)
{
    const QStringList given = foreignOptions(arguments);
    if (arguments.model.empty() && !given.isEmpty())
        return ModelArgumentWords::tr("%1 is for weights made elsewhere: name their file with --model.").arg(given.front());
    if (auto wrong = wrongName(findingNames(arguments))) return wrong;
    if (!given.isEmpty())
        if (auto wrong = contradiction(arguments)) return wrong;
    return unsaid(arguments);
}

void addModelOptions(CLI::App& command, ModelArguments& arguments)
{
    const auto utf8 = [](const QString& words) { return words.toStdString(); };
    command.add_option("--model", arguments.model, utf8(ModelArgumentWords::tr("Model file, instead of the one that is shipped")));
    command.add_option("--device", arguments.device, utf8(ModelArgumentWords::tr("auto, cpu, cuda or cuda:N")));
    command
        .add_option("--precision", arguments.precision,
                    utf8(ModelArgumentWords::tr("bf16 is taken by itself where the processor computes in it")))
        ->check(CLI::IsMember({"auto", "fp32", "bf16"}));
    command.add_option("--batch", arguments.batch, utf8(ModelArgumentWords::tr("Images a pass of the network")))
        ->check(CLI::Range(1, 1024));

    const auto foreign = utf8(ModelArgumentWords::tr("Weights made elsewhere (.pth, .safetensors, TorchScript)"));
    command.add_option("--architecture", arguments.architecture, utf8(ModelArgumentWords::tr("Their network; none for TorchScript")))
        ->check(CLI::IsMember({"resnet18", "resnet34", "resnet50", "densenet121"}))
        ->group(foreign);
    command.add_option("--findings", arguments.findings, utf8(ModelArgumentWords::tr("Names of their outputs, in order: A,B,...")))
        ->allow_extra_args(false)
        ->group(foreign);
    command
        .add_option("--input-size", arguments.inputSize, utf8(ModelArgumentWords::tr("Side of their input in pixels; 224 unless given")))
        ->check(CLI::Range(1, 4096))
        ->group(foreign);
    command
        .add_option("--normalisation", arguments.normalisation,
                    utf8(ModelArgumentWords::tr("How grey values are scaled for them; minmax unless given")))
        ->check(CLI::IsMember({"minmax", "imagenet", "unit"}))
        ->group(foreign);
}

std::optional<imaging::Preprocessing> expectedPreprocessing(const ModelArguments& arguments)
{
    const auto manifest = model::peekManifest(modelFile(arguments));
    if (!manifest) return std::nullopt;
    return manifest->preprocessing;
}

void keepImageMemory()
{
#if defined(__GLIBC__)
    constexpr int megabyte = 1 << 20;
    ::mallopt(M_MMAP_THRESHOLD, 32 * megabyte);
    ::mallopt(M_TRIM_THRESHOLD, 64 * megabyte);
#endif
}

Result<model::Classifier> loadClassifier(const ModelArguments& arguments)
{
    // Each worker of a run computes on one processor; OpenCV's own threads would only be in their way.
    cv::setNumThreads(1);
    // Nor would pools of LibTorch's that nobody gives work, and that look out for it by spinning.
    model::setComputeThreads(1);
    model::keepTensorMemory(std::size_t{512} << 20);
    auto classifier = model::Classifier::load(modelFile(arguments), classifierOptions(arguments));
    if (classifier) {
        tellDefaults(arguments, classifier->manifest());
        tellPrecision(arguments, *classifier);
    }
    return classifier;
}

} // namespace lucency::app
