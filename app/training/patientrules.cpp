#include "app/training/patientrules.h"

#include <array>
#include <filesystem>
#include <regex>
#include <unordered_map>

namespace lucency::app {

namespace {

struct Naming {
    std::vector<std::string> patterns;
    bool wellKnown;
};

/// How people name the images of one patient.
const std::array<Naming, 5>& namings()
{
    static const std::array<Naming, 5> all{{
        {{R"(^(person\d+)_)", R"(^((?:NORMAL2-)?IM-\d+)-)"}, true}, // Kermany et al.
        {{R"(^(\d{8})_\d{3})"}, true},                              // NIH ChestX-ray14
        {{R"(^([^_]+)_)"}, false},
        {{R"(^([^-]+)-)"}, false},
        {{R"(^(.+)[_-][^_-]+$)"}, false},
    }};
    return all;
}

PatientRule fitted(const Naming& naming, const model::Cohort& cohort)
{
    PatientRule rule;
    rule.patterns = naming.patterns;
    rule.wellKnown = naming.wellKnown;
    std::vector<std::regex> patterns(naming.patterns.begin(), naming.patterns.end());
    std::unordered_map<std::string, long> people;
    for (const auto& image : cohort.images) {
        const auto name = std::filesystem::path(image.path).filename().string();
        std::smatch match;
        for (const auto& pattern : patterns) {
            if (!std::regex_search(name, match, pattern)) continue;
            ++rule.matched;
            // Somebody with several images shows best what the rule does.
            if (++people[match[1].str()] == 2 || rule.exampleFile.empty()) {
                rule.exampleFile = name;
                rule.examplePatient = match[1].str();
            }
            break;
        }
    }
    rule.patients = static_cast<long>(people.size());
    return rule;
}

} // namespace

std::vector<PatientRule> rulesFor(const model::Cohort& cohort)
{
    constexpr long fewestPeople = 3;
    std::vector<PatientRule> rules;
    const auto images = static_cast<long>(cohort.images.size());
    for (const auto& naming : namings()) {
        auto rule = fitted(naming, cohort);
        const bool repeats = std::any_of(rules.begin(), rules.end(), [&](const PatientRule& other) {
            return other.patients == rule.patients && other.exampleFile == rule.exampleFile && other.examplePatient == rule.examplePatient;
        });
        if (rule.matched * 10 >= images * 9 && rule.patients >= fewestPeople && rule.patients < rule.matched && !repeats)
            rules.push_back(std::move(rule));
    }
    return rules;
}

} // namespace lucency::app
