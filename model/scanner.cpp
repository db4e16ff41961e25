#include "model/scanner.h"

namespace lucency::model {

std::string scannerOf(const imaging::Identity& identity)
{
    const bool both = !identity.manufacturer.empty() && !identity.modelName.empty();
    return identity.manufacturer + (both ? " " : "") + identity.modelName;
}

} // namespace lucency::model
