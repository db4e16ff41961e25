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
            if (!model::isShown(score)) continue;
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

/// The text with U+FFFD for what is no UTF-8, as the JSON has it: a file's name may be any bytes.
std::string valid(const std::string& text)
{
    return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace)).get<std::string>();
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
    return model::csvField(valid(text));
}

std::string percent(double probability)
{
    return ScoreTableWords::tr("%1 %").arg(probability * 100, 0, 'f', 1).toStdString();
}

/// The first shown scores, those over their operating point marked with an asterisk; and what has to be said of the age.
std::string scoresInWords(const model::Prediction& prediction)
{
    constexpr std::size_t most = 4;
    auto shown = model::inOrderOfWeight(prediction.scores);
    if (shown.empty()) return ScoreTableWords::tr("nothing validated to show").toStdString();
    const bool ageUnknown = std::ranges::find(prediction.remarks, imaging::Remark::AgeUnknown) != prediction.remarks.end();
    shown.resize(std::min(most, shown.size()));
    std::string words;
    for (const std::size_t i : shown) {
        const model::Score& score = prediction.scores[i];
        words += (words.empty() ? "" : ", ") + score.finding + (score.positive ? " * " : " ") + percent(score.probability);
        if (!score.leads) words += " " + ScoreTableWords::tr("(not counted)").toStdString();
    }
    if (ageUnknown) words += "  " + ScoreTableWords::tr("[age unknown]").toStdString();
    return words;
}

std::string priorityInWords(const model::Prediction& prediction)
{
    // Nothing speaks for or against: that is no priority of zero.
    if (std::ranges::none_of(prediction.scores, model::mayLead)) return "\u2013";
    return percent(prediction.priority);
}

} // namespace

std::string recordPath(const ScoredImage& image)
{
    return image.frame == 0 ? image.path.string() : image.path.string() + "#" + std::to_string(image.frame + 1);
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
            {name, ScoreTableWords::tr("scored").toStdString(), priorityInWords(*image.prediction), scoresInWords(*image.prediction)});
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
