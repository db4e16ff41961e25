#include "imaging/phantom/plane.h"

#include "imaging/phantom/random.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lucency::imaging::phantom {

namespace {

std::vector<float> gaussian(double sigma)
{
    const int radius = std::max(1, static_cast<int>(std::ceil(3 * sigma)));
    std::vector<float> weights(static_cast<std::size_t>(2 * radius + 1));
    double sum = 0;
    for (int i = -radius; i <= radius; ++i)
        sum += std::exp(-0.5 * i * i / (sigma * sigma));
    for (int i = -radius; i <= radius; ++i)
        weights[static_cast<std::size_t>(i + radius)] = static_cast<float>(std::exp(-0.5 * i * i / (sigma * sigma)) / sum);
    return weights;
}

Plane convolved(const Plane& plane, const std::vector<float>& weights)
{
    const int w = plane.width(), h = plane.height(), radius = static_cast<int>(weights.size()) / 2;
    Plane across(w, h), out(w, h);
    std::vector<float> padded(static_cast<std::size_t>(w + 2 * radius));
    for (int y = 0; y < h; ++y) {
        const float* in = plane.row(y);
        for (int x = -radius; x < w + radius; ++x)
            padded[static_cast<std::size_t>(x + radius)] = in[std::clamp(x, 0, w - 1)];
        float* to = across.row(y);
        for (int k = 0; k <= 2 * radius; ++k) {
            const float weight = weights[static_cast<std::size_t>(k)];
            const float* from = padded.data() + k;
            for (int x = 0; x < w; ++x)
                to[x] += weight * from[x];
        }
    }
    for (int y = 0; y < h; ++y) {
        float* to = out.row(y);
        for (int k = -radius; k <= radius; ++k) {
            const float weight = weights[static_cast<std::size_t>(k + radius)];
            const float* from = across.row(std::clamp(y + k, 0, h - 1));
            for (int x = 0; x < w; ++x)
                to[x] += weight * from[x];
        }
    }
    return out;
}

} // namespace

Plane blurred(const Plane& plane, double sigma)
{
    if (sigma < 0.15) return plane;
    if (sigma <= 6) return convolved(plane, gaussian(sigma));
    const int factor = std::max(2, static_cast<int>(sigma / 3));
    return enlarged(convolved(reduced(plane, factor), gaussian(sigma / factor)), plane.width(), plane.height());
}

Plane reduced(const Plane& plane, int factor)
{
    const int w = (plane.width() + factor - 1) / factor, h = (plane.height() + factor - 1) / factor;
    Plane out(w, h);
    for (int y = 0; y < h; ++y) {
        const int y1 = std::min(plane.height(), (y + 1) * factor);
        for (int x = 0; x < w; ++x) {
            const int x1 = std::min(plane.width(), (x + 1) * factor);
            float sum = 0;
            for (int v = y * factor; v < y1; ++v)
                for (int u = x * factor; u < x1; ++u)
                    sum += plane.row(v)[u];
            out.row(y)[x] = sum / static_cast<float>((y1 - y * factor) * (x1 - x * factor));
        }
    }
    return out;
}

Plane enlarged(const Plane& plane, int width, int height)
{
    Plane out(width, height);
    const double sx = static_cast<double>(plane.width()) / width, sy = static_cast<double>(plane.height()) / height;
    std::vector<int> left(static_cast<std::size_t>(width));
    std::vector<float> part(left.size());
    for (int x = 0; x < width; ++x) {
        const double at = std::clamp((x + 0.5) * sx - 0.5, 0.0, plane.width() - 1.0);
        const int i = std::min(static_cast<int>(at), std::max(0, plane.width() - 2));
        left[static_cast<std::size_t>(x)] = i;
        part[static_cast<std::size_t>(x)] = static_cast<float>(at - i);
    }
    for (int y = 0; y < height; ++y) {
        const double at = std::clamp((y + 0.5) * sy - 0.5, 0.0, plane.height() - 1.0);
        const int j = std::min(static_cast<int>(at), std::max(0, plane.height() - 2));
        const float down = static_cast<float>(at - j);
        const float *above = plane.row(j), *below = plane.row(std::min(j + 1, plane.height() - 1));
        float* to = out.row(y);
        for (int x = 0; x < width; ++x) {
            const int i = left[static_cast<std::size_t>(x)], k = std::min(i + 1, plane.width() - 1);
            const float p = part[static_cast<std::size_t>(x)];
            const float top = above[i] + p * (above[k] - above[i]), bottom = below[i] + p * (below[k] - below[i]);
            to[x] = top + down * (bottom - top);
        }
    }
    return out;
}

Plane smoothNoise(int width, int height, double cell, int octaves, double gain, std::uint64_t key)
{
    Plane out(width, height);
    double amplitude = 1, energy = 0;
    for (int octave = 0; octave < octaves && (octave == 0 || cell >= 1); ++octave, cell /= 2, amplitude *= gain) {
        energy += amplitude * amplitude;
        const int columns = static_cast<int>(width / cell) + 5, rows = static_cast<int>(height / cell) + 5;
        std::vector<float> lattice(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
        Draw draw(mix(key, static_cast<std::uint64_t>(octave)));
        // A cubic B-spline flattens white noise to a deviation near 0.46 of its own: 2.2 brings it back to 1.
        for (float& value : lattice)
            value = static_cast<float>(2.2 * amplitude * draw.normal());
        const auto spline = [](double t) {
            const double s = 1 - t;
            return std::array<float, 4>{static_cast<float>(s * s * s / 6), static_cast<float>((4 - 6 * t * t + 3 * t * t * t) / 6),
                                        static_cast<float>((4 - 6 * s * s + 3 * s * s * s) / 6), static_cast<float>(t * t * t / 6)};
        };
        std::vector<std::array<float, 4>> across(static_cast<std::size_t>(width));
        std::vector<int> column(across.size());
        for (int x = 0; x < width; ++x) {
            const int i = static_cast<int>(x / cell);
            column[static_cast<std::size_t>(x)] = i;
            across[static_cast<std::size_t>(x)] = spline(x / cell - i);
        }
        std::vector<float> line(static_cast<std::size_t>(columns));
        for (int y = 0; y < height; ++y) {
            const int j = static_cast<int>(y / cell);
            const auto down = spline(y / cell - j);
            for (int i = 0; i < columns; ++i) {
                const float* from = lattice.data() + static_cast<std::size_t>(j) * static_cast<std::size_t>(columns) + i;
                line[static_cast<std::size_t>(i)] =
                    down[0] * from[0] + down[1] * from[columns] + down[2] * from[2 * columns] + down[3] * from[3 * columns];
            }
            float* to = out.row(y);
            for (int x = 0; x < width; ++x) {
                const auto& weight = across[static_cast<std::size_t>(x)];
                const float* from = line.data() + column[static_cast<std::size_t>(x)];
                to[x] += weight[0] * from[0] + weight[1] * from[1] + weight[2] * from[2] + weight[3] * from[3];
            }
        }
    }
    const float scale = static_cast<float>(1 / std::sqrt(energy));
    for (float& value : out.values())
        value *= scale;
    return out;
}

} // namespace lucency::imaging::phantom
