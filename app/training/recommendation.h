#pragma once

#include "app/training/trainingdraft.h"

#include <optional>
#include <string>
#include <vector>

namespace lucency::app {

/// What the choice of a recipe depends on.
struct DataFacts {
    long images = 0, patients = 0;
    std::vector<std::string> findings; ///< to be learnt
    long fewestPositives = 0;          ///< images of the rarest of them
    double positiveShare = 0;          ///< of the images that are known of it, those with the commonest finding
    long severalFindings = 0;          ///< images with two of them or more
    std::optional<double> medianAge;   ///< years
    int side = 0;                      ///< of the images, in pixels; 0 unknown
};
DataFacts factsOf(const Survey& survey, const LeftOut& leftOut);

enum class ReasonKind {
    OneFinding,      ///< number: none
    SeveralFindings, ///< number: how many
    FewImages,       ///< number: how many
    EnoughImages,    ///< number: how many
    TooFewImages,    ///< number: how many there should be
    Children,        ///< number: the middle age
    Adults,          ///< number: the middle age
    SmallImages,     ///< number: the side in pixels
    FinerThanNeeded, ///< number: the side that the network sees
    Rare,            ///< number: per cent of images with the finding
    AnyData,         ///< suits all kinds of images
    QuickTrial,      ///< finished soon
    StartsKnowing,   ///< starts from a network that knows chest radiographs
};

struct Reason {
    ReasonKind kind;
    bool speaksFor = true;
    double number = 0;
};

/// How well one recipe suits the data.
struct Advice {
    std::string card;
    double fit = 0; ///< the higher the better
    std::vector<Reason> reasons;
    double seconds = 0; ///< about how long it trains on a computer with two processors; the trial run measures it on this one
};

/// The best first. The first one is what is recommended.
std::vector<Advice> advise(const DataFacts& facts, const std::vector<RecipeCard>& cards);

} // namespace lucency::app
