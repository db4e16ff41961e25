#include "ui/report/pages.h"

#include "ui/report/pagelayout.h"

#include <QBuffer>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

namespace lucency::ui {

Result<QByteArray> paintPages(const app::report::Document& document)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({0, 0, 0, 0});
    writer.setResolution(600);
    writer.setTitle(document.title);
    writer.setCreator(QStringLiteral("Lucency"));

    const PageLayout layout(document);
    QPainter painter;
    if (!painter.begin(&writer)) return Failure{FailureKind::Internal, "PDF", "no painter"};
    const double scale = writer.width() / PageLayout::paperWidth;
    painter.scale(scale, scale);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (int page = 0; page < layout.pages(); ++page) {
        if (page > 0 && !writer.newPage()) return Failure{FailureKind::Internal, "PDF", "no page"};
        layout.paint(painter, page);
    }
    if (!painter.end()) return Failure{FailureKind::Internal, "PDF", "painting did not end"};
    return buffer.data();
}

} // namespace lucency::ui
