#include "imaging/phantom/anatomy.h"

#include "imaging/phantom/random.h"

#include <algorithm>
#include <cmath>

namespace lucency::imaging::phantom {

Curve::Curve(std::vector<std::pair<double, double>> points, double scaleIn, double scaleOut)
{
    for (const auto& [at, value] : points) {
        m_at.push_back(at * scaleIn);
        m_value.push_back(value * scaleOut);
    }
    // Fritsch and Carlson's slopes: no overshoot between the points.
    const std::size_t n = m_at.size();
    m_slope.assign(n, 0);
    for (std::size_t i = 1; i + 1 < n; ++i) {
        const double before = (m_value[i] - m_value[i - 1]) / (m_at[i] - m_at[i - 1]);
        const double after = (m_value[i + 1] - m_value[i]) / (m_at[i + 1] - m_at[i]);
        if (before * after > 0) m_slope[i] = 2 * before * after / (before + after);
    }
    if (n > 1) {
        m_slope[0] = (m_value[1] - m_value[0]) / (m_at[1] - m_at[0]);
        m_slope[n - 1] = (m_value[n - 1] - m_value[n - 2]) / (m_at[n - 1] - m_at[n - 2]);
    }
}

double Curve::operator()(double at) const
{
    if (m_at.empty()) return 0;
    if (at <= m_at.front()) return m_value.front();
    if (at >= m_at.back()) return m_value.back();
    const auto i = static_cast<std::size_t>(std::upper_bound(m_at.begin(), m_at.end(), at) - m_at.begin()) - 1;
    const double h = m_at[i + 1] - m_at[i], t = (at - m_at[i]) / h;
    const double t2 = t * t, t3 = t2 * t;
    return m_value[i] * (2 * t3 - 3 * t2 + 1) + m_value[i + 1] * (3 * t2 - 2 * t3) +
           h * (m_slope[i] * (t3 - 2 * t2 + t) + m_slope[i + 1] * (t3 - t2));
}

Column ellipsoid(Vec3 centre, double halfLong, double halfShort, double halfDeep, double angle)
{
    // The slice at height v of x^2 A + 2 x v B + v^2 C = 1.
    const double c = std::cos(angle), s = std::sin(angle);
    const double l = 1 / (halfLong * halfLong), k = 1 / (halfShort * halfShort);
    const double a = c * c * l + s * s * k, b = c * s * (l - k), d = s * s * l + c * c * k;
    const double halfY = std::sqrt(a / (a * d - b * b));
    std::vector<std::pair<double, double>> x, hx, z, hz;
    for (int i = -32; i <= 32; ++i) {
        const double v = halfY * std::sin(i * 1.5707963 / 32), y = centre.y + v;
        const double share = std::sqrt(std::max(0.0, 1 - (v / halfY) * (v / halfY)));
        x.emplace_back(y, centre.x - v * b / a);
        hx.emplace_back(y, share / std::sqrt(a));
        z.emplace_back(y, centre.z);
        hz.emplace_back(y, halfDeep * share);
    }
    return {centre.y - halfY, centre.y + halfY, Curve(x), Curve(hx), Curve(z), Curve(hz), 2};
}

double Thorax::apexShare(int side, double y) const
{
    const auto i = static_cast<std::size_t>(side);
    const double t = std::clamp((y - apexY[i]) / apexHeight[i], 0.0, 1.0);
    return std::sqrt(t * (2 - t));
}

double Thorax::lungOuter(int side, double y) const
{
    const auto i = static_cast<std::size_t>(side);
    return apexX[i] + (cavityHalfWidth(y) - apexX[i]) * apexShare(side, y);
}

double Thorax::lungInner(int side, double y) const
{
    const auto i = static_cast<std::size_t>(side);
    return apexX[i] - (apexX[i] - apexInner[i]) * apexShare(side, y);
}

namespace {

// Centres of C4 to L2 below the level of the apices, and bodies with their discs: Panjabi's means, smoothed.
constexpr std::array<double, 18> vertebraY{-6.2, -4.6, -3.0,  -1.4, 0.35, 2.3,  4.35, 6.5,  8.75,
                                           11.1, 13.5, 15.95, 18.5, 21.1, 23.8, 26.7, 29.9, 33.3};

} // namespace

Vec3 Thorax::vertebra(int index) const
{
    const double y = vertebraY[static_cast<std::size_t>(std::clamp(index, 0, 17))];
    const Curve kyphosis({{-6, -1.5}, {0, -4.2}, {8, -6.2}, {16, -6.4}, {26, -5}, {33, -3.8}});
    return {0, y * scaleY, kyphosis(y) * scaleZ};
}

double Thorax::vertebraHeight(int index) const
{
    return (vertebra(index + 1).y - vertebra(index - 1).y) / (index == 0 || index == 17 ? 1 : 2);
}

namespace {

void buildCage(Thorax& t, Draw& build, Draw& pose)
{
    const double sx = t.scaleX, sy = t.scaleY, sz = t.scaleZ;
    const double barrel = build.normal() * 0.04;
    t.cavityHalfWidth =
        Curve({{-1, 7.4}, {1, 7.8}, {3, 8.7}, {6, 10.2}, {9, 11.4}, {12, 12.3}, {16, 13.1}, {20, 13.6}, {24, 13.8}, {28, 13.5}, {34, 12.6}},
              sy, sx * (1 + 0.5 * barrel));
    t.cavityFront = Curve({{-1, 0.5}, {2, 2.2}, {6, 4.6}, {12, 6.8}, {18, 8.0}, {26, 8.6}, {34, 8.2}}, sy, sz * (1 + barrel));
    t.cavityBack = Curve({{-1, -5.4}, {2, -6.6}, {6, -8.2}, {12, -9.4}, {18, -9.6}, {26, -9.0}, {34, -8}}, sy, sz * (1 + 0.5 * barrel));
    for (std::size_t side = 0; side < 2; ++side) {
        t.apexX[side] = (4.5 + build.normal() * 0.25) * sx;
        t.apexY[side] = (0.2 + build.normal() * 0.35) * sy;
        t.apexInner[side] = 0.8 * sx;
        t.apexHeight[side] = (5.2 + build.normal() * 0.4) * sy;
    }
    // Breath: bedside films and the sick breathe less.
    double breath = 21.6 + pose.normal() * 0.9;
    if (t.person.anteroposterior) breath -= pose.between(0.8, 3.2);
    if (t.child) breath -= pose.between(0.6, 1.8);
    breath -= 0.7 * std::max(0.0, t.person.habitus);
    t.domeY = {breath * sy, (breath + build.between(0.6, 1.9)) * sy};
    t.domeHeight = {(4.6 + build.normal() * 0.45) * sy, (4.8 + build.normal() * 0.45) * sy};
    for (int side = 0; side < 2; ++side) {
        const auto i = static_cast<std::size_t>(side);
        const double outer = t.cavityHalfWidth(t.domeY[i] + 0.8 * t.domeHeight[i]);
        t.domeHalfX[i] = outer * 0.535;
        t.domeX[i] = outer - t.domeHalfX[i];
    }
    t.domeZ = 1.8 * sz;
}

void buildHeart(Thorax& t, Draw& build, bool enlarged, double enlargement)
{
    const double sx = t.scaleX, sy = t.scaleY, sz = t.scaleZ;
    // The heart hangs on the diaphragm: it follows the breath, and lies flatter where the diaphragm is high.
    const double shift = 0.62 * (0.5 * (t.domeY[0] + t.domeY[1]) / sy - 22.2);
    const double flat = std::clamp(-shift * 0.06, -0.1, 0.25);
    double size = 1 + build.normal() * 0.045 + (t.child ? 0.16 : 0) + (t.person.anteroposterior ? 0.03 : 0);
    if (t.person.ageYears > 65) size += 0.04;
    const double wide = enlarged ? size * enlargement : size;
    const double angle = 0.70 - flat + build.normal() * 0.06 - (enlarged ? 0.1 : 0);
    const auto at = [&](double x, double y, double z) { return Vec3{x * sx, y * sy, z * sz}; };
    const double s = (sx + sy) / 2;
    const double apex = enlarged ? (wide - size) * 5.0 : 0;
    t.heart.push_back(
        ellipsoid(at(2.3 + 0.55 * apex, 17.0 + shift + 0.25 * apex, 2.6), 6.3 * s * wide, 4.7 * s * wide, 4.4 * sz * size, angle));
    t.heart.push_back(
        ellipsoid(at(-0.75 - 0.15 * apex, 16.3 + shift, 2.2), 5.0 * s * (0.5 + 0.5 * wide), 3.35 * s * wide, 3.8 * sz * size, 1.45));
    t.heart.push_back(ellipsoid(at(0.7, 13.2 + 0.6 * shift, 0), 3.6 * s * size, 3.3 * s * size, 3.2 * sz, 0.4));
    t.heart.push_back(ellipsoid(at(4.0 + 0.3 * apex, 14.4 + 0.8 * shift, 2.4), 3.8 * s * size, 1.9 * s * wide, 2.6 * sz,
                                1.1));                                                                 // auricle to left ventricle
    t.heart.push_back(ellipsoid(at(2.35, 11.3 + 0.3 * shift, 1.6), 2.9 * s, 1.75 * s, 1.9 * sz, 1.2)); // pulmonary trunk
}

void buildMediastinum(Thorax& t, Draw& build)
{
    const double sx = t.scaleX, sy = t.scaleY, sz = t.scaleZ;
    const auto at = [&](double x, double y, double z) { return Vec3{x * sx, y * sy, z * sz}; };
    const double s = (sx + sy) / 2;
    const double old = std::clamp((t.person.ageYears - 30) / 50, 0.0, 1.0);
    const double knob = t.child ? 0.75 : 0.9 + 0.25 * old + build.normal() * 0.06;
    t.heart.push_back(
        ellipsoid(at(2.2 + 0.35 * old, 8.5 - 0.3 * old, -1.5), 2.1 * s * knob, 1.75 * s * knob, 2.6 * sz, 1.3)); // aortic knob
    // Ascending aorta and superior vena cava make the right edge of the pedicle.
    const double cava = 2.55 + build.normal() * 0.2 + 0.35 * old;
    t.mediastinum.push_back({-3 * sy, 15 * sy, Curve({{-3, -1.6}, {5, -1.0}, {9, -0.75}, {15, -0.6}}, sy, sx),
                             Curve({{-3, 1.6}, {2, 1.7}, {6, cava - 1.0}, {10, cava - 0.5}, {15, cava}}, sy, sx),
                             Curve({{-3, -1}, {5, 1}, {15, 2}}, sy, sz), Curve({{-3, 1.6}, {5, 2.2}, {15, 2.6}}, sy, sz), 2.2});
    // The left upper edge: carotid and subclavian arteries; it fades over the apex.
    t.mediastinum.push_back({-6 * sy, 10 * sy, Curve({{-6, 1.5}, {0, 1.5}, {5, 1.2}, {10, 1.2}}, sy, sx),
                             Curve({{-6, 2.6}, {-1, 2.0}, {2, 1.5}, {6, 1.25}, {10, 1.2}}, sy, sx),
                             Curve({{-6, -1.5}, {2, -1.5}, {10, -1}}, sy, sz), Curve({{-6, 2}, {2, 1.6}, {10, 2}}, sy, sz), 2});
    // Vertebral bodies with oesophagus and azygos before them; the cava below the heart.
    t.mediastinum.push_back({-8 * sy, 36 * sy, Curve({{0, 0}, {30, 0}}, sy, sx),
                             Curve({{-6, 1.9}, {2, 1.75}, {12, 1.65}, {24, 2.1}, {34, 2.5}}, sy, sx),
                             Curve({{-6, -2}, {0, -4.4}, {8, -6.2}, {16, -6.4}, {26, -5}, {33, -3.8}}, sy, sz),
                             Curve({{-6, 3}, {0, 3.2}, {8, 3.6}, {16, 3.6}, {26, 4}}, sy, sz), 4});
    const double tortuous = old * build.between(0, 0.8);
    t.mediastinum.push_back({8 * sy, 32 * sy,
                             Curve({{8, 2.3 + tortuous}, {14, 1.9 + tortuous}, {20, 1.5 + 0.4 * tortuous}, {30, 0.6}}, sy, sx),
                             Curve({{8, 1.2 * knob}, {30, 1.05 * knob}}, sy, sx), Curve({{8, -4.5}, {16, -5.2}, {30, -3}}, sy, sz),
                             Curve({{8, 1.25}, {30, 1.1}}, sy, sz), 2});
    t.mediastinum.push_back({19 * sy, 27 * sy, Curve({{19, -2.1}, {27, -2.4}}, sy, sx), Curve({{19, 1.35}, {27, 1.5}}, sy, sx),
                             Curve({{19, 0.5}, {27, 0}}, sy, sz), Curve({{19, 1.3}, {27, 1.4}}, sy, sz), 2});
    if (t.child && build.chance(0.6)) // thymus
        t.heart.push_back(ellipsoid(at(build.between(-0.8, 0.8), 7.5, 4.2), 4.4 * s, build.between(2.6, 3.9) * s, 1.8 * sz, 1.5));
    const double deviation = build.between(0.1, 0.55);
    t.trachea = {-9 * sy,
                 10.4 * sy,
                 Curve({{-9, 0}, {2, 0.15 * deviation}, {10.4, deviation}}, sy, sx),
                 Curve({{-9, 0.95}, {-5, 0.72}, {0, 0.85}, {10.4, 0.95}}, sy, sx),
                 Curve({{-9, -0.2}, {0, -2}, {10.4, -3}}, sy, sz),
                 Curve({{-9, 0.8}, {0, 0.9}, {10.4, 0.85}}, sy, sz),
                 2.4};
}

void buildBody(Thorax& t, Draw& build, Draw& pose)
{
    const double sx = t.scaleX, sy = t.scaleY, sz = t.scaleZ, habitus = t.person.habitus;
    const double muscle = (t.child ? 2.2 : t.person.female ? 2.7 : 3.3) * (sx + sy) / 2;
    t.fat = (t.child ? 0.7 : t.person.female ? 1.7 : 1.2) + (t.child ? 0.25 : 1.15) * habitus;
    t.fat = std::max(0.4, t.fat);
    const double more = muscle + t.fat;
    const double shoulder = (t.child ? 15.0 : 19.0) * sx + 0.5 * more, slope = pose.normal() * 0.5;
    t.neckHalfWidth = (t.child ? 5.3 : 5.7) * sx + 0.5 * t.fat;
    const auto width = [&](double y) { return t.cavityHalfWidth(y * sy) + more; };
    t.bodyHalfWidth = Curve({{-14, t.neckHalfWidth * 1.02},
                             {-7 + slope, t.neckHalfWidth},
                             {-5 + slope, t.neckHalfWidth * 1.12},
                             {-3.2 + slope, t.neckHalfWidth * 1.55},
                             {-1.8 + slope, shoulder * 0.68},
                             {-0.6 + slope, shoulder * 0.86},
                             {0.8 + slope, shoulder * 0.96},
                             {3, shoulder},
                             {6, shoulder * 0.98},
                             {9, 0.35 * shoulder + 0.65 * width(9)},
                             {12, width(12) + 1.0},
                             {16, width(16) + 0.4},
                             {22, width(22)},
                             {30, width(30) + 0.4 * habitus},
                             {38, width(34) + 0.8 * habitus}},
                            sy);
    const double f = 1.2 * sz + t.fat, b = 2.6 * sz + t.fat;
    t.bodyFront = Curve({{-14, 4 * sz},
                         {-6, 4 * sz},
                         {-2, 3.2 * sz + f * 0.6},
                         {3, 4.6 * sz + f},
                         {8, 6.6 * sz + f},
                         {16, 8.4 * sz + f},
                         {26, 9.2 * sz + f},
                         {36, 9.2 * sz + 1.4 * f}},
                        sy);
    t.bodyBack = Curve({{-14, -6 * sz},
                        {-6, -6.5 * sz},
                        {-2, -7 * sz - b * 0.5},
                        {3, -8 * sz - b},
                        {10, -9.5 * sz - b},
                        {20, -9.5 * sz - b},
                        {36, -8.5 * sz - b}},
                       sy);
    t.girth = 1 + 0.1 * habitus;
    // Gas in the stomach, flat below where the patient stands; in the splenic flexure of some.
    const double dome = t.domeY[1] / sy;
    if (build.chance(0.75)) {
        const double wide = build.between(1.6, 3.3);
        t.gas.push_back(ellipsoid({(5.2 + build.normal() * 0.8) * sx, (dome + 1.1 + wide * 0.62) * sy, 1 * sz}, wide * sx, wide * 0.55 * sy,
                                  2.2 * sz, build.normal() * 0.15));
    }
    const int loops = t.child ? 4 : build.below(3);
    for (int i = 0; i < loops; ++i)
        t.gas.push_back(ellipsoid({build.between(3, 9.5) * sx, (dome + build.between(2.5, 8)) * sy, 3 * sz}, build.between(0.8, 2.0) * sx,
                                  build.between(0.6, 1.2) * sy, 1.3 * sz, build.normal() * 0.5));
}

} // namespace

Thorax buildThorax(const PhantomDescription& description)
{
    Thorax t;
    t.person = description;
    t.child = description.ageYears < 14;
    Draw build(description.seed, Stream::Build), pose(mix(description.seed, description.exposure), Stream::Positioning);
    const double grown = std::clamp((description.ageYears - 1) / 16, 0.0, 1.0);
    const double height = (t.child ? 0.46 + 0.54 * grown : description.female ? 0.93 : 1.0) * (1 + build.normal() * 0.025);
    t.scaleY = height * (t.child ? 0.98 : 1 + build.normal() * 0.03 - 0.05 * description.habitus);
    t.scaleX = height * (t.child ? 1.13 - 0.1 * grown
                                 : (description.female ? 0.97 : 1.0) * (1 + build.normal() * 0.025 + 0.03 * description.habitus));
    t.scaleZ = height * (t.child ? 1.15 - 0.1 * grown : 1 + 0.06 * description.habitus);
    buildCage(t, build, pose);
    const auto& findings = description.findings;
    const bool enlarged = std::find(findings.begin(), findings.end(), PhantomFinding::Cardiomegaly) != findings.end();
    Draw heart(description.seed, Stream::Person);
    const double enlargement = heart.between(1.24, 1.42);
    buildHeart(t, heart, enlarged, enlargement);
    buildMediastinum(t, build);
    buildBody(t, build, pose);
    return t;
}

Beam aimBeam(const Thorax& t)
{
    Draw pose(mix(t.person.seed, t.person.exposure), Stream::Marker);
    Beam beam;
    beam.anteroposterior = t.person.anteroposterior;
    beam.distance = beam.anteroposterior ? (t.child ? 100 : pose.between(100, 120)) : 180;
    const double bottom = t.domeY[0];
    beam.detector = beam.anteroposterior ? t.bodyBack(bottom) - 3 : t.bodyFront(bottom) + 3;
    beam.centreX = pose.normal() * 0.5;
    beam.centreY = 11 * t.scaleY + pose.normal() * 0.8;
    beam.turn = pose.normal() * (beam.anteroposterior ? 0.045 : 0.02);
    beam.tilt = (beam.anteroposterior ? 0.07 : 0.0) + pose.normal() * 0.03;
    beam.lean = pose.normal() * (beam.anteroposterior ? 0.025 : 0.01);
    const double magnified = beam.anteroposterior ? 1.1 : 1.04;
    const double field =
        (t.child ? pose.between(31, 35) * t.scaleX * 1.06 : pose.between(33.5, 39.5) * std::max(t.scaleX, t.scaleY)) * magnified;
    beam.pixel = field / t.person.size;
    const double middle = (t.child ? 13.2 : 13.0) * t.scaleY + pose.normal() * 0.8;
    beam.left = beam.centreX - field / 2 + pose.normal() * 0.7 + 0.5 * beam.pixel;
    beam.top = beam.centreY + (middle - beam.centreY) * magnified - field / 2 + 0.5 * beam.pixel;
    return beam;
}

} // namespace lucency::imaging::phantom
