#pragma once

#include "imaging/phantom/anatomy.h"
#include "imaging/phantom/plane.h"

#include <opencv2/core/mat.hpp>

namespace lucency::imaging::phantom {

/// Turns attenuation line integrals into what a digital system stores: scatter, blur of focal spot and detector, quantum noise, logarithm,
/// equalisation and edge enhancement, tone curve, collimator and side marker; 12 bits, bone bright. The healthy line integral sets the
/// exposure, so that a finding changes nothing far from itself.
cv::Mat detect(const Thorax& thorax, const Beam& beam, const Plane& attenuation, const Plane& healthy);

} // namespace lucency::imaging::phantom
