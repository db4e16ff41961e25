#pragma once

#include "app/evaluationsplit.h"
#include "app/predictiontable.h"
#include "imaging/result.h"
#include "model/evaluation/localisation.h"
#include "model/recipe.h"
#include "model/runevaluation.h"
#include "model/trainer.h"

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lucency::app::report {

/// A finding as report.json tells of it.
struct ReportedFinding {
    evaluation::FindingReport figures;
    std::string thresholdSource, reason; ///< reason: why it is not validated
    std::optional<bool> aimReached, validated;
    std::optional<double> modelThreshold;               ///< before the recalibration that moved it
    long changedCalls = 0;                              ///< images that the model itself calls otherwise
    std::optional<std::array<long, 2>> validationCases; ///< with and without it, in the validation part
    long unlabelled = 0;
    std::optional<model::Discrimination> againstNoFinding, phantoms;
    std::vector<std::pair<std::string, model::Discrimination>> changed; ///< name of the change, AUC under it
    std::optional<evaluation::LocalisationReport> localisation;
    std::string limits;
    std::optional<double> minimumAge, maximumAge;

    const std::string& name() const { return figures.finding; }
};

/// Means over findings.
struct AverageFigures {
    double auc = evaluation::undefined, averagePrecision = evaluation::undefined;
    double precision = evaluation::undefined, recall = evaluation::undefined, f1 = evaluation::undefined;
};

/// One data source of a run, as report.json counts it.
struct ReportedSource {
    std::string name;
    bool synthetic = false;
    long images = 0, patients = 0;
    long tableRows = 0, rowsWithoutImage = 0, imagesWithoutRow = 0;
    std::vector<std::pair<std::string, long>> leftOut; ///< reason of report.json, images
    long ownPatients = 0;                              ///< images of which nothing tells the patient
};

/// What split.csv itself says, counted anew without the images that report.json calls unreadable.
struct ReportedPart {
    long images = 0, patients = 0;
    long unread = 0;                       ///< images that could not be read, in none of the other numbers
    std::map<std::string, long> positives; ///< images with each finding
};

struct ReportedSplit {
    std::array<ReportedPart, 3> parts;
    std::array<long, 3> shared{};              ///< patients in train and validation, train and test, validation and test; unreadable too
    std::string sha256, expected;              ///< of the file, and as report.json recorded it
    std::optional<long> linkedPatients, twins; ///< twins: pairs of images that look the same
    long tornTwins = 0;                        ///< such pairs in different parts
    bool aligned = false;                      ///< images were laid over each other to see whether they are the same
    std::vector<std::string> unreadFiles;      ///< base names of the images that could not be read, in the order of the parts

    long unread() const { return parts[0].unread + parts[1].unread + parts[2].unread; }
};

/// All that a report is made from.
struct Material {
    bool ofRun = false;
    std::string model, program, aim;
    long resamples = 0;
    std::vector<ReportedFinding> findings;
    AverageFigures macro, weighted, micro;
    std::vector<ReportedSource> sources;
    std::vector<std::string> dataRemarks; ///< of the program that trained, in its words
    std::optional<ReportedSplit> split;
    std::optional<model::Recipe> recipe;
    std::vector<model::EpochRecord> history;
    int bestEpoch = 0;
    long images = 0, patients = 0; ///< of the part that is measured
    long notScored = 0, patientsUnknown = 0, patientsInValidation = 0, phantomsLeftOut = 0;
    long correctedLabels = 0, excludedByPeople = 0; ///< where the figures count what people corrected instead of the source's labels
    std::vector<std::string> unlabelledFindings;
    PredictionTable predictions;                 ///< of the part that is measured; without images where they are not at hand
    std::filesystem::path dataFolder, modelFile; ///< empty where unknown
};

/// Reads the files of a finished run: report.json, recipe.json, split.csv, history.csv and predictions.csv. A report.json of an earlier
/// version, without curves, is completed from the predictions. Fails with NotFound naming the file that is missing, and as the readers
/// of these files do.
Result<Material> readRun(const std::filesystem::path& run, const std::filesystem::path& dataFolder);

/// What is left of a run without its predictions: report.json, and recipe.json, split.csv and history.csv where they can be read. Fails as
/// readRun() where the report itself cannot be.
Result<Material> readReportAlone(const std::filesystem::path& run, const std::filesystem::path& dataFolder);

/// The same of what `lucency evaluate` writes.
Result<Material> ofEvaluation(const std::string& reportJson, const std::string& subject, PredictionTable predictions,
                              const std::filesystem::path& dataFolder, const std::filesystem::path& modelFile);

} // namespace lucency::app::report
