#include "tests/pictures/reportpages.h"

#include "app/report/report.h"
#include "app/resources.h"
#include "ui/report/pagelayout.h"

#include <QFile>
#include <QPainter>

namespace lucency::test {

QImage reportPages(const QString& folder)
{
    QFile json(folder + QStringLiteral("/report.json"));
    auto predictions = app::readPredictions((folder + QStringLiteral("/predictions.csv")).toStdString(), true);
    if (!predictions || !json.open(QIODevice::ReadOnly)) return {};
    const auto material = app::report::ofEvaluation(json.readAll().toStdString(), "report.json", *std::move(predictions),
                                                    (folder + QStringLiteral("/drawn")).toStdString(), app::defaultModel());
    if (!material) return {};
    const ui::PageLayout layout(app::report::compose(*material, true));
    constexpr int width = 700, gap = 8, figures = 3; // pages: summary, data, all findings, the first finding
    const double scale = width / ui::PageLayout::paperWidth;
    const int height = static_cast<int>(ui::PageLayout::paperHeight * scale);
    if (layout.pages() <= figures) return {};
    QImage sheet(2 * width + gap, height, QImage::Format_RGB32);
    sheet.fill(Qt::darkGray);
    QPainter painter(&sheet);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    for (const int page : {0, figures}) {
        painter.fillRect(0, 0, width, height, Qt::white);
        painter.save();
        painter.scale(scale, scale);
        layout.paint(painter, page);
        painter.restore();
        painter.translate(width + gap, 0);
    }
    painter.end();
    return sheet;
}

} // namespace lucency::test
