#include "imaging/phantom.h"
#include "imaging/phantom/random.h"

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace lucency::imaging {

using phantom::Draw;
using phantom::mix;
using phantom::Stream;

namespace {

constexpr std::array givenNames{"Aster",    "Quill",    "Sorrel",  "Larkspur", "Juniper", "Tansy",   "Bramble", "Clover",
                                "Yarrow",   "Thistle",  "Sedge",   "Willow",   "Fennel",  "Saffron", "Teasel",  "Bracken",
                                "Campion",  "Foxglove", "Gentian", "Hawthorn", "Indigo",  "Jasper",  "Kestrel", "Linden",
                                "Marjoram", "Nettle",   "Osier",   "Poppy",    "Rowan",   "Spindle", "Umber",   "Vetch"};

/// A UUID-derived UID (PS3.5 B.2) whose 128 bits follow from a key.
std::string uid(std::uint64_t key)
{
    unsigned __int128 value = mix(key);
    value = (value << 64) | mix(key ^ 0xA5A5A5A5A5A5A5A5ULL);
    value &= ~(static_cast<unsigned __int128>(0xF) << 76);
    value |= static_cast<unsigned __int128>(8) << 76; // version 8: made by the application's own rule (RFC 9562)
    value &= ~(static_cast<unsigned __int128>(3) << 62);
    value |= static_cast<unsigned __int128>(2) << 62;
    std::string digits;
    for (; value != 0; value /= 10)
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
    return "2.25." + digits;
}

std::string dicomDate(std::chrono::sys_days day)
{
    const std::chrono::year_month_day date(day);
    char text[16];
    std::snprintf(text, sizeof text, "%04d%02u%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()));
    return text;
}

std::string numbered(const char* prefix, std::uint64_t number)
{
    char text[40];
    std::snprintf(text, sizeof text, "%s%04llu", prefix, static_cast<unsigned long long>(number));
    return text;
}

} // namespace

PhantomIdentity phantomIdentity(const PhantomDescription& description, int study)
{
    using std::chrono::days;
    const std::uint64_t seed = description.seed;
    Draw draw(seed, Stream::Identity);
    PhantomIdentity out;
    out.patientId = numbered("PHANTOM-", seed);
    out.patientName = std::string("PHANTOM^") + givenNames[seed % givenNames.size()];
    if (seed >= givenNames.size()) out.patientName += std::string("^") + givenNames[mix(seed) % givenNames.size()];
    const std::chrono::sys_days first = std::chrono::sys_days(std::chrono::year(2019) / 1 / 7) + days(draw.below(1700));
    // The age is that of the first study; the birthday lies up to a year before.
    const auto lived = static_cast<int>(std::floor(std::max(0.0, description.ageYears) * 365.2425)) + 1 + draw.below(360);
    out.birthDate = dicomDate(first - days(lived));
    int since = 0;
    for (int i = 0; i < study; ++i)
        since += 12 + draw.below(190);
    out.studyDate = dicomDate(first + days(since));
    Draw hour(mix(seed, 300 + static_cast<std::uint64_t>(study)), Stream::Identity);
    char time[16];
    std::snprintf(time, sizeof time, "%02d%02d%02d", 7 + hour.below(11), hour.below(60), hour.below(60));
    out.studyTime = time;
    const std::uint64_t studyKey = mix(mix(seed, 0x5354554459ULL), static_cast<std::uint64_t>(study));
    out.accessionNumber = numbered("PH", studyKey % 100000000ULL);
    out.studyUid = uid(studyKey);
    out.seriesUid = uid(mix(studyKey, 1));
    // Every picture that differs is an instance of its own.
    std::uint64_t image = mix(mix(studyKey, description.exposure), static_cast<std::uint64_t>(description.size));
    image = mix(image, (description.anteroposterior ? 1U : 0U) + (description.female ? 2U : 0U));
    image = mix(mix(image, static_cast<std::uint64_t>(std::lround(description.ageYears * 100))),
                static_cast<std::uint64_t>(std::lround(description.habitus * 1000) + 5000));
    for (const PhantomFinding finding : description.findings)
        image = mix(image, 17 + static_cast<std::uint64_t>(finding));
    out.sopInstanceUid = uid(image);
    return out;
}

} // namespace lucency::imaging
