#pragma once

#include <QString>

namespace lucency::test {

/// The folder of real radiographs (LUCENCY_DATA, else ../shared/data beside the project), or empty where it is absent. Tests that need it
/// begin with LUCENCY_NEEDS_DATA.
QString dataFolder();

/// A file of the project, named from its root.
QString projectFile(const QString& path);

} // namespace lucency::test

#define LUCENCY_NEEDS_DATA                                                                                                                  \
    if (lucency::test::dataFolder().isEmpty()) QSKIP("no real radiographs here: set LUCENCY_DATA to their folder")
