#pragma once

#include "model/split.h"

#include <filesystem>
#include <optional>
#include <string>

namespace lucency::model {

/// What searches for copies found, in small files that can be made anew, so that the same images are compared once and not at every
/// start. An answer is kept under a digest of everything that decided it; one that is damaged is none. Several processes may use one
/// folder.
class TwinMemo {
public:
    /// An empty path remembers nothing.
    explicit TwinMemo(std::filesystem::path folder);

    /// The pairs that were found under these circumstances; nothing where nobody has searched, or the file cannot be read.
    std::optional<Twins> recall(const std::string& digest) const;

    /// Keeps an answer, and the latest ones of others. A folder that cannot be written keeps nothing and harms nobody.
    void keep(const std::string& digest, const Twins& twins) const;

private:
    std::filesystem::path fileOf(const std::string& digest) const;
    void makeRoom() const;

    std::filesystem::path m_folder;
};

} // namespace lucency::model
