#pragma once

#include "imaging/phantom/anatomy.h"
#include "imaging/phantom/plane.h"
#include "imaging/phantom/tubes.h"

#include <vector>

namespace lucency::imaging::phantom {

/// Arteries and veins of both lungs: trees that grow from the hilum to places spread through the lung, each joining where the way is
/// shortest; their width follows the number of places they serve (Murray's law). The places are fixed shares of the lung, so that
/// breathing moves them. Branches narrower than a fraction of a pixel are left to the texture.
Plane traceVessels(const Thorax& thorax, const Beam& beam);

/// Centimetres of air in the trachea and the large bronchi.
Plane traceAirways(const Thorax& thorax, const Beam& beam);

/// A place within a lung: shares of the way from inner to outer edge, from apex to diaphragm, from back to front.
Vec3 lungPlace(const Thorax& thorax, int side, double across, double down, double forward);

/// Twigs of bronchi from the hilum towards a place, for air bronchograms.
std::vector<Tube> bronchiTowards(const Thorax& thorax, int side, Vec3 place, double reach, std::uint64_t key);

} // namespace lucency::imaging::phantom
