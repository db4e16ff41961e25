#include "app/training/storesource.h"

#include "app/store/store.h"
#include "model/csv.h"
#include "model/datafolder.h"
#include "model/runfolder.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHash>

#include <map>
#include <optional>
#include <set>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;

/// One image with what is stated of it.
struct Member {
    ImageRow image;
    std::map<QString, LabelCall> calls; ///< Present and Absent alone
    bool listed = false;                ///< a source has labels: findings that it does not name are absent
    QString patient, age, sex;
};

class StoreSource {
public:
    StoreSource(const Store& store, StoreChoice choice, const std::stop_token& stop)
        : m_store(store)
        , m_choice(choice)
        , m_stop(stop)
    {
    }

    Result<StoreSet> write(const fs::path& sets)
    {
        if (auto read = readCorrections(); !read) return read.error();
        if (auto read = readImages(); !read) return read.error();
        if (m_members.empty())
            return Failure{FailureKind::NoLabelledImages, m_store.path().toStdString(),
                           m_choice == StoreChoice::Sent ? "no labelled image was sent to the next training set"
                                                         : "nothing is stated of the images of the worklist"};
        return writeFolder(sets);
    }

private:
    Done readCorrections()
    {
        auto spoken = m_store.correctedImages();
        if (!spoken) return spoken.error();
        for (auto& corrected : *spoken) {
            const int place = static_cast<int>(m_corrected.size());
            if (!corrected.contentHash.isEmpty()) m_byHash.insert(corrected.contentHash, place);
            m_byPath.insert(corrected.path, place);
            m_corrected.push_back(std::move(corrected));
        }
        return done();
    }

    /// A DICOM file has no hash in the store: it is known by its path.
    const CorrectedImage* correctionOf(const ImageRow& image) const
    {
        const auto byHash = image.contentHash.isEmpty() ? m_byHash.constEnd() : m_byHash.constFind(image.contentHash);
        const int place = byHash != m_byHash.constEnd() ? *byHash : m_byPath.value(image.path, -1);
        return place < 0 ? nullptr : &m_corrected[static_cast<std::size_t>(place)];
    }

    Done readImages()
    {
        std::vector<ImageRow> images;
        const auto visited = m_store.allImages([&](const ImageRow& image) {
            if (image.frame == 0) images.push_back(image);
            return !m_stop.stop_requested();
        });
        if (!visited) return visited;
        for (const auto& image : images) {
            if (m_stop.stop_requested()) return Failure{FailureKind::Cancelled, m_store.path().toStdString(), ""};
            if (auto taken = takeIn(image); !taken) return taken;
        }
        return done();
    }

    Done takeIn(const ImageRow& image)
    {
        const auto* corrected = correctionOf(image);
        if (m_choice == StoreChoice::Sent && !(corrected && corrected->forTraining)) return done();
        if (corrected && corrected->excluded) {
            ++m_set.excluded;
            return done();
        }
        Member member;
        member.image = image;
        if (auto read = readLabels(member, corrected); !read) return read;
        if (member.calls.empty() && !member.listed) {
            ++m_set.unlabelled;
            return done();
        }
        if (!QFileInfo::exists(image.path)) {
            ++m_set.missing;
            return done();
        }
        const auto study = m_store.study(image.study);
        if (!study) return study.error();
        const auto patient = m_store.patient(study->patient);
        if (!patient) return patient.error();
        member.patient = QString::number(study->patient);
        member.age = study->age;
        member.sex = patient->sex;
        if (corrected && !corrected->labels.empty()) ++m_set.corrected;
        m_members.push_back(std::move(member));
        return done();
    }

    Done readLabels(Member& member, const CorrectedImage* corrected)
    {
        const auto labels = m_store.labels(member.image.id);
        if (!labels) return labels.error();
        for (const auto& label : *labels) {
            member.listed = true;
            if (!model::meansNoFinding(label.finding.toStdString())) member.calls[label.finding] = LabelCall::Present;
        }
        if (corrected)
            for (const auto& [finding, call] : corrected->labels)
                member.calls[finding] = call;
        for (const auto& [finding, call] : member.calls)
            m_findings.insert(finding);
        return done();
    }

    QString cellOf(const Member& member, const QString& finding) const
    {
        const auto call = member.calls.find(finding);
        if (call == member.calls.end()) return member.listed ? QStringLiteral("0") : QString();
        if (call->second == LabelCall::Present) return QStringLiteral("1");
        return call->second == LabelCall::Absent ? QStringLiteral("0") : QString();
    }

    Result<StoreSet> writeFolder(const fs::path& sets)
    {
        const auto stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-HHmmss")).toStdString();
        std::error_code failed;
        for (int number = 1; m_set.folder.empty() || fs::exists(m_set.folder, failed); ++number)
            m_set.folder = sets / ("worklist-" + stamp + (number > 1 ? "-" + std::to_string(number) : ""));
        fs::create_directories(m_set.folder / "images", failed);
        if (failed) return Failure{FailureKind::CannotWrite, m_set.folder.string(), failed.message()};
        std::string table = "image,patient,age,sex";
        for (const auto& finding : m_findings)
            table += "," + model::csvField(finding.toStdString());
        table += "\n";
        for (const auto& member : m_members) {
            const fs::path file(member.image.path.toStdString());
            const auto name = std::to_string(member.image.id) + file.extension().string();
            fs::create_symlink(file, m_set.folder / "images" / name, failed);
            if (failed) return Failure{FailureKind::CannotWrite, (m_set.folder / "images" / name).string(), failed.message()};
            const auto cell = [&](const QString& text) { table += "," + model::csvField(text.toStdString()); };
            table += model::csvField(name);
            cell(member.patient);
            cell(member.age);
            cell(member.sex);
            for (const auto& finding : m_findings)
                cell(cellOf(member, finding));
            table += "\n";
        }
        if (auto written = model::replaceFile(m_set.folder / "labels.csv", table); !written) return written.error();
        m_set.images = static_cast<long>(m_members.size());
        return m_set;
    }

    const Store& m_store;
    const StoreChoice m_choice;
    const std::stop_token m_stop;
    std::vector<CorrectedImage> m_corrected;
    QHash<QByteArray, int> m_byHash;
    QHash<QString, int> m_byPath;
    std::vector<Member> m_members;
    std::set<QString> m_findings;
    StoreSet m_set;
};

} // namespace

Result<StoreSet> writeStoreSet(const QString& store, const fs::path& sets, StoreChoice choice, const std::stop_token& stop)
{
    StoreOptions options;
    options.checkIntegrity = false;
    const auto opened = Store::open(store, options);
    if (!opened) return opened.error();
    return StoreSource(*opened, choice, stop).write(sets);
}

} // namespace lucency::app
