#include "app/training/survey.h"

#include "app/training/patientrules.h"
#include "app/training/surveycount.h"
#include "app/training/surveytable.h"
#include "imaging/read.h"
#include "model/csv.h"
#include "model/datafolder.h"
#include "model/findingnames.h"
#include "model/tablesbeside.h"
#include "model/twinsearch.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <chrono>
#include <set>
#include <unordered_set>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;
using model::Label;

constexpr std::size_t headersRead = 48;

bool contradict(const model::CohortImage& one, const model::CohortImage& other)
{
    for (std::size_t f = 0; f < one.labels.size(); ++f)
        if (one.labels[f] != Label::Unknown && other.labels[f] != Label::Unknown && one.labels[f] != other.labels[f]) return true;
    return false;
}

class Surveying {
public:
    Surveying(const SurveyRequest& request, const std::stop_token& stop)
        : m_request(request)
        , m_stop(stop)
        , m_survey(std::make_shared<Survey>())
    {
    }

    SurveyOutcome carryOut()
    {
        const auto done = survey();
        SurveyOutcome outcome;
        outcome.tables = tables();
        if (done) {
            outcome.survey = m_survey;
            outcome.table = m_survey->table;
            return outcome;
        }
        outcome.failure = done.error();
        if (!m_stop.stop_requested()) outcome.table = previewAfterFailure(outcome.tables);
        return outcome;
    }

private:
    Done survey()
    {
        m_survey->choice = m_request.choice;
        if (auto gathered = gather(m_request.choice); !gathered) return gathered;
        if (auto ruled = tellPatients(); !ruled) return ruled;
        countFindings(*m_survey);
        if (auto read = readTable(); !read) return read;
        if (!m_survey->table) countFolders();
        if (m_request.looks) measureSides();
        if (m_stop.stop_requested()) return Failure{FailureKind::Cancelled, m_survey->data.dataFolder.string(), ""};
        if (m_request.counted) m_request.counted(std::make_shared<Survey>(*m_survey));
        return m_request.looks ? look() : done();
    }

    /// Several folders with one table are one source, which needs its columns by name: those that would be worked out.
    Result<ArrangedData> arranged(const DataChoice& choice) const
    {
        auto data = arrange(choice);
        if (!data || data->sources.size() != 1 || data->sources.front().table.empty()) return data;
        std::vector<fs::path> folders;
        std::error_code unknown;
        for (const auto& path : choice.given)
            if (fs::is_directory(path, unknown)) folders.push_back(path);
        if (folders.size() < 2) return data;
        const auto& source = data->sources.front();
        const auto table = model::readCsvTable(source.table);
        if (!table) return table.error();
        const auto images = imaging::findImages(folders, m_stop);
        if (!images) return images.error();
        std::unordered_set<std::string> names;
        for (const auto& image : *images)
            for (auto& name : model::namesOfImage(image, data->dataFolder))
                names.insert(std::move(name));
        const auto roles = model::columnRoles(*table, source, model::FindingNames(source, {}), names);
        auto named = choice;
        const auto name = [&](std::string& column, model::ColumnRole role) {
            const auto place = std::find(roles.begin(), roles.end(), role);
            if (place != roles.end()) column = table->columns[static_cast<std::size_t>(place - roles.begin())];
        };
        name(named.imageColumn, model::ColumnRole::Image);
        name(named.labelColumn, model::ColumnRole::Label);
        name(named.patientColumn, model::ColumnRole::Patient);
        name(named.ageColumn, model::ColumnRole::Age);
        name(named.sexColumn, model::ColumnRole::Sex);
        if (std::find(roles.begin(), roles.end(), model::ColumnRole::Flag) != roles.end()) named.labelColumn = "-";
        return arrange(named);
    }

    Done gather(const DataChoice& choice)
    {
        auto data = arranged(choice);
        if (!data) return data.error();
        m_survey->data = *std::move(data);
        model::Recipe open;
        open.name = "own";
        open.data = m_survey->data.sources;
        open.split.trainingList = m_survey->data.trainingList;
        // Class folders given one by one name their findings already; what a table or a folder says is found.
        for (const auto& source : open.data)
            for (const auto& name : source.knows)
                open.findings.push_back({name, 1, {}, {}, ""});
        auto cohort = model::gatherCohort(open, m_survey->data.dataFolder, m_stop);
        if (!cohort) return cohort.error();
        m_survey->cohort = *std::move(cohort);
        return done();
    }

    /// Where neither a table nor a header says who is shown, the names of the files may.
    Done tellPatients()
    {
        long own = 0;
        for (const auto& count : m_survey->cohort.counts)
            own += count.ownPatients;
        const auto& choice = m_request.choice;
        if (choice.patientRule.empty() && own * 2 < static_cast<long>(m_survey->cohort.images.size())) return done();
        m_survey->rules = rulesFor(m_survey->cohort);
        const auto& rules = m_survey->rules;
        if (choice.patientRule == "pattern") {
            for (const auto& rule : rules)
                if (rule.patterns == choice.patientPatterns) m_survey->ruleUsed = rule;
            return done();
        }
        if (!choice.patientRule.empty() || rules.empty() || !rules.front().wellKnown) return done();
        m_survey->ruleUsed = rules.front();
        auto ruled = choice;
        ruled.patientPatterns = rules.front().patterns;
        return gather(ruled);
    }

    std::unordered_set<std::string> imageNames() const
    {
        std::unordered_set<std::string> names;
        const auto& folder = m_survey->data.dataFolder;
        for (const auto& image : m_survey->cohort.images)
            for (auto& name : model::namesOfImage(folder / image.path, folder))
                names.insert(std::move(name));
        return names;
    }

    Done readTable()
    {
        for (std::size_t s = 0; s < m_survey->cohort.counts.size(); ++s) {
            const auto& count = m_survey->cohort.counts[s];
            if (count.tableRows > 0) return surveyTable(count.place, m_survey->data.sources[s], imageNames(), *m_survey);
        }
        return done();
    }

    /// The table that could not be used, so that the person can say what its columns are.
    std::optional<TablePreview> previewAfterFailure(const std::vector<fs::path>& tables)
    {
        const auto& data = m_survey->data;
        if (data.sources.empty()) return std::nullopt;
        fs::path file = data.sources.front().table;
        if (file.empty() && tables.size() == 1) file = tables.front();
        if (file.empty()) return std::nullopt;
        std::unordered_set<std::string> names;
        if (const auto images = imaging::findImages({data.dataFolder}, m_stop))
            for (const auto& image : *images)
                for (auto& name : model::namesOfImage(image, data.dataFolder))
                    names.insert(std::move(name));
        Survey preview;
        preview.data = data;
        if (!surveyTable(file, data.sources.front(), names, preview)) return std::nullopt;
        return preview.table;
    }

    std::vector<fs::path> tables() const
    {
        const auto& folder = m_survey->data.dataFolder;
        if (folder.empty()) return {};
        std::set<fs::path> imageFolders;
        for (const auto& image : m_survey->cohort.images)
            imageFolders.insert((folder / image.path).parent_path());
        return model::tablesIn(folder, imageFolders);
    }

    /// What the class folders are called, and what each is taken for.
    void countFolders()
    {
        const auto& folder = m_survey->data.dataFolder;
        std::map<std::string, WrittenLabel> byFolder;
        for (std::size_t s = 0; s < m_survey->data.sources.size(); ++s) {
            const auto& source = m_survey->data.sources[s];
            const auto root = source.folders.empty() ? folder : model::findBelow(folder, source.folders.front()).value_or(folder);
            std::vector<fs::path> files;
            for (const auto& image : m_survey->cohort.images)
                if (image.source == static_cast<int>(s)) files.push_back(folder / image.path);
            const model::FindingNames names(source, {});
            for (const auto& placed : model::placeImages(root, files, names.mentioned()).images) {
                if (placed.folder.empty()) continue;
                auto& written = byFolder[placed.folder];
                written.written = placed.folder;
                ++written.count;
                if (const auto findings = names.findingsOf(placed.folder); findings && !findings->empty())
                    written.finding = findings->front();
            }
        }
        for (auto& [name, written] : byFolder)
            m_survey->written.push_back(std::move(written));
    }

    void measureSides()
    {
        const auto& images = m_survey->cohort.images;
        std::vector<int> sides;
        for (std::size_t i = 0; i < std::min(headersRead, images.size()) && !m_stop.stop_requested(); ++i) {
            const auto& image = images[i * images.size() / std::min(headersRead, images.size())];
            if (const auto header = imaging::readHeader(m_survey->data.dataFolder / image.path))
                sides.push_back(std::min(header->rows, header->columns));
        }
        if (sides.empty()) return;
        std::sort(sides.begin(), sides.end());
        m_survey->side = sides[sides.size() / 2];
    }

    Done look()
    {
        auto& survey = *m_survey;
        std::vector<std::size_t> all(survey.cohort.images.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = i;
        const auto begun = std::chrono::steady_clock::now();
        const auto tell = [&](std::size_t done, std::size_t count) {
            if (!m_request.progress) return;
            const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
            const double left = done > 20 ? spent / static_cast<double>(done) * static_cast<double>(count - done) : -1;
            m_request.progress({done, count, left});
        };
        const model::DecodeJob job{survey.cohort, all, survey.data.dataFolder, {m_request.cacheFolder}, m_request.threads, tell};
        auto pixels = model::decodeForTraining(job, Survey::pictureSize, m_stop);
        if (!pixels) return pixels.error();
        survey.pixels = *std::move(pixels);
        survey.unreadable = survey.pixels.lost();
        auto twins = model::findTwins(survey.pixels, survey.cohort, m_request.cacheFolder, m_request.threads, m_stop);
        if (!twins) return twins.error();
        survey.twins = *std::move(twins);
        for (const auto& [one, other] : survey.twins)
            survey.lookAlikes.push_back(compared(one, other));
        // Those that matter first: labels that cannot both be true, then one picture in two people's names.
        std::stable_sort(survey.lookAlikes.begin(), survey.lookAlikes.end(), [](const LookAlike& a, const LookAlike& b) {
            return std::tie(b.contradict, b.identical) < std::tie(a.contradict, a.identical);
        });
        for (auto& finding : survey.findings) {
            for (const auto i : finding.examples)
                if (survey.pixels.has(i))
                    if (const auto picture = survey.pixels.at(i)) finding.pictures.push_back(picture->clone());
        }
        survey.looked = true;
        return done();
    }

    LookAlike compared(std::size_t one, std::size_t other) const
    {
        const auto& images = m_survey->cohort.images;
        LookAlike pair{one, other, false, contradict(images[one], images[other]), images[one].patient != images[other].patient};
        const auto here = m_survey->pixels.at(one), there = m_survey->pixels.at(other);
        pair.identical = here && there && cv::norm(*here, *there, cv::NORM_INF) == 0;
        return pair;
    }

    const SurveyRequest& m_request;
    const std::stop_token m_stop;
    const std::shared_ptr<Survey> m_survey;
};

} // namespace

SurveyOutcome surveyData(const SurveyRequest& request, const std::stop_token& stop)
{
    try {
        return Surveying(request, stop).carryOut();
    } catch (const std::bad_alloc&) {
        return {nullptr, Failure{FailureKind::OutOfMemory, "survey", ""}, std::nullopt, {}};
    } catch (const std::exception& error) {
        const auto subject = request.choice.given.empty() ? std::string() : request.choice.given.front().string();
        return {nullptr, Failure{FailureKind::Unreadable, subject, error.what()}, std::nullopt, {}};
    }
}

model::Cohort withFindings(const model::Cohort& cohort, const std::vector<std::string>& findings, std::vector<std::size_t>& indices)
{
    std::vector<std::size_t> columns;
    for (const auto& name : findings) {
        const auto place = std::find(cohort.findings.begin(), cohort.findings.end(), name);
        if (place != cohort.findings.end()) columns.push_back(static_cast<std::size_t>(place - cohort.findings.begin()));
    }
    model::Cohort chosen;
    chosen.counts = cohort.counts;
    chosen.remarks = cohort.remarks;
    for (const auto column : columns)
        chosen.findings.push_back(cohort.findings[column]);
    indices.clear();
    for (std::size_t i = 0; i < cohort.images.size(); ++i) {
        auto image = cohort.images[i];
        std::vector<Label> labels;
        for (const auto column : columns)
            labels.push_back(image.labels[column]);
        if (std::all_of(labels.begin(), labels.end(), [](Label label) { return label == Label::Unknown; })) continue;
        image.labels = std::move(labels);
        chosen.images.push_back(std::move(image));
        indices.push_back(i);
    }
    return chosen;
}

std::vector<std::string> learntFindings(const Survey& survey, const LeftOut& leftOut)
{
    std::vector<std::string> learnt;
    for (const auto& finding : survey.findings)
        if (!finding.name.empty() && finding.images >= fewestCases && !leftOut.contains(finding.name)) learnt.push_back(finding.name);
    return learnt;
}

Result<std::vector<std::size_t>> vanished(const Survey& survey, const std::stop_token& stop)
{
    std::vector<std::size_t> gone;
    for (std::size_t i = 0; i < survey.cohort.images.size(); ++i) {
        if (stop.stop_requested()) return Failure{FailureKind::Cancelled, survey.data.dataFolder.string(), ""};
        std::error_code failed;
        if (!fs::exists(survey.data.dataFolder / survey.cohort.images[i].path, failed)) gone.push_back(i);
    }
    return gone;
}

} // namespace lucency::app
