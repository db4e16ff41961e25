#pragma once

#include "imaging/phantom/organs.h"

namespace lucency::imaging::phantom {

/// The lungs of the healthy person, as far as findings need them.
struct LungScene {
    const Thorax& thorax;
    const Beam& beam;
    const LungMap& lungs;
    const Plane& vessels; ///< centimetres of vessel within lung, never more than the lung itself
};

/// What a finding adds to the attenuation along each ray (negative where it takes tissue away).
Plane traceFinding(const LungScene& scene, PhantomFinding finding);

/// The smallest box of whole pixels around all that a person could see of it: differences over a twelfth of the largest and over 0.02.
cv::Rect2d visibleExtent(const Plane& difference);

} // namespace lucency::imaging::phantom
