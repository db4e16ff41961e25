#include "imaging/radiograph.h"

namespace lucency::imaging {

bool PresentationMeaning::inverted() const
{
    if (hasPresentationShape) return presentationInverse;
    return (photometric == Photometric::Monochrome1) != presentationInverse;
}

} // namespace lucency::imaging
