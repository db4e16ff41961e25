#pragma once

#include "model/cohort.h"
#include "model/dataset.h"
#include "model/partinputs.h"
#include "model/split.h"
#include "model/trainer.h"

#include <array>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::model {

/// What a run learns from and is measured on: its images, their parts and their pixels. The request must live as long. One thread.
class RunData {
public:
    using Remark = std::function<void(const std::string&)>;

    RunData(const TrainingRequest& request, Remark remark, DecodeProgress reading, std::stop_token stop);

    /// Finds images and labels. Fails as gatherCohort() and checkLearnable() do.
    Done gather();

    /// Decodes every image once at the size of the cache and splits them, or with resumed takes the parts of split.csv. Fails as reading
    /// does, and with NoLabelledImages for a part without images.
    Done readAndSplit(const std::filesystem::path& splitFile, bool resumed);

    /// Decodes the validation part as scoring will see it.
    Done readValidation();

    const Cohort& cohort() const { return m_cohort; }
    const Split& split() const { return m_split; }
    const Pixels& pixels() const { return m_pixels; }
    const std::vector<std::size_t>& members(Part part) const { return m_members[static_cast<std::size_t>(part)]; } ///< readable images
    const PartInputs& validation() const { return m_validation; }
    /// Those that may say which epoch is best: phantoms' are unknown.
    const std::vector<std::vector<Label>>& validationLabels() const { return m_validationLabels; }
    /// Whose image each of the validation part is, as numbers.
    const std::vector<int>& validationPatients() const { return m_validationPatients; }
    /// Images that could not be read, sorted by index.
    const std::vector<LostImage>& lost() const { return m_pixels.lost(); }

    /// Images as scoring will see them. Fails where one cannot be read any more.
    Result<PartInputs> inputsOf(const std::vector<std::size_t>& which) const;

private:
    DecodeJob decoding(std::span<const std::size_t> which) const;

    const TrainingRequest& m_request;
    const Recipe& m_recipe;
    const Remark m_remark;
    const DecodeProgress m_reading;
    const std::stop_token m_stop;
    Cohort m_cohort;
    Split m_split;
    std::array<std::vector<std::size_t>, 3> m_members;
    Pixels m_pixels;
    PartInputs m_validation;
    std::vector<std::vector<Label>> m_validationLabels;
    std::vector<int> m_validationPatients;
};

} // namespace lucency::model
