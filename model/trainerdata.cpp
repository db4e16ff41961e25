#include "model/trainerdata.h"

#include "model/cohortsize.h"
#include "model/contradictions.h"
#include "model/numbered.h"
#include "model/runfolder.h"
#include "model/trainervalidation.h"
#include "model/twinsearch.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace lucency::model {

RunData::RunData(const TrainingRequest& request, Remark remark, DecodeProgress reading, std::stop_token stop)
    : m_request(request)
    , m_recipe(request.recipe)
    , m_remark(std::move(remark))
    , m_reading(std::move(reading))
    , m_stop(std::move(stop))
{
}

Done RunData::gather()
{
    auto cohort = gatherCohort(m_recipe, m_request.dataFolder, m_stop);
    if (!cohort) return cohort.error();
    m_cohort = *std::move(cohort);
    for (const auto& count : m_cohort.counts)
        m_remark(describe(count));
    for (const auto& text : m_cohort.remarks)
        m_remark(text);
    return checkLearnable(m_cohort);
}

Done RunData::readAndSplit(const std::filesystem::path& splitFile, bool resumed)
{
    std::vector<std::size_t> all(m_cohort.images.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = i;
    auto pixels = decodeForTraining(decoding(all), m_recipe.cacheSize, m_stop);
    if (!pixels) return pixels.error();
    m_pixels = *std::move(pixels);
    std::vector<std::size_t> unreadable;
    for (const auto& lost : m_pixels.lost()) {
        unreadable.push_back(lost.index);
        m_remark("left out: " + m_cohort.images[lost.index].path + " [" + std::string(slug(lost.why.kind)) + "]");
    }
    if (const auto lost = static_cast<long>(unreadable.size()); lost > 0)
        m_remark("could not be read: " + numbered(lost, "image; it takes", "images; they take") + " no part");
    if (!m_request.cacheFolder.empty()) m_remark(describe(m_pixels.use(), m_request.cacheFolder));
    constexpr std::size_t many = 20'000; // that take more than a few seconds
    if (all.size() > many) m_remark("comparing the images with each other");
    const auto found = findTwins(m_pixels, m_cohort, m_request.cacheFolder, m_request.readingThreads, m_stop);
    if (!found) return found.error();
    const auto& twins = *found;
    const auto samePixels = [this](std::size_t one, std::size_t other) {
        const auto here = m_pixels.at(one), there = m_pixels.at(other);
        return here && there && cv::norm(*here, *there, cv::NORM_INF) == 0;
    };
    if (const auto text = describeContradictions(m_cohort, contradictions(m_cohort, twins, samePixels)); !text.empty()) m_remark(text);
    if (resumed) {
        auto split = readSplit(splitFile, m_cohort);
        if (!split) return split.error();
        m_split = *std::move(split);
        countTwins(m_cohort, twins, m_split);
    } else {
        m_split = splitByPatient(m_cohort, m_recipe.split, m_recipe.seed, twins);
        if (!m_recipe.split.list.empty()) {
            if (auto kept = keepParts(besideRun(m_request.runFolder, m_recipe.split.list), m_cohort, m_split); !kept) return kept;
            countTwins(m_cohort, twins, m_split);
        }
    }
    if (const auto shared = sharedPatients(m_cohort, m_split); !shared.empty())
        return Failure{FailureKind::Internal, shared.front(), "patient in two parts"};
    for (const auto& text : m_split.remarks)
        m_remark(text);
    for (const auto& text : sizeRemarks(sizeOf(m_cohort, m_split, unreadable)))
        m_remark(text);
    for (const auto i : all)
        if (m_pixels.has(i)) m_members[static_cast<std::size_t>(m_split.parts[i])].push_back(i);
    for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
        m_remark(std::string(partName(part)) + ": " + numbered(static_cast<long>(members(part).size()), "image", "images"));
        if (members(part).empty()) return Failure{FailureKind::NoLabelledImages, m_request.dataFolder.string(), partName(part)};
    }
    return done();
}

Done RunData::readValidation()
{
    auto validation = inputsOf(members(Part::Validation));
    if (!validation) return validation.error();
    m_validation = *std::move(validation);
    std::map<std::string, int> numbers;
    const auto isReal = [](const DataSource& source) { return source.kind != SourceKind::Phantoms; };
    const bool anyReal = std::any_of(m_recipe.data.begin(), m_recipe.data.end(), isReal);
    for (const auto i : members(Part::Validation)) {
        m_validationPatients.push_back(numbers.try_emplace(m_cohort.images[i].patient, static_cast<int>(numbers.size())).first->second);
        // Phantoms are easier than patients: beside those they may teach, but not say which epoch is best.
        const bool counts = !anyReal || isReal(m_recipe.data[static_cast<std::size_t>(m_cohort.images[i].source)]);
        m_validationLabels.push_back(counts ? m_cohort.images[i].labels : std::vector<Label>(m_cohort.findings.size(), Label::Unknown));
    }
    if (const auto text = lossInPlaceOfMetric(m_recipe.training, m_cohort.findings, m_validationLabels)) {
        m_split.remarks.push_back(*text);
        m_remark(*text);
    }
    return done();
}

Result<PartInputs> RunData::inputsOf(const std::vector<std::size_t>& which) const
{
    auto decoded = decodeForScoring(decoding(which), m_recipe.input.inputSize, m_stop);
    if (!decoded) return decoded.error();
    if (!decoded->lost().empty()) return decoded->lost().front().why;
    return PartInputs{which, *std::move(decoded)};
}

DecodeJob RunData::decoding(std::span<const std::size_t> which) const
{
    return {m_cohort, which, m_request.dataFolder, {m_request.cacheFolder}, m_request.readingThreads, m_reading};
}

} // namespace lucency::model
