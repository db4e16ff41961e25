#include "imaging/dicom/dataset.h"
#include "imaging/dicom/dicom.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcsequen.h>

#include <algorithm>
#include <cctype>
#include <map>

namespace lucency::imaging::dicom {

namespace {

std::string folded(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (text.ends_with(";1")) text.resize(text.size() - 2); // version numbers of ISO 9660
    if (text.ends_with('.')) text.pop_back();
    return text;
}

/// Finds entries of a folder whatever their case, and remembers what each folder holds.
class Disc {
public:
    std::filesystem::path find(const std::filesystem::path& folder, const std::string& name)
    {
        std::error_code ignored;
        if (std::filesystem::exists(folder / name, ignored)) return folder / name;
        auto [entry, isNew] = m_folders.try_emplace(folder);
        if (isNew) {
            for (std::filesystem::directory_iterator it(folder, ignored), end; !ignored && it != end; it.increment(ignored)) {
                entry->second.emplace(folded(it->path().filename().string()), it->path());
            }
        }
        const auto found = entry->second.find(folded(name));
        return found == entry->second.end() ? folder / name : found->second;
    }

private:
    std::map<std::filesystem::path, std::map<std::string, std::filesystem::path>> m_folders;
};

/// Referenced File ID (0004,1500): up to 8 components below the folder of the DICOMDIR. Empty when it would lead elsewhere.
std::filesystem::path resolve(const std::filesystem::path& root, DcmItem& record, Disc& disc)
{
    std::filesystem::path path = root;
    OFString component;
    unsigned long count = 0;
    for (; count < 64 && record.findAndGetOFString(DCM_ReferencedFileID, component, count).good(); ++count) {
        const std::string name(component.c_str(), component.size());
        if (name.empty() || name == "." || name == ".." || name.find_first_of(std::string_view("/\0", 2)) != std::string::npos) return {};
        path = disc.find(path, name);
    }
    return count == 0 ? std::filesystem::path() : path;
}

} // namespace

Result<std::vector<std::filesystem::path>> readDicomdir(const std::filesystem::path& file, const ReadLimits& limits)
{
    Result<OpenedDicom> opened = openDicom(file, limits);
    if (!opened) return opened.error();
    DcmSequenceOfItems* records = nullptr;
    if (opened->dataset->findAndGetSequence(DCM_DirectoryRecordSequence, records).bad() || records == nullptr) {
        return Failure{FailureKind::NotAnImage, file.string(), "no directory records"};
    }
    std::vector<std::filesystem::path> files;
    Disc disc;
    for (DcmObject* object = records->nextInContainer(nullptr); object != nullptr; object = records->nextInContainer(object)) {
        auto& record = *static_cast<DcmItem*>(object);
        OFString type;
        Uint16 inUse = 0xFFFF;
        record.findAndGetOFString(DCM_DirectoryRecordType, type);
        record.findAndGetUint16(DCM_RecordInUseFlag, inUse);
        if (type != "IMAGE" || inUse == 0) continue;
        const std::filesystem::path path = resolve(file.parent_path(), record, disc);
        if (!path.empty()) files.push_back(path);
    }
    return files;
}

} // namespace lucency::imaging::dicom
