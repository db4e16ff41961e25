#pragma once

#include "app/training/datachoice.h"
#include "imaging/result.h"
#include "model/cohort.h"
#include "model/dataset.h"
#include "model/labelledrows.h"
#include "model/split.h"

#include <opencv2/core/mat.hpp>

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::app {

/// A word that the data use as a label, or the name of a class folder.
struct WrittenLabel {
    std::string written;
    long count = 0;      ///< images of the folder, or rows of the table
    std::string finding; ///< that it stands for; empty for none
};

/// What the data tell of one finding, or of no finding at all.
struct SurveyedFinding {
    std::string name; ///< empty for the images that have none of the findings
    long images = 0, patients = 0;
    long absentImages = 0, absentPatients = 0; ///< known not to have it; people without any image that has it
    std::vector<std::size_t> examples;         ///< some of its images, from all over the data
    std::vector<cv::Mat> pictures;             ///< of the examples, CV_8UC1; empty until the images were read
};

/// Two images that look the same.
struct LookAlike {
    std::size_t one = 0, other = 0;   ///< of the cohort
    bool identical = false;           ///< the very same pixels
    bool contradict = false;          ///< and yet other labels
    bool ofDifferentPatients = false; ///< as far as the data tell
};

/// An image that a table names twice, with labels that cannot both be true.
struct TwofoldLabel {
    std::string image, first, second;
};

/// The label table as it stands, and what its columns are taken for.
struct TablePreview {
    std::filesystem::path file;
    std::vector<std::string> columns;
    std::vector<model::ColumnRole> roles;
    std::vector<std::vector<std::string>> firstRows;
    long rows = 0;
};

/// A way to tell the patient from the name of a file, and how well it fits.
struct PatientRule {
    std::vector<std::string> patterns;
    std::string exampleFile, examplePatient;
    long matched = 0, patients = 0;
    bool wellKnown = false; ///< the naming of a public data set: taken without asking
};

/// All that is known of the data before anything is learnt. Never changed once it is handed out.
struct Survey {
    DataChoice choice;
    ArrangedData data;
    model::Cohort cohort; ///< with every finding that the labels name
    std::vector<WrittenLabel> written;
    std::vector<SurveyedFinding> findings; ///< in the order of the cohort's, then the images without any
    std::optional<TablePreview> table;
    std::vector<TwofoldLabel> twofold;
    std::vector<PatientRule> rules;            ///< those that would do, the best first
    std::optional<PatientRule> ruleUsed;       ///< where names of files tell the patients
    long patients = 0, ownPatients = 0;        ///< ownPatients: images of which nothing tells the patient
    std::array<long, 3> keptParts{};           ///< images that the data put into a part
    long severalFindings = 0;                  ///< images with two findings or more
    std::optional<std::array<double, 3>> ages; ///< lowest, middle and highest, where most images tell one
    int side = 0;                              ///< the middle of the images' shorter sides, in pixels

    // Known after the images were read.
    bool looked = false;
    model::Pixels pixels; ///< at pictureSize, refers to cohort
    std::vector<model::LostImage> unreadable;
    model::Twins twins;
    std::vector<LookAlike> lookAlikes;

    static constexpr int pictureSize = 192; ///< what the built-in recipes keep for augmentation, so that a run finds its images decoded
};
using SurveyPtr = std::shared_ptr<const Survey>;

/// How far a survey is.
struct SurveyProgress {
    std::size_t done = 0, all = 0; ///< images read
    double secondsLeft = -1;       ///< negative while unknown
};

struct SurveyRequest {
    DataChoice choice;
    std::filesystem::path cacheFolder; ///< where decoded images are kept, so that looking again is quick
    int threads = 2;
    bool looks = true;                                   ///< reads the pixels; otherwise it ends with what names and tables tell
    std::function<void(const SurveyProgress&)> progress; ///< on the calling thread; may be empty
    std::function<void(SurveyPtr)> counted;              ///< told when all is known but what only the pixels tell; may be empty
};

/// What came of a survey.
struct SurveyOutcome {
    SurveyPtr survey;                          ///< null where it failed
    std::optional<Failure> failure;            ///< as arrange() and model::gatherCohort() fail, or Cancelled
    std::optional<TablePreview> table;         ///< the label table, even where it cannot be used as it is read
    std::vector<std::filesystem::path> tables; ///< CSV files in the folder or directly below it, to choose from
};

/// Finds images and labels, counts them by finding and by patient, reads every image once (memory holds no more than the system gives
/// for a mapped file) and finds those that are unreadable or look the same. Takes minutes for 100,000 images: on a worker.
SurveyOutcome surveyData(const SurveyRequest& request, const std::stop_token& stop);

/// A cohort that has these findings alone, as gathering it with a recipe that learns no others would give. Images of which nothing is known
/// any more are left out; indices says which ones stay.
model::Cohort withFindings(const model::Cohort& cohort, const std::vector<std::string>& findings, std::vector<std::size_t>& indices);

/// The findings that are to be learnt: those with enough cases, without those that the person has left out.
std::vector<std::string> learntFindings(const Survey& survey, const LeftOut& leftOut);

/// Fewer cases of a finding than these are not worth learning.
constexpr long fewestCases = 10;

/// Of the images of a survey, by their index in its cohort, those that are no longer where they were.
Result<std::vector<std::size_t>> vanished(const Survey& survey, const std::stop_token& stop);

} // namespace lucency::app
