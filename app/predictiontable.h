#pragma once

#include "imaging/result.h"

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace lucency::app {

/// One image of which something was predicted, and what is known of it. Empty means unknown.
struct PredictedImage {
    std::string path, patient, sex, view, scanner;
    double age = std::numeric_limits<double>::quiet_NaN(); ///< years
};

/// What is predicted of each image about each finding, and what is true. Fields of findings are as long as images.
class PredictionTable {
public:
    static constexpr signed char unknownLabel = -1;

    struct Finding {
        std::string name;
        std::vector<double> probabilities; ///< NaN where nothing is predicted
        std::vector<signed char> labels;   ///< 0, 1 or unknownLabel
    };

    /// The image's index; added where it is new.
    std::size_t imageOf(const std::string& path);
    /// The finding's index; added where it is new.
    std::size_t findingOf(const std::string& name);
    /// The finding's index, or -1.
    int indexOf(const std::string& name) const;

    std::vector<PredictedImage> images;
    std::vector<Finding> findings;
    std::size_t notScored = 0; ///< images that the table names without a prediction, such as refused ones

private:
    std::unordered_map<std::string, std::size_t> m_imageOfPath, m_findingOfName;
};

/// Reads predictions of any program: `path,patient_id,finding,label,probability` in any order, a row an image and finding; patient_id may
/// be missing or empty, and label where labels come from elsewhere; sex, age, view and scanner are read where they are there. The CSV of
/// `lucency score` is read, too. Fails as model::readCsv(), and with NotALabelTable (empty), MissingColumn, BadNumber (a probability
/// outside 0 to 1, a label other than 0, 1 and nothing; the row and the value are named) or BadArgument (an image twice with one finding).
Result<PredictionTable> readPredictions(const std::filesystem::path& file, bool labelsNeeded);

/// The same columns as text, a row a prediction.
std::string predictionsCsv(const PredictionTable& table);

} // namespace lucency::app
