#include "imaging/dicom/writer.h"

#include "imaging/dicom/registration.h"
#include "imaging/replacementfile.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmjpls/djencode.h>
#include <dcmtk/dcmjpls/djrparam.h>

#include <cmath>
#include <cstdio>
#include <mutex>
#include <string>
#include <vector>

namespace lucency::imaging {

namespace {

void put(DcmItem& item, const DcmTagKey& tag, const std::string& value)
{
    item.putAndInsertString(tag, value.c_str());
}

void putUnless(DcmItem& item, const DcmTagKey& tag, const std::string& value)
{
    if (!value.empty()) put(item, tag, value);
}

/// A decimal string of at most 16 characters (PS3.5 6.2).
std::string decimal(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.10g", value);
    return std::string(text).substr(0, 16);
}

void putCode(DcmItem& item, const DcmTagKey& sequence, const char* value, const char* scheme, const char* meaning)
{
    DcmItem* code = nullptr;
    if (item.findOrCreateSequenceItem(sequence, code).bad()) return;
    put(*code, DCM_CodeValue, value);
    put(*code, DCM_CodingSchemeDesignator, scheme);
    put(*code, DCM_CodeMeaning, meaning);
}

void putPatientAndStudy(DcmItem& set, const Identity& who, const Acquisition& how)
{
    put(set, DCM_SpecificCharacterSet, "ISO_IR 192");
    put(set, DCM_PatientName, who.patientName);
    put(set, DCM_PatientID, who.patientId);
    put(set, DCM_PatientBirthDate, who.birthDate);
    put(set, DCM_PatientSex, who.sex);
    putUnless(set, DCM_PatientAge, who.age);
    if (how.qualityControlSubject) put(set, DCM_QualityControlSubject, "YES");
    put(set, DCM_StudyInstanceUID, who.studyUid);
    put(set, DCM_StudyDate, who.studyDate);
    put(set, DCM_StudyTime, who.studyTime);
    put(set, DCM_AccessionNumber, who.accessionNumber);
    put(set, DCM_ReferringPhysicianName, "");
    put(set, DCM_StudyID, who.accessionNumber);
    putUnless(set, DCM_StudyDescription, who.studyDescription);
    put(set, DCM_SeriesInstanceUID, who.seriesUid);
    put(set, DCM_SeriesNumber, who.seriesNumber.empty() ? "1" : who.seriesNumber);
    putUnless(set, DCM_SeriesDescription, who.seriesDescription);
    put(set, DCM_InstanceNumber, who.instanceNumber.empty() ? "1" : who.instanceNumber);
    put(set, DCM_Manufacturer, who.manufacturer);
    putUnless(set, DCM_ManufacturerModelName, who.modelName);
    putUnless(set, DCM_InstitutionName, who.institution);
    put(set, DCM_ContentDate, who.studyDate);
    put(set, DCM_ContentTime, who.studyTime);
    put(set, DCM_AcquisitionDate, who.studyDate);
    put(set, DCM_AcquisitionTime, who.studyTime);
}

void putView(DcmItem& set, const Identity& who, bool cr)
{
    putUnless(set, DCM_BodyPartExamined, who.bodyPart);
    put(set, DCM_ViewPosition, who.viewPosition);
    set.putAndInsertString(DCM_PatientOrientation, (who.patientOrientation[0] + "\\" + who.patientOrientation[1]).c_str());
    if (cr) return;
    put(set, DCM_ImageLaterality, "U");
    if (who.bodyPart == "CHEST") putCode(set, DCM_AnatomicRegionSequence, "43799004", "SCT", "Thorax");
    if (who.viewPosition == "PA") putCode(set, DCM_ViewCodeSequence, "272479007", "SCT", "postero-anterior");
    if (who.viewPosition == "AP") putCode(set, DCM_ViewCodeSequence, "399348003", "SCT", "antero-posterior");
}

void putExposure(DcmItem& set, const Radiograph& r, const Acquisition& how, bool cr)
{
    if (how.kilovolts > 0) put(set, DCM_KVP, decimal(how.kilovolts));
    if (how.distanceToDetector > 0) put(set, DCM_DistanceSourceToDetector, decimal(how.distanceToDetector));
    if (how.exposureMicroAmpereSeconds > 0) put(set, DCM_ExposureInuAs, std::to_string(std::lround(how.exposureMicroAmpereSeconds)));
    const std::string spacing = decimal(r.spacing.row) + "\\" + decimal(r.spacing.column);
    if (r.spacing.source == SpacingSource::Calibrated) put(set, DCM_PixelSpacing, spacing);
    if (r.spacing.source == SpacingSource::AtDetector || r.spacing.source == SpacingSource::Magnified)
        put(set, DCM_ImagerPixelSpacing, spacing);
    if (cr) return;
    put(set, DCM_DetectorType, "SCINTILLATOR");
    put(set, DCM_PositionerType, "");
    set.insertEmptyElement(DCM_AcquisitionContextSequence);
}

void putMeaning(DcmItem& set, const PresentationMeaning& meaning, bool cr)
{
    put(set, DCM_RescaleSlope, decimal(meaning.rescaleSlope));
    put(set, DCM_RescaleIntercept, decimal(meaning.rescaleIntercept));
    put(set, DCM_RescaleType, "US");
    const bool inverse = meaning.hasPresentationShape ? meaning.presentationInverse : meaning.photometric == Photometric::Monochrome1;
    if (!cr) put(set, DCM_PresentationLUTShape, inverse ? "INVERSE" : "IDENTITY");
    std::string centers, widths, names;
    for (const VoiWindow& window : meaning.windows) {
        const char* next = centers.empty() ? "" : "\\";
        centers += next + decimal(window.center);
        widths += next + decimal(window.width);
        names += next + window.explanation;
    }
    if (centers.empty()) return;
    put(set, DCM_WindowCenter, centers);
    put(set, DCM_WindowWidth, widths);
    put(set, DCM_WindowCenterWidthExplanation, names);
}

OFCondition putPixels(DcmItem& set, const Radiograph& r)
{
    set.putAndInsertUint16(DCM_SamplesPerPixel, 1);
    put(set, DCM_PhotometricInterpretation, r.meaning.photometric == Photometric::Monochrome1 ? "MONOCHROME1" : "MONOCHROME2");
    set.putAndInsertUint16(DCM_Rows, static_cast<Uint16>(r.pixels.rows));
    set.putAndInsertUint16(DCM_Columns, static_cast<Uint16>(r.pixels.cols));
    set.putAndInsertUint16(DCM_BitsAllocated, 16);
    set.putAndInsertUint16(DCM_BitsStored, static_cast<Uint16>(r.bitsStored));
    set.putAndInsertUint16(DCM_HighBit, static_cast<Uint16>(r.bitsStored - 1));
    set.putAndInsertUint16(DCM_PixelRepresentation, 0);
    const cv::Mat pixels = r.pixels.isContinuous() ? r.pixels : r.pixels.clone();
    return set.putAndInsertUint16Array(DCM_PixelData, pixels.ptr<Uint16>(), static_cast<unsigned long>(pixels.total()));
}

void putImage(DcmItem& set, const Identity& who, bool cr)
{
    put(set, DCM_SOPClassUID, cr ? UID_ComputedRadiographyImageStorage : UID_DigitalXRayImageStorageForPresentation);
    put(set, DCM_SOPInstanceUID, who.sopInstanceUid);
    put(set, DCM_Modality, cr ? "CR" : "DX");
    set.putAndInsertString(DCM_ImageType, "DERIVED\\PRIMARY");
    put(set, DCM_BurnedInAnnotation, "NO");
    put(set, DCM_LossyImageCompression, "00");
    if (cr) return;
    put(set, DCM_PresentationIntentType, "FOR PRESENTATION");
    put(set, DCM_PixelIntensityRelationship, "LOG");
    set.putAndInsertSint16(DCM_PixelIntensityRelationshipSign, -1);
}

Result<std::string> bytesOf(DcmFileFormat& file, E_TransferSyntax syntax, const std::string& name)
{
    const Failure failed{FailureKind::CannotWrite, name, "the DICOM data set could not be encoded"};
    if (file.validateMetaInfo(syntax).bad()) return failed;
    std::string bytes(file.calcElementLength(syntax, EET_ExplicitLength) + 4096U, '\0');
    DcmOutputBufferStream stream(bytes.data(), static_cast<offile_off_t>(bytes.size()));
    file.transferInit();
    const OFCondition written = file.write(stream, syntax, EET_ExplicitLength, nullptr);
    file.transferEnd();
    if (written.bad()) return Failure{FailureKind::CannotWrite, name, written.text()};
    void* start = nullptr;
    offile_off_t length = 0;
    stream.flushBuffer(start, length);
    bytes.resize(static_cast<std::size_t>(length));
    return bytes;
}

} // namespace

Done writeDicom(const Radiograph& radiograph, const Acquisition& acquisition, DicomEncoding encoding, const std::filesystem::path& file)
{
    if (radiograph.pixels.empty() || radiograph.pixels.type() != CV_16UC1 || radiograph.pixels.rows > 65535 ||
        radiograph.pixels.cols > 65535)
        return Failure{FailureKind::UnsupportedPixelFormat, file.string(), "only unsigned 16-bit pixels are written"};
    if (radiograph.coarse) return Failure{FailureKind::UnsupportedPixelFormat, file.string(), "a coarse preview is not written"};
    dicom::prepareDcmtk();
    try {
        DcmFileFormat format;
        DcmDataset& set = *format.getDataset();
        const bool cr = radiograph.identity.modality == "CR";
        putImage(set, radiograph.identity, cr);
        putPatientAndStudy(set, radiograph.identity, acquisition);
        putView(set, radiograph.identity, cr);
        putExposure(set, radiograph, acquisition, cr);
        putMeaning(set, radiograph.meaning, cr);
        if (const OFCondition stored = putPixels(set, radiograph); stored.bad())
            return Failure{FailureKind::CannotWrite, file.string(), stored.text()};
        E_TransferSyntax syntax = EXS_LittleEndianExplicit;
        if (encoding == DicomEncoding::JpegLsLossless) {
            static std::once_flag once;
            std::call_once(once, [] { // Pixels as they are: "cooked" would run them through the display pipeline first.
                DJLSEncoderRegistration::registerCodecs(0, 0, 0, 0, OFFalse);
            });
            syntax = EXS_JPEGLSLossless;
            const DJLSRepresentationParameter lossless(0, OFTrue);
            if (const OFCondition coded = set.chooseRepresentation(syntax, &lossless); coded.bad())
                return Failure{FailureKind::CannotWrite, file.string(), coded.text()};
            set.removeAllButCurrentRepresentations();
        }
        auto bytes = bytesOf(format, syntax, file.string());
        if (!bytes) return bytes.error();
        return writeAtomically(file, *bytes);
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, file.string(), {}};
    }
}

} // namespace lucency::imaging
