#include "imaging/dicom/registration.h"

#include "imaging/dicom/decoderwarnings.h"
#include "imaging/dicom/jpeg2000codec.h"

#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/oflog/oflog.h>

#include <mutex>

namespace lucency::imaging::dicom {

void prepareDcmtk()
{
    static std::once_flag once;
    std::call_once(once, [] {
        OFLog::configure(OFLogger::OFF_LOG_LEVEL);
        DecoderWarnings::connect();
        DJDecoderRegistration::registerCodecs();
        DJLSDecoderRegistration::registerCodecs();
        Jpeg2000Codec::registerOnce();
    });
}

} // namespace lucency::imaging::dicom
