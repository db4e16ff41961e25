#include "model/precisionmemo.h"

#include "imaging/replacementfile.h"
#include "model/sha256.h"

#include <cstdint>
#include <fstream>
#include <string_view>
#include <vector>

namespace lucency::model {
namespace {

constexpr std::size_t mostAnswers = 64;
constexpr std::uintmax_t mostBytes = 64 << 10; // far more than those take; what is longer is not ours
constexpr std::string_view reduced = "bf16", full = "fp32";

/// The answer, what it belongs to, and a digest of both, which a flipped bit does not survive.
std::string line(const std::string& words)
{
    return words + " " + sha256(words);
}
std::string line(std::string_view answer, const std::string& key)
{
    return line(std::string(answer) + " " + key);
}

/// The lines of the file that are whole, oldest first.
std::vector<std::string> wholeLines(const std::filesystem::path& file)
{
    std::vector<std::string> lines;
    std::error_code unknown;
    const auto bytes = std::filesystem::file_size(file, unknown);
    if (unknown || bytes > mostBytes) return lines;
    std::ifstream stream(file);
    for (std::string read; std::getline(stream, read);) {
        const auto words = read.substr(0, read.rfind(' '));
        const bool known = words.starts_with(reduced) || words.starts_with(full);
        if (known && line(words) == read) lines.push_back(read);
    }
    return lines;
}

} // namespace

PrecisionMemo::PrecisionMemo(std::filesystem::path file)
    : m_file(std::move(file))
{
}

std::optional<bool> PrecisionMemo::recall(const std::string& circumstances) const
{
    if (m_file.empty()) return std::nullopt;
    const std::string key = sha256(circumstances);
    std::optional<bool> answer;
    for (const std::string& read : wholeLines(m_file)) {
        if (read == line(reduced, key)) answer = true;
        if (read == line(full, key)) answer = false;
    }
    return answer;
}

void PrecisionMemo::keep(const std::string& circumstances, bool faithful) const
{
    if (m_file.empty()) return;
    const std::string key = sha256(circumstances);
    auto lines = wholeLines(m_file);
    std::erase_if(lines, [&](const std::string& read) { return read.find(key) != std::string::npos; });
    lines.push_back(line(faithful ? reduced : full, key));
    std::string text;
    for (std::size_t i = lines.size() > mostAnswers ? lines.size() - mostAnswers : 0; i < lines.size(); ++i)
        text += lines[i] + "\n";
    std::error_code ignored;
    std::filesystem::create_directories(m_file.parent_path(), ignored);
    (void)imaging::writeAtomically(m_file, text);
}

} // namespace lucency::model
