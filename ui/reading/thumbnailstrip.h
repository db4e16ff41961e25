#pragma once

#include "imaging/result.h"
#include "ui/reading/imageloader.h"
#include "ui/reading/studystanding.h"

#include <QAbstractListModel>
#include <QListView>

#include <vector>

namespace lucency::ui {

/// One image in the strip.
struct StripImage {
    qint64 id = 0;
    qint64 study = 0;
    ImageFile file;
    QString caption;                                 ///< date or view, under the picture
    StudyStanding standing = StudyStanding::Current; ///< of its study
    bool isOfOpenStudy() const { return standing == StudyStanding::Current; }
    bool operator==(const StripImage&) const = default;
};

/// Images of the study on screen and of the patient's other studies, with their thumbnails as they arrive.
class ThumbnailModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        ImageRole = Qt::UserRole + 1,
        StandingRole, ///< int of StudyStanding
        FailedRole
    };

    using QAbstractListModel::QAbstractListModel;
    void setImages(std::vector<StripImage> images);
    const std::vector<StripImage>& images() const { return m_images; }
    void setThumbnail(const ImageFile& file, const QImage& thumbnail);
    void setFailed(const ImageFile& file, const QString& reason);
    QModelIndex indexOf(qint64 image) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    struct Picture {
        QImage image;
        QString failure;
    };
    std::vector<StripImage> m_images;
    std::vector<Picture> m_pictures;
};

/// The strip of thumbnails beside the radiograph, from top to bottom.
class ThumbnailStrip : public QListView {
    Q_OBJECT

public:
    explicit ThumbnailStrip(ThumbnailModel* model, QWidget* parent = nullptr);

    static constexpr int pictureSize = 84;

    QSize sizeHint() const override { return {pictureSize + 24, 300}; }

Q_SIGNALS:
    void imageChosen(qint64 image);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
};

} // namespace lucency::ui
