#include "model/writtennames.h"

#include "model/celltext.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace lucency::model {

namespace {

/// The folders of a path of any system in lower case, from the one that the file lies in upwards, each with a slash behind it.
std::string foldersUpwards(const std::string& path)
{
    auto plain = lowerCase(path);
    std::replace(plain.begin(), plain.end(), '\\', '/');
    std::string folders;
    for (auto end = plain.rfind('/'); end != std::string::npos && end > 0; end = plain.rfind('/', end - 1)) {
        const auto before = plain.rfind('/', end - 1);
        const auto begin = before == std::string::npos ? 0 : before + 1;
        if (begin < end) folders += plain.substr(begin, end - begin) + '/';
    }
    return folders;
}

/// The first folders of both, as a part of one of them.
std::string_view foldersShared(std::string_view one, std::string_view other)
{
    const auto differs = std::ranges::mismatch(one, other).in1;
    const auto same = one.substr(0, static_cast<std::size_t>(differs - one.begin()));
    return same.substr(0, same.rfind('/') + 1); // 0 where there is none
}

} // namespace

std::string baseNameOf(const std::string& path)
{
    return path.substr(path.find_last_of("/\\") + 1);
}

bool WrittenNames::add(const std::string& name)
{
    const auto [place, isNew] = m_names.insert(name);
    if (!isNew) return false;
    const auto base = baseNameOf(name);
    m_byBaseName[lowerCase(base)][base].emplace(foldersUpwards(name), &*place);
    return true;
}

/// The name whose path shares a folder, and more than any other's; null where there is none.
const std::string* WrittenNames::nearest(const std::vector<const ByFolders*>& candidates, const std::string& folders)
{
    const std::string* nearest = nullptr;
    std::size_t most = 0;
    for (const auto* paths : candidates) {
        // Of sorted paths those that share the most stand beside the place where this one would.
        const auto after = paths->lower_bound(folders);
        std::string_view shared;
        if (after != paths->end()) shared = foldersShared(folders, after->first);
        if (after != paths->begin())
            shared = std::max(shared, foldersShared(folders, std::prev(after)->first), [](auto a, auto b) { return a.size() < b.size(); });
        if (shared.empty() || shared.size() < most) continue;
        const auto first = paths->lower_bound(std::string(shared)), second = std::next(first);
        const bool isOnly = shared.size() > most && (second == paths->end() || !second->first.starts_with(shared));
        nearest = isOnly ? first->second : nullptr;
        most = shared.size();
    }
    return nearest;
}

const std::string* WrittenNames::of(const std::vector<std::string>& namesOfOne, bool onlyOne) const
{
    for (const auto& name : namesOfOne)
        if (const auto written = m_names.find(name); written != m_names.end()) return &*written;
    if (namesOfOne.empty()) return nullptr;
    for (const auto& base : {namesOfOne.front(), namesOfOne.back()}) {
        const auto known = m_byBaseName.find(lowerCase(base));
        if (known == m_byBaseName.end()) continue;
        std::vector<const ByFolders*> candidates;
        if (const auto exact = known->second.find(base); exact != known->second.end())
            candidates.push_back(&exact->second);
        else
            for (const auto& [spelling, paths] : known->second)
                candidates.push_back(&paths);
        if (onlyOne && candidates.size() == 1 && candidates.front()->size() == 1) return candidates.front()->begin()->second;
        for (const auto& name : namesOfOne)
            if (lowerCase(baseNameOf(name)) == known->first)
                if (const auto* met = nearest(candidates, foldersUpwards(name))) return met;
    }
    return nullptr;
}

} // namespace lucency::model
