#pragma once

#include <QString>

namespace lucency::app {

/// A finding of the vocabulary in words of the reader's language; another name as it stands, with spaces for underscores.
QString findingName(const QString& vocabularyName);

} // namespace lucency::app
