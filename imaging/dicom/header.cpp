#include "imaging/dicom/header.h"

#include "imaging/bodypart.h"
#include "imaging/dicom/view.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcsequen.h>

#include <algorithm>

namespace lucency::imaging::dicom {

namespace {

Uint16 number(DcmItem& dataset, const DcmTagKey& key, Uint16 otherwise)
{
    Uint16 value = otherwise;
    return dataset.findAndGetUint16(key, value).good() ? value : otherwise;
}

/// An item of a code sequence, or nothing.
DcmItem* firstItem(DcmItem& dataset, const DcmTagKey& sequence)
{
    DcmItem* item = nullptr;
    return dataset.findAndGetSequenceItem(sequence, item, 0).good() ? item : nullptr;
}

void describeIdentity(DcmItem& dataset, Text& text, Identity& identity)
{
    struct Attribute {
        std::string Identity::*member;
        DcmTagKey key;
    };
    const Attribute attributes[] = {
        {&Identity::patientId, DCM_PatientID},
        {&Identity::patientName, DCM_PatientName},
        {&Identity::birthDate, DCM_PatientBirthDate},
        {&Identity::sex, DCM_PatientSex},
        {&Identity::age, DCM_PatientAge},
        {&Identity::studyUid, DCM_StudyInstanceUID},
        {&Identity::seriesUid, DCM_SeriesInstanceUID},
        {&Identity::sopInstanceUid, DCM_SOPInstanceUID},
        {&Identity::sopClassUid, DCM_SOPClassUID},
        {&Identity::studyDate, DCM_StudyDate},
        {&Identity::studyTime, DCM_StudyTime},
        {&Identity::accessionNumber, DCM_AccessionNumber},
        {&Identity::studyDescription, DCM_StudyDescription},
        {&Identity::seriesDescription, DCM_SeriesDescription},
        {&Identity::institution, DCM_InstitutionName},
        {&Identity::manufacturer, DCM_Manufacturer},
        {&Identity::modelName, DCM_ManufacturerModelName},
        {&Identity::modality, DCM_Modality},
        {&Identity::bodyPart, DCM_BodyPartExamined},
        {&Identity::viewPosition, DCM_ViewPosition},
        {&Identity::laterality, DCM_ImageLaterality},
        {&Identity::seriesNumber, DCM_SeriesNumber},
        {&Identity::instanceNumber, DCM_InstanceNumber},
    };
    for (const Attribute& attribute : attributes)
        identity.*attribute.member = text.all(dataset, attribute.key);
    if (identity.laterality.empty()) identity.laterality = text.all(dataset, DCM_Laterality);
    if (identity.bodyPart.empty()) {
        if (DcmItem* region = firstItem(dataset, DCM_AnatomicRegionSequence)) identity.bodyPart = text.all(*region, DCM_CodeMeaning);
    }
    for (unsigned long i = 0; i < 2; ++i)
        identity.patientOrientation[i] = text.one(dataset, DCM_PatientOrientation, i);
    identity.isDicom = true;
}

View viewOf(DcmItem& dataset, Text& text, const Identity& identity)
{
    ViewEvidence evidence;
    evidence.viewPosition = identity.viewPosition;
    evidence.seriesDescription = identity.seriesDescription;
    evidence.orientation = identity.patientOrientation;
    if (DcmItem* code = firstItem(dataset, DCM_ViewCodeSequence)) {
        evidence.codeValue = text.all(*code, DCM_CodeValue);
        evidence.codeMeaning = text.all(*code, DCM_CodeMeaning);
    }
    return viewFrom(evidence);
}

} // namespace

void remark(Radiograph& radiograph, Remark remark)
{
    if (std::find(radiograph.remarks.begin(), radiograph.remarks.end(), remark) == radiograph.remarks.end())
        radiograph.remarks.push_back(remark);
}

std::uint64_t PixelShape::nativeFrameBytes() const
{
    const std::uint64_t perPixel =
        photometric == "YBR_FULL_422" || photometric == "YBR_PARTIAL_422" ? 2 : static_cast<std::uint64_t>(samples);
    return pixels() * perPixel * static_cast<std::uint64_t>(bitsAllocated / 8);
}

Result<PixelShape> readShape(DcmItem& dataset, const ReadLimits& limits, const std::string& subject)
{
    PixelShape shape;
    shape.rows = number(dataset, DCM_Rows, 0);
    shape.columns = number(dataset, DCM_Columns, 0);
    if (shape.rows == 0 || shape.columns == 0) {
        return Failure{FailureKind::InvalidDimensions, subject,
                       std::to_string(shape.rows) + " rows, " + std::to_string(shape.columns) + " columns"};
    }
    if (shape.pixels() > limits.pixels) return Failure{FailureKind::TooLarge, subject, std::to_string(shape.pixels()) + " pixels"};
    shape.samples = number(dataset, DCM_SamplesPerPixel, 1);
    shape.bitsAllocated = number(dataset, DCM_BitsAllocated, 16);
    shape.bitsStored = number(dataset, DCM_BitsStored, static_cast<Uint16>(shape.bitsAllocated));
    if (shape.bitsStored == 0) shape.bitsStored = shape.bitsAllocated;
    shape.highBit = number(dataset, DCM_HighBit, static_cast<Uint16>(shape.bitsStored - 1));
    shape.isSigned = number(dataset, DCM_PixelRepresentation, 0) == 1;
    shape.planar = number(dataset, DCM_PlanarConfiguration, 0) == 1;

    OFString text;
    if (dataset.findAndGetOFString(DCM_PhotometricInterpretation, text).good()) shape.photometric.assign(text.c_str(), text.size());
    if (shape.photometric.empty()) shape.photometric = shape.samples == 3 ? "RGB" : "MONOCHROME2";
    Sint32 frames = 1;
    if (dataset.findAndGetSint32(DCM_NumberOfFrames, frames).bad()) frames = 1;
    if (frames > limits.frames) return Failure{FailureKind::TooLarge, subject, std::to_string(frames) + " frames"};
    shape.frames = std::max<int>(1, frames);

    const bool depth = (shape.bitsAllocated == 8 || shape.bitsAllocated == 16 || shape.bitsAllocated == 32) && shape.bitsStored <= 16 &&
                       shape.bitsStored <= shape.bitsAllocated && shape.highBit < shape.bitsAllocated &&
                       shape.highBit >= shape.bitsStored - 1;
    const bool colours = shape.isMonochrome() || shape.photometric == "PALETTE COLOR" ? shape.samples == 1 : shape.samples == 3;
    if (!depth || !colours) {
        return Failure{FailureKind::UnsupportedPixelFormat, subject,
                       shape.photometric + ", " + std::to_string(shape.samples) + " samples, " + std::to_string(shape.bitsAllocated) + "/" +
                           std::to_string(shape.bitsStored) + "/" + std::to_string(shape.highBit) + " bits"};
    }
    return shape;
}

void describe(DcmItem& dataset, const PixelShape& shape, Radiograph& radiograph)
{
    Text text(dataset);
    describeIdentity(dataset, text, radiograph.identity);
    radiograph.identity.view = viewOf(dataset, text, radiograph.identity);
    radiograph.bitsStored = shape.photometric == "PALETTE COLOR" ? 16 : shape.bitsStored;
    radiograph.frameCount = shape.frames;
    describeMeaning(dataset, shape, text, radiograph);
    describeSpacing(dataset, radiograph);
    if (shape.frames > 1) remark(radiograph, Remark::MultiFrame);
    if (radiograph.identity.view == View::Unknown) remark(radiograph, Remark::ViewUnknown);
    if (bodyPartOf(radiograph.identity) == BodyPart::Unknown) remark(radiograph, Remark::BodyPartUnknown);
    if (text.sawUnknown()) remark(radiograph, Remark::UnknownCharacterSet);
}

} // namespace lucency::imaging::dicom
