#include "imaging/dicom/iso2022.h"

#include <iconv.h>

#include <array>
#include <utility>

namespace lucency::imaging::dicom {

namespace {

/// How a designated set is written in an encoding that iconv knows.
struct Set {
    std::string_view term;   ///< number of the defined term: "ISO 2022 IR 87" is "87"
    std::string_view escape; ///< what follows ESC
    bool upper = false;      ///< designated as G1, for bytes from 80 on
    int bytes = 1;           ///< of a character
    const char* encoding = "ASCII";
    std::string_view prefix; ///< before each character in that encoding
};

/// PS3.3 tables C.12-3 and C.12-4.
constexpr std::array sets = {
    Set{"6", "(B", false, 1, "ASCII", ""},       Set{"13", ")I", true, 1, "EUC-JP", "\x8E"},  Set{"14", "(J", false, 1, "ASCII", ""},
    Set{"87", "$B", false, 2, "EUC-JP", ""},     Set{"87", "$@", false, 2, "EUC-JP", ""},     Set{"159", "$(D", false, 2, "EUC-JP", "\x8F"},
    Set{"149", "$)C", true, 2, "EUC-KR", ""},    Set{"58", "$)A", true, 2, "GB2312", ""},     Set{"100", "-A", true, 1, "ISO-8859-1", ""},
    Set{"101", "-B", true, 1, "ISO-8859-2", ""}, Set{"109", "-C", true, 1, "ISO-8859-3", ""}, Set{"110", "-D", true, 1, "ISO-8859-4", ""},
    Set{"144", "-L", true, 1, "ISO-8859-5", ""}, Set{"127", "-G", true, 1, "ISO-8859-6", ""}, Set{"126", "-F", true, 1, "ISO-8859-7", ""},
    Set{"138", "-H", true, 1, "ISO-8859-8", ""}, Set{"148", "-M", true, 1, "ISO-8859-9", ""}, Set{"203", "-b", true, 1, "ISO-8859-15", ""},
    Set{"166", "-T", true, 1, "TIS-620", ""},
};

const Set& ascii()
{
    return sets[0];
}

const Set* byTerm(std::string_view term)
{
    const std::size_t number = term.find_last_of(' ');
    if (number == std::string_view::npos) return nullptr;
    for (const Set& set : sets) {
        if (set.term == term.substr(number + 1)) return &set;
    }
    return nullptr;
}

const Set* byEscape(std::string_view after)
{
    for (const Set& set : sets) {
        if (after.starts_with(set.escape)) return &set;
    }
    return nullptr;
}

/// One conversion descriptor, closed when it goes.
class Converter {
public:
    explicit Converter(const char* encoding)
        : m_descriptor(iconv_open("UTF-8", encoding))
    {
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    ~Converter()
    {
        if (isOpen()) iconv_close(m_descriptor);
    }

    bool append(std::string_view from, std::string& to) const
    {
        if (!isOpen()) return false;
        std::string in(from);
        std::array<char, 4096> out;
        char* next = in.data();
        std::size_t left = in.size();
        while (left > 0) {
            char* place = out.data();
            std::size_t room = out.size();
            const std::size_t before = left;
            const std::size_t outcome = iconv(m_descriptor, &next, &left, &place, &room);
            to.append(out.data(), out.size() - room);
            if (outcome == static_cast<std::size_t>(-1) && left == before) return false;
        }
        return true;
    }

private:
    bool isOpen() const { return m_descriptor != reinterpret_cast<iconv_t>(-1); }

    iconv_t m_descriptor;
};

class Decoder {
public:
    explicit Decoder(const Set* initial)
        : m_initialUpper(initial != nullptr && initial->upper ? initial : nullptr)
    {
        reset();
    }

    std::optional<std::string> run(std::string_view raw)
    {
        while (!raw.empty()) {
            const std::size_t used = step(raw);
            if (used == 0) return std::nullopt;
            raw.remove_prefix(used);
        }
        if (!flush()) return std::nullopt;
        return std::move(m_text);
    }

private:
    void reset()
    {
        m_lower = &ascii();
        m_upper = m_initialUpper;
    }

    /// Bytes used, or 0 when they have no meaning.
    std::size_t step(std::string_view raw)
    {
        const auto byte = static_cast<unsigned char>(raw[0]);
        if (byte == 0x1B) {
            const Set* set = byEscape(raw.substr(1));
            if (set == nullptr) return 0;
            (set->upper ? m_upper : m_lower) = set;
            return 1 + set->escape.size();
        }
        // Delimiters and control characters bring back the first sets, PS3.5 section 6.1.2.5.3.
        const bool isDelimiter = m_lower->bytes == 1 && (byte == '\\' || byte == '^' || byte == '=');
        if (byte < 0x20 || isDelimiter) {
            reset();
            return add(ascii(), raw.substr(0, 1)) ? 1 : 0;
        }
        const Set* set = byte < 0x80 ? m_lower : m_upper;
        if (byte == ' ') set = &ascii();
        if (set == nullptr || raw.size() < static_cast<std::size_t>(set->bytes)) return 0;
        const auto used = static_cast<std::size_t>(set->bytes);
        return add(*set, raw.substr(0, used)) ? used : 0;
    }

    bool add(const Set& set, std::string_view character)
    {
        if (m_pendingEncoding != set.encoding) {
            if (!flush()) return false;
            m_pendingEncoding = set.encoding;
        }
        m_pending += set.prefix;
        // The sets of two bytes in G0 are those of the EUC encodings with the highest bit clear.
        for (const char c : character)
            m_pending += set.bytes == 2 ? static_cast<char>(c | '\x80') : c;
        return true;
    }

    bool flush()
    {
        if (m_pending.empty()) return true;
        const std::string pending = std::exchange(m_pending, {});
        return Converter(m_pendingEncoding).append(pending, m_text);
    }

    const Set* m_initialUpper;
    const Set* m_lower = nullptr;
    const Set* m_upper = nullptr;
    const char* m_pendingEncoding = "ASCII";
    std::string m_pending;
    std::string m_text;
};

} // namespace

std::optional<std::string> decodeIso2022(std::string_view raw, std::string_view initialSet)
{
    return Decoder(byTerm(initialSet)).run(raw);
}

} // namespace lucency::imaging::dicom
