#include "imaging/phantom/skeleton.h"

#include "imaging/phantom/random.h"
#include "imaging/phantom/tubes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lucency::imaging::phantom {

namespace {

constexpr double pi = 3.14159265358979;

/// Adds a bone with its shell.
void addBone(BoneMap& bones, const Beam& beam, const Tube& tube, double shell)
{
    addTube(bones.cortical, beam, tube);
    addTube(bones.cortical, beam, tube, -1, shell);
    addTube(bones.spongy, beam, tube, 1, shell);
}

struct RibForm {
    double size;  ///< of its ring against the cavity at that height
    double depth; ///< likewise, in z
    double drop;  ///< from head to front end
    double end;   ///< angle of the front end: 0 behind, 180 before
    double roundness = 2.35;
};
constexpr std::array<RibForm, 12> ribForms{{{0.62, 0.62, 4.5, 152, 1.9},
                                            {0.87, 0.82, 5.9, 149, 2.15},
                                            {0.985, 0.94, 7.4, 147},
                                            {1.0, 1, 8.6, 145},
                                            {1.0, 1, 9.4, 143},
                                            {1.0, 1, 10.0, 140},
                                            {1.0, 1, 10.2, 134},
                                            {1.0, 1, 10.0, 125},
                                            {0.99, 1, 9.2, 114},
                                            {0.97, 1, 8.0, 103},
                                            {0.94, 1, 5.6, 82},
                                            {0.88, 1, 4.0, 62}}};

Vec3 onCage(const Thorax& t, const RibForm& form, int side, double y, double degrees)
{
    const double phi = degrees * pi / 180, sign = side == 0 ? -1 : 1, n = 2 / form.roundness;
    const double middle = 0.5 * (t.cavityFront(y) + t.cavityBack(y));
    const double across = std::pow(std::sin(phi), n), deep = std::pow(std::abs(std::cos(phi)), n);
    const double half = (t.cavityHalfWidth(y) + 0.3 * t.scaleX) * form.size;
    const double z = std::cos(phi) > 0 ? middle - (middle - t.cavityBack(y) + 0.3) * deep * form.depth
                                       : middle + (t.cavityFront(y) - middle + 0.3) * deep * form.depth;
    return {sign * half * across, y, z};
}

void addRibs(BoneMap& bones, const Thorax& t, const Beam& beam)
{
    Draw draw(t.person.seed, Stream::Skeleton);
    const double flat = t.child ? 0.66 : 1 + draw.normal() * 0.07, s = 0.5 * (t.scaleX + t.scaleY);
    const double thin = t.child ? 0.92 : t.person.female ? 0.9 : 1.0;
    const double thickness = thin * (t.person.ageYears > 70 ? 0.92 : 1);
    for (int side = 0; side < 2; ++side) {
        const double sign = side == 0 ? -1 : 1;
        for (int rib = 0; rib < 12; ++rib) {
            const RibForm& form = ribForms[static_cast<std::size_t>(rib)];
            const Vec3 body = t.vertebra(4 + rib);
            const double head = body.y - 0.42 * t.vertebraHeight(4 + rib), drop = form.drop * flat * t.scaleY * (1 + draw.normal() * 0.03);
            const double wobble = draw.normal() * 0.12 * s;
            Tube tube;
            const double tall = (rib == 0 ? 0.62 : rib > 9 ? 0.48 : 0.60) * s * thickness;
            tube.push_back({{sign * 1.55 * t.scaleX, head, body.z - 0.6 * t.scaleZ}, tall * 0.7, 0.42 * s, {0, 1, 0}});
            tube.push_back(
                {{sign * 2.7 * t.scaleX, head - 0.12 * s, body.z - (rib == 0 ? 0.4 : 2.2) * t.scaleZ}, tall * 0.72, 0.36 * s, {0, 1, 0}});
            const double start = rib == 0 ? 42 : 30, end = form.end + draw.normal() * 2;
            const int steps = 14;
            for (int i = 0; i <= steps; ++i) {
                const double u = static_cast<double>(i) / steps, degrees = start + (end - start) * u;
                const double y = head + drop * (0.30 * u + 0.70 * std::pow(u, 1.45)) + wobble * std::sin(u * pi);
                const double flare = u > 0.75 ? 1 + 0.35 * (u - 0.75) / 0.25 : 1;
                tube.push_back({onCage(t, form, side, y, degrees),
                                tall * flare * (u < 0.5 ? 1 : 1.04),
                                (0.34 + 0.05 * u) * s * thickness,
                                {0.12 * sign, 1, 0}});
            }
            const Vec3 tip = tube.back().at;
            addBone(bones, beam, smoothTube(tube, 3), (t.child ? 0.07 : 0.062) * s);
            if (rib < 10) {
                // Cartilage runs on inwards and upwards to the sternum, or to its neighbour above.
                const double reach = rib < 7 ? 1.9 * t.scaleX : std::abs(tip.x) * 0.62, rise = std::max(0, rib - 1) * 0.75 * t.scaleY;
                const Vec3 goal{sign * reach, tip.y + 0.4 * s - rise, tip.z + 0.6 * s};
                addTube(bones.cartilage, beam,
                        smoothTube({{tip, tall * 1.2, 0.42 * s, {0, 1, 0}},
                                    {tip * 0.55 + goal * 0.45 + Vec3{0, 0.9 * s, 0.4}, tall, 0.42 * s, {0, 1, 0}},
                                    {goal, tall, 0.4 * s, {0, 1, 0}}},
                                   5));
            }
        }
    }
}

void addShoulder(BoneMap& bones, const Thorax& t, const Beam& beam)
{
    Draw pose(mix(t.person.seed, t.person.exposure), Stream::Skeleton);
    const double sx = t.scaleX, sy = t.scaleY, sz = t.scaleZ, s = (sx + sy) / 2, young = t.child ? 0.8 : 1;
    for (int side = 0; side < 2; ++side) {
        const double sign = side == 0 ? -1 : 1;
        // Arms forward (PA) swing the shoulder blades out of the lungs; beside the body (AP, children) they lie over them.
        const double swung = t.person.anteroposterior ? pose.between(-0.2, 0.5)
                             : t.child                ? pose.between(-0.3, 0.4)
                                                      : pose.between(0.5, 1.1);
        const double up = pose.normal() * 0.5 + (t.child ? -1.2 : 0);
        const auto at = [&](double x, double y, double z) { return Vec3{sign * x * sx, (y + up) * sy, z * sz}; };
        const Vec3 forward{0, 1, 0};
        const double out = t.child ? 0.86 : 1; // a child's shoulders are narrow against the chest
        addBone(bones, beam,
                smoothTube({{at(1.7, 4.0, 4.2), 0.85 * s * young, 0.75 * s * young, forward},
                            {at(3.0, 3.4, 4.9), 0.68 * s * young, 0.65 * s * young, forward},
                            {at(6.5 * out, 2.2, 5.0), 0.52 * s * young, 0.52 * s * young, forward},
                            {at(10.4 * out, 1.0, 2.6), 0.54 * s * young, 0.5 * s * young, forward},
                            {at(13.6 * out, 0.35, 0.2), 0.56 * s * young, 0.45 * s * young, forward},
                            {at(15.6 * out, 0.5, -1.2), 0.66 * s * young, 0.4 * s * young, forward}},
                           7),
                0.19 * s);
        const double medial = (7.6 + 3.6 * swung) * out;
        const auto blade = [&](double x, double y, double z) { return at(x, y, z + 2.2 * swung); };
        // Borders are thick, the blade between them is a sheet.
        addBone(bones, beam,
                smoothTube({{blade(14.6 * out, 4.6, -3.0), 0.75 * s, 0.6 * s, forward},
                            {blade(13.2 * out + 0.2 * swung, 8.0, -6.5), 0.42 * s, 0.5 * s, {1, 0, 0}},
                            {blade(medial + 3.2 - 0.8 * swung, 12.5, -9.8), 0.36 * s, 0.45 * s, {1, 0, 0}},
                            {blade(medial + 1.5, 16.2, -11.2), 0.5 * s, 0.35 * s, {1, 0, 0}}},
                           6),
                0.075 * s);
        addBone(bones, beam,
                smoothTube({{blade(medial + 1.5, 16.2, -11.2), 0.3 * s, 0.3 * s, {1, 0, 0}},
                            {blade(medial + 0.2, 11, -11.2), 0.16 * s, 0.22 * s, {1, 0, 0}},
                            {blade(medial, 5, -10.4), 0.16 * s, 0.22 * s, {1, 0, 0}},
                            {blade(medial + 1.3, 0.8, -8.0), 0.22 * s, 0.22 * s, {1, 0, 0}}},
                           6),
                0.05 * s);
        addBone(bones, beam,
                smoothTube({{blade(medial + 0.4, 4.6, -11.0), 0.2 * s, 0.5 * s, forward},
                            {blade(medial + 3.5, 3.2, -11.2), 0.34 * s, 0.8 * s, forward},
                            {blade(14 * out, 1.3, -8.0), 0.5 * s, 0.7 * s, forward},
                            {blade(17 * out, 0.3, -4.0), 0.6 * s, 0.7 * s, {1, 0, 0}},
                            {blade(17.2 * out, 0.6, -1.4), 0.5 * s, 0.8 * s, {1, 0, 0}}},
                           6),
                0.085 * s);
        addBone(bones, beam,
                smoothTube({{blade(14.3 * out, 3.4, -2.6), 0.7 * s, 0.5 * s, forward},
                            {blade(13.6 * out, 2.0, -0.4), 0.5 * s, 0.4 * s, forward},
                            {blade(14.4 * out, 2.1, 1.2), 0.45 * s, 0.4 * s, forward}},
                           5),
                0.075 * s); // coracoid
        const auto sheet = [&](Vec3 a, Vec3 b, double tall) {
            addTube(bones.cortical, beam, smoothTube({{a, tall, 0.1 * s, forward}, {b, tall, 0.1 * s, forward}}, 8));
        };
        if (medial < 9.5) sheet(blade(medial + 1.6, 7.0, -11), blade(13.2 * out, 5.6, -6.2), 3.6 * sy);
        if (medial < 9.5) sheet(blade(medial + 1.7, 11.5, -11), blade(medial + 3.0, 11, -10), 3.4 * sy);
        // Humerus.
        Draw armPose(mix(t.person.seed, mix(t.person.exposure, static_cast<std::uint64_t>(side + 7))), Stream::Positioning);
        const double elbow = 24 + armPose.between(0, 3.5);
        const Vec3 joint = at(16.9 * out, 4.0, -1.6);
        addBone(bones, beam,
                smoothTube({{joint + Vec3{-sign * 1.1 * s, -1.4 * s, 0}, 1.7 * s, 1.7 * s, {1, 0, 0}},
                            {joint, 2.25 * s, 2.2 * s, {1, 0, 0}},
                            {joint + Vec3{sign * 0.5 * s, 1.8 * s, 0}, 1.9 * s, 1.9 * s, {1, 0, 0}}},
                           5),
                0.09 * s);
        const double gap = t.child ? 0.8 : 0; // the growth plate is cartilage
        addBone(bones, beam,
                smoothTube({{joint + Vec3{sign * 0.6 * s, (2.1 + gap) * s, 0}, 1.75 * s, 1.7 * s, {1, 0, 0}},
                            {joint + Vec3{sign * 1.0 * s, 5.2 * s, 0}, 1.15 * s, 1.15 * s, {1, 0, 0}},
                            {{sign * (elbow - 3.4) * sx, 17 * sy, -2.6}, 1.02 * s, 1.02 * s, {1, 0, 0}},
                            {{sign * (elbow - 0.3) * sx, 30 * sy, -2.4}, 1.1 * s, 1.0 * s, {1, 0, 0}},
                            {{sign * elbow * sx, 36 * sy, -2.2}, 2.2 * s, 0.9 * s, {1, 0, 0}}},
                           6),
                (t.child ? 0.26 : 0.36) * s);
    }
}

/// A vertebral body: waisted, boxy in depth, with dense end plates that are seen at a slant where the spine bends.
void addVertebralBody(BoneMap& bones, const Thorax& t, const Beam& beam, int index)
{
    const Vec3 centre = t.vertebra(index);
    const double full = t.vertebraHeight(index), child = t.child ? 0.9 : 1;
    const Curve halfWidths({{0, 1.15}, {3, 1.35}, {4, 1.5}, {8, 1.42}, {12, 1.62}, {15, 2.0}, {17, 2.25}}),
        depths({{0, 1.5}, {4, 1.7}, {8, 2.3}, {12, 2.8}, {15, 3.0}, {17, 3.2}});
    const double halfWidth = halfWidths(index) * t.scaleX * child, depth = depths(index) * t.scaleZ,
                 halfHeight = full * (t.child ? 0.37 : 0.41);
    const double slope =
        (t.vertebra(index + 1).z - t.vertebra(index - 1).z) / std::max(0.1, t.vertebra(index + 1).y - t.vertebra(index - 1).y);
    const double slant = std::abs(-slope * 0.8 + beam.tilt + (centre.y - beam.centreY) / beam.distance);
    const double plate = std::max(0.09, 0.5 * depth * slant), scale = beam.magnification(centre.z) / beam.pixel;
    const double x0 = beam.column(centre.x, centre.y, centre.z), y0 = beam.row(centre.y, centre.z);
    const int top = std::max(0, static_cast<int>(y0 - (halfHeight + plate) * scale - 1)),
              bottom = std::min(t.person.size - 1, static_cast<int>(y0 + (halfHeight + plate) * scale + 1));
    const int left = std::max(0, static_cast<int>(x0 - 1.1 * halfWidth * scale - 2)),
              right = std::min(t.person.size - 1, static_cast<int>(x0 + 1.1 * halfWidth * scale + 2));
    for (int y = top; y <= bottom; ++y) {
        const double v = (y - y0) / scale, share = std::abs(v) / halfHeight;
        const double waist = halfWidth * (0.87 + 0.13 * std::min(1.0, share * share));
        const double soft = std::clamp((halfHeight - std::abs(v)) / std::max(plate, 0.04) + 0.5, 0.0, 1.0);
        const double platePath = 0.05 * depth / (2 * plate) * std::max(0.0, 1 - std::pow((std::abs(v) - halfHeight + plate) / plate, 4));
        for (int x = left; x <= right; ++x) {
            const double u = (x - x0) / scale / waist, q = 1 - u * u;
            if (q <= 0) continue;
            const double deep = std::sqrt(std::sqrt(q));
            const double wall = std::min(0.035 / std::max(0.12, deep * deep * deep), 0.28);
            bones.spongy.row(y)[x] += static_cast<float>(depth * deep * soft);
            bones.cortical.row(y)[x] += static_cast<float>(2 * wall * soft + platePath * deep);
        }
    }
}

void addSpine(BoneMap& bones, const Thorax& t, const Beam& beam)
{
    const double sx = t.scaleX, sz = t.scaleZ, s = 0.5 * (t.scaleX + t.scaleY);
    for (int i = 0; i < 18; ++i) {
        addVertebralBody(bones, t, beam, i);
        const Vec3 c = t.vertebra(i);
        const double h = t.vertebraHeight(i), wide = (i < 4 ? 1.2 : 1.0 + 0.045 * std::max(0, i - 8)) * sx,
                     back = c.z - (1.2 + 0.06 * i) * sz;
        for (double sign : {-1.0, 1.0}) {
            addBone(bones, beam,
                    {{{sign * wide, c.y - 0.16 * h, back}, 0.48 * s, 0.32 * s, {0, 1, 0}},
                     {{sign * wide, c.y - 0.16 * h, back - 0.8 * sz}, 0.48 * s, 0.32 * s, {0, 1, 0}}},
                    0.06 * s);
            if (i >= 3 && i < 15)
                addBone(bones, beam,
                        smoothTube({{{sign * 1.0 * sx, c.y - 0.05 * h, back - 1.2 * sz}, 0.5 * s, 0.4 * s, {0, 1, 0}},
                                    {{sign * (3.0 - 0.08 * i) * sx, c.y - 0.22 * h, back - 2.0 * sz}, 0.42 * s, 0.4 * s, {0, 1, 0}}},
                                   3),
                        0.05 * s);
            addBone(bones, beam,
                    smoothTube({{{sign * 0.95 * sx, c.y + 0.05 * h, back - 1.1 * sz}, 0.5 * h, 0.22 * s, {0, 1, 0}},
                                {{sign * 0.15 * sx, c.y + 0.3 * h, back - 2.0 * sz}, 0.42 * h, 0.22 * s, {0, 1, 0}}},
                               3),
                    0.04 * s);
        }
        addBone(bones, beam,
                smoothTube({{{0, c.y + 0.3 * h, back - 1.9 * sz}, 0.25 * s, 0.45 * s, {1, 0, 0}},
                            {{0, c.y + 0.75 * h, back - 3.4 * sz}, 0.24 * s, 0.5 * s, {1, 0, 0}},
                            {{0, c.y + 0.95 * h, back - 4.2 * sz}, 0.34 * s, 0.4 * s, {1, 0, 0}}},
                           3),
                0.045 * s);
    }
}

/// The arch of the lower jaw, and the dense shadow of the teeth and skull base behind it.
void addJaw(BoneMap& bones, const Thorax& t, const Beam& beam)
{
    if (!t.chin) return;
    const double sx = t.scaleX, sy = t.scaleY, s = 0.5 * (sx + sy);
    const auto at = [&](double x, double up, double z) { return Vec3{t.chinX + x * sx, t.chinY - up * sy, z * t.scaleZ}; };
    addBone(bones, beam,
            smoothTube({{at(-5.2, 7, 0), 0.9 * s, 0.5 * s, {0, 1, 0}},
                        {at(-4.8, 3.4, 2.5), 1.5 * s, 0.5 * s, {0, 1, 0}},
                        {at(-3.0, 1.9, 6.5), 1.4 * s, 0.55 * s, {0, 1, 0}},
                        {at(0, 1.4, 8.2), 1.5 * s, 0.65 * s, {0, 1, 0}},
                        {at(3.0, 1.9, 6.5), 1.4 * s, 0.55 * s, {0, 1, 0}},
                        {at(4.8, 3.4, 2.5), 1.5 * s, 0.5 * s, {0, 1, 0}},
                        {at(5.2, 7, 0), 0.9 * s, 0.5 * s, {0, 1, 0}}},
                       8),
            0.2 * s);
}

void addSternum(BoneMap& bones, const Thorax& t, const Beam& beam)
{
    const double sx = t.scaleX, sy = t.scaleY;
    const auto z = [&](double y) { return t.cavityFront(y * sy) + 0.6; };
    addBone(bones, beam,
            smoothTube({{{0, 3.6 * sy, z(3.6)}, 2.3 * sx, 0.55 * sx, {1, 0, 0}},
                        {{0, 6 * sy, z(6)}, 2.2 * sx, 0.5 * sx, {1, 0, 0}},
                        {{0, 8.6 * sy, z(8.6)}, 1.25 * sx, 0.45 * sx, {1, 0, 0}}},
                       5),
            0.07);
    addBone(bones, beam,
            smoothTube({{{0, 8.9 * sy, z(8.9)}, 1.25 * sx, 0.42 * sx, {1, 0, 0}},
                        {{0, 14 * sy, z(14)}, 1.7 * sx, 0.4 * sx, {1, 0, 0}},
                        {{0, 18 * sy, z(18)}, 1.1 * sx, 0.35 * sx, {1, 0, 0}}},
                       6),
            0.06);
}

} // namespace

BoneMap traceBones(const Thorax& t, const Beam& beam)
{
    const int size = t.person.size;
    BoneMap bones{Plane(size, size), Plane(size, size), Plane(size, size)};
    addRibs(bones, t, beam);
    addShoulder(bones, t, beam);
    addSpine(bones, t, beam);
    addSternum(bones, t, beam);
    addJaw(bones, t, beam);
    return bones;
}

} // namespace lucency::imaging::phantom
