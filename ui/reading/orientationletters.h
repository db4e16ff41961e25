#pragma once

#include "imaging/radiograph.h"
#include "ui/reading/viewtransform.h"

#include <QString>

#include <array>

namespace lucency::ui {

/// What lies towards each edge of the view: R, L (right, left), A, P (anterior, posterior), H, F (head, foot), up to three letters.
/// Empty where it is not known.
struct EdgeLetters {
    QString left, top, right, bottom;
    bool operator==(const EdgeLetters&) const = default;
};

/// Letters from Patient Orientation (0020,0020), PS3.3 C.7.6.1.1.1, for a radiograph that lies as given. A value that is not made of the
/// letters of bipeds gives no letters on its axis.
EdgeLetters edgeLetters(const std::array<std::string, 2>& patientOrientation, Orientation orientation);

} // namespace lucency::ui
