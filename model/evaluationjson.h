#pragma once

#include "model/evaluation/findingreport.h"
#include "model/evaluation/localisation.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

/// The one form that report.json has, whether a training run or `lucency evaluate` writes it; doc/evaluation.md says what each key means.
/// What is undefined is null, and undefined again when it is read back.
namespace lucency::model {

/// Where a finding's operating point comes from.
struct ThresholdOrigin {
    std::string source; ///< "given", "model", "default" or "validation"
    std::optional<bool> aimReached;
};

nlohmann::ordered_json intervalJson(const evaluation::Interval& interval);

/// Adds every figure of a finding to its object.
void addFigures(nlohmann::ordered_json& finding, const evaluation::FindingReport& report, const ThresholdOrigin& origin);

/// Adds macro, weighted, micro and findings_with_auc to the report.
void addAverages(nlohmann::ordered_json& report, const evaluation::OverallReport& overall);

/// Adds the finding's subgroups to the report.
void addSubgroups(nlohmann::ordered_json& report, const evaluation::FindingReport& finding);

nlohmann::ordered_json localisationJson(const evaluation::LocalisationReport& localisation);

/// What a reader has to bear in mind with the figures, as slugs: "one-class-only", "few-cases".
std::vector<std::string> remarksOn(const std::vector<evaluation::FindingReport>& findings);

/// Reads a finding's figures back, with its subgroups from the whole report. Keys that are missing stay undefined or empty.
evaluation::FindingReport readFigures(const nlohmann::ordered_json& report, const std::string& finding);
evaluation::Interval readInterval(const nlohmann::ordered_json& json);
evaluation::LocalisationReport readLocalisation(const nlohmann::ordered_json& json);

} // namespace lucency::model
