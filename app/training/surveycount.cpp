#include "app/training/surveycount.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace lucency::app {

namespace {

using model::Label;

constexpr std::size_t picturesShown = 8;

std::vector<std::size_t> spread(const std::vector<std::size_t>& all, std::size_t most)
{
    std::vector<std::size_t> some;
    for (std::size_t i = 0; i < std::min(most, all.size()); ++i)
        some.push_back(all[i * all.size() / std::min(most, all.size())]);
    return some;
}

/// Images and people by finding, and what the data say beside.
class Counting {
public:
    explicit Counting(Survey& survey)
        : m_survey(survey)
        , m_cohort(survey.cohort)
    {
    }

    void carryOut()
    {
        for (std::size_t f = 0; f < m_cohort.findings.size(); ++f)
            m_survey.findings.push_back(counted(m_cohort.findings[f], [f](const auto& image) { return image.labels[f]; }));
        m_survey.findings.push_back(counted("", [](const auto& image) {
            const auto has = [&](Label label) { return std::find(image.labels.begin(), image.labels.end(), label) != image.labels.end(); };
            if (has(Label::Present) || image.otherFinding) return Label::Absent;
            return has(Label::Absent) ? Label::Present : Label::Unknown;
        }));
        std::unordered_set<std::string> people;
        for (const auto& image : m_cohort.images) {
            people.insert(image.patient);
            if (image.keptPart) ++m_survey.keptParts[static_cast<std::size_t>(*image.keptPart)];
            if (std::count(image.labels.begin(), image.labels.end(), Label::Present) > 1) ++m_survey.severalFindings;
        }
        m_survey.patients = static_cast<long>(people.size());
        for (const auto& count : m_cohort.counts)
            m_survey.ownPatients += count.ownPatients;
        countAges();
    }

private:
    template<class LabelOf>
    SurveyedFinding counted(const std::string& name, const LabelOf& labelOf) const
    {
        SurveyedFinding finding;
        finding.name = name;
        std::unordered_map<std::string, bool> people;
        std::vector<std::size_t> having;
        for (std::size_t i = 0; i < m_cohort.images.size(); ++i) {
            const auto& image = m_cohort.images[i];
            const auto label = labelOf(image);
            if (label == Label::Unknown) continue;
            people[image.patient] |= label == Label::Present;
            if (label == Label::Present) having.push_back(i);
            if (label == Label::Absent) ++finding.absentImages;
        }
        finding.images = static_cast<long>(having.size());
        finding.patients = std::count_if(people.begin(), people.end(), [](const auto& each) { return each.second; });
        finding.absentPatients = static_cast<long>(people.size()) - finding.patients;
        finding.examples = spread(having, picturesShown);
        return finding;
    }

    void countAges()
    {
        std::vector<double> ages;
        for (const auto& image : m_cohort.images)
            if (!std::isnan(image.age)) ages.push_back(image.age);
        if (ages.empty() || ages.size() * 2 < m_cohort.images.size()) return;
        std::sort(ages.begin(), ages.end());
        m_survey.ages = {ages.front(), ages[ages.size() / 2], ages.back()};
    }

    Survey& m_survey;
    const model::Cohort& m_cohort;
};

} // namespace

void countFindings(Survey& survey)
{
    Counting(survey).carryOut();
}

} // namespace lucency::app
