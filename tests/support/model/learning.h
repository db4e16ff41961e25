#pragma once

#include "model/trainerlearner.h"
#include "tests/support/model/drawncases.h"

#include <torch/torch.h>

#include <QtGlobal>

#include <cmath>

namespace lucency::test {

inline model::Recipe recipeOf(const char* architecture, int size)
{
    auto recipe = smallRecipe(3);
    recipe.architecture = architecture;
    recipe.input.inputSize = size;
    return recipe;
}

inline model::LossWeights evenWeights(const model::Recipe& recipe)
{
    const auto findings = static_cast<std::int64_t>(recipe.findings.size());
    return {torch::ones({findings}), torch::ones({findings})};
}

inline model::Learner learnerOf(const model::Recipe& recipe, long frozenSteps = 0)
{
    auto learner = model::Learner::make(recipe, evenWeights(recipe), {100, frozenSteps}, "cpu");
    if (!learner) qFatal("%s: %s", learner.error().subject.c_str(), learner.error().detail.c_str());
    learner->beginEpoch(0, 0);
    return *std::move(learner);
}

/// Noise, brighter where the first finding is present.
inline model::Batch batchOf(const model::Recipe& recipe, int count, unsigned seed = 1)
{
    model::Batch batch;
    batch.count = count;
    const auto plane = static_cast<std::size_t>(recipe.input.inputSize * recipe.input.inputSize * recipe.input.channels);
    cv::RNG random(seed);
    for (int i = 0; i < count; ++i) {
        const bool present = i % 2 == 1;
        for (std::size_t p = 0; p < plane; ++p)
            batch.images.push_back(static_cast<float>(random.gaussian(0.3)) + (present ? 0.8F : 0));
        for (std::size_t f = 0; f < recipe.findings.size(); ++f)
            batch.labels.push_back(f == 0 ? static_cast<float>(present) : (i % 3 == 0 ? std::nanf("") : 0.0F));
    }
    return batch;
}

} // namespace lucency::test
