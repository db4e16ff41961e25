#pragma once

#include "imaging/preprocess.h"
#include "imaging/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lucency::model {

/// An interval estimate: a value with the ends of its 95 % interval.
struct Estimate {
    double value = 0, low = 0, high = 0;
};

/// The threshold over which a finding counts as positive, frozen on validation data, and what it meant there.
struct OperatingPoint {
    double threshold = 0.5; ///< on the calibrated probability
    std::string aim;        ///< for example "youden", "sensitivity>=0.95"
    Estimate sensitivity, specificity;
    int positives = 0, negatives = 0;
    std::string data; ///< what it was chosen on, in words
};

/// Platt scaling: calibrated = sigmoid(slope * logit + offset).
struct PlattScaling {
    double slope = 1, offset = 0;
};

/// What is known about one output of the network.
struct FindingEntry {
    std::string name; ///< a name of resources/findings.json where it is one of those
    PlattScaling calibration;
    OperatingPoint operatingPoint;
    std::optional<Estimate> auc; ///< on the test part of the run
    int testPositives = 0, testNegatives = 0;
    bool validated = false;                       ///< false: in the file, never shown as a result
    std::optional<double> minimumAge, maximumAge; ///< years of the people it was trained on
    std::string limits;                           ///< one sentence on what was not validated
};

/// The metadata of a model file: everything needed to feed the network and to word its output. Plain JSON in `__metadata__`.
struct ModelManifest {
    int formatVersion = 1;
    std::string name, version;
    std::string architecture;                    ///< "cnn64", "resnet18", "resnet34", "resnet50", "densenet121", "torchscript"
    int transitionSize = 0, transitionDepth = 0; ///< as in the recipe
    bool attention = false;
    imaging::Preprocessing preprocessing;
    std::vector<FindingEntry> findings;            ///< in the order of the outputs
    bool softmax = false;                          ///< outputs are exclusive classes (the first is "No Finding"); else one sigmoid each
    std::map<std::string, std::string> provenance; ///< recipe, data, licences, dates
    std::string trainingSplitSha256;
    /// Tells this file from a retrained one of the same name and version: SHA-256 over its header, which holds that of the weights, or of
    /// the whole file where it has no manifest. Set when a model is loaded; not part of the manifest's JSON.
    std::string fileSha256;
};

/// The word of a normalisation in manifests, recipes and options: "minmax", "imagenet", "unit", "percentiles", "meanstd".
std::string_view normalisationName(imaging::Normalisation normalisation);
std::optional<imaging::Normalisation> normalisationFromName(std::string_view name);

/// One line of JSON in UTF-8.
std::string toJson(const ModelManifest& manifest);

/// Fails with NotAModel (not a manifest), ModelTooNew, or BadNumber, naming the key.
Result<ModelManifest> manifestFromJson(const std::string& json, const std::string& subject);

} // namespace lucency::model
