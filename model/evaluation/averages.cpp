#include "model/evaluation/averages.h"

#include <cmath>

namespace lucency::evaluation {

ClassFigures classFigures(const Confusion& counts)
{
    return {counts.precision(), counts.sensitivity(), counts.f1(), counts.positives()};
}

Means meansOf(std::span<const double> figures, std::span<const long> weights)
{
    Means means;
    double sum = 0, weightedSum = 0, weight = 0;
    for (std::size_t i = 0; i < figures.size() && i < weights.size(); ++i) {
        if (std::isnan(figures[i])) continue;
        ++means.defined;
        sum += figures[i];
        weightedSum += static_cast<double>(weights[i]) * figures[i];
        weight += static_cast<double>(weights[i]);
    }
    if (means.defined > 0) means.macro = sum / means.defined;
    if (weight > 0) means.weighted = weightedSum / weight;
    return means;
}

Averages averagesOf(std::span<const Confusion> classes)
{
    Averages averages;
    Confusion together;
    std::vector<double> precision, recall, f1;
    std::vector<long> support;
    for (const auto& each : classes) {
        const auto figures = classFigures(each);
        precision.push_back(figures.precision);
        recall.push_back(figures.recall);
        f1.push_back(figures.f1);
        support.push_back(figures.support);
        together += each;
    }
    const auto p = meansOf(precision, support), r = meansOf(recall, support), f = meansOf(f1, support);
    averages.macro = {p.macro, r.macro, f.macro, together.positives()};
    averages.weighted = {p.weighted, r.weighted, f.weighted, together.positives()};
    averages.micro = classFigures(together);
    return averages;
}

double ClassMatrix::accuracy() const
{
    long right = 0, all = 0;
    for (int truth = 0; truth < classes; ++truth) {
        right += at(truth, truth);
        for (int call = 0; call < classes; ++call)
            all += at(truth, call);
    }
    return all > 0 ? static_cast<double>(right) / static_cast<double>(all) : undefined;
}

Confusion ClassMatrix::ofClass(int which) const
{
    Confusion rest;
    for (int truth = 0; truth < classes; ++truth)
        for (int call = 0; call < classes; ++call) {
            const bool present = truth == which, called = call == which;
            auto& count =
                present ? (called ? rest.truePositives : rest.falseNegatives) : (called ? rest.falsePositives : rest.trueNegatives);
            count += at(truth, call);
        }
    return rest;
}

Result<ClassMatrix> classMatrix(std::span<const int> truth, std::span<const int> calls, int classes)
{
    if (truth.size() != calls.size()) return Failure{FailureKind::BadArgument, "calls", "as many calls as labels are needed"};
    if (classes < 1) return Failure{FailureKind::BadArgument, "classes", std::to_string(classes)};
    ClassMatrix matrix{classes, std::vector<long>(static_cast<std::size_t>(classes * classes))};
    for (std::size_t i = 0; i < truth.size(); ++i) {
        if (truth[i] < 0 || truth[i] >= classes || calls[i] < 0 || calls[i] >= classes)
            return Failure{FailureKind::BadNumber, "class", "row " + std::to_string(i + 1)};
        ++matrix.counts[static_cast<std::size_t>(truth[i] * classes + calls[i])];
    }
    return matrix;
}

} // namespace lucency::evaluation
