#include "ui/evaluation/gallerymodel.h"

#include "app/report/plot.h"
#include "app/workbench/askedimages.h"
#include "ui/failuretext.h"

#include <QCoreApplication>
#include <QImage>

#include <algorithm>
#include <cmath>

namespace lucency::ui {

namespace {

struct LabelWords {
    Q_DECLARE_TR_FUNCTIONS(LabelWords)
};

} // namespace

QString labelWords(app::LabelCall label)
{
    switch (label) {
    case app::LabelCall::Present:
        return LabelWords::tr("has it");
    case app::LabelCall::Absent:
        return LabelWords::tr("does not have it");
    case app::LabelCall::Unsure:
        return LabelWords::tr("cannot be told");
    case app::LabelCall::Unknown:
        return LabelWords::tr("no label");
    }
    return {};
}

GalleryModel::GalleryModel(QObject* parent)
    : QAbstractListModel(parent)
{
    connect(&m_thumbnails, &ThumbnailCache::ready, this, [this](const std::vector<std::size_t>& images) {
        for (const auto image : images)
            told(image);
    });
}

void GalleryModel::setImages(app::OpenedResultPointer result, int tableFinding, std::vector<std::uint32_t> images, double threshold)
{
    beginResetModel();
    // Corrected labels make another result of the same images: their pictures stay.
    const bool samePictures = m_result && result && m_result->source == result->source && m_result->dataFolder == result->dataFolder &&
                              m_result->table.images.size() == result->table.images.size();
    m_result = std::move(result);
    m_finding = tableFinding;
    m_images = std::move(images);
    m_threshold = threshold;
    if (!samePictures) m_thumbnails.setSource(m_result);
    m_rows.assign(m_result ? m_result->table.images.size() : 0, -1);
    for (std::size_t row = 0; row < m_images.size(); ++row)
        m_rows[m_images[row]] = static_cast<std::int32_t>(row);
    endResetModel();
}

void GalleryModel::told(std::size_t image)
{
    const int row = image < m_rows.size() ? m_rows[image] : -1;
    if (row >= 0) Q_EMIT dataChanged(index(row), index(row));
}

void GalleryModel::setThreshold(double threshold)
{
    if (threshold == m_threshold) return;
    m_threshold = threshold;
    if (!m_images.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {CallRole, Qt::DisplayRole, Qt::ToolTipRole});
}

void GalleryModel::setCorrections(app::CorrectionsByImage corrections)
{
    m_corrections = std::move(corrections);
    if (!m_images.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void GalleryModel::anticipate(std::size_t image, const app::Correction& entry)
{
    auto& said = m_corrections[image];
    if (entry.kind == app::CorrectionKind::Label) said.labels[entry.finding] = entry.to;
    said.excluded |= entry.kind == app::CorrectionKind::Exclusion;
    said.forTraining |= entry.kind == app::CorrectionKind::ForTraining;
    if (entry.kind == app::CorrectionKind::Note) said.notes << entry.reason;
    told(image);
}

std::string GalleryModel::findingName() const
{
    return m_finding < 0 || !m_result ? std::string() : m_result->table.findings[static_cast<std::size_t>(m_finding)].name;
}

const app::CorrectedImage* GalleryModel::correction(std::size_t image) const
{
    const auto found = m_corrections.find(image);
    return found == m_corrections.end() || found->second.empty() ? nullptr : &found->second;
}

app::LabelCall GalleryModel::labelOf(std::size_t image) const
{
    const auto label = m_result->table.findings[static_cast<std::size_t>(m_finding)].labels[image];
    return label == 1 ? app::LabelCall::Present : label == 0 ? app::LabelCall::Absent : app::LabelCall::Unknown;
}

double GalleryModel::probabilityOf(std::size_t image) const
{
    return m_result->table.findings[static_cast<std::size_t>(m_finding)].probabilities[image];
}

int GalleryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_images.size());
}

QString GalleryModel::caption(std::size_t image) const
{
    return std::isnan(probabilityOf(image)) ? tr("no score") : app::report::percent(probabilityOf(image), 1);
}

QString GalleryModel::tip(std::size_t image) const
{
    const auto& described = m_result->table.images[image];
    QStringList lines{QString::fromStdString(described.path),
                      tr("probability %1, label: %2").arg(caption(image), labelWords(labelOf(image)))};
    if (const auto* said = correction(image)) {
        for (const auto& [finding, call] : said->labels)
            lines << tr("corrected: %1 %2").arg(finding, labelWords(call));
        if (said->excluded) lines << tr("excluded");
        if (said->forTraining) lines << tr("for the next training set");
        lines << said->notes;
    }
    if (const auto* failure = m_thumbnails.failure(image)) lines << failureText(*failure);
    return lines.join(QLatin1Char('\n'));
}

QVariant GalleryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !m_result || m_finding < 0) return {};
    const std::size_t image = imageAt(index.row());
    const auto* said = correction(image);
    switch (role) {
    case Qt::DisplayRole:
        return caption(image);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tip(image);
    case Qt::DecorationRole: {
        const auto* picture = m_thumbnails.picture(image);
        return picture ? QVariant(*picture) : QVariant();
    }
    case ImageRole:
        return QVariant::fromValue<qulonglong>(image);
    case ProbabilityRole:
        return probabilityOf(image);
    case LabelRole:
        return static_cast<int>(labelOf(image));
    case CorrectedRole: {
        if (!said) return {};
        const auto call = said->labels.find(QString::fromStdString(findingName()));
        return call == said->labels.end() ? QVariant() : QVariant(static_cast<int>(call->second));
    }
    case CallRole: {
        const auto label = labelOf(image);
        if (label == app::LabelCall::Unknown || std::isnan(probabilityOf(image))) return {};
        const bool called = probabilityOf(image) >= m_threshold;
        return static_cast<int>(label == app::LabelCall::Present ? (called ? app::Call::Found : app::Call::Missed)
                                                                 : (called ? app::Call::FalseAlarm : app::Call::LeftAlone));
    }
    case ExcludedRole:
        return said && said->excluded;
    case ForTrainingRole:
        return said && said->forTraining;
    case NotesRole:
        return said ? said->notes : QStringList();
    case FailureRole: {
        const auto* failure = m_thumbnails.failure(image);
        return failure ? QVariant(failureTitle(failure->kind)) : QVariant();
    }
    case PathRole:
        return QString::fromStdString(m_result->fileOf(image).string());
    case WaitingRole:
        return !m_thumbnails.picture(image) && !m_thumbnails.failure(image);
    default:
        return {};
    }
}

} // namespace lucency::ui
