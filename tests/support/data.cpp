#include "tests/support/data.h"

#include <QDir>

namespace lucency::test {

QString dataFolder() {
    const QString named = qEnvironmentVariable("LUCENCY_DATA");
    const QDir folder(named.isEmpty() ? QStringLiteral(LUCENCY_SOURCE_DIR "/../shared/data") : named);
    return folder.exists() ? folder.absolutePath() : QString();
}

QString projectFile(const QString& path)
{
    return QStringLiteral(LUCENCY_SOURCE_DIR "/") + path;
}

} // namespace lucency::test
