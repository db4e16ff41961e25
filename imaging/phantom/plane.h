#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lucency::imaging::phantom {

/// A map over the detector, one float a pixel: centimetres of a tissue along the ray, or a line integral.
class Plane {
public:
    Plane() = default;
    Plane(int width, int height, float value = 0)
        : m_width(width)
        , m_height(height)
        , m_values(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), value)
    {
    }

    int width() const { return m_width; }
    int height() const { return m_height; }
    float* row(int y) { return m_values.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width); }
    const float* row(int y) const { return m_values.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width); }
    std::vector<float>& values() { return m_values; }
    const std::vector<float>& values() const { return m_values; }

private:
    int m_width = 0;
    int m_height = 0;
    std::vector<float> m_values;
};

/// Gaussian blur with replicated edges; own code, because the same pixels are promised on every machine. Deviation in pixels; beyond 6 it
/// works on a reduced map.
Plane blurred(const Plane& plane, double sigma);

/// Mean of factor x factor blocks.
Plane reduced(const Plane& plane, int factor);

/// Bilinear, pixel centres aligned.
Plane enlarged(const Plane& plane, int width, int height);

/// Smooth noise of mean 0 and deviation near 1: lattice values a cell apart, cubic in between. Octaves halve the cell and scale by gain.
Plane smoothNoise(int width, int height, double cell, int octaves, double gain, std::uint64_t key);

} // namespace lucency::imaging::phantom
