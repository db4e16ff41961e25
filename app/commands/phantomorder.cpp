#include "app/commands/phantomorder.h"

#include <array>
#include <cstdio>
#include <initializer_list>

namespace lucency::app {

using imaging::PhantomDescription;
using imaging::PhantomFinding;

namespace {

/// One study of the bundled worklist.
struct Bundled {
    std::uint64_t patient;
    int study;
    bool child;
    std::initializer_list<PhantomFinding> findings;
};

using enum PhantomFinding;
const std::array<Bundled, 24> bundledWorklist{{
    {1, 0, false, {}},
    {1, 1, false, {Effusion}},
    {1, 2, false, {Effusion, Atelectasis}},
    {2, 0, false, {Consolidation}},
    {2, 1, false, {}},
    {3, 0, false, {}},
    {4, 0, false, {Nodule}},
    {4, 1, false, {Mass}},
    {5, 0, false, {Cardiomegaly}},
    {5, 1, false, {Cardiomegaly, Effusion}},
    {6, 0, false, {}},
    {7, 0, false, {Pneumothorax}},
    {7, 1, false, {}},
    {8, 0, false, {Infiltration}},
    {9, 0, false, {}},
    {10, 0, false, {Effusion}},
    {10, 1, false, {Effusion}},
    {11, 0, false, {Atelectasis}},
    {12, 0, true, {}},
    {13, 0, true, {Consolidation}},
    {13, 1, true, {}},
    {14, 0, true, {Infiltration}},
    {15, 0, false, {}},
    {16, 0, false, {Mass, Effusion}},
}};

/// Even numbers that follow from what they are for.
class Chance {
public:
    explicit Chance(std::uint64_t key)
        : m_state(key)
    {
    }
    double next()
    {
        m_state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
    }

private:
    std::uint64_t m_state;
};

PhantomFinding likelyFinding(double at, bool child)
{
    if (child) return at < 0.6 ? Consolidation : Infiltration;
    constexpr std::array<std::pair<PhantomFinding, double>, 8> shares{{{Effusion, 0.22},
                                                                       {Infiltration, 0.20},
                                                                       {Atelectasis, 0.16},
                                                                       {Consolidation, 0.13},
                                                                       {Nodule, 0.10},
                                                                       {Cardiomegaly, 0.07},
                                                                       {Mass, 0.06},
                                                                       {Pneumothorax, 0.06}}};
    for (const auto& [finding, share] : shares) {
        if (at < share) return finding;
        at -= share;
    }
    return Effusion;
}

std::vector<PhantomFinding> clinicalMix(std::uint64_t patient, int study, bool child)
{
    Chance person(patient * 0xD1B54A32D192ED03ULL + 11), today(patient * 0xD1B54A32D192ED03ULL + 1013 + static_cast<std::uint64_t>(study));
    std::vector<PhantomFinding> out;
    if (person.next() < (child ? 0.5 : 0.45)) return out;
    const PhantomFinding first = likelyFinding(person.next(), child), second = likelyFinding(person.next(), child);
    const bool both = !child && person.next() < 0.2 && second != first;
    // A later study finds it still there two times out of three.
    if (study == 0 || today.next() < 0.67) out.push_back(first);
    if (both && today.next() < 0.67) out.push_back(second);
    return out;
}

int yearsBetween(const std::string& birth, const std::string& study)
{
    const int years = std::stoi(study.substr(0, 4)) - std::stoi(birth.substr(0, 4));
    return study.substr(4) < birth.substr(4) ? years - 1 : years;
}

} // namespace

int orderCount(const PhantomRequest& request)
{
    return request.worklist ? static_cast<int>(bundledWorklist.size()) : request.count;
}

PhantomOrder orderAt(const PhantomRequest& request, int index)
{
    PhantomOrder out;
    if (request.worklist) {
        const Bundled& entry = bundledWorklist[static_cast<std::size_t>(index)];
        out.description = imaging::describePhantom(entry.patient, entry.child);
        out.description.findings = entry.findings;
        out.study = entry.study;
    } else {
        const std::uint64_t patient = request.seed + static_cast<std::uint64_t>(index / request.studiesPerPatient);
        out.study = index % request.studiesPerPatient;
        out.description = imaging::describePhantom(patient, request.child);
        if (request.findings.empty())
            out.description.findings = clinicalMix(patient, out.study, request.child);
        else if (index % 2 == 0)
            out.description.findings = {request.findings[static_cast<std::size_t>(index / 2) % request.findings.size()]};
    }
    out.description.exposure = static_cast<std::uint64_t>(out.study);
    out.description.size = request.size;
    return out;
}

std::string orderFileName(const PhantomOrder& order, imaging::PhantomFormat format)
{
    char follow[16];
    std::snprintf(follow, sizeof follow, "_%03d", order.study);
    return phantomIdentity(order.description, order.study).patientId + follow + (format == imaging::PhantomFormat::Png ? ".png" : ".dcm");
}

std::string labelHeader()
{
    return "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position\n";
}

std::string labelRow(const PhantomOrder& order, const std::string& fileName)
{
    const imaging::PhantomIdentity who = phantomIdentity(order.description, order.study);
    std::string labels;
    for (const PhantomFinding finding : order.description.findings)
        labels += (labels.empty() ? "" : "|") + phantomFindingName(finding);
    if (labels.empty()) labels = "No Finding";
    return fileName + ',' + labels + ',' + std::to_string(order.study) + ',' + who.patientId + ',' +
           std::to_string(yearsBetween(who.birthDate, who.studyDate)) + ',' + (order.description.female ? "F" : "M") + ',' +
           (order.description.anteroposterior ? "AP" : "PA") + '\n';
}

std::string boxHeader()
{
    return "Image Index,Finding Label,Bbox [x,y,w,h],,,\n";
}

std::string boxRows(const std::vector<imaging::PhantomBox>& boxes, int imageSize, const std::string& fileName)
{
    const double scale = 1024.0 / imageSize;
    std::string out;
    for (const imaging::PhantomBox& box : boxes) {
        char numbers[96];
        std::snprintf(numbers, sizeof numbers, ",%.7g,%.7g,%.7g,%.7g\n", box.box.x * scale, box.box.y * scale, box.box.width * scale,
                      box.box.height * scale);
        out += fileName + ',' + phantomFindingName(box.finding) + numbers;
    }
    return out;
}

} // namespace lucency::app
