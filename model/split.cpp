#include "model/split.h"

#include "model/csv.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <unordered_map>

namespace lucency::model {

namespace {

/// Patients joined by images that look the same: a union-find over their numbers.
class Circles {
public:
    explicit Circles(std::size_t count)
        : m_parent(count)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }
    std::size_t of(std::size_t patient)
    {
        while (m_parent[patient] != patient)
            patient = m_parent[patient] = m_parent[m_parent[patient]];
        return patient;
    }
    bool join(std::size_t a, std::size_t b)
    {
        a = of(a);
        b = of(b);
        if (a == b) return false;
        m_parent[std::max(a, b)] = std::min(a, b);
        return true;
    }

private:
    std::vector<std::size_t> m_parent;
};

/// std::shuffle differs between standard libraries; this does not.
template<class Values>
void shuffle(Values& values, std::mt19937_64& generator)
{
    for (std::size_t left = values.size(); left > 1; --left)
        std::swap(values[left - 1], values[generator() % left]);
}

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

/// Patients who stay together, and how much they add to each of the counts that the parts share out.
struct Circle {
    std::vector<std::size_t> images;
    std::vector<std::pair<std::size_t, double>> adds; ///< (count, amount), each count once
};

/// Something that the parts should hold their share of, and how much that matters.
struct Count {
    static constexpr double most = 6;
    std::string name;
    double weight = 1;
};

/// What is counted for one image. The findings in all matter most; the folders, which often differ in size, and the people come second.
std::vector<Count> countsOf(const CohortImage& image)
{
    const auto source = std::to_string(image.source);
    const auto folder = image.phantomSeed == 0 ? std::filesystem::path(image.path).parent_path().generic_string() : std::string();
    std::vector<Count> counts{{source + "/images", Count::most}};
    const auto add = [&](const std::string& what) {
        counts.push_back({source + "/" + what, Count::most});
        counts.push_back({source + "/" + what + " in " + folder, 1});
    };
    bool any = false;
    for (std::size_t f = 0; f < image.labels.size(); ++f) {
        if (image.labels[f] != Label::Present) continue;
        any = true;
        add("finding " + std::to_string(f));
    }
    if (!any) add("no finding");
    return counts;
}

/// Shares circles out so that the parts' counts come close to what they should be: the sum over counts and parts of (is - should)^2 /
/// should, the chi-square of the split, is made small.
class SharingOut {
public:
    SharingOut(const std::vector<Circle>& circles, const std::vector<double>& weights, const std::array<double, 3>& shares)
        : m_circles(circles)
        , m_weights(weights)
        , m_parts(circles.size(), unplaced)
    {
        std::vector<double> all(weights.size());
        for (const auto& circle : circles)
            for (const auto& [count, amount] : circle.adds)
                all[count] += amount;
        for (std::size_t p = 0; p < 3; ++p) {
            m_has[p].assign(weights.size(), 0);
            for (const double amount : all)
                m_should[p].push_back(shares[p] * amount);
            m_open[p] = shares[p] > 0;
            if (shares[p] > shares[m_largest]) m_largest = p;
        }
    }

    /// Each circle in turn to the part where the sum grows least; people with many images fit into the largest part only, and come first.
    void place()
    {
        for (std::size_t c = 0; c < m_circles.size(); ++c)
            put(c, bestFor(c));
    }

    /// Moves single circles while that lessens the sum.
    void improve()
    {
        constexpr int rounds = 50;
        bool moved = true;
        for (int round = 0; moved && round < rounds; ++round) {
            moved = false;
            for (std::size_t c = 0; c < m_circles.size(); ++c) {
                const auto from = m_parts[c];
                take(c);
                const auto to = bestFor(c, from);
                put(c, to);
                moved |= to != from;
            }
        }
    }

    std::size_t partOf(std::size_t circle) const { return m_parts[circle]; }

private:
    static constexpr std::size_t unplaced = 3;

    /// One person may not be most of what a small part knows of a finding: its figures would be that person's. The largest part takes all.
    bool fits(std::size_t circle, std::size_t part) const
    {
        constexpr double few = 2, largestShare = 0.2;
        if (part == m_largest) return true;
        return std::all_of(m_circles[circle].adds.begin(), m_circles[circle].adds.end(), [&](const auto& add) {
            return m_weights[add.first] < Count::most || add.second <= std::max(few, largestShare * m_should[part][add.first]);
        });
    }

    double growth(std::size_t circle, std::size_t part) const
    {
        double sum = 0;
        for (const auto& [count, amount] : m_circles[circle].adds)
            sum += m_weights[count] * amount * (amount + 2 * (m_has[part][count] - m_should[part][count])) / m_should[part][count];
        return sum;
    }

    /// A tie stays where it is, or goes to the earlier part; the margin keeps rounding from deciding.
    std::size_t bestFor(std::size_t circle, std::size_t current = unplaced) const
    {
        constexpr double margin = 1e-6;
        std::size_t best = current;
        double least = current == unplaced ? 0 : growth(circle, current);
        for (std::size_t p = 0; p < 3; ++p) {
            if (!m_open[p] || p == current || !fits(circle, p)) continue;
            const double here = growth(circle, p);
            if (best != unplaced && here >= least - margin) continue;
            best = p;
            least = here;
        }
        return best;
    }

    void put(std::size_t circle, std::size_t part)
    {
        m_parts[circle] = part;
        for (const auto& [count, amount] : m_circles[circle].adds)
            m_has[part][count] += amount;
    }

    void take(std::size_t circle)
    {
        for (const auto& [count, amount] : m_circles[circle].adds)
            m_has[m_parts[circle]][count] -= amount;
        m_parts[circle] = unplaced;
    }

    const std::vector<Circle>& m_circles;
    const std::vector<double>& m_weights;
    std::vector<std::size_t> m_parts;
    std::array<std::vector<double>, 3> m_has, m_should;
    std::array<bool, 3> m_open{};
    std::size_t m_largest = 0;
};

/// The circles of a cohort in the order in which they are shared out: shuffled by the seed, then those with most images first.
std::vector<Circle> circlesOf(const Cohort& cohort, const std::map<std::size_t, std::vector<std::size_t>>& imagesOf, std::uint64_t seed,
                              std::vector<double>& weights)
{
    std::map<std::string, std::size_t> numbers;
    const auto numberOf = [&](const Count& count) {
        const auto [known, isNew] = numbers.emplace(count.name, numbers.size());
        if (isNew) weights.push_back(count.weight);
        return known->second;
    };
    std::vector<Circle> circles;
    for (const auto& [number, images] : imagesOf) {
        std::map<std::size_t, double> adds;
        std::set<std::size_t> once;
        for (const auto i : images) {
            for (const auto& count : countsOf(cohort.images[i])) {
                adds[numberOf(count)] += 1;
                once.insert(numberOf({count.name + ", people", count.weight / 2}));
            }
        }
        for (const auto people : once)
            adds[people] = 1;
        circles.push_back({images, {adds.begin(), adds.end()}});
    }
    std::mt19937_64 generator(seed);
    shuffle(circles, generator);
    std::stable_sort(circles.begin(), circles.end(), [](const auto& a, const auto& b) { return a.images.size() > b.images.size(); });
    return circles;
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

Split splitByPatient(const Cohort& cohort, const SplitPlan& plan, std::uint64_t seed, const Twins& twins)
{
    Split split;
    split.parts.assign(cohort.images.size(), Part::Train);
    std::map<std::string, std::size_t> numbers;
    for (const auto& image : cohort.images)
        numbers.emplace(image.patient, 0);
    std::size_t next = 0;
    for (auto& [patient, number] : numbers)
        number = next++;
    Circles circles(numbers.size());
    for (const auto& [one, other] : twins)
        split.linkedPatients += circles.join(numbers[cohort.images[one].patient], numbers[cohort.images[other].patient]) ? 1 : 0;

    std::map<std::size_t, std::vector<std::size_t>> imagesOf;
    for (std::size_t i = 0; i < cohort.images.size(); ++i)
        imagesOf[circles.of(numbers[cohort.images[i].patient])].push_back(i);

    std::vector<double> weights;
    const auto inTurn = circlesOf(cohort, imagesOf, seed, weights);
    SharingOut sharing(inTurn, weights, {1 - plan.validation - plan.test, plan.validation, plan.test});
    sharing.place();
    sharing.improve();
    for (std::size_t c = 0; c < inTurn.size(); ++c)
        for (const auto i : inTurn[c].images)
            split.parts[i] = static_cast<Part>(sharing.partOf(c));
    return split;
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
                csvField(labels.empty() ? "No Finding" : labels) + "\n";
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
