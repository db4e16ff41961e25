#include "model/classifier.h"

#include "imaging/preprocess.h"
#include "model/computethreads.h"
#include "model/findingword.h"
#include "model/inference.h"
#include "model/logodds.h"
#include "model/precisiontrial.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <set>

namespace lucency::model {
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

void remarkAge(const ModelManifest& manifest, const PatientAge& age, Prediction& prediction)
{
    const bool limited =
        std::ranges::any_of(manifest.findings, [](const auto& finding) { return finding.minimumAge || finding.maximumAge; });
    if (!limited) return;
    if (!age.isKnown()) prediction.remarks.push_back(imaging::Remark::AgeUnknown);
    if (std::ranges::none_of(prediction.scores, &Score::ageAppropriate)) prediction.remarks.push_back(imaging::Remark::OutsideTrainingAges);
}

Prediction wordOutputs(const ModelManifest& manifest, const std::vector<double>& logits, const PatientAge& age)
{
    Prediction prediction;
    prediction.modelName = manifest.name;
    prediction.modelVersion = manifest.version;
    prediction.modelSha256 = manifest.fileSha256;
    const bool forChildren = isForChildren(manifest);
    std::vector<double> thresholds;
    for (std::size_t i = 0; i < manifest.findings.size(); ++i) {
        const FindingEntry& finding = manifest.findings[i];
        const double probability = calibrated(finding, logits[i]);
        const double threshold = finding.operatingPoint.threshold;
        prediction.scores.push_back({finding.name, probability, finding.name != noFinding && probability >= threshold, finding.validated,
                                     fitsAge(finding, age), leadsAtAge(finding, age, forChildren)});
        thresholds.push_back(threshold);
    }
    prediction.priority = priorityOf(prediction.scores, thresholds);
    remarkAge(manifest, age, prediction);
    return prediction;
}

/// How many features the network gives a gate; 0 where it does not run.
int featuresOf(const Inference& inference, const ModelManifest& manifest)
{
    const auto& how = manifest.preprocessing;
    const std::vector<cv::Mat> flat(1, cv::Mat::zeros(how.inputSize, how.inputSize, CV_32FC(how.channels)));
    const auto output = inference.run(flat, false);
    return output && !output->features.empty() ? static_cast<int>(output->features.front().size()) : 0;
}

} // namespace

struct Classifier::State {
    ModelManifest manifest;
    std::string file;
    std::unique_ptr<Inference> inference;
    std::optional<Gate> gate;

    Failure failure(FailureKind kind, std::string detail) const { return {kind, file, std::move(detail)}; }

    /// One pass over some of the inputs, in halves when memory does not suffice.
    Done score(std::span<const cv::Mat> inputs, std::span<const PatientAge> ages, bool activations, const std::stop_token& stop,
               std::vector<Prediction>& into) const
    {
        if (stop.stop_requested()) return failure(FailureKind::Cancelled, {});
        const auto begin = Clock::now();
        const auto output = inference->run(inputs, activations);
        if (!output) {
            if (output.error().kind != FailureKind::OutOfMemory || inputs.size() == 1) return output.error();
            const std::size_t half = inputs.size() / 2;
            const auto agesOf = [&](std::size_t from, std::size_t count) { return ages.empty() ? ages : ages.subspan(from, count); };
            if (auto first = score(inputs.first(half), agesOf(0, half), activations, stop, into); !first) return first;
            return score(inputs.subspan(half), agesOf(half, inputs.size() - half), activations, stop, into);
        }
        const std::size_t outputs = manifest.findings.size();
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const float* row = output->logits.data() + i * outputs;
            if (!std::all_of(row, row + outputs, [](float value) { return std::isfinite(value); }))
                return failure(FailureKind::BadNumber, "the network gave a score that is no number");
            const PatientAge age = ages.empty() ? PatientAge{} : ages[i];
            into.push_back(wordOutputs(manifest, logOdds({row, outputs}, manifest.softmax), age));
            if (gate) into.back().refusal = judge(*gate, output->features[i]).refusal;
            if (!output->activations.empty()) into.back().activations = output->activations[i];
        }
        const double each = millisecondsSince(begin) / static_cast<double>(inputs.size());
        for (std::size_t i = 0; i < inputs.size(); ++i)
            into[into.size() - 1 - i].timings.infer = each;
        return done();
    }
};

namespace {

/// One output, one name: scores of two outputs under one name would hide each other.
Done checkNames(const std::vector<std::string>& findings)
{
    std::set<std::string> seen;
    for (const std::string& name : findings) {
        if (!isFindingName(name)) return Failure{FailureKind::BadArgument, '"' + name + '"', "no name of a finding"};
        if (!seen.insert(name).second) return Failure{FailureKind::BadArgument, '"' + name + '"', "the name of two outputs"};
    }
    return done();
}

} // namespace

Classifier::Classifier(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}
Classifier::Classifier(Classifier&&) noexcept = default;
Classifier& Classifier::operator=(Classifier&&) noexcept = default;
Classifier::~Classifier() = default;

Result<Classifier> Classifier::load(const std::filesystem::path& file, const ClassifierOptions& options)
{
    try {
        if (options.foreign)
            if (auto named = checkNames(options.foreign->findings); !named) return named.error();
        const ComputeThreadsHere one(1); // others read or compute meanwhile, and two threads of one network would wait for each other
        auto state = std::make_unique<State>();
        state->file = file.string();
        auto inference = loadInference(file, options, state->manifest, state->gate);
        if (!inference) return inference.error();
        state->inference = *std::move(inference);
        if (options.precision == Precision::Auto) choosePrecision(*state->inference, state->manifest, PrecisionMemo(options.precisionMemo));
        if (options.precision == Precision::BFloat16) state->inference->computeInBFloat16(true);
        state->inference->settlePrecision();
        if (state->gate && static_cast<int>(state->gate->centre.size()) != featuresOf(*state->inference, state->manifest))
            return Failure{FailureKind::ModelMismatch, file.string(), "its gate is not for this network"};
        return Classifier(std::move(state));
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, file.string(), {}};
    } catch (const std::exception& e) {
        return Failure{FailureKind::Internal, file.string(), e.what()};
    }
}

bool Classifier::hasGate() const
{
    return m_state->gate.has_value();
}

const ModelManifest& Classifier::manifest() const
{
    return m_state->manifest;
}

std::string Classifier::deviceName() const
{
    return m_state->inference->deviceName();
}

Result<std::vector<Prediction>> Classifier::predict(std::span<const cv::Mat> inputs, std::span<const PatientAge> ages, bool activations,
                                                    std::stop_token stop) const
{
    const imaging::Preprocessing& how = m_state->manifest.preprocessing;
    if (!ages.empty() && ages.size() != inputs.size()) return m_state->failure(FailureKind::BadArgument, "as many ages as inputs");
    for (const cv::Mat& input : inputs)
        if (input.rows != how.inputSize || input.cols != how.inputSize || input.type() != CV_32FC(how.channels))
            return m_state->failure(FailureKind::BadArgument, "an input of another size or type than the manifest's");
    std::vector<Prediction> predictions;
    if (inputs.empty()) return predictions;
    try {
        predictions.reserve(inputs.size());
        if (auto scored = m_state->score(inputs, ages, activations, stop, predictions); !scored) return scored.error();
        return predictions;
    } catch (const std::bad_alloc&) {
        return m_state->failure(FailureKind::OutOfMemory, {});
    } catch (const std::exception& e) {
        return m_state->failure(FailureKind::Internal, e.what());
    }
}

} // namespace lucency::model
