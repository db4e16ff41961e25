#pragma once

#include <QImage>
#include <QString>

namespace lucency::test {

/// Two pages of the report on an evaluation, side by side: the first, and the figures of the first finding. The folder holds report.json
/// and predictions.csv as `lucency evaluate` writes them, and the images in drawn/. Null where there is no such report.
QImage reportPages(const QString& folder);

} // namespace lucency::test
