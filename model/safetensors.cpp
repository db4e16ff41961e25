#include "model/safetensors.h"

#include "imaging/replacementfile.h"
#include "model/gatefile.h"
#include "model/sha256.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string_view>
#include <vector>

namespace lucency::model {
namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "safetensors is little endian, and so is every processor of Lucency");

constexpr std::uint64_t largestHeader = 32 << 20;
constexpr std::size_t mostDimensions = 8;
constexpr auto metadataKey = "__metadata__";
constexpr auto manifestKey = "manifest";
constexpr auto dataDigestKey = "sha256";          // of the tensor bytes
constexpr auto headerDigestKey = "header_sha256"; // of the header without this entry: a flipped threshold harms as a flipped weight does

struct Type {
    std::string_view name;
    torch::ScalarType type;
};
constexpr std::array types{Type{"F64", torch::kFloat64},   Type{"F32", torch::kFloat32}, Type{"F16", torch::kFloat16},
                           Type{"BF16", torch::kBFloat16}, Type{"I64", torch::kInt64},   Type{"I32", torch::kInt32},
                           Type{"I16", torch::kInt16},     Type{"I8", torch::kInt8},     Type{"U8", torch::kUInt8},
                           Type{"BOOL", torch::kBool}};

/// One tensor as the header describes it.
struct Entry {
    std::string name;
    torch::ScalarType type = torch::kFloat32;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0, end = 0; ///< within the data
};

/// The bytes that a shape and type need, or nothing when that overflows what any file holds.
std::optional<std::uint64_t> bytesOf(const Entry& entry)
{
    std::uint64_t bytes = torch::elementSize(entry.type);
    for (const std::int64_t extent : entry.shape)
        if (extent < 0 || __builtin_mul_overflow(bytes, static_cast<std::uint64_t>(extent), &bytes)) return std::nullopt;
    return bytes;
}

Result<Entry> parseEntry(const std::string& name, const json& described, const std::string& subject)
{
    const auto wrong = [&](const char* what) { return Failure{FailureKind::NotAModel, subject, "tensor " + name + ": " + what}; };
    if (!described.is_object() || !described.contains("dtype") || !described.contains("shape") || !described.contains("data_offsets"))
        return wrong("incomplete description");
    const json &dtype = described["dtype"], &shape = described["shape"], &offsets = described["data_offsets"];
    if (!dtype.is_string() || !shape.is_array() || !offsets.is_array() || offsets.size() != 2 || shape.size() > mostDimensions)
        return wrong("malformed description");
    const auto* type = std::ranges::find(types, std::string_view(dtype.get_ref<const std::string&>()), &Type::name);
    if (type == types.end()) return wrong("unknown type");
    Entry entry{name, type->type, {}, 0, 0};
    for (const json& extent : shape) {
        if (!extent.is_number_unsigned()) return wrong("malformed shape");
        entry.shape.push_back(extent.get<std::int64_t>());
    }
    if (!offsets[0].is_number_unsigned() || !offsets[1].is_number_unsigned()) return wrong("malformed offsets");
    entry.begin = offsets[0].get<std::uint64_t>();
    entry.end = offsets[1].get<std::uint64_t>();
    const auto bytes = bytesOf(entry);
    if (entry.begin > entry.end || !bytes || *bytes != entry.end - entry.begin) return wrong("shape and bytes disagree");
    return entry;
}

/// All entries in the order of their bytes; they must cover the data without holes or overlaps.
Result<std::vector<Entry>> parseEntries(const json& header, std::uint64_t dataBytes, const std::string& subject)
{
    std::vector<Entry> entries;
    for (const auto& [name, described] : header.items()) {
        if (name == metadataKey) continue;
        auto entry = parseEntry(name, described, subject);
        if (!entry) return entry.error();
        entries.push_back(*std::move(entry));
    }
    std::ranges::stable_sort(entries, {}, [](const Entry& entry) { return std::pair(entry.begin, entry.end); });
    std::uint64_t expected = 0;
    for (const Entry& entry : entries) {
        if (entry.begin != expected) return Failure{FailureKind::NotAModel, subject, "tensor " + entry.name + ": hole or overlap"};
        expected = entry.end;
    }
    if (expected > dataBytes)
        return Failure{FailureKind::ModelDamaged, subject,
                       "truncated: " + std::to_string(dataBytes) + " of " + std::to_string(expected) + " bytes of weights"};
    if (expected < dataBytes) return Failure{FailureKind::ModelDamaged, subject, "bytes behind the last tensor"};
    return entries;
}

Result<std::map<std::string, std::string>> parseMetadata(const json& header, const std::string& subject)
{
    std::map<std::string, std::string> metadata;
    const auto found = header.find(metadataKey);
    if (found == header.end()) return metadata;
    if (!found->is_object()) return Failure{FailureKind::NotAModel, subject, "malformed metadata"};
    for (const auto& [key, value] : found->items()) {
        if (!value.is_string()) return Failure{FailureKind::NotAModel, subject, "metadata " + key + " is not text"};
        metadata[key] = value.get<std::string>();
    }
    return metadata;
}

std::string headerDigest(json header)
{
    header[metadataKey].erase(headerDigestKey);
    return sha256(header.dump(-1, ' ', true));
}

/// Whether Lucency wrote it: what other programs call sha256 is theirs.
bool isOurs(const WeightsFile& weights)
{
    return weights.manifest || weights.metadata.contains(headerDigestKey);
}

Done checkHeader(const json& header, const WeightsFile& weights, const std::string& subject)
{
    const auto claimed = weights.metadata.find(headerDigestKey);
    if (claimed != weights.metadata.end() && headerDigest(header) != claimed->second)
        return Failure{FailureKind::ModelDamaged, subject, "the SHA-256 of the header differs"};
    return done();
}

struct Header {
    json parsed;
    std::uint64_t dataBytes = 0;
};

Result<Header> readHeader(std::ifstream& stream, std::uint64_t fileBytes, const std::string& subject)
{
    const auto wrong = [&](const char* what) { return Failure{FailureKind::NotAModel, subject, what}; };
    std::uint64_t headerBytes = 0;
    if (fileBytes < 8 || !stream.read(reinterpret_cast<char*>(&headerBytes), 8)) return wrong("too short for a model");
    if (headerBytes > largestHeader) return wrong("no safetensors header");
    if (headerBytes > fileBytes - 8) return Failure{FailureKind::ModelDamaged, subject, "truncated within its header"};
    std::string text(headerBytes, '\0');
    if (!stream.read(text.data(), static_cast<std::streamsize>(headerBytes))) return Failure{FailureKind::Unreadable, subject, {}};
    Header header{json::parse(text, nullptr, false), fileBytes - 8 - headerBytes};
    if (!header.parsed.is_object()) return wrong("its header is not JSON");
    return header;
}

Done readTensors(std::ifstream& stream, const std::vector<Entry>& entries, WeightsFile& weights, const std::string& subject)
{
    const auto claimed = weights.metadata.find(dataDigestKey);
    Sha256 digest;
    for (const Entry& entry : entries) {
        torch::Tensor tensor = torch::empty(entry.shape, entry.type);
        const auto bytes = static_cast<std::streamsize>(entry.end - entry.begin);
        if (bytes > 0 && !stream.read(static_cast<char*>(tensor.data_ptr()), bytes)) return Failure{FailureKind::Unreadable, subject, {}};
        if (bytes > 0) digest.add(tensor.data_ptr(), static_cast<std::size_t>(bytes));
        weights.tensors.emplace(entry.name, std::move(tensor));
    }
    if (claimed != weights.metadata.end() && isOurs(weights) && digest.finish() != claimed->second)
        return Failure{FailureKind::ModelDamaged, subject, "the SHA-256 of the weights differs"};
    return done();
}

Result<WeightsFile> read(const std::filesystem::path& file)
{
    const std::string subject = file.string();
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Failure{FailureKind::Unreadable, subject, {}};
    auto header = readHeader(stream, std::filesystem::file_size(file), subject);
    if (!header) return header.error();

    WeightsFile weights;
    auto metadata = parseMetadata(header->parsed, subject);
    if (!metadata) return metadata.error();
    weights.metadata = *std::move(metadata);
    if (const auto manifest = weights.metadata.find(manifestKey); manifest != weights.metadata.end()) {
        // Version before digest: a newer program may compute its digests otherwise.
        auto parsed = manifestFromJson(manifest->second, subject);
        if (!parsed && parsed.error().kind == FailureKind::ModelTooNew) return parsed.error();
        for (const char* key : {dataDigestKey, headerDigestKey})
            if (!weights.metadata.contains(key)) return Failure{FailureKind::ModelDamaged, subject, std::string("no ") + key};
        if (auto sound = checkHeader(header->parsed, weights, subject); !sound) return sound.error();
        if (!parsed) return parsed.error();
        weights.manifest = *std::move(parsed);
        weights.manifest->fileSha256 = weights.metadata[headerDigestKey];
    } else if (auto sound = checkHeader(header->parsed, weights, subject); !sound) {
        return sound.error();
    }
    const auto entries = parseEntries(header->parsed, header->dataBytes, subject);
    if (!entries) return entries.error();
    if (auto read = readTensors(stream, *entries, weights, subject); !read) return read.error();
    return weights;
}

// Weights of two and more dimensions are what makes a file large. Norms and biases stay exact: they take a hundredth of the bytes, and
// a running variance may be too small or too large for half precision.
torch::ScalarType storedType(const torch::Tensor& tensor, bool half)
{
    return half && tensor.is_floating_point() && tensor.dim() >= 2 ? torch::kFloat16 : tensor.scalar_type();
}

Result<std::map<std::string, torch::Tensor>> tensorsToStore(const WeightsFile& weights, bool half)
{
    const torch::NoGradGuard noGradients;
    std::map<std::string, torch::Tensor> stored;
    auto tensors = weights.tensors;
    if (weights.gate) putGate(*weights.gate, tensors);
    for (const auto& [name, tensor] : tensors) {
        torch::Tensor flat = tensor.detach().to(torch::kCPU, storedType(tensor, half)).contiguous();
        if (flat.is_floating_point() && !torch::isfinite(flat.to(torch::kFloat32)).all().item<bool>())
            return Failure{FailureKind::BadNumber, name, "values that are not finite"};
        stored.emplace(name, std::move(flat));
    }
    return stored;
}

Result<json> describe(const std::map<std::string, torch::Tensor>& stored, const WeightsFile& weights)
{
    json header = json::object();
    json metadata = json::object();
    for (const auto& [key, value] : weights.metadata)
        metadata[key] = value;
    for (const char* key : {manifestKey, dataDigestKey, headerDigestKey})
        metadata.erase(key); // those of the file it was read from
    metadata["format"] = "pt";
    Sha256 digest;
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : stored) {
        const auto* type = std::ranges::find(types, tensor.scalar_type(), &Type::type);
        if (type == types.end()) return Failure{FailureKind::BadArgument, name, "a type that model files do not hold"};
        const std::uint64_t bytes = tensor.nbytes();
        header[name] = {{"dtype", type->name}, {"shape", tensor.sizes().vec()}, {"data_offsets", {offset, offset + bytes}}};
        if (bytes > 0) digest.add(tensor.data_ptr(), bytes);
        offset += bytes;
    }
    metadata[dataDigestKey] = digest.finish();
    if (weights.manifest) metadata[manifestKey] = toJson(*weights.manifest);
    header[metadataKey] = metadata;
    header[metadataKey][headerDigestKey] = headerDigest(header);
    return header;
}

Done write(const std::filesystem::path& file, const WeightsFile& weights, bool half)
{
    const auto stored = tensorsToStore(weights, half);
    if (!stored) return stored.error();
    const auto header = describe(*stored, weights);
    if (!header) return header.error();
    std::string text = header->dump(-1, ' ', true);
    text.resize((text.size() + 7) / 8 * 8, ' '); // so that mapped tensors are aligned

    auto target = imaging::ReplacementFile::open(file);
    if (!target) return target.error();
    const std::uint64_t length = text.size();
    if (auto ok = target->write(&length, sizeof length); !ok) return ok;
    if (auto ok = target->write(text); !ok) return ok;
    for (const auto& [name, tensor] : *stored)
        if (auto ok = target->write(tensor.data_ptr(), tensor.nbytes()); !ok) return ok;
    return target->commit();
}

} // namespace

bool looksLikeSafetensors(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 9> start{};
    std::uint64_t headerBytes = 0;
    if (!stream.read(start.data(), start.size())) return false;
    std::memcpy(&headerBytes, start.data(), sizeof headerBytes);
    return start[8] == '{' && headerBytes >= 2 && headerBytes <= largestHeader;
}

Result<WeightsFile> readSafetensors(const std::filesystem::path& file)
{
    try {
        return read(file);
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, file.string(), {}};
    } catch (const std::exception& e) {
        return Failure{FailureKind::NotAModel, file.string(), e.what()};
    }
}

Done writeWeights(const std::filesystem::path& file, const WeightsFile& weights, bool half)
{
    try {
        return write(file, weights, half);
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, file.string(), {}};
    } catch (const std::exception& e) {
        return Failure{FailureKind::CannotWrite, file.string(), e.what()};
    }
}

} // namespace lucency::model
