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
    bool boxy;
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
    out.boxy = column.profile > 3;
    return true;
}

float sliceDepth(const Slice& s, int column)
{
    const float u = (static_cast<float>(column) - s.x) / s.halfX;
    const float q = 1 - u * u;
    if (q <= 0) return 0;
    return s.halfZ * (s.boxy ? std::sqrt(std::sqrt(q)) : std::sqrt(q));
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
                const float to = r.middle + cap * r.front * profile(xf / r.outerFront),
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

/// Thickness of the torso less a layer of the given depth, added into plane as the fourth power (for a smooth union).
void traceTorso(Plane& plane, const Thorax& t, const Beam& beam, double layer)
{
    static const Profile profile(2.6);
    const int size = plane.width();
    for (int row = 0; row < size; ++row) {
        const double y0 = beam.y(row, 0), half = t.bodyHalfWidth(y0 + layer) - layer;
        const double zf = t.bodyFront(y0), zb = t.bodyBack(y0), middle = 0.5 * (zf + zb);
        const double yf = beam.y(row, 0.5 * zf), yb = beam.y(row, 0.5 * zb);
        const double front = t.bodyFront(yf) - middle - layer, back = middle - t.bodyBack(yb) - layer;
        // A flat chest: the profile's half-width is reached slowly, a shoulder is thinner than the trunk.
        const float toFront = static_cast<float>(std::max(0.0, front)), toBack = static_cast<float>(std::max(0.0, back));
        float* out = plane.row(row);
        const double x0 = beam.x(0, y0, middle), step = beam.pixel / beam.magnification(middle);
        const auto width = static_cast<float>(half);
        for (int column = 0; column < size; ++column)
            out[column] += (toFront + toBack) * profile(static_cast<float>(x0 + column * step) / width);
    }
}

/// The upper arms hang beside the trunk.
Tube arm(const Thorax& t, int side, double layer)
{
    Draw pose(mix(t.person.seed, mix(t.person.exposure, static_cast<std::uint64_t>(side + 7))), Stream::Positioning);
    const double sign = side == 0 ? -1 : 1, sx = t.scaleX, sy = t.scaleY;
    const double r = (t.child ? 3.6 : 4.4) * sx + 0.7 * t.fat - layer, away = pose.between(0, 3.5);
    const double elbow = (24 + away) * sx;
    return smoothTube({{{sign * 16.2 * sx, 2.6 * sy, -2}, r * 0.95, r, {0, 1, 0}},
                       {{sign * 18.6 * sx, 8 * sy, -2.5}, r, r, {0, 1, 0}},
                       {{sign * (elbow - 2 * sx), 18 * sy, -3}, r * 0.95, r, {1, 0, 0}},
                       {{sign * elbow, 30 * sy, -2}, r * 0.85, r, {1, 0, 0}},
                       {{sign * elbow, 44 * sy, 1}, r * 0.75, r, {1, 0, 0}}},
                      6);
}

void uniteArms(Plane& plane, const Thorax& t, const Beam& beam, double layer)
{
    for (int side = 0; side < 2; ++side) {
        Plane limb(plane.width(), plane.height());
        addTube(limb, beam, arm(t, side, layer));
        for (std::size_t i = 0; i < limb.values().size(); ++i) {
            float& value = plane.values()[i];
            const float a = limb.values()[i];
            if (a > 0) value = std::sqrt(std::sqrt(value * value * value * value + a * a * a * a));
        }
    }
}

} // namespace

BodyMap traceBody(const Thorax& t, const Beam& beam)
{
    const int size = t.person.size;
    BodyMap out{Plane(size, size), Plane(size, size)};
    traceTorso(out.whole, t, beam, 0);
    traceTorso(out.lean, t, beam, t.fat);
    uniteArms(out.whole, t, beam, 0);
    uniteArms(out.lean, t, beam, 0.6 * t.fat);
    return out;
}

} // namespace lucency::imaging::phantom
