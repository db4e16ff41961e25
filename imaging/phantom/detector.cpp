#include "imaging/phantom/detector.h"

#include "imaging/phantom/random.h"
#include "imaging/phantom/tubes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lucency::imaging::phantom {

namespace {

/// Settings of this exposure and of the system that made it.
struct System {
    double scatter, scatterReach; ///< share of primary at the mean, centimetres
    double blur;                  ///< centimetres
    double noise;                 ///< relative, in the open field of one pixel at 1024
    double equalise, enhance;
    double low, high; ///< grey levels of lung and of mediastinum, shares of the range
};

System systemOf(const Thorax& t)
{
    Draw draw(mix(t.person.seed, mix(t.person.exposure, 99)), Stream::Quantum);
    const bool bedside = t.person.anteroposterior;
    System s{};
    s.scatter = bedside ? draw.between(0.5, 1.0) : draw.between(0.12, 0.3);
    s.scatterReach = 3.5;
    s.blur = bedside ? draw.between(0.022, 0.034) : draw.between(0.014, 0.022);
    s.noise = (bedside ? 0.0055 : 0.004) * draw.between(0.7, 1.6);
    s.equalise = draw.between(0.15, 0.4);
    s.enhance = draw.between(0.5, 1.1);
    s.low = t.child ? draw.between(0.2, 0.3) : draw.between(0.30, 0.40);
    s.high = t.child ? draw.between(0.82, 1.05) : draw.between(1.0, 1.25); // soft radiation and wide latitude for children
    return s;
}

float quantile(const Plane& plane, double share, int step)
{
    std::vector<float> some;
    for (int y = plane.height() / 5; y < plane.height() * 4 / 5; y += step)
        for (int x = plane.width() / 5; x < plane.width() * 4 / 5; x += step)
            some.push_back(plane.row(y)[x]);
    const auto at = some.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(some.size() - 1));
    std::nth_element(some.begin(), at, some.end());
    return *at;
}

/// Logarithm of what reaches the detector, without noise: scatter is a wide blur of the primary beam inside the body.
Plane logSignal(const Plane& attenuation, const System& system, const Beam& beam)
{
    const int factor = std::max(1, attenuation.width() / 64);
    Plane primary(attenuation.width(), attenuation.height());
    for (std::size_t i = 0; i < primary.values().size(); ++i)
        primary.values()[i] = std::exp(-attenuation.values()[i]);
    Plane born = reduced(primary, factor);
    // Scatter needs something to scatter in, and open air gives none.
    for (float& value : born.values())
        value = static_cast<float>(system.scatter) * value * std::min(1.0F, -0.5F * std::log(std::max(value, 1e-6F)));
    Plane scatter = enlarged(blurred(born, system.scatterReach / beam.pixel / factor), primary.width(), primary.height());
    for (std::size_t i = 0; i < primary.values().size(); ++i)
        primary.values()[i] += scatter.values()[i];
    Plane out = blurred(primary, system.blur / beam.pixel);
    for (float& value : out.values())
        value = -std::log(std::max(value, 1e-5F));
    return out;
}

void addNoise(Plane& signal, const System& system, const Thorax& t)
{
    Plane noise(signal.width(), signal.height());
    const std::uint64_t key = mix(mix(t.person.seed, t.person.exposure), 4242);
    for (std::size_t i = 0; i < noise.values().size(); ++i) {
        const std::uint64_t bits = mix(key + i);
        const auto part = [bits](int shift) { return static_cast<float>((bits >> shift) & 0xFFFF); };
        noise.values()[i] = (part(0) + part(16) + part(32) + part(48) - 131070) * (1.7320508F / 65536);
    }
    noise = blurred(noise, 0.55); // the scintillator shares a quantum among neighbours
    const auto scale = static_cast<float>(system.noise * 1.8 * std::min(1.0, signal.width() / 1024.0));
    for (std::size_t i = 0; i < noise.values().size(); ++i)
        signal.values()[i] += noise.values()[i] * scale * std::exp(0.5F * std::min(4.2F, signal.values()[i]));
}

/// A lead letter as strokes in a box of 1 x 1.
std::vector<Tube> letter(bool left)
{
    const auto stroke = [](std::initializer_list<std::array<double, 2>> points) {
        Tube tube;
        for (const auto& p : points)
            tube.push_back({{p[0], p[1], 0}, 0.09, 0.09, {0, 0, 1}});
        return tube;
    };
    if (left) return {stroke({{0.15, 0}, {0.15, 1}}), stroke({{0.15, 1}, {0.7, 1}})};
    return {stroke({{0.12, 0}, {0.12, 1}}),
            stroke({{0.12, 0}, {0.5, 0}, {0.68, 0.12}, {0.72, 0.26}, {0.68, 0.4}, {0.5, 0.52}, {0.12, 0.52}}),
            stroke({{0.42, 0.52}, {0.74, 1}})};
}

void burnMarker(Plane& grey, const Thorax& t, const Beam& beam)
{
    Draw draw(mix(t.person.seed, t.person.exposure), Stream::Marker);
    draw.bits();
    const bool left = draw.chance(0.6);
    const int size = grey.width();
    const double tall = draw.between(0.032, 0.046) * size, x0 = (left ? draw.between(0.84, 0.92) : draw.between(0.05, 0.12)) * size,
                 y0 = draw.between(0.04, 0.2) * size;
    Plane lead(size, size), plate(size, size);
    const bool onPlate = draw.chance(0.35); // a dark letter in a plate, or a letter of its own
    Beam flat;
    flat.distance = 1e9;
    flat.detector = 0;
    flat.pixel = 1;
    flat.left = flat.top = 0;
    flat.centreX = flat.centreY = 0;
    const double slant = draw.normal() * 0.08;
    for (const Tube& stroke : letter(left)) {
        Tube placed = stroke;
        for (TubePoint& p : placed) {
            const Vec3 at = p.at;
            p.at = {x0 + (at.x - slant * at.y) * tall * 0.9, y0 + (at.y + slant * at.x) * tall, 0};
            p.first = p.second = 0.085 * tall;
        }
        addTube(lead, flat, placed);
    }
    if (onPlate)
        addTube(plate, flat,
                {{{x0 + 0.33 * tall, y0 - 0.3 * tall, 0}, 0.72 * tall, 0.72 * tall, {0, 0, 1}},
                 {{x0 + 0.33 * tall, y0 + 1.35 * tall, 0}, 0.72 * tall, 0.72 * tall, {0, 0, 1}}});
    lead = blurred(lead, 0.4 + 0.02 / beam.pixel);
    plate = blurred(plate, 0.4 + 0.02 / beam.pixel);
    for (std::size_t i = 0; i < lead.values().size(); ++i) {
        const float cover = std::min(1.0F, lead.values()[i] / static_cast<float>(0.1 * tall));
        if (onPlate)
            grey.values()[i] += std::min(1.0F, plate.values()[i] / static_cast<float>(0.3 * tall)) * 0.86F * (0.97F - grey.values()[i]);
        grey.values()[i] += cover * ((onPlate ? 0.12F : 1.02F) - grey.values()[i]);
    }
}

void collimate(Plane& grey, const Thorax& t)
{
    Draw draw(mix(t.person.seed, mix(t.person.exposure, 5)), Stream::Marker);
    const int size = grey.width();
    std::array<double, 4> edge{};
    for (double& e : edge)
        e = draw.chance(0.12) ? draw.between(0.002, 0.022) * size : -2;
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const double inside = std::min({x - edge[0], size - 1 - x - edge[1], y - edge[2], size - 1 - y - edge[3]});
            if (inside < 1.5) grey.row(y)[x] *= static_cast<float>(std::clamp((inside + 1.5) / 3, 0.06, 1.0));
        }
}

float tone(float at)
{
    // Straight in the middle; a toe for open air, a shoulder for what is denser than the mediastinum.
    if (at < 0.2F) return 0.2F * std::exp((at - 0.2F) / 0.2F * 0.85F);
    if (at > 0.45F) return 0.45F + 0.52F * (1 - std::exp(-(at - 0.45F) / 0.52F));
    return at;
}

} // namespace

cv::Mat detect(const Thorax& t, const Beam& beam, const Plane& attenuation, const Plane& healthy)
{
    const System system = systemOf(t);
    const int size = attenuation.width();
    Plane signal = logSignal(attenuation, system, beam);
    const Plane reference = &attenuation == &healthy ? signal : logSignal(healthy, system, beam);
    const int step = std::max(1, size / 128);
    const float lung = quantile(reference, 0.12, step), dense = quantile(reference, 0.9, step);
    addNoise(signal, system, t);

    // Multi-frequency processing: wide differences are compressed, fine ones raised.
    const Plane wide = blurred(signal, 2.6 / beam.pixel), fine = blurred(signal, 0.16 / beam.pixel),
                middle = blurred(signal, 0.5 / beam.pixel);
    Plane grey(size, size);
    const auto equalise = static_cast<float>(system.equalise), enhance = static_cast<float>(system.enhance);
    const float anchor = 0.5F * (lung + dense),
                slope = static_cast<float>(system.high - system.low) / std::max(0.2F, (dense - lung) * (1 - 0.8F * equalise));
    for (std::size_t i = 0; i < grey.values().size(); ++i) {
        const float here = signal.values()[i], body = std::clamp((wide.values()[i] - 0.6F * lung) / (0.5F * lung), 0.0F, 1.0F);
        const float even = here + equalise * body * (anchor - wide.values()[i]) * 0.9F;
        const float crisp = even + enhance * (0.35F * (here - fine.values()[i]) + 0.25F * (fine.values()[i] - middle.values()[i])) * body;
        grey.values()[i] = tone(static_cast<float>(system.low + system.high) / 2 + (crisp - anchor) * slope);
    }
    burnMarker(grey, t, beam);
    collimate(grey, t);
    cv::Mat out(size, size, CV_16UC1);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x)
            out.at<std::uint16_t>(y, x) = static_cast<std::uint16_t>(std::clamp(std::lround(grey.row(y)[x] * 4000.0F + 40), 0L, 4095L));
    return out;
}

} // namespace lucency::imaging::phantom
