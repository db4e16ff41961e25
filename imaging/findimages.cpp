#include "imaging/dicom/bytes.h"
#include "imaging/dicom/dicom.h"
#include "imaging/read.h"

#include <algorithm>
#include <cctype>
#include <exception>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace lucency::imaging {

namespace {

namespace fs = std::filesystem;

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// Files that lie beside images and are none: tables, texts, archives, programs, weights. Images without any extension are usual in DICOM.
bool isCompanion(const fs::path& file)
{
    static const std::unordered_set<std::string> extensions = {
        ".csv",     ".tsv", ".txt", ".json",        ".jsonl", ".xml", ".yaml",   ".yml",        ".md",         ".rst",
        ".html",    ".htm", ".css", ".js",          ".log",   ".pdf", ".doc",    ".docx",       ".xls",        ".xlsx",
        ".ods",     ".odt", ".ppt", ".pptx",        ".zip",   ".gz",  ".tar",    ".tgz",        ".bz2",        ".xz",
        ".7z",      ".rar", ".py",  ".ipynb",       ".m",     ".r",   ".sh",     ".bat",        ".exe",        ".dll",
        ".so",      ".jar", ".inf", ".ini",         ".cfg",   ".db",  ".sqlite", ".sqlite-wal", ".sqlite-shm", ".sqlite-reading",
        ".lucency", ".pth", ".pt",  ".safetensors", ".onnx",  ".npy", ".npz",    ".h5",         ".hdf5",       ".pkl",
        ".parquet", ".dump"};
    return extensions.contains(lowered(file.extension().string()));
}

bool isHidden(const fs::path& path)
{
    return path.filename().string().starts_with('.');
}
bool isDicomdirName(const fs::path& path)
{
    return lowered(path.filename().string()) == "dicomdir";
}

class Search {
public:
    explicit Search(std::stop_token stop)
        : m_stop(std::move(stop))
    {
    }

    /// A path that a person named.
    Done add(const fs::path& path)
    {
        std::error_code error;
        const fs::file_status status = fs::status(path, error);
        if (status.type() == fs::file_type::not_found) return Failure{FailureKind::NotFound, path.string(), "no such file or folder"};
        if (error) return Failure{FailureKind::Unreadable, path.string(), error.message()};
        if (fs::is_directory(status)) return addFolder(path);
        const auto opened = dicom::openFile(path);
        if (!opened) return opened.error();
        if (isDicomdirName(path)) return addDicomdir(path, true);
        keep(path);
        return done();
    }

    /// Folders that links in folders lead to, after all that was named: a file is known by the shorter way.
    Done followLinks()
    {
        while (!m_links.empty()) {
            const fs::path link = *m_links.begin();
            m_links.erase(m_links.begin());
            std::error_code error;
            const fs::path target = fs::canonical(link, error);
            const auto holds = [](const fs::path& folder, const fs::path& other) {
                return std::mismatch(folder.begin(), folder.end(), other.begin(), other.end()).first == folder.end();
            };
            // What lies in a folder that was searched is found already, and what holds one leads in circles.
            if (error || std::ranges::any_of(m_searched, [&](const auto& known) { return holds(known, target) || holds(target, known); }))
                continue;
            if (Done added = addFolder(link); !added) return added;
        }
        return done();
    }

    std::vector<fs::path> sorted() &&
    {
        std::sort(m_files.begin(), m_files.end());
        return std::move(m_files);
    }
    bool isEmpty() const { return m_files.empty(); }

private:
    Done addFolder(const fs::path& folder)
    {
        std::error_code error;
        fs::recursive_directory_iterator entry(folder, error), end;
        if (error) return Failure{FailureKind::Unreadable, folder.string(), error.message()};
        m_searched.push_back(fs::canonical(folder, error));
        while (entry != end) {
            if (m_stop.stop_requested()) return Failure{FailureKind::Cancelled, folder.string(), {}};
            const fs::path path = entry->path();
            std::error_code unreadable;
            const bool isFolder = entry->is_directory(unreadable);
            if (isHidden(path)) {
                if (isFolder) entry.disable_recursion_pending();
            } else if (isFolder && !isListable(path)) {
                // A subfolder that may not be entered stands in the list itself, so that its loss is reported and not silent.
                entry.disable_recursion_pending();
                keep(path);
            } else if (isFolder && entry->is_symlink(unreadable)) {
                m_links.insert(path);
            } else if (entry->is_regular_file(unreadable)) {
                if (isDicomdirName(path)) {
                    if (Done added = addDicomdir(path, false); !added) return added;
                } else if (!isCompanion(path)) {
                    keep(path);
                }
            } else if (!isFolder && entry->is_symlink(unreadable) && !entry->exists(unreadable) && !isCompanion(path)) {
                keep(path); // a link to what is not there is reported alike
            }
            entry.increment(error);
            if (error) return Failure{FailureKind::Unreadable, folder.string(), error.message()};
        }
        return done();
    }

    static bool isListable(const fs::path& folder)
    {
        std::error_code error;
        fs::directory_iterator probe(folder, error);
        return !error;
    }

    /// A damaged DICOMDIR that was named is an error; one that was found is left out, since its images are found beside it.
    Done addDicomdir(const fs::path& path, bool named)
    {
        const Result<std::vector<fs::path>> files = dicom::readDicomdir(path);
        if (!files) return named ? Done(files.error()) : done();
        for (const fs::path& file : *files)
            keep(file);
        return done();
    }

    /// The same file by another way is the same file. Folders are resolved once, not for each of their files.
    void keep(const fs::path& path)
    {
        std::error_code error;
        fs::path known;
        if (fs::is_symlink(fs::symlink_status(path, error))) {
            known = fs::weakly_canonical(path, error);
        } else {
            const auto [folder, isNew] = m_folders.try_emplace(path.parent_path().string());
            if (isNew) folder->second = fs::weakly_canonical(path.has_parent_path() ? path.parent_path() : fs::path("."), error);
            known = folder->second / path.filename();
        }
        if (m_seen.insert(known.string()).second) m_files.push_back(path);
    }

    std::unordered_map<std::string, fs::path> m_folders;
    std::vector<fs::path> m_searched; ///< folders, whole, without links
    std::set<fs::path> m_links;       ///< to folders, not followed yet
    std::stop_token m_stop;
    std::vector<fs::path> m_files;
    std::unordered_set<std::string> m_seen;
};

} // namespace

Result<std::vector<fs::path>> findImages(const std::vector<fs::path>& paths, std::stop_token stop)
{
    try {
        Search search(std::move(stop));
        for (const fs::path& path : paths) {
            if (Done added = search.add(path); !added) return added.error();
        }
        if (Done followed = search.followLinks(); !followed) return followed.error();
        if (search.isEmpty()) return Failure{FailureKind::EmptyFolder, paths.empty() ? std::string() : paths.front().string(), "no images"};
        return std::move(search).sorted();
    } catch (const std::exception& error) {
        return Failure{FailureKind::Internal, paths.empty() ? std::string() : paths.front().string(), error.what()};
    }
}

} // namespace lucency::imaging
