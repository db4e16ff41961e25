#include "imaging/phantom/bedside.h"

#include "imaging/phantom/random.h"
#include "imaging/phantom/tubes.h"

namespace lucency::imaging::phantom {

void addLeads(Plane& attenuation, const Thorax& t, const Beam& beam)
{
    Draw draw(mix(t.person.seed, mix(t.person.exposure, 71)), Stream::Positioning);
    if (!t.person.anteroposterior || !draw.chance(t.child ? 0.2 : 0.65)) return;
    const double sx = t.scaleX, sy = t.scaleY, front = t.bodyFront + 0.3;
    constexpr double wire = 2.2, snap = 2.0, gel = 0.5; // attenuation per centimetre: thin copper in plastic, steel, paste
    struct Place {
        double x, y, toX, toY;
    };
    const double gather = draw.chance(0.5) ? 1 : -1; // the cable lies on one side
    const Place places[] = {{-9.5, 3.6, gather * 13, 10}, {9.5, 3.4, gather * 13, 10.5}, {11.5, 17, gather * 14, 14}};
    for (const Place& place : places) {
        if (draw.chance(0.15)) continue;
        const Vec3 at{(place.x + draw.normal()) * sx, (place.y + draw.normal()) * sy, front};
        addTube(attenuation, beam, {{at + Vec3{0, 0, -0.05}, 0.95, 0.95, {0, 1, 0}}, {at + Vec3{0, 0, 0.05}, 0.95, 0.95, {0, 1, 0}}},
                static_cast<float>(gel));
        addTube(attenuation, beam, {{at + Vec3{0, 0, -0.12}, 0.36, 0.36, {0, 1, 0}}, {at + Vec3{0, 0, 0.12}, 0.36, 0.36, {0, 1, 0}}},
                static_cast<float>(snap));
        const Vec3 meet{(place.toX + draw.normal()) * sx, (place.toY + draw.normal() * 1.5) * sy, front},
            out{gather * 24 * sx, (place.toY + 9 + draw.normal() * 2) * sy, front};
        const Vec3 sway{draw.normal() * 1.5 * sx, (1.5 + draw.normal() * 1.5) * sy, 0};
        addTube(attenuation, beam,
                smoothTube({{at, 0.055, 0.055, {0, 0, 1}},
                            {at * 0.6 + meet * 0.4 + sway, 0.055, 0.055, {0, 0, 1}},
                            {meet, 0.055, 0.055, {0, 0, 1}},
                            {out, 0.055, 0.055, {0, 0, 1}}},
                           24),
                static_cast<float>(wire));
        // The clip between snap and lead.
        const Vec3 clip = at + unit(meet + sway - at) * 1.3;
        addTube(attenuation, beam, {{at, 0.22, 0.12, {0, 1, 0}}, {clip, 0.16, 0.12, {0, 1, 0}}}, 1.6F);
    }
}

} // namespace lucency::imaging::phantom
