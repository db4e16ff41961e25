#include "app/resources.h"

#include <QStandardPaths>

#include <cstdlib>

namespace lucency::app {

std::filesystem::path resourceFolder()
{
    if (const char* named = std::getenv("LUCENCY_RESOURCES")) return named; // NOLINT(concurrency-mt-unsafe): nobody sets the environment
    std::error_code unknown;
    const auto executable = std::filesystem::read_symlink("/proc/self/exe", unknown);
    return executable.parent_path().parent_path() / "share" / "lucency";
}

std::filesystem::path defaultModel()
{
    return resourceFolder() / "models" / "default.safetensors";
}

std::filesystem::path cacheFolder()
{
    return std::filesystem::path(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation).toStdString()) / "lucency";
}

std::filesystem::path precisionMemo()
{
    return cacheFolder() / "precision";
}

} // namespace lucency::app
