#pragma once

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
    /// False where it is there already.
    bool add(const std::string& name);

    /// How an image that has these names (of namesOfImage()) is written: one of them, or else the only one of its base name in any case.
    /// Where the image is not the only one of that name, the path has to share a folder with its own. Null where there is none.
    const std::string* of(const std::vector<std::string>& namesOfOne, bool onlyOne) const;

private:
    std::unordered_set<std::string> m_names;
    std::unordered_map<std::string, std::vector<std::string>> m_byBaseName; ///< in lower case
};

} // namespace lucency::model
