#pragma once

#include "app/report/document.h"
#include "imaging/result.h"

#include <QByteArray>

namespace lucency::ui {

/// Paints a report on A4 pages as a PDF with vector figures and page numbers. A table, a figure and a row of pictures stay whole where a
/// page can hold them; longer tables repeat their header. Needs a QGuiApplication, on any platform; the thread of the caller. Fails with
/// Internal when the PDF cannot be painted.
Result<QByteArray> paintPages(const app::report::Document& document);

} // namespace lucency::ui
