#pragma once

#include "imaging/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace lucency::model {

/// SHA-256 (FIPS 180-4) of bytes given in pieces.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(const void* bytes, std::size_t count);
    /// The digest in 64 lower-case hexadecimal digits; nothing may be added afterwards.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

std::string sha256(std::string_view bytes);

/// Of a whole file; fails with NotFound or Unreadable.
Result<std::string> sha256OfFile(const std::filesystem::path& file);

} // namespace lucency::model
