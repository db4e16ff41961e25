#include "model/networks/network.h"

namespace lucency::model {

Result<std::shared_ptr<Network>> makeNetwork(const NetworkOptions& options) {
    return Failure{FailureKind::BadArgument, options.architecture, "unknown architecture"};
}

} // namespace lucency::model
