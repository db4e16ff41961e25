#include "app/labeltable.h"

#include "model/csv.h"

#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>

namespace lucency::app {

namespace {

const char* const vocabulary[] = {"No Finding", "Atelectasis", "Cardiomegaly",       "Consolidation", "Edema",
                                  "Effusion",   "Emphysema",   "Fibrosis",           "Hernia",        "Infiltration",
                                  "Mass",       "Nodule",      "Pleural_Thickening", "Pneumonia",     "Pneumothorax"};

/// Side of the images whose boxes the NIH table holds.
constexpr double boxTableSize = 1024;
constexpr double largestNumber = 1e6;

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
    TableReader(LabelTable& table, WrongRows wrong)
        : m_table(table)
        , m_leavesOut(wrong == WrongRows::LeaveOut)
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
        row.line = m_lineNumber;
        QStringList unknown;
        for (const QString& written : field(m_columns->labels).split(QLatin1Char('|'), Qt::SkipEmptyParts)) {
            const QString finding = vocabularyName(written);
            if (finding.isEmpty())
                unknown << written.trimmed();
            else if (!row.findings.contains(finding))
                row.findings << finding;
        }
        if (!unknown.isEmpty()) return unknownFindings(name, unknown);
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
        if (finding.isEmpty() && m_leavesOut) return leaveOut(name, LeftOutRow::Reason::UnknownFinding, written);
        if (finding.isEmpty()) m_unknown << written;
        double numbers[6] = {0, 0, 0, 0, boxTableSize, boxTableSize};
        for (int i = 0; i < (m_columns->original < 0 ? 4 : 6); ++i) {
            const qsizetype column = i < 4 ? m_columns->box + i : m_columns->original + i - 4;
            bool isNumber = false;
            numbers[i] = field(column).toDouble(&isNumber);
            // A box may begin outside of the image, left of it or above, where it is then clipped.
            const double least = i >= 4 ? 1 : (i < 2 && m_leavesOut ? -largestNumber : 0);
            if (isNumber && numbers[i] >= least && numbers[i] < largestNumber) continue;
            if (m_leavesOut && (i == 2 || i == 3) && isNumber && numbers[i] < 0) return leaveOut(name, LeftOutRow::Reason::EmptyBox, {});
            if (m_leavesOut)
                return leaveOut(name, LeftOutRow::Reason::BadNumber, QStringLiteral("%1: %2").arg(column + 1).arg(field(column)));
            m_failure = failed(FailureKind::BadNumber, QStringLiteral("line %1, column %2").arg(m_lineNumber).arg(column + 1));
            return false;
        }
        BoxedName row{name, finding, QRectF(numbers[0], numbers[1], numbers[2], numbers[3]), QSizeF(numbers[4], numbers[5]), m_lineNumber};
        return m_leavesOut ? clippedLine(std::move(row)) : (m_table.boxes.push_back(std::move(row)), true);
    }

    /// What is left of a box within its image is still where the finding is.
    bool clippedLine(BoxedName row)
    {
        constexpr double rounding = 0.5; // of a pixel: no more than how tables are written
        if (row.box.width() <= 0 || row.box.height() <= 0) return leaveOut(row.name, LeftOutRow::Reason::EmptyBox, {});
        const QRectF image(QPointF(0, 0), row.original);
        if (image.contains(row.box)) return m_table.boxes.push_back(std::move(row)), true;
        const QRectF within = row.box.intersected(image);
        if (within.isEmpty()) return leaveOut(row.name, LeftOutRow::Reason::OutsideImage, {});
        m_table.clipped += !image.adjusted(-rounding, -rounding, rounding, rounding).contains(row.box);
        row.box = within;
        m_table.boxes.push_back(std::move(row));
        return true;
    }

    bool unknownFindings(const QString& name, const QStringList& unknown)
    {
        if (m_leavesOut) return leaveOut(name, LeftOutRow::Reason::UnknownFinding, unknown.join(QLatin1String(", ")));
        for (const QString& finding : unknown)
            m_unknown << finding;
        return true;
    }

    bool leaveOut(const QString& name, LeftOutRow::Reason reason, const QString& detail)
    {
        m_table.leftOut.push_back({m_lineNumber, name, reason, detail});
        return true;
    }

    LabelTable& m_table;
    const bool m_leavesOut;
    std::optional<Columns> m_columns;
    std::optional<Failure> m_failure;
    QSet<QString> m_unknown;
    int m_lineNumber = 0;
};

/// The line on which each record of a file begins: a CSV parser passes over empty lines, and a quoted cell may hold several.
std::vector<int> linesOfRecords(const QString& file)
{
    std::ifstream stream(file.toStdString(), std::ios::binary);
    std::vector<int> lines;
    bool quoted = false;
    int number = 0;
    for (std::string line; std::getline(stream, line);) {
        ++number;
        if (!quoted && !line.empty() && line != "\r") lines.push_back(number);
        if (std::ranges::count(line, '"') % 2 != 0) quoted = !quoted;
    }
    return lines;
}

/// Takes the numbers of records in a table to those of lines.
void numberByLines(LabelTable& table)
{
    const std::vector<int> lines = linesOfRecords(table.file);
    const auto renumber = [&lines](auto& rows) {
        for (auto& row : rows)
            if (row.line > 0 && static_cast<std::size_t>(row.line) <= lines.size())
                row.line = lines[static_cast<std::size_t>(row.line) - 1];
    };
    renumber(table.labels);
    renumber(table.boxes);
    renumber(table.leftOut);
}

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

Result<LabelTable> readLabelTable(const QString& file, WrongRows wrong)
{
    constexpr qint64 largest = 1'000'000'000;
    const std::string subject = file.toStdString();
    if (const QFileInfo info(file); info.size() > largest)
        return Failure{FailureKind::TooLarge, subject, std::to_string(info.size()) + " bytes"};
    LabelTable table;
    table.file = file;
    TableReader lines(table, wrong);
    const auto read =
        model::readCsv(file.toStdString(), [&lines](const std::vector<std::string>& fields) { return lines.line(trimmed(fields)); });
    if (!read && read.error().kind != FailureKind::NotALabelTable) return read.error();
    if (auto failure = lines.failure()) return *failure;
    if (!read) return read.error();
    if (wrong == WrongRows::LeaveOut) numberByLines(table);
    return table;
}

} // namespace lucency::app
