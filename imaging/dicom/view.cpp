#include "imaging/dicom/view.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

namespace lucency::imaging::dicom {

namespace {

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> found(1);
    for (const char c : text) {
        if (std::isalpha(static_cast<unsigned char>(c)))
            found.back() += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        else if (!found.back().empty())
            found.emplace_back();
    }
    if (found.back().empty()) found.pop_back();
    return found;
}

bool oneOf(std::string_view word, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), word) != names.end();
}

/// The view that words of a view position, a code meaning or a description name; nothing when they name none.
View fromWords(std::string_view text)
{
    const std::vector<std::string> all = words(text);
    bool pa = false, ap = false, frontal = false, lateral = false, other = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string& word = all[i];
        const std::string_view next = i + 1 < all.size() ? std::string_view(all[i + 1]) : std::string_view();
        pa = pa || oneOf(word, {"PA", "POSTEROANTERIOR"}) || (oneOf(word, {"POSTERO", "POSTERIOR"}) && oneOf(next, {"ANTERIOR"}));
        ap = ap || oneOf(word, {"AP", "ANTEROPOSTERIOR"}) || (oneOf(word, {"ANTERO", "ANTERIOR"}) && oneOf(next, {"POSTERIOR"}));
        frontal = frontal || oneOf(word, {"FRONTAL"});
        lateral = lateral || oneOf(word, {"LL", "RL", "LAT", "LATERAL", "LLAT", "RLAT", "SAGITTAL", "LATEROMEDIAL", "MEDIOLATERAL",
                                          "SEITLICH", "PROFIL"});
        other = other ||
                oneOf(word, {"LLD", "RLD", "LLO", "RLO", "LAO",      "RAO",   "LPO",        "RPO",     "OBLIQUE", "DECUBITUS",   "DECUB",
                             "CC",  "MLO", "ML",  "LM",  "LORDOTIC", "AXIAL", "TANGENTIAL", "SKYLINE", "SUNRISE", "CRANIOCAUDAL"});
    }
    if (other) return View::Other;
    const bool straight = pa || ap || frontal;
    if (lateral) return straight ? View::Unknown : View::Lateral; // "PA and lateral" names a pair, not this image
    if (pa && ap) return View::Frontal;
    return pa ? View::FrontalPA : ap ? View::FrontalAP : frontal ? View::Frontal : View::Unknown;
}

/// PS3.16 CID 4010 DX View and CID 4014 View for Mammography, as SNOMED CT and in the SRT form of older files.
View fromCode(std::string_view code)
{
    if (oneOf(code, {"272479007", "R-40888", "R-10214"})) return View::FrontalPA;
    if (oneOf(code, {"399348003", "R-10206"})) return View::FrontalAP;
    if (oneOf(code, {"399033003", "R-10202"})) return View::Frontal;
    if (oneOf(code, {"399067008", "R-102CD", "49370004", "G-A104", "399173006", "R-10236", "399198007", "R-10232", "399352003", "R-10228",
                     "399260004", "R-10224", "30730003", "G-A145"})) {
        return View::Lateral;
    }
    return View::Unknown;
}

/// Rows that run to the patient's left or right and columns that run to the feet or head are a frontal projection; rows that run to the
/// front or back a lateral one. Only plain directions count: "LA" is an oblique.
View fromOrientation(const std::array<std::string, 2>& orientation)
{
    const std::string &row = orientation[0], &column = orientation[1];
    const auto direction = [](const std::string& text) { return text.size() == 1 ? text[0] : text.empty() ? ' ' : '?'; };
    const auto plane = [](char c) { return c == 'L' || c == 'R' ? 'x' : c == 'A' || c == 'P' ? 'y' : c == 'F' || c == 'H' ? 'z' : c; };
    const char across = plane(direction(row)), down = plane(direction(column));
    const auto pair = [&](char a, char b) { return (across == a && down == b) || (across == b && down == a); };
    if (pair('x', 'z')) return View::Frontal;
    if (pair('y', 'z')) return View::Lateral;
    return View::Unknown;
}

} // namespace

View viewFrom(const ViewEvidence& evidence)
{
    if (const View stated = fromWords(evidence.viewPosition); stated != View::Unknown) return stated;
    if (const View coded = fromCode(evidence.codeValue); coded != View::Unknown) return coded;
    if (const View meant = fromWords(evidence.codeMeaning); meant != View::Unknown) return meant;
    if (const View turned = fromOrientation(evidence.orientation); turned != View::Unknown) return turned;
    return fromWords(evidence.seriesDescription);
}

} // namespace lucency::imaging::dicom
