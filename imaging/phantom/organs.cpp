#include "imaging/phantom/organs.h"

#include "imaging/phantom/random.h"
#include "imaging/phantom/tubes.h"

#include <algorithm>
#include <cmath>

namespace lucency::imaging::phantom {

namespace {

/// (1 - s^n)^(1/n) for 0 <= s <= 1 from a table that is dense where it is steep.
class Profile {
public:
    explicit Profile(double exponent)
    {
        for (std::size_t i = 0; i < m_table.size(); ++i) {
            // Entries are even in sqrt(1 - s).
            const double u = static_cast<double>(i) / last, s = std::max(0.0, 1 - u * u);
            m_table[i] = static_cast<float>(std::pow(std::max(0.0, 1 - std::pow(s, exponent)), 1 / exponent));
        }
    }
    float operator()(float s) const
    {
        const float rest = 1 - std::abs(s);
        if (rest <= 0) return 0;
        const float at = std::sqrt(rest) * static_cast<float>(last);
        const auto i = static_cast<std::size_t>(at);
        return m_table[i] + (at - static_cast<float>(i)) * (m_table[i + 1] - m_table[i]);
    }

private:
    static constexpr int last = 1024;
    std::array<float, last + 2> m_table{};
};

const Profile& cageProfile()
{
    static const Profile profile(2.35);
    return profile;
}

/// What one row of the detector sees of a column.
struct Slice {
    float x, halfX, z, halfZ; ///< x and halfX in columns of the detector
    int form;                 ///< -1 fades out at its edges, 0 is an ellipse, 1 is boxy
};

bool slice(const Column& column, const Beam& beam, int row, Slice& out)
{
    // The ray's height depends on depth, and the organ's depth on height: two steps are exact enough.
    double z = column.z(beam.y(row, 0));
    z = column.z(beam.y(row, z));
    const double y = beam.y(row, z);
    if (y <= column.top || y >= column.bottom) return false;
    const double halfX = column.halfX(y), halfZ = column.halfZ(y);
    if (halfX <= 0.01 || halfZ <= 0.01) return false;
    out.x = static_cast<float>(beam.column(column.x(y), y, z));
    out.halfX = static_cast<float>(halfX * beam.magnification(z) / beam.pixel);
    out.z = static_cast<float>(z);
    out.halfZ = static_cast<float>(halfZ);
    out.form = column.profile < 1.5 ? -1 : column.profile > 2.4 ? 1 : 0;
    return true;
}

float sliceDepth(const Slice& s, int column)
{
    const float u = (static_cast<float>(column) - s.x) / s.halfX;
    const float q = 1 - u * u;
    if (q <= 0) return 0;
    const float root = std::sqrt(q);
    return s.halfZ * (s.form > 0 ? std::sqrt(root) : s.form < 0 ? q * root : root);
}

/// Union of intervals within [back, front].
struct Taken {
    std::array<std::pair<float, float>, 24> part;
    int count = 0;
    void add(float from, float to)
    {
        if (count == static_cast<int>(part.size()) || to <= from) return;
        int i = count++;
        for (; i > 0 && part[static_cast<std::size_t>(i - 1)].first > from; --i)
            part[static_cast<std::size_t>(i)] = part[static_cast<std::size_t>(i - 1)];
        part[static_cast<std::size_t>(i)] = {from, to};
    }
    float within(float back, float front) const
    {
        float sum = 0, reached = back;
        for (int i = 0; i < count; ++i) {
            const float from = std::max(part[static_cast<std::size_t>(i)].first, reached),
                        to = std::min(part[static_cast<std::size_t>(i)].second, front);
            if (to > from) {
                sum += to - from;
                reached = to;
            }
        }
        return sum;
    }
};

/// The cavity of one side in one row: everything that does not change along the row.
struct SideRow {
    float outerFront, outerBack, inner, innerReach, apex; ///< distances from the midline
    float front, back, middle;
    float domeX, domeHalfX, domeShare; ///< share: 0 above the dome, 1 at its foot
    float floor;                       ///< fades the recess out at its deepest
};

SideRow sideRow(const Thorax& t, const Beam& beam, int row, int side, const PleuralSpace& space)
{
    const auto i = static_cast<std::size_t>(side);
    const double y0 = beam.y(row, 0);
    const double yf = beam.y(row, 0.6 * t.cavityFront(y0)), yb = beam.y(row, 0.6 * t.cavityBack(y0));
    const double gapFront = space.gap[i] ? space.gap[i](yf) : 0, gapBack = space.gap[i] ? space.gap[i](yb) : 0;
    SideRow out{};
    out.outerFront = static_cast<float>(t.lungOuter(side, yf) - gapFront);
    out.outerBack = static_cast<float>(t.lungOuter(side, yb) - gapBack);
    out.inner = static_cast<float>(t.lungInner(side, y0));
    out.apex = static_cast<float>(t.apexX[i]);
    const double share = t.apexShare(side, y0);
    out.innerReach = static_cast<float>(1 - share * share);
    const double depth = 0.35 + 0.65 * share;
    const double middle = 0.5 * (t.cavityFront(y0) + t.cavityBack(y0));
    out.middle = static_cast<float>(middle);
    out.front = static_cast<float>(std::max(0.0, (t.cavityFront(yf) - middle) * depth - gapFront));
    out.back = static_cast<float>(std::max(0.0, (middle - t.cavityBack(yb)) * depth - gapBack));
    const double yd = beam.y(row, t.domeZ);
    out.domeShare = static_cast<float>(std::clamp((yd - t.domeY[i]) / t.domeHeight[i], 0.0, 1.0));
    out.domeX = static_cast<float>(t.domeX[i]);
    out.domeHalfX = static_cast<float>(t.domeHalfX[i]);
    const double left = (t.domeY[i] + t.domeHeight[i] - yb) / (0.35 * t.domeHeight[i]);
    out.floor = static_cast<float>(std::sqrt(std::clamp(left, 0.0, 1.0)));
    return out;
}

} // namespace

LungMap traceLungs(const Thorax& t, const Beam& beam, const PleuralSpace& space)
{
    const int size = t.person.size;
    LungMap out{Plane(size, size), Plane(size, size), Plane(size, size)};
    std::vector<Slice> slices;
    const Profile& profile = cageProfile();
    const auto domeZ = static_cast<float>(t.domeZ);
    for (int row = 0; row < size; ++row) {
        slices.clear();
        for (const auto* columns : {&t.mediastinum, &t.heart})
            for (const Column& column : *columns)
                if (Slice s{}; slice(column, beam, row, s)) slices.push_back(s);
        const double y0 = beam.y(row, 0), zf = 0.6 * t.cavityFront(y0), zb = 0.6 * t.cavityBack(y0);
        const double stepF = beam.pixel / beam.magnification(zf), stepB = beam.pixel / beam.magnification(zb),
                     stepD = beam.pixel / beam.magnification(t.domeZ);
        const double xf0 = beam.x(0, beam.y(row, zf), zf), xb0 = beam.x(0, beam.y(row, zb), zb),
                     xd0 = beam.x(0, beam.y(row, t.domeZ), t.domeZ);
        float *air = out.air.row(row), *front = out.front.row(row), *back = out.back.row(row);
        for (int side = 0; side < 2; ++side) {
            const SideRow r = sideRow(t, beam, row, side, space);
            const float sign = side == 0 ? -1.0F : 1.0F;
            if (r.outerFront <= r.inner || r.floor <= 0) continue;
            for (int column = 0; column < size; ++column) {
                const float xf = sign * static_cast<float>(xf0 + column * stepF), xb = sign * static_cast<float>(xb0 + column * stepB);
                if (xf + xb < 0 || (xf >= r.outerFront && xb >= r.outerBack)) continue;
                float cap = 1;
                if (const float x = 0.5F * (xf + xb); x < r.apex && r.innerReach > 0) {
                    const float u = (r.apex - x) / std::max(0.05F, r.apex - r.inner);
                    cap = 1 - r.innerReach + r.innerReach * (u < 1 ? std::sqrt(1 - u * u) : 0.0F);
                    if (r.innerReach > 0.02F && u >= 1) cap = 0;
                }
                const float to = r.middle + cap * r.floor * r.front * profile(xf / r.outerFront),
                            from = r.middle - cap * r.floor * r.back * profile(xb / r.outerBack);
                if (to <= from) continue;
                Taken taken;
                if (r.domeShare > 0) {
                    const float u = (sign * static_cast<float>(xd0 + column * stepD) - r.domeX) / r.domeHalfX, v = 1 - r.domeShare,
                                q = 1 - u * u - v * v;
                    if (q > 0) {
                        const float share = std::sqrt(q);
                        taken.add(domeZ - share * (domeZ - (r.middle - r.back)),
                                  domeZ + share * (r.middle + r.front + 0.5F - domeZ) * 1.25F);
                    }
                }
                for (const Slice& s : slices)
                    if (const float depth = sliceDepth(s, column); depth > 0) taken.add(s.z - depth, s.z + depth);
                const float length = to - from - taken.within(from, to);
                if (length <= 0) continue;
                air[column] = length;
                front[column] = to;
                back[column] = from;
            }
        }
    }
    return out;
}

void addColumns(Plane& plane, const Beam& beam, const std::vector<Column>& columns, float weight)
{
    for (int row = 0; row < plane.height(); ++row)
        for (const Column& column : columns) {
            Slice s{};
            if (!slice(column, beam, row, s)) continue;
            const int from = std::max(0, static_cast<int>(s.x - s.halfX)),
                      to = std::min(plane.width() - 1, static_cast<int>(s.x + s.halfX) + 1);
            float* out = plane.row(row);
            for (int x = from; x <= to; ++x)
                out[x] += 2 * weight * sliceDepth(s, x);
        }
}

namespace {

float unite(float a, float b)
{
    // A smooth union: neither a crease where parts meet nor twice the thickness where they overlap.
    if (a <= 0 || b <= 0) return std::max({a, b, 0.0F});
    return std::sqrt(std::sqrt(a * a * a * a + b * b * b * b));
}

/// Unites the plane with the thickness of a part of the body less a layer of the given depth.
void uniteBulk(Plane& plane, const Bulk& bulk, const Beam& beam, double layer)
{
    static const Profile profile(3);
    const int size = plane.width();
    for (int row = 0; row < size; ++row) {
        const double y0 = beam.y(row, -2), zf = bulk.front(y0), zb = bulk.back(y0), middle = 0.5 * (zf + zb);
        const double depth = bulk.front(beam.y(row, zf)) - bulk.back(beam.y(row, zb)) - 2 * layer;
        // The layer lies square to the skin: where the outline slopes, it takes more of the width.
        const double slope = (bulk.halfWidth(y0 + 0.5) - bulk.halfWidth(y0 - 0.5)),
                     half = bulk.halfWidth(y0) - layer * std::sqrt(1 + slope * slope);
        if (depth <= 0 || half <= 0) continue;
        float* out = plane.row(row);
        const double x0 = beam.x(0, y0, middle) / half, step = beam.pixel / beam.magnification(middle) / half;
        for (int column = 0; column < size; ++column) {
            const float across = profile(static_cast<float>(x0 + column * step));
            if (across > 0) out[column] = unite(out[column], static_cast<float>(depth) * across);
        }
    }
}

void addBreasts(Plane& plane, const Thorax& t, const Beam& beam, float share)
{
    for (const Breast& b : t.breast) {
        if (b.height <= 0) continue;
        const double scale = beam.magnification(b.at.z) / beam.pixel, x0 = beam.column(b.at.x, b.at.y, b.at.z),
                     y0 = beam.row(b.at.y, b.at.z);
        const double out = b.at.x < 0 ? -1 : 1;
        for (int y = std::max(0, static_cast<int>(y0 - 2.1 * b.halfY * scale));
             y <= std::min(plane.height() - 1, static_cast<int>(y0 + b.halfY * scale)); ++y)
            for (int x = std::max(0, static_cast<int>(x0 - 1.6 * b.halfX * scale));
                 x <= std::min(plane.width() - 1, static_cast<int>(x0 + 1.6 * b.halfX * scale)); ++x) {
                // Round below, drawn out towards the armpit above.
                double u = (x - x0) / (b.halfX * scale), v = (y - y0) / (b.halfY * scale);
                if (v < 0) {
                    u -= out * 0.18 * v * v;
                    v *= 0.5;
                }
                const double q = 1 - u * u - v * v;
                if (q > 0)
                    plane.row(y)[x] += share * static_cast<float>(b.height * (v < 0 ? q * (1 - 0.5 * v * v)
                                                                                    : std::sqrt(q) * (0.35 + 0.65 * std::sqrt(q))));
            }
    }
}

/// The upper arms hang beside the trunk.
Tube arm(const Thorax& t, int side, double layer)
{
    Draw pose(mix(t.person.seed, mix(t.person.exposure, static_cast<std::uint64_t>(side + 7))), Stream::Positioning);
    const double sign = side == 0 ? -1 : 1, sx = t.scaleX, sy = t.scaleY;
    const double r = (t.child ? 4.5 : 4.4) * sx + 0.7 * t.fat - layer, away = pose.between(0, 3.5);
    const double elbow = (24 + away) * sx;
    return smoothTube({{{sign * 16.2 * sx, 2.6 * sy, -2}, r * 0.95, r, {0, 1, 0}},
                       {{sign * 18.6 * sx, 8 * sy, -2.5}, r, r, {0, 1, 0}},
                       {{sign * (elbow - 2 * sx), 18 * sy, -3}, r * 0.95, r, {1, 0, 0}},
                       {{sign * elbow, 30 * sy, -2}, r * 0.85, r, {1, 0, 0}},
                       {{sign * elbow, 44 * sy, 1}, r * 0.75, r, {1, 0, 0}}},
                      20);
}

void uniteArms(Plane& plane, const Thorax& t, const Beam& beam, double layer)
{
    Plane limbs(plane.width(), plane.height());
    for (int side = 0; side < 2; ++side)
        addTube(limbs, beam, arm(t, side, layer));
    for (std::size_t i = 0; i < limbs.values().size(); ++i)
        plane.values()[i] = unite(plane.values()[i], limbs.values()[i]);
}

void uniteChin(Plane& plane, const Thorax& t, const Beam& beam)
{
    if (!t.chin) return;
    const double wide = (t.child ? 6.4 : 6.3) * t.scaleX, r = 6.5 * t.scaleY;
    Plane head(plane.width(), plane.height());
    addTube(head, beam,
            smoothTube({{{t.chinX, t.chinY - 1.05 * r, 6.5}, wide * 0.72, r * 0.8, {1, 0, 0}},
                        {{t.chinX, t.chinY - 1.6 * r, 3}, wide * 0.9, r, {1, 0, 0}},
                        {{t.chinX, t.chinY - 3.2 * r, 0}, wide, r, {1, 0, 0}}},
                       12));
    for (std::size_t i = 0; i < head.values().size(); ++i)
        plane.values()[i] = unite(plane.values()[i], head.values()[i]);
}

/// The great muscle of the breast from sternum to arm: its lower edge runs into the fold of the armpit.
void addPectorals(Plane& plane, const Thorax& t, const Beam& beam)
{
    if (t.child) return;
    const double sx = t.scaleX, sy = t.scaleY, thick = t.person.female ? 0.35 : 0.6;
    for (const double sign : {-1.0, 1.0})
        addTube(plane, beam,
                smoothTube({{{sign * 3 * sx, 9.0 * sy, 8}, 4.2 * sy, thick * 0.5, {0, 1, 0}},
                            {{sign * 8 * sx, 8.2 * sy, 8}, 3.9 * sy, thick, {0, 1, 0}},
                            {{sign * 12.5 * sx, 6.2 * sy, 6}, 2.8 * sy, thick * 1.5, {0, 1, 0}},
                            {{sign * 16.5 * sx, 4.8 * sy, 1}, 1.5 * sy, thick * 1.5, {0, 1, 0}}},
                           8));
}

} // namespace

BodyMap traceBody(const Thorax& t, const Beam& beam)
{
    const int size = t.person.size;
    BodyMap out{Plane(size, size), Plane(size, size)};
    for (const Bulk& bulk : t.body) {
        uniteBulk(out.whole, bulk, beam, 0);
        uniteBulk(out.lean, bulk, beam, t.fat);
    }
    uniteArms(out.whole, t, beam, 0);
    uniteArms(out.lean, t, beam, 0.6 * t.fat);
    uniteChin(out.whole, t, beam);
    uniteChin(out.lean, t, beam);
    addPectorals(out.whole, t, beam);
    addPectorals(out.lean, t, beam);
    addBreasts(out.whole, t, beam, 1);
    addBreasts(out.lean, t, beam, 0.35F);
    return out;
}

} // namespace lucency::imaging::phantom
