#include "model/evaluation/localisation.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace lucency::evaluation {

namespace {

constexpr int controlMaps = 20;

double intersection(const Box& a, const Box& b)
{
    const double width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
    const double height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
    return width > 0 && height > 0 ? width * height : 0;
}

/// Bilinear interpolation between the middles of the cells, level beyond the outermost: what image libraries call linear resizing.
std::vector<float> scaled(const ActivationMap& map, int grid)
{
    struct Between {
        std::size_t low, high;
        float share;
    };
    const auto placesOn = [grid](int cells) {
        std::vector<Between> places;
        for (int i = 0; i < grid; ++i) {
            const double at = std::clamp((i + 0.5) * cells / grid - 0.5, 0.0, cells - 1.0);
            const auto low = static_cast<std::size_t>(at);
            places.push_back(
                {low, std::min(low + 1, static_cast<std::size_t>(cells) - 1), static_cast<float>(at - static_cast<double>(low))});
        }
        return places;
    };
    const auto down = placesOn(map.rows), across = placesOn(map.columns);
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(grid) * static_cast<std::size_t>(grid));
    for (const auto& row : down) {
        const float* upper = map.values.data() + row.low * static_cast<std::size_t>(map.columns);
        const float* lower = map.values.data() + row.high * static_cast<std::size_t>(map.columns);
        for (const auto& column : across) {
            const float above = upper[column.low] + (upper[column.high] - upper[column.low]) * column.share;
            const float below = lower[column.low] + (lower[column.high] - lower[column.low]) * column.share;
            values.push_back(above + (below - above) * row.share);
        }
    }
    return values;
}

/// The box, in cells, of the connected cells around a start that are at or over a level.
struct Extent {
    int left, top, right, bottom;
};
Extent extentAround(const std::vector<float>& values, int grid, int start, float level)
{
    std::vector<char> seen(values.size());
    std::vector<int> open{start};
    seen[static_cast<std::size_t>(start)] = 1;
    Extent extent{start % grid, start / grid, start % grid, start / grid};
    while (!open.empty()) {
        const int row = open.back() / grid, column = open.back() % grid;
        open.pop_back();
        extent = {std::min(extent.left, column), std::min(extent.top, row), std::max(extent.right, column), std::max(extent.bottom, row)};
        for (int y = std::max(0, row - 1); y <= std::min(grid - 1, row + 1); ++y)
            for (int x = std::max(0, column - 1); x <= std::min(grid - 1, column + 1); ++x) {
                const auto cell = static_cast<std::size_t>(y * grid + x);
                if (seen[cell] || values[cell] < level) continue;
                seen[cell] = 1;
                open.push_back(static_cast<int>(cell));
            }
    }
    return extent;
}

/// How well one image went.
struct Outcome {
    bool pointed = false;
    double iou = 0, iobb = 0;
};

Outcome outcomeOf(const std::vector<Box>& references, const std::vector<Box>& found, const std::optional<Place>& place)
{
    Outcome outcome;
    for (const auto& reference : references) {
        for (const auto& box : found) {
            outcome.iou = std::max(outcome.iou, intersectionOverUnion(box, reference));
            outcome.iobb = std::max(outcome.iobb, intersectionOverFound(box, reference));
        }
        if (place && place->x >= reference.x && place->x <= reference.x + reference.width && place->y >= reference.y &&
            place->y <= reference.y + reference.height)
            outcome.pointed = true;
    }
    return outcome;
}

/// Shares over images of which each had several tries.
LocalisationFigures figuresOf(const std::vector<Outcome>& outcomes, long images, bool pointing)
{
    LocalisationFigures figures;
    if (outcomes.empty()) {
        figures.iou.fill({undefined, 0, 1});
        figures.iobb.fill({undefined, 0, 1});
        return figures;
    }
    const auto tries = static_cast<double>(outcomes.size());
    const auto share = [&](auto hit) {
        const auto value = static_cast<double>(std::count_if(outcomes.begin(), outcomes.end(), hit)) / tries;
        Interval interval = wilson(std::lround(value * static_cast<double>(images)), images);
        interval.value = value;
        return interval;
    };
    if (pointing) figures.pointing = share([](const Outcome& outcome) { return outcome.pointed; });
    for (std::size_t i = 0; i < overlaps.size(); ++i) {
        figures.iou[i] = share([&](const Outcome& outcome) { return outcome.iou >= overlaps[i]; });
        figures.iobb[i] = share([&](const Outcome& outcome) { return outcome.iobb >= overlaps[i]; });
    }
    double sum = 0;
    for (const auto& outcome : outcomes)
        sum += outcome.iou;
    figures.meanIou = sum / tries;
    return figures;
}

ActivationMap randomMap(int rows, int columns, std::mt19937_64& generator)
{
    constexpr double range = 18446744073709551616.0; // 2^64
    ActivationMap map{rows, columns, {}};
    for (int i = 0; i < rows * columns; ++i)
        map.values.push_back(static_cast<float>(static_cast<double>(generator()) / range));
    return map;
}

std::vector<Box> boxesOf(const std::optional<Place>& place)
{
    return place ? std::vector<Box>{place->box} : std::vector<Box>{};
}

} // namespace

double intersectionOverUnion(const Box& found, const Box& reference)
{
    const double common = intersection(found, reference);
    return common > 0 ? common / (found.width * found.height + reference.width * reference.height - common) : 0;
}

double intersectionOverFound(const Box& found, const Box& reference)
{
    const double common = intersection(found, reference);
    return common > 0 ? common / (found.width * found.height) : 0;
}

std::optional<Place> placeOf(const ActivationMap& map, const MapReading& reading)
{
    const bool isWhole = map.rows > 0 && map.columns > 0 && reading.grid > 0 &&
                         map.values.size() == static_cast<std::size_t>(map.rows) * static_cast<std::size_t>(map.columns);
    if (!isWhole || std::any_of(map.values.begin(), map.values.end(), [](float value) { return !std::isfinite(value); }))
        return std::nullopt;
    const auto values = scaled(map, reading.grid);
    const auto highest = std::max_element(values.begin(), values.end());
    if (!(*highest > 0)) return std::nullopt;
    const int start = static_cast<int>(highest - values.begin());
    const auto extent = extentAround(values, reading.grid, start, static_cast<float>(reading.level) * *highest);
    const double cell = 1.0 / reading.grid;
    return Place{(start % reading.grid + 0.5) * cell,
                 (start / reading.grid + 0.5) * cell,
                 {extent.left * cell, extent.top * cell, (extent.right - extent.left + 1) * cell, (extent.bottom - extent.top + 1) * cell}};
}

LocalisationReport reportLocalisation(std::span<const LocalisationCase> cases, const MapReading& reading, std::uint64_t seed,
                                      std::stop_token stop)
{
    LocalisationReport report;
    report.images = static_cast<long>(cases.size());
    std::vector<Outcome> outcomes, lucky;
    std::mt19937_64 generator(seed);
    bool withMaps = false;
    for (const auto& each : cases) {
        if (stop.stop_requested()) break;
        const auto place = each.map ? placeOf(*each.map, reading) : std::nullopt;
        const auto found = each.map ? boxesOf(place) : each.found;
        if (found.empty()) ++report.silent;
        outcomes.push_back(outcomeOf(each.references, found, place));
        if (!each.map) continue;
        withMaps = true;
        for (int i = 0; i < controlMaps; ++i) {
            const auto luck = placeOf(randomMap(each.map->rows, each.map->columns, generator), reading);
            lucky.push_back(outcomeOf(each.references, boxesOf(luck), luck));
        }
    }
    report.figures = figuresOf(outcomes, report.images, withMaps);
    if (withMaps) report.control = figuresOf(lucky, report.images, true);
    return report;
}

} // namespace lucency::evaluation
