#include "model/twinmemo.h"

#include "imaging/replacementfile.h"
#include "model/recordlog.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostAnswers = 16;
constexpr auto extension = ".copies";

using Pair = std::array<std::uint64_t, 2>;

/// Of the pairs and the name that they are kept under.
std::uint64_t checkOf(std::span<const Pair> pairs, const std::string& digest)
{
    return std::uint64_t{checksum(std::as_bytes(pairs))} << 32 | checksum(std::as_bytes(std::span(digest)));
}

} // namespace

TwinMemo::TwinMemo(fs::path folder)
    : m_folder(std::move(folder))
{
}

fs::path TwinMemo::fileOf(const std::string& digest) const
{
    return m_folder / (digest + extension);
}

std::optional<Twins> TwinMemo::recall(const std::string& digest) const
{
    if (m_folder.empty()) return std::nullopt;
    std::ifstream stream(fileOf(digest), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    std::uint64_t check = 0;
    if (bytes.size() < sizeof check || (bytes.size() - sizeof check) % sizeof(Pair) != 0) return std::nullopt;
    std::vector<Pair> pairs((bytes.size() - sizeof check) / sizeof(Pair));
    std::memcpy(&check, bytes.data(), sizeof check);
    if (!pairs.empty()) std::memcpy(pairs.data(), bytes.data() + sizeof check, bytes.size() - sizeof check);
    if (check != checkOf(pairs, digest)) return std::nullopt;
    Twins twins;
    for (const auto& [one, other] : pairs)
        twins.emplace_back(one, other);
    return twins;
}

void TwinMemo::keep(const std::string& digest, const Twins& twins) const
{
    if (m_folder.empty()) return;
    std::vector<Pair> pairs;
    for (const auto& [one, other] : twins)
        pairs.push_back({one, other});
    const auto check = checkOf(pairs, digest);
    auto file = imaging::ReplacementFile::open(fileOf(digest));
    if (!file || !file->write(&check, sizeof check) || !file->write(pairs.data(), pairs.size() * sizeof(Pair))) return;
    if (file->commit(imaging::ReplacementFile::Durable::InTime)) makeRoom();
}

void TwinMemo::makeRoom() const
{
    std::vector<std::pair<fs::file_time_type, fs::path>> answers;
    std::error_code unknown;
    for (const auto& entry : fs::directory_iterator(m_folder, unknown))
        if (entry.path().extension() == extension) answers.emplace_back(entry.last_write_time(unknown), entry.path());
    std::ranges::sort(answers, std::greater());
    for (std::size_t i = mostAnswers; i < answers.size(); ++i)
        fs::remove(answers[i].second, unknown);
}

} // namespace lucency::model
