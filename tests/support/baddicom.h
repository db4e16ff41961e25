#pragma once

#include "imaging/read.h"
#include "tests/support/dicommaker.h"

#include <string>

namespace lucency::test {

inline constexpr int badColumns = 61, badRows = 47;

inline QByteArray headOf(const DicomMaker& maker)
{
    const QByteArray all = maker.bytes();
    return all.left(all.size() - maker.dataset().size());
}

/// A file whose frame is these fragments, whatever its size says.
inline DicomMaker encapsulated(const char* transferSyntax, const QList<QByteArray>& fragments, int width = badColumns, int height = badRows)
{
    DicomMaker maker = DicomMaker::chest(width > 200 ? 1 : width, height > 200 ? 1 : height);
    maker.words(dicomTag(0x0028, 0x0010), "US", {static_cast<std::uint32_t>(height)});
    maker.words(dicomTag(0x0028, 0x0011), "US", {static_cast<std::uint32_t>(width)});
    maker.remove(dicomTag(0x7FE0, 0x0010));
    maker.transferSyntax = transferSyntax;
    maker.fragments = fragments;
    return maker;
}

inline constexpr auto rle = "1.2.840.10008.1.2.5", jpegLossless = "1.2.840.10008.1.2.4.70", jpeg = "1.2.840.10008.1.2.4.50",
                      jpegLs = "1.2.840.10008.1.2.4.80", jpeg2000 = "1.2.840.10008.1.2.4.90";

/// The slug of the refusal of such a file, or "" when it was read. The header must be refused as well where headerToo is set.
inline QByteArray refusal(const QString& folder, const QByteArray& bytes, bool headerToo = true)
{
    const QString file = writeFile(folder, QStringLiteral("image.dcm"), bytes);
    const auto image = imaging::read(file.toStdString());
    const auto header = imaging::readHeader(file.toStdString());
    if (image) return {};
    if (image.error().subject != file.toStdString()) return "the failure does not name the file";
    if (headerToo && (header || header.error().kind != image.error().kind)) return "the header was not refused alike";
    return QByteArray::fromStdString(std::string(slug(image.error().kind)));
}

} // namespace lucency::test
