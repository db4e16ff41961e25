#include "imaging/regularfile.h"

#include <system_error>

namespace lucency::imaging {

Done checkRegularFile(const std::filesystem::path& file)
{
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (status.type() == std::filesystem::file_type::regular) return done();
    if (status.type() == std::filesystem::file_type::not_found) return Failure{FailureKind::NotFound, file.string(), {}};
    if (status.type() == std::filesystem::file_type::directory) return Failure{FailureKind::Unreadable, file.string(), "is a folder"};
    return Failure{FailureKind::Unreadable, file.string(), error ? error.message() : "is no regular file"};
}

} // namespace lucency::imaging
