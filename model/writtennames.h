#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace lucency::model {

/// The name of a file in a path of any system: what follows the last slash or backslash.
std::string baseNameOf(const std::string& path);

/// Names of images as a table or a list has them, which may be paths of another computer, or in another case.
class WrittenNames {
public:
    WrittenNames() = default;
    WrittenNames(const WrittenNames&) = delete;
    WrittenNames& operator=(const WrittenNames&) = delete;
    WrittenNames(WrittenNames&&) = default;
    WrittenNames& operator=(WrittenNames&&) = default;

    /// False where it is there already.
    bool add(const std::string& name);

    /// How an image that has these names (of namesOfImage()) is written: one of them, or else the only one of its base name in any case.
    /// Where the image is not the only one of that name, the path has to share a folder with its own, and more than any other path does.
    /// Null where there is none. The time does not grow with the number of paths of one base name.
    const std::string* of(const std::vector<std::string>& namesOfOne, bool onlyOne) const;

private:
    /// Names of one base name by the folders that they lie in, the nearest first: paths that share folders are neighbours.
    using ByFolders = std::multimap<std::string, const std::string*>;

    static const std::string* nearest(const std::vector<const ByFolders*>& candidates, const std::string& folders);

    std::unordered_set<std::string> m_names;
    /// Base name in lower case -> as it is written -> those of m_names.
    std::unordered_map<std::string, std::map<std::string, ByFolders>> m_byBaseName;
};

} // namespace lucency::model
