#include "model/findingnames.h"

#include "model/datafolder.h"
#include "model/trainervalidation.h"

#include <algorithm>
#include <array>

namespace lucency::model {

namespace {

constexpr std::array vocabulary{"Pneumonia (paediatric)",
                                "Atelectasis",
                                "Cardiomegaly",
                                "Consolidation",
                                "Edema",
                                "Effusion",
                                "Emphysema",
                                "Fibrosis",
                                "Hernia",
                                "Infiltration",
                                "Mass",
                                "Nodule",
                                "Pleural_Thickening",
                                "Pneumonia",
                                "Pneumothorax"};

} // namespace

std::optional<std::string> usualSpelling(const std::string& written)
{
    const auto plain = plainName(written);
    const auto known = std::find_if(vocabulary.begin(), vocabulary.end(), [&](const char* name) { return plainName(name) == plain; });
    return known == vocabulary.end() ? std::nullopt : std::optional<std::string>(*known);
}

void spellFindings(DataSource& source, const std::vector<RecipeFinding>& known)
{
    const auto spell = [&](std::string& name) {
        const auto plain = plainName(name);
        const auto same = std::find_if(known.begin(), known.end(), [&](const auto& finding) { return plainName(finding.name) == plain; });
        name = same != known.end() ? same->name : usualSpelling(name).value_or(name);
    };
    const auto spellAll = [&](std::vector<std::string>& names) {
        std::for_each(names.begin(), names.end(), spell);
        std::vector<std::string> once;
        for (auto& name : names)
            if (std::find(once.begin(), once.end(), name) == once.end()) once.push_back(std::move(name));
        names = std::move(once);
    };
    spellAll(source.knows);
    for (auto& [written, present] : source.classes)
        spellAll(present);
}

std::string spellMetric(const std::string& metric, const std::vector<RecipeFinding>& known)
{
    const auto measured = findingOfMetric(metric);
    const auto same = std::ranges::find(known, plainName(measured), [](const auto& finding) { return plainName(finding.name); });
    if (measured.empty() || same == known.end()) return metric;
    return metric.substr(0, metric.size() - measured.size()) + same->name;
}

FindingNames::FindingNames(const DataSource& source, const std::vector<RecipeFinding>& findings)
    : m_open(findings.empty())
{
    for (const auto& finding : findings)
        m_byPlainName[plainName(finding.name)] = {finding.name};
    // NIH's box table spells it so.
    if (const auto infiltration = m_byPlainName.find("infiltration"); infiltration != m_byPlainName.end())
        m_byPlainName.emplace("infiltrate", infiltration->second);
    for (const auto& [name, present] : source.classes) {
        auto& meant = m_byPlainName[plainName(name)];
        meant = present;
        // A finding that is not learnt is one nevertheless: its images are not without any.
        if (const auto usual = usualSpelling(name); usual && meant.empty() && !m_open) meant = {*usual};
    }
    if (source.knows.size() == 1)
        m_only = source.knows.front();
    else if (source.knows.empty() && findings.size() == 1)
        m_only = findings.front().name;
}

std::optional<std::vector<std::string>> FindingNames::findingsOf(const std::string& written) const
{
    if (const auto known = m_byPlainName.find(plainName(written)); known != m_byPlainName.end()) return known->second;
    if (meansNoFinding(written)) return std::vector<std::string>();
    if (m_open) return std::vector{written};
    return std::nullopt;
}

bool FindingNames::mentions(const std::string& written) const
{
    return m_byPlainName.contains(plainName(written));
}

std::set<std::string> FindingNames::mentioned() const
{
    std::set<std::string> names;
    for (const auto& [name, findings] : m_byPlainName)
        names.insert(name);
    return names;
}

} // namespace lucency::model
