#pragma once

#include "model/jsonobject.h"
#include "model/recipe.h"

#include <array>
#include <string>
#include <utility>

namespace lucency::model {

/// The words that a key of a recipe may have, and what they mean.
template<class Value, std::size_t Count>
using Words = std::array<std::pair<Value, const char*>, Count>;

inline constexpr Words<SourceKind, 4> sourceKinds{
    {{SourceKind::Folders, "folders"}, {SourceKind::Table, "table"}, {SourceKind::Phantoms, "phantoms"}, {SourceKind::Found, "found"}}};
inline constexpr Words<NoFindingImages, 2> noFindingImages{{{NoFindingImages::Keep, "keep"}, {NoFindingImages::Ignore, "ignore"}}};
inline constexpr Words<PositiveWeight, 3> positiveWeights{
    {{PositiveWeight::None, "none"}, {PositiveWeight::Root, "root"}, {PositiveWeight::Balanced, "balanced"}}};
inline constexpr Words<LossKind, 5> lossKinds{{{LossKind::CrossEntropy, "cross-entropy"},
                                               {LossKind::Softmax, "softmax"},
                                               {LossKind::Focal, "focal"},
                                               {LossKind::Hinge, "hinge"},
                                               {LossKind::Euclidean, "euclidean"}}};
inline constexpr Words<OptimiserKind, 3> optimiserKinds{
    {{OptimiserKind::AdamW, "adamw"}, {OptimiserKind::Adam, "adam"}, {OptimiserKind::Sgd, "sgd"}}};
inline constexpr Words<Schedule, 5> schedules{{{Schedule::OneCycle, "one-cycle"},
                                               {Schedule::Cosine, "cosine"},
                                               {Schedule::Step, "step"},
                                               {Schedule::Plateau, "plateau"},
                                               {Schedule::Constant, "constant"}}};
inline constexpr Words<Sampling, 3> samplings{
    {{Sampling::Shuffled, "shuffled"}, {Sampling::Balanced, "balanced"}, {Sampling::Findings, "findings"}}};
inline constexpr Words<imaging::Normalisation, 5> normalisations{{{imaging::Normalisation::MinMax, "minmax"},
                                                                  {imaging::Normalisation::ImageNet, "imagenet"},
                                                                  {imaging::Normalisation::Unit, "unit"},
                                                                  {imaging::Normalisation::Percentiles, "percentiles"},
                                                                  {imaging::Normalisation::MeanStd, "meanstd"}}};

/// The word for a value.
template<class Value, std::size_t Count>
const char* word(const Words<Value, Count>& words, Value value)
{
    for (const auto& [each, text] : words)
        if (each == value) return text;
    return "";
}

/// Reads a key that has one of these words; the value stays where the key is absent.
template<class Value, std::size_t Count>
void choice(JsonObject& object, const std::string& key, const Words<Value, Count>& words, Value& value)
{
    std::string text = word(words, value), known;
    object.text(key, text);
    for (const auto& [each, name] : words) {
        if (text == name) {
            value = each;
            return;
        }
        known += (known.empty() ? "" : ", ") + std::string(name);
    }
    object.fail(key, "must be one of " + known);
}

/// Null where there is no value.
inline nlohmann::json jsonOf(const std::optional<double>& value)
{
    return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

/// More years than anybody lives.
inline constexpr double oldest = 130;

} // namespace lucency::model
