#pragma once

#include <bit>
#include <cstdint>

// Compiles a function for each width of vectors and takes the widest that the processor has.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define LUCENCY_WIDTHS
#define LUCENCY_WIDEST __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LUCENCY_WIDEST
#endif

namespace lucency::model {

/// bfloat16 as its bits. To the nearest, ties to even, as the processor's own conversion does; what is no number stays none.
inline __attribute__((always_inline)) std::uint16_t narrowed(float value, std::uint16_t)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto rounded = static_cast<std::uint16_t>((bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16);
    return (bits & 0x7FFFFFFFU) > 0x7F800000U ? std::uint16_t{0x7FC0} : rounded;
}
inline __attribute__((always_inline)) float narrowed(float value, float)
{
    return value;
}

inline __attribute__((always_inline)) float widened(std::uint16_t value)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16);
}
inline __attribute__((always_inline)) float widened(float value)
{
    return value;
}

} // namespace lucency::model
