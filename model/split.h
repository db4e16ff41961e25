#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/recipe.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace lucency::model {

/// Which part every image of a cohort belongs to.
struct Split {
    std::vector<Part> parts;          ///< one an image of the cohort
    int linkedPatients = 0;           ///< patients kept together because images of theirs look the same
    long twins = 0;                   ///< pairs of images that look the same and are in one part
    long tornTwins = 0;               ///< and those that are not, as somebody else had split them
    std::vector<std::string> remarks; ///< what people should be told of parts that the data gave
};

/// Pairs of images (indices into the cohort) that show the same: their patients stay in one part.
using Twins = std::vector<std::pair<std::size_t, std::size_t>>;

/// Splits by patient, stratified: each part gets its share of every source's images, and of the images and the people with each finding
/// and without any, in all and folder by folder, as nearly as whole patients allow. People with so many images of a finding that a smaller
/// part would show little else stay in the largest. Parts that the data give (CohortImage::keptPart) are kept, except that people in
/// several of them go to the most held back one, that a validation part of less than half its share is enlarged out of the training part,
/// and that a missing test part is taken out of it. The same cohort and seed give the same split on every machine.
Split splitByPatient(const Cohort& cohort, const SplitPlan& plan, std::uint64_t seed, const Twins& twins = {});

/// Counts the twins and the patients whom they link into a split that was not made by splitByPatient() alone, such as one read back, whose
/// writer may have known of fewer. Only those in one part count; a remark tells of the others.
void countTwins(const Cohort& cohort, const Twins& twins, Split& split);

/// Puts the patients of a split.csv back into their parts; the others stay where they are. Fails as readSplit() does, and with BadArgument
/// naming a patient whom the file has in two parts.
Done keepParts(const std::filesystem::path& file, const Cohort& cohort, Split& split);

/// Patients that stand in more than one part, sorted; empty for a good split.
std::vector<std::string> sharedPatients(const Cohort& cohort, const Split& split);

/// The split as CSV: path,patient_id,part,labels with the findings present joined by "|", "No Finding" where the image's
/// labels name nothing at all.
std::string splitCsv(const Cohort& cohort, const Split& split);

/// Reads a split.csv back onto the same cohort. Fails with NotALabelTable, MissingColumn or BadArgument naming an image that it lacks.
Result<Split> readSplit(const std::filesystem::path& file, const Cohort& cohort);

} // namespace lucency::model
