#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dccodec.h>

namespace lucency::imaging::dicom {

/// JPEG 2000 (PS3.5 annex A.4.4) for DCMTK, which has none of its own: decodes both transfer syntaxes, encodes nothing.
class Jpeg2000Codec : public DcmCodec {
public:
    /// Registers one instance with DCMTK for the life of the process.
    static void registerOnce();

    OFCondition decode(const DcmRepresentationParameter* from, DcmPixelSequence* sequence, DcmPolymorphOBOW& uncompressed,
                       const DcmCodecParameter* parameter, const DcmStack& stack, OFBool& removeOldRepresentation) const override;
    OFCondition decodeFrame(const DcmRepresentationParameter* from, DcmPixelSequence* sequence, const DcmCodecParameter* parameter,
                            DcmItem* dataset, Uint32 frame, Uint32& startFragment, void* buffer, Uint32 bufferSize,
                            OFString& colorModel) const override;
    OFCondition encode(const Uint16* pixels, Uint32 length, const DcmRepresentationParameter* to, DcmPixelSequence*& sequence,
                       const DcmCodecParameter* parameter, DcmStack& stack, OFBool& removeOldRepresentation) const override;
    OFCondition encode(E_TransferSyntax fromSyntax, const DcmRepresentationParameter* from, DcmPixelSequence* fromSequence,
                       const DcmRepresentationParameter* to, DcmPixelSequence*& toSequence, const DcmCodecParameter* parameter,
                       DcmStack& stack, OFBool& removeOldRepresentation) const override;
    OFBool canChangeCoding(E_TransferSyntax from, E_TransferSyntax to) const override;
    OFCondition determineDecompressedColorModel(const DcmRepresentationParameter* from, DcmPixelSequence* sequence,
                                                const DcmCodecParameter* parameter, DcmItem* dataset, OFString& colorModel) const override;
};

} // namespace lucency::imaging::dicom
