#include "model/torchzip.h"

#include "model/pickle.h"
#include "model/ziparchive.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace lucency::model {
namespace {

constexpr std::uint64_t largestPickle = 16 << 20;
constexpr std::size_t mostDimensions = 8;

struct StorageType {
    std::string_view global;
    torch::ScalarType type;
};
constexpr std::array storageTypes{
    StorageType{"torch FloatStorage", torch::kFloat32}, StorageType{"torch DoubleStorage", torch::kFloat64},
    StorageType{"torch HalfStorage", torch::kFloat16},  StorageType{"torch BFloat16Storage", torch::kBFloat16},
    StorageType{"torch LongStorage", torch::kInt64},    StorageType{"torch IntStorage", torch::kInt32},
    StorageType{"torch ShortStorage", torch::kInt16},   StorageType{"torch CharStorage", torch::kInt8},
    StorageType{"torch ByteStorage", torch::kUInt8},    StorageType{"torch BoolStorage", torch::kBool},
};

/// Builds tensors out of the calls of torch._utils._rebuild_tensor_v2 that a pickle describes.
class StateDict {
public:
    StateDict(ZipArchive& archive, const Pickle& pickle, std::string subject)
        : m_archive(archive)
        , m_pickle(pickle)
        , m_subject(std::move(subject))
    {
    }

    Result<std::map<std::string, torch::Tensor>> read()
    {
        const Value* dictionary = &m_pickle.at(m_pickle.root);
        for (const char* key : {"state_dict", "model_state_dict", "model"})
            if (const Value* inner = find(*dictionary, key); inner && inner->kind == Kind::Dictionary) dictionary = inner;
        if (dictionary->kind != Kind::Dictionary) return wrong("holds no state dict");
        std::map<std::string, torch::Tensor> tensors;
        for (std::size_t i = 0; i + 1 < dictionary->items.size(); i += 2) {
            const Value &key = m_pickle.at(dictionary->items[i]), &value = m_pickle.at(dictionary->items[i + 1]);
            if (key.kind != Kind::Text || value.kind != Kind::Call) continue;
            auto tensor = rebuild(value, key.text);
            if (!tensor) return tensor.error();
            tensors[key.text] = *std::move(tensor);
        }
        if (tensors.empty()) return wrong("holds no tensors");
        return withoutPrefix(std::move(tensors));
    }

private:
    using Value = Pickle::Value;
    using Kind = Pickle::Kind;

    Failure wrong(const std::string& what) const { return {FailureKind::NotAModel, m_subject, what}; }

    const Value* find(const Value& dictionary, std::string_view key) const
    {
        if (dictionary.kind != Kind::Dictionary) return nullptr;
        for (std::size_t i = 0; i + 1 < dictionary.items.size(); i += 2)
            if (m_pickle.at(dictionary.items[i]).text == key) return &m_pickle.at(dictionary.items[i + 1]);
        return nullptr;
    }

    std::optional<std::vector<std::int64_t>> extents(const Value& tuple) const
    {
        std::vector<std::int64_t> values;
        for (const std::size_t item : tuple.items) {
            const Value& value = m_pickle.at(item);
            if (value.kind != Kind::Integer || value.integer < 0) return std::nullopt;
            values.push_back(value.integer);
        }
        if (tuple.kind != Kind::Tuple || values.size() > mostDimensions) return std::nullopt;
        return values;
    }

    Result<torch::Tensor> rebuild(const Value& call, const std::string& name)
    {
        const Value& function = m_pickle.at(call.items[0]);
        const Value& arguments = m_pickle.at(call.items[1]);
        if (function.text == "torch._utils _rebuild_parameter" && !arguments.items.empty() &&
            m_pickle.at(arguments.items[0]).kind == Kind::Call && &m_pickle.at(arguments.items[0]) != &call)
            return rebuildTensor(m_pickle.at(arguments.items[0]), name);
        return rebuildTensor(call, name);
    }

    Result<torch::Tensor> rebuildTensor(const Value& call, const std::string& name)
    {
        const Value& function = m_pickle.at(call.items[0]);
        const Value& arguments = m_pickle.at(call.items[1]);
        if (function.text != "torch._utils _rebuild_tensor_v2" || arguments.items.size() < 4)
            return wrong(name + " is no plain tensor (" + function.text + ")");
        const Value& offset = m_pickle.at(arguments.items[1]);
        const auto sizes = extents(m_pickle.at(arguments.items[2])), strides = extents(m_pickle.at(arguments.items[3]));
        if (offset.kind != Kind::Integer || offset.integer < 0 || !sizes || !strides || sizes->size() != strides->size())
            return wrong(name + " has an impossible shape");
        auto storage = readStorage(m_pickle.at(arguments.items[0]), name);
        if (!storage) return storage;
        if (!fits(*sizes, *strides, offset.integer, storage->numel())) return wrong(name + " reaches beyond its storage");
        return storage->as_strided(*sizes, *strides, offset.integer);
    }

    /// Whether every element lies in the storage, and no more of them than it has: a stride of zero must not make gigabytes of a byte.
    static bool fits(const std::vector<std::int64_t>& sizes, const std::vector<std::int64_t>& strides, std::int64_t offset,
                     std::int64_t available)
    {
        std::int64_t count = 1, last = offset;
        if (std::ranges::find(sizes, 0) != sizes.end()) return offset <= available;
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            std::int64_t reach = 0;
            if (__builtin_mul_overflow(count, sizes[i], &count) || __builtin_mul_overflow(sizes[i] - 1, strides[i], &reach) ||
                __builtin_add_overflow(last, reach, &last))
                return false;
        }
        return last < available && count <= available;
    }

    /// The persistent id is ('storage', type, key, device, number of elements); its bytes are the entry data/key.
    Result<torch::Tensor> readStorage(const Value& persistent, const std::string& name)
    {
        if (persistent.kind != Kind::Persistent) return wrong(name + " has no storage");
        const Value& id = m_pickle.at(persistent.items[0]);
        if (id.items.size() < 5 || m_pickle.at(id.items[2]).kind != Kind::Text) return wrong(name + " has no storage");
        const std::string& key = m_pickle.at(id.items[2]).text;
        const auto* type = std::ranges::find(storageTypes, std::string_view(m_pickle.at(id.items[1]).text), &StorageType::global);
        if (type == storageTypes.end()) return wrong(name + " has an unknown type of numbers");
        const std::string entry = "data/" + key;
        if (!m_archive.contains(entry)) return wrong("has no entry " + entry);
        const std::uint64_t bytes = m_archive.size(entry), each = torch::elementSize(type->type);
        if (const auto known = m_storages.find(key); known != m_storages.end())
            return known->second.scalar_type() == type->type ? Result(known->second) : wrong(name + " has two types of numbers");
        if (bytes % each != 0 || static_cast<std::int64_t>(bytes / each) != m_pickle.at(id.items[4]).integer)
            return wrong("entry " + entry + " has another length than it claims");
        torch::Tensor storage = torch::empty({static_cast<std::int64_t>(bytes / each)}, type->type);
        if (auto read = m_archive.read(entry, storage.data_ptr()); !read) return read.error();
        m_storages[key] = storage;
        return storage;
    }

    static std::map<std::string, torch::Tensor> withoutPrefix(std::map<std::string, torch::Tensor> tensors)
    {
        constexpr std::string_view prefix = "module."; // of torch.nn.DataParallel
        if (!std::ranges::all_of(tensors, [&](const auto& named) { return named.first.starts_with(prefix); })) return tensors;
        std::map<std::string, torch::Tensor> renamed;
        for (auto& [name, tensor] : tensors)
            renamed[name.substr(prefix.size())] = tensor;
        return renamed;
    }

    ZipArchive& m_archive;
    const Pickle& m_pickle;
    std::string m_subject;
    std::map<std::string, torch::Tensor> m_storages;
};

} // namespace

bool holdsTorchScript(const std::filesystem::path& file)
{
    const auto archive = ZipArchive::open(file);
    return archive && archive->contains("constants.pkl");
}

Done verifyTorchScript(const std::filesystem::path& file)
{
    auto archive = ZipArchive::open(file);
    return archive ? archive->verify() : Done(archive.error());
}

Result<WeightsFile> readTorchZip(const std::filesystem::path& file)
{
    const std::string subject = file.string();
    try {
        auto archive = ZipArchive::open(file);
        if (!archive) return archive.error();
        if (archive->contains("constants.pkl")) return Failure{FailureKind::NotAModel, subject, "holds TorchScript, not a state dict"};
        if (!archive->contains("data.pkl")) return Failure{FailureKind::NotAModel, subject, "a zip archive, but not made by torch.save()"};
        if (archive->size("byteorder") == 3) return Failure{FailureKind::NotAModel, subject, "written on a big-endian machine"};
        if (archive->size("data.pkl") > largestPickle) return Failure{FailureKind::NotAModel, subject, "its pickle is too large"};
        std::string bytes(archive->size("data.pkl"), '\0');
        if (auto read = archive->read("data.pkl", bytes.data()); !read) return read.error();
        const auto pickle = readPickle(bytes, subject);
        if (!pickle) return pickle.error();
        auto tensors = StateDict(*archive, *pickle, subject).read();
        if (!tensors) return tensors.error();
        return WeightsFile{*std::move(tensors), std::nullopt, std::nullopt, {}};
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, subject, {}};
    } catch (const std::exception& e) {
        return Failure{FailureKind::NotAModel, subject, e.what()};
    }
}

} // namespace lucency::model
