#include "model/classifier.h"

#include "model/inference.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>
#include <string_view>

namespace lucency::model {
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

bool isAppropriate(const FindingEntry& finding, double age)
{
    if (std::isnan(age)) return true; // unknown is not refused, but remarked
    return (!finding.minimumAge || age >= *finding.minimumAge) && (!finding.maximumAge || age <= *finding.maximumAge);
}

void remarkAge(const ModelManifest& manifest, double age, Prediction& prediction)
{
    const bool limited =
        std::ranges::any_of(manifest.findings, [](const auto& finding) { return finding.minimumAge || finding.maximumAge; });
    if (!limited) return;
    if (std::isnan(age)) prediction.remarks.push_back(imaging::Remark::AgeUnknown);
    if (std::ranges::none_of(prediction.scores, &Score::ageAppropriate)) prediction.remarks.push_back(imaging::Remark::OutsideTrainingAges);
}

/// The logit of each output: of its own sigmoid, or of its share among exclusive classes.
std::vector<double> logitsOf(const float* outputs, std::size_t count, bool softmax)
{
    std::vector<double> logits(outputs, outputs + count);
    if (!softmax || count < 2) return logits;
    std::vector<double> exclusive(count);
    for (std::size_t i = 0; i < count; ++i) {
        double largest = -std::numeric_limits<double>::infinity(), sum = 0;
        for (std::size_t j = 0; j < count; ++j)
            if (j != i) largest = std::max(largest, logits[j]);
        for (std::size_t j = 0; j < count; ++j)
            if (j != i) sum += std::exp(logits[j] - largest);
        exclusive[i] = logits[i] - largest - std::log(sum);
    }
    return exclusive;
}

Prediction wordOutputs(const ModelManifest& manifest, const std::vector<double>& logits, double age)
{
    Prediction prediction;
    prediction.modelName = manifest.name;
    prediction.modelVersion = manifest.version;
    std::vector<double> thresholds;
    for (std::size_t i = 0; i < manifest.findings.size(); ++i) {
        const FindingEntry& finding = manifest.findings[i];
        const double probability = 1 / (1 + std::exp(-(finding.calibration.slope * logits[i] + finding.calibration.offset)));
        const double threshold = finding.operatingPoint.threshold;
        prediction.scores.push_back({finding.name, probability, finding.name != noFinding && probability >= threshold, finding.validated,
                                     isAppropriate(finding, age)});
        thresholds.push_back(threshold);
    }
    prediction.priority = priorityOf(prediction.scores, thresholds);
    remarkAge(manifest, age, prediction);
    return prediction;
}

std::optional<int> digits(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

/// Years by calendar from YYYYMMDD to YYYYMMDD.
double yearsBetween(const std::string& birth, const std::string& study)
{
    const auto day = [](const std::string& date) -> std::optional<double> {
        if (date.size() != 8) return std::nullopt;
        const auto year = digits(date.substr(0, 4)), month = digits(date.substr(4, 2)), number = digits(date.substr(6, 2));
        if (!year || !month || !number) return std::nullopt;
        const std::chrono::year_month_day calendar{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                                   std::chrono::day(static_cast<unsigned>(*number))};
        if (!calendar.ok()) return std::nullopt;
        return std::chrono::sys_days(calendar).time_since_epoch().count();
    };
    const auto from = day(birth), to = day(study);
    constexpr double daysOfYear = 365.25;
    if (!from || !to || *to < *from) return std::numeric_limits<double>::quiet_NaN();
    return (*to - *from) / daysOfYear;
}

} // namespace

struct Classifier::State {
    ModelManifest manifest;
    std::string file;
    std::unique_ptr<Inference> inference;

    Failure failure(FailureKind kind, std::string detail) const { return {kind, file, std::move(detail)}; }

    /// One pass over some of the inputs, in halves when memory does not suffice.
    Done score(std::span<const cv::Mat> inputs, std::span<const double> ages, bool activations, const std::stop_token& stop,
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
            const double age = ages.empty() ? std::numeric_limits<double>::quiet_NaN() : ages[i];
            into.push_back(wordOutputs(manifest, logitsOf(row, outputs, manifest.softmax), age));
            if (!output->activations.empty()) into.back().activations = output->activations[i];
        }
        const double each = millisecondsSince(begin) / static_cast<double>(inputs.size());
        for (std::size_t i = 0; i < inputs.size(); ++i)
            into[into.size() - 1 - i].timings.infer = each;
        return done();
    }
};

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
        auto state = std::make_unique<State>();
        state->file = file.string();
        auto inference = loadInference(file, options, state->manifest);
        if (!inference) return inference.error();
        state->inference = *std::move(inference);
        return Classifier(std::move(state));
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, file.string(), {}};
    } catch (const std::exception& e) {
        return Failure{FailureKind::Internal, file.string(), e.what()};
    }
}

const ModelManifest& Classifier::manifest() const
{
    return m_state->manifest;
}

std::string Classifier::deviceName() const
{
    return m_state->inference->deviceName();
}

Result<std::vector<Prediction>> Classifier::predict(std::span<const cv::Mat> inputs, std::span<const double> ages, bool activations,
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

double ageInYears(const imaging::Identity& identity)
{
    const std::string& age = identity.age;
    constexpr double daysOfYear = 365.25;
    if (age.size() == 4) { // PS3.5 6.2, AS: three digits and D, W, M or Y
        if (const auto count = digits(std::string_view(age).substr(0, 3))) {
            switch (age[3]) {
            case 'Y':
                return *count;
            case 'M':
                return *count / 12.0;
            case 'W':
                return *count * 7 / daysOfYear;
            case 'D':
                return *count / daysOfYear;
            default:
                break;
            }
        }
    }
    return yearsBetween(identity.birthDate, identity.studyDate);
}

} // namespace lucency::model
