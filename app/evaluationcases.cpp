#include "app/evaluationcases.h"

#include "model/patientage.h"

#include <map>

namespace lucency::app {

std::vector<int> patientNumbers(const PredictionTable& table)
{
    std::map<std::string, int> patients;
    for (const auto& image : table.images)
        patients.emplace(image.patient, 0);
    int next = 0;
    for (auto& [patient, number] : patients)
        number = next++;
    std::vector<int> numbers;
    for (const auto& image : table.images)
        numbers.push_back(patients.at(image.patient));
    return numbers;
}

bool isCase(const PredictionTable::Finding& finding, std::size_t image)
{
    return finding.labels[image] != PredictionTable::unknownLabel && !std::isnan(finding.probabilities[image]);
}

evaluation::FindingCases casesOf(const PredictionTable& table, const std::vector<int>& patients, const PredictionTable::Finding& finding,
                                 const std::function<bool(const PredictedImage&)>& isShownFor)
{
    evaluation::FindingCases cases;
    cases.finding = finding.name;
    for (std::size_t i = 0; i < table.images.size(); ++i) {
        if (!isCase(finding, i)) continue;
        const auto& image = table.images[i];
        cases.probabilities.push_back(finding.probabilities[i]);
        cases.labels.push_back(finding.labels[i]);
        cases.patients.push_back(patients[i]);
        cases.groups["sex"].push_back(image.sex);
        cases.groups["age"].push_back(model::ageBand(image.age));
        cases.groups["view"].push_back(image.view);
        cases.groups["scanner"].push_back(image.scanner);
        if (isShownFor) cases.groups["shown_for_age"].push_back(isShownFor(image) ? "yes" : "no");
    }
    return cases;
}

} // namespace lucency::app
