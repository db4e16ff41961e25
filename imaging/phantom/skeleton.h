#pragma once

#include "imaging/phantom/anatomy.h"
#include "imaging/phantom/plane.h"

namespace lucency::imaging::phantom {

/// Centimetres of bone along each ray.
struct BoneMap {
    Plane cortical, spongy;
    Plane cartilage; ///< of the ribs, calcified with age
};

BoneMap traceBones(const Thorax& thorax, const Beam& beam);

} // namespace lucency::imaging::phantom
