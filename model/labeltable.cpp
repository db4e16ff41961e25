#include "model/labeltable.h"

#include <csv.h>

#include <algorithm>
#include <fstream>

namespace lucency::model {

namespace {

struct Filling {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row;
};

void takeField(void* field, std::size_t length, void* filling)
{
    static_cast<Filling*>(filling)->row.emplace_back(static_cast<const char*>(field), length);
}

void takeRow(int, void* filling)
{
    auto& table = *static_cast<Filling*>(filling);
    table.rows.push_back(std::move(table.row));
    table.row.clear();
}

} // namespace

int LabelTable::column(const std::string& name) const
{
    const auto at = std::find(columns.begin(), columns.end(), name);
    return at == columns.end() ? -1 : static_cast<int>(at - columns.begin());
}

Result<LabelTable> readLabelTable(const std::filesystem::path& file)
{
    std::error_code unknown;
    if (!std::filesystem::exists(file, unknown)) return Failure{FailureKind::NotFound, file.string(), ""};
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Failure{FailureKind::Unreadable, file.string(), ""};
    csv_parser parser{};
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return Failure{FailureKind::OutOfMemory, file.string(), ""};
    Filling filling;
    std::vector<char> block(1 << 16);
    bool first = true, good = true;
    while (good && (stream.read(block.data(), static_cast<std::streamsize>(block.size())), stream.gcount() > 0)) {
        auto length = static_cast<std::size_t>(stream.gcount());
        const char* begin = block.data();
        if (first && length >= 3 && std::string_view(begin, 3) == "\xEF\xBB\xBF") {
            begin += 3;
            length -= 3;
        }
        first = false;
        good = csv_parse(&parser, begin, length, takeField, takeRow, &filling) == length;
    }
    const std::string why = good && csv_fini(&parser, takeField, takeRow, &filling) == 0 ? "" : csv_strerror(csv_error(&parser));
    csv_free(&parser);
    if (stream.bad()) return Failure{FailureKind::Unreadable, file.string(), ""};
    if (!why.empty())
        return Failure{FailureKind::NotALabelTable, file.string(), "row " + std::to_string(filling.rows.size() + 1) + ": " + why};
    if (filling.rows.empty()) return Failure{FailureKind::NotALabelTable, file.string(), "it is empty"};

    LabelTable table;
    table.columns = std::move(filling.rows.front());
    table.rows.assign(std::make_move_iterator(filling.rows.begin() + 1), std::make_move_iterator(filling.rows.end()));
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
