#pragma once

#include <ATen/autocast_mode.h>

namespace lucency::model {

/// While it lives, operations on this thread that may run in bfloat16 on the device do (and only if asked for). LibTorch 1.13 and 2.4 name
/// the switches differently; this is the one place that knows.
class LowPrecision {
public:
    LowPrecision(bool wanted, at::DeviceType device)
        : m_device(device)
        , m_before(enabled(device))
    {
        enable(device, wanted);
        at::autocast::increment_nesting();
    }
    ~LowPrecision()
    {
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
        enable(m_device, m_before);
    }
    LowPrecision(const LowPrecision&) = delete;
    LowPrecision& operator=(const LowPrecision&) = delete;

private:
#if defined(TORCH_VERSION_MAJOR) && (TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4))
    static bool enabled(at::DeviceType device)
    {
        return at::autocast::is_autocast_enabled(device);
    }
    static void enable(at::DeviceType device, bool wanted)
    {
        at::autocast::set_autocast_dtype(device, at::kBFloat16);
        at::autocast::set_autocast_enabled(device, wanted);
    }
#else
    static bool enabled(at::DeviceType device)
    {
        return device == at::kCUDA ? at::autocast::is_enabled() : at::autocast::is_cpu_enabled();
    }
    static void enable(at::DeviceType device, bool wanted)
    {
        if (device == at::kCUDA) {
            at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
            at::autocast::set_enabled(wanted);
        } else {
            at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
            at::autocast::set_cpu_enabled(wanted);
        }
    }
#endif
    const at::DeviceType m_device;
    bool m_before;
};

} // namespace lucency::model
