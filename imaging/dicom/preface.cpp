#include "imaging/dicom/element.h"
#include "imaging/dicom/structure.h"

#include <algorithm>
#include <cstring>

namespace lucency::imaging::dicom {

namespace {

constexpr std::size_t magicOffset = 128;

bool isDicm(std::span<const std::uint8_t> at)
{
    return at.size() >= 4 && std::memcmp(at.data(), "DICM", 4) == 0;
}

std::vector<std::uint8_t> peek(ByteSource& bytes, std::uint64_t offset, std::size_t count)
{
    if (offset >= bytes.size()) return {};
    std::vector<std::uint8_t> first(static_cast<std::size_t>(std::min<std::uint64_t>(count, bytes.size() - offset)));
    if (!bytes.read(offset, first)) return {};
    return first;
}

std::string uid(ByteSource& bytes, const ElementHead& head)
{
    std::vector<std::uint8_t> raw(head.length);
    if (head.length > 64 || !bytes.read(head.value, raw)) return {};
    std::string text(raw.begin(), raw.end());
    while (!text.empty() && (text.back() == '\0' || text.back() == ' '))
        text.pop_back();
    return text;
}

/// Walks group 0002 and returns where it ends. Always explicit little endian by the standard; implicit has been seen.
std::uint64_t readMeta(ByteSource& bytes, std::uint64_t offset, Preface& preface)
{
    const std::vector<std::uint8_t> first = peek(bytes, offset, 8);
    Encoding encoding;
    if (first.size() == 8) encoding.explicitVr = isKnownVr(static_cast<char>(first[4]), static_cast<char>(first[5]));
    preface.metaHeader = false;
    for (;;) {
        const std::optional<ElementHead> head = readHead(bytes, offset, encoding);
        if (!head || head->tag >> 16 != 0x0002 || head->length == undefinedLength) return offset;
        preface.metaHeader = true;
        if (head->tag == tag(0x0002, 0x0010)) preface.transferSyntax = uid(bytes, *head);
        offset = head->value + head->length;
    }
}

void applyTransferSyntax(Preface& preface)
{
    const std::string_view stated = preface.transferSyntax;
    preface.encoding.explicitVr = stated != "1.2.840.10008.1.2";
    preface.encoding.bigEndian = stated == "1.2.840.10008.1.2.2";
    preface.deflated = stated == "1.2.840.10008.1.2.1.99";
    preface.encapsulated = stated.starts_with("1.2.840.10008.1.2.4.") || stated == "1.2.840.10008.1.2.5";
}

std::string nameOf(Encoding encoding)
{
    if (!encoding.explicitVr) return "1.2.840.10008.1.2";
    return encoding.bigEndian ? "1.2.840.10008.1.2.2" : "1.2.840.10008.1.2.1";
}

} // namespace

bool hasMagic(std::span<const std::uint8_t> head)
{
    return head.size() >= magicOffset + 4 && isDicm(head.subspan(magicOffset));
}

bool looksLikeDataset(std::span<const std::uint8_t> head)
{
    return isDicm(head) || guessEncoding(head).has_value();
}

Result<Preface> readPreface(ByteSource& bytes, const std::string& subject)
{
    const std::vector<std::uint8_t> head = peek(bytes, 0, magicOffset + 4);
    Preface preface;
    std::uint64_t offset = 0;
    if (hasMagic(head)) {
        offset = magicOffset + 4;
    } else if (isDicm(head)) {
        offset = 4;
        preface.preamble = false;
    } else {
        preface.preamble = false;
        if (!guessEncoding(head)) return Failure{FailureKind::NotAnImage, subject, "neither an image file nor DICOM"};
    }
    preface.datasetOffset = readMeta(bytes, offset, preface);
    applyTransferSyntax(preface);
    if (preface.deflated) return preface;

    const std::optional<Encoding> seen = guessEncoding(peek(bytes, preface.datasetOffset, 8));
    if (preface.transferSyntax.empty()) {
        if (!seen) return Failure{FailureKind::CorruptFile, subject, "no transfer syntax stated and none can be guessed"};
        preface.encoding = *seen;
        preface.transferSyntax = nameOf(*seen);
        preface.metaHeader = false;
    } else if (seen && !preface.encapsulated &&
               (seen->explicitVr != preface.encoding.explicitVr || seen->bigEndian != preface.encoding.bigEndian)) {
        // Some archives state one uncompressed transfer syntax and write another: the first element cannot lie about itself.
        const bool statedUncompressed = nameOf(preface.encoding) == preface.transferSyntax;
        if (statedUncompressed) {
            preface.encoding = *seen;
            preface.transferSyntax = nameOf(*seen);
        }
    }
    return preface;
}

} // namespace lucency::imaging::dicom
