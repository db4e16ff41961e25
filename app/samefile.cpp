#include "app/samefile.h"

#include "app/importedfile.h"
#include "app/store/corrections.h"
#include "imaging/read.h"

namespace lucency::app {

KnownFile KnownFile::of(const ImageRow& image)
{
    return {image.sopInstanceUid, image.contentHash, image.fileSize, image.fileModified};
}

Done checkSameFile(const KnownFile& known, const std::string& path)
{
    if (known.sopInstanceUid.isEmpty() && known.contentHash.isEmpty()) return done();
    const auto stamp = stampOf(path);
    if (!stamp || (stamp->size == known.size && stamp->modified == known.modified)) return done();
    if (!known.sopInstanceUid.isEmpty()) {
        const auto header = imaging::readHeader(path);
        return header ? checkSameImage(known, path, header->identity.sopInstanceUid) : done();
    }
    const auto hash = contentHashOf(QString::fromStdString(path));
    if (hash && *hash != known.contentHash) return Failure{FailureKind::FileChanged, path, {}};
    return done();
}

Done checkSameImage(const KnownFile& known, const std::string& path, const std::string& sopInstanceUid)
{
    if (known.sopInstanceUid.isEmpty() || known.sopInstanceUid == QString::fromStdString(sopInstanceUid)) return done();
    return Failure{FailureKind::FileChanged, path, {}};
}

} // namespace lucency::app
