#include "model/cellwords.h"

#include "model/datafolder.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace lucency::model {

namespace {

template<std::size_t count>
bool isOneOf(const std::array<std::string_view, count>& words, const std::string& written)
{
    return std::find(words.begin(), words.end(), plainName(written)) != words.end();
}

} // namespace

bool meansUnknown(const std::string& written)
{
    // As plainName() leaves them; #NV, #WERT! and #BEZUG! are what Excel writes in German.
    static constexpr std::array<std::string_view, 27> words{
        "",        "nan",  "-nan", "nat",    "na",      "n/a", "n.a.",    "#n/a",      "#n/a n/a",
        "#na",     "<na>", "null", "#null!", "nil",     "#nv", "#value!", "#wert!",    "#ref!",
        "#bezug!", "?",    "??",   "-",      "unknown", "unk", "missing", "unbekannt", "not available"};
    return isOneOf(words, written);
}

bool meansNobody(const std::string& written)
{
    return meansUnknown(written) || plainName(written) == "none";
}

bool meansPresent(const std::string& written)
{
    static constexpr std::array<std::string_view, 3> words{"positive", "pos", "present"};
    return isOneOf(words, written);
}

bool meansAbsent(const std::string& written)
{
    static constexpr std::array<std::string_view, 3> words{"negative", "neg", "absent"};
    return isOneOf(words, written);
}

bool isTick(const std::string& written)
{
    static constexpr std::array<std::string_view, 6> marks{"x", "+", "*", "\u2713", "\u2714", "\u2611"};
    return isOneOf(marks, written);
}

} // namespace lucency::model
