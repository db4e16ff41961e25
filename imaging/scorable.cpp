#include "imaging/bodypart.h"
#include "imaging/read.h"

#include <algorithm>
#include <string_view>

namespace lucency::imaging {

namespace {

template<std::size_t count>
bool contains(const std::string_view (&names)[count], std::string_view name)
{
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// Modality (0008,0060), PS3.3 C.7.3.1.1.1: plain radiography, and what secondary captures and digitised films call themselves.
constexpr std::string_view radiographs[] = {"", "CR", "DX", "DR", "RG", "OT", "SC", "DF", "HC", "XC", "FILM", "FD"};
constexpr std::string_view otherRadiographs[] = {"MG", "IO", "PX", "BMD"};

/// Storage SOP classes, PS3.4 annex B.5, whose images are no chest radiographs whatever the modality says.
struct SopClass {
    std::string_view uid;
    FailureKind kind;
};
constexpr SopClass refusedClasses[] = {
    {"1.2.840.10008.5.1.4.1.1.2", FailureKind::NotARadiograph},          // CT
    {"1.2.840.10008.5.1.4.1.1.2.1", FailureKind::NotARadiograph},        // Enhanced CT
    {"1.2.840.10008.5.1.4.1.1.4", FailureKind::NotARadiograph},          // MR
    {"1.2.840.10008.5.1.4.1.1.4.1", FailureKind::NotARadiograph},        // Enhanced MR
    {"1.2.840.10008.5.1.4.1.1.3.1", FailureKind::NotARadiograph},        // ultrasound, several frames
    {"1.2.840.10008.5.1.4.1.1.6.1", FailureKind::NotARadiograph},        // ultrasound
    {"1.2.840.10008.5.1.4.1.1.20", FailureKind::NotARadiograph},         // nuclear medicine
    {"1.2.840.10008.5.1.4.1.1.128", FailureKind::NotARadiograph},        // PET
    {"1.2.840.10008.5.1.4.1.1.12.1", FailureKind::NotARadiograph},       // angiography
    {"1.2.840.10008.5.1.4.1.1.12.2", FailureKind::NotARadiograph},       // fluoroscopy
    {"1.2.840.10008.5.1.4.1.1.481.2", FailureKind::NotARadiograph},      // dose
    {"1.2.840.10008.5.1.4.1.1.1.2", FailureKind::NotAChestRadiograph},   // mammography for presentation
    {"1.2.840.10008.5.1.4.1.1.1.2.1", FailureKind::NotAChestRadiograph}, // mammography for processing
    {"1.2.840.10008.5.1.4.1.1.1.3", FailureKind::NotAChestRadiograph},   // intra-oral for presentation
    {"1.2.840.10008.5.1.4.1.1.1.3.1", FailureKind::NotAChestRadiograph}, // intra-oral for processing
};

} // namespace

Done checkScorable(const Radiograph& radiograph)
{
    const Identity& identity = radiograph.identity;
    const auto refuse = [&](FailureKind kind, const std::string& why) { return Done(Failure{kind, radiograph.path, why}); };
    if (radiograph.coarse) return refuse(FailureKind::Internal, "a coarse preview is not scored");
    if (contains(otherRadiographs, identity.modality)) return refuse(FailureKind::NotAChestRadiograph, "modality " + identity.modality);
    if (!contains(radiographs, identity.modality)) return refuse(FailureKind::NotARadiograph, "modality " + identity.modality);
    for (const SopClass& refused : refusedClasses) {
        if (identity.sopClassUid == refused.uid) return refuse(refused.kind, "SOP class " + identity.sopClassUid);
    }
    if (bodyPartOf(identity) == BodyPart::Other) {
        if (bodyPartMeaning(identity.bodyPart) == BodyPart::Other)
            return refuse(FailureKind::NotAChestRadiograph, "body part " + identity.bodyPart);
        const bool bySeries = bodyPartMeaning(identity.seriesDescription) == BodyPart::Other;
        return refuse(FailureKind::NotAChestRadiograph,
                      "described as " + (bySeries ? identity.seriesDescription : identity.studyDescription));
    }
    if (identity.view == View::Lateral || identity.view == View::Other)
        return refuse(FailureKind::NotFrontal, "view " + identity.viewPosition);
    return done();
}

} // namespace lucency::imaging
