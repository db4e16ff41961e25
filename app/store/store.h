#pragma once

#include "app/store/corrections.h"
#include "app/store/rows.h"
#include "imaging/result.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace lucency::app {

struct StoreOptions {
    bool checkIntegrity = true;  ///< false for further connections to a store that was checked when the program started
    int busyMilliseconds = 5000; ///< how long a statement waits for another writer before it fails with StoreBusy
    qint64 maximumPages = 0;     ///< 0 is no limit; else the file may not grow beyond so many pages (DiskFull)
};

/// What Store::addStudy() found or added.
struct AddedStudy {
    RowId study = 0, patient = 0;
    bool studyAdded = false, patientAdded = false;
};

/// What a label table says of an image and whom it shows; empty where it says nothing.
struct ImageDescription {
    QString age; ///< as Patient's Age: "057Y"
    QString sex; ///< "M", "F" or "O"
    QString viewPosition;
    int followUp = -1; ///< number of the examination
};

/// What Store::describe() changed.
struct DescribedImage {
    bool changed = false;
    std::vector<RowId> unscored; ///< images that are to be scored for another age than before
};

/// One connection to the store of patients, studies, images, predictions, boxes and labels: an SQLite file in write-ahead mode. It lives on
/// the thread that opened it; every worker opens its own. Each function that writes is one transaction, unless a Transaction is open,
/// and is on the disk when it returns. Every function fails with StoreBusy, StoreDamaged, DiskFull or CannotWrite; reading an id that
/// does not exist fails with NotFound.
class Store {
    struct Connection;

public:
    /// LUCENCY_STORE, else lucency.sqlite in the application's data folder.
    static QString defaultPath();

    /// Opens or creates the file and its folder, checks it (PRAGMA quick_check of all but scores and heat maps, application id) and
    /// migrates an older schema, all or nothing. Fails with StoreTooNew for a file of a newer version, StoreDamaged for anything that is no
    /// sound store (which is left untouched), CannotWrite for a read-only place, DiskFull or StoreBusy.
    static Result<Store> open(const QString& file, const StoreOptions& options = {});

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    QString path() const;

    /// Checks the scores and heat maps, which open() leaves out: seconds for a large store, so on a worker with time to spare.
    Done checkDerived() const;

    /// Many writes as one: begin with transaction(), end with commit(). Without commit() everything is taken back on destruction. Must
    /// not outlive the store.
    class Transaction {
    public:
        Transaction(Transaction&&) noexcept;
        ~Transaction();
        Done commit();

    private:
        friend class Store;
        explicit Transaction(Connection* connection)
            : m_connection(connection)
        {
        }
        Connection* m_connection = nullptr;
    };
    Result<Transaction> transaction();

    // Reading

    /// Hands every study of the worklist, or those named, to the visitor, in no particular order, until it returns false. 112,120 studies
    /// take about a second: read all of them on a worker.
    Done worklist(const std::function<bool(const WorklistRow&)>& visit) const;
    Done worklist(std::span<const RowId> studies, const std::function<bool(const WorklistRow&)>& visit) const;
    Result<qint64> studyCount() const;

    Result<PatientRow> patient(RowId id) const;
    Result<StudyRow> study(RowId id) const;
    /// All studies of a person, oldest first (by date and time, then follow-up number): the one on screen and its priors.
    Result<std::vector<StudyRow>> studiesOfPatient(RowId patient) const;
    /// Images of a study by series number, instance number, frame and path.
    Result<std::vector<ImageRow>> images(RowId study) const;
    Result<ImageRow> image(RowId id) const;
    /// Images read from this file (several for a multi-frame file); empty when it is not in the store.
    Result<std::vector<ImageRow>> imagesOfFile(const QString& path) const;
    /// Hands every image to the visitor, until it returns false.
    Done allImages(const std::function<bool(const ImageRow&)>& visit) const;
    Result<std::vector<ReferenceBox>> boxes(RowId image) const;
    Result<std::vector<LabelRow>> labels(RowId image) const;

    /// The prediction for an image by the model in use, if there is one; with activations only where asked for. That of a former model is
    /// in predictionHistory() alone.
    Result<std::optional<StoredPrediction>> prediction(RowId image, bool activations) const;
    /// Every prediction ever stored for an image, newest first, without activations.
    Result<std::vector<StoredPrediction>> predictionHistory(RowId image) const;
    /// Images that are New or Queued, oldest import first.
    Result<std::vector<RowId>> unscoredImages() const;
    /// Images that show what a former model said, oldest import first.
    Result<std::vector<RowId>> outdatedImages() const;

    // Writing

    /// Finds the study by its UID and its person, or adds it; without a UID it is always added. The person is found by patient ID with name
    /// and birth date not contradicting each other, or added: two people who share an ID stay two, and without an ID nobody is found
    /// but through the study UID. Sex, name, birth date and the age at study that were unknown, or that only a table said, are filled in.
    Result<AddedStudy> addStudy(const PatientRow& patient, const StudyRow& study);
    /// Adds an image to image.study. What findImage() finds must not be added again.
    Result<RowId> addImage(const ImageRow& image);
    /// The stored image with the same identity: SOP Instance UID and frame within the same study UID and patient ID, or, where there is no
    /// UID, content hash and frame of the same patient ID and the follow-up number of addStudy(), whatever a table said since.
    Result<std::optional<ImageRow>> findImage(const ImageRow& image, const StudyRow& study, const PatientRow& patient) const;
    /// Whether any raster file of this content is in the store, whoever it is said to show.
    Result<bool> hasContent(const QByteArray& contentHash) const;
    /// An image is now found at another path, or its file was touched without a change of content.
    /// With an empty path the image has lost its file: it is Failed with not-found.
    Done relocateImage(RowId image, const QString& path, qint64 fileSize, qint64 fileModified);
    /// The raster file of an image has new content: size and hash are replaced, predictions are removed, the status is New again.
    Done replaceImage(const ImageRow& image);

    /// Keeps what a label table says of an image where no header says it: an earlier word of a table gives way, one of a header never, and
    /// an empty one takes nothing back. With another age, every score of the study's images is forgotten, because it was judged for the
    /// former age; those that were scored are New. The number of the examination holds over that of addStudy(), and is not taken where the
    /// study has a date.
    Result<DescribedImage> describe(RowId image, const ImageDescription& said);

    /// Adds to what people say of images, and returns the numbers of the entries, in order. Entries without a time get that of now.
    Result<std::vector<qint64>> addCorrections(std::span<const Correction> entries);
    /// Everything that was ever said, oldest first, with what was taken back.
    Result<std::vector<Correction>> corrections() const;
    /// What holds now, an image at a time: see effectOf(). Images of which nothing holds are left out.
    Result<std::vector<CorrectedImage>> correctedImages() const;

    /// Replaces the labels or boxes that this source gave for these images before.
    Done setLabels(const QString& source, std::span<const LabelRow> labels);
    Done setBoxes(const QString& source, std::span<const ReferenceBox> boxes);
    /// Removes the labels and boxes that this source gave for an image before.
    Done forgetReferences(const QString& source, RowId image);

    /// Stores predictions, sets their images Scored. A prediction of the same model for the same image is replaced; one by a
    /// model that is not in use is kept, but leaves the image as it is.
    Done storePredictions(std::span<const StoredPrediction> predictions);
    /// Sets the status of images, with the slug of the reason for Refused and Failed. New is Outdated where a former model has a score;
    /// what a former model said of an image that is then Refused or Failed is not shown any more.
    Done setStatus(std::span<const RowId> images, StudyStatus status, const QString& reason = {});

    /// From now on the worklist shows what this very model said. Images that it has scored before are Scored again at once; others that
    /// were scored are Outdated and keep showing what the former model said; those that Failed, or were refused for how their pixels look,
    /// are New. Does nothing when it is in use already.
    Done setModelInUse(const ModelIdentity& model);
    /// Empty when there is none yet.
    Result<ModelIdentity> modelInUse() const;

private:
    explicit Store(std::unique_ptr<Connection> connection);
    Result<AddedStudy> findStudy(const PatientRow& patient, const StudyRow& study) const;
    Result<AddedStudy> findOrAddPatient(const PatientRow& patient);
    Result<std::vector<RowId>> forgetPredictions(RowId study);
    Done tellAge(RowId study, const QString& age);
    Result<std::vector<RowId>> imagesWith(const QString& condition) const;
    Done readScores(StoredPrediction& prediction) const;
    Done readActivations(StoredPrediction& prediction) const;
    Done writePrediction(const StoredPrediction& stored, bool inUse);
    std::unique_ptr<Connection> m_connection;
};

} // namespace lucency::app
