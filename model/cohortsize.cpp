#include "model/cohortsize.h"

#include "model/numbered.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

namespace lucency::model {

namespace {

using People = std::unordered_map<std::string, bool>;

/// People whose images tell of a finding, and whether they have it.
People peopleOf(const std::vector<const CohortImage*>& images, std::size_t finding)
{
    People people;
    for (const auto* image : images)
        if (image->labels[finding] != Label::Unknown) people[image->patient] |= image->labels[finding] == Label::Present;
    return people;
}

long having(const People& people)
{
    return std::count_if(people.begin(), people.end(), [](const auto& each) { return each.second; });
}

/// The images that count.
std::vector<const CohortImage*> countedImages(const Cohort& cohort)
{
    const bool anyReal = std::any_of(cohort.images.begin(), cohort.images.end(), [](const auto& image) { return image.phantomSeed == 0; });
    std::vector<const CohortImage*> images;
    for (const auto& image : cohort.images)
        if (!anyReal || image.phantomSeed == 0) images.push_back(&image);
    return images;
}

std::string widthOf(double width)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(width < 0.095 ? 2 : 1) << width;
    return text.str();
}

/// What makes the figures of one part about one finding uncertain; empty where nothing does.
std::string uncertainty(Part part, const std::string& finding, const FindingSize& size)
{
    constexpr double wide = 0.2;
    const auto where = std::string(part == Part::Test ? "test part: " : "validation part: ");
    if (size.images == 0) return where + "no image tells of " + finding + ", which cannot be measured";
    const auto people = numbered(size.positivePatients, "positive patient", "positive patients") + " and " +
                        numbered(size.negativePatients, "negative one", "negative ones") + " for " + finding;
    if (size.positivePatients == 0 || size.negativePatients == 0) return where + people + ", which cannot be measured";
    if (size.intervalWidth <= wide) return {};
    return where + people + ": the AUC's 95 % interval will be about " + widthOf(size.intervalWidth) + " wide" +
           (part == Part::Validation ? ", and the operating point as uncertain" : "");
}

} // namespace

double expectedIntervalWidth(long positives, long negatives, double auc)
{
    if (positives < 1 || negatives < 1) return 1;
    const auto m = static_cast<double>(positives), n = static_cast<double>(negatives);
    const double q1 = auc / (2 - auc), q2 = 2 * auc * auc / (1 + auc);
    const double variance = (auc * (1 - auc) + (m - 1) * (q1 - auc * auc) + (n - 1) * (q2 - auc * auc)) / (m * n);
    constexpr double ofNormal = 1.959963984540054;
    return std::min(1.0, 2 * ofNormal * std::sqrt(std::max(0.0, variance)));
}

CohortSize sizeOf(const Cohort& cohort, const Split& split, std::span<const std::size_t> unreadable)
{
    CohortSize size;
    size.findings = cohort.findings;
    size.linkedPatients = split.linkedPatients;
    size.twins = split.twins;
    size.sharedPatients = static_cast<long>(sharedPatients(cohort, split).size());
    std::array<std::vector<const CohortImage*>, 3> images;
    for (const auto* image : countedImages(cohort)) {
        const auto index = static_cast<std::size_t>(image - cohort.images.data());
        if (!std::ranges::binary_search(unreadable, index)) images[static_cast<std::size_t>(split.parts[index])].push_back(image);
    }
    for (std::size_t p = 0; p < images.size(); ++p) {
        auto& part = size.parts[p];
        part.images = static_cast<long>(images[p].size());
        std::unordered_set<std::string> patients;
        for (const auto* image : images[p])
            patients.insert(image->patient);
        part.patients = static_cast<long>(patients.size());
        for (std::size_t f = 0; f < cohort.findings.size(); ++f) {
            FindingSize finding;
            for (const auto* image : images[p]) {
                finding.images += image->labels[f] == Label::Unknown ? 0 : 1;
                finding.positives += image->labels[f] == Label::Present ? 1 : 0;
            }
            const auto people = peopleOf(images[p], f);
            finding.positivePatients = having(people);
            finding.negativePatients = static_cast<long>(people.size()) - finding.positivePatients;
            finding.intervalWidth = expectedIntervalWidth(finding.positivePatients, finding.negativePatients);
            part.findings.push_back(finding);
        }
    }
    return size;
}

std::vector<std::string> sizeRemarks(const CohortSize& size)
{
    std::vector<std::string> remarks;
    std::string proof = "split by patient:";
    for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
        const auto& each = size.parts[static_cast<std::size_t>(part)];
        proof += std::string(part == Part::Train ? " " : ", ") + partName(part) + " " + numbered(each.patients, "patient", "patients") +
                 " (" + numbered(each.images, "image", "images") + ")";
    }
    proof += "; " + std::to_string(size.sharedPatients) + " in more than one part";
    if (size.linkedPatients > 0)
        proof += "; " + std::to_string(size.linkedPatients) + " kept beside others because images of theirs look the same";
    remarks.push_back(proof);
    for (const Part part : {Part::Validation, Part::Test})
        for (std::size_t f = 0; f < size.findings.size(); ++f)
            if (auto remark = uncertainty(part, size.findings[f], size.parts[static_cast<std::size_t>(part)].findings[f]); !remark.empty())
                remarks.push_back(std::move(remark));
    return remarks;
}

Done checkLearnable(const Cohort& cohort)
{
    constexpr long parts = 3;
    std::vector<const CohortImage*> images;
    for (const auto& image : cohort.images)
        images.push_back(&image);
    const auto subject = cohort.counts.empty()                  ? std::string("cohort")
                         : !cohort.counts.front().place.empty() ? cohort.counts.front().place
                                                                : cohort.counts.front().name;
    std::string why;
    for (std::size_t f = 0; f < cohort.findings.size(); ++f) {
        const auto people = peopleOf(images, f);
        const auto with = having(people), without = static_cast<long>(people.size()) - with;
        if (with >= parts && without >= parts) return done();
        if (why.empty())
            why = numbered(with, "patient", "patients") + " with and " + numbered(without, "patient", "patients") + " without " +
                  cohort.findings[f] + ", where at least three of each are needed, one for each part";
    }
    return Failure{FailureKind::NoLabelledImages, subject, why.empty() ? "there is nothing to learn" : why};
}

} // namespace lucency::model
