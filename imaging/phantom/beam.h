#pragma once

#include <cmath>

namespace lucency::imaging::phantom {

/// Centimetres. x to the patient's left (image right), y to the feet, z to the front; the origin is at the height of the lung apices.
struct Vec3 {
    double x = 0, y = 0, z = 0;
};
inline Vec3 operator+(Vec3 a, Vec3 b)
{
    return {a.x + b.x, a.y + b.y, a.z + b.z};
}
inline Vec3 operator-(Vec3 a, Vec3 b)
{
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}
inline Vec3 operator*(Vec3 a, double s)
{
    return {a.x * s, a.y * s, a.z * s};
}
inline double dot(Vec3 a, Vec3 b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
inline Vec3 cross(Vec3 a, Vec3 b)
{
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline double length(Vec3 a)
{
    return std::sqrt(dot(a, a));
}
inline Vec3 unit(Vec3 a)
{
    const double l = length(a);
    return l > 1e-12 ? a * (1 / l) : Vec3{0, 0, 1};
}

/// The cone beam: a point source, a flat detector before (PA) or behind (AP) the patient, and how the patient stands in it. Small turns
/// of the patient are shears, so that a ray still has one column and one row at each depth.
struct Beam {
    double distance = 180; ///< source to detector
    double detector = 14;  ///< z of the detector
    bool anteroposterior = false;
    double centreX = 0, centreY = 13; ///< where the central ray meets the patient
    double turn = 0;                  ///< rotation about the long axis, radians, positive: the patient's front goes to image right
    double tilt = 0;                  ///< front goes down (positive)
    double lean = 0;                  ///< the patient's long axis in the image, radians
    double pixel = 0.04;              ///< centimetres on the detector
    double left = -20, top = -6;      ///< detector position of the first pixel's centre, as if magnification were 1

    double magnification(double z) const { return distance / (distance - std::abs(detector - z)); }
    double column(double x, double y, double z) const
    {
        return (centreX + (x + z * turn + (y - centreY) * lean - centreX) * magnification(z) - left) / pixel;
    }
    double row(double y, double z) const { return (centreY + (y + z * tilt - centreY) * magnification(z) - top) / pixel; }
    /// The place of a pixel's ray at depth z.
    double y(double row, double z) const { return centreY + (top + row * pixel - centreY) / magnification(z) - z * tilt; }
    double x(double column, double y, double z) const
    {
        return centreX + (left + column * pixel - centreX) / magnification(z) - z * turn - (y - centreY) * lean;
    }
};

} // namespace lucency::imaging::phantom
