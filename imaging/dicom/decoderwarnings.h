#pragma once

namespace lucency::imaging::dicom {

/// Listens, while it lives, to what DCMTK's JPEG decoders only mutter into their log on this thread: that compressed data ended or broke
/// and the rest of the picture was made up. Lucency refuses such a picture.
class DecoderWarnings {
public:
    DecoderWarnings();
    DecoderWarnings(const DecoderWarnings&) = delete;
    DecoderWarnings& operator=(const DecoderWarnings&) = delete;

    bool sawDamage() const;

    /// Connects the listener to DCMTK's log; once in the life of the process, after the log was configured.
    static void connect();
};

} // namespace lucency::imaging::dicom
