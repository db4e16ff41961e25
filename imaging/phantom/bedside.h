#pragma once

#include "imaging/phantom/anatomy.h"
#include "imaging/phantom/plane.h"

namespace lucency::imaging::phantom {

/// Adds the attenuation of what lies on the chest of monitored patients: electrodes and their leads. Most bedside exposures have them.
void addLeads(Plane& attenuation, const Thorax& thorax, const Beam& beam);

} // namespace lucency::imaging::phantom
