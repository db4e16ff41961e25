#include "imaging/dicom/decoderwarnings.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/oflog/appender.h>
#include <dcmtk/oflog/logger.h>
#include <dcmtk/oflog/oflog.h>
#include <dcmtk/oflog/spi/logevent.h>

#include <string_view>

namespace lucency::imaging::dicom {

namespace log4cplus = ::dcmtk::log4cplus;

namespace {

thread_local bool damageSeen = false;

/// Messages of the Independent JPEG Group's library (jerror.h) after which pixels are not those that were encoded. Surplus bytes before a
/// marker are no such thing.
bool meansDamage(std::string_view message)
{
    return message.find("premature end") != std::string_view::npos || message.find("Premature end") != std::string_view::npos ||
           message.find("bad Huffman code") != std::string_view::npos || message.find("expected marker RST") != std::string_view::npos ||
           message.find("instead of RST") != std::string_view::npos;
}

class Listener : public log4cplus::Appender {
public:
    ~Listener() override { destructorImpl(); }
    void close() override { closed = true; }

protected:
    void append(const log4cplus::spi::InternalLoggingEvent& event) override
    {
        const log4cplus::tstring& message = event.getMessage();
        if (meansDamage({message.c_str(), message.size()})) damageSeen = true;
    }
};

} // namespace

DecoderWarnings::DecoderWarnings()
{
    damageSeen = false;
}

bool DecoderWarnings::sawDamage() const
{
    return damageSeen;
}

void DecoderWarnings::connect()
{
    log4cplus::Logger logger = log4cplus::Logger::getInstance("dcmtk.dcmjpeg");
    logger.setAdditivity(false); // nothing of it goes to the console
    logger.setLogLevel(log4cplus::WARN_LOG_LEVEL);
    logger.addAppender(log4cplus::SharedAppenderPtr(new Listener));
}

} // namespace lucency::imaging::dicom
