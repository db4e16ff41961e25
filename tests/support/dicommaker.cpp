#include "tests/support/dicommaker.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cmath>
#include <random>

#include <zlib.h>

namespace lucency::test {

namespace {

void put16(QByteArray& to, std::uint32_t value, bool bigEndian)
{
    const char low = static_cast<char>(value & 0xFF), high = static_cast<char>((value >> 8) & 0xFF);
    to.append(bigEndian ? high : low).append(bigEndian ? low : high);
}

void put32(QByteArray& to, std::uint32_t value, bool bigEndian)
{
    put16(to, bigEndian ? value >> 16 : value & 0xFFFF, bigEndian);
    put16(to, bigEndian ? value & 0xFFFF : value >> 16, bigEndian);
}

void putTag(QByteArray& to, std::uint32_t tag, bool bigEndian)
{
    put16(to, tag >> 16, bigEndian);
    put16(to, tag & 0xFFFF, bigEndian);
}

bool hasLongLength(const QByteArray& vr)
{
    static const QList<QByteArray> names = {"OB", "OW", "OF", "OD", "SQ", "UN", "UC", "UR", "UT"};
    return names.contains(vr);
}

void putHead(QByteArray& to, std::uint32_t tag, const QByteArray& vr, std::uint32_t length, bool explicitVr, bool bigEndian)
{
    putTag(to, tag, bigEndian);
    if (!explicitVr) return put32(to, length, bigEndian);
    to.append(vr);
    if (!hasLongLength(vr)) return put16(to, length, bigEndian);
    put16(to, 0, bigEndian);
    put32(to, length, bigEndian);
}

QByteArray itemsOf(const DicomValue& value, bool explicitVr, bool bigEndian)
{
    QByteArray all;
    for (const DicomSet& item : value.items) {
        const QByteArray content = item.written(explicitVr, bigEndian);
        putTag(all, 0xFFFEE000, bigEndian);
        put32(all, value.undefinedLength ? 0xFFFFFFFF : static_cast<std::uint32_t>(content.size()), bigEndian);
        all.append(content);
        if (!value.undefinedLength) continue;
        putTag(all, 0xFFFEE00D, bigEndian);
        put32(all, 0, bigEndian);
    }
    return all;
}

QByteArray encoded(const DicomValue& value, bool bigEndian)
{
    QByteArray all = value.bytes;
    const bool wide = value.vr == "UL" || value.vr == "SL";
    for (const std::uint32_t number : value.numbers) {
        if (value.vr == "OB")
            all.append(static_cast<char>(number));
        else if (wide)
            put32(all, number, bigEndian);
        else
            put16(all, number, bigEndian);
    }
    if (all.size() % 2 == 1) all.append(value.vr == "UI" || value.vr == "OB" ? '\0' : ' ');
    return all;
}

} // namespace

DicomSet& DicomSet::text(std::uint32_t tag, const char* vr, const QByteArray& value)
{
    m_elements[tag] = DicomValue{vr, value, {}, {}, false};
    return *this;
}

DicomSet& DicomSet::words(std::uint32_t tag, const char* vr, std::vector<std::uint32_t> values)
{
    m_elements[tag] = DicomValue{vr, {}, std::move(values), {}, false};
    return *this;
}

DicomSet& DicomSet::sequence(std::uint32_t tag, std::vector<DicomSet> items, bool undefinedLength)
{
    m_elements[tag] = DicomValue{"SQ", {}, {}, std::move(items), undefinedLength};
    return *this;
}

DicomSet& DicomSet::remove(std::uint32_t tag)
{
    m_elements.erase(tag);
    return *this;
}

QByteArray DicomSet::written(bool explicitVr, bool bigEndian) const
{
    QByteArray all;
    for (const auto& [tag, value] : m_elements) {
        const bool sequence = value.vr == "SQ";
        const QByteArray content = sequence ? itemsOf(value, explicitVr, bigEndian) : encoded(value, bigEndian);
        putHead(all, tag, value.vr, value.undefinedLength ? 0xFFFFFFFF : static_cast<std::uint32_t>(content.size()), explicitVr, bigEndian);
        all.append(content);
        if (!value.undefinedLength) continue;
        putTag(all, 0xFFFEE0DD, bigEndian);
        put32(all, 0, bigEndian);
    }
    return all;
}

DicomMaker DicomMaker::chest(int columns, int rows)
{
    DicomMaker maker;
    maker.text(dicomTag(0x0008, 0x0016), "UI", "1.2.840.10008.5.1.4.1.1.1");
    maker.text(dicomTag(0x0008, 0x0018), "UI", "1.2.826.0.1.3680043.10.999.1.1");
    maker.text(dicomTag(0x0008, 0x0020), "DA", "20240229");
    maker.text(dicomTag(0x0008, 0x0060), "CS", "CR");
    maker.text(dicomTag(0x0010, 0x0010), "PN", "Phantom^Test");
    maker.text(dicomTag(0x0010, 0x0020), "LO", "PHANTOM-1");
    maker.text(dicomTag(0x0018, 0x0015), "CS", "CHEST");
    maker.text(dicomTag(0x0018, 0x5101), "CS", "PA");
    maker.text(dicomTag(0x0020, 0x000D), "UI", "1.2.826.0.1.3680043.10.999.1");
    maker.text(dicomTag(0x0020, 0x000E), "UI", "1.2.826.0.1.3680043.10.999.1.0");
    maker.words(dicomTag(0x0028, 0x0002), "US", {1});
    maker.text(dicomTag(0x0028, 0x0004), "CS", "MONOCHROME2");
    maker.words(dicomTag(0x0028, 0x0100), "US", {16});
    maker.words(dicomTag(0x0028, 0x0101), "US", {12});
    maker.words(dicomTag(0x0028, 0x0102), "US", {11});
    maker.words(dicomTag(0x0028, 0x0103), "US", {0});
    maker.text(dicomTag(0x0028, 0x1050), "DS", "2048");
    maker.text(dicomTag(0x0028, 0x1051), "DS", "4096");
    maker.setPixels(columns, rows, scene(columns, rows));
    return maker;
}

void DicomMaker::setPixels(int columns, int rows, const std::vector<std::uint32_t>& values)
{
    words(dicomTag(0x0028, 0x0010), "US", {static_cast<std::uint32_t>(rows)});
    words(dicomTag(0x0028, 0x0011), "US", {static_cast<std::uint32_t>(columns)});
    words(dicomTag(0x7FE0, 0x0010), "OW", values);
}

QByteArray DicomMaker::dataset() const
{
    QByteArray all = written(explicitVr(), bigEndian());
    if (!fragments.isEmpty()) {
        putHead(all, 0x7FE00010, "OB", 0xFFFFFFFF, true, false);
        putTag(all, 0xFFFEE000, false);
        put32(all, 0, false);
        for (const QByteArray& fragment : fragments) {
            putTag(all, 0xFFFEE000, false);
            put32(all, static_cast<std::uint32_t>(fragment.size()), false);
            all.append(fragment);
        }
        putTag(all, 0xFFFEE0DD, false);
        put32(all, 0, false);
    }
    return transferSyntax == "1.2.840.10008.1.2.1.99" ? deflated(all) : all;
}

QByteArray DicomMaker::bytes() const
{
    QByteArray all;
    if (preamble) all.append(QByteArray(128, '\0')).append("DICM");
    if (meta) {
        DicomSet group;
        group.text(dicomTag(0x0002, 0x0002), "UI", "1.2.840.10008.5.1.4.1.1.1");
        group.text(dicomTag(0x0002, 0x0003), "UI", "1.2.826.0.1.3680043.10.999.1.1");
        group.text(dicomTag(0x0002, 0x0010), "UI", transferSyntax);
        group.text(dicomTag(0x0002, 0x0012), "UI", "1.2.826.0.1.3680043.10.999");
        const QByteArray content = group.written(true, false);
        DicomSet length;
        length.words(dicomTag(0x0002, 0x0000), "UL", {static_cast<std::uint32_t>(content.size())});
        all.append(length.written(true, false)).append(content);
    }
    return all.append(dataset());
}

QString DicomMaker::write(const QString& folder, const QString& name) const
{
    return writeFile(folder, name, bytes());
}

std::vector<std::uint32_t> scene(int columns, int rows, int bits, unsigned seed)
{
    std::mt19937 random(seed);
    const double top = std::ldexp(1.0, bits) - 1;
    std::vector<std::uint32_t> values;
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            const double smooth = 0.45 + 0.35 * std::sin(x * 0.11) * std::cos(y * 0.07);
            values.push_back(static_cast<std::uint32_t>(top * smooth) +
                             static_cast<std::uint32_t>(random() % static_cast<std::uint32_t>(1 + top / 16)));
        }
    }
    // The extremes must survive as well.
    values.front() = 0;
    values.back() = static_cast<std::uint32_t>(top);
    return values;
}

QByteArray deflated(const QByteArray& bytes)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

QString writeFile(const QString& folder, const QString& name, const QByteArray& bytes)
{
    const QString path = QDir(folder).filePath(name);
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) return {};
    return path;
}

QByteArray nestedSequences(int depth, bool undefinedLength, bool explicitVr, bool bigEndian)
{
    const std::uint32_t tag = dicomTag(0x0008, 0x1140);
    if (undefinedLength) {
        QByteArray all;
        for (int i = 0; i < depth; ++i) {
            putHead(all, tag, "SQ", 0xFFFFFFFF, explicitVr, bigEndian);
            putTag(all, 0xFFFEE000, bigEndian);
            put32(all, 0xFFFFFFFF, bigEndian);
        }
        for (int i = 0; i < depth; ++i) {
            putTag(all, 0xFFFEE00D, bigEndian);
            put32(all, 0, bigEndian);
            putTag(all, 0xFFFEE0DD, bigEndian);
            put32(all, 0, bigEndian);
        }
        return all;
    }
    // By lengths from the outside in: what is left inside of each level is known beforehand.
    const std::uint32_t level = (explicitVr ? 12 : 8) + 8;
    QByteArray all;
    for (int i = 0; i < depth; ++i) {
        const std::uint32_t inside = level * static_cast<std::uint32_t>(depth - 1 - i);
        putHead(all, tag, "SQ", inside + 8, explicitVr, bigEndian);
        putTag(all, 0xFFFEE000, bigEndian);
        put32(all, inside, bigEndian);
    }
    return all;
}

} // namespace lucency::test
