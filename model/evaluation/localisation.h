#pragma once

#include "model/evaluation/confusion.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace lucency::evaluation {

/// A rectangle in shares of the image's width and height, from its upper left corner.
struct Box {
    double x = 0, y = 0, width = 0, height = 0;
};

/// Intersection over union, and intersection over the area of the found box (how much of what was marked lies on the reference). Boxes
/// without an area overlap with nothing.
double intersectionOverUnion(const Box& found, const Box& reference);
double intersectionOverFound(const Box& found, const Box& reference);

/// A coarse map over a whole image, such as a class activation map: rows x columns values, row after row, any range.
struct ActivationMap {
    int rows = 0, columns = 0;
    std::vector<float> values;
};

/// How a map becomes a point and a box: it is scaled to grid x grid cells with bilinear interpolation; the point is the middle of its
/// highest cell; the box is that of the connected cells (sides and corners) around the point which are at or over level times the maximum.
struct MapReading {
    int grid = 128;
    double level = 0.5;
};

/// What a map says of a place; a map without a positive value says nothing.
struct Place {
    double x = 0, y = 0;
    Box box;
};
std::optional<Place> placeOf(const ActivationMap& map, const MapReading& reading = {});

/// The thresholds of overlap at which hits are counted.
inline constexpr std::array<double, 7> overlaps{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7};

/// One image with a finding: the reference boxes, and what was found for it. Without a map, the boxes found; with one, the map's.
struct LocalisationCase {
    std::vector<Box> references;
    std::vector<Box> found;
    std::optional<ActivationMap> map;
};

/// Shares of the images: whose point lies in a reference box, and of which a found box overlaps one at least so much. Wilson's intervals.
struct LocalisationFigures {
    Interval pointing{undefined, undefined, undefined}; ///< undefined without maps
    std::array<Interval, overlaps.size()> iou{}, iobb{};
    double meanIou = undefined; ///< of the best pair of each image
};

struct LocalisationReport {
    long images = 0;
    long silent = 0; ///< images for which nothing was found; they count as misses
    LocalisationFigures figures;
    /// The same of random maps of the same size, read in the same way, several an image: what luck alone would give. Only with maps.
    std::optional<LocalisationFigures> control;
};

/// Evaluates places found against reference boxes. The control's intervals are those of the images, not of the draws.
LocalisationReport reportLocalisation(std::span<const LocalisationCase> cases, const MapReading& reading = {}, std::uint64_t seed = 1,
                                      std::stop_token stop = {});

} // namespace lucency::evaluation
