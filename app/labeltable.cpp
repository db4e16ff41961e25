#include "app/labeltable.h"

#include "model/csv.h"

#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <optional>

namespace lucency::app {

namespace {

const char* const vocabulary[] = {"No Finding", "Atelectasis", "Cardiomegaly",       "Consolidation", "Edema",
                                  "Effusion",   "Emphysema",   "Fibrosis",           "Hernia",        "Infiltration",
                                  "Mass",       "Nodule",      "Pleural_Thickening", "Pneumonia",     "Pneumothorax"};

/// Side of the images whose boxes the NIH table holds.
constexpr double boxTableSize = 1024;

QStringList trimmed(const std::vector<std::string>& fields)
{
    QStringList texts;
    for (const std::string& field : fields)
        texts << QString::fromStdString(field).trimmed();
    return texts;
}

/// Where the columns of a table are; -1 for one that is not there.
struct Columns {
    qsizetype name = -1, labels = -1, label = -1, box = -1, followUp = -1, patientId = -1, age = -1, sex = -1, view = -1, original = -1;

    explicit Columns(const QStringList& header)
    {
        const auto place = [&header](const char* column) { return header.indexOf(QLatin1String(column)); };
        name = place("Image Index");
        labels = place("Finding Labels");
        label = place("Finding Label");
        box = place("Bbox [x");                  // "Bbox [x,y,w,h]" is four columns to a CSV reader
        original = place("OriginalImage[Width"); // and "Height]"
        followUp = place("Follow-up #");
        patientId = place("Patient ID");
        age = place("Patient Age");
        sex = place("Patient Gender");
        if (sex < 0) sex = place("Patient Sex");
        view = place("View Position");
    }
    bool isKnown() const { return name >= 0 || labels >= 0 || label >= 0 || box >= 0; }
    bool isBoxes() const { return labels < 0 && (label >= 0 || box >= 0); }
    QStringList missing() const
    {
        QStringList columns;
        if (name < 0) columns << QStringLiteral("Image Index");
        if (isBoxes() && label < 0) columns << QStringLiteral("Finding Label");
        if (isBoxes() && box < 0) columns << QStringLiteral("Bbox [x,y,w,h]");
        if (!isBoxes() && labels < 0) columns << QStringLiteral("Finding Labels");
        return columns;
    }
};

/// "057Y" from "57" and from "057Y"; empty for anything else.
QString ageString(const QString& text)
{
    bool isNumber = false;
    const int years = (text.endsWith(QLatin1Char('Y')) ? text.chopped(1) : text).toInt(&isNumber);
    return isNumber && years >= 0 && years <= 120 ? QStringLiteral("%1Y").arg(years, 3, 10, QLatin1Char('0')) : QString();
}

/// Reads the lines of one table.
class TableReader {
public:
    explicit TableReader(LabelTable& table)
        : m_table(table)
    {
    }

    bool line(const QStringList& fields)
    {
        ++m_lineNumber;
        if (!m_columns) return header(fields);
        const auto field = [&fields](qsizetype column) { return column < 0 ? QString() : fields.value(column); };
        const QString name = field(m_columns->name);
        if (name.isEmpty()) return true; // spreadsheets leave empty lines at the end
        return m_columns->isBoxes() ? boxLine(name, field) : labelLine(name, field);
    }
    /// What was wrong with the table.
    std::optional<Failure> failure() const
    {
        if (m_failure) return m_failure;
        if (!m_columns) return failed(FailureKind::NotALabelTable, QStringLiteral("no header"));
        if (m_unknown.isEmpty()) return std::nullopt;
        QStringList names(m_unknown.begin(), m_unknown.end());
        names.sort();
        constexpr qsizetype enough = 20;
        if (names.size() > enough) names = names.mid(0, enough) << QStringLiteral("...");
        return failed(FailureKind::UnknownFinding, names.join(QLatin1String(", ")));
    }

private:
    Failure failed(FailureKind kind, const QString& detail) const { return {kind, m_table.file.toStdString(), detail.toStdString()}; }

    bool header(const QStringList& fields)
    {
        const Columns columns(fields);
        if (!columns.isKnown())
            m_failure = failed(FailureKind::NotALabelTable, QStringLiteral("none of its columns is that of a label or box table"));
        else if (!columns.missing().isEmpty())
            m_failure = failed(FailureKind::MissingColumn, columns.missing().join(QLatin1String(", ")));
        if (m_failure) return false;
        m_columns = columns;
        m_table.kind = columns.isBoxes() ? LabelTable::Kind::Boxes : LabelTable::Kind::Labels;
        return true;
    }

    template<class Field>
    bool labelLine(const QString& name, const Field& field)
    {
        LabelledName row;
        row.name = name;
        for (const QString& written : field(m_columns->labels).split(QLatin1Char('|'), Qt::SkipEmptyParts)) {
            const QString finding = vocabularyName(written);
            if (finding.isEmpty())
                m_unknown << written.trimmed();
            else if (!row.findings.contains(finding))
                row.findings << finding;
        }
        row.patientId = field(m_columns->patientId);
        row.age = ageString(field(m_columns->age));
        const QString sex = field(m_columns->sex);
        if (sex == QLatin1String("M") || sex == QLatin1String("F") || sex == QLatin1String("O")) row.sex = sex;
        row.viewPosition = field(m_columns->view);
        bool isNumber = false;
        const int followUp = field(m_columns->followUp).toInt(&isNumber);
        row.followUp = isNumber && followUp >= 0 ? followUp : -1;
        m_table.labels.push_back(row);
        return true;
    }

    template<class Field>
    bool boxLine(const QString& name, const Field& field)
    {
        const QString written = field(m_columns->label), finding = vocabularyName(written);
        if (finding.isEmpty()) m_unknown << written;
        double numbers[6] = {0, 0, 0, 0, boxTableSize, boxTableSize};
        for (int i = 0; i < (m_columns->original < 0 ? 4 : 6); ++i) {
            const qsizetype column = i < 4 ? m_columns->box + i : m_columns->original + i - 4;
            bool isNumber = false;
            numbers[i] = field(column).toDouble(&isNumber);
            if (!isNumber || !(numbers[i] >= (i < 4 ? 0 : 1) && numbers[i] < 1e6)) {
                m_failure = failed(FailureKind::BadNumber, QStringLiteral("line %1, column %2").arg(m_lineNumber).arg(column + 1));
                return false;
            }
        }
        m_table.boxes.push_back({name, finding, QRectF(numbers[0], numbers[1], numbers[2], numbers[3]), QSizeF(numbers[4], numbers[5])});
        return true;
    }

    LabelTable& m_table;
    std::optional<Columns> m_columns;
    std::optional<Failure> m_failure;
    QSet<QString> m_unknown;
    int m_lineNumber = 0;
};

} // namespace

QString vocabularyName(const QString& finding)
{
    const QString plain = finding.trimmed().toLower().replace(QLatin1Char(' '), QLatin1Char('_'));
    if (plain == QLatin1String("infiltrate")) return QStringLiteral("Infiltration");
    for (const char* const name : vocabulary)
        if (plain == QString::fromLatin1(name).toLower().replace(QLatin1Char(' '), QLatin1Char('_'))) return QString::fromLatin1(name);
    return {};
}

bool looksLikeLabelTable(const QByteArray& firstLine)
{
    bool looks = false;
    const auto parsed = model::parseCsv(firstLine.toStdString(), {}, [&looks](const std::vector<std::string>& fields) {
        const Columns columns(trimmed(fields));
        looks = columns.isKnown() && columns.missing().isEmpty();
        return false;
    });
    return parsed && looks;
}

Result<LabelTable> readLabelTable(const QString& file)
{
    constexpr qint64 largest = 1'000'000'000;
    const std::string subject = file.toStdString();
    if (const QFileInfo info(file); info.size() > largest)
        return Failure{FailureKind::TooLarge, subject, std::to_string(info.size()) + " bytes"};
    LabelTable table;
    table.file = file;
    TableReader lines(table);
    const auto read =
        model::readCsv(file.toStdString(), [&lines](const std::vector<std::string>& fields) { return lines.line(trimmed(fields)); });
    if (!read && read.error().kind != FailureKind::NotALabelTable) return read.error();
    if (auto failure = lines.failure()) return *failure;
    if (!read) return read.error();
    return table;
}

} // namespace lucency::app
