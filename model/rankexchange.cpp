#include "model/rankexchange.h"

#include <set>

namespace lucency::model {

bool eachHasItsOwn(const std::vector<std::string>& devices)
{
    const std::set<std::string> different(devices.begin(), devices.end());
    return different.size() == devices.size() && !different.contains("");
}

} // namespace lucency::model
