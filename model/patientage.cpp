#include "model/patientage.h"

#include "model/celltext.h"
#include "model/peoplecells.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lucency::model {
namespace {

constexpr double adult = 18; ///< years
constexpr double oldestPerson = 130;

using std::chrono::sys_days;
using std::chrono::year_month_day;

/// A date written YYYYMMDD.
std::optional<year_month_day> dateOf(const std::string& text)
{
    if (text.size() != 8) return std::nullopt;
    const auto year = wholeNumber(text.substr(0, 4)), month = wholeNumber(text.substr(4, 2)), day = wholeNumber(text.substr(6, 2));
    if (!year || !month || !day) return std::nullopt;
    const year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                              std::chrono::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

/// Birthdays until the day of the study, and the share of the year since the last. Who was born on 29 February has the day after the 28th.
double yearsBetween(const std::string& birth, const std::string& study)
{
    const auto born = dateOf(birth), seen = dateOf(study);
    if (!born || !seen || sys_days(*seen) < sys_days(*born)) return std::numeric_limits<double>::quiet_NaN();
    const auto birthday = [&born](int years) { return sys_days(*born + std::chrono::years(years)); };
    int years = static_cast<int>(seen->year()) - static_cast<int>(born->year());
    if (birthday(years) > sys_days(*seen)) --years;
    const auto since = sys_days(*seen) - birthday(years), year = birthday(years + 1) - birthday(years);
    return years + static_cast<double>(since.count()) / static_cast<double>(year.count());
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
    if (std::isnan(years) || years > oldestPerson) return "";
    if (years < 18) return "under 18";
    if (years < 40) return "18 to 39";
    if (years < 60) return "40 to 59";
    return "60 and over";
}

bool isWithinAges(double years, const std::optional<double>& from, const std::optional<double>& to)
{
    if (std::isnan(years)) return true;
    const bool wholeYears = to && *to == std::floor(*to);
    return (!from || years >= *from) && (!to || (wholeYears ? std::floor(years) : years) <= *to);
}

bool fitsAge(const FindingEntry& finding, const PatientAge& age)
{
    return isWithinAges(age.years, finding.minimumAge, finding.maximumAge);
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
