#include "imaging/phantom/anatomy.h"
#include "imaging/phantom/random.h"

#include <algorithm>
#include <cmath>

namespace lucency::imaging::phantom {

namespace {

using Points = std::vector<std::pair<double, double>>;

/// A column between two edges, each a positive distance from the midline over y: silhouettes are what readers know.
Column between(const Points& rightEdge, const Points& leftEdge, const Points& z, const Points& halfZ, double profile)
{
    const Curve right(rightEdge), left(leftEdge);
    const double top = std::max(rightEdge.front().first, leftEdge.front().first),
                 bottom = std::min(rightEdge.back().first, leftEdge.back().first);
    Points centre, half;
    for (int i = 0; i <= 48; ++i) {
        const double y = top + (bottom - top) * i / 48;
        centre.emplace_back(y, 0.5 * (left(y) - right(y)));
        half.emplace_back(y, 0.5 * (left(y) + right(y)));
    }
    return {top, bottom, Curve(centre), Curve(half), Curve(z), Curve(halfZ), profile};
}

template<class Down, class Across>
Points mapped(const Points& points, Down down, Across across)
{
    Points out;
    for (const auto& [y, value] : points)
        out.emplace_back(down(y), across(y, value));
    return out;
}

double agedness(const Thorax& t)
{
    return std::clamp((t.person.ageYears - 30) / 50, 0.0, 1.0);
}

} // namespace

void buildHeart(Thorax& t, double enlargement)
{
    Draw build(t.person.seed, Stream::Person);
    const double sx = t.scaleX, sy = t.scaleY, sz = t.scaleZ;
    // The heart hangs on the diaphragm: it follows the breath, and lies flatter and wider where the diaphragm is high.
    const double floor = 0.5 * (t.domeY[0] + t.domeY[1]) / sy, shift = floor - 22.2, old = agedness(t);
    const double size =
        (t.person.anteroposterior ? 0.93 : 0.97) + build.normal() * 0.05 + (t.child ? 0.06 : 0) + 0.05 * old - 0.012 * shift;
    const double apexDown = build.normal() * 0.5, bulge = build.normal() * 0.3;
    const double right = size * (1 + 0.55 * (enlargement - 1)), left = size * enlargement;
    // Below the hilum the silhouette goes with the diaphragm.
    const auto down = [&](double y) { return (y + shift * std::clamp((y - 9) / 11, 0.0, 1.0)) * sy; };
    const Points leftEdge{{10.2, 2.5},
                          {11, (t.child ? 3.1 : 3.5) + 0.6 * bulge},
                          {12.2, (t.child ? 3.7 : 4.25) + 0.7 * bulge},
                          {13.5, (t.child ? 4.5 : 5.1) + 0.4 * bulge},
                          {15, t.child ? 5.7 : 6.3},
                          {16.8, 7.55},
                          {18.5, 8.4},
                          {20 + apexDown, 8.75},
                          {21.5 + apexDown, 8.5},
                          {22.6 + apexDown, 7.8},
                          {23.6 + apexDown, 6.6},
                          {25.5, 3}};
    const Points rightEdge{{10.2, 2.4},
                           {12, t.child ? 2.75 : 3.1},
                           {13.5, t.child ? 3.2 : 3.6},
                           {15, t.child ? 3.7 : 3.95},
                           {17, 4.3},
                           {19, 4.3},
                           {20.5, 4.0},
                           {22, 3.4},
                           {25.5, 2.4}};
    const Points z{{10.2, 0.5}, {14, 1.4}, {18, 2.6}, {25, 3.2}},
        halfZ{{10.2, 3.8}, {12, 5.2}, {15, 6.0}, {20, 6.0}, {22.5, 5.2}, {25.5, 3.5}};
    t.heart.push_back(between(mapped(rightEdge, down, [&](double, double x) { return x * sx * right; }),
                              mapped(leftEdge, down, [&](double y, double x) { return x * sx * (y > 12.5 ? left : 0.5 * (1 + left)); }),
                              mapped(z, down, [&](double, double at) { return at * sz; }),
                              mapped(halfZ, down, [&](double, double at) { return at * sz * std::sqrt(left); }), 2));
    // Above it the superior cava and the ascending aorta on the right; subclavian artery, aortic knob and pulmonary trunk on the left.
    const double knob = t.child ? 0.4 : 0.72 + 0.5 * old + build.normal() * 0.12, cava = 2.5 + build.normal() * 0.2 + 0.35 * old;
    const double wide = t.child ? build.between(0.2, 1.0) : 0; // thymus
    const double up = 0.4 * old;
    const Points upperLeft{{-9, 4.5},
                           {-5, 3.6},
                           {-2.5, 2.9},
                           {0, 2.5},
                           {3, 2.35 + 0.5 * wide},
                           {5.4, 2.55 + wide},
                           {6.3 - up, 2.75 + 0.28 * knob + wide},
                           {7.0 - up, 2.9 + 0.72 * knob + wide},
                           {7.8 - up, 3.0 + 0.97 * knob + wide},
                           {8.6 - up, 3.0 + knob + wide},
                           {9.3 - up, 2.95 + 0.86 * knob + wide},
                           {10.0, 2.85 + 0.58 * knob + wide},
                           {10.7, 2.85 + 0.38 * knob + 0.5 * wide},
                           {11.6, 3.0 + 0.25 * knob},
                           {13, 3},
                           {15, 2.5}};
    const Points upperRight{{-9, 4.5},
                            {-5, 3.6},
                            {-2.5, 2.8},
                            {0, 2.3},
                            {3, 2.25 + 0.5 * wide},
                            {6, cava - 0.05 + wide},
                            {9, cava + 0.1 + 0.7 * wide},
                            {11, cava + 0.1},
                            {13, cava - 0.4},
                            {15, 0.8}};
    const auto plain = [&](double y) { return y * sy; };
    const auto across = [&](double, double x) { return x * sx; };
    const auto deep = [&](double, double at) { return at * sz; };
    t.heart.push_back(between(mapped(upperRight, plain, across), mapped(upperLeft, plain, across),
                              mapped({{-9, -1}, {0, -1.6}, {8, -0.6}, {15, 0.5}}, plain, deep),
                              mapped({{-9, 4}, {0, 3.4}, {4, 4.2}, {9, 5.4}, {15, 5}}, plain, deep), 3));
}

void buildMediastinum(Thorax& t)
{
    Draw build(mix(t.person.seed, 3), Stream::Person);
    const double sx = t.scaleX, sy = t.scaleY, sz = t.scaleZ, old = agedness(t);
    const auto column = [&](double top, double bottom, const Points& x, const Points& halfX, const Points& z, const Points& halfZ,
                            double profile) {
        t.mediastinum.push_back(
            {top * sy, bottom * sy, Curve(x, sy, sx), Curve(halfX, sy, sx), Curve(z, sy, sz), Curve(halfZ, sy, sz), profile});
    };
    const double floor = 0.5 * (t.domeY[0] + t.domeY[1]) / sy, tortuous = old * build.between(0, 0.7),
                 bore = t.child ? 0.8 : 0.95 + 0.25 * old;
    const Points spine{{-6, -2}, {0, -4.4}, {8, -6.2}, {16, -6.4}, {26, -5}, {33, -3.8}};
    // Vertebral bodies; oesophagus, fat and veins before them soften the step to the lung.
    column(-8, 36, {{0, 0}, {30, 0}}, {{-6, 2.0}, {2, 1.8}, {12, 1.7}, {20, 2.1}, {24, 2.6}, {34, 3}}, spine,
           {{-6, 3}, {0, 3.2}, {8, 3.6}, {16, 4}, {26, 6}}, 2);
    column(6, 30, {{6, 0.2}, {14, 0.3}, {22, 0.5}}, {{6, 2.6}, {10, 3.6}, {16, 4.4}, {22, 4.6}, {30, 5}}, {{6, -3}, {14, -3.6}, {24, -3}},
           {{6, 3}, {10, 4.4}, {18, 5}, {30, 5.5}}, 1);
    // Descending aorta, inferior cava, and the middle of the diaphragm, on which the heart lies.
    column(8, 32, {{8, 2.0 + tortuous}, {14, 1.75 + tortuous}, {20, 1.4 + 0.4 * tortuous}, {30, 0.6}}, {{8, 1.2 * bore}, {30, 1.05 * bore}},
           {{8, -4.5}, {16, -5.2}, {30, -3}}, {{8, 1.25}, {30, 1.1}}, 2);
    column(floor - 3.5, floor + 6, {{floor - 4, -2.4}, {floor + 1, -2.6}}, {{floor - 3.5, 0.9}, {floor - 1.5, 1.5}, {floor + 2, 2.4}},
           {{19, 0.8}, {27, 0}}, {{19, 1.3}, {27, 3}}, 2);
    column(floor - 0.5, floor + 12, {{0, 0.9}, {30, 0.3}}, {{floor - 0.5, 1.5}, {floor + 0.3, 3.6}, {floor + 1.6, 5.2}, {floor + 5, 8}},
           {{0, 0.6}, {30, 0.6}}, {{floor - 0.5, 3}, {floor, 7}, {floor + 3, 10}}, 3);
    const double deviation = build.between(0.1, 0.55);
    t.trachea = {-12 * sy,
                 10.4 * sy,
                 Curve({{-9, 0}, {2, 0.15 * deviation}, {10.4, deviation}}, sy, sx),
                 Curve({{-12, 1.6}, {-8, 1.1}, {-6, 0.6}, {-5, 0.85}, {0, 0.95}, {10.4, 1.0}}, sy, sx),
                 Curve({{-9, 0.6}, {0, -1.4}, {10.4, -2.6}}, sy, sz),
                 Curve({{-9, 0.9}, {0, 1.0}, {10.4, 0.95}}, sy, sz),
                 2};
}

} // namespace lucency::imaging::phantom
