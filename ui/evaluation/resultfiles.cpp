#include "ui/evaluation/resultfiles.h"

#include "app/report/report.h"
#include "imaging/replacementfile.h"
#include "ui/evaluation/workbench.h"
#include "ui/report/drawingpainter.h"
#include "ui/report/pages.h"

#include <QBuffer>
#include <QDir>
#include <QImage>
#include <QPainter>

namespace lucency::ui {

namespace {

using namespace app::report;

constexpr double pngScale = 2;

QByteArray pngOf(const Figure& figure)
{
    QImage image((figure.drawing.size() * pngScale).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(pngScale, pngScale);
    paintDrawing(painter, {}, figure.drawing);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QString fileName(const std::string& finding, const char* figure)
{
    QString name;
    for (const QChar character : QString::fromStdString(finding).toLower())
        name += character.isLetterOrNumber() ? character : QLatin1Char('-');
    return (name.isEmpty() ? QString() : name + QLatin1Char('.')) + QLatin1String(figure);
}

} // namespace

std::vector<std::pair<QString, Figure>> figuresOf(const Material& material)
{
    std::vector<std::pair<QString, Figure>> figures;
    const auto add = [&](const std::string& finding, const char* name, Figure figure) {
        if (figure.drawn()) figures.emplace_back(fileName(finding, name), std::move(figure));
    };
    std::vector<evaluation::FindingReport> reports;
    std::vector<std::string> names;
    for (const auto& finding : material.findings) {
        const auto& report = finding.figures;
        add(report.finding, "confusion-matrix", matrixFigure(report));
        add(report.finding, "confusion-matrix-columns", matrixFigure(report, MatrixShares::OfColumns));
        add(report.finding, "roc", rocFigure(report));
        add(report.finding, "precision-recall", precisionRecallFigure(report));
        add(report.finding, "calibration", calibrationFigure(report));
        add(report.finding, "groups", subgroupFigure(report));
        reports.push_back(report);
        names.push_back(report.finding);
    }
    if (reports.size() > 1) add({}, "roc-all-findings", allRocFigure(reports));
    add({}, "loss", lossFigure(material.history, material.bestEpoch));
    add({}, "validation-auc", validationAucFigure(names, material.history, material.bestEpoch));
    add({}, "learning-rate", learningRateFigure(material.history, material.bestEpoch));
    return figures;
}

Result<QStringList> writeResultFiles(const app::OpenedResult& result, Material material, const ResultFilesOrder& order,
                                     std::stop_token stop)
{
    auto full = app::withAllIntervals(std::move(material), result, stop);
    if (!full) return full.error();
    if (!QDir().mkpath(order.folder)) return Failure{FailureKind::CannotWrite, order.folder.toStdString(), {}};
    QStringList files;
    const QDir folder(order.folder);
    if (order.report) {
        const auto written =
            writeReport(*full, {folder.filePath(QStringLiteral("report")).toStdString(), order.pictures}, paintPages, stop);
        if (!written) return written.error();
        for (const auto& file : *written)
            files << QString::fromStdString(file.string());
    }
    if (!order.figures) return files;
    if (!folder.mkpath(QStringLiteral("figures")))
        return Failure{FailureKind::CannotWrite, folder.filePath(QStringLiteral("figures")).toStdString(), {}};
    for (const auto& [name, figure] : figuresOf(*full)) {
        if (stop.stop_requested()) return Failure{FailureKind::Cancelled, order.folder.toStdString(), {}};
        const QString stem = folder.filePath(QStringLiteral("figures/") + name);
        for (const auto& [ending, bytes] :
             {std::pair(QStringLiteral(".svg"), figure.svg().toUtf8()), std::pair(QStringLiteral(".png"), pngOf(figure)),
              std::pair(QStringLiteral(".csv"), figure.data.toUtf8())}) {
            if (auto wrote = imaging::writeAtomically((stem + ending).toStdString(), bytes.toStdString()); !wrote) return wrote.error();
            files << stem + ending;
        }
    }
    return files;
}

} // namespace lucency::ui
