#include "imaging/dicom/writer.h"
#include "imaging/phantom.h"
#include "imaging/replacementfile.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace lucency::imaging {

namespace {

/// Age String (PS3.5 6.2) from two dates.
std::string ageString(const std::string& birth, const std::string& study)
{
    const auto number = [](const std::string& text, std::size_t from, std::size_t count) { return std::stoi(text.substr(from, count)); };
    int months = (number(study, 0, 4) - number(birth, 0, 4)) * 12 + number(study, 4, 2) - number(birth, 4, 2);
    if (number(study, 6, 2) < number(birth, 6, 2)) --months;
    char text[16];
    if (months < 24)
        std::snprintf(text, sizeof text, "%03dM", std::max(0, months));
    else
        std::snprintf(text, sizeof text, "%03dY", months / 12);
    return text;
}

} // namespace

Radiograph phantomRadiograph(const Phantom& phantom, const PhantomIdentity& identity)
{
    const bool ap = phantom.description.anteroposterior;
    Radiograph out;
    out.pixels = phantom.pixels;
    out.bitsStored = 12;
    out.spacing = phantom.spacing;
    out.meaning.hasPresentationShape = true;
    out.meaning.windows = {{2048, 4096, VoiFunction::Linear, "NORMAL"},
                           {1950, 2900, VoiFunction::Linear, "HARDER"},
                           {1500, 2200, VoiFunction::Linear, "LUNG"}};
    Identity& who = out.identity;
    who.patientId = identity.patientId;
    who.patientName = identity.patientName;
    who.birthDate = identity.birthDate;
    who.sex = phantom.description.female ? "F" : "M";
    if (identity.birthDate.size() == 8 && identity.studyDate.size() == 8) who.age = ageString(identity.birthDate, identity.studyDate);
    who.studyUid = identity.studyUid;
    who.seriesUid = identity.seriesUid;
    who.sopInstanceUid = identity.sopInstanceUid;
    who.studyDate = identity.studyDate;
    who.studyTime = identity.studyTime;
    who.accessionNumber = identity.accessionNumber;
    who.studyDescription = "Synthetic chest radiograph";
    who.seriesDescription = ap ? "Chest AP" : "Chest PA";
    who.institution = "Lucency Phantoms";
    who.manufacturer = "Lucency";
    who.modelName = "Phantom";
    who.modality = "DX";
    who.bodyPart = "CHEST";
    who.viewPosition = ap ? "AP" : "PA";
    who.patientOrientation = {"L", "F"};
    who.view = ap ? View::FrontalAP : View::FrontalPA;
    who.isDicom = true;
    return out;
}

Done writePhantom(const Phantom& phantom, const PhantomIdentity& identity, PhantomFormat format, const std::filesystem::path& file)
{
    if (format == PhantomFormat::Dicom || format == PhantomFormat::DicomJpegLs) {
        const bool ap = phantom.description.anteroposterior;
        const Acquisition how{ap ? 90.0 : 120.0, ap ? 1000.0 : 1800.0, ap ? 2200.0 : 1600.0, true};
        const auto encoding = format == PhantomFormat::Dicom ? DicomEncoding::ExplicitLittleEndian : DicomEncoding::JpegLsLossless;
        return writeDicom(phantomRadiograph(phantom, identity), how, encoding, file);
    }
    try {
        // Twelve bits fill sixteen, so that viewers without windows show it as it is.
        cv::Mat wide;
        phantom.pixels.convertTo(wide, CV_16U, 65535.0 / 4095.0);
        std::vector<unsigned char> bytes;
        if (!cv::imencode(".png", wide, bytes)) return Failure{FailureKind::CannotWrite, file.string(), "the PNG could not be encoded"};
        return writeAtomically(file, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    } catch (const cv::Exception& error) {
        return Failure{FailureKind::CannotWrite, file.string(), error.what()};
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, file.string(), {}};
    }
}

} // namespace lucency::imaging
