#pragma once

#include "app/report/document.h"
#include "app/report/material.h"

#include <string>
#include <vector>

/// The chapters of a report, each as blocks.
namespace lucency::app::report {

using Blocks = std::vector<Block>;

/// Title page: what it is, on whom, how good, what was not validated.
void addSummary(Blocks& blocks, const Material& material);

/// Sources, classes, and the split with its proof.
void addData(Blocks& blocks, const Material& material);

/// What the network is and how it learned.
void addTraining(Blocks& blocks, const Material& material);

/// All findings in one figure and one table; nothing where there is one finding.
void addOverall(Blocks& blocks, const Material& material);

/// One finding, without its galleries.
void addFinding(Blocks& blocks, const Material& material, const ReportedFinding& finding);

/// Parts of that chapter: every figure in tables, and how the finding is met in groups of people, in changed images and at its place.
void addNumbers(Blocks& blocks, const Material& material, const ReportedFinding& finding);
void addGroupsAndPlaces(Blocks& blocks, const ReportedFinding& finding);

/// What the figures do not say, and where they come from.
void addLimits(Blocks& blocks, const Material& material);

/// Sentences on what makes the figures of this material less worth than they look.
QStringList cautions(const Material& material);

/// The findings with too few cases for their figures; without rows where there are none.
Table weakFindings(const Material& material);

/// An estimate with its interval; shares in per cent.
QString estimateWords(const evaluation::Interval& estimate);
QString shareWords(const evaluation::Interval& share);
/// The interval alone, or a dash where there is none.
QString intervalWords(const evaluation::Interval& estimate, bool asShare);

/// Why a finding is not validated, and what was done to images, in words of the reader's language.
QString reasonWords(const std::string& reason);
QString changeWords(const std::string& change);

} // namespace lucency::app::report
