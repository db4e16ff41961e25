#pragma once

#include <QCoreApplication>
#include <QFile>
#include <QString>

namespace lucency::test {

/// Whether the program that a test starts is there. ctest names it in LUCENCY_BINARY; where nothing does, it is the one built beside the
/// test, and named there from now on.
inline bool hasProgram()
{
    if (qEnvironmentVariable("LUCENCY_BINARY").isEmpty())
        qputenv("LUCENCY_BINARY", (QCoreApplication::applicationDirPath() + QStringLiteral("/../bin/lucency")).toUtf8());
    return QFile::exists(qEnvironmentVariable("LUCENCY_BINARY"));
}

} // namespace lucency::test
