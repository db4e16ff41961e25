#pragma once

#include "app/scoring.h"

#include <string>
#include <vector>

namespace lucency::app {

/// The path of a record: the file's, with "#2" and so on from the second frame.
std::string recordPath(const ScoredImage& image);

/// One JSON object without a line end: path, patient_id, study_uid, sop_instance_uid, outcome, reason, remarks, scores, positive, priority,
/// model and milliseconds. Scores that are not shown are left out.
std::string jsonRecord(const ScoredImage& image, const std::string& modelName);

/// The same columns as CSV (RFC 4180, without a line end): lists are joined by ';', scores and milliseconds written name=value.
std::string csvHeader();
std::string csvRecord(const ScoredImage& image, const std::string& modelName);

/// Aligned columns for people: a header and a line for each image. Kept until the end, because the widths are known only then.
class ScoreTable {
public:
    void add(const ScoredImage& image);
    std::string text() const;

private:
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace lucency::app
