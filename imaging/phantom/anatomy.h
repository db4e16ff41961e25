#pragma once

#include "imaging/phantom.h"
#include "imaging/phantom/beam.h"

#include <array>
#include <utility>
#include <vector>

namespace lucency::imaging::phantom {

/// A smooth function of one variable through given points (monotone cubic between them, constant beyond).
class Curve {
public:
    Curve() = default;
    Curve(std::vector<std::pair<double, double>> points, double scaleIn = 1, double scaleOut = 1);
    double operator()(double at) const;

private:
    std::vector<double> m_at, m_value, m_slope;
};

/// An organ as a stack of ellipses lying in planes of equal y: at each height its centre and half-axes in x and z.
struct Column {
    double top = 0, bottom = 0;
    Curve x, halfX, z, halfZ;
    double profile = 2; ///< 2 is an ellipse, 3 boxier, 1 fades out at its edges
};

/// An ellipsoid with its long axis turned by an angle in the frontal plane.
Column ellipsoid(Vec3 centre, double halfLong, double halfShort, double halfDeep, double angle);

/// A part of the body as superelliptic slices, symmetric about the midline: its outlines over y.
struct Bulk {
    Curve halfWidth, front, back;
    double exponent = 2.6;
};

/// A half-ellipsoid on the chest wall, drawn out upwards; no height means none.
struct Breast {
    Vec3 at;
    double halfX = 0, halfY = 0, height = 0;
};

/// Everything that the seed decides about one person in one exposure: the parametric thorax, in real centimetres. The lungs fill the
/// cavity of the rib cage above the diaphragm, less the organs of the mediastinum.
struct Thorax {
    PhantomDescription person;
    bool child = false;
    double scaleX = 1, scaleY = 1, scaleZ = 1; ///< against a man of 175 cm

    // The cavity of the cage; side 0 is the patient's right, 1 the left.
    Curve cavityHalfWidth, cavityFront, cavityBack; ///< over y
    std::array<double, 2> apexX{}, apexY{}, apexInner{}, apexHeight{};
    std::array<double, 2> domeY{}, domeX{}, domeHalfX{}, domeHeight{};
    double domeZ = 1.5;

    std::vector<Column> mediastinum; ///< take the place of lung
    std::vector<Column> heart;
    Column trachea;
    std::vector<Column> gas; ///< stomach and colon

    // The body around it.
    std::vector<Bulk> body;
    double bodyFront = 11, bodyBack = -12; ///< z of the skin at the height of the diaphragm
    std::array<Breast, 2> breast;
    bool chin = false;
    double chinX = 0, chinY = -8;
    double fat = 1.5; ///< thickness of the subcutaneous fat
    double neckHalfWidth = 6;

    /// Outer edge of a lung (positive distance from the midline) and its inner edge near the apex at height y; both meet at the apex.
    double lungOuter(int side, double y) const;
    double lungInner(int side, double y) const;
    /// 0 at the apex, 1 below its dome.
    double apexShare(int side, double y) const;
    /// Centre of a vertebra's body, 0 is C4, 4 is T1, 15 is T12, 17 is L2; with its height.
    Vec3 vertebra(int index) const;
    double vertebraHeight(int index) const;
};

/// The steps of buildThorax() that fill the middle of the chest. The heart's silhouette is widened by enlargement, 1 for none.
void buildHeart(Thorax& thorax, double enlargement);
void buildMediastinum(Thorax& thorax);

Thorax buildThorax(const PhantomDescription& description);

/// How this exposure was made of this person.
Beam aimBeam(const Thorax& thorax);

} // namespace lucency::imaging::phantom
