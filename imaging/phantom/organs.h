#pragma once

#include "imaging/phantom/anatomy.h"
#include "imaging/phantom/plane.h"

#include <array>
#include <functional>

namespace lucency::imaging::phantom {

/// How findings change the space of the lungs. Side 0 is the patient's right, 1 the left.
struct PleuralSpace {
    /// Centimetres by which lung keeps away from the chest wall at height y; null means none.
    std::array<std::function<double(double y)>, 2> gap;
};

/// Where the lungs are along each ray.
struct LungMap {
    Plane air;         ///< centimetres of lung
    Plane front, back; ///< z where the ray leaves and enters the cavity; equal where there is none
};

/// Traces the lungs: the cavity above the diaphragm, less mediastinum and heart.
LungMap traceLungs(const Thorax& thorax, const Beam& beam, const PleuralSpace& space = {});

/// Centimetres along each ray within the organs, each taken for itself.
void addColumns(Plane& plane, const Beam& beam, const std::vector<Column>& columns, float weight = 1);

/// The body with neck, shoulders, arms and breasts: all of it, and what lies within the subcutaneous fat.
struct BodyMap {
    Plane whole, lean;
};
BodyMap traceBody(const Thorax& thorax, const Beam& beam);

} // namespace lucency::imaging::phantom
