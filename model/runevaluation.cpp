#include "model/runevaluation.h"

#include "model/evaluation/averageprecision.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace lucency::model {

namespace {

constexpr int resamples = 2000;
constexpr long fewestPositives = 10;
/// Fewer cases of either class say nothing of a subgroup.
constexpr long fewestInSubgroup = 5;

/// The cases of one finding in a part.
struct Cases {
    std::vector<double> logits;
    std::vector<int> labels, patients;
    std::vector<std::size_t> images, rows; ///< indices of the cohort, and of the part

    long positives() const { return std::count(labels.begin(), labels.end(), 1); }
    long negatives() const { return static_cast<long>(labels.size()) - positives(); }
    std::vector<double> probabilities(const evaluation::PlattFit& fit) const
    {
        std::vector<double> values;
        for (const double logit : logits)
            values.push_back(evaluation::plattProbability(fit, logit));
        return values;
    }
};

class Evaluation {
public:
    Evaluation(const Recipe& recipe, const Cohort& cohort)
        : m_recipe(recipe)
        , m_cohort(cohort)
    {
        for (const auto& image : cohort.images)
            m_patients.emplace(image.patient, static_cast<int>(m_patients.size()));
    }

    /// The cases of a part whose label is known and that keep() keeps.
    template<class Keep>
    Cases cases(const ScoredPart& part, const std::vector<std::vector<double>>& logits, std::size_t finding, Keep keep) const
    {
        Cases cases;
        for (std::size_t row = 0; row < part.members.size(); ++row) {
            const auto& image = m_cohort.images[part.members[row]];
            if (image.labels[finding] == Label::Unknown || !keep(image)) continue;
            cases.logits.push_back(logits[row][finding]);
            cases.labels.push_back(image.labels[finding] == Label::Present ? 1 : 0);
            cases.patients.push_back(m_patients.at(image.patient));
            cases.images.push_back(part.members[row]);
            cases.rows.push_back(row);
        }
        return cases;
    }

    bool isReal(const CohortImage& image) const
    {
        return m_recipe.data[static_cast<std::size_t>(image.source)].kind != SourceKind::Phantoms;
    }

private:
    const Recipe& m_recipe;
    const Cohort& m_cohort;
    std::map<std::string, int> m_patients;
};

std::optional<Discrimination> discriminate(const Cases& cases, long fewest)
{
    if (cases.positives() < fewest || cases.negatives() < fewest) return std::nullopt;
    const auto area = evaluation::auc(cases.logits, cases.labels);
    if (!area) return std::nullopt;
    return Discrimination{*area, cases.positives(), cases.negatives()};
}

bool hasNoFinding(const CohortImage& image)
{
    return std::find(image.labels.begin(), image.labels.end(), Label::Present) == image.labels.end();
}

std::string ageBand(double age)
{
    if (std::isnan(age)) return "";
    if (age < 18) return "under 18";
    if (age < 40) return "18 to 39";
    if (age < 60) return "40 to 59";
    return "60 and over";
}

/// Group names of an image, by kind of group; empty names take no part.
std::map<std::string, std::string> groupsOf(const CohortImage& image)
{
    return {{"sex", image.sex},
            {"age", ageBand(image.age)},
            {"view", image.view},
            {"folder", std::filesystem::path(image.path).parent_path().filename().string()}};
}

void judge(FindingEvaluation& result)
{
    if (!result.measured)
        result.reason = "the test part has cases of one class only";
    else if (!result.calibrated)
        result.reason = "the validation part has cases of one class only";
    else if (result.counts.positives() < fewestPositives)
        result.reason = "fewer than 10 cases in the test part";
    else if (std::min(result.auc.low, result.aucByPatient.low) <= 0.5)
        result.reason = "the interval of its AUC reaches 0.5";
    result.validated = result.reason.empty();
}

} // namespace

std::vector<FindingEvaluation> evaluateRun(const Recipe& recipe, const Cohort& cohort, const ScoredPart& validation, const ScoredPart& test,
                                           const std::map<std::string, std::vector<std::vector<double>>>& changed)
{
    const Evaluation evaluation(recipe, cohort);
    const auto real = [&](const CohortImage& image) { return evaluation.isReal(image); };
    std::vector<FindingEvaluation> results;
    for (std::size_t f = 0; f < recipe.findings.size(); ++f) {
        auto& result = results.emplace_back();
        result.name = recipe.findings[f].name;
        const auto fitted = evaluation.cases(validation, validation.logits, f, real);
        result.validationPositives = fitted.positives();
        result.validationNegatives = fitted.negatives();
        if (const auto platt = evaluation::fitPlatt(fitted.logits, fitted.labels)) {
            result.platt = *platt;
            const auto chosen = evaluation::chooseThreshold(fitted.probabilities(result.platt), fitted.labels, recipe.operatingPointAim);
            if (chosen) result.chosen = *chosen;
            result.calibrated = chosen.has_value();
        }

        const auto measured = evaluation.cases(test, test.logits, f, real);
        const auto probabilities = measured.probabilities(result.platt);
        if (const auto counts = evaluation::confusionAt(probabilities, measured.labels, result.chosen.threshold)) result.counts = *counts;
        if (const auto area = evaluation::auc(measured.logits, measured.labels)) {
            result.measured = true;
            result.auc = *area;
            if (const auto byPatient = evaluation::aucByGroup(measured.logits, measured.labels, measured.patients, resamples, recipe.seed))
                result.aucByPatient = *byPatient;
            if (const auto precision =
                    evaluation::averagePrecision(measured.logits, measured.labels, measured.patients, resamples, recipe.seed))
                result.averagePrecision = *precision;
        }
        if (const auto brier = evaluation::brierScore(probabilities, measured.labels)) result.brier = *brier;
        if (const auto error = evaluation::calibrationError(probabilities, measured.labels)) result.calibrationError = *error;

        result.againstNoFinding =
            discriminate(evaluation.cases(test, test.logits, f,
                                          [&](const CohortImage& image) {
                                              return real(image) && (image.labels[f] == Label::Present || hasNoFinding(image));
                                          }),
                         1);
        result.phantoms = discriminate(evaluation.cases(test, test.logits, f, [&](const CohortImage& image) { return !real(image); }), 1);
        std::map<std::string, std::map<std::string, Cases>> groups;
        for (const auto index : measured.images)
            for (const auto& [kind, name] : groupsOf(cohort.images[index]))
                if (!name.empty()) groups[kind][name];
        for (const auto& [kind, names] : groups) {
            for (const auto& [name, none] : names) {
                const auto inGroup = [&, kind = kind, name = name](const CohortImage& image) {
                    return real(image) && groupsOf(image)[kind] == name;
                };
                if (const auto found = discriminate(evaluation.cases(test, test.logits, f, inGroup), fewestInSubgroup))
                    result.subgroups[kind][name] = *found;
            }
        }
        for (const auto& [change, logits] : changed)
            if (const auto found = discriminate(evaluation.cases(test, logits, f, real), 1)) result.robustness[change] = *found;
        judge(result);
    }
    return results;
}

} // namespace lucency::model
