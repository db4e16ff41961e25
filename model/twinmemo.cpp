#include "model/twinmemo.h"

#include "imaging/replacementfile.h"
#include "model/recordlog.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <span>
#include <utility>
#include <vector>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostAnswers = 16;
constexpr std::uintmax_t mostBytes = 1 << 28; ///< 16 million pairs, more than any cohort has; what is longer is not ours
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
    const auto file = fileOf(digest);
    std::error_code unknown;
    const auto bytes = fs::is_regular_file(file, unknown) ? fs::file_size(file, unknown) : 0;
    std::uint64_t check = 0;
    if (unknown || bytes < sizeof check || bytes > mostBytes || (bytes - sizeof check) % sizeof(Pair) != 0) return std::nullopt;
    std::vector<Pair> pairs((bytes - sizeof check) / sizeof(Pair));
    std::ifstream stream(file, std::ios::binary);
    stream.read(reinterpret_cast<char*>(&check), sizeof check);
    stream.read(reinterpret_cast<char*>(pairs.data()), static_cast<std::streamsize>(pairs.size() * sizeof(Pair)));
    if (!stream || check != checkOf(pairs, digest)) return std::nullopt;
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
    std::error_code failed;
    for (fs::directory_iterator entry(m_folder, failed), end; !failed && entry != end; entry.increment(failed))
        if (entry->path().extension() == extension) answers.emplace_back(entry->last_write_time(unknown), entry->path());
    std::ranges::sort(answers, std::greater());
    for (std::size_t i = mostAnswers; i < answers.size(); ++i)
        fs::remove(answers[i].second, unknown);
}

} // namespace lucency::model
