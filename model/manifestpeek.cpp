#include "model/manifestpeek.h"

#include "imaging/regularfile.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <exception>
#include <fstream>

namespace lucency::model {

namespace {

/// The header of a .safetensors file; nothing where it has none that can be read.
std::optional<nlohmann::json> readHeader(const std::filesystem::path& file)
{
    constexpr std::uint64_t most = 4 << 20; // of headers: with a thousand tensors they have a tenth of a megabyte
    if (!imaging::checkRegularFile(file)) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::uint64_t bytes = 0;
    if (!stream.read(reinterpret_cast<char*>(&bytes), sizeof bytes) || bytes > most || bytes > std::filesystem::file_size(file))
        return std::nullopt;
    std::string text(bytes, '\0');
    if (!stream.read(text.data(), static_cast<std::streamsize>(bytes))) return std::nullopt;
    return nlohmann::json::parse(text);
}

} // namespace

std::optional<ModelManifest> peekManifest(const std::filesystem::path& file)
{
    try {
        const auto header = readHeader(file);
        if (!header) return std::nullopt;
        auto manifest = manifestFromJson(header->at("__metadata__").at("manifest").get<std::string>(), file.string());
        if (!manifest) return std::nullopt;
        return *std::move(manifest);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

bool holdsWeightsAlone(const std::filesystem::path& file)
{
    try {
        const auto header = readHeader(file);
        if (!header || !header->is_object() || header->empty()) return false;
        const auto metadata = header->find("__metadata__");
        return metadata == header->end() || !metadata->contains("manifest");
    } catch (const std::exception&) {
        return false;
    }
}

} // namespace lucency::model
