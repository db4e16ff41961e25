#pragma once

#include "model/computeturn.h"

#include <torch/types.h>

namespace lucency::model {

/// A place between two layers where a training on this machine's processors may be interrupted, on the way forward and on the way back.
/// Changes no number. Returns its argument.
inline const torch::Tensor& yieldPoint(const torch::Tensor& x)
{
    if (!x.is_cpu()) return x; // a GPU is nobody else's
    giveWay();
    if (x.requires_grad()) x.register_hook([](const torch::Tensor&) { giveWay(); });
    return x;
}

} // namespace lucency::model
