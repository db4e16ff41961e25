#pragma once

#include "app/store/rows.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <array>
#include <span>
#include <vector>

namespace lucency::app {

/// What a worklist can be sorted by.
enum class WorklistKey { Priority, Status, Name, PatientId, Date, Description, Finding, Probability, Images, Accession, Model };

/// Turns a finding of the vocabulary into its name for people.
using FindingName = QString (*)(const QString& finding);

/// The studies of a worklist, compact in memory: texts are kept once each, and one long folded text serves the filter. A plain value
/// without Qt's models, so that it can be filled on a worker and handed over.
class WorklistTable {
public:
    /// Adds a study or replaces the one with the same id; returns its row. Rows never move.
    quint32 put(const WorklistRow& row);
    quint32 size() const { return static_cast<quint32>(m_rows.size()); }
    WorklistRow at(quint32 row) const;
    RowId studyAt(quint32 row) const { return m_rows[row].study; }
    StudyStatus statusAt(quint32 row) const { return static_cast<StudyStatus>(m_rows[row].status); }
    /// Row of a study, or -1.
    qint64 find(RowId study) const;
    int count(StudyStatus status) const { return m_counts[static_cast<std::size_t>(status)]; }

    /// How findings are written for people, in the reader's language: rows are found and sorted by it. Until then by the vocabulary.
    void setFindingNames(FindingName name) { m_findingName = name; }
    QString findingName(const QString& finding) const { return m_findingName && !finding.isEmpty() ? m_findingName(finding) : finding; }

    /// "Follow-up 12", as the list shows a study that is numbered and not dated; empty for one that is dated or not numbered either.
    static QString followUpText(const QString& date, int followUp);

    /// One flag a row: has every word of the text in name, id, date or follow-up as they are shown, description, accession number or top
    /// finding (as it is written for people, or in the vocabulary; not looked at without byFinding). Case and accents do not matter; an
    /// empty text matches all.
    std::vector<bool> matching(const QString& text, bool byFinding = true) const;
    /// All rows by a key; equal ones by row, in both directions.
    std::vector<quint32> sorted(WorklistKey key, bool descending) const;

    /// A text as it is compared: case folded, accents and carets taken off.
    static QString folded(const QString& text);

private:
    using Text = quint32; ///< number of a text in m_texts

    struct Row {
        RowId study, patient;
        Text patientId, name, birthDate, sex, date, accession, description, finding, reason, model;
        qint32 time; ///< HHMMSS, or -1
        float priority, probability;
        qint32 followUp;
        quint16 imageCount;
        quint8 status;
        bool positive, formerModel;
    };

    Text keep(const QString& text);
    void index(quint32 row);
    void appendFolded(const QString& text);
    void markWord(const QByteArray& word, std::vector<bool>& flags, bool byFinding) const;
    std::vector<quint32> alphabetical(Text Row::*text) const;
    std::vector<quint64> sortKeys(WorklistKey key) const;

    std::vector<Row> m_rows;
    QStringList m_texts{QString()};
    QHash<QString, Text> m_textNumbers; ///< without the empty text, which is number 0
    QHash<RowId, quint32> m_rowOfStudy;
    QByteArray m_search;               ///< folded UTF-8 of each row, one after the other, ended by '\n'
    std::vector<quint32> m_searchEnds; ///< end of each piece in m_search
    std::vector<quint32> m_searchRows; ///< the row that a piece belongs to; a replaced piece belongs to no row
    std::vector<quint32> m_pieceOfRow;
    std::array<int, 6> m_counts{};
    FindingName m_findingName = nullptr;
};

} // namespace lucency::app
