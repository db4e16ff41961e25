#include "model/networks/denseloops.h"

#include "model/networks/blockvectors.h"
#include "model/networks/widestvectors.h"

#include <algorithm>

namespace lucency::model {

namespace {

constexpr std::int64_t together = 4;

LUCENCY_INLINED float sumOf(Floats values)
{
    float sum = 0;
    for (int lane = 0; lane < lanes; ++lane)
        sum += values[lane];
    return sum;
}

} // namespace

LUCENCY_WIDEST void denseForward(const float* x, std::int64_t rows, const float* weight, const float* bias, std::int64_t weights,
                                 std::int64_t inputs, std::int64_t outputs, float* y)
{
    // Missing rows and weights are the last ones again, and not kept.
    const float *ofRow[together], *ofWeight[together];
    for (std::int64_t k = 0; k < together; ++k) {
        ofRow[k] = x + std::min(k, rows - 1) * inputs;
        ofWeight[k] = weight + std::min(k, weights - 1) * inputs;
    }
    Floats sums[together][together]{};
    for (std::int64_t i = 0; i < inputs; i += lanes) {
        const Floats w0 = load(ofWeight[0] + i), w1 = load(ofWeight[1] + i), w2 = load(ofWeight[2] + i), w3 = load(ofWeight[3] + i);
#pragma GCC unroll 4
        for (int k = 0; k < together; ++k) {
            const Floats value = load(ofRow[k] + i);
            sums[k][0] += value * w0;
            sums[k][1] += value * w1;
            sums[k][2] += value * w2;
            sums[k][3] += value * w3;
        }
    }
    for (std::int64_t k = 0; k < rows; ++k)
        for (std::int64_t o = 0; o < weights; ++o)
            y[k * outputs + o] = sumOf(sums[k][o]) + bias[o];
}

LUCENCY_WIDEST void denseSum(const DenseSum& sum)
{
    const float* a[together];
    for (std::int64_t m = 0; m < together; ++m)
        a[m] = sum.a + std::min(m, sum.rows - 1) * sum.stepRow;
    Floats sums[together][4]{};
    const float* b = sum.b;
    for (std::int64_t k = 0; k < sum.terms; ++k, b += sum.stepB) {
        const Floats b0 = load(b), b1 = load(b + lanes), b2 = load(b + 2 * lanes), b3 = load(b + 3 * lanes);
#pragma GCC unroll 4
        for (int m = 0; m < together; ++m) {
            const float factor = a[m][k * sum.stepA];
            sums[m][0] += factor * b0;
            sums[m][1] += factor * b1;
            sums[m][2] += factor * b2;
            sums[m][3] += factor * b3;
        }
    }
#pragma GCC unroll 4
    for (int m = 0; m < together; ++m)
        for (int v = 0; v < 4 && m < sum.rows; ++v)
            store(sum.into + m * sum.stepInto + v * lanes, sums[m][v]);
}

} // namespace lucency::model
