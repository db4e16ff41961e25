#include "model/evaluation/confusion.h"

#include "model/evaluation/cases.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

namespace lucency::evaluation {

namespace {

double share(double part, double whole)
{
    return whole > 0 ? part / whole : undefined;
}

} // namespace

double Confusion::sensitivity() const
{
    return share(static_cast<double>(truePositives), static_cast<double>(positives()));
}
double Confusion::specificity() const
{
    return share(static_cast<double>(trueNegatives), static_cast<double>(negatives()));
}
double Confusion::precision() const
{
    return share(static_cast<double>(truePositives), static_cast<double>(called()));
}
double Confusion::npv() const
{
    return share(static_cast<double>(trueNegatives), static_cast<double>(notCalled()));
}
double Confusion::balancedAccuracy() const
{
    return (sensitivity() + specificity()) / 2;
}

double Confusion::f1() const
{
    return share(2 * static_cast<double>(truePositives), static_cast<double>(2 * truePositives + falsePositives + falseNegatives));
}

double Confusion::accuracy() const
{
    return share(static_cast<double>(truePositives + trueNegatives), static_cast<double>(cases()));
}

double Confusion::mcc() const
{
    const auto tp = static_cast<double>(truePositives), fp = static_cast<double>(falsePositives), tn = static_cast<double>(trueNegatives),
               fn = static_cast<double>(falseNegatives);
    // The root of each factor: the product of four counts of a large cohort overflows an integer and blunts a double.
    return share(tp * tn - fp * fn, std::sqrt(tp + fp) * std::sqrt(tp + fn) * std::sqrt(tn + fp) * std::sqrt(tn + fn));
}

Confusion& Confusion::operator+=(const Confusion& other)
{
    truePositives += other.truePositives;
    falsePositives += other.falsePositives;
    trueNegatives += other.trueNegatives;
    falseNegatives += other.falseNegatives;
    return *this;
}

Result<Confusion> confusionAt(std::span<const double> probabilities, std::span<const int> labels, double threshold)
{
    if (auto fault = faultIn(probabilities, labels)) return *std::move(fault);
    if (std::isnan(threshold)) return Failure{FailureKind::BadNumber, "threshold", ""};
    Confusion counts;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const bool called = probabilities[i] >= threshold;
        if (labels[i] == 1)
            ++(called ? counts.truePositives : counts.falseNegatives);
        else
            ++(called ? counts.falsePositives : counts.trueNegatives);
    }
    return counts;
}

Interval wilson(long successes, long trials)
{
    if (trials <= 0) return {undefined, 0, 1};
    const double z = boost::math::quantile(boost::math::normal(), 0.975);
    const auto n = static_cast<double>(trials);
    const double p = static_cast<double>(successes) / n;
    const double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double reach = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {p, std::max(0.0, centre - reach), std::min(1.0, centre + reach)};
}

PredictiveValues predictiveValues(double sensitivity, double specificity, double prevalence)
{
    const double found = sensitivity * prevalence, falselyCalled = (1 - specificity) * (1 - prevalence);
    const double cleared = specificity * (1 - prevalence), missed = (1 - sensitivity) * prevalence;
    return {prevalence, share(found, found + falselyCalled), share(cleared, cleared + missed)};
}

} // namespace lucency::evaluation
