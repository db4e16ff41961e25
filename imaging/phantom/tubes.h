#pragma once

#include "imaging/phantom/beam.h"
#include "imaging/phantom/plane.h"

#include <vector>

namespace lucency::imaging::phantom {

/// One place along a curved tube: its axis, and the half-axes of its elliptic cross-section, the first along the given direction.
struct TubePoint {
    Vec3 at;
    double first = 0.5;
    double second = 0.5;
    Vec3 along{0, 1, 0}; ///< direction of the first half-axis; what of it lies along the tube's axis is ignored
};
using Tube = std::vector<TubePoint>;

/// Adds weight times the centimetres that each ray runs within the tube, walls of the given inset taken off all around.
///
/// A solid tube is the integral along its axis of balls with the density 1 / (pi sqrt(1 - r^2)), whose own projection is flat. So a ray's
/// path equals the length of the axis that passes within the ball's outline of it, at any angle, for bends and for tubes seen end-on.
void addTube(Plane& plane, const Beam& beam, const Tube& tube, float weight = 1, double inset = 0);

/// The tube through the given points (Catmull-Rom), steps between each two.
Tube smoothTube(const Tube& points, int steps);

} // namespace lucency::imaging::phantom
