#include "app/evaluationlabels.h"

#include "app/labeltable.h"
#include "model/celltext.h"
#include "model/csv.h"
#include "model/labelcolumns.h"
#include "model/peoplecells.h"
#include "model/prediction.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <optional>
#include <set>

namespace lucency::app {

namespace {

using Fields = std::vector<std::string>;
using ImagesByName = std::unordered_map<std::string, std::size_t>;

std::vector<std::string> splitAt(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(separator, begin), text.size());
        if (auto part = model::trimmed(text.substr(begin, end - begin)); !part.empty()) parts.push_back(std::move(part));
        begin = end + 1;
    }
    return parts;
}

/// Base name to image; the name of two images fails.
Result<ImagesByName> imagesByName(const PredictionTable& table)
{
    ImagesByName images;
    for (std::size_t i = 0; i < table.images.size(); ++i) {
        const auto [at, isNew] = images.emplace(baseName(table.images[i].path), i);
        if (!isNew)
            return Failure{FailureKind::BadArgument, table.images[i].path,
                           "labels are joined by base name, and " + table.images[at->second].path + " has the same"};
    }
    return images;
}

/// What a label means among the predicted findings.
struct Meaning {
    bool known = true; ///< a word that is understood
    std::vector<std::size_t> findings;
};

class LabelReader {
public:
    LabelReader(const PredictionTable& table, const LabelNames& names, bool folders)
        : m_table(table)
        , m_names(names)
        , m_folders(folders)
    {
    }

    const Meaning& meaningOf(const std::string& label)
    {
        const auto at = m_meanings.find(label);
        return at != m_meanings.end() ? at->second : m_meanings.emplace(label, understand(label)).first->second;
    }

private:
    Meaning understand(const std::string& label) const
    {
        const auto named = m_names.find(label);
        const std::string word = named == m_names.end() ? label : named->second;
        if (word.empty()) return {};
        if (const int index = m_table.indexOf(word); index >= 0) return {true, {static_cast<std::size_t>(index)}};
        const std::string plain = model::lowerCase(word);
        if (plain == model::lowerCase(std::string(model::noFinding)) || plain == "no_finding" || plain == "normal") return {};
        Meaning meaning;
        if (m_folders)
            for (std::size_t i = 0; i < m_table.findings.size(); ++i) {
                const std::string finding = model::lowerCase(m_table.findings[i].name);
                if (finding == plain || finding.substr(0, finding.find(" (")) == plain) meaning.findings.push_back(i);
            }
        if (!meaning.findings.empty()) return meaning;
        const std::string vocabulary = vocabularyName(QString::fromStdString(word)).toStdString();
        meaning.known = !vocabulary.empty() && named == m_names.end();
        if (const int index = m_table.indexOf(vocabulary); index >= 0) meaning.findings.push_back(static_cast<std::size_t>(index));
        return meaning;
    }

    const PredictionTable& m_table;
    const LabelNames& m_names;
    bool m_folders;
    std::map<std::string, Meaning> m_meanings;
};

/// Labels of images until all of them are known: what is named anywhere is absent where it is not named.
struct ReadLabels {
    std::vector<std::pair<std::size_t, std::vector<std::size_t>>> present; ///< image, findings
    std::set<std::size_t> named;

    void putInto(PredictionTable& table, LabelJoin& join) const
    {
        for (auto& finding : table.findings)
            std::fill(finding.labels.begin(), finding.labels.end(), PredictionTable::unknownLabel);
        for (const auto& [image, findings] : present) {
            for (const auto finding : named)
                table.findings[finding].labels[image] = 0;
            for (const auto finding : findings)
                table.findings[finding].labels[image] = 1;
        }
        for (const auto finding : named)
            join.findings.push_back(table.findings[finding].name);
        join.met = present.size();
        join.imagesWithoutRow = table.images.size() - present.size();
    }
};

/// Columns of a label table by their names; -1 for those that are not there.
struct Columns {
    int image = -1, labels = -1, patient = -1, age = -1, sex = -1, view = -1;

    explicit Columns(const Fields& header)
    {
        const auto first = [&header](std::initializer_list<const char*> names) {
            for (const char* name : names)
                for (std::size_t at = 0; at < header.size(); ++at)
                    if (model::lowerCase(model::trimmed(header[at])) == model::lowerCase(name)) return static_cast<int>(at);
            return -1;
        };
        image = first({"Image Index", "path"});
        labels = first({"Finding Labels", "labels"});
        patient = first({"Patient ID", "patient_id"});
        age = first({"Patient Age", "age"});
        sex = first({"Patient Gender", "Patient Sex", "sex"});
        view = first({"View Position", "view"});
    }
};

class LabelTableReader {
public:
    LabelTableReader(PredictionTable& table, const ImagesByName& images, const LabelNames& names, std::string file)
        : m_table(table)
        , m_images(images)
        , m_reader(table, names, false)
        , m_file(std::move(file))
    {
        for (const auto& [name, image] : images)
            m_inLowerCase.emplace(model::lowerCase(name), name);
    }

    bool take(const Fields& fields)
    {
        if (!m_columns) {
            m_columns.emplace(fields);
            std::string missing;
            if (m_columns->image < 0) missing = "Image Index";
            if (m_columns->labels < 0) missing += (missing.empty() ? "" : ", ") + std::string("Finding Labels");
            if (!missing.empty()) fail(FailureKind::MissingColumn, missing);
            return !m_failure;
        }
        ++m_rows;
        const auto field = [&fields](int at) {
            return at >= 0 && static_cast<std::size_t>(at) < fields.size() ? model::trimmed(fields[static_cast<std::size_t>(at)])
                                                                           : std::string();
        };
        const std::string name = baseName(field(m_columns->image));
        if (name.empty()) return true;
        std::vector<std::size_t> findings;
        const std::string cell = field(m_columns->labels);
        const bool semicolons = cell.find('|') == std::string::npos && cell.find(';') != std::string::npos;
        for (const auto& label : splitAt(cell, semicolons ? ';' : '|')) {
            const Meaning& meaning = m_reader.meaningOf(label);
            if (!meaning.known) fail(FailureKind::UnknownFinding, "row " + std::to_string(m_rows + 1) + ": " + label);
            findings.insert(findings.end(), meaning.findings.begin(), meaning.findings.end());
        }
        m_labels.named.insert(findings.begin(), findings.end());
        const auto image = imageOf(name);
        if (image == m_images.end() || m_failure) return !m_failure;
        if (!m_met.insert(image->second).second) {
            fail(FailureKind::BadArgument, "row " + std::to_string(m_rows + 1) + ": " + name + " is there twice");
            return false;
        }
        auto& described = m_table.images[image->second];
        if (described.patient.empty()) described.patient = field(m_columns->patient);
        if (described.sex.empty()) described.sex = model::groupCode(field(m_columns->sex));
        if (described.view.empty()) described.view = model::groupCode(field(m_columns->view));
        if (std::isnan(described.age)) described.age = model::yearsOf(field(m_columns->age));
        m_labels.present.emplace_back(image->second, std::move(findings));
        return true;
    }

    Result<LabelJoin> finish()
    {
        if (!m_columns) fail(FailureKind::NotALabelTable, "it is empty");
        if (!m_failure && m_labels.present.empty())
            fail(FailureKind::NoLabelledImages,
                 "none of the " + std::to_string(m_table.images.size()) + " images is among its " + std::to_string(m_rows) + " rows");
        if (m_failure) return *m_failure;
        LabelJoin join;
        join.rows = m_rows;
        m_labels.putInto(m_table, join);
        if (join.findings.empty()) return Failure{FailureKind::NoLabelledImages, m_file, "it names none of the predicted findings"};
        return join;
    }

private:
    void fail(FailureKind kind, std::string detail)
    {
        if (!m_failure) m_failure = Failure{kind, m_file, std::move(detail)};
    }

    /// By its base name, or by that in another case where only one image has it.
    ImagesByName::const_iterator imageOf(const std::string& name) const
    {
        const auto exact = m_images.find(name);
        if (exact != m_images.end()) return exact;
        const auto [first, last] = m_inLowerCase.equal_range(model::lowerCase(name));
        return first != last && std::next(first) == last ? m_images.find(first->second) : m_images.end();
    }

    PredictionTable& m_table;
    const ImagesByName& m_images;
    std::unordered_multimap<std::string, std::string> m_inLowerCase; ///< -> base name
    LabelReader m_reader;
    std::string m_file;
    std::optional<Columns> m_columns;
    std::size_t m_rows = 0;
    ReadLabels m_labels;
    std::set<std::size_t> m_met;
    std::optional<Failure> m_failure;
};

/// A name that was given for a finding which nobody predicts.
std::optional<Failure> unknownName(const PredictionTable& table, const LabelNames& names)
{
    for (const auto& [label, finding] : names)
        if (!finding.empty() && table.indexOf(finding) < 0) return Failure{FailureKind::UnknownFinding, label + "=" + finding, finding};
    return std::nullopt;
}

} // namespace

std::string baseName(const std::string& path)
{
    const std::string name = path.substr(path.find_last_of("/\\") + 1);
    const auto hash = name.rfind('#');
    const bool isFrame =
        hash != std::string::npos && hash + 1 < name.size() &&
        std::all_of(name.begin() + static_cast<std::ptrdiff_t>(hash) + 1, name.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    return isFrame ? name.substr(0, hash) : name;
}

Result<LabelJoin> joinLabels(PredictionTable& table, const std::filesystem::path& file, const LabelNames& names)
{
    if (auto failure = unknownName(table, names)) return *std::move(failure);
    const auto images = imagesByName(table);
    if (!images) return images.error();
    LabelTableReader reader(table, *images, names, file.string());
    const auto read = model::readCsv(file, [&reader](const Fields& fields) { return reader.take(fields); });
    if (!read) return read.error();
    return reader.finish();
}

Result<LabelJoin> labelByFolder(PredictionTable& table, const std::string& subject, const LabelNames& names)
{
    if (auto failure = unknownName(table, names)) return *std::move(failure);
    LabelReader reader(table, names, true);
    ReadLabels labels;
    LabelJoin join;
    for (std::size_t i = 0; i < table.images.size(); ++i) {
        const std::string folder = std::filesystem::path(table.images[i].path).parent_path().filename().string();
        const Meaning& meaning = reader.meaningOf(folder);
        if (!meaning.known) return Failure{FailureKind::UnknownFinding, subject, "folder " + folder};
        labels.named.insert(meaning.findings.begin(), meaning.findings.end());
        labels.present.emplace_back(i, meaning.findings);
        ++join.rows;
    }
    labels.putInto(table, join);
    if (join.findings.empty()) return Failure{FailureKind::NoLabelledImages, subject, "no folder has the name of a predicted finding"};
    return join;
}

std::size_t fillPatients(PredictionTable& table, const std::vector<std::regex>& patterns)
{
    static const std::regex nih("^([0-9]{8})_[0-9]{3}\\.");
    std::size_t unknown = 0;
    for (auto& image : table.images) {
        if (!image.patient.empty()) continue;
        const std::string name = baseName(image.path);
        std::smatch match;
        const auto fits = [&](const std::regex& pattern) { return std::regex_search(name, match, pattern); };
        if (std::any_of(patterns.begin(), patterns.end(), fits) || fits(nih)) {
            image.patient = match.size() > 1 ? match[1].str() : match[0].str();
        } else {
            image.patient = image.path;
            ++unknown;
        }
    }
    return unknown;
}

Result<BoxesByImage> readBoxes(const std::filesystem::path& file)
{
    const auto table = readLabelTable(QString::fromStdString(file.string()));
    if (!table) return table.error();
    if (table->kind != LabelTable::Kind::Boxes) return Failure{FailureKind::NotALabelTable, file.string(), "it holds labels, not boxes"};
    BoxesByImage boxes;
    for (const auto& boxed : table->boxes) {
        const double width = boxed.original.width(), height = boxed.original.height();
        boxes[baseName(boxed.name.toStdString())][boxed.finding.toStdString()].push_back(
            {boxed.box.x() / width, boxed.box.y() / height, boxed.box.width() / width, boxed.box.height() / height});
    }
    return boxes;
}

} // namespace lucency::app
