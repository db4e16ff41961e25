#include "imaging/dicom/functionalgroups.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcelem.h>

#include <initializer_list>

namespace lucency::imaging::dicom {

namespace {

struct Macro {
    DcmTagKey sequence;
    std::initializer_list<DcmTagKey> attributes;
};

DcmItem* itemOf(DcmItem& dataset, const DcmTagKey& sequence, long number)
{
    DcmItem* item = nullptr;
    return dataset.findAndGetSequenceItem(sequence, item, number).good() ? item : nullptr;
}

/// All of a macro, or what was there before would be mixed with it: a window of the file and a name of the frame.
void apply(DcmItem& dataset, DcmItem& groups, const Macro& macro)
{
    DcmItem* said = itemOf(groups, macro.sequence, 0);
    if (said == nullptr) return;
    for (const DcmTagKey& attribute : macro.attributes) {
        delete dataset.remove(attribute);
        DcmElement* copy = nullptr;
        if (said->findAndGetElement(attribute, copy, OFFalse, OFTrue).bad() || copy == nullptr) continue;
        if (dataset.insert(copy, OFTrue).bad()) delete copy;
    }
}

} // namespace

void applyFunctionalGroups(DcmItem& dataset, int frame)
{
    // PS3.3 C.7.6.16.2.1, .9, .10 and .10b; C.8.19.6.4
    static const Macro macros[] = {
        {DCM_PixelMeasuresSequence, {DCM_PixelSpacing}},
        {DCM_PixelValueTransformationSequence, {DCM_RescaleIntercept, DCM_RescaleSlope, DCM_RescaleType}},
        {DCM_FrameVOILUTSequence,
         {DCM_WindowCenter, DCM_WindowWidth, DCM_WindowCenterWidthExplanation, DCM_VOILUTFunction, DCM_VOILUTSequence}},
        {DCM_PatientOrientationInFrameSequence, {DCM_PatientOrientation}},
    };
    for (DcmItem* groups :
         {itemOf(dataset, DCM_SharedFunctionalGroupsSequence, 0), itemOf(dataset, DCM_PerFrameFunctionalGroupsSequence, frame)}) {
        if (groups == nullptr) continue;
        for (const Macro& macro : macros)
            apply(dataset, *groups, macro);
    }
}

} // namespace lucency::imaging::dicom
