#pragma once

#include <cstdint>

namespace lucency::model {

/// Of four rows of x, or fewer, and four of weights, or fewer, the products summed over the inputs, and the bias: rows x weights numbers,
/// rows of the result so far apart as there are outputs. Inputs are a multiple of 16.
void denseForward(const float* x, std::int64_t rows, const float* weight, const float* bias, std::int64_t weights, std::int64_t inputs,
                  std::int64_t outputs, float* y);

/// A sum of vectors of 64 numbers: into[m] = sum over k of a[m, k] b[k], for up to four m. Steps are those from one m or k to the next.
struct DenseSum {
    const float* a = nullptr;
    std::int64_t rows = 0, stepRow = 0, stepA = 0;
    const float* b = nullptr;
    std::int64_t terms = 0, stepB = 0;
    float* into = nullptr;
    std::int64_t stepInto = 0;
};
void denseSum(const DenseSum& sum);

} // namespace lucency::model
