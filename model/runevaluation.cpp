#include "model/runevaluation.h"

#include "model/patientage.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

namespace lucency::model {

namespace {

constexpr long fewestPositives = 10;
/// Fewer cases of either class say nothing of a folder.
constexpr long fewestInFolder = 5;

/// The cases of one finding in a part.
struct Cases {
    std::vector<double> logits;
    std::vector<int> labels, patients;
    std::vector<std::size_t> images; ///< indices of the cohort

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

std::string folderOf(const CohortImage& image)
{
    return std::filesystem::path(image.path).parent_path().filename().string();
}

bool hasNoFinding(const CohortImage& image)
{
    return !image.otherFinding && std::find(image.labels.begin(), image.labels.end(), Label::Present) == image.labels.end();
}

class Evaluating {
public:
    Evaluating(const Recipe& recipe, const Cohort& cohort, const ScoredPart& validation, const ScoredPart& test,
               const std::map<std::string, std::vector<std::vector<double>>>& changed)
        : m_recipe(recipe)
        , m_cohort(cohort)
        , m_validation(validation)
        , m_test(test)
        , m_changed(changed)
    {
        for (const auto& image : cohort.images)
            m_patients.emplace(image.patient, 0);
        // In the order of their names, as `lucency evaluate` numbers them: the bootstraps draw the same.
        int next = 0;
        for (auto& [patient, number] : m_patients)
            number = next++;
    }

    Result<RunEvaluation> run()
    {
        RunEvaluation outcome;
        std::vector<evaluation::FindingReport> reports;
        std::vector<evaluation::FindingCases> cases;
        for (std::size_t f = 0; f < m_recipe.findings.size(); ++f) {
            auto evaluated = evaluate(f, cases);
            if (!evaluated) return evaluated.error();
            reports.push_back(evaluated->report);
            outcome.findings.push_back(*std::move(evaluated));
        }
        outcome.overall = evaluation::reportOverall(reports, cases);
        return outcome;
    }

private:
    bool isReal(const CohortImage& image) const
    {
        return m_recipe.data[static_cast<std::size_t>(image.source)].kind != SourceKind::Phantoms;
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
        }
        return cases;
    }

    static std::optional<Discrimination> discriminate(const Cases& cases, const evaluation::PlattFit& fit)
    {
        const auto area = evaluation::auc(cases.probabilities(fit), cases.labels);
        if (!area) return std::nullopt;
        return Discrimination{*area, cases.positives(), cases.negatives()};
    }

    void fit(FindingEvaluation& result, std::size_t finding) const
    {
        const auto fitted = cases(m_validation, m_validation.logits, finding, [this](const auto& image) { return isReal(image); });
        result.validationPositives = fitted.positives();
        result.validationNegatives = fitted.negatives();
        const auto platt = evaluation::fitPlatt(fitted.logits, fitted.labels);
        if (!platt) return;
        const auto chosen = evaluation::chooseThreshold(fitted.probabilities(*platt), fitted.labels, m_recipe.operatingPointAim);
        if (!chosen) return;
        result.platt = *platt;
        result.chosen = *chosen;
        result.calibrated = true;
    }

    Result<FindingEvaluation> evaluate(std::size_t finding, std::vector<evaluation::FindingCases>& all) const
    {
        FindingEvaluation result;
        fit(result, finding);
        const auto measured = cases(m_test, m_test.logits, finding, [this](const auto& image) { return isReal(image); });
        result.unlabelled = static_cast<std::size_t>(std::ranges::count_if(m_test.members, [&](std::size_t index) {
            return m_cohort.images[index].labels[finding] == Label::Unknown && isReal(m_cohort.images[index]);
        }));
        auto counted = findingCases(measured, result.platt, m_recipe.findings[finding].name);
        evaluation::ReportOptions options;
        options.threshold = result.chosen.threshold;
        options.seed = m_recipe.seed;
        auto report = evaluation::reportFinding(counted, options);
        if (!report) return report.error();
        result.report = *std::move(report);
        counted.groups.clear();
        all.push_back(std::move(counted));

        const auto& platt = result.platt;
        result.againstNoFinding = discriminate(
            cases(m_test, m_test.logits, finding,
                  [&](const auto& image) { return isReal(image) && (image.labels[finding] == Label::Present || hasNoFinding(image)); }),
            platt);
        result.phantoms = discriminate(cases(m_test, m_test.logits, finding, [this](const auto& image) { return !isReal(image); }), platt);
        for (const auto& [change, logits] : m_changed)
            if (const auto found = discriminate(cases(m_test, logits, finding, [this](const auto& image) { return isReal(image); }), platt))
                result.robustness[change] = *found;
        judge(result);
        return result;
    }

    evaluation::FindingCases findingCases(const Cases& measured, const evaluation::PlattFit& platt, const std::string& name) const
    {
        evaluation::FindingCases counted;
        counted.finding = name;
        counted.probabilities = measured.probabilities(platt);
        counted.labels = measured.labels;
        counted.patients = measured.patients;
        const bool byFolder = foldersTell(measured);
        for (const auto index : measured.images) {
            const auto& image = m_cohort.images[index];
            counted.groups["sex"].push_back(image.sex);
            counted.groups["age"].push_back(ageBand(image.age));
            counted.groups["view"].push_back(image.view);
            counted.groups["scanner"].push_back(image.scanner);
            if (byFolder) counted.groups["folder"].push_back(folderOf(image));
        }
        return counted;
    }

    /// Whether at least two folders have cases of both classes: a folder a class tells nothing, and a folder a patient is no group.
    bool foldersTell(const Cases& measured) const
    {
        std::map<std::string, std::array<long, 2>> folders;
        for (std::size_t i = 0; i < measured.images.size(); ++i)
            ++folders[folderOf(m_cohort.images[measured.images[i]])][static_cast<std::size_t>(measured.labels[i])];
        const auto telling = std::ranges::count_if(
            folders, [](const auto& folder) { return std::min(folder.second[0], folder.second[1]) >= fewestInFolder; });
        return telling >= 2;
    }

    static void judge(FindingEvaluation& result)
    {
        const auto& report = result.report;
        if (!result.measured())
            result.reason = "the test part has cases of one class only";
        else if (!result.calibrated)
            result.reason = "the validation part has cases of one class only";
        else if (report.positives < fewestPositives)
            result.reason = "fewer than 10 cases in the test part";
        else if (std::isnan(report.aucByPatient.low)) // the bootstrap has no ends
            result.reason = "all cases of a class come from one patient";
        else if (std::min(report.auc.low, report.aucByPatient.low) <= 0.5)
            result.reason = "the interval of its AUC reaches 0.5";
        result.validated = result.reason.empty();
    }

    const Recipe& m_recipe;
    const Cohort& m_cohort;
    const ScoredPart &m_validation, &m_test;
    const std::map<std::string, std::vector<std::vector<double>>>& m_changed;
    std::map<std::string, int> m_patients;
};

} // namespace

Result<RunEvaluation> evaluateRun(const Recipe& recipe, const Cohort& cohort, const ScoredPart& validation, const ScoredPart& test,
                                  const std::map<std::string, std::vector<std::vector<double>>>& changed)
{
    return Evaluating(recipe, cohort, validation, test, changed).run();
}

} // namespace lucency::model
