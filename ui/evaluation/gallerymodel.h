#pragma once

#include "app/workbench/openedresult.h"
#include "ui/evaluation/thumbnailcache.h"

#include <QAbstractListModel>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace lucency::ui {

/// Images of a result, in an order that was asked for, with what is known of each: score, label, what people said, and a small picture as
/// soon as it is made.
class GalleryModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        ImageRole = Qt::UserRole + 1, ///< index in the table
        ProbabilityRole,              ///< double, NaN where nothing is predicted
        LabelRole,                    ///< app::LabelCall as int: what the source says
        CorrectedRole,                ///< app::LabelCall as int: what a person says, or invalid
        CallRole,                     ///< app::Call as int, by the source's label; invalid without a label
        ExcludedRole,
        ForTrainingRole,
        NotesRole,   ///< QStringList
        FailureRole, ///< why there is no picture, in few words
        PathRole,
        WaitingRole, ///< the picture is being made
    };

    explicit GalleryModel(QObject* parent = nullptr);

    /// The images of the result in this order, about the finding of the table. The same pictures are kept where the result is the same.
    void setImages(app::OpenedResultPointer result, int tableFinding, std::vector<std::uint32_t> images, double threshold);
    void setThreshold(double threshold);
    void setCorrections(app::CorrectionsByImage corrections);
    /// Until the store has answered, an entry counts as made.
    void anticipate(std::size_t image, const app::Correction& entry);

    const app::OpenedResultPointer& result() const { return m_result; }
    int tableFinding() const { return m_finding; }
    std::string findingName() const;
    double threshold() const { return m_threshold; }
    const app::CorrectionsByImage& corrections() const { return m_corrections; }
    const app::CorrectedImage* correction(std::size_t image) const;
    std::size_t imageAt(int row) const { return m_images[static_cast<std::size_t>(row)]; }
    const std::vector<std::uint32_t>& images() const { return m_images; }
    ThumbnailCache& thumbnails() { return m_thumbnails; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    app::LabelCall labelOf(std::size_t image) const;
    double probabilityOf(std::size_t image) const;
    QString caption(std::size_t image) const;
    QString tip(std::size_t image) const;
    void told(std::size_t image);

    app::OpenedResultPointer m_result;
    int m_finding = -1;
    std::vector<std::uint32_t> m_images;
    std::vector<std::int32_t> m_rows; ///< of each image of the table, -1 where it is not shown
    double m_threshold = 0.5;
    app::CorrectionsByImage m_corrections;
    mutable ThumbnailCache m_thumbnails;
};

/// What a label says of a finding, in a word.
QString labelWords(app::LabelCall label);

} // namespace lucency::ui
