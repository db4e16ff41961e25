#include "app/commands/modelarguments.h"

#include "app/resources.h"
#include "model/manifestpeek.h"
#include "model/tensormemory.h"

#include <CLI/CLI.hpp>
#include <opencv2/core/utility.hpp>

#include <QCoreApplication>

#include <map>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace lucency::app {
namespace {

class ModelArgumentWords {
    Q_DECLARE_TR_FUNCTIONS(ModelArgumentWords)
};

model::ClassifierOptions classifierOptions(const ModelArguments& arguments)
{
    static const std::map<std::string, model::Precision> precisions{
        {"auto", model::Precision::Auto}, {"fp32", model::Precision::Float32}, {"bf16", model::Precision::BFloat16}};
    model::ClassifierOptions options;
    options.device = arguments.device;
    options.precision = precisions.at(arguments.precision);
    options.precisionMemo = precisionMemo();
    if (!arguments.foreign.findings.empty()) {
        options.foreign = arguments.foreign;
        options.foreign->normalisation = *model::normalisationFromName(arguments.normalisation);
    }
    return options;
}

std::filesystem::path modelFile(const ModelArguments& arguments)
{
    return arguments.model.empty() ? defaultModel() : std::filesystem::path(arguments.model);
}

} // namespace

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
    command
        .add_option("--architecture", arguments.foreign.architecture, utf8(ModelArgumentWords::tr("Their network; none for TorchScript")))
        ->check(CLI::IsMember({"resnet18", "resnet34", "resnet50", "densenet121"}))
        ->group(foreign);
    command.add_option("--findings", arguments.foreign.findings, utf8(ModelArgumentWords::tr("Names of their outputs, in order: A,B,...")))
        ->delimiter(',')
        ->group(foreign);
    command.add_option("--input-size", arguments.foreign.inputSize, utf8(ModelArgumentWords::tr("Side of their input in pixels")))
        ->check(CLI::Range(1, 4096))
        ->group(foreign);
    command.add_option("--normalisation", arguments.normalisation, utf8(ModelArgumentWords::tr("How grey values are scaled for them")))
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
    return model::Classifier::load(modelFile(arguments), classifierOptions(arguments));
}

} // namespace lucency::app
