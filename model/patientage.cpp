#include "model/patientage.h"

#include "model/peoplecells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lucency::model {
namespace {

constexpr double adult = 18; ///< years

std::optional<int> digits(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

/// Years by calendar from YYYYMMDD to YYYYMMDD.
double yearsBetween(const std::string& birth, const std::string& study)
{
    const auto day = [](const std::string& date) -> std::optional<double> {
        if (date.size() != 8) return std::nullopt;
        const auto year = digits(date.substr(0, 4)), month = digits(date.substr(4, 2)), number = digits(date.substr(6, 2));
        if (!year || !month || !number) return std::nullopt;
        const std::chrono::year_month_day calendar{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                                   std::chrono::day(static_cast<unsigned>(*number))};
        if (!calendar.ok()) return std::nullopt;
        return std::chrono::sys_days(calendar).time_since_epoch().count();
    };
    const auto from = day(birth), to = day(study);
    constexpr double daysOfYear = 365.25;
    if (!from || !to || *to < *from) return std::numeric_limits<double>::quiet_NaN();
    return (*to - *from) / daysOfYear;
}

/// The words of a text in lower-case ASCII; bytes of other alphabets belong to words.
std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words;
    bool within = false;
    for (const char c : text) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool letter = upper || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
        if (letter && !within) words.emplace_back();
        if (letter) words.back() += upper ? static_cast<char>(c - 'A' + 'a') : c;
        within = letter;
    }
    return words;
}

bool speaksOfChildren(const std::string& description)
{
    static constexpr std::array<std::string_view, 7> beginnings{"paed", "pediatr", "pädiatr", "infant", "neonat", "newborn", "children"};
    static constexpr std::array<std::string_view, 4> whole{"ped", "peds", "child", "baby"};
    bool child = false;
    for (const std::string& word : wordsOf(description)) {
        if (word.starts_with("adult") || word == "non" || word == "not") return false;
        child = child || std::ranges::any_of(beginnings, [&](std::string_view begin) { return word.starts_with(begin); }) ||
                std::ranges::find(whole, word) != whole.end();
    }
    return child;
}

} // namespace

bool PatientAge::isKnown() const
{
    return !std::isnan(years);
}

double ageInYears(const imaging::Identity& identity)
{
    const std::string& age = identity.age;
    const bool isAgeString = age.size() == 4 && std::string_view("YMWD").find(age[3]) != std::string_view::npos;
    if (const double years = isAgeString ? yearsOf(age) : std::numeric_limits<double>::quiet_NaN(); !std::isnan(years)) return years;
    return yearsBetween(identity.birthDate, identity.studyDate);
}

PatientAge patientAge(const imaging::Identity& identity)
{
    return {ageInYears(identity), speaksOfChildren(identity.studyDescription + " " + identity.seriesDescription)};
}

std::string ageBand(double years)
{
    if (std::isnan(years)) return "";
    if (years < 18) return "under 18";
    if (years < 40) return "18 to 39";
    if (years < 60) return "40 to 59";
    return "60 and over";
}

bool fitsAge(const FindingEntry& finding, const PatientAge& age)
{
    if (!age.isKnown()) return true;
    return (!finding.minimumAge || age.years >= *finding.minimumAge) && (!finding.maximumAge || age.years <= *finding.maximumAge);
}

bool isForChildren(const ModelManifest& manifest)
{
    bool any = false;
    for (const FindingEntry& finding : manifest.findings) {
        if (!finding.validated) continue;
        if (!finding.maximumAge || *finding.maximumAge >= adult) return false;
        any = true;
    }
    return any;
}

bool leadsAtAge(const FindingEntry& finding, const PatientAge& age, bool modelIsForChildren)
{
    if (age.isKnown()) return fitsAge(finding, age);
    if (age.saidToBeChild || modelIsForChildren) return !finding.minimumAge || *finding.minimumAge < adult;
    return !finding.maximumAge || *finding.maximumAge >= adult;
}

} // namespace lucency::model
