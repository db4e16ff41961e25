#pragma once

namespace lucency::imaging::phantom {

/// Effective attenuation for a filtered 120 kV beam, per centimetre (from NIST XCOM at 60 keV); bone is what it adds to the soft tissue
/// whose place it takes.
namespace tissue {
constexpr float muscle = 0.196F, fat = 0.176F, cortical = 0.40F, spongy = 0.075F, cartilage = 0.012F;
constexpr float lungDensity = 0.26F;                  ///< of inflated lung, against soft tissue
constexpr float aerated = muscle * (1 - lungDensity); ///< what a centimetre of lung lacks against soft tissue
} // namespace tissue

} // namespace lucency::imaging::phantom
