#include "model/csv.h"

#include "imaging/regularfile.h"
#include "model/textencoding.h"

#include <csv.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <system_error>

namespace lucency::model {

namespace {

/// What separates the fields of a table, by its first line: what stands between them most often outside of brackets, as in "Bbox
/// [x,y,w,h]".
char separatorOf(std::string_view line)
{
    long commas = 0, semicolons = 0, tabs = 0, depth = 0;
    bool quoted = false;
    for (const char letter : line) {
        quoted ^= letter == '"';
        if (quoted) continue;
        depth += letter == '[' || letter == '(' ? 1 : letter == ']' || letter == ')' ? -1 : 0;
        tabs += letter == '\t' ? 1 : 0;
        if (depth > 0) continue;
        commas += letter == ',' ? 1 : 0;
        semicolons += letter == ';' ? 1 : 0;
    }
    if (tabs > std::max(commas, semicolons)) return '\t';
    return semicolons > commas ? ';' : ',';
}

/// The separator that Excel is told in a line of its own above the table, "sep=;"; nothing where the line is another.
std::optional<char> separatorTold(std::string_view line)
{
    if (line.size() > 1 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
    const bool tells = line.size() == 5 && (line.starts_with("sep=") || line.starts_with("SEP=") || line.starts_with("Sep="));
    return tells && line.back() != '"' ? std::optional(line.back()) : std::nullopt;
}

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
    bool windows1252() const { return m_windows1252; }

    Done feed(std::string_view piece)
    {
        if (m_begun) return m_utf16 ? parse(m_utf16->next(piece)) : parse(piece);
        m_start += piece;
        constexpr std::size_t longestHeader = 1 << 20;
        const auto text = start();
        if (!firstLineEnds(text) && text.size() < longestHeader) return done();
        return begin(text);
    }

    Done finish()
    {
        if (!m_begun)
            if (auto parsed = begin(start()); !parsed) return parsed;
        return m_enough || csv_fini(&m_parser, takeField, takeRecord, this) == 0 ? done() : broken();
    }

private:
    /// What was fed so far, as UTF-8 without a byte order mark.
    std::string start()
    {
        const auto mark = byteOrderMarkOf(m_start);
        if (!mark.utf16) return m_start.substr(mark.bytes);
        m_utf16.emplace(mark.bigEndian);
        return m_utf16->next(std::string_view(m_start).substr(mark.bytes));
    }

    static bool firstLineEnds(std::string_view text)
    {
        bool quoted = false;
        for (const char letter : text) {
            quoted ^= letter == '"';
            if (!quoted && (letter == '\n' || letter == '\r')) return true;
        }
        return false;
    }

    Done begin(const std::string& text)
    {
        m_begun = true;
        m_start.clear();
        const std::string_view all = text, line = all.substr(0, all.find_first_of("\r\n"));
        const auto told = separatorTold(line);
        csv_set_delim(&m_parser, static_cast<unsigned char>(told.value_or(separatorOf(line))));
        // libcsv skips the empty line that is left.
        return parse(told ? all.substr(line.size()) : all);
    }

    Done parse(std::string_view text)
    {
        return csv_parse(&m_parser, text.data(), text.size(), takeField, takeRecord, this) == text.size() || m_enough ? done() : broken();
    }

    static void takeField(void* text, std::size_t length, void* self)
    {
        auto* parser = static_cast<CsvParser*>(self);
        std::string field(static_cast<const char*>(text), length);
        if (!isUtf8(field)) {
            field = fromWindows1252(field);
            parser->m_windows1252 = true;
        }
        parser->m_fields.push_back(std::move(field));
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
    std::string m_start; ///< what comes until the first line is whole
    std::optional<Utf16Text> m_utf16;
    bool m_begun = false, m_enough = false, m_windows1252 = false;
};

} // namespace

Done parseCsv(std::string_view text, const std::string& subject, const CsvRecord& record)
{
    CsvParser parser(subject, record);
    if (auto fed = parser.feed(text); !fed) return fed;
    return parser.finish();
}

Done readCsv(const std::filesystem::path& file, const CsvRecord& record, bool* windows1252)
{
    if (auto regular = imaging::checkRegularFile(file); !regular) return regular;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Failure{FailureKind::Unreadable, file.string(), ""};
    CsvParser parser(file.string(), record);
    std::vector<char> block(1 << 16);
    while (parser.wantsMore() && (stream.read(block.data(), static_cast<std::streamsize>(block.size())), stream.gcount() > 0))
        if (auto fed = parser.feed({block.data(), static_cast<std::size_t>(stream.gcount())}); !fed) return fed;
    if (stream.bad()) return Failure{FailureKind::Unreadable, file.string(), ""};
    auto finished = parser.finish();
    if (windows1252) *windows1252 = parser.windows1252();
    return finished;
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
    const auto take = [&](const std::vector<std::string>& fields) {
        if (header)
            table.columns = fields;
        else
            table.rows.push_back(fields);
        header = false;
        return true;
    };
    const auto read = readCsv(file, take, &table.windows1252);
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
