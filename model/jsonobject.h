#pragma once

#include "imaging/result.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lucency::model {

/// The JSON of a recipe's text. Fails with BadRecipe where it is empty or no JSON, and where a key stands twice in one object, of which JSON
/// itself would take the last without a word.
Result<nlohmann::json> parseOnce(const std::string& text, const std::string& subject);

/// Reads one JSON object key by key and refuses, by name, what it was not asked for. The first failure is kept; later reads do nothing.
class JsonObject {
public:
    /// Path is the dotted name of the object itself, empty for the root; subject is the file.
    JsonObject(const nlohmann::json& object, std::string path, std::string subject, std::optional<Failure>& failure);

    bool has(const std::string& key) const;
    void number(const std::string& key, double& value, double lowest, double highest);
    void number(const std::string& key, std::optional<double>& value, double lowest, double highest);
    void integer(const std::string& key, int& value, int lowest, int highest);
    void integer(const std::string& key, std::uint64_t& value);
    void text(const std::string& key, std::string& value);
    void flag(const std::string& key, bool& value);
    void texts(const std::string& key, std::vector<std::string>& value);
    /// A pair [low, high] with low <= high.
    void range(const std::string& key, double& low, double& high, double lowest, double highest);

    /// The raw value, marked as read; null when it is absent.
    const nlohmann::json& take(const std::string& key);
    /// The key's full dotted name.
    std::string name(const std::string& key) const;
    void fail(const std::string& key, const std::string& why);
    /// Fails with the first key that nobody asked for.
    void finish();

private:
    const nlohmann::json* find(const std::string& key);

    const nlohmann::json& m_object;
    std::string m_path, m_subject;
    std::optional<Failure>& m_failure;
    std::set<std::string> m_read;
};

} // namespace lucency::model
