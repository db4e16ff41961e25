#include "imaging/phantom/vessels.h"

#include "imaging/phantom/random.h"

#include <algorithm>
#include <cmath>

namespace lucency::imaging::phantom {

namespace {

struct Node {
    Vec3 at;
    int parent = -1;
    bool trunk = false; ///< with the bronchus and nodes beside it, it makes the shadow of the hilum
    double path = 0;    ///< from the root
    double served = 0;  ///< places beyond
};

Vec3 hilum(const Thorax& t, int side)
{
    return side == 0 ? Vec3{-3.8 * t.scaleX, 12.0 * t.scaleY, -0.8 * t.scaleZ} : Vec3{4.1 * t.scaleX, 11.3 * t.scaleY, -0.8 * t.scaleZ};
}

std::vector<Node> grow(const Thorax& t, int side, bool veins, int places, Draw& draw)
{
    const double sx = t.scaleX, sy = t.scaleY, sz = t.scaleZ, sign = side == 0 ? -1 : 1;
    std::vector<Node> tree;
    const auto trunk = [&](Vec3 at, int parent) {
        const double path =
            parent < 0 ? 0 : tree[static_cast<std::size_t>(parent)].path + length(at - tree[static_cast<std::size_t>(parent)].at);
        tree.push_back({at, parent, true, path, 0});
        return static_cast<int>(tree.size()) - 1;
    };
    const Vec3 root = hilum(t, side);
    if (!veins) {
        // The interlobar artery curves down and outwards, the upper trunk rises.
        const int centre = trunk({sign * 1.2 * sx, root.y - 0.2 * sy, 0.3 * sz}, -1), gate = trunk(root, centre);
        const int bend = trunk(root + Vec3{sign * 0.9 * sx, 1.0 * sy, -0.5 * sz}, gate);
        trunk(root + Vec3{sign * 1.3 * sx, 3.6 * sy, -1.3 * sz}, bend);
        trunk(root + Vec3{sign * 0.9 * sx, -1.7 * sy, 0}, gate);
    } else {
        // Veins enter the left atrium below the arteries and run flatter.
        const int atrium = trunk({sign * 1.4 * sx, 14.2 * sy, -1.2 * sz}, -1);
        trunk({sign * 3.4 * sx, 14.7 * sy, -1.6 * sz}, atrium);
        trunk({sign * 3.1 * sx, 12.4 * sy, 0.6 * sz}, atrium);
    }
    std::vector<std::pair<double, Vec3>> goals;
    for (int i = 0; i < places; ++i) {
        const double across = 1 - 0.98 * std::pow(draw.unit(), 1.35), down = 0.04 + 0.95 * std::pow(draw.unit(), 0.72),
                     forward = 0.08 + 0.42 * (draw.unit() + draw.unit());
        const Vec3 at = lungPlace(t, side, across * 0.985, down, forward);
        goals.emplace_back(length(at - root), at);
    }
    std::sort(goals.begin(), goals.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [distance, goal] : goals) {
        double best = 1e9;
        int join = 0;
        for (std::size_t i = 0; i < tree.size(); ++i) {
            const double direct = length(goal - tree[i].at), cost = direct + 0.5 * tree[i].path;
            if (cost < best) {
                best = cost;
                join = static_cast<int>(i);
            }
        }
        const Node& from = tree[static_cast<std::size_t>(join)];
        // A middle point off the straight line gives the branch its sway and a place for others to join.
        const double reach = length(goal - from.at);
        if (reach > 1.2 * sx) {
            const Vec3 sway{draw.normal() * 0.055 * reach, draw.normal() * 0.055 * reach, draw.normal() * 0.055 * reach};
            const Vec3 middle = from.at * 0.5 + goal * 0.5 + sway;
            const double path = from.path + length(middle - from.at);
            tree.push_back({middle, join, false, path, 0});
            join = static_cast<int>(tree.size()) - 1;
        }
        const Node& last = tree[static_cast<std::size_t>(join)];
        const double path = last.path + length(goal - last.at);
        tree.push_back({goal, join, false, path, 1});
    }
    for (std::size_t i = tree.size(); i-- > 1;)
        if (tree[i].parent >= 0) tree[static_cast<std::size_t>(tree[i].parent)].served += tree[i].served;
    return tree;
}

} // namespace

Vec3 lungPlace(const Thorax& t, int side, double across, double down, double forward)
{
    const auto i = static_cast<std::size_t>(side);
    const double sign = side == 0 ? -1 : 1;
    // Behind, the lung reaches deeper than before the dome.
    const double floor = t.domeY[i] + t.domeHeight[i] * (forward < 0.45 ? 0.62 * (1 - forward / 0.45) : 0) - 0.2;
    const double y = t.apexY[i] + 0.3 + down * (floor - t.apexY[i] - 0.3);
    const double outer = t.lungOuter(side, y) - 0.25;
    const Curve rightHeart({{0, 2.2}, {8, 2.6}, {12, 2.9}, {16, 3.6}, {22, 3.4}}, t.scaleY, t.scaleX),
        leftHeart({{0, 2.4}, {8, 3.4}, {11, 3.2}, {14, 4.4}, {18, 7.2}, {22, 7.6}}, t.scaleY, t.scaleX);
    const double front = side == 0 ? rightHeart(y) : leftHeart(y), rear = 2.3 * t.scaleX;
    const double blend = std::clamp((forward - 0.3) / 0.2, 0.0, 1.0), inner = std::min(rear + (front - rear) * blend, outer - 0.3);
    const double x = inner + across * (outer - inner);
    const double middle = 0.5 * (t.cavityFront(y) + t.cavityBack(y)),
                 share = std::sqrt(std::max(0.0, 1 - (x / (outer + 0.3)) * (x / (outer + 0.3)))) * (0.35 + 0.65 * t.apexShare(side, y));
    const double from = middle - (middle - t.cavityBack(y) - 0.3) * share, to = middle + (t.cavityFront(y) - middle - 0.3) * share;
    return {sign * x, y, from + forward * (to - from)};
}

Plane traceVessels(const Thorax& t, const Beam& beam)
{
    const int size = t.person.size;
    Plane out(size, size);
    const double s = 0.5 * (t.scaleX + t.scaleY);
    const int places = std::clamp(size * size / 900, 90, 1100);
    // Fewer places served by each end at small sizes: the trunks keep their width.
    const double leaf = 0.055 * std::pow(1100.0 / places, 1 / 2.7);
    for (int side = 0; side < 2; ++side)
        for (int kind = 0; kind < 2; ++kind) {
            Draw draw(mix(t.person.seed, static_cast<std::uint64_t>(side * 2 + kind)), Stream::Vessels);
            const auto tree = grow(t, side, kind == 1, kind == 1 ? places * 2 / 3 : places, draw);
            for (std::size_t i = 1; i < tree.size(); ++i) {
                const Node &node = tree[i], &parent = tree[static_cast<std::size_t>(node.parent)];
                const double width = (node.trunk ? 1.3 : 1.0) * leaf * std::pow(std::max(1.0, node.served), 1 / 2.7) * s;
                const double before = std::min(1.25 * width, leaf * std::pow(std::max(1.0, parent.served), 1 / 2.7) * s);
                const double taper = node.served <= 1 ? 0.6 : 1;
                addTube(out, beam, {{parent.at, before, before, {0, 1, 0}}, {node.at, width * taper, width * taper, {0, 1, 0}}});
            }
        }
    return out;
}

Plane traceAirways(const Thorax& t, const Beam& beam)
{
    const double sx = t.scaleX, sy = t.scaleY, sz = t.scaleZ, s = (sx + sy) / 2;
    Plane out(t.person.size, t.person.size);
    const double carina = t.trachea.x(10.4 * sy);
    Tube windpipe;
    for (double y = -12; y <= 10.4; y += 0.8)
        windpipe.push_back({{t.trachea.x(y * sy), y * sy, t.trachea.z(y * sy)}, t.trachea.halfX(y * sy), 1.15 * s, {1, 0, 0}});
    addTube(out, beam, windpipe);
    addTube(out, beam,
            smoothTube({{{carina, 10.2 * sy, -3 * sz}, 0.75 * s, 0.75 * s, {1, 0, 0}},
                        {{-1.7 * sx, 11.9 * sy, -2.9 * sz}, 0.66 * s, 0.66 * s, {1, 0, 0}},
                        {{-3.0 * sx, 13.6 * sy, -2.8 * sz}, 0.52 * s, 0.52 * s, {1, 0, 0}},
                        {{-3.7 * sx, 15.6 * sy, -3.0 * sz}, 0.38 * s, 0.38 * s, {1, 0, 0}}},
                       4));
    addTube(out, beam,
            smoothTube({{{carina, 10.2 * sy, -3 * sz}, 0.7 * s, 0.7 * s, {1, 0, 0}},
                        {{2.2 * sx, 12.2 * sy, -2.9 * sz}, 0.6 * s, 0.6 * s, {1, 0, 0}},
                        {{3.9 * sx, 13.5 * sy, -3.0 * sz}, 0.5 * s, 0.5 * s, {1, 0, 0}},
                        {{4.5 * sx, 15.4 * sy, -3.3 * sz}, 0.36 * s, 0.36 * s, {1, 0, 0}}},
                       4));
    return out;
}

std::vector<Tube> bronchiTowards(const Thorax& t, int side, Vec3 place, double reach, std::uint64_t key)
{
    Draw draw(key);
    std::vector<Tube> out;
    const double s = 0.5 * (t.scaleX + t.scaleY);
    const Vec3 root = hilum(t, side) + Vec3{0, 1.2 * t.scaleY, -1};
    for (int i = 0; i < 6; ++i) {
        const Vec3 goal = place + Vec3{draw.normal(), draw.normal(), draw.normal()} * (0.55 * reach),
                   fork = root * 0.55 + place * 0.45 + Vec3{draw.normal() * 0.3, draw.normal() * 0.3, 0};
        out.push_back(smoothTube(
            {{root, 0.3 * s, 0.3 * s, {0, 1, 0}}, {fork, 0.22 * s, 0.22 * s, {0, 1, 0}}, {goal, 0.1 * s, 0.1 * s, {0, 1, 0}}}, 6));
    }
    return out;
}

} // namespace lucency::imaging::phantom
