#include "model/cohort.h"

#include "model/cohortsource.h"
#include "model/datafolder.h"
#include "model/findingnames.h"
#include "model/findingword.h"
#include "model/numbered.h"
#include "model/recipeagreement.h"
#include "model/tablesbeside.h"
#include "model/traininglist.h"

#include <algorithm>
#include <map>
#include <set>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;

/// More than any source has: the distance between the seeds of two of them.
constexpr std::uint64_t phantomsApart = 10'000'000;

class Gathering {
public:
    Gathering(const Recipe& recipe, const fs::path& dataFolder, std::stop_token stop)
        : m_recipe(recipe)
        , m_dataFolder(dataFolder)
        , m_stop(std::move(stop))
    {
    }

    Result<Cohort> gather()
    {
        for (const auto& source : m_recipe.data) {
            if (source.kind == SourceKind::Phantoms) {
                m_stated.push_back(phantoms(source));
                continue;
            }
            auto stated = readSourceFiles(source, m_recipe.findings, m_dataFolder, m_stop);
            if (!stated) return stated.error();
            m_stated.push_back(*std::move(stated));
        }
        if (m_recipe.findings.empty()) mergeSpellings();
        settleFindings();
        for (std::size_t i = 0; i < m_stated.size(); ++i)
            if (auto taken = takeIn(i); !taken) return taken.error();
        if (auto honoured = honourTrainingList(); !honoured) return honoured.error();
        if (auto exclusive = checkExclusive(); !exclusive) return exclusive.error();
        return std::move(m_cohort);
    }

private:
    std::size_t indexOf(const std::string& finding) const
    {
        const auto& names = m_cohort.findings;
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), finding) - names.begin());
    }

    /// Every other phantom is without a finding; the others have one or two of those that the source knows, by their seed.
    StatedSource phantoms(const DataSource& source)
    {
        StatedSource stated;
        stated.count.name = source.name;
        const auto& knows = source.knows;
        for (int i = 0; i < source.count; ++i) {
            const auto number = static_cast<std::size_t>(i);
            StatedImage each;
            each.image.phantomSeed = m_recipe.seed * 1'000'003 + m_phantoms + number + 1;
            each.image.path = "phantom:" + std::to_string(each.image.phantomSeed);
            each.image.patient = source.name + "/" + std::to_string(each.image.phantomSeed);
            if (number % 2 == 1) {
                const auto which = number / 2;
                each.statement.present.insert(knows[which % knows.size()]);
                if (which % 3 == 0) each.statement.present.insert(knows[(which / knows.size() + which + 1) % knows.size()]);
            }
            stated.images.push_back(std::move(each));
        }
        m_phantoms += phantomsApart;
        return stated;
    }

    /// Names of one finding that are written in several ways become one.
    void mergeSpellings()
    {
        std::map<std::string, std::map<std::string, long>> spellings; ///< plain name -> how often each is written
        for (const auto& stated : m_stated) {
            for (const auto& name : stated.columnFindings)
                ++spellings[plainName(name)][name];
            for (const auto& each : stated.images)
                for (const auto& name : each.statement.present)
                    ++spellings[plainName(name)][name];
        }
        for (const auto& [plain, written] : spellings) {
            const auto often =
                std::max_element(written.begin(), written.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
            m_spelling[plain] = usualSpelling(often->first).value_or(often->first);
        }
        const auto merge = [this](std::set<std::string>& names) {
            std::set<std::string> merged;
            for (const auto& name : names)
                merged.insert(spelt(name));
            names = std::move(merged);
        };
        for (auto& stated : m_stated) {
            for (auto& name : stated.columnFindings)
                name = spelt(name);
            for (auto& each : stated.images) {
                merge(each.statement.present);
                merge(each.statement.open);
            }
        }
    }

    std::string spelt(const std::string& name) const
    {
        const auto known = m_spelling.find(plainName(name));
        return known == m_spelling.end() ? name : known->second;
    }

    void settleFindings()
    {
        std::set<std::string> found;
        for (const auto& stated : m_stated) {
            found.insert(stated.columnFindings.begin(), stated.columnFindings.end());
            for (const auto& each : stated.images)
                found.insert(each.statement.present.begin(), each.statement.present.end());
        }
        if (m_recipe.findings.empty()) m_cohort.findings.assign(found.begin(), found.end());
        for (const auto& finding : m_recipe.findings)
            m_cohort.findings.push_back(finding.name);
    }

    /// Which findings the labels of a source tell, without those that have too few cases there.
    std::vector<bool> known(const DataSource& source, const StatedSource& stated)
    {
        const auto all = m_cohort.findings.size();
        std::vector<bool> knows(all, source.knows.empty());
        for (const auto& name : source.knows)
            if (indexOf(spelt(name)) < all) knows[indexOf(spelt(name))] = true;
        if (!stated.columnFindings.empty())
            for (std::size_t f = 0; f < all; ++f)
                if (std::find(stated.columnFindings.begin(), stated.columnFindings.end(), m_cohort.findings[f]) ==
                    stated.columnFindings.end())
                    knows[f] = false;
        if (source.minimumCases == 0) return knows;
        std::vector<int> cases(all);
        for (const auto& each : stated.images)
            for (const auto& name : each.statement.present)
                if (indexOf(name) < all) ++cases[indexOf(name)];
        std::string few;
        for (std::size_t f = 0; f < all; ++f) {
            if (!knows[f] || cases[f] >= source.minimumCases) continue;
            knows[f] = false;
            few += (few.empty() ? "" : ", ") + m_cohort.findings[f] + " " + std::to_string(cases[f]);
        }
        if (!few.empty())
            m_cohort.remarks.push_back(source.name + ": fewer than " + std::to_string(source.minimumCases) + " cases, not learnt: " + few);
        return knows;
    }

    /// What the labels say of findings that the source does not claim to know is not used.
    std::vector<Label> labelsOf(const Statement& statement, const std::vector<bool>& knows) const
    {
        std::vector<Label> labels(m_cohort.findings.size(), Label::Unknown);
        for (std::size_t f = 0; f < labels.size(); ++f) {
            if (!knows[f]) continue;
            const auto& name = m_cohort.findings[f];
            if (statement.present.contains(name))
                labels[f] = Label::Present;
            else if (!statement.open.contains(name) && !statement.othersOpen)
                labels[f] = Label::Absent;
        }
        return labels;
    }

    /// Whether something is named that is not learnt, or not from this source.
    bool namesMore(const Statement& statement, const std::vector<Label>& labels) const
    {
        return std::any_of(statement.present.begin(), statement.present.end(),
                           [&](const auto& name) { return indexOf(name) >= labels.size() || labels[indexOf(name)] != Label::Present; });
    }

    Done takeIn(std::size_t number)
    {
        const auto& source = m_recipe.data[number];
        auto& stated = m_stated[number];
        auto& count = stated.count;
        const auto knows = known(source, stated);
        for (auto& each : stated.images) {
            auto& image = each.image;
            image.labels = labelsOf(each.statement, knows);
            image.source = static_cast<int>(number);
            image.otherFinding = namesMore(each.statement, image.labels);
            const auto has = [&](Label label) { return std::find(image.labels.begin(), image.labels.end(), label) != image.labels.end(); };
            if (!has(Label::Present) && !has(Label::Absent)) {
                ++count.unlabelled;
                continue;
            }
            if (source.noFinding == NoFindingImages::Ignore && !has(Label::Present)) {
                ++count.withoutFinding;
                continue;
            }
            ++count.found;
            m_cohort.images.push_back(std::move(image));
        }
        m_cohort.remarks.insert(m_cohort.remarks.end(), stated.remarks.begin(), stated.remarks.end());
        if (count.found == 0)
            return Failure{FailureKind::NoLabelledImages, count.place.empty() ? source.name : count.place,
                           describe(count) + (stated.doubt ? "; " + *stated.doubt : "")};
        if (stated.doubt) m_cohort.remarks.push_back(source.name + ": " + *stated.doubt);
        if (count.ownPatients > 0)
            m_cohort.remarks.push_back(source.name + ": nothing tells the patient of " + numbered(count.ownPatients, "image", "images") +
                                       ", each counts as one of its own; if people have several, the split is by image and the "
                                       "figures too good");
        m_cohort.counts.push_back(std::move(count));
        return done();
    }

    /// People with an image that the official list lacks are the test part, the others are not.
    Done honourTrainingList()
    {
        const auto& named = m_recipe.split.trainingList;
        if (named.empty()) return done();
        const auto file = findBelow(m_dataFolder, named);
        if (!file) return Failure{FailureKind::NotFound, (m_dataFolder / named).string(), ""};
        return model::honourTrainingList(*file, m_dataFolder, m_cohort, m_stop);
    }

    Done checkExclusive() const
    {
        if (m_recipe.training.loss != LossKind::Softmax) return done();
        for (const auto& image : m_cohort.images)
            if (std::count(image.labels.begin(), image.labels.end(), Label::Present) > 1)
                return Failure{FailureKind::BadRecipe, m_recipe.name,
                               "training.loss: softmax is for images with one finding at most, and " + image.path + " has several"};
        return done();
    }

    const Recipe& m_recipe;
    fs::path m_dataFolder;
    std::stop_token m_stop;
    std::uint64_t m_phantoms = 0; ///< so that no two sources draw the same person
    std::vector<StatedSource> m_stated;
    std::map<std::string, std::string> m_spelling; ///< plain name -> that of the finding, where the labels name the findings
    Cohort m_cohort;
};

/// Labels that name findings which are no outputs stand for none of the recipe's own, yet for something.
void forget(DataSource& source, const std::set<std::string>& dropped)
{
    const auto isDropped = [&](const std::string& name) { return dropped.contains(name); };
    std::erase_if(source.knows, isDropped);
    for (auto& [name, present] : source.classes) {
        const bool named = !present.empty();
        std::erase_if(present, isDropped);
        if (named && present.empty()) present = {name};
    }
    if (source.kind == SourceKind::Table || source.kind == SourceKind::Found)
        for (const auto& name : dropped)
            source.classes.try_emplace(name, std::vector{name});
}

/// The recipe with every finding that it names spelt as usual; what was spelt otherwise is told.
CompleteRecipe inUsualSpelling(Recipe recipe)
{
    std::vector<std::string> remarks;
    for (auto& finding : recipe.findings) {
        const auto usual = usualSpelling(finding.name).value_or(finding.name);
        if (usual == finding.name) continue;
        remarks.push_back("the finding " + finding.name + " is spelt " + usual);
        finding.name = usual;
    }
    recipe.training.metric = spellMetric(recipe.training.metric, recipe.findings);
    for (auto& source : recipe.data)
        spellFindings(source, recipe.findings);
    return {std::move(recipe), std::move(remarks)};
}

} // namespace

const char* partName(Part part)
{
    switch (part) {
    case Part::Train:
        return "train";
    case Part::Validation:
        return "validation";
    case Part::Test:
        return "test";
    }
    return "";
}

std::string describe(const SourceCount& count)
{
    std::string text = count.name + ": scans found: " + std::to_string(count.found);
    const auto add = [&](int number, const char* words) {
        if (number > 0) text += "; " + std::to_string(number) + " " + words;
    };
    if (count.tableRows > 0)
        text += "; rows in the table: " + std::to_string(count.tableRows) + ", " + std::to_string(count.rowsWithoutImage) +
                " of them without an image; images without a row: " + std::to_string(count.imagesWithoutRow);
    add(count.outsideAges, "left out because of the person's age");
    add(count.unlabelled, "left out because none of the findings is known");
    add(count.unknownFindings, "left out because of findings that the recipe does not have");
    add(count.withoutFinding, "left out because none of the findings is present");
    add(count.outsideParts, "left out beside the folders train, val and test");
    return text;
}

Result<Cohort> gatherCohort(const Recipe& recipe, const fs::path& dataFolder, std::stop_token stop)
{
    try {
        return Gathering(recipe, dataFolder, std::move(stop)).gather();
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, dataFolder.string(), "cohort"};
    } catch (const std::exception& error) {
        return Failure{FailureKind::Unreadable, dataFolder.string(), error.what()};
    }
}

Result<CompleteRecipe> completeRecipe(const Recipe& asked, const fs::path& dataFolder, std::stop_token stop)
{
    for (const auto& source : asked.data)
        if (auto nameable = checkTableName(source.table); !nameable) return nameable.error();
    auto [recipe, spelt] = inUsualSpelling(asked);
    if (const auto why = disagreement(recipe)) return Failure{FailureKind::BadRecipe, recipe.name, *why};
    const bool counts = std::any_of(recipe.data.begin(), recipe.data.end(), [](const auto& each) { return each.minimumCases > 0; });
    const bool searches =
        std::any_of(recipe.data.begin(), recipe.data.end(), [&](const auto& each) { return searchesLabels(each, dataFolder); });
    if (!recipe.findings.empty() && !counts && !searches) return CompleteRecipe{std::move(recipe), std::move(spelt)};
    const auto cohort = gatherCohort(recipe, dataFolder, std::move(stop));
    if (!cohort) return cohort.error();
    nameFoundTables(recipe.data, cohort->counts, dataFolder);
    if (!recipe.findings.empty() && !counts) return CompleteRecipe{std::move(recipe), std::move(spelt)};
    Recipe complete = recipe;
    if (complete.findings.empty())
        for (const auto& name : cohort->findings)
            complete.findings.push_back({name, 1, {}, {}, ""});
    const auto all = complete.findings;
    std::set<std::string> dropped;
    for (std::size_t f = 0; f < cohort->findings.size(); ++f)
        if (std::all_of(cohort->images.begin(), cohort->images.end(), [f](const auto& image) { return image.labels[f] == Label::Unknown; }))
            dropped.insert(cohort->findings[f]);
    std::erase_if(complete.findings, [&](const auto& finding) { return dropped.contains(finding.name); });
    if (complete.findings.empty()) return Failure{FailureKind::BadRecipe, recipe.name, "findings: the data leave none to learn"};
    for (const auto& finding : complete.findings)
        if (!isFindingName(finding.name))
            return Failure{FailureKind::BadRecipe, recipe.name, "findings: \"" + finding.name + "\" holds ';', '=' or control characters"};
    for (auto& source : complete.data) {
        spellFindings(source, all);
        forget(source, dropped);
    }
    complete.training.metric = spellMetric(complete.training.metric, complete.findings);
    auto checked = recipeFromJson(toJson(complete), recipe.name);
    if (!checked) return checked.error();
    std::string names;
    for (const auto& finding : complete.findings)
        names += (names.empty() ? "learns: " : ", ") + finding.name;
    CompleteRecipe result{*std::move(checked), std::move(spelt)};
    for (const auto& remark : cohort->remarks)
        if (remark.find("not learnt: ") != std::string::npos) result.remarks.push_back(remark);
    result.remarks.push_back(names);
    return result;
}

} // namespace lucency::model
