#pragma once

#include "model/recipe.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <cstdint>

namespace lucency::test {

/// Noise with a bright disc in one of its lower corners, or none: a crude effusion.
inline cv::Mat drawCase(bool present, int seed)
{
    cv::RNG random(static_cast<std::uint64_t>(seed) + 1);
    cv::Mat image(40, 40, CV_8UC1);
    random.fill(image, cv::RNG::NORMAL, 90, 25);
    if (present) cv::circle(image, {random.uniform(0, 2) ? 8 : 32, random.uniform(26, 34)}, 7, cv::Scalar(200), cv::FILLED);
    return image;
}

/// The thesis's small network at 32 pixels: its dropout makes a resumed generator matter.
inline model::Recipe smallRecipe(int epochs)
{
    auto recipe = *model::recipeFromJson(
        R"({"name": "small", "version": "1", "seed": 4, "data": [{"name": "made", "kind": "folders", "folders": ["data"],
        "knows": ["Effusion"], "classes": {"YES": ["Effusion"], "NO": []}, "patientPatterns": ["^(p\\d+)_"]}],
        "findings": [{"name": "Effusion"}, {"name": "Mass"}], "split": {"validation": 0.25, "test": 0.25}, "architecture": "cnn64",
        "input": {"size": 32, "normalisation": "minmax"}, "cacheSize": 40,
        "augmentation": {"rotation": [-5, 5], "noise": [0, 0.02], "horizontalFlip": 0.5},
        "training": {"batch": 10, "learningRate": 0.003, "precision": "fp32", "averaging": 0.9, "metricPositives": 3}})",
        "small.json");
    recipe.training.epochs = epochs;
    return recipe;
}

} // namespace lucency::test
