#include "app/training/splitpreview.h"

#include "model/split.h"

#include <unordered_map>

namespace lucency::app {

SplitPreview previewSplit(const Survey& survey, const model::Recipe& recipe)
{
    std::vector<std::string> findings;
    for (const auto& finding : recipe.findings)
        findings.push_back(finding.name);
    std::vector<std::size_t> indices;
    const auto cohort = withFindings(survey.cohort, findings, indices);
    std::unordered_map<std::size_t, std::size_t> placeOf;
    for (std::size_t place = 0; place < indices.size(); ++place)
        placeOf.emplace(indices[place], place);
    model::Twins twins;
    for (const auto& [one, other] : survey.twins)
        if (placeOf.contains(one) && placeOf.contains(other)) twins.emplace_back(placeOf[one], placeOf[other]);

    const auto split = model::splitByPatient(cohort, recipe.split, recipe.seed, twins);
    SplitPreview preview;
    std::vector<std::size_t> unreadable;
    for (const auto& lost : survey.unreadable)
        if (const auto found = placeOf.find(lost.index); found != placeOf.end()) unreadable.push_back(found->second);
    preview.size = model::sizeOf(cohort, split, unreadable);
    for (std::size_t i = 0; i < cohort.images.size(); ++i) {
        const auto& kept = cohort.images[i].keptPart;
        if (!kept) continue;
        ++preview.kept[static_cast<std::size_t>(*kept)];
        if (*kept == split.parts[i]) continue;
        const bool fromTraining = *kept == model::Part::Train;
        preview.validationEnlarged |= fromTraining && split.parts[i] == model::Part::Validation;
        preview.testTaken |= fromTraining && split.parts[i] == model::Part::Test;
        if (!fromTraining) ++preview.movedToHeldBack;
    }
    // Where a test part is given, somebody who moves into it stood in two parts.
    if (preview.kept[static_cast<std::size_t>(model::Part::Test)] > 0) preview.testTaken = false;
    if (const auto learnable = model::checkLearnable(cohort); !learnable) preview.unlearnable = learnable.error();
    return preview;
}

} // namespace lucency::app
