#include "model/writtennames.h"

#include "model/celltext.h"

#include <algorithm>

namespace lucency::model {

namespace {

/// The last steps of a path of any system that are the same in another one, in any case.
std::size_t stepsShared(const std::string& one, const std::string& other)
{
    const auto plain = [](std::string path) {
        std::replace(path.begin(), path.end(), '\\', '/');
        return lowerCase(path);
    };
    const auto here = plain(one), there = plain(other);
    std::size_t steps = 0, at = 0;
    for (; at < here.size() && at < there.size() && here[here.size() - 1 - at] == there[there.size() - 1 - at]; ++at)
        steps += here[here.size() - 1 - at] == '/' ? 1 : 0;
    const bool wholeStep =
        (at == here.size() || here[here.size() - 1 - at] == '/') && (at == there.size() || there[there.size() - 1 - at] == '/');
    return steps + (wholeStep ? 1 : 0);
}

/// The row whose path shares a folder with one of the image's names, and more than any other row's; null where there is none.
const std::string* nearestPath(const std::vector<std::string>& rows, const std::vector<std::string>& namesOfOne)
{
    const std::string* nearest = nullptr;
    std::size_t most = 1;
    for (const auto& row : rows) {
        std::size_t shared = 0;
        for (const auto& name : namesOfOne)
            shared = std::max(shared, stepsShared(row, name));
        if (shared < most || shared < 2) continue;
        nearest = shared == most ? nullptr : &row;
        most = shared;
    }
    return nearest;
}

} // namespace

std::string baseNameOf(const std::string& path)
{
    return path.substr(path.find_last_of("/\\") + 1);
}

bool WrittenNames::add(const std::string& name)
{
    const bool isNew = m_names.insert(name).second;
    if (isNew) m_byBaseName[lowerCase(baseNameOf(name))].push_back(name);
    return isNew;
}

const std::string* WrittenNames::of(const std::vector<std::string>& namesOfOne, bool onlyOne) const
{
    for (const auto& name : namesOfOne)
        if (const auto written = m_names.find(name); written != m_names.end()) return &*written;
    if (namesOfOne.empty()) return nullptr;
    for (const auto& name : {namesOfOne.front(), namesOfOne.back()}) {
        const auto known = m_byBaseName.find(lowerCase(name));
        if (known == m_byBaseName.end()) continue;
        auto candidates = known->second;
        const auto otherCase = [&](const std::string& written) { return baseNameOf(written) != name; };
        if (!std::all_of(candidates.begin(), candidates.end(), otherCase)) std::erase_if(candidates, otherCase);
        const std::string* met = onlyOne && candidates.size() == 1 ? &candidates.front() : nearestPath(candidates, namesOfOne);
        if (met) return &*m_names.find(*met);
    }
    return nullptr;
}

} // namespace lucency::model
