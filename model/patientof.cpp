#include "model/patientof.h"

#include "imaging/read.h"
#include "model/scanner.h"

#include <array>
#include <fstream>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;

/// Whether the file has the preamble of PS3.10 section 7.1, or a name of DICOM files, which may lack it.
bool looksLikeDicom(const fs::path& file)
{
    auto extension = file.extension().string();
    for (auto& letter : extension)
        letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    if (extension == ".dcm" || extension == ".dicom" || extension == ".ima") return true;
    std::array<char, 132> start{};
    std::ifstream stream(file, std::ios::binary);
    return stream.read(start.data(), start.size()) && std::string_view(start.data() + 128, 4) == "DICM";
}

} // namespace

PatientFinder::PatientFinder(const DataSource& source)
    : m_patterns(source.patientPatterns.begin(), source.patientPatterns.end())
    , m_fromDicom(source.patientFromDicom)
{
}

WhoIsShown PatientFinder::of(const fs::path& file, const fs::path& root, const std::string& named, const std::string& guessed) const
{
    WhoIsShown who;
    who.patient = named;
    const auto name = file.filename().string();
    std::smatch match;
    for (const auto& pattern : m_patterns)
        if (who.patient.empty() && std::regex_search(name, match, pattern)) who.patient = match[1].str();
    if (who.patient.empty()) who.patient = guessed;
    if (m_fromDicom && looksLikeDicom(file)) {
        if (const auto header = imaging::readHeader(file)) {
            const auto& identity = header->identity;
            if (who.patient.empty()) who.patient = identity.patientId;
            who.age = identity.age;
            who.sex = identity.sex;
            who.view = identity.viewPosition;
            who.scanner = scannerOf(identity);
        }
    }
    who.own = who.patient.empty();
    if (who.own) who.patient = file.lexically_relative(root).replace_extension().generic_string();
    return who;
}

} // namespace lucency::model
