#pragma once

#include "app/report/document.h"
#include "app/report/material.h"
#include "imaging/result.h"

#include <QByteArray>

#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

namespace lucency::app::report {

/// Paints a document on A4 pages and gives the PDF; handed in by the caller, because fonts and painting live above this library. Empty
/// where nobody paints: then there is no PDF.
using PagePainter = std::function<Result<QByteArray>(const Document&)>;

struct ReportOrder {
    std::filesystem::path stem; ///< of reportFiles()
    bool pictures = true;       ///< of patients, from the data folder
};

/// The files of a report: HTML and PDF.
std::vector<std::filesystem::path> reportFiles(const std::filesystem::path& stem);

/// All that the material tells, as a document. Loads the model for heat maps where there are pictures to draw. After a stop the pictures
/// are left out.
Document compose(const Material& material, bool pictures, std::stop_token stop = {});

/// Writes the report as HTML and, with a painter, as PDF, each atomically, and returns the files. Fails with CannotWrite, DiskFull or
/// OutOfMemory. No exception leaves it.
Result<std::vector<std::filesystem::path>> writeReport(const Material& material, const ReportOrder& order, const PagePainter& paint,
                                                       std::stop_token stop = {});

} // namespace lucency::app::report
