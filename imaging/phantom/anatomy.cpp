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
        Curve({{-1, 8.3}, {1, 9.0}, {3, 9.9}, {6, 11.1}, {9, 11.9}, {12, 12.5}, {16, 13.1}, {20, 13.5}, {24, 13.7}, {28, 13.4}, {34, 12.6}},
              sy, sx * (1 + 0.5 * barrel));
    if (t.child) // a bell, narrow above
        t.cavityHalfWidth = Curve(
            {{-1, 6.8}, {1, 7.3}, {3, 8.3}, {6, 9.9}, {9, 11.2}, {12, 12.2}, {16, 13.1}, {20, 13.6}, {24, 13.8}, {28, 13.6}, {34, 12.9}},
            sy, sx * (1 + 0.5 * barrel));
    t.cavityFront = Curve({{-1, 0.5}, {2, 2.2}, {6, 4.6}, {12, 6.8}, {18, 8.0}, {26, 8.6}, {34, 8.2}}, sy, sz * (1 + barrel));
    t.cavityBack = Curve({{-1, -5.4}, {2, -6.6}, {6, -8.2}, {12, -9.4}, {18, -9.6}, {26, -9.0}, {34, -8}}, sy, sz * (1 + 0.5 * barrel));
    for (std::size_t side = 0; side < 2; ++side) {
        t.apexX[side] = ((t.child ? 4.2 : 4.9) + build.normal() * 0.25) * sx;
        t.apexY[side] = (0.2 + build.normal() * 0.35) * sy;
        t.apexInner[side] = 0.8 * sx;
        t.apexHeight[side] = (4.4 + build.normal() * 0.4) * sy;
    }
    // Breath: bedside films and the sick breathe less.
    double breath = 21.6 + pose.normal() * 0.9;
    if (t.person.anteroposterior) breath -= pose.between(0.8, 3.2);
    if (t.child) breath -= pose.between(0, 1.1);
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

void buildBody(Thorax& t, Draw& build, Draw& pose)
{
    const double sx = t.scaleX, sy = t.scaleY, sz = t.scaleZ, habitus = t.person.habitus;
    const double muscle = (t.child ? 1.7 : t.person.female ? 2.7 : 3.3) * (sx + sy) / 2;
    t.fat = (t.child ? 0.7 : t.person.female ? 1.7 : 1.2) + (t.child ? 0.25 : 1.15) * habitus;
    t.fat = std::max(0.4, t.fat);
    const double more = muscle + t.fat;
    const double shoulder = (t.child ? 15.0 : 19.0) * sx + 0.5 * more, slope = pose.normal() * 0.5;
    t.neckHalfWidth = (t.child ? 5.3 : 5.7) * sx + 0.5 * t.fat;
    const auto width = [&](double y) { return t.cavityHalfWidth(y * sy) + more; };
    const double neck = t.neckHalfWidth, f = 1.2 * sz + t.fat, b = 2.4 * sz + t.fat;
    const auto front = [&](double y) { return t.cavityFront(y * sy) + f; };
    const auto rear = [&](double y) { return t.cavityBack(y * sy) - b; };
    Bulk trunk;
    trunk.halfWidth = Curve({{-14, neck * 1.05},
                             {-7 + slope, neck},
                             {-5 + slope, neck * 1.1},
                             {-3 + slope, neck * 1.38},
                             {-1 + slope, 0.62 * width(6)},
                             {2, 0.84 * width(6)},
                             {6, width(6)},
                             {9, width(9) + 0.3},
                             {12, width(12) + 0.3},
                             {16, width(16)},
                             {22, width(22)},
                             {30, width(30) + 0.4 * habitus},
                             {38, width(34) + 0.8 * habitus}},
                            sy);
    trunk.front = Curve({{-14, 6 * sz},
                         {-6, 5.6 * sz},
                         {-2, 4.6 * sz},
                         {3, front(3)},
                         {8, front(8)},
                         {16, front(16)},
                         {26, front(26) + 0.5 * habitus},
                         {36, front(34) + 0.5 * t.fat}},
                        sy);
    trunk.back =
        Curve({{-14, -8.6 * sz}, {-6, -8.6 * sz}, {-2, -9 * sz}, {3, rear(3)}, {10, rear(10)}, {20, rear(20)}, {36, rear(34)}}, sy);
    trunk.exponent = 3;
    // The girdle of the shoulders is broad and shallow; below it ends in the folds of the armpits.
    Bulk girdle;
    const double swell = (t.child ? 0.8 : 1.02 + 0.12 * habitus) * sz;
    girdle.halfWidth = Curve({{-6 + slope, neck * 0.9},
                              {-4 + slope, neck * 1.3},
                              {-2.6 + slope, shoulder * 0.58},
                              {-1.4 + slope, shoulder * 0.78},
                              {-0.2 + slope, shoulder * 0.91},
                              {1.6 + slope, shoulder * 0.98},
                              {4, shoulder},
                              {8, shoulder},
                              {12, 0.7 * shoulder + 0.3 * width(12)},
                              {16, 0.3 * shoulder + 0.7 * width(16) + 0.4},
                              {20, width(20) + 0.2},
                              {24, width(22) - 1}},
                             sy);
    girdle.front =
        Curve({{-6, 0}, {-3, 1.8 * swell}, {0, 3.2 * swell}, {5, 4.4 * swell}, {10, 3.8 * swell}, {15, 1.8 * swell}, {23, -3 * sz}}, sy);
    girdle.back = Curve(
        {{-6, -4 * sz}, {-3, -6.0 * swell}, {0, -8.0 * swell}, {5, -9.5 * swell}, {10, -9.0 * swell}, {15, -7 * swell}, {23, -3.2 * sz}},
        sy);
    girdle.exponent = 3;
    t.body = {trunk, girdle};
    t.bodyFront = trunk.front(t.domeY[0]);
    t.bodyBack = trunk.back(t.domeY[0]);
    // The chin hangs into the field of bedside films and of most children's.
    t.chin = pose.chance(t.child ? 0.75 : t.person.anteroposterior ? 0.4 : 0.08);
    t.chinY = (t.child ? pose.between(-7.2, -4.8) : pose.between(-9.5, -7.0)) * sy;
    t.chinX = pose.normal() * 0.8 * sx;
    if (t.person.female && !t.child) {
        const double large = build.between(0.75, 1.25) + 0.25 * habitus, sag = build.between(0, 1.5) + 0.02 * t.person.ageYears;
        for (std::size_t side = 0; side < 2; ++side)
            t.breast[side] = {{(side == 0 ? -1 : 1) * (8.3 + 0.6 * large) * sx, (14.2 + sag + build.normal() * 0.3) * sy, t.bodyFront},
                              6.0 * large * sx,
                              5.2 * large * sy,
                              (t.person.anteroposterior ? 2.0 : 2.9) * large * sz};
    }
    // Gas in the stomach, flat below where the patient stands; in the splenic flexure of some.
    const double dome = t.domeY[1] / sy;
    if (build.chance(0.6)) {
        const double wide = build.between(1.7, 3.4), tall = wide * build.between(0.55, 0.75);
        const double top = dome + build.between(0.5, 1.0);
        Column bubble = ellipsoid({(5.6 + build.normal() * 0.7) * sx, (top + tall) * sy, 1 * sz}, wide * sx, tall * sy, 2.4 * sz,
                                  build.normal() * 0.06);
        // Standing, fluid makes a level.
        if (!t.person.anteroposterior) bubble.bottom = (top + tall * build.between(0.85, 1.3)) * sy;
        t.gas.push_back(bubble);
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
    buildHeart(t, enlarged ? Draw(mix(description.seed, 2), Stream::Person).between(1.22, 1.38) : 1);
    buildMediastinum(t);
    buildBody(t, build, pose);
    return t;
}

Beam aimBeam(const Thorax& t)
{
    Draw pose(mix(t.person.seed, t.person.exposure), Stream::Marker);
    Beam beam;
    beam.anteroposterior = t.person.anteroposterior;
    beam.distance = beam.anteroposterior ? (t.child ? 100 : pose.between(100, 120)) : 180;
    beam.detector = beam.anteroposterior ? t.bodyBack - 3 : t.bodyFront + 3;
    beam.centreX = pose.normal() * 0.5;
    beam.centreY = 11 * t.scaleY + pose.normal() * 0.8;
    beam.turn = pose.normal() * (beam.anteroposterior ? 0.045 : 0.02);
    beam.tilt = (beam.anteroposterior ? 0.07 : 0.0) + pose.normal() * 0.03;
    beam.lean = pose.normal() * (beam.anteroposterior ? 0.025 : 0.01);
    const double magnified = beam.anteroposterior ? 1.1 : 1.04;
    const double field =
        (t.child ? pose.between(28.5, 32.5) * t.scaleX * 1.06 : pose.between(33.5, 39.5) * std::max(t.scaleX, t.scaleY)) * magnified;
    beam.pixel = field / t.person.size;
    const double middle = (t.child ? 12.0 : 13.0) * t.scaleY + pose.normal() * 0.8;
    beam.left = beam.centreX - field / 2 + pose.normal() * 0.7 + 0.5 * beam.pixel;
    beam.top = beam.centreY + (middle - beam.centreY) * magnified - field / 2 + 0.5 * beam.pixel;
    return beam;
}

} // namespace lucency::imaging::phantom
