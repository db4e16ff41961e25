#pragma once

#include <cstdint>

namespace lucency::imaging::phantom {

/// A 64-bit hash (the finaliser of SplitMix64): equal on every machine, unlike the distributions of the standard library.
constexpr std::uint64_t mix(std::uint64_t value)
{
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b)
{
    return mix(mix(a) ^ (b * 0xD6E8FEB86659FD93ULL));
}

/// What the random numbers of a stream decide. Streams are independent, so that a new draw in one leaves the others as they were.
enum class Stream : std::uint64_t {
    Person = 1,
    Build,
    Skeleton,
    Vessels,
    Texture,
    Positioning,
    Quantum,
    Findings,
    Marker,
    Identity,
    Clinic
};

/// A counter-based generator: its n-th number depends only on key and n.
class Draw {
public:
    explicit Draw(std::uint64_t key)
        : m_key(key)
    {
    }
    Draw(std::uint64_t seed, Stream stream)
        : m_key(mix(seed, static_cast<std::uint64_t>(stream)))
    {
    }

    std::uint64_t bits() { return mix(m_key + 0x632BE59BD9B4E019ULL * ++m_counter); }
    /// 0 up to, but not including, 1.
    double unit() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    bool chance(double probability) { return unit() < probability; }
    int below(int count) { return static_cast<int>(bits() % static_cast<std::uint64_t>(count)); }
    /// Nearly normal, deviation 1, within -3.46 and 3.46: a sum of four even numbers needs no logarithm.
    double normal() { return (unit() + unit() + unit() + unit() - 2) * 1.7320508; }

private:
    std::uint64_t m_key;
    std::uint64_t m_counter = 0;
};

} // namespace lucency::imaging::phantom
