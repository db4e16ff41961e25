#include "app/worklistmodel.h"

#include <QLocale>

namespace lucency::app {

namespace {

bool isNumeric(int column)
{
    return column == WorklistModel::PriorityColumn || column == WorklistModel::ProbabilityColumn || column == WorklistModel::ImagesColumn;
}

} // namespace

QString WorklistModel::statusName(StudyStatus status)
{
    switch (status) {
    case StudyStatus::New:
        return tr("New");
    case StudyStatus::Queued:
        return tr("Queued");
    case StudyStatus::Scored:
        return tr("Scored");
    case StudyStatus::Refused:
        return tr("Not for the model");
    case StudyStatus::Failed:
        return tr("Failed");
    case StudyStatus::Outdated:
        return tr("By a former model");
    }
    return {};
}

QString WorklistModel::displayText(const WorklistRow& row, int column) const
{
    const QLocale locale;
    switch (column) {
    case PriorityColumn:
        return row.finding.isEmpty() ? QString() : locale.toString(row.priority, 'f', 2);
    case StatusColumn:
        return statusName(row.status);
    case NameColumn:
        return QString(row.patientName).replace(QLatin1Char('^'), QLatin1Char(' ')).simplified();
    case PatientIdColumn:
        return row.patientId;
    case DateColumn:
        if (row.date.size() == 8 && row.date != QLatin1String("00000000"))
            return row.date.left(4) + QLatin1Char('-') + row.date.mid(4, 2) + QLatin1Char('-') + row.date.mid(6);
        if (const QString number = WorklistTable::followUpText(row.date, row.followUp); !number.isEmpty()) return number;
        return row.date == QLatin1String("00000000") ? QString() : row.date;
    case DescriptionColumn:
        return row.description;
    case FindingColumn:
        return row.finding.isEmpty() ? whyNoFinding(row) : m_table->findingName(row.finding);
    case ProbabilityColumn:
        return row.finding.isEmpty() ? QString() : tr("%1 %").arg(locale.toString(row.probability * 100, 'f', 0));
    case ImagesColumn:
        return locale.toString(row.imageCount);
    case AccessionColumn:
        return row.accessionNumber;
    case ModelColumn:
        return row.model;
    default:
        return {};
    }
}

/// Why a study that the model was asked about has no finding to show; nothing of this depends on what its pixels look like.
QString WorklistModel::whyNoFinding(const WorklistRow& row)
{
    if (row.status != StudyStatus::Scored) return {};
    if (row.reason == QLatin1String("outside-training-ages")) return tr("Outside trained ages");
    if (row.reason == QLatin1String("age-unknown")) return tr("Age unknown");
    if (row.reason == QLatin1String("not-validated")) return tr("Nothing validated");
    return {};
}

/// Which model made a score, where one is shown.
QVariant WorklistModel::whoScored(const WorklistRow& row, int column)
{
    const bool isScore = column == PriorityColumn || column == FindingColumn || column == ProbabilityColumn || column == ModelColumn;
    if (!isScore || row.model.isEmpty()) return {};
    return row.formerModel ? tr("Scored by %1, which is not in use any more").arg(row.model) : tr("Scored by %1").arg(row.model);
}

/// A row of the list as it may be seen.
WorklistRow WorklistModel::rowAt(int number) const
{
    WorklistRow row = m_table->at(m_visible[static_cast<std::size_t>(number)]);
    if (!m_resultsShown) {
        row.finding.clear();
        row.priority = row.probability = 0;
        row.positive = false;
    }
    return row;
}

QVariant WorklistModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    if (role == Qt::TextAlignmentRole)
        return isNumeric(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role <= Qt::UserRole) return {};
    const WorklistRow row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayText(row, index.column());
    case Qt::ToolTipRole:
        return whoScored(row, index.column());
    case StudyRole:
        return row.study;
    case PatientRole:
        return row.patient;
    case StatusRole:
        return static_cast<int>(row.status);
    case ReasonRole:
        return row.reason;
    case PriorityRole:
        return row.priority;
    case FindingRole:
        return row.finding;
    case ProbabilityRole:
        return row.finding.isEmpty() ? QVariant() : QVariant(row.probability);
    case PositiveRole:
        return row.positive;
    case ImageCountRole:
        return row.imageCount;
    case NameRole:
        return row.patientName;
    case PatientIdRole:
        return row.patientId;
    case DateRole:
        return row.date;
    case BirthDateRole:
        return row.birthDate;
    case SexRole:
        return row.sex;
    case ModelRole:
        return row.model;
    case FormerModelRole:
        return row.formerModel;
    case ResultsHiddenRole:
        return !m_resultsShown;
    case SortRole:
        switch (index.column()) {
        case PriorityColumn:
            return row.priority;
        case StatusColumn:
            return static_cast<int>(row.status);
        case ProbabilityColumn:
            return row.probability;
        case ImagesColumn:
            return row.imageCount;
        case DateColumn:
            return row.date + row.time;
        default:
            return WorklistTable::folded(displayText(row, index.column()));
        }
    default:
        return {};
    }
}

QVariant WorklistModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    // On the left even over numbers: on the right the arrow of the order stands.
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == ProbabilityColumn) return tr("Probability of the top finding");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case PriorityColumn:
        return tr("Priority");
    case StatusColumn:
        return tr("Status");
    case NameColumn:
        return tr("Name");
    case PatientIdColumn:
        return tr("Patient ID");
    case DateColumn:
        return tr("Study date");
    case DescriptionColumn:
        return tr("Description");
    case FindingColumn:
        return tr("Top finding");
    case ProbabilityColumn:
        return tr("Score");
    case ImagesColumn:
        return tr("Images");
    case AccessionColumn:
        return tr("Accession number");
    case ModelColumn:
        return tr("Model");
    default:
        return {};
    }
}

} // namespace lucency::app
