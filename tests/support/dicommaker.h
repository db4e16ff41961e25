#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <cstdint>
#include <map>
#include <vector>

namespace lucency::test {

constexpr std::uint32_t dicomTag(unsigned group, unsigned element)
{
    return (group << 16) | element;
}

class DicomSet;

/// The value of one element: text or raw bytes, or numbers that follow the byte order of the file, or the items of a sequence.
struct DicomValue {
    QByteArray vr;
    QByteArray bytes;
    std::vector<std::uint32_t> numbers;
    std::vector<DicomSet> items;
    bool undefinedLength = false; ///< of a sequence and its items
};

/// Elements by tag.
class DicomSet {
public:
    DicomSet& text(std::uint32_t tag, const char* vr, const QByteArray& value);
    DicomSet& words(std::uint32_t tag, const char* vr, std::vector<std::uint32_t> values);
    DicomSet& sequence(std::uint32_t tag, std::vector<DicomSet> items, bool undefinedLength = false);
    DicomSet& remove(std::uint32_t tag);

    QByteArray written(bool explicitVr, bool bigEndian) const;

private:
    std::map<std::uint32_t, DicomValue> m_elements;
};

/// Writes DICOM files byte by byte, so that a test can damage exactly one thing in them.
class DicomMaker : public DicomSet {
public:
    QByteArray transferSyntax = "1.2.840.10008.1.2.1";
    bool preamble = true;
    bool meta = true;
    QList<QByteArray> fragments; ///< encapsulated pixels, without the Basic Offset Table; Pixel Data of the set must then be absent

    /// A frontal chest radiograph of a person that does not exist, CR, 12 bits, MONOCHROME2.
    static DicomMaker chest(int columns = 61, int rows = 47);

    /// Rows, Columns and Pixel Data of 16 bits; values has rows x columns x frames.
    void setPixels(int columns, int rows, const std::vector<std::uint32_t>& values);

    QByteArray bytes() const;
    QString write(const QString& folder, const QString& name) const;

    /// The data set alone, as deflated by transfer syntax or not.
    QByteArray dataset() const;

private:
    bool explicitVr() const { return transferSyntax != "1.2.840.10008.1.2"; }
    bool bigEndian() const { return transferSyntax == "1.2.840.10008.1.2.2"; }
};

/// The values of chest(): smooth with seeded noise, 12 bits.
std::vector<std::uint32_t> scene(int columns, int rows, int bits = 12, unsigned seed = 1);

/// Raw deflate of bytes, as PS3.5 annex A.5 wants it.
QByteArray deflated(const QByteArray& bytes);

QString writeFile(const QString& folder, const QString& name, const QByteArray& bytes);

/// Sequences in sequences in explicit little endian: bytes of one element (0008,1140). With undefinedLength by delimiters, else by lengths.
QByteArray nestedSequences(int depth, bool undefinedLength, bool explicitVr = true, bool bigEndian = false);

} // namespace lucency::test
