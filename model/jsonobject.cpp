#include "model/jsonobject.h"

#include <cmath>

namespace lucency::model {

namespace {

const nlohmann::json nothing;

std::string shortNumber(double value)
{
    auto text = nlohmann::json(value).dump();
    return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

/// Names the first key that stands twice in its object, with the keys above it.
class RepeatedKeys {
public:
    bool note(nlohmann::json::parse_event_t event, const nlohmann::json& parsed)
    {
        using Event = nlohmann::json::parse_event_t;
        if (event == Event::object_start) m_open.emplace_back();
        if (event == Event::object_end) m_open.pop_back();
        if (event != Event::key) return true;
        auto& [keys, current] = m_open.back();
        current = parsed.get<std::string>();
        if (keys.insert(current).second || !m_first.empty()) return true;
        for (const auto& object : m_open)
            m_first += (m_first.empty() ? "" : ".") + object.current;
        return true;
    }

    const std::string& first() const { return m_first; }

private:
    struct OpenObject {
        std::set<std::string> keys;
        std::string current;
    };
    std::vector<OpenObject> m_open;
    std::string m_first;
};

} // namespace

Result<nlohmann::json> parseOnce(const std::string& text, const std::string& subject)
{
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return Failure{FailureKind::BadRecipe, subject, "the file is empty"};
    try {
        RepeatedKeys repeated;
        auto parsed = nlohmann::json::parse(
            text, [&](int, nlohmann::json::parse_event_t event, const nlohmann::json& each) { return repeated.note(event, each); });
        if (!repeated.first().empty()) return Failure{FailureKind::BadRecipe, subject, repeated.first() + ": the key stands twice"};
        return parsed;
    } catch (const nlohmann::json::exception& error) {
        return Failure{FailureKind::BadRecipe, subject, error.what()};
    }
}

JsonObject::JsonObject(const nlohmann::json& object, std::string path, std::string subject, std::optional<Failure>& failure)
    : m_object(object)
    , m_path(std::move(path))
    , m_subject(std::move(subject))
    , m_failure(failure)
{
    if (!m_failure && !m_object.is_object())
        m_failure = Failure{FailureKind::BadRecipe, m_subject, (m_path.empty() ? std::string("the file") : m_path) + " is not an object"};
}

std::string JsonObject::name(const std::string& key) const
{
    return m_path.empty() ? key : m_path + "." + key;
}

bool JsonObject::has(const std::string& key) const
{
    return m_object.is_object() && m_object.contains(key);
}

void JsonObject::fail(const std::string& key, const std::string& why)
{
    if (!m_failure) m_failure = Failure{FailureKind::BadRecipe, m_subject, name(key) + ": " + why};
}

const nlohmann::json* JsonObject::find(const std::string& key)
{
    if (m_failure || !has(key)) return nullptr;
    m_read.insert(key);
    return &m_object.at(key);
}

const nlohmann::json& JsonObject::take(const std::string& key)
{
    const auto* value = find(key);
    return value ? *value : nothing;
}

void JsonObject::number(const std::string& key, double& value, double lowest, double highest)
{
    const auto* given = find(key);
    if (!given) return;
    if (!given->is_number()) return fail(key, "a number is needed");
    const double number = given->get<double>();
    if (!std::isfinite(number) || number < lowest || number > highest)
        return fail(key, "must lie between " + shortNumber(lowest) + " and " + shortNumber(highest));
    value = number;
}

void JsonObject::number(const std::string& key, std::optional<double>& value, double lowest, double highest)
{
    if (has(key) && m_object.at(key).is_null()) {
        m_read.insert(key);
        value.reset();
        return;
    }
    double number = std::nan("");
    this->number(key, number, lowest, highest);
    if (!std::isnan(number)) value = number;
}

void JsonObject::integer(const std::string& key, int& value, int lowest, int highest)
{
    const auto* given = find(key);
    if (!given) return;
    if (!given->is_number_integer()) return fail(key, "a whole number is needed");
    const auto number = given->get<std::int64_t>();
    if (number < lowest || number > highest)
        return fail(key, "must lie between " + std::to_string(lowest) + " and " + std::to_string(highest));
    value = static_cast<int>(number);
}

void JsonObject::integer(const std::string& key, std::uint64_t& value)
{
    const auto* given = find(key);
    if (!given) return;
    if (!given->is_number_unsigned()) return fail(key, "a whole number, not negative, is needed");
    value = given->get<std::uint64_t>();
}

void JsonObject::text(const std::string& key, std::string& value)
{
    const auto* given = find(key);
    if (!given) return;
    if (!given->is_string()) return fail(key, "a text is needed");
    value = given->get<std::string>();
}

void JsonObject::flag(const std::string& key, bool& value)
{
    const auto* given = find(key);
    if (!given) return;
    if (!given->is_boolean()) return fail(key, "true or false is needed");
    value = given->get<bool>();
}

void JsonObject::texts(const std::string& key, std::vector<std::string>& value)
{
    const auto* given = find(key);
    if (!given) return;
    if (!given->is_array()) return fail(key, "a list of texts is needed");
    std::vector<std::string> texts;
    for (const auto& item : *given) {
        if (!item.is_string()) return fail(key, "a list of texts is needed");
        texts.push_back(item.get<std::string>());
    }
    value = std::move(texts);
}

void JsonObject::range(const std::string& key, double& low, double& high, double lowest, double highest)
{
    const auto* given = find(key);
    if (!given) return;
    if (!given->is_array() || given->size() != 2 || !(*given)[0].is_number() || !(*given)[1].is_number())
        return fail(key, "two numbers are needed: [lowest, highest]");
    const double first = (*given)[0].get<double>(), second = (*given)[1].get<double>();
    if (!(first <= second) || first < lowest || second > highest)
        return fail(key, "must rise and lie between " + shortNumber(lowest) + " and " + shortNumber(highest));
    low = first;
    high = second;
}

void JsonObject::finish()
{
    if (m_failure || !m_object.is_object()) return;
    for (const auto& [key, value] : m_object.items())
        if (!m_read.contains(key)) return fail(key, "no such key");
}

} // namespace lucency::model
