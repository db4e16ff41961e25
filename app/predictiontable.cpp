#include "app/predictiontable.h"

#include "model/csv.h"
#include "model/peoplecells.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace lucency::app {

namespace {

using Fields = std::vector<std::string>;

constexpr double unpredicted = std::numeric_limits<double>::quiet_NaN();

std::optional<double> numberIn(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    // Tables with semicolons between the cells come from where the decimal sign is a comma.
    std::string number(text);
    std::replace(number.begin(), number.end(), ',', '.');
    double value = 0;
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || stop != number.data() + number.size()) return std::nullopt;
    return value;
}

/// Takes the rows of one file. The first failure ends the reading.
class PredictionReader {
public:
    PredictionReader(std::string file, bool labelsNeeded)
        : m_file(std::move(file))
        , m_labelsNeeded(labelsNeeded)
    {
    }

    bool take(const Fields& fields)
    {
        ++m_row;
        if (m_row == 1)
            header(fields);
        else if (fields.size() > 1 || !fields.front().empty()) // spreadsheets leave empty lines at the end
            row(fields);
        return !m_failure;
    }

    Result<PredictionTable> finish()
    {
        if (!m_failure && m_row == 0) fail(FailureKind::NotALabelTable, "it is empty");
        if (m_failure) return *m_failure;
        return std::move(m_table);
    }

private:
    void fail(FailureKind kind, std::string detail)
    {
        if (!m_failure) m_failure = Failure{kind, m_file, std::move(detail)};
    }
    void failRow(FailureKind kind, const std::string& detail) { fail(kind, "row " + std::to_string(m_row) + ": " + detail); }

    int column(const char* name) const
    {
        const auto at = std::find(m_header.begin(), m_header.end(), name);
        return at == m_header.end() ? -1 : static_cast<int>(at - m_header.begin());
    }
    static std::string field(const Fields& fields, int column)
    {
        return column >= 0 && static_cast<std::size_t>(column) < fields.size() ? fields[static_cast<std::size_t>(column)] : std::string();
    }

    void header(const Fields& fields)
    {
        m_header = fields;
        m_path = column("path");
        m_patient = column("patient_id");
        m_finding = column("finding");
        m_label = column("label");
        m_probability = column("probability");
        m_scores = column("scores");
        m_sex = column("sex");
        m_age = column("age");
        m_view = column("view");
        m_scanner = column("scanner");
        std::string missing;
        const auto need = [&missing](int at, const char* name) {
            if (at < 0) missing += (missing.empty() ? "" : ", ") + std::string(name);
        };
        need(m_path, "path");
        if (isScoreOutput()) {
            if (m_labelsNeeded) missing += (missing.empty() ? "" : ", ") + std::string("label; name a table of labels for scores");
        } else {
            need(m_finding, "finding");
            if (m_labelsNeeded) need(m_label, "label");
            need(m_probability, "probability");
        }
        if (!missing.empty()) fail(FailureKind::MissingColumn, missing);
        // Which of two columns is meant, nobody knows but who wrote them.
        for (const char* name : {"path", "patient_id", "finding", "label", "probability", "scores", "sex", "age", "view", "scanner"})
            if (std::ranges::count(m_header, name) > 1) failRow(FailureKind::BadArgument, "two columns are called " + std::string(name));
    }

    bool isScoreOutput() const { return m_scores >= 0 && m_finding < 0 && m_probability < 0; }

    void row(const Fields& fields)
    {
        const std::string path = field(fields, m_path);
        if (path.empty()) return failRow(FailureKind::BadArgument, "no path");
        const std::size_t image = m_table.imageOf(path);
        describe(m_table.images[image], fields);
        if (isScoreOutput()) return scores(image, path, field(fields, m_scores));
        const std::string finding = field(fields, m_finding);
        if (finding.empty()) return failRow(FailureKind::BadArgument, "no finding");
        predict(image, path, finding, field(fields, m_probability));
        const std::string label = m_label < 0 ? std::string() : field(fields, m_label);
        if (label.empty() || m_failure) return;
        const auto value = numberIn(label);
        if (!value || (*value != 0 && *value != 1)) return failRow(FailureKind::BadNumber, "label '" + label + "' is not 0, 1 or nothing");
        m_table.findings[m_table.findingOf(finding)].labels[image] = static_cast<signed char>(*value);
    }

    void describe(PredictedImage& image, const Fields& fields) const
    {
        const auto fill = [&fields](std::string& text, int at) {
            if (text.empty() && at >= 0) text = field(fields, at);
        };
        fill(image.patient, m_patient);
        if (image.sex.empty()) image.sex = model::groupCode(field(fields, m_sex));
        if (image.view.empty()) image.view = model::groupCode(field(fields, m_view));
        fill(image.scanner, m_scanner);
        if (m_age >= 0)
            if (const double years = model::yearsOf(field(fields, m_age)); !std::isnan(years)) image.age = years;
    }

    void predict(std::size_t image, const std::string& path, const std::string& finding, const std::string& text)
    {
        const auto probability = numberIn(text);
        if (!probability || !(*probability >= 0 && *probability <= 1))
            return failRow(FailureKind::BadNumber, "probability '" + text + "' of " + path + " is not a number from 0 to 1");
        double& cell = m_table.findings[m_table.findingOf(finding)].probabilities[image];
        if (!std::isnan(cell)) return failRow(FailureKind::BadArgument, path + " is there twice with " + finding);
        cell = *probability;
    }

    /// "Effusion=0.2;Mass=0.1", as `lucency score` writes; nothing for an image that was refused.
    void scores(std::size_t image, const std::string& path, const std::string& text)
    {
        if (m_table.images.size() <= m_seen) return failRow(FailureKind::BadArgument, path + " is there twice");
        m_seen = m_table.images.size();
        if (text.empty()) ++m_table.notScored;
        for (std::size_t begin = 0; begin < text.size() && !m_failure;) {
            const auto end = std::min(text.find(';', begin), text.size());
            const std::string score = text.substr(begin, end - begin);
            begin = end + 1;
            const auto equals = score.rfind('=');
            if (equals == std::string::npos) return failRow(FailureKind::BadNumber, "'" + score + "' is not finding=probability");
            predict(image, path, score.substr(0, equals), score.substr(equals + 1));
        }
    }

    std::string m_file;
    bool m_labelsNeeded;
    Fields m_header;
    int m_path = -1, m_patient = -1, m_finding = -1, m_label = -1, m_probability = -1, m_scores = -1, m_sex = -1, m_age = -1, m_view = -1,
        m_scanner = -1;
    std::size_t m_row = 0, m_seen = 0;
    PredictionTable m_table;
    std::optional<Failure> m_failure;
};

std::string numberText(double value)
{
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

} // namespace

std::size_t PredictionTable::imageOf(const std::string& path)
{
    const auto [at, isNew] = m_imageOfPath.emplace(path, images.size());
    if (isNew) {
        images.emplace_back().path = path;
        for (auto& finding : findings) {
            finding.probabilities.push_back(unpredicted);
            finding.labels.push_back(unknownLabel);
        }
    }
    return at->second;
}

std::size_t PredictionTable::findingOf(const std::string& name)
{
    const auto [at, isNew] = m_findingOfName.emplace(name, findings.size());
    if (isNew)
        findings.push_back({name, std::vector<double>(images.size(), unpredicted), std::vector<signed char>(images.size(), unknownLabel)});
    return at->second;
}

int PredictionTable::indexOf(const std::string& name) const
{
    const auto at = m_findingOfName.find(name);
    return at == m_findingOfName.end() ? -1 : static_cast<int>(at->second);
}

Result<PredictionTable> readPredictions(const std::filesystem::path& file, bool labelsNeeded)
{
    PredictionReader reader(file.string(), labelsNeeded);
    const auto read = model::readCsv(file, [&reader](const Fields& fields) { return reader.take(fields); });
    if (!read) return read.error();
    return reader.finish();
}

std::string predictionsCsv(const PredictionTable& table)
{
    std::string text = "path,patient_id,finding,label,probability\n";
    for (std::size_t image = 0; image < table.images.size(); ++image) {
        const std::string head = model::csvField(table.images[image].path) + "," + model::csvField(table.images[image].patient) + ",";
        for (const auto& finding : table.findings) {
            if (std::isnan(finding.probabilities[image])) continue;
            text += head + model::csvField(finding.name) + ",";
            if (finding.labels[image] != PredictionTable::unknownLabel) text += finding.labels[image] == 1 ? "1" : "0";
            text += "," + numberText(finding.probabilities[image]) + "\n";
        }
    }
    return text;
}

} // namespace lucency::app
