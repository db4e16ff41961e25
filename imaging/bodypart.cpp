#include "imaging/bodypart.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace lucency::imaging {

namespace {

constexpr std::string_view chestWords[] = {
    "CHEST",       "THORAX",       "THORACIC",       "TORAX",     "TORACE",           "LUNG",
    "LUNGS",       "LUNGE",        "POUMON",         "POUMONS",   "PULMON",           "HEART",
    "MEDIASTINUM", "CHESTABDOMEN", "CHESTABDPELVIS", "NECKCHEST", "NECKCHESTABDOMEN", "NECKCHESTABDPELV",
    "BABYGRAM"};

constexpr std::string_view otherWords[] = {
    "ABDOMEN",   "ABDOMINAL", "ABDOMENPELVIS", "ACJOINT", "ADRENAL",  "ANKLE",     "ANKLES",  "ANTEBRACHIUM", "ARM",      "AXILLA",
    "BLADDER",   "BRAIN",     "BREAST",        "BREASTS", "BUTTOCK",  "CALCANEUS", "CALF",    "CAROTID",      "CERVICAL", "CLAVICLE",
    "CLAVICULA", "COCCYX",    "COLON",         "CRANIUM", "CSPINE",   "CTSPINE",   "DENTAL",  "EAR",          "ELBOW",    "ELBOWS",
    "EXTREMITY", "EYE",       "FACE",          "FACIAL",  "FEMUR",    "FIBULA",    "FINGER",  "FINGERS",      "FOOT",     "FEET",
    "FOREARM",   "HAND",      "HANDS",         "HEAD",    "HEADNECK", "HEEL",      "HIP",     "HIPS",         "HUMERUS",  "ILIUM",
    "JAW",       "KIDNEY",    "KNEE",          "KNEES",   "LARYNX",   "LEG",       "LEGS",    "LIVER",        "LOWERLEG", "LSPINE",
    "LSSPINE",   "LUMBAR",    "MANDIBLE",      "MAXILLA", "MOUTH",    "NASAL",     "NECK",    "NOSE",         "ORBIT",    "ORBITS",
    "PANCREAS",  "PATELLA",   "PELVIS",        "RADIUS",  "RIB",      "RIBS",      "SACRUM",  "SCALP",        "SCAPULA",  "SHOULDER",
    "SHOULDERS", "SINUS",     "SINUSES",       "SKULL",   "SPINE",    "SSPINE",    "STERNUM", "STOMACH",      "TEETH",    "TOOTH",
    "THIGH",     "THUMB",     "TIBIA",         "TLSPINE", "TMJ",      "TOE",       "TOES",    "TSPINE",       "ULNA",     "UPPERARM",
    "UTERUS",    "VERTEBRA",  "WRIST",         "WRISTS",  "ZYGOMA",   "FUSS",      "HUEFTE",  "KNIE",         "SCHAEDEL", "SCHULTER",
    "BECKEN",    "MAMMA",     "CRANE",         "BASSIN",  "GENOU",    "CHEVILLE",  "EPAULE",  "RODILLA",      "CRANEO",   "PIE",
    "MANO"};

template<std::size_t count>
bool contains(const std::string_view (&words)[count], std::string_view word)
{
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

} // namespace

BodyPart bodyPartMeaning(std::string_view bodyPartExamined)
{
    std::vector<std::string> words(1);
    std::string joined;
    for (const char c : bodyPartExamined) {
        if (std::isalpha(static_cast<unsigned char>(c))) {
            words.back() += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            joined += words.back().back();
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    words.push_back(joined);
    const auto named = [&words](const auto& list) {
        return std::any_of(words.begin(), words.end(), [&](const std::string& w) { return contains(list, w); });
    };
    const bool other = named(otherWords);
    // "Thoracic spine" is a spine; "chest and abdomen" still shows the chest.
    if (other && std::find(words.begin(), words.end(), "THORACIC") != words.end()) return BodyPart::Other;
    if (named(chestWords)) return BodyPart::Chest;
    return other ? BodyPart::Other : BodyPart::Unknown;
}

BodyPart bodyPartOf(const Identity& identity)
{
    for (const std::string* text : {&identity.bodyPart, &identity.seriesDescription, &identity.studyDescription}) {
        if (const BodyPart part = bodyPartMeaning(*text); part != BodyPart::Unknown) return part;
    }
    return BodyPart::Unknown;
}

} // namespace lucency::imaging
