#pragma once

#include "model/recipe.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lucency::model {

/// The spelling of resources/findings.json for a name that it has, in any case; nothing for others.
std::optional<std::string> usualSpelling(const std::string& written);

/// Spells the findings that a source knows, and those that its classes stand for, as they are spelt among the known names, else as
/// resources/findings.json does; what the data call them stays as it is.
void spellFindings(DataSource& source, const std::vector<RecipeFinding>& known = {});

/// A metric of a finding with that finding spelt as it is among the known names, however it is written; other metrics as they are.
std::string spellMetric(const std::string& metric, const std::vector<RecipeFinding>& known);

/// What is said of one image: findings that are present, and those that are left open. All others that its source knows are absent.
struct Statement {
    std::set<std::string> present, open;
    bool anything = false;   ///< false where the label was left empty
    bool othersOpen = false; ///< whatever is not present is left open: "Effusion|nan"
};

/// The names under which a source writes findings: those of its classes, those of the recipe, and, where the recipe has none yet, any.
class FindingNames {
public:
    FindingNames(const DataSource& source, const std::vector<RecipeFinding>& findings);

    /// The findings that a written name stands for, none for "No Finding" and the like; nothing where the name is unknown.
    std::optional<std::vector<std::string>> findingsOf(const std::string& written) const;
    /// Whether the recipe or its classes mention the name (a name for no finding is not one of them).
    bool mentions(const std::string& written) const;
    /// The names that the recipe mentions, as plainName() makes them.
    std::set<std::string> mentioned() const;
    /// Whether any name is a finding, because the recipe has none of its own.
    bool isOpen() const { return m_open; }
    /// The only finding that the source knows; empty where there are several or none.
    const std::string& only() const { return m_only; }

private:
    std::map<std::string, std::vector<std::string>> m_byPlainName;
    std::string m_only;
    bool m_open;
};

} // namespace lucency::model
