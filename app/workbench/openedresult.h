#pragma once

#include "app/evaluationlabels.h"
#include "app/report/material.h"
#include "app/store/corrections.h"
#include "app/workbench/rankedfinding.h"
#include "imaging/result.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::app {

/// The operating point of a finding, and where it comes from.
struct OperatingPoint {
    double threshold = 0.5;
    std::string source;        ///< as in report.json: "validation", "model", "given", "default"; "hand" and "aim": chosen in the workbench
    std::string aim;           ///< of "validation" and "aim"
    bool onValidation = false; ///< "aim": chosen on other images than those that are measured
    std::optional<bool> reached;
};

/// A finished run, or predictions of any program, ready for figures: sorted, and with all that is known beside. Immutable once opened, so
/// that any thread may read it.
struct OpenedResult {
    std::string name;             ///< of the run's folder or of the file
    std::filesystem::path source; ///< the run folder, or the file of predictions
    bool ofRun = false;
    std::string part;                            ///< "test" where a split tells the parts apart; else empty: all that the file holds
    std::filesystem::path dataFolder, modelFile; ///< empty where unknown or gone
    PredictionTable table;                       ///< of the part that is measured
    std::vector<RankedFinding> findings;         ///< those with known labels
    std::vector<std::optional<RankedFinding>> validation; ///< of each finding, on the validation part of the run
    std::vector<OperatingPoint> points;                   ///< of each finding, as the run or the file has them
    std::vector<std::optional<evaluation::FindingReport>>
        resampled;             ///< of each finding, where the run's report has intervals of these cases
    report::Material material; ///< for the report, and what figures stand in it without predictions
    double microAuc = evaluation::undefined, microAveragePrecision = evaluation::undefined;
    std::vector<Failure> faults;                         ///< files that are missing or damaged; what could be shown without them is shown
    std::vector<std::string> reportOfOthers;             ///< findings whose figures in report.json are not those of the predictions
    std::size_t correctedLabels = 0, excludedImages = 0; ///< that this result was changed by

    int indexOf(const std::string& finding) const;
    /// Where an image lies: below the data folder, as the table names it, or empty where a run's data are not known.
    std::filesystem::path fileOf(std::size_t image) const;
    std::filesystem::path fileOf(const std::string& path) const;
};
using OpenedResultPointer = std::shared_ptr<const OpenedResult>;

/// Opens a run folder: report.json, predictions.csv, split.csv, recipe.json and history.csv, as many of them as there are. The data folder
/// is that given, else the one that place.json names where it is there. Fails where neither report nor predictions can be read, naming
/// what is wrong with the predictions, and with Cancelled.
Result<OpenedResultPointer> openRun(const std::filesystem::path& runFolder, const std::filesystem::path& dataFolder = {},
                                    std::stop_token stop = {});

/// Opens predictions of any program. Without a column of labels a table of labels is needed: else MissingColumn. Fails as
/// readPredictions() and joinLabels(), with NoLabelledImages, and with Cancelled.
Result<OpenedResultPointer> openPredictions(const std::filesystem::path& csv, const std::filesystem::path& labels = {},
                                            const std::filesystem::path& dataFolder = {}, std::stop_token stop = {});

/// The same result with other data, such as a folder that was found again.
OpenedResultPointer withDataFolder(const OpenedResult& result, const std::filesystem::path& dataFolder);

/// The same result with how well the heat maps of the run's model meet boxes drawn by people, on the measured images that have one. Runs
/// the network: a second or two a few images. Fails as readBoxes() and Classifier::load(), with NotFound without a model, and with
/// NoLabelledImages where no image has a box or the model shows no places.
Result<OpenedResultPointer> withPlaces(const OpenedResult& result, const std::filesystem::path& boxes,
                                       const std::function<void(std::size_t done, std::size_t all)>& progress = {},
                                       std::stop_token stop = {});

/// What people corrected, by image of the table; images that nobody spoke of are not in it.
using CorrectionsByImage = std::map<std::size_t, CorrectedImage>;

/// Finds the images of the table that were spoken of: by where they lie, else by base name and the hash of the content.
CorrectionsByImage correctionsOf(const OpenedResult& result, const std::vector<CorrectedImage>& corrected, std::stop_token stop = {});

/// The result with the labels that people corrected: an excluded image and an unsure label take no part. The source's are not changed.
Result<OpenedResultPointer> withCorrections(const OpenedResult& result, const CorrectionsByImage& corrections, std::stop_token stop = {});

/// The threshold that an aim chooses: on the validation part where the result has one with both classes, else on the measured images
/// themselves. Fails as chooseThreshold().
Result<OperatingPoint> chooseByAim(const OpenedResult& result, std::size_t finding, const std::string& aim);

/// Means over the findings at their thresholds.
struct AveragesOfFindings {
    report::AverageFigures macro, weighted, micro;
};
AveragesOfFindings averagesOf(const std::vector<evaluation::FindingReport>& reports, const OpenedResult& result);

} // namespace lucency::app
