#include "app/evaluation.h"

#include "app/evaluationcases.h"
#include "model/evaluation/operatingpoint.h"
#include "model/patientage.h"

#include <algorithm>
#include <exception>
#include <functional>
#include <new>
#include <set>
#include <unordered_set>

namespace lucency::app {

namespace {

/// An image that both tables hold, by path; and how many of the patients are in both.
std::optional<std::string> sharedImage(const PredictionTable& a, const PredictionTable& b)
{
    std::unordered_set<std::string> paths;
    for (const auto& image : a.images)
        paths.insert(image.path);
    for (const auto& image : b.images)
        if (paths.contains(image.path)) return image.path;
    return std::nullopt;
}

std::size_t sharedPatients(const PredictionTable& a, const PredictionTable& b)
{
    std::set<std::string> first, both;
    for (const auto& image : a.images)
        first.insert(image.patient);
    for (const auto& image : b.images)
        if (first.contains(image.patient)) both.insert(image.patient);
    return both.size();
}

class Evaluating {
public:
    Evaluating(const EvaluationRequest& request, std::stop_token stop)
        : m_request(request)
        , m_stop(std::move(stop))
        , m_patients(patientNumbers(request.predictions))
    {
        if (request.validation) m_validationPatients = patientNumbers(*request.validation);
    }

    Result<Evaluation> run()
    {
        const PredictionTable& table = m_request.predictions;
        describe(table);
        if (m_request.validation) {
            if (const auto shared = sharedImage(table, *m_request.validation))
                return Failure{FailureKind::BadArgument, *shared, "it is among the validation predictions and among those to evaluate"};
            m_evaluation.patientsInValidation = sharedPatients(table, *m_request.validation);
        }
        std::size_t done = 0;
        for (const auto& finding : table.findings) {
            if (auto added = add(finding); !added) return added.error();
            if (m_request.progress) m_request.progress(++done, table.findings.size());
        }
        if (m_evaluation.findings.empty()) return Failure{FailureKind::NoLabelledImages, m_request.subject, "no prediction has a label"};
        std::vector<evaluation::FindingReport> reports;
        for (const auto& finding : m_evaluation.findings)
            reports.push_back(finding.report);
        m_evaluation.overall = evaluation::reportOverall(reports, m_cases);
        return std::move(m_evaluation);
    }

private:
    void describe(const PredictionTable& table)
    {
        std::set<std::string> patients;
        for (const auto& image : table.images)
            patients.insert(image.patient);
        for (std::size_t i = 0; i < table.images.size(); ++i)
            m_evaluation.labelledImages += std::any_of(table.findings.begin(), table.findings.end(), [i](const auto& finding) {
                return finding.labels[i] != PredictionTable::unknownLabel && !std::isnan(finding.probabilities[i]);
            });
        m_evaluation.images = table.images.size();
        m_evaluation.patients = patients.size();
        m_evaluation.notScored = table.notScored;
        m_evaluation.join = m_request.join;
        m_evaluation.patientsUnknown = m_request.patientsUnknown;
        m_evaluation.phantoms = m_request.phantoms;
        m_evaluation.aim = m_request.aim;
        m_evaluation.resamples = m_request.resamples;
        m_evaluation.seed = m_request.seed;
    }

    Done add(const PredictionTable::Finding& finding)
    {
        const auto known = m_request.manifest.find(finding.name);
        const PredictedFinding* model = known == m_request.manifest.end() ? nullptr : &known->second;
        std::function<bool(const PredictedImage&)> isShownFor;
        if (model && (model->minimumAge || model->maximumAge))
            isShownFor = [model](const PredictedImage& image) {
                return model::isWithinAges(image.age, model->minimumAge, model->maximumAge);
            };
        auto cases = casesOf(m_request.predictions, m_patients, finding, isShownFor);
        if (cases.labels.empty()) {
            m_evaluation.unlabelledFindings.push_back(finding.name);
            return done();
        }
        EvaluatedFinding evaluated;
        if (const auto shown = cases.groups.find("shown_for_age"); shown != cases.groups.end())
            evaluated.outsideAges = static_cast<std::size_t>(std::count(shown->second.begin(), shown->second.end(), "no"));
        evaluated.unlabelled =
            static_cast<std::size_t>(std::count(finding.labels.begin(), finding.labels.end(), PredictionTable::unknownLabel));
        if (model) evaluated.validated = model->validated;

        evaluation::ReportOptions options;
        options.threshold = m_request.threshold.value_or(model ? model->threshold : 0.5);
        evaluated.thresholdSource = m_request.threshold ? "given" : model ? "model" : "default";
        options.resamples = m_request.resamples;
        options.seed = m_request.seed;
        options.prevalences = m_request.prevalences;
        if (m_request.validation)
            if (auto fitted = fit(cases, evaluated, options); !fitted) return fitted;

        auto report = evaluation::reportFinding(cases, options, m_stop);
        if (!report) return report.error();
        evaluated.report = *std::move(report);
        if (const auto places = m_request.places.find(finding.name); places != m_request.places.end() && !places->second.empty())
            evaluated.localisation = evaluation::reportLocalisation(places->second, {}, m_request.seed, m_stop);
        m_evaluation.findings.push_back(std::move(evaluated));
        cases.groups.clear(); // large, and of no use for the means over findings
        m_cases.push_back(std::move(cases));
        return done();
    }

    /// Fits calibration and operating point on the validation predictions, and calibrates the cases.
    Done fit(evaluation::FindingCases& cases, EvaluatedFinding& evaluated, evaluation::ReportOptions& options) const
    {
        const int index = m_request.validation->indexOf(cases.finding);
        if (index < 0) return Failure{FailureKind::NoLabelledImages, "validation", "it has no predictions of " + cases.finding};
        auto fitted = casesOf(*m_request.validation, m_validationPatients, m_request.validation->findings[static_cast<std::size_t>(index)]);
        const auto failed = [&](const Failure& failure) {
            return Failure{failure.kind, "validation", cases.finding + ": " + failure.detail};
        };
        if (m_request.calibration != CalibrationMethod::None) {
            evaluated.calibration = m_request.calibration;
            if (const auto brier = evaluation::brierScore(cases.probabilities, cases.labels)) evaluated.brierBefore = *brier;
            if (const auto error = evaluation::calibrationError(cases.probabilities, cases.labels))
                evaluated.calibrationErrorBefore = *error;
        }
        const auto before = cases.probabilities;
        if (auto calibrated = calibrate(cases, fitted, evaluated); !calibrated) return failed(calibrated.error());
        if (evaluated.thresholdSource == "model" && m_request.aim.empty() && m_request.calibration != CalibrationMethod::None) {
            evaluated.modelThreshold = options.threshold;
            const auto carried =
                evaluation::carryThreshold(options.threshold, recalibrated(evaluated, options.threshold), before, cases.probabilities);
            options.threshold = carried.threshold;
            evaluated.changedCalls = carried.changedCalls;
        }
        if (m_request.aim.empty()) return done();
        const auto chosen = evaluation::chooseThreshold(fitted.probabilities, fitted.labels, m_request.aim);
        if (!chosen) return failed(chosen.error());
        options.threshold = chosen->threshold;
        evaluated.thresholdSource = "validation";
        evaluated.aimReached = chosen->reached;
        return done();
    }

    /// Fits the calibration that is asked for on the fitted cases, and recalibrates both.
    Done calibrate(evaluation::FindingCases& cases, evaluation::FindingCases& fitted, EvaluatedFinding& evaluated) const
    {
        if (m_request.calibration == CalibrationMethod::None) return done();
        if (m_request.calibration == CalibrationMethod::Platt) {
            std::vector<double> logits;
            for (const double probability : fitted.probabilities)
                logits.push_back(evaluation::logitOf(probability));
            const auto platt = evaluation::fitPlatt(logits, fitted.labels);
            if (!platt) return platt.error();
            evaluated.platt = *platt;
        } else {
            auto isotonic = evaluation::fitIsotonic(fitted.probabilities, fitted.labels);
            if (!isotonic) return isotonic.error();
            evaluated.isotonic = *std::move(isotonic);
        }
        for (auto* probabilities : {&fitted.probabilities, &cases.probabilities})
            for (double& probability : *probabilities)
                probability = recalibrated(evaluated, probability);
        return done();
    }

    const EvaluationRequest& m_request;
    const std::stop_token m_stop;
    const std::vector<int> m_patients;
    std::vector<int> m_validationPatients;
    Evaluation m_evaluation;
    std::vector<evaluation::FindingCases> m_cases;
};

} // namespace

double recalibrated(const EvaluatedFinding& finding, double probability)
{
    switch (finding.calibration) {
    case CalibrationMethod::Platt:
        return evaluation::plattProbability(finding.platt, evaluation::logitOf(probability));
    case CalibrationMethod::Isotonic:
        return evaluation::isotonicProbability(finding.isotonic, probability);
    case CalibrationMethod::None:
        break;
    }
    return probability;
}

PredictionTable recalibrated(PredictionTable table, const Evaluation& evaluation)
{
    for (const auto& finding : evaluation.findings)
        if (const int index = table.indexOf(finding.report.finding); index >= 0)
            for (double& probability : table.findings[static_cast<std::size_t>(index)].probabilities)
                if (!std::isnan(probability)) probability = recalibrated(finding, probability);
    return table;
}

Result<Evaluation> evaluate(const EvaluationRequest& request, std::stop_token stop)
{
    try {
        return Evaluating(request, std::move(stop)).run();
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, "evaluation", ""};
    } catch (const std::exception& error) {
        return Failure{FailureKind::Internal, "evaluation", error.what()};
    }
}

} // namespace lucency::app
