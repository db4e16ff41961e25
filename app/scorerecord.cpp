#include "app/scorerecord.h"

#include "imaging/remark.h"
#include "model/csv.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QString>

#include <algorithm>
#include <array>
#include <cmath>

namespace lucency::app {
namespace {

using Json = nlohmann::ordered_json;

struct ScoreTableWords {
    Q_DECLARE_TR_FUNCTIONS(ScoreTableWords)
};

const char* outcomeOf(const ScoredImage& image)
{
    if (image.prediction) return "scored";
    return isRefusal(image.failure->kind) ? "refused" : "failed";
}

double rounded(double value, double steps)
{
    return std::round(value * steps) / steps;
}

/// One record, in the order of the columns.
Json record(const ScoredImage& image, const std::string& modelName)
{
    constexpr double scoreSteps = 1e6, timeSteps = 1e2;
    Json remarks = Json::array(), scores = Json::object(), positive = Json::array();
    for (const imaging::Remark remark : image.remarks)
        remarks.push_back(imaging::slug(remark));
    if (image.prediction) {
        for (const model::Score& score : image.prediction->scores) {
            if (!isShown(score)) continue;
            scores[score.finding] = rounded(score.probability, scoreSteps);
            if (score.positive) positive.push_back(score.finding);
        }
    }
    return {
        {"path", recordPath(image)},
        {"patient_id", image.identity.patientId},
        {"study_uid", image.identity.studyUid},
        {"sop_instance_uid", image.identity.sopInstanceUid},
        {"outcome", outcomeOf(image)},
        {"reason", image.failure ? std::string(slug(image.failure->kind)) : std::string()},
        {"remarks", remarks},
        {"scores", scores},
        {"positive", positive},
        {"priority", image.prediction ? rounded(image.prediction->priority, scoreSteps) : 0.0},
        {"model", modelName},
        {"milliseconds",
         {{"decode", rounded(image.timings.decode, timeSteps)},
          {"preprocess", rounded(image.timings.preprocess, timeSteps)},
          {"infer", rounded(image.timings.infer, timeSteps)}}},
    };
}

std::string csvCell(const Json& value)
{
    std::string text;
    if (value.is_string()) {
        text = value.get<std::string>();
    } else if (value.is_array()) {
        for (const auto& item : value)
            text += (text.empty() ? "" : ";") + item.get<std::string>();
    } else if (value.is_object()) {
        for (const auto& [name, number] : value.items())
            text += (text.empty() ? "" : ";") + name + "=" + number.dump();
    } else {
        text = value.dump();
    }
    return model::csvField(text);
}

std::string percent(double probability)
{
    return ScoreTableWords::tr("%1 %").arg(probability * 100, 0, 'f', 1).toStdString();
}

/// Shown scores from the most probable, those over their operating point marked with an asterisk.
std::string scoresInWords(const model::Prediction& prediction)
{
    constexpr std::size_t most = 4;
    std::vector<const model::Score*> shown;
    for (const model::Score& score : prediction.scores)
        if (isShown(score)) shown.push_back(&score);
    std::ranges::stable_sort(
        shown, [](const auto* a, const auto* b) { return a->positive != b->positive ? a->positive : a->probability > b->probability; });
    std::string words;
    for (std::size_t i = 0; i < std::min(most, shown.size()); ++i)
        words += (i == 0 ? "" : ", ") + shown[i]->finding + (shown[i]->positive ? " * " : " ") + percent(shown[i]->probability);
    if (shown.empty()) words = ScoreTableWords::tr("nothing validated to show").toStdString();
    return words;
}

} // namespace

std::string recordPath(const ScoredImage& image)
{
    return image.frame == 0 ? image.path.string() : image.path.string() + "#" + std::to_string(image.frame + 1);
}

bool isShown(const model::Score& score)
{
    return score.validated && score.ageAppropriate;
}

std::optional<std::size_t> leadingScore(const model::Prediction& prediction)
{
    std::optional<std::size_t> leading;
    for (std::size_t i = 0; i < prediction.scores.size(); ++i) {
        const model::Score& score = prediction.scores[i];
        if (!isShown(score) || score.finding == model::noFinding) continue;
        const auto rank = [&](std::size_t at) { return std::pair(prediction.scores[at].positive, prediction.scores[at].probability); };
        if (!leading || rank(i) > rank(*leading)) leading = i;
    }
    return leading;
}

std::string jsonRecord(const ScoredImage& image, const std::string& modelName)
{
    return record(image, modelName).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string csvHeader()
{
    return "path,patient_id,study_uid,sop_instance_uid,outcome,reason,remarks,scores,positive,priority,model,milliseconds";
}

std::string csvRecord(const ScoredImage& image, const std::string& modelName)
{
    std::string line;
    const Json columns = record(image, modelName);
    for (const auto& [name, value] : columns.items())
        line += (line.empty() ? "" : ",") + csvCell(value);
    return line;
}

void ScoreTable::add(const ScoredImage& image)
{
    const std::string name = image.path.filename().string() + recordPath(image).substr(image.path.string().size());
    if (image.prediction)
        m_rows.push_back(
            {name, ScoreTableWords::tr("scored").toStdString(), percent(image.prediction->priority), scoresInWords(*image.prediction)});
    else
        m_rows.push_back({name,
                          (isRefusal(image.failure->kind) ? ScoreTableWords::tr("refused") : ScoreTableWords::tr("failed")).toStdString(),
                          {},
                          std::string(slug(image.failure->kind))});
}

std::string ScoreTable::text() const
{
    std::vector<std::vector<std::string>> rows{{ScoreTableWords::tr("Image").toStdString(), ScoreTableWords::tr("Outcome").toStdString(),
                                                ScoreTableWords::tr("Priority").toStdString(),
                                                ScoreTableWords::tr("Scores (* over the operating point)").toStdString()}};
    rows.insert(rows.end(), m_rows.begin(), m_rows.end());
    const auto length = [](const std::string& cell) { return QString::fromStdString(cell).size(); };
    std::array<qsizetype, 4> widths{};
    for (const auto& row : rows)
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], length(row[i]));
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i + 1 < widths.size(); ++i)
            text += row[i] + std::string(static_cast<std::size_t>(widths[i] - length(row[i]) + 2), ' ');
        text += row.back() + "\n";
    }
    text += ScoreTableWords::tr("A second opinion, not for primary diagnosis.").toStdString() + "\n";
    return text;
}

} // namespace lucency::app
