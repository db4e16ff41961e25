#include "imaging/phantom/findings.h"

#include "imaging/phantom/random.h"
#include "imaging/phantom/tissue.h"
#include "imaging/phantom/tubes.h"
#include "imaging/phantom/vessels.h"

#include <algorithm>
#include <cmath>

namespace lucency::imaging::phantom {

namespace {

/// The side, place and size of a finding belong to the person, so that it is found again in the next study; its extent changes with time.
struct Course {
    Draw person, today;
    int side;
    std::uint64_t key;
};

Course courseOf(const PhantomDescription& p, PhantomFinding finding)
{
    // A mass is what a nodule grows into: the same place.
    const PhantomFinding origin = finding == PhantomFinding::Mass ? PhantomFinding::Nodule : finding;
    const std::uint64_t key = mix(p.seed, 1000 + static_cast<std::uint64_t>(origin));
    Course course{Draw(key, Stream::Findings), Draw(mix(key, p.exposure), Stream::Findings), 0, key};
    course.side = course.person.below(2);
    return course;
}

float smooth(float low, float high, float at)
{
    const float t = std::clamp((at - low) / (high - low), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

/// Lung that air has left, as attenuation: share 1 fills it with fluid, and its vessels vanish.
void fill(const LungScene& scene, const Plane& share, Plane& out)
{
    for (std::size_t i = 0; i < out.values().size(); ++i)
        out.values()[i] += tissue::aerated * share.values()[i] * (scene.lungs.air.values()[i] - scene.vessels.values()[i]);
}

/// Share of the lung that changed geometry takes from each ray, when none of it grows.
Plane lost(const LungScene& scene, const LungMap& now)
{
    Plane share(now.air.width(), now.air.height());
    for (std::size_t i = 0; i < share.values().size(); ++i) {
        const float before = scene.lungs.air.values()[i];
        if (before > 0.01F) share.values()[i] = std::clamp(1 - now.air.values()[i] / before, 0.0F, 1.0F);
    }
    return share;
}

Plane effusion(const LungScene& scene, Course c)
{
    const Thorax& t = scene.thorax;
    const auto side = static_cast<std::size_t>(c.side);
    const double foot = t.domeY[side] + t.domeHeight[side];
    const double rise = c.person.between(4.4, 11.5) * (0.8 + 0.4 * c.today.unit()), level = foot - rise * t.scaleY,
                 steep = (0.85 + 0.09 * rise) * t.scaleY;
    PleuralSpace space;
    space.gap[side] = [level, steep](double y) { return std::min(30.0, std::max(0.0, 0.3 * (std::exp((y - level) / steep) - 0.12))); };
    Plane out(t.person.size, t.person.size);
    fill(scene, lost(scene, traceLungs(t, scene.beam, space)), out);
    return out;
}

Plane pneumothorax(const LungScene& scene, Course c)
{
    const Thorax& t = scene.thorax;
    const auto side = static_cast<std::size_t>(c.side);
    const double apex = t.apexY[side], tall = t.domeY[side] - apex,
                 wide = c.person.between(1.3, 3.6) * t.scaleX * (0.85 + 0.3 * c.today.unit());
    const auto gap = [=](double y) { return wide * std::clamp(1.15 - 0.85 * (y - apex) / tall, 0.12, 1.2); };
    PleuralSpace space, pleura;
    space.gap[side] = gap;
    pleura.gap[side] = [gap](double y) { return gap(y) + 0.09; };
    const LungMap now = traceLungs(t, scene.beam, space), inside = traceLungs(t, scene.beam, pleura);
    const Plane share = lost(scene, now);
    Plane out(t.person.size, t.person.size);
    for (std::size_t i = 0; i < out.values().size(); ++i) {
        // Beyond the visceral pleura is gas without lung or vessels; the pleura itself shows where the ray runs along it.
        out.values()[i] = -share.values()[i] * (tissue::muscle * tissue::lungDensity * scene.lungs.air.values()[i] +
                                                tissue::aerated * scene.vessels.values()[i]);
        const float wall = std::max(0.0F, now.air.values()[i] - inside.air.values()[i]);
        if (share.values()[i] < 1) out.values()[i] += tissue::aerated * std::min(wall, 0.9F) * smooth(0.2F, 0.6F, wall);
        // The lung itself has lost air.
        out.values()[i] += 0.055F * tissue::muscle * now.air.values()[i] * smooth(0.02F, 0.3F, share.values()[i]) * (1 - share.values()[i]);
    }
    return out;
}

Plane cardiomegaly(const LungScene& scene)
{
    PhantomDescription large = scene.thorax.person;
    large.findings = {PhantomFinding::Cardiomegaly};
    Plane out(large.size, large.size);
    fill(scene, lost(scene, traceLungs(buildThorax(large), scene.beam)), out);
    return out;
}

/// A soft-edged, ragged blob in detector coordinates: share 0 to 1.
void addBlob(const LungScene& scene, Plane& share, Vec3 at, double rx, double ry, float ragged, float edge, float strength,
             const Plane& noise)
{
    const Beam& beam = scene.beam;
    const double scale = beam.magnification(at.z) / beam.pixel, x0 = beam.column(at.x, at.y, at.z), y0 = beam.row(at.y, at.z);
    const int size = share.width();
    const int top = std::max(0, static_cast<int>(y0 - 1.6 * ry * scale)),
              bottom = std::min(size - 1, static_cast<int>(y0 + 1.6 * ry * scale));
    const int left = std::max(0, static_cast<int>(x0 - 1.6 * rx * scale)),
              right = std::min(size - 1, static_cast<int>(x0 + 1.6 * rx * scale));
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x) {
            const double u = (x - x0) / (rx * scale), v = (y - y0) / (ry * scale);
            const float q = 1 - static_cast<float>(u * u + v * v);
            const float value = strength * smooth(-0.2F, edge, q + ragged * noise.row(y)[x] - 0.2F) * smooth(-1.4F, -0.3F, q);
            float& out = share.row(y)[x];
            out = 1 - (1 - out) * (1 - value);
        }
}

double pixels(const LungScene& scene, double centimetres)
{
    return centimetres / scene.beam.pixel;
}

Plane consolidation(const LungScene& scene, Course c)
{
    const Thorax& t = scene.thorax;
    const int size = t.person.size;
    const double s = 0.5 * (t.scaleX + t.scaleY), large = c.person.between(2.6, 4.4) * s;
    const bool lower = c.person.chance(0.65);
    const Vec3 at = lungPlace(t, c.side, c.person.between(0.3, 0.7), lower ? c.person.between(0.68, 0.88) : c.person.between(0.25, 0.45),
                              c.person.between(0.3, 0.7));
    const Plane noise = smoothNoise(size, size, pixels(scene, 1.9 * s), 5, 0.62, c.key);
    Plane share(size, size), twigs(size, size), out(size, size);
    const auto dense = static_cast<float>(c.person.between(0.38, 0.56));
    addBlob(scene, share, at, large, large * c.person.between(0.7, 1.0), 0.15F, 1.1F, dense, noise);
    for (int i = 0; i < 4; ++i)
        addBlob(scene, share, at + Vec3{c.person.normal() * large * 0.6, c.person.normal() * large * 0.5, 0},
                large * c.person.between(0.5, 0.9), large * c.person.between(0.4, 0.8), 0.18F, 1.2F, 0.55F * dense, noise);
    for (const Tube& twig : bronchiTowards(t, c.side, at, large, mix(c.key, 5)))
        addTube(twigs, scene.beam, twig);
    fill(scene, share, out);
    for (std::size_t i = 0; i < out.values().size(); ++i)
        out.values()[i] -= tissue::muscle * 0.9F * std::min(0.7F, twigs.values()[i]) * smooth(0.35F, 0.7F, share.values()[i]);
    return out;
}

Plane infiltration(const LungScene& scene, Course c)
{
    const Thorax& t = scene.thorax;
    const int size = t.person.size;
    const double s = 0.5 * (t.scaleX + t.scaleY);
    const Plane noise = smoothNoise(size, size, pixels(scene, 1.6 * s), 4, 0.6, c.key);
    Plane share(size, size), out(size, size);
    const int patches = 3 + c.person.below(3);
    const double base = c.person.between(0.45, 0.75);
    for (int i = 0; i < patches; ++i) {
        const Vec3 at = lungPlace(t, c.side, c.person.between(0.1, 0.6), base + c.person.normal() * 0.1, c.person.between(0.3, 0.7));
        addBlob(scene, share, at, c.person.between(2.0, 3.6) * s, c.person.between(1.8, 3.2) * s, 0.55F, 1.0F,
                static_cast<float>(c.person.between(0.07, 0.13)), noise);
    }
    for (std::size_t i = 0; i < share.values().size(); ++i)
        share.values()[i] = std::min(0.24F, share.values()[i] * std::max(0.4F, 1 + 0.22F * noise.values()[i]));
    fill(scene, share, out);
    return out;
}

/// A round lesion of one or several balls; what of it lies outside the lung does not show.
Plane roundLesion(const LungScene& scene, Course c, double radius, int lobes)
{
    const Thorax& t = scene.thorax;
    const int size = t.person.size;
    const Vec3 at = lungPlace(t, c.side, c.person.between(0.35, 0.8), c.person.between(0.15, 0.8), c.person.between(0.3, 0.7));
    const Plane noise = smoothNoise(size, size, std::max(2.0, pixels(scene, 0.7 * radius)), 3, 0.45, c.key);
    Plane thickness(size, size), out(size, size);
    for (int lobe = 0; lobe < lobes; ++lobe) {
        const double r = lobe == 0 ? radius : radius * c.person.between(0.5, 0.75), away = lobe == 0 ? 0 : radius * 0.6,
                     angle = c.person.between(0, 6.283);
        const Vec3 centre = at + Vec3{away * std::cos(angle), away * std::sin(angle), 0};
        const double scale = scene.beam.magnification(at.z) / scene.beam.pixel, x0 = scene.beam.column(centre.x, centre.y, centre.z),
                     y0 = scene.beam.row(centre.y, centre.z), rp = r * scale;
        for (int y = std::max(0, static_cast<int>(y0 - 1.5 * rp - 1)); y <= std::min(size - 1, static_cast<int>(y0 + 1.5 * rp + 1)); ++y)
            for (int x = std::max(0, static_cast<int>(x0 - 1.5 * rp - 1)); x <= std::min(size - 1, static_cast<int>(x0 + 1.5 * rp + 1));
                 ++x) {
                const double d2 = ((x - x0) * (x - x0) + (y - y0) * (y - y0)) / (rp * rp);
                const double q = 1 - d2 + 0.13 * std::clamp<double>(noise.row(y)[x], -2, 2);
                if (q <= 0 || d2 > 2) continue;
                // The rim gives way to lung gradually: lesions have no glass surface.
                const auto path = static_cast<float>(2 * r * std::sqrt(q) * std::min(1.0, 0.25 + 2.2 * q));
                thickness.row(y)[x] = std::max(thickness.row(y)[x], path);
            }
    }
    for (std::size_t i = 0; i < out.values().size(); ++i)
        out.values()[i] = tissue::aerated * 1.08F *
                          std::min(thickness.values()[i], std::max(0.0F, scene.lungs.air.values()[i] - scene.vessels.values()[i]));
    return out;
}

Plane atelectasis(const LungScene& scene, Course c)
{
    // Volume loss: the diaphragm rises, and plates of airless lung lie above it.
    Thorax t = scene.thorax;
    const auto side = static_cast<std::size_t>(c.side);
    const int size = t.person.size;
    const double s = 0.5 * (t.scaleX + t.scaleY), raised = c.person.between(1.2, 2.6) * t.scaleY;
    t.domeY[side] -= raised;
    t.domeHeight[side] += 0.45 * raised;
    Plane share = lost(scene, traceLungs(t, scene.beam)), plates(size, size);
    const int count = 1 + c.person.below(2);
    for (int i = 0; i < count; ++i) {
        const double sign = c.side == 0 ? -1 : 1, from = c.person.between(3.8, 5.5) * t.scaleX,
                     to = from + c.person.between(3.5, 6) * t.scaleX;
        const double y = t.domeY[side] - (0.7 + 1.3 * i + c.person.between(0, 0.8)) * s, slope = c.person.between(-0.35, 0.25);
        const double thick = c.person.between(0.11, 0.24) * s, deep = c.person.between(1.6, 2.8) * s;
        const Vec3 along{0, 0.08, 1};
        addTube(plates, scene.beam,
                smoothTube({{{sign * from, y - slope * s, -1}, deep, thick * 0.6, along},
                            {{sign * (from + to) / 2, y + c.person.normal() * 0.15, -1}, deep, thick, along},
                            {{sign * to, y + slope * s, -1}, deep, thick * 0.5, along}},
                           8));
    }
    plates = blurred(plates, pixels(scene, 0.07));
    const Plane noise = smoothNoise(size, size, pixels(scene, 0.9 * s), 4, 0.7, c.key);
    Plane out(size, size);
    fill(scene, share, out);
    for (std::size_t i = 0; i < out.values().size(); ++i) {
        const float rest = std::max(0.0F, (1 - share.values()[i]) * (scene.lungs.air.values()[i] - scene.vessels.values()[i]));
        out.values()[i] += tissue::aerated * std::min(0.6F * rest, plates.values()[i] * std::max(0.4F, 1 + 0.25F * noise.values()[i]));
    }
    return out;
}

} // namespace

Plane traceFinding(const LungScene& scene, PhantomFinding finding)
{
    const Course c = courseOf(scene.thorax.person, finding);
    const double s = 0.5 * (scene.thorax.scaleX + scene.thorax.scaleY);
    Draw size(mix(c.key, 77));
    switch (finding) {
    case PhantomFinding::Effusion:
        return effusion(scene, c);
    case PhantomFinding::Consolidation:
        return consolidation(scene, c);
    case PhantomFinding::Nodule:
        return roundLesion(scene, c, size.between(0.55, 1.3) * s, 1);
    case PhantomFinding::Mass:
        return roundLesion(scene, c, size.between(1.7, 3.2) * s, 4);
    case PhantomFinding::Pneumothorax:
        return pneumothorax(scene, c);
    case PhantomFinding::Cardiomegaly:
        return cardiomegaly(scene);
    case PhantomFinding::Infiltration:
        return infiltration(scene, c);
    case PhantomFinding::Atelectasis:
        return atelectasis(scene, c);
    }
    return Plane(scene.thorax.person.size, scene.thorax.person.size);
}

cv::Rect2d visibleExtent(const Plane& difference)
{
    float most = 0;
    for (const float value : difference.values())
        most = std::max(most, std::abs(value));
    const float least = std::max(0.02F, most / 12);
    int left = difference.width(), right = -1, top = difference.height(), bottom = -1;
    for (int y = 0; y < difference.height(); ++y)
        for (int x = 0; x < difference.width(); ++x)
            if (std::abs(difference.row(y)[x]) > least) {
                left = std::min(left, x);
                right = std::max(right, x);
                top = std::min(top, y);
                bottom = std::max(bottom, y);
            }
    if (right < left) return {};
    return {static_cast<double>(left), static_cast<double>(top), static_cast<double>(right - left + 1),
            static_cast<double>(bottom - top + 1)};
}

} // namespace lucency::imaging::phantom
