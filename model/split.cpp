#include "model/split.h"

#include "model/circles.h"
#include "model/csv.h"
#include "model/numbered.h"
#include "model/splitsharing.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

namespace lucency::model {

namespace {

/// The patients of a cohort by number, in the order of their names, joined by twins.
class JoinedPatients {
public:
    JoinedPatients(const Cohort& cohort, const Twins& twins)
        : m_numbers(numbersOf(cohort))
        , m_circles(m_numbers.size())
    {
        for (const auto& [one, other] : twins)
            m_linked += m_circles.join(m_numbers[cohort.images[one].patient], m_numbers[cohort.images[other].patient]) ? 1 : 0;
    }
    std::size_t of(const CohortImage& image) { return m_circles.of(m_numbers[image.patient]); }
    int linked() const { return m_linked; }

private:
    static std::map<std::string, std::size_t> numbersOf(const Cohort& cohort)
    {
        std::map<std::string, std::size_t> numbers;
        for (const auto& image : cohort.images)
            numbers.emplace(image.patient, 0);
        std::size_t next = 0;
        for (auto& [patient, number] : numbers)
            number = next++;
        return numbers;
    }

    std::map<std::string, std::size_t> m_numbers;
    Circles m_circles;
    int m_linked = 0;
};

struct PartRow {
    std::string path, patient;
    Part part;
};

Result<std::vector<PartRow>> readParts(const std::filesystem::path& file)
{
    const auto table = readCsvTable(file);
    if (!table) return table.error();
    std::array<std::size_t, 3> columns{};
    constexpr std::array<const char*, 3> names{"path", "patient_id", "part"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (table->column(names[i]) < 0) return Failure{FailureKind::MissingColumn, file.string(), names[i]};
        columns[i] = static_cast<std::size_t>(table->column(names[i]));
    }
    std::vector<PartRow> rows;
    for (const auto& row : table->rows) {
        const auto& name = row[columns[2]];
        bool known = false;
        for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
            if (name != partName(part)) continue;
            rows.push_back({row[columns[0]], row[columns[1]], part});
            known = true;
        }
        if (!known) return Failure{FailureKind::NotALabelTable, file.string(), "part " + name};
    }
    return rows;
}

/// What the data themselves say of the parts of one source.
struct GivenParts {
    std::array<long, 3> images{}; ///< whose part is given
    long free = 0;                ///< images whose part is not

    long given(Part part) const { return images[static_cast<std::size_t>(part)]; }
    bool any() const { return images[0] + images[1] + images[2] > 0; }
};

/// Decides, source by source, which given parts stand and which are made or enlarged out of the training part.
class KeptParts {
public:
    KeptParts(const Cohort& cohort, const SplitPlan& plan)
        : m_plan(plan)
    {
        for (const auto& image : cohort.images) {
            const auto source = static_cast<std::size_t>(image.source);
            if (m_sources.size() <= source) m_sources.resize(source + 1);
            if (image.keptPart)
                ++m_sources[source].images[static_cast<std::size_t>(*image.keptPart)];
            else
                ++m_sources[source].free;
        }
    }

    std::vector<PartShares> shares() const
    {
        std::vector<PartShares> shares;
        for (const auto& source : m_sources)
            shares.push_back(sharesOf(source));
        return shares;
    }

    /// What is decided of people with images in this source: the part that they keep, or the parts that are open to them.
    void decide(Circle& circle, std::size_t source, std::optional<Part> given) const
    {
        const auto& counts = m_sources[source];
        if (given == Part::Test || given == Part::Validation) circle.pinned = given;
        const bool keepsTraining = given == Part::Train && validationIsEnough(counts);
        if (keepsTraining && testIsGiven(counts)) circle.pinned = Part::Train;
        if (keepsTraining) circle.open[static_cast<std::size_t>(Part::Validation)] = false;
        const auto shares = sharesOf(counts);
        for (std::size_t p = 0; p < shares.size(); ++p)
            if (!(shares[p] > 0)) circle.open[p] = false;
    }

    std::vector<std::string> remarks(const Cohort& cohort) const
    {
        std::vector<std::string> remarks;
        for (std::size_t s = 0; s < m_sources.size(); ++s) {
            const auto& source = m_sources[s];
            if (!source.any()) continue;
            const auto name = s < cohort.counts.size() ? cohort.counts[s].name + ": " : std::string();
            if (source.given(Part::Train) > 0 && !validationIsEnough(source))
                remarks.push_back(name + "the validation part given has " + std::to_string(source.given(Part::Validation)) +
                                  " images, too few to choose by; it is enlarged out of the training part, by patient");
            if (!testIsGiven(source)) remarks.push_back(name + "no test part is given; it is taken out of the training part, by patient");
        }
        return remarks;
    }

private:
    PartShares sharesOf(const GivenParts& source) const
    {
        const double test = testIsGiven(source) ? 0 : m_plan.test;
        const double validation = testIsGiven(source) ? m_plan.validation / (1 - m_plan.test) : m_plan.validation;
        return {1 - validation - test, validation, test};
    }

    static bool testIsGiven(const GivenParts& source) { return source.given(Part::Test) > 0; }

    /// Half of what the plan asks for will do: what was given is worth keeping.
    bool validationIsEnough(const GivenParts& source) const
    {
        const auto learning = static_cast<double>(source.given(Part::Train) + source.given(Part::Validation) + source.free);
        return static_cast<double>(source.given(Part::Validation)) >= 0.5 * m_plan.validation / (1 - m_plan.test) * learning;
    }

    const SplitPlan& m_plan;
    std::vector<GivenParts> m_sources;
};

/// The part that people with these images are in already: of several the one that is most held back, so that nothing that is measured on is
/// learnt from.
std::optional<Part> givenPart(const Cohort& cohort, const Circle& circle, bool& torn)
{
    std::optional<Part> part;
    for (const auto i : circle.images) {
        const auto& kept = cohort.images[i].keptPart;
        torn |= i != circle.images.front() && kept != cohort.images[circle.images.front()].keptPart;
        if (kept && (!part || *kept > *part)) part = kept;
    }
    return part;
}

} // namespace

Split splitByPatient(const Cohort& cohort, const SplitPlan& plan, std::uint64_t seed, const Twins& twins)
{
    Split split;
    split.parts.assign(cohort.images.size(), Part::Train);
    JoinedPatients patients(cohort, twins);
    split.twins = static_cast<long>(twins.size());
    split.linkedPatients = patients.linked();

    std::map<std::size_t, std::vector<std::size_t>> imagesOf;
    for (std::size_t i = 0; i < cohort.images.size(); ++i)
        imagesOf[patients.of(cohort.images[i])].push_back(i);

    std::vector<SharedCount> counts;
    auto circles = circlesOf(cohort, imagesOf, seed, counts);
    const KeptParts kept(cohort, plan);
    long torn = 0;
    for (auto& circle : circles) {
        bool isTorn = false;
        const auto given = givenPart(cohort, circle, isTorn);
        torn += isTorn ? 1 : 0;
        for (const auto i : circle.images)
            kept.decide(circle, static_cast<std::size_t>(cohort.images[i].source), given);
    }
    const auto parts = shareOut(circles, counts, kept.shares());
    for (std::size_t c = 0; c < circles.size(); ++c)
        for (const auto i : circles[c].images)
            split.parts[i] = parts[c];
    split.remarks = kept.remarks(cohort);
    if (torn > 0)
        split.remarks.push_back(std::to_string(torn) +
                                " patients, or groups of patients with the same images, stood in several of the parts given; all their "
                                "images are now in the one that is most held back");
    return split;
}

void countTwins(const Cohort& cohort, const Twins& twins, Split& split)
{
    Twins together;
    std::ranges::copy_if(twins, std::back_inserter(together),
                         [&](const auto& pair) { return split.parts[pair.first] == split.parts[pair.second]; });
    split.twins = static_cast<long>(together.size());
    split.linkedPatients = JoinedPatients(cohort, together).linked();
    split.tornTwins = static_cast<long>(twins.size() - together.size());
    if (split.tornTwins > 0)
        split.remarks.push_back(numbered(split.tornTwins, "pair", "pairs") +
                                " of images that look the same stand in different parts, as the list of images or the run that goes on has "
                                "them, and stay there: what is measured on images that were learnt from flatters");
}

std::vector<std::string> sharedPatients(const Cohort& cohort, const Split& split)
{
    std::unordered_map<std::string, Part> first;
    std::set<std::string> shared;
    for (std::size_t i = 0; i < cohort.images.size(); ++i) {
        const auto [known, isNew] = first.emplace(cohort.images[i].patient, split.parts[i]);
        if (!isNew && known->second != split.parts[i]) shared.insert(cohort.images[i].patient);
    }
    return {shared.begin(), shared.end()};
}

std::string splitCsv(const Cohort& cohort, const Split& split)
{
    std::string text = "path,patient_id,part,labels\n";
    for (std::size_t i = 0; i < cohort.images.size(); ++i) {
        const auto& image = cohort.images[i];
        std::string labels;
        for (std::size_t f = 0; f < image.labels.size(); ++f)
            if (image.labels[f] == Label::Present) labels += (labels.empty() ? "" : "|") + cohort.findings[f];
        text += csvField(image.path) + "," + csvField(image.patient) + "," + partName(split.parts[i]) + "," +
                csvField(labels.empty() && !image.otherFinding ? "No Finding" : labels) + "\n";
    }
    return text;
}

Result<Split> readSplit(const std::filesystem::path& file, const Cohort& cohort)
{
    const auto rows = readParts(file);
    if (!rows) return rows.error();
    std::unordered_map<std::string, Part> parts;
    for (const auto& row : *rows)
        parts[row.path] = row.part;
    Split split;
    for (const auto& image : cohort.images) {
        const auto known = parts.find(image.path);
        if (known == parts.end()) return Failure{FailureKind::BadArgument, file.string(), image.path + " is not in the split"};
        split.parts.push_back(known->second);
    }
    return split;
}

Done keepParts(const std::filesystem::path& file, const Cohort& cohort, Split& split)
{
    const auto rows = readParts(file);
    if (!rows) return rows.error();
    std::unordered_map<std::string, Part> parts;
    for (const auto& row : *rows) {
        const auto [known, isNew] = parts.emplace(row.patient, row.part);
        if (!isNew && known->second != row.part)
            return Failure{FailureKind::BadArgument, file.string(), row.patient + " stands in two parts"};
    }
    for (std::size_t i = 0; i < cohort.images.size(); ++i)
        if (const auto known = parts.find(cohort.images[i].patient); known != parts.end()) split.parts[i] = known->second;
    return done();
}

} // namespace lucency::model
