#pragma once

#include "imaging/radiograph.h"
#include "model/manifest.h"

#include <limits>
#include <optional>
#include <string>

namespace lucency::model {

/// What is known of how old a patient was at the study.
struct PatientAge {
    double years = std::numeric_limits<double>::quiet_NaN(); ///< NaN when unknown
    bool saidToBeChild = false;                              ///< the study's own words say so: "Chest paediatric 2 views"

    bool isKnown() const;
};

/// Age in years from the Patient's Age string ("034Y", "018M"), or from birth and study dates (YYYYMMDD) such that a birthday makes a whole
/// number; NaN when neither is known.
double ageInYears(const imaging::Identity& identity);

/// The age, and whether the study or series description calls the patient a child ("paediatric", "PED", "infant", "neonate", "newborn",
/// "child"), unless it speaks of adults too.
PatientAge patientAge(const imaging::Identity& identity);

/// The group of ages that figures are told apart by, "18 to 39" and the like; empty for NaN.
std::string ageBand(double years);

/// Whether an age is from so many to so many years. People are as old as the years that they have completed: five and a half is within "1
/// to 5". An unknown age (NaN) is within any.
bool isWithinAges(double years, const std::optional<double>& from, const std::optional<double>& to);

/// Whether nothing that is known of the patient's age speaks against a finding's training ages. An unknown age does not.
bool fitsAge(const FindingEntry& finding, const PatientAge& age);

/// Whether every validated finding of a model is bound to ages under 18: people who use it read children.
bool isForChildren(const ModelManifest& manifest);

/// Whether a finding may raise the priority and stand first (headline, heat map, worklist). Where the age is known, that is fitsAge().
/// Where it is not, every score is given all the same, but one bound to children leads only when the study or the model is said to be one
/// of children: of the radiographs without an age, those of adults are the great majority, and a child's finding atop them would mislead.
/// Findings bound to adults then lead, and not where children are meant.
bool leadsAtAge(const FindingEntry& finding, const PatientAge& age, bool modelIsForChildren);

} // namespace lucency::model
