#pragma once

#include "app/report/figures.h"
#include "app/workbench/resultinview.h"
#include "imaging/result.h"

#include <QString>
#include <QStringList>

#include <stop_token>
#include <utility>
#include <vector>

namespace lucency::ui {

struct ResultFilesOrder;

/// All figures of a result at its operating points, each with the name of its file without an ending.
std::vector<std::pair<QString, app::report::Figure>> figuresOf(const app::report::Material& material);

/// Writes report.html and report.pdf, and below figures/ each figure as SVG, PNG and CSV. Resamples what has to be; seconds to minutes: a
/// worker's work. Fails with CannotWrite, DiskFull, Cancelled.
Result<QStringList> writeResultFiles(const app::OpenedResult& result, app::report::Material material, const ResultFilesOrder& order,
                                     std::stop_token stop);

} // namespace lucency::ui
