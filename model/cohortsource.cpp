#include "model/cohortsource.h"

#include "imaging/read.h"
#include "model/celltext.h"
#include "model/cellwords.h"
#include "model/datafolder.h"
#include "model/labelcolumns.h"
#include "model/labelledrows.h"
#include "model/numbered.h"
#include "model/patientage.h"
#include "model/patientof.h"
#include "model/peoplecells.h"
#include "model/tablesbeside.h"
#include "model/textencoding.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;

class SourceFiles {
public:
    SourceFiles(const DataSource& source, const std::vector<RecipeFinding>& findings, const fs::path& dataFolder, std::stop_token stop)
        : m_source(source)
        , m_dataFolder(dataFolder)
        , m_stop(std::move(stop))
        , m_names(source, findings)
        , m_patients(source)
    {
        m_stated.count.name = source.name;
    }

    Result<StatedSource> read()
    {
        auto gathered = m_source.kind == SourceKind::Folders ? fromFolders()
                        : m_source.kind == SourceKind::Table ? fromTable()
                                                             : fromWhatLiesThere();
        if (!gathered) return gathered.error();
        return std::move(m_stated);
    }

private:
    Result<std::vector<fs::path>> imagesIn(const fs::path& folder) const
    {
        std::error_code unknown;
        if (!fs::is_directory(folder, unknown)) return Failure{FailureKind::NotFound, folder.string(), ""};
        return imaging::findImages({folder}, m_stop);
    }

    /// Takes an image in whose labels are known; the row is null where there is no table.
    void add(const fs::path& file, const LabelledRow* row, const Statement& statement, std::optional<Part> part)
    {
        const auto named = row && !m_guessedPatients ? row->patient : std::string();
        const auto guessed = row && m_guessedPatients ? row->patient : std::string();
        const auto who = m_patients.of(file, m_dataFolder, named, guessed);
        StatedImage stated;
        auto& image = stated.image;
        image.age = yearsOf(row && !row->age.empty() ? row->age : who.age);
        auto& count = m_stated.count;
        if (!isWithinAges(image.age, m_source.minimumAge, m_source.maximumAge)) {
            ++count.outsideAges;
            return;
        }
        image.path = file.lexically_relative(m_dataFolder).generic_string();
        image.patient = m_source.name + "/" + who.patient;
        count.ownPatients += who.own ? 1 : 0;
        image.sex = groupCode(row && !row->sex.empty() ? row->sex : who.sex);
        image.view = groupCode(row && !row->view.empty() ? row->view : who.view);
        image.scanner = who.scanner;
        image.keptPart = part;
        stated.statement = statement;
        m_stated.images.push_back(std::move(stated));
    }

    Done fromFolders()
    {
        const auto& named = m_source.folders.front();
        auto root = findBelow(m_dataFolder, named);
        std::error_code unknown;
        const auto holdsClasses = [&](const fs::path& folder) {
            return std::all_of(m_source.classes.begin(), m_source.classes.end(),
                               [&](const auto& each) { return fs::is_directory(folder / each.first, unknown); });
        };
        if (!root && holdsClasses(m_dataFolder)) root = m_dataFolder;
        if (!root) return Failure{FailureKind::NotFound, (m_dataFolder / named).string(), ""};
        m_stated.count.place = root->string();
        for (const auto& [folder, present] : m_source.classes) {
            const auto files = imagesIn(*root / folder);
            if (!files) return files.error();
            for (const auto& file : *files)
                add(file, nullptr, {{present.begin(), present.end()}, {}, true}, std::nullopt);
        }
        return done();
    }

    Done fromTable()
    {
        const auto table = findBelow(m_dataFolder, m_source.table);
        if (!table) return Failure{FailureKind::NotFound, (m_dataFolder / m_source.table).string(), ""};
        std::vector<fs::path> files;
        const bool none = std::none_of(m_source.folders.begin(), m_source.folders.end(),
                                       [&](const auto& folder) { return findBelow(m_dataFolder, folder).has_value(); });
        for (const auto& folder : none ? std::vector<std::string>{""} : m_source.folders) {
            auto found = imagesIn(findBelow(m_dataFolder, folder).value_or(m_dataFolder / folder));
            if (!found) return found.error();
            files.insert(files.end(), found->begin(), found->end());
        }
        auto rows = LabelledRows::read(*table, m_source, m_names, {}, true);
        if (!rows) return rows.error();
        PlacedImages placed;
        for (auto& file : files)
            placed.images.push_back({std::move(file), "", std::nullopt});
        return join(*table, *rows, placed);
    }

    Done join(const fs::path& table, const LabelledRows& rows, const PlacedImages& placed)
    {
        // The recipe of a run names the table from the data folder, or as it was named.
        for (const auto& name : {m_source.table, table.lexically_relative(m_dataFolder).generic_string()})
            if (auto nameable = checkTableName(name); !nameable) return nameable;
        auto& count = m_stated.count;
        count.place = table.string();
        count.tableRows = rows.rows();
        count.outsideParts = placed.outsideParts;
        m_guessedPatients = rows.guessedPatients();
        m_stated.columnFindings = rows.columnFindings();
        if (rows.windows1252())
            m_stated.remarks.push_back(m_source.name + ": " + table.string() + " is not UTF-8, it is read as Windows-1252");
        for (const auto& text : rows.remarks())
            m_stated.remarks.push_back(m_source.name + ": " + text);
        m_stated.doubt = rows.doubt();
        std::unordered_map<std::string, int> ofOneName;
        for (const auto& image : placed.images)
            ++ofOneName[lowerCase(asUtf8(image.file.filename().string()))];
        std::unordered_set<const LabelledRow*> met;
        for (const auto& image : placed.images) {
            if (m_stop.stop_requested()) return Failure{FailureKind::Cancelled, table.string(), ""};
            const auto names = namesOfImage(image.file, m_root.empty() ? m_dataFolder : m_root);
            const auto* row = rows.rowOf(names, ofOneName[lowerCase(names.front())] == 1);
            if (!row) {
                ++count.imagesWithoutRow;
                continue;
            }
            met.insert(row);
            if (!row->unknownNames.empty()) {
                if (!m_source.skipUnknownFindings)
                    return Failure{FailureKind::UnknownFinding, table.string(),
                                   row->unknownNames.front() + (rows.doubt() ? "; " + *rows.doubt() : "")};
                ++count.unknownFindings;
                continue;
            }
            if (!row->statement.anything) {
                ++count.unlabelled;
                continue;
            }
            add(image.file, row, row->statement, image.part ? image.part : row->part);
        }
        count.rowsWithoutImage = count.tableRows;
        for (const auto* row : met)
            count.rowsWithoutImage -= row->rows;
        return done();
    }

    /// The folder to look in: the first of the alternatives that is there.
    Result<fs::path> rootFolder() const
    {
        std::error_code unknown;
        if (!fs::exists(m_dataFolder, unknown)) return Failure{FailureKind::NotFound, m_dataFolder.string(), ""};
        if (!fs::is_directory(m_dataFolder, unknown)) return Failure{FailureKind::EmptyFolder, m_dataFolder.string(), "it is no folder"};
        if (m_source.folders.empty()) return m_dataFolder;
        for (const auto& folder : m_source.folders)
            if (const auto found = findBelow(m_dataFolder, folder); found && fs::is_directory(*found, unknown)) return *found;
        return Failure{FailureKind::NotFound, (m_dataFolder / m_source.folders.front()).string(), ""};
    }

    Done fromWhatLiesThere()
    {
        auto root = rootFolder();
        if (!root) return root.error();
        m_root = *std::move(root);
        const auto files = imagesIn(m_root);
        if (!files) return files.error();
        const auto placed = placeImages(m_root, *files, m_names.mentioned());
        if (!m_source.table.empty()) {
            if (const auto table = findBelow(m_dataFolder, m_source.table)) return fromFoundTable(*table, placed);
            if (fs::path(m_source.table).is_absolute()) return Failure{FailureKind::NotFound, m_source.table, ""};
        }
        const auto means = [this](const std::string& folder) { return m_names.mentions(folder) || meansNoFinding(folder); };
        if (std::any_of(placed.folders.begin(), placed.folders.end(), means)) return fromClassFolders(placed);
        std::string others;
        const auto tables = tablesBeside(placed, others);
        if (tables.size() > 1) {
            std::string names;
            for (const auto& table : tables)
                names += (names.empty() ? "" : ", ") + table.lexically_relative(m_root).string();
            return Failure{FailureKind::BadArgument, m_root.string(), "several label tables lie there, name one with --labels: " + names};
        }
        if (tables.size() == 1) return fromFoundTable(tables.front(), placed);
        if (placed.folders.size() > 1) return fromClassFolders(placed);
        return Failure{FailureKind::NoLabelledImages, m_root.string(),
                       numbered(static_cast<long>(files->size()), "image", "images") +
                           ", but neither folders of classes nor a label table" + others};
    }

    std::unordered_set<std::string> namesOf(const PlacedImages& placed) const
    {
        std::unordered_set<std::string> names;
        for (const auto& image : placed.images)
            for (auto& name : namesOfImage(image.file, m_root))
                names.insert(std::move(name));
        return names;
    }

    /// Label tables in the folder, or in those directly below it, that say something of its images. Why others are none is added to the
    /// words, where that is not plain.
    std::vector<fs::path> tablesBeside(const PlacedImages& placed, std::string& others) const
    {
        std::set<fs::path> imageFolders;
        for (const auto& image : placed.images)
            imageFolders.insert(image.file.parent_path());
        const auto candidates = tablesIn(m_root, imageFolders);
        std::vector<fs::path> tables;
        const auto names = candidates.empty() ? std::unordered_set<std::string>() : namesOf(placed);
        for (const auto& file : candidates) {
            if (isBoxTable(file)) continue;
            const auto rows = LabelledRows::read(file, m_source, m_names, names, false);
            if (saysLabels(rows))
                tables.push_back(file);
            else if (rows.error().kind == FailureKind::NotALabelTable)
                others += "; " + showable(file.lexically_relative(m_root).string()) + ": " + rows.error().detail;
        }
        return tables;
    }

    /// A label table with a cell that cannot be understood is one too: it is refused later, by name.
    static bool saysLabels(const Result<LabelledRows>& rows)
    {
        return rows || rows.error().kind == FailureKind::BadNumber || rows.error().kind == FailureKind::BadArgument;
    }

    static bool isBoxTable(const fs::path& file)
    {
        bool boxes = false;
        const auto header = readCsv(file, [&](const std::vector<std::string>& fields) {
            const auto startsLikeBox = [](const std::string& field) { return plainName(field).starts_with("bbox"); };
            const auto has = [&](const char* name) {
                return std::any_of(fields.begin(), fields.end(), [&](const auto& field) { return plainName(field) == name; });
            };
            boxes = std::any_of(fields.begin(), fields.end(), startsLikeBox) || (has("x") && has("y")) || has("x min");
            return false;
        });
        return !header || boxes;
    }

    Done fromFoundTable(const fs::path& table, const PlacedImages& placed)
    {
        auto rows = LabelledRows::read(table, m_source, m_names, namesOf(placed), false);
        if (!rows) return rows.error();
        m_stated.remarks.push_back(m_source.name + ": labels from " + table.filename().string());
        return join(table, *rows, placed);
    }

    Done fromClassFolders(const PlacedImages& placed)
    {
        auto& count = m_stated.count;
        count.place = m_root.string();
        count.outsideParts = placed.outsideParts;
        std::map<std::string, long> unknownFolders;
        for (const auto& image : placed.images) {
            if (!isUtf8(image.folder))
                return Failure{FailureKind::BadArgument, showable(m_root.string()),
                               "the name of the folder " + showable(image.folder) + " is not UTF-8, rename it"};
            const auto findings = m_names.findingsOf(image.folder);
            if (meansUnknown(image.folder) && !m_names.mentions(image.folder)) {
                ++count.unlabelled;
                if (!image.folder.empty()) ++unknownFolders[image.folder];
                continue;
            }
            if (!findings) {
                if (!m_source.skipUnknownFindings) return Failure{FailureKind::UnknownFinding, m_root.string(), image.folder};
                ++count.unknownFindings;
                continue;
            }
            add(image.file, nullptr, {{findings->begin(), findings->end()}, {}, true}, image.part);
        }
        for (const auto& [folder, images] : unknownFolders)
            m_stated.remarks.push_back(m_source.name + ": " + numbered(images, "image", "images") + " of the folder " + folder +
                                       (images == 1 ? " takes" : " take") + " no part: its name says that nothing is known");
        return done();
    }

    const DataSource& m_source;
    const fs::path& m_dataFolder;
    std::stop_token m_stop;
    FindingNames m_names;
    PatientFinder m_patients;
    fs::path m_root;
    bool m_guessedPatients = false;
    StatedSource m_stated;
};

} // namespace

Result<StatedSource> readSourceFiles(const DataSource& source, const std::vector<RecipeFinding>& findings, const fs::path& dataFolder,
                                     std::stop_token stop)
{
    return SourceFiles(source, findings, dataFolder, std::move(stop)).read();
}

} // namespace lucency::model
