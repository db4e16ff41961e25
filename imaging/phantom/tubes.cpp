#include "imaging/phantom/tubes.h"

#include <algorithm>
#include <cmath>

namespace lucency::imaging::phantom {

namespace {

/// The projected outline of the ball: points with d^T q^-1 d < 1, in pixels, and the path through it.
struct Outline {
    double xx, xy, yy; ///< q
    double path;
};

Outline outline(const Vec3& axis, double first, double second, const Vec3& along, double scale)
{
    Vec3 n1 = unit(along - axis * dot(along, axis));
    const Vec3 n2 = cross(axis, n1);
    const double third = std::sqrt(first * second);
    const double a = first * first, b = second * second, c = third * third;
    Outline out{};
    out.xx = (a * n1.x * n1.x + b * n2.x * n2.x + c * axis.x * axis.x) * scale * scale;
    out.xy = (a * n1.x * n1.y + b * n2.x * n2.y + c * axis.x * axis.y) * scale * scale;
    out.yy = (a * n1.y * n1.y + b * n2.y * n2.y + c * axis.y * axis.y) * scale * scale;
    out.path = 1 / (third * std::sqrt(n1.z * n1.z / a + n2.z * n2.z / b + axis.z * axis.z / c));
    // Nothing is narrower than the pixel that samples it; the area under the outline stays.
    const double before = std::max(1e-12, out.xx * out.yy - out.xy * out.xy);
    out.xx += 0.16;
    out.yy += 0.16;
    out.path *= std::sqrt(before / (out.xx * out.yy - out.xy * out.xy));
    return out;
}

void addSegment(Plane& plane, double x0, double y0, double ex, double ey, double arc, const Outline& o, float weight)
{
    const double determinant = o.xx * o.yy - o.xy * o.xy;
    const float ixx = static_cast<float>(o.yy / determinant), ixy = static_cast<float>(-o.xy / determinant),
                iyy = static_cast<float>(o.xx / determinant);
    const double rx = std::sqrt(o.xx), ry = std::sqrt(o.yy);
    const int top = std::max(0, static_cast<int>(std::ceil(std::min(y0, y0 + ey) - ry)));
    const int bottom = std::min(plane.height() - 1, static_cast<int>(std::floor(std::max(y0, y0 + ey) + ry)));
    const int left = std::max(0, static_cast<int>(std::ceil(std::min(x0, x0 + ex) - rx)));
    const int right = std::min(plane.width() - 1, static_cast<int>(std::floor(std::max(x0, x0 + ex) + rx)));
    const float fx = static_cast<float>(ex), fy = static_cast<float>(ey);
    const float mx = ixx * fx + ixy * fy, my = ixy * fx + iyy * fy;
    const float a = std::max(1e-6F, fx * mx + fy * my), inverse = 1 / a;
    const float amount = weight * static_cast<float>(o.path * arc);
    for (int y = top; y <= bottom; ++y) {
        float* row = plane.row(y);
        const float dy = static_cast<float>(y - y0);
        for (int x = left; x <= right; ++x) {
            const float dx = static_cast<float>(x - x0);
            const float b = dx * mx + dy * my;
            const float c = dx * dx * ixx + 2 * dx * dy * ixy + dy * dy * iyy - 1;
            const float discriminant = b * b - a * c;
            if (discriminant <= 0) continue;
            const float root = std::sqrt(discriminant);
            const float from = std::max(0.0F, (b - root) * inverse), to = std::min(1.0F, (b + root) * inverse);
            if (to > from) row[x] += amount * (to - from);
        }
    }
}

} // namespace

void addTube(Plane& plane, const Beam& beam, const Tube& tube, float weight, double inset)
{
    for (std::size_t i = 0; i + 1 < tube.size(); ++i) {
        const TubePoint &p = tube[i], &q = tube[i + 1];
        const double first = 0.5 * (p.first + q.first) - inset, second = 0.5 * (p.second + q.second) - inset;
        if (first <= 0.005 || second <= 0.005) continue;
        const Vec3 axis = q.at - p.at;
        const double arc = length(axis);
        if (arc < 1e-9) continue;
        const double z = 0.5 * (p.at.z + q.at.z), scale = beam.magnification(z) / beam.pixel;
        const double x0 = beam.column(p.at.x, p.at.y, p.at.z), y0 = beam.row(p.at.y, p.at.z);
        const double x1 = beam.column(q.at.x, q.at.y, q.at.z), y1 = beam.row(q.at.y, q.at.z);
        addSegment(plane, x0, y0, x1 - x0, y1 - y0, arc, outline(axis * (1 / arc), first, second, p.along, scale), weight);
    }
}

Tube smoothTube(const Tube& points, int steps)
{
    Tube out;
    const auto at = [&points](std::ptrdiff_t i) -> const TubePoint& {
        return points[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, static_cast<std::ptrdiff_t>(points.size()) - 1))];
    };
    for (std::ptrdiff_t i = 0; i + 1 < static_cast<std::ptrdiff_t>(points.size()); ++i) {
        const TubePoint &a = at(i - 1), &b = at(i), &c = at(i + 1), &d = at(i + 2);
        for (int s = 0; s < steps; ++s) {
            const double t = static_cast<double>(s) / steps, t2 = t * t, t3 = t2 * t;
            const Vec3 p = (b.at * 2.0 + (c.at - a.at) * t + (a.at * 2.0 - b.at * 5.0 + c.at * 4.0 - d.at) * t2 +
                            (b.at * 3.0 - a.at - c.at * 3.0 + d.at) * t3) *
                           0.5;
            out.push_back(
                {p, b.first + t * (c.first - b.first), b.second + t * (c.second - b.second), unit(b.along * (1 - t) + c.along * t)});
        }
    }
    out.push_back(points.back());
    return out;
}

} // namespace lucency::imaging::phantom
