#pragma once

#include <opencv2/core/mat.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace lucency::model {

/// Where a place of one relief lies in another, both measured from their middles, in pixels: x' = a x + b y + c and y' = d x + e y + f.
struct Placement {
    double a = 1, b = 0, c = 0, d = 0, e = 1, f = 0;

    /// The same in reliefs of another size.
    Placement scaled(double factor) const;
};

/// How well one relief can be laid over another.
struct ReliefFit {
    double likeness = -1; ///< the correlation of the two where both have something, the middle counting most; -1 to 1
    Placement place;
};

/// One relief (reliefOf(), CV_8SC1, square), ready for others to be laid over it: turned, shifted, stretched and sheared a little, as
/// images of the same exposure that were worked on need it. The method is Gauss and Newton's with the gradients of the one that stays
/// (Baker and Matthews, "Lucas-Kanade 20 years on", IJCV 2004, the inverse compositional algorithm). One thread an object.
class ReliefFitter {
public:
    explicit ReliefFitter(const cv::Mat& relief);

    /// Begins at a placement and takes so many steps; sign is -1 where the other is inverted. Ends early where the likeness after two steps
    /// is below hopeless.
    ReliefFit fit(const cv::Mat& other, const Placement& begin, int sign, int steps, double hopeless = -1);

private:
    double sample(const Placement& place, int sign);
    bool step(Placement& place) const;

    const int m_side;
    std::vector<float> m_relief, m_weights;
    std::array<std::vector<float>, 6> m_slopes; ///< what a change of each number of the placement does to the relief
    cv::Matx<double, 6, 6> m_solved;
    std::vector<float> m_other, m_seen, m_counted; ///< the other, what of it lies over the relief, and the weights where it does
    std::vector<float> m_right, m_below;           ///< how far between the pixels of the other each place lies
    std::vector<std::int32_t> m_corner;            ///< the upper left one of those
    double m_weight = 0, m_mean = 0, m_seenMean = 0, m_gain = 1;
};

} // namespace lucency::model
