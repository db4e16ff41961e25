#include "imaging/phantom.h"
#include "imaging/phantom/bedside.h"
#include "imaging/phantom/detector.h"
#include "imaging/phantom/findings.h"
#include "imaging/phantom/random.h"
#include "imaging/phantom/skeleton.h"
#include "imaging/phantom/tissue.h"
#include "imaging/phantom/vessels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lucency::imaging {

using namespace phantom;

namespace {

constexpr std::array<std::pair<PhantomFinding, const char*>, 8> findingNames{{{PhantomFinding::Effusion, "Effusion"},
                                                                              {PhantomFinding::Consolidation, "Consolidation"},
                                                                              {PhantomFinding::Nodule, "Nodule"},
                                                                              {PhantomFinding::Mass, "Mass"},
                                                                              {PhantomFinding::Pneumothorax, "Pneumothorax"},
                                                                              {PhantomFinding::Cardiomegaly, "Cardiomegaly"},
                                                                              {PhantomFinding::Infiltration, "Infiltration"},
                                                                              {PhantomFinding::Atelectasis, "Atelectasis"}}};

/// Texture of the lung below what the vessel trees draw: twigs and lobules, in relative density.
Plane lungTexture(const Thorax& t, const Beam& beam)
{
    const int size = t.person.size;
    Plane out = smoothNoise(size, size, std::max(2.0, 0.6 * t.scaleX / beam.pixel), 5, 0.8,
                            mix(t.person.seed, static_cast<std::uint64_t>(Stream::Texture)));
    return out;
}

/// Attenuation along each ray of the healthy person.
Plane traceHealthy(const Thorax& t, const Beam& beam, const LungMap& lungs, const Plane& vessels)
{
    const int size = t.person.size;
    const BodyMap body = traceBody(t, beam);
    const BoneMap bones = traceBones(t, beam);
    const Plane airways = traceAirways(t, beam), texture = lungTexture(t, beam);
    Plane gas(size, size);
    addColumns(gas, beam, t.gas);
    gas = blurred(gas, 0.12 / beam.pixel);

    const Plane flesh = smoothNoise(size, size, std::max(3.0, 3.0 / beam.pixel), 5, 0.6, mix(t.person.seed, 31)),
                grain = smoothNoise(size, size, std::max(2.0, 0.35 / beam.pixel), 3, 0.8, mix(t.person.seed, 32));
    Plane out(size, size);
    const float age = static_cast<float>(std::clamp((t.person.ageYears - 35) / 40, 0.0, 1.0)),
                mineral = t.child ? 1.55F : 1.0F - 0.2F * age * (t.person.female ? 1.3F : 0.7F);
    for (std::size_t i = 0; i < out.values().size(); ++i) {
        const float lean = body.lean.values()[i] * (1 + 0.006F * flesh.values()[i]);
        float value = tissue::fat * body.whole.values()[i] + (tissue::muscle - tissue::fat) * lean;
        value -= tissue::aerated * (lungs.air.values()[i] - vessels.values()[i]) * (1 + 0.022F * texture.values()[i]);
        value -= tissue::muscle * (std::min(airways.values()[i], 2.0F) * (lungs.air.values()[i] > 0 ? 0.75F : 1.0F) +
                                   0.8F * std::min(gas.values()[i], 0.7F * lean));
        const float bone = mineral * (1 + 0.07F * grain.values()[i]);
        value += bone * (tissue::cortical * bones.cortical.values()[i] + tissue::spongy * bones.spongy.values()[i]);
        value += bones.cartilage.values()[i] * tissue::cartilage * (1 + 2.5F * age * std::max(0.0F, grain.values()[i]));
        out.values()[i] = std::max(0.0F, value);
    }
    addLeads(out, t, beam);

    return out;
}

} // namespace

std::string phantomFindingName(PhantomFinding finding)
{
    for (const auto& [known, name] : findingNames)
        if (known == finding) return name;
    return {};
}

std::optional<PhantomFinding> phantomFinding(const std::string& name)
{
    for (const auto& [known, text] : findingNames)
        if (name == text) return known;
    return std::nullopt;
}

PhantomDescription describePhantom(std::uint64_t seed, bool child)
{
    Draw draw(seed, Stream::Clinic);
    PhantomDescription out;
    out.seed = seed;
    out.female = draw.chance(child ? 0.48 : 0.45);
    out.ageYears = child ? std::floor(draw.between(1, 6)) : std::floor(std::clamp(52 + 17 * draw.normal(), 18.0, 93.0));
    out.habitus = std::clamp(0.15 + 0.5 * draw.normal(), -1.0, 1.0);
    out.anteroposterior = child ? draw.chance(0.8) : draw.chance(0.3);
    return out;
}

Phantom drawPhantom(const PhantomDescription& description)
{
    Phantom out;
    out.description = description;
    PhantomDescription healthyPerson = description;
    healthyPerson.findings.clear();
    healthyPerson.size = std::clamp(description.size, 16, 8192);
    healthyPerson.habitus = std::clamp(description.habitus, -1.0, 1.0);
    healthyPerson.ageYears = std::clamp(description.ageYears, 0.5, 110.0);
    out.description.size = healthyPerson.size;
    const Thorax thorax = buildThorax(healthyPerson);
    const Beam beam = aimBeam(thorax);
    const LungMap lungs = traceLungs(thorax, beam);
    Plane vessels = traceVessels(thorax, beam);
    for (std::size_t i = 0; i < vessels.values().size(); ++i) {
        const float air = lungs.air.values()[i];
        vessels.values()[i] = std::min(vessels.values()[i] * std::min(1.0F, air / 1.5F), 0.8F * air);
    }
    const Plane healthy = traceHealthy(thorax, beam, lungs, vessels);
    Plane attenuation = healthy;
    for (const PhantomFinding finding : description.findings) {
        const Plane difference = traceFinding({thorax, beam, lungs, vessels}, finding);
        for (std::size_t i = 0; i < attenuation.values().size(); ++i)
            attenuation.values()[i] = std::max(0.0F, attenuation.values()[i] + difference.values()[i]);
        if (const cv::Rect2d box = visibleExtent(difference); !box.empty()) out.boxes.push_back({finding, box});
    }
    // Two findings in one place fill the same air once.
    for (std::size_t i = 0; i < attenuation.values().size(); ++i)
        attenuation.values()[i] =
            std::min(attenuation.values()[i], healthy.values()[i] + tissue::aerated * 1.1F * lungs.air.values()[i] + 0.02F);
    out.pixels = detect(thorax, beam, attenuation, healthy);
    out.spacing = {beam.pixel * 10, beam.pixel * 10, SpacingSource::AtDetector};
    return out;
}

} // namespace lucency::imaging
