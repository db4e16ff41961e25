#include "model/split.h"

#include "model/csv.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <unordered_map>

namespace lucency::model {

namespace {

/// Patients joined by images that look the same: a union-find over their numbers.
class Circles {
public:
    explicit Circles(std::size_t count)
        : m_parent(count)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }
    std::size_t of(std::size_t patient)
    {
        while (m_parent[patient] != patient)
            patient = m_parent[patient] = m_parent[m_parent[patient]];
        return patient;
    }
    bool join(std::size_t a, std::size_t b)
    {
        a = of(a);
        b = of(b);
        if (a == b) return false;
        m_parent[std::max(a, b)] = std::min(a, b);
        return true;
    }

private:
    std::vector<std::size_t> m_parent;
};

/// std::shuffle differs between standard libraries; this does not.
template<class Values>
void shuffle(Values& values, std::mt19937_64& generator)
{
    for (std::size_t left = values.size(); left > 1; --left)
        std::swap(values[left - 1], values[generator() % left]);
}

struct PartRow {
    std::string path, patient;
    Part part;
};

Result<std::vector<PartRow>> readParts(const std::filesystem::path& file)
{
    const auto table = readCsvTable(file);
    if (!table) return table.error();
    std::array<std::size_t, 3> columns{};
    constexpr std::array<const char*, 3> names{"path", "patient_id", "part"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (table->column(names[i]) < 0) return Failure{FailureKind::MissingColumn, file.string(), names[i]};
        columns[i] = static_cast<std::size_t>(table->column(names[i]));
    }
    std::vector<PartRow> rows;
    for (const auto& row : table->rows) {
        const auto& name = row[columns[2]];
        bool known = false;
        for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
            if (name != partName(part)) continue;
            rows.push_back({row[columns[0]], row[columns[1]], part});
            known = true;
        }
        if (!known) return Failure{FailureKind::NotALabelTable, file.string(), "part " + name};
    }
    return rows;
}

struct Stratum {
    std::vector<std::vector<std::size_t>> circles; ///< images of each circle of patients
    std::size_t images = 0;
};

} // namespace

const char* partName(Part part)
{
    switch (part) {
    case Part::Train:
        return "train";
    case Part::Validation:
        return "validation";
    case Part::Test:
        return "test";
    }
    return "";
}

Split splitByPatient(const Cohort& cohort, const SplitPlan& plan, std::uint64_t seed, const Twins& twins)
{
    Split split;
    split.parts.assign(cohort.images.size(), Part::Train);
    std::map<std::string, std::size_t> numbers;
    for (const auto& image : cohort.images)
        numbers.emplace(image.patient, 0);
    std::size_t next = 0;
    for (auto& [patient, number] : numbers)
        number = next++;
    Circles circles(numbers.size());
    for (const auto& [one, other] : twins)
        split.linkedPatients += circles.join(numbers[cohort.images[one].patient], numbers[cohort.images[other].patient]) ? 1 : 0;

    std::vector<std::size_t> positives(cohort.findings.size());
    for (const auto& image : cohort.images)
        for (std::size_t f = 0; f < positives.size(); ++f)
            positives[f] += image.labels[f] == Label::Present ? 1 : 0;
    std::map<std::size_t, std::vector<std::size_t>> imagesOf;
    for (std::size_t i = 0; i < cohort.images.size(); ++i)
        imagesOf[circles.of(numbers[cohort.images[i].patient])].push_back(i);

    std::map<std::pair<int, std::size_t>, Stratum> strata;
    for (auto& [circle, images] : imagesOf) {
        std::size_t rarest = positives.size();
        for (const auto i : images)
            for (std::size_t f = 0; f < positives.size(); ++f)
                if (cohort.images[i].labels[f] == Label::Present && (rarest == positives.size() || positives[f] < positives[rarest]))
                    rarest = f;
        auto& stratum = strata[{cohort.images[images.front()].source, rarest}];
        stratum.images += images.size();
        stratum.circles.push_back(std::move(images));
    }

    const std::array<double, 3> shares{1 - plan.validation - plan.test, plan.validation, plan.test};
    std::mt19937_64 generator(seed);
    for (auto& [key, stratum] : strata) {
        shuffle(stratum.circles, generator);
        // The largest first, so that one patient with many images does not overfill a part at the end.
        std::stable_sort(stratum.circles.begin(), stratum.circles.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
        std::array<double, 3> wanted{};
        for (std::size_t p = 0; p < 3; ++p)
            wanted[p] = shares[p] * static_cast<double>(stratum.images);
        for (const auto& images : stratum.circles) {
            // To the part that lacks the largest share of what it should get; ties go to training.
            std::size_t best = 0;
            for (std::size_t p = 1; p < 3; ++p)
                if (shares[p] > 0 && wanted[p] / shares[p] > wanted[best] / shares[best] + 1e-9) best = p;
            wanted[best] -= static_cast<double>(images.size());
            for (const auto i : images)
                split.parts[i] = static_cast<Part>(best);
        }
    }
    return split;
}

std::vector<std::string> sharedPatients(const Cohort& cohort, const Split& split)
{
    std::unordered_map<std::string, Part> first;
    std::set<std::string> shared;
    for (std::size_t i = 0; i < cohort.images.size(); ++i) {
        const auto [known, isNew] = first.emplace(cohort.images[i].patient, split.parts[i]);
        if (!isNew && known->second != split.parts[i]) shared.insert(cohort.images[i].patient);
    }
    return {shared.begin(), shared.end()};
}

std::string splitCsv(const Cohort& cohort, const Split& split)
{
    std::string text = "path,patient_id,part,labels\n";
    for (std::size_t i = 0; i < cohort.images.size(); ++i) {
        const auto& image = cohort.images[i];
        std::string labels;
        for (std::size_t f = 0; f < image.labels.size(); ++f)
            if (image.labels[f] == Label::Present) labels += (labels.empty() ? "" : "|") + cohort.findings[f];
        text += csvField(image.path) + "," + csvField(image.patient) + "," + partName(split.parts[i]) + "," +
                csvField(labels.empty() ? "No Finding" : labels) + "\n";
    }
    return text;
}

Result<Split> readSplit(const std::filesystem::path& file, const Cohort& cohort)
{
    const auto rows = readParts(file);
    if (!rows) return rows.error();
    std::unordered_map<std::string, Part> parts;
    for (const auto& row : *rows)
        parts[row.path] = row.part;
    Split split;
    for (const auto& image : cohort.images) {
        const auto known = parts.find(image.path);
        if (known == parts.end()) return Failure{FailureKind::BadArgument, file.string(), image.path + " is not in the split"};
        split.parts.push_back(known->second);
    }
    return split;
}

Done keepParts(const std::filesystem::path& file, const Cohort& cohort, Split& split)
{
    const auto rows = readParts(file);
    if (!rows) return rows.error();
    std::unordered_map<std::string, Part> parts;
    for (const auto& row : *rows) {
        const auto [known, isNew] = parts.emplace(row.patient, row.part);
        if (!isNew && known->second != row.part)
            return Failure{FailureKind::BadArgument, file.string(), row.patient + " stands in two parts"};
    }
    for (std::size_t i = 0; i < cohort.images.size(); ++i)
        if (const auto known = parts.find(cohort.images[i].patient); known != parts.end()) split.parts[i] = known->second;
    return done();
}

} // namespace lucency::model
