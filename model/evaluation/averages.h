#pragma once

#include "model/evaluation/confusion.h"

#include <span>
#include <vector>

namespace lucency::evaluation {

/// Figures of one class, or of several brought together.
struct ClassFigures {
    double precision = undefined, recall = undefined, f1 = undefined;
    long support = 0; ///< cases of the class
};

ClassFigures classFigures(const Confusion& counts);

/// Figures over classes or findings, each given by its own counts against the rest. A class whose figure is undefined takes no part in the
/// means of that figure (scikit-learn with zero_division=nan); without any such class the mean is undefined.
struct Averages {
    ClassFigures macro;    ///< each class counts the same
    ClassFigures weighted; ///< each counts as many times as it has cases
    ClassFigures micro;    ///< the counts of all classes added up
};

Averages averagesOf(std::span<const Confusion> classes);

/// Means of any figure: plain, and weighted by the number of cases; undefined ones take no part.
struct Means {
    double macro = undefined, weighted = undefined;
    int defined = 0; ///< how many figures took part
};
Means meansOf(std::span<const double> figures, std::span<const long> weights);

/// Counts of exclusive classes against one another: rows are the true class, columns the called one.
struct ClassMatrix {
    int classes = 0;
    std::vector<long> counts; ///< row after row

    long at(int truth, int call) const { return counts[static_cast<std::size_t>(truth * classes + call)]; }
    double accuracy() const;
    /// One class against all others.
    Confusion ofClass(int which) const;
};

/// Fails with BadArgument for lengths that differ, and BadNumber for a class outside 0 to classes - 1.
Result<ClassMatrix> classMatrix(std::span<const int> truth, std::span<const int> calls, int classes);

} // namespace lucency::evaluation
