#pragma once

#include <ATen/autocast_mode.h>

namespace lucency::model {

/// While it lives, operations on this thread that may run in bfloat16 on the CPU do (and only if asked for). LibTorch 1.13 and 2.4 name the
/// switches differently; this is the one place that knows.
class LowPrecision {
public:
    explicit LowPrecision(bool wanted)
        : m_before(enabled())
    {
        enable(wanted);
        at::autocast::increment_nesting();
    }
    ~LowPrecision()
    {
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
        enable(m_before);
    }
    LowPrecision(const LowPrecision&) = delete;
    LowPrecision& operator=(const LowPrecision&) = delete;

private:
#if defined(TORCH_VERSION_MAJOR) && (TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4))
    static bool enabled()
    {
        return at::autocast::is_autocast_enabled(at::kCPU);
    }
    static void enable(bool wanted)
    {
        at::autocast::set_autocast_dtype(at::kCPU, at::kBFloat16);
        at::autocast::set_autocast_enabled(at::kCPU, wanted);
    }
#else
    static bool enabled()
    {
        return at::autocast::is_cpu_enabled();
    }
    static void enable(bool wanted)
    {
        at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
        at::autocast::set_cpu_enabled(wanted);
    }
#endif
    bool m_before;
};

} // namespace lucency::model
