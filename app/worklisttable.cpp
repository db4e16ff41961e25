#include "app/worklisttable.h"

#include <QCoreApplication>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <numeric>

namespace lucency::app {

namespace {

constexpr quint32 noRow = std::numeric_limits<quint32>::max();

bool isAscii(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar character) { return character.unicode() < 0x80; });
}

/// The first sixteen bytes of a folded text, so that most comparisons of a sort need no more than two numbers.
struct TextKey {
    std::array<quint64, 2> start{};
    std::size_t number = 0; ///< among the texts that are sorted
};

TextKey keyOf(const QByteArray& folded, std::size_t number)
{
    TextKey key{{}, number};
    for (int i = 0; i < 16 && i < folded.size(); ++i)
        key.start[static_cast<std::size_t>(i / 8)] |= quint64(static_cast<uchar>(folded[i])) << (56 - 8 * (i % 8));
    return key;
}

/// The order of floats from 0 up is that of their bits.
quint32 orderOf(float value)
{
    return std::bit_cast<quint32>(std::max(0.0f, value));
}

/// HHMMSS of a time as DICOM writes it (fractions are dropped, missing minutes and seconds are 0); -1 when unknown.
qint32 numberOfTime(const QString& time)
{
    bool isNumber = false;
    const int number = time.left(6).leftJustified(6, QLatin1Char('0')).toInt(&isNumber);
    return isNumber && !time.isEmpty() ? number : -1;
}

} // namespace

QString WorklistTable::folded(const QString& text)
{
    QString plain;
    if (isAscii(text)) {
        plain = text.toLower();
    } else {
        for (const QChar character : text.normalized(QString::NormalizationForm_KD))
            if (!character.isMark()) plain += character;
        plain = plain.toCaseFolded();
    }
    for (QChar& character : plain)
        if (character == QLatin1Char('^') || character.unicode() < 0x20) character = QLatin1Char(' ');
    return plain;
}

QString WorklistTable::followUpText(const QString& date, int followUp)
{
    const bool dated = date.size() == 8 && date != QLatin1String("00000000");
    return dated || followUp < 0 ? QString() : QCoreApplication::translate("lucency::app::WorklistModel", "Follow-up %1").arg(followUp);
}

WorklistTable::Text WorklistTable::keep(const QString& text)
{
    if (text.isEmpty()) return 0;
    const auto known = m_textNumbers.constFind(text);
    if (known != m_textNumbers.constEnd()) return *known;
    const auto number = static_cast<Text>(m_texts.size());
    m_texts.append(text);
    m_textNumbers.insert(text, number);
    return number;
}

qint64 WorklistTable::find(RowId study) const
{
    const auto row = m_rowOfStudy.constFind(study);
    return row == m_rowOfStudy.constEnd() ? -1 : qint64(*row);
}

quint32 WorklistTable::put(const WorklistRow& value)
{
    const Row row{value.study,
                  value.patient,
                  keep(value.patientId),
                  keep(value.patientName),
                  keep(value.birthDate),
                  keep(value.sex),
                  keep(value.date),
                  keep(value.accessionNumber),
                  keep(value.description),
                  keep(value.finding),
                  keep(value.reason),
                  keep(value.model),
                  numberOfTime(value.time),
                  static_cast<float>(value.priority),
                  static_cast<float>(value.probability),
                  value.followUp,
                  static_cast<quint16>(std::min(value.imageCount, 65535)),
                  static_cast<quint8>(value.status),
                  value.positive,
                  value.formerModel};
    const auto known = m_rowOfStudy.constFind(value.study);
    const quint32 number = known == m_rowOfStudy.constEnd() ? size() : *known;
    ++m_counts[row.status];
    if (number == size()) {
        m_rows.push_back(row);
        m_pieceOfRow.push_back(noRow);
        m_rowOfStudy.insert(value.study, number);
        index(number);
        return number;
    }
    const Row former = std::exchange(m_rows[number], row);
    --m_counts[former.status];
    const bool sameText = former.patientId == row.patientId && former.name == row.name && former.date == row.date &&
                          former.accession == row.accession && former.description == row.description && former.followUp == row.followUp;
    if (!sameText) index(number);
    return number;
}

/// Appends one field to the text that is searched. Control characters become spaces in folded texts, so that '\n' alone separates fields
/// and studies.
void WorklistTable::appendFolded(const QString& text)
{
    if (isAscii(text)) { // the usual case, without the two copies of the other
        for (const QChar character : text) {
            const char plain = character.toLatin1();
            m_search += plain == '^' || plain < 0x20 ? ' ' : plain >= 'A' && plain <= 'Z' ? static_cast<char>(plain + ('a' - 'A')) : plain;
        }
    } else {
        m_search += folded(text).toUtf8();
    }
    m_search += '\n';
}

void WorklistTable::index(quint32 number)
{
    const Row& row = m_rows[number];
    if (m_pieceOfRow[number] != noRow) m_searchRows[m_pieceOfRow[number]] = noRow;
    m_pieceOfRow[number] = static_cast<quint32>(m_searchRows.size());
    appendFolded(m_texts[row.name]);
    appendFolded(m_texts[row.patientId]);
    const QString& date = m_texts[row.date];
    appendFolded(date);
    if (date.size() == 8) { // as it is shown, for those who type what they see
        const QByteArray digits = date.toLatin1();
        m_search.append(digits.constData(), 4)
            .append('-')
            .append(digits.constData() + 4, 2)
            .append('-')
            .append(digits.constData() + 6, 2)
            .append('\n');
    }
    appendFolded(followUpText(date, row.followUp));
    appendFolded(m_texts[row.description]);
    appendFolded(m_texts[row.accession]);
    m_searchEnds.push_back(static_cast<quint32>(m_search.size()));
    m_searchRows.push_back(number);
}

WorklistRow WorklistTable::at(quint32 number) const
{
    const Row& row = m_rows[number];
    WorklistRow value;
    value.study = row.study;
    value.patient = row.patient;
    value.patientId = m_texts[row.patientId];
    value.patientName = m_texts[row.name];
    value.birthDate = m_texts[row.birthDate];
    value.sex = m_texts[row.sex];
    value.date = m_texts[row.date];
    if (row.time >= 0) value.time = QStringLiteral("%1").arg(row.time, 6, 10, QLatin1Char('0'));
    value.accessionNumber = m_texts[row.accession];
    value.description = m_texts[row.description];
    value.followUp = row.followUp;
    value.imageCount = row.imageCount;
    value.status = static_cast<StudyStatus>(row.status);
    value.reason = m_texts[row.reason];
    value.priority = double(row.priority);
    value.finding = m_texts[row.finding];
    value.probability = double(row.probability);
    value.positive = row.positive;
    value.model = m_texts[row.model];
    value.formerModel = row.formerModel;
    return value;
}

/// Sets the flag of every row that has the word.
void WorklistTable::markWord(const QByteArray& word, std::vector<bool>& flags, bool byFinding) const
{
    const char* const begin = m_search.constData();
    const char* const end = begin + m_search.size();
    std::size_t piece = 0;
    for (const char* at = begin; at < end;) {
        const auto* hit = static_cast<const char*>(
            memmem(at, static_cast<std::size_t>(end - at), word.constData(), static_cast<std::size_t>(word.size())));
        if (!hit) break;
        const auto offset = static_cast<quint32>(hit - begin);
        const auto found = std::upper_bound(m_searchEnds.begin() + static_cast<std::ptrdiff_t>(piece), m_searchEnds.end(), offset);
        piece = static_cast<std::size_t>(found - m_searchEnds.begin());
        if (m_searchRows[piece] != noRow) flags[m_searchRows[piece]] = true;
        at = begin + m_searchEnds[piece];
        ++piece;
    }
    if (!byFinding) return;
    // There are few findings: they are looked up once, not in every row.
    QHash<Text, bool> asked;
    for (quint32 row = 0; row < size(); ++row) {
        const Text finding = m_rows[row].finding;
        auto answer = asked.constFind(finding);
        if (answer == asked.constEnd())
            answer =
                asked.insert(finding, folded(findingName(m_texts[finding]) + QLatin1Char('\n') + m_texts[finding]).toUtf8().contains(word));
        if (*answer) flags[row] = true;
    }
}

std::vector<bool> WorklistTable::matching(const QString& text, bool byFinding) const
{
    std::vector<bool> all(size(), true);
    for (const QString& word : folded(text).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        std::vector<bool> has(size(), false);
        markWord(word.toUtf8(), has, byFinding);
        for (quint32 row = 0; row < size(); ++row)
            all[row] = all[row] && has[row];
    }
    return all;
}

/// The place of each row's text in alphabetical order.
std::vector<quint32> WorklistTable::alphabetical(Text Row::*text) const
{
    std::vector<bool> used(static_cast<std::size_t>(m_texts.size()), false);
    std::vector<TextKey> keys;
    std::vector<Text> texts;
    std::vector<QByteArray> whole;
    for (const Row& row : m_rows) {
        if (used[row.*text]) continue;
        used[row.*text] = true;
        texts.push_back(row.*text);
        whole.push_back(folded(text == &Row::finding ? findingName(m_texts[row.*text]) : m_texts[row.*text]).toUtf8());
        keys.push_back(keyOf(whole.back(), keys.size()));
    }
    const auto isBefore = [&whole](const TextKey& a, const TextKey& b) {
        return a.start != b.start ? a.start < b.start : whole[a.number] < whole[b.number];
    };
    std::sort(keys.begin(), keys.end(), isBefore);
    std::vector<quint32> placeOfText(static_cast<std::size_t>(m_texts.size()), 0);
    quint32 place = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (i > 0 && isBefore(keys[i - 1], keys[i])) ++place;
        placeOfText[texts[keys[i].number]] = place;
    }
    std::vector<quint32> places;
    places.reserve(m_rows.size());
    for (const Row& row : m_rows)
        places.push_back(placeOfText[row.*text]);
    return places;
}

std::vector<quint64> WorklistTable::sortKeys(WorklistKey key) const
{
    std::vector<quint64> keys(m_rows.size());
    std::vector<quint32> places;
    switch (key) {
    case WorklistKey::Name:
        places = alphabetical(&Row::name);
        break;
    case WorklistKey::PatientId:
        places = alphabetical(&Row::patientId);
        break;
    case WorklistKey::Description:
        places = alphabetical(&Row::description);
        break;
    case WorklistKey::Accession:
        places = alphabetical(&Row::accession);
        break;
    case WorklistKey::Model:
        places = alphabetical(&Row::model);
        break;
    case WorklistKey::Finding:
        places = alphabetical(&Row::finding);
        break;
    default:
        break;
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        switch (key) {
        case WorklistKey::Priority:
            keys[i] = orderOf(row.priority);
            break;
        case WorklistKey::Status:
            keys[i] = row.status;
            break;
        case WorklistKey::Probability:
            keys[i] = orderOf(row.probability);
            break;
        case WorklistKey::Images:
            keys[i] = row.imageCount;
            break;
        case WorklistKey::Date: // data sets without dates go by follow-up number
            keys[i] = m_texts[row.date].left(8).toULongLong() * 1'000'000 + static_cast<quint64>(std::max(0, row.time));
            if (keys[i] == 0) keys[i] = static_cast<quint64>(row.followUp + 1);
            break;
        case WorklistKey::Finding:
            keys[i] = quint64(places[i]) << 32 | orderOf(row.probability);
            break;
        case WorklistKey::Name:
        case WorklistKey::PatientId:
        case WorklistKey::Description:
        case WorklistKey::Accession:
        case WorklistKey::Model:
            keys[i] = places[i];
            break;
        }
    }
    return keys;
}

std::vector<quint32> WorklistTable::sorted(WorklistKey key, bool descending) const
{
    const std::vector<quint64> keys = sortKeys(key);
    std::vector<std::pair<quint64, quint32>> pairs(keys.size());
    for (quint32 row = 0; row < size(); ++row)
        pairs[row] = {descending ? ~keys[row] : keys[row], row};
    std::sort(pairs.begin(), pairs.end());
    std::vector<quint32> rows(pairs.size());
    std::transform(pairs.begin(), pairs.end(), rows.begin(), [](const auto& pair) { return pair.second; });
    return rows;
}

} // namespace lucency::app
