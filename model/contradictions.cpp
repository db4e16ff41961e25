#include "model/contradictions.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace lucency::model {

namespace {

bool contradict(const Cohort& cohort, const std::vector<std::size_t>& group)
{
    for (std::size_t f = 0; f < cohort.findings.size(); ++f) {
        const auto anyIs = [&](Label label) {
            return std::any_of(group.begin(), group.end(), [&](std::size_t image) { return cohort.images[image].labels[f] == label; });
        };
        if (anyIs(Label::Present) && anyIs(Label::Absent)) return true;
    }
    return false;
}

} // namespace

std::vector<std::vector<std::size_t>> contradictions(const Cohort& cohort, const Twins& twins,
                                                     const std::function<bool(std::size_t, std::size_t)>& samePixels)
{
    std::vector<std::size_t> parent(cohort.images.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&](std::size_t image) {
        while (parent[image] != image)
            image = parent[image] = parent[parent[image]];
        return image;
    };
    for (const auto& [one, other] : twins) {
        if (!samePixels(one, other)) continue;
        const auto [low, high] = std::minmax({root(one), root(other)});
        parent[high] = low;
    }
    std::map<std::size_t, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < parent.size(); ++i)
        groups[root(i)].push_back(i);
    std::vector<std::vector<std::size_t>> contradicting;
    for (auto& [first, group] : groups)
        if (group.size() > 1 && contradict(cohort, group)) contradicting.push_back(std::move(group));
    return contradicting;
}

std::string describeContradictions(const Cohort& cohort, const std::vector<std::vector<std::size_t>>& groups)
{
    if (groups.empty()) return {};
    std::size_t images = 0;
    for (const auto& group : groups)
        images += group.size();
    return std::to_string(images) + " images have the same pixels as another one and labels that contradict it, the first of them " +
           cohort.images[groups.front()[0]].path + " and " + cohort.images[groups.front()[1]].path;
}

} // namespace lucency::model
