#include "model/splitsharing.h"

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>

namespace lucency::model {

namespace {

/// std::shuffle differs between standard libraries; this does not.
template<class Values>
void shuffle(Values& values, std::mt19937_64& generator)
{
    for (std::size_t left = values.size(); left > 1; --left)
        std::swap(values[left - 1], values[generator() % left]);
}

struct NamedCount {
    static constexpr double most = 6;
    std::string name;
    double weight = 1;
};

/// What is counted for one image. The findings in all matter most; the folders, which often differ in size, and the people come second.
std::vector<NamedCount> countsOf(const CohortImage& image)
{
    const auto source = std::to_string(image.source);
    const auto folder = image.phantomSeed == 0 ? std::filesystem::path(image.path).parent_path().generic_string() : std::string();
    std::vector<NamedCount> counts{{source + "/images", NamedCount::most}};
    const auto add = [&](const std::string& what) {
        counts.push_back({source + "/" + what, NamedCount::most});
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
    SharingOut(const std::vector<Circle>& circles, const std::vector<SharedCount>& counts, const std::vector<PartShares>& shares)
        : m_circles(circles)
        , m_counts(counts)
        , m_parts(circles.size(), unplaced)
    {
        std::vector<double> all(counts.size());
        for (const auto& circle : circles) {
            // What a part holds that takes nothing more is not there to be shared out.
            for (const auto& [count, amount] : circle.adds)
                if (!circle.pinned || shares[counts[count].source][static_cast<std::size_t>(*circle.pinned)] > 0) all[count] += amount;
        }
        std::array<double, 3> sum{};
        for (const auto& each : shares)
            for (std::size_t p = 0; p < 3; ++p)
                sum[p] += each[p];
        for (std::size_t p = 0; p < 3; ++p) {
            m_has[p].assign(counts.size(), 0);
            for (std::size_t count = 0; count < counts.size(); ++count)
                m_should[p].push_back(shares[counts[count].source][p] * all[count]);
            if (sum[p] > sum[m_largest]) m_largest = p;
        }
    }

    /// Each circle in turn to the part where the sum grows least; people with many images fit into the largest part only, and come first.
    void place()
    {
        for (std::size_t c = 0; c < m_circles.size(); ++c)
            if (m_circles[c].pinned) put(c, static_cast<std::size_t>(*m_circles[c].pinned));
        for (std::size_t c = 0; c < m_circles.size(); ++c)
            if (!m_circles[c].pinned) put(c, bestFor(c));
    }

    /// Moves single circles while that lessens the sum.
    void improve()
    {
        constexpr int rounds = 50;
        bool moved = true;
        for (int round = 0; moved && round < rounds; ++round) {
            moved = false;
            for (std::size_t c = 0; c < m_circles.size(); ++c) {
                if (m_circles[c].pinned) continue;
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
        if (part == m_largest || !m_circles[circle].open[m_largest]) return true;
        return std::all_of(m_circles[circle].adds.begin(), m_circles[circle].adds.end(), [&](const auto& add) {
            return m_counts[add.first].weight < NamedCount::most || add.second <= std::max(few, largestShare * m_should[part][add.first]);
        });
    }

    double growth(std::size_t circle, std::size_t part) const
    {
        double sum = 0;
        for (const auto& [count, amount] : m_circles[circle].adds)
            if (m_should[part][count] > 0)
                sum +=
                    m_counts[count].weight * amount * (amount + 2 * (m_has[part][count] - m_should[part][count])) / m_should[part][count];
        return sum;
    }

    /// A tie stays where it is, or goes to the earlier part; the margin keeps rounding from deciding.
    std::size_t bestFor(std::size_t circle, std::size_t current = unplaced) const
    {
        constexpr double margin = 1e-6;
        std::size_t best = current;
        double least = current == unplaced ? 0 : growth(circle, current);
        for (std::size_t p = 0; p < 3; ++p) {
            if (!m_circles[circle].open[p] || p == current || !fits(circle, p)) continue;
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
    const std::vector<SharedCount>& m_counts;
    std::vector<std::size_t> m_parts;
    std::array<std::vector<double>, 3> m_has, m_should;
    std::size_t m_largest = 0;
};

} // namespace

std::vector<Part> shareOut(const std::vector<Circle>& circles, const std::vector<SharedCount>& counts,
                           const std::vector<PartShares>& sharesOfSources)
{
    SharingOut sharing(circles, counts, sharesOfSources);
    sharing.place();
    sharing.improve();
    std::vector<Part> parts;
    for (std::size_t c = 0; c < circles.size(); ++c)
        parts.push_back(static_cast<Part>(sharing.partOf(c)));
    return parts;
}

std::vector<Circle> circlesOf(const Cohort& cohort, const std::map<std::size_t, std::vector<std::size_t>>& imagesOf, std::uint64_t seed,
                              std::vector<SharedCount>& counts)
{
    std::map<std::string, std::size_t> numbers;
    const auto numberOf = [&](const NamedCount& count, int source) {
        const auto [known, isNew] = numbers.emplace(count.name, numbers.size());
        if (isNew) counts.push_back({count.weight, static_cast<std::size_t>(source)});
        return known->second;
    };
    std::vector<Circle> circles;
    for (const auto& [number, images] : imagesOf) {
        std::map<std::size_t, double> adds;
        std::set<std::size_t> once;
        for (const auto i : images) {
            const int source = cohort.images[i].source;
            for (const auto& count : countsOf(cohort.images[i])) {
                adds[numberOf(count, source)] += 1;
                once.insert(numberOf({count.name + ", people", count.weight / 2}, source));
            }
        }
        for (const auto people : once)
            adds[people] = 1;
        Circle circle;
        circle.images = images;
        circle.adds.assign(adds.begin(), adds.end());
        circles.push_back(std::move(circle));
    }
    std::mt19937_64 generator(seed);
    shuffle(circles, generator);
    std::stable_sort(circles.begin(), circles.end(), [](const auto& a, const auto& b) { return a.images.size() > b.images.size(); });
    return circles;
}

} // namespace lucency::model
