#include "model/modelcard.h"

#include "model/numbered.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iomanip>
#include <set>
#include <sstream>

namespace lucency::model {

namespace {

/// What has no cases to stand on was not measured; it is never a number.
std::string figure(double value, int digits = 3)
{
    if (std::isnan(value)) return "not measured";
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << value;
    return text.str();
}

std::string interval(const evaluation::Interval& estimate)
{
    if (std::isnan(estimate.value) || std::isnan(estimate.low)) return figure(estimate.value);
    return figure(estimate.value) + " (" + figure(estimate.low) + " to " + figure(estimate.high) + ")";
}

std::string ages(const std::optional<double>& from, const std::optional<double>& to)
{
    if (from && to) return figure(*from, 0) + " to " + figure(*to, 0);
    if (from) return figure(*from, 0) + " and over";
    return to ? "up to " + figure(*to, 0) : "any";
}

/// What a table is called and tells, and its lines.
struct Words {
    std::string heading, meaning;
};
struct Lines {
    std::string header, rows;
};

/// A table, or why there is none: a header without rows would leave its reader to guess.
void writeTable(std::ostringstream& text, const Words& words, const Lines& lines, const std::string& otherwise)
{
    text << words.heading << "\n\n";
    if (lines.rows.empty())
        text << "Not measured: " << otherwise << ".\n\n";
    else
        text << words.meaning << (words.meaning.empty() ? "" : "\n\n") << lines.header << lines.rows << "\n";
}

bool anyValidated(const std::vector<FindingEvaluation>& findings)
{
    return std::any_of(findings.begin(), findings.end(), [](const auto& each) { return each.validated; });
}

/// By their base names: a card goes where the images do not.
void writeUnreadable(std::ostringstream& text, const RunFacts& facts)
{
    constexpr std::size_t most = 20;
    if (facts.unreadable.empty()) return;
    text << "\n"
         << numbered(static_cast<long>(facts.unreadable.size()), "image", "images")
         << " could not be read and took no part; none of the numbers above counts what follows:\n\n";
    const auto listed = std::min(most, facts.unreadable.size());
    for (std::size_t i = 0; i < listed; ++i) {
        const auto& lost = facts.unreadable[i];
        text << "- `" << std::filesystem::path(facts.cohort.images[lost.index].path).filename().string() << "` ("
             << partName(facts.split.parts[lost.index]) << ", " << slug(lost.why.kind) << ")\n";
    }
    if (listed < facts.unreadable.size()) text << "- and " << facts.unreadable.size() - listed << " more\n";
}

void writeData(std::ostringstream& text, const RunFacts& facts)
{
    text << "## Data\n\n| source | images | patients | train | validation | test |\n|---|---|---|---|---|---|\n";
    for (std::size_t s = 0; s < facts.recipe.data.size(); ++s) {
        const int source = static_cast<int>(s);
        const auto all = countUsed(facts, {}, source);
        text << "| " << facts.recipe.data[s].name << " | " << all.images << " | " << all.patients;
        for (const Part part : {Part::Train, Part::Validation, Part::Test})
            text << " | " << countUsed(facts, part, source).images;
        text << " |\n";
    }
    writeUnreadable(text, facts);
    text << "\nThe split is by patient, stratified by source and finding, seed " << facts.recipe.seed << ", SHA-256 of split.csv `"
         << facts.splitSha256 << "`. No patient stands in two parts.";
    if (facts.split.linkedPatients > 0)
        text << " " << numbered(facts.split.linkedPatients, "patient was", "patients were")
             << " kept beside others because images of theirs look the same.";
    if (facts.split.tornTwins > 0)
        text << " **" << numbered(facts.split.tornTwins, "pair", "pairs")
             << " of images that look the same stand in different parts**, as they had been split before.";
    text << "\nCalibration (Platt) and operating points (aim: " << facts.recipe.operatingPointAim
         << ") were fitted on the validation part alone; the test part was used once, for the figures below.\n\n";
}

void writeOperatingPoints(std::ostringstream& text, const std::vector<FindingEvaluation>& findings)
{
    std::ostringstream rows;
    for (const auto& each : findings) {
        if (!each.measured() || !each.calibrated) continue;
        const auto& report = each.report;
        const auto& at = report.atThreshold;
        rows << "| " << each.name() << " | " << figure(at.threshold) << " | " << interval(at.sensitivity) << " | "
             << interval(at.specificity) << " | " << interval(at.precision) << " | " << interval(at.npv) << " | " << interval(at.f1)
             << " | " << figure(report.brier.value) << " | " << figure(report.calibrationError.value) << " |\n";
    }
    text << "\n";
    writeTable(text, {"### At the operating point", ""},
               {"| finding | threshold | sensitivity | specificity | precision | NPV | F1 | Brier | calibration error |\n"
                "|---|---|---|---|---|---|---|---|---|\n",
                rows.str()},
               "no finding has images with and without it in the validation part and in the test part");
}

void writeClass(std::ostringstream& text, const std::string& finding, const char* name, const evaluation::ClassFigures& figures)
{
    text << "| " << finding << " | " << name << " | " << figure(figures.precision) << " | " << figure(figures.recall) << " | "
         << figure(figures.f1) << " | " << figures.support << " |\n";
}

/// As papers print them, so that a run can be set beside theirs.
void writeClasses(std::ostringstream& text, const RunEvaluation& run)
{
    text << "### Per class at the operating point\n\n";
    if (std::none_of(run.findings.begin(), run.findings.end(), [](const auto& each) { return each.measured(); })) {
        text << "Not measured: no finding has images with and without it in the test part.\n";
        return;
    }
    text << "Macro: plain mean; weighted: by cases. Some papers give the AUC of the calls alone "
            "(hard labels), which is the balanced accuracy.\n\n| finding | class | precision | recall | F1 | cases "
            "|\n|---|---|---|---|---|---|\n";
    for (const auto& each : run.findings) {
        if (!each.measured()) continue;
        writeClass(text, each.name(), "absent", each.report.absent);
        writeClass(text, each.name(), "present", each.report.present);
        writeClass(text, each.name(), "macro average", each.report.classes.macro);
        writeClass(text, each.name(), "weighted average", each.report.classes.weighted);
    }
    if (run.findings.size() > 1) {
        writeClass(text, "all findings", "macro average", run.overall.calls.macro);
        writeClass(text, "all findings", "weighted average", run.overall.calls.weighted);
    }
    text << "\n| finding | accuracy | AUC of hard labels | MCC |\n|---|---|---|---|\n";
    for (const auto& each : run.findings) {
        if (!each.measured()) continue;
        const auto& at = each.report.atThreshold;
        text << "| " << each.name() << " | " << interval(at.accuracy) << " | " << interval(at.balancedAccuracy) << " | " << interval(at.mcc)
             << " |\n";
    }
}

void writeFindings(std::ostringstream& text, const RunFacts& facts, const RunEvaluation& run)
{
    const auto& findings = run.findings;
    text << "## Findings on the test part\n\nReal radiographs only. AUC with the interval of DeLong; \"by patient\" is a bootstrap over "
            "patients; AP is "
            "average precision. A finding is validated when the test part has at least 10 cases and both intervals stay above 0.5; others "
            "stay in the "
            "file and are never shown as results.\n\n| finding | ages | cases / without | AUC | by patient | AP | validated "
            "|\n|---|---|---|---|---|---|---|\n";
    for (std::size_t f = 0; f < findings.size(); ++f) {
        const auto& each = findings[f];
        const auto& report = each.report;
        text << "| " << each.name() << " | " << ages(facts.recipe.findings[f].minimumAge, facts.recipe.findings[f].maximumAge) << " | "
             << report.positives << " / " << report.negatives << " | " << interval(report.auc) << " | "
             << (std::isnan(report.aucByPatient.low) ? std::string("not measured")
                                                     : figure(report.aucByPatient.low) + " to " + figure(report.aucByPatient.high))
             << " | " << interval(report.averagePrecision) << " | " << (each.validated ? "yes" : "no: " + each.reason) << " |\n";
    }
    const auto& overall = run.overall;
    text << "\nOver " << numbered(overall.auc.defined, "finding", "findings") << ": mean AUC " << figure(overall.auc.macro)
         << ", weighted by cases " << figure(overall.auc.weighted) << ", of all pairs of image and finding as one set "
         << figure(overall.microAuc) << ".\n";
    writeOperatingPoints(text, findings);
    writeClasses(text, run);
    std::ostringstream rows;
    for (const auto& each : findings)
        if (each.againstNoFinding)
            rows << "| " << each.name() << " | " << each.againstNoFinding->positives << " / " << each.againstNoFinding->negatives << " | "
                 << interval(each.againstNoFinding->auc) << " |\n";
    text << "\n";
    writeTable(text, {"### Against images without any finding", ""},
               {"| finding | cases / without any finding | AUC |\n|---|---|---|\n", rows.str()},
               "no finding has both kinds of images in the test part");
}

void writeSubgroups(std::ostringstream& text, const std::vector<FindingEvaluation>& findings)
{
    std::ostringstream rows;
    for (const auto& each : findings)
        if (each.validated)
            for (const auto& group : each.report.subgroups)
                if (!std::isnan(group.auc.value))
                    rows << "| " << each.name() << " | " << group.kind << " " << group.name << " | " << group.positives << " / "
                         << group.negatives << " | " << interval(group.auc) << " |\n";
    writeTable(text, {"## Subgroups", "AUC where both classes have at least five cases; validated findings only."},
               {"| finding | group | cases / without | AUC |\n|---|---|---|---|\n", rows.str()},
               anyValidated(findings) ? "no group by sex, age, view or scanner has five cases and five without in the test part"
                                      : "no finding is validated");
}

void writeChanges(std::ostringstream& text, const std::vector<FindingEvaluation>& findings)
{
    std::set<std::string> changes;
    for (const auto& each : findings)
        for (const auto& [change, found] : each.robustness)
            changes.insert(change);
    std::string header = "| finding | as it is |", rule = "|---|---|";
    for (const auto& change : changes) {
        header += " " + change + " |";
        rule += "---|";
    }
    std::ostringstream rows;
    for (const auto& each : findings) {
        if (!each.validated) continue;
        rows << "| " << each.name() << " | " << figure(each.report.auc.value) << " |";
        for (const auto& change : changes) {
            const auto found = each.robustness.find(change);
            rows << " " << (found == each.robustness.end() ? std::string() : figure(found->second.auc.value)) << " |";
        }
        rows << "\n";
    }
    writeTable(text,
               {"## Changed images",
                "The AUC on the test part when every image of it is changed. A figure that falls with the detail shows "
                "how much of it hangs on what a smaller image does not have."},
               {header + "\n" + rule + "\n", changes.empty() ? "" : rows.str()},
               anyValidated(findings) ? "no image was changed" : "no finding is validated");
}

void writePhantoms(std::ostringstream& text, const std::vector<FindingEvaluation>& findings)
{
    std::ostringstream rows;
    for (const auto& each : findings)
        if (each.phantoms)
            rows << "| " << each.name() << " | " << each.phantoms->positives << " / " << each.phantoms->negatives << " | "
                 << interval(each.phantoms->auc) << " |\n";
    writeTable(text,
               {"## Phantoms",
                "Synthetic radiographs of the test part, apart from all figures above: how well a drawn finding is told from "
                "its absence."},
               {"| finding | drawn / not drawn | AUC |\n|---|---|---|\n", rows.str()},
               "the test part has no synthetic radiographs with and without a finding");
}

} // namespace

std::string modelCard(const RunFacts& facts, const RunEvaluation& run)
{
    const auto& findings = run.findings;
    std::ostringstream text;
    text << "# Model card: " << facts.recipe.name << " " << facts.recipe.version << "\n\n" << facts.recipe.description << "\n\n";
    text << "Supports a physician's read and never replaces it: not for primary diagnosis. Scores of a finding outside its ages are marked "
            "as not "
            "appropriate.\n\n";
    text << "- Network: " << facts.recipe.architecture << ", " << facts.recipe.input.channels << " x " << facts.recipe.input.inputSize
         << " x " << facts.recipe.input.inputSize << ", half-precision weights.\n- Trained by `lucency train` ("
         << facts.request.programVersion << "), " << facts.history.size() << " of " << facts.recipe.training.epochs << " epochs, "
         << (facts.recipe.training.metric == "last" ? "the last is kept" : "best by " + facts.recipe.training.metric) << ": epoch "
         << facts.bestEpoch << ".\n- Complete recipe: recipe.json, SHA-256 `" << facts.recipeSha256 << "`.\n\n";
    writeData(text, facts);
    writeFindings(text, facts, run);
    writeSubgroups(text, findings);
    writeChanges(text, findings);
    writePhantoms(text, findings);
    text << "## Limits\n\n";
    for (std::size_t f = 0; f < findings.size(); ++f)
        if (!facts.recipe.findings[f].limits.empty()) text << "- " << findings[f].name() << ": " << facts.recipe.findings[f].limits << "\n";
    return text.str();
}

} // namespace lucency::model
