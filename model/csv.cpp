#include "model/csv.h"

#include <csv.h>

#include <algorithm>
#include <fstream>
#include <system_error>

namespace lucency::model {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// libcsv's parser, fed piece by piece.
class CsvParser {
public:
    CsvParser(std::string subject, const CsvRecord& record)
        : m_subject(std::move(subject))
        , m_record(record)
    {
        csv_init(&m_parser, CSV_STRICT | CSV_STRICT_FINI);
    }
    CsvParser(const CsvParser&) = delete;
    CsvParser& operator=(const CsvParser&) = delete;
    ~CsvParser() { csv_free(&m_parser); }

    bool wantsMore() const { return !m_enough; }

    Done feed(std::string_view piece)
    {
        if (m_first && piece.starts_with(byteOrderMark)) piece.remove_prefix(byteOrderMark.size());
        m_first = false;
        return csv_parse(&m_parser, piece.data(), piece.size(), takeField, takeRecord, this) == piece.size() || m_enough ? done()
                                                                                                                         : broken();
    }

    Done finish() { return m_enough || csv_fini(&m_parser, takeField, takeRecord, this) == 0 ? done() : broken(); }

private:
    static void takeField(void* text, std::size_t length, void* self)
    {
        static_cast<CsvParser*>(self)->m_fields.emplace_back(static_cast<const char*>(text), length);
    }
    static void takeRecord(int, void* self)
    {
        auto* parser = static_cast<CsvParser*>(self);
        ++parser->m_records;
        if (!parser->m_enough) parser->m_enough = !parser->m_record(parser->m_fields);
        parser->m_fields.clear();
    }
    Failure broken() const
    {
        return {FailureKind::NotALabelTable, m_subject,
                "row " + std::to_string(m_records + 1) + ": broken CSV, a quote is out of place or not closed"};
    }

    csv_parser m_parser{};
    std::string m_subject;
    const CsvRecord& m_record;
    std::vector<std::string> m_fields;
    std::size_t m_records = 0;
    bool m_first = true, m_enough = false;
};

} // namespace

Done parseCsv(std::string_view text, const std::string& subject, const CsvRecord& record)
{
    CsvParser parser(subject, record);
    if (auto fed = parser.feed(text); !fed) return fed;
    return parser.finish();
}

Done readCsv(const std::filesystem::path& file, const CsvRecord& record)
{
    std::error_code unknown;
    if (!std::filesystem::exists(file, unknown)) return Failure{FailureKind::NotFound, file.string(), ""};
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Failure{FailureKind::Unreadable, file.string(), ""};
    CsvParser parser(file.string(), record);
    std::vector<char> block(1 << 16);
    while (parser.wantsMore() && (stream.read(block.data(), static_cast<std::streamsize>(block.size())), stream.gcount() > 0))
        if (auto fed = parser.feed({block.data(), static_cast<std::size_t>(stream.gcount())}); !fed) return fed;
    if (stream.bad()) return Failure{FailureKind::Unreadable, file.string(), ""};
    return parser.finish();
}

int CsvTable::column(const std::string& name) const
{
    const auto at = std::find(columns.begin(), columns.end(), name);
    return at == columns.end() ? -1 : static_cast<int>(at - columns.begin());
}

Result<CsvTable> readCsvTable(const std::filesystem::path& file)
{
    CsvTable table;
    bool header = true;
    const auto read = readCsv(file, [&](const std::vector<std::string>& fields) {
        if (header)
            table.columns = fields;
        else
            table.rows.push_back(fields);
        header = false;
        return true;
    });
    if (!read) return read.error();
    if (header) return Failure{FailureKind::NotALabelTable, file.string(), "it is empty"};
    for (auto& row : table.rows)
        row.resize(table.columns.size());
    return table;
}

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char letter : text) {
        if (letter == '"') quoted += '"';
        quoted += letter;
    }
    return quoted + '"';
}

} // namespace lucency::model
