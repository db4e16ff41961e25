#include "app/report/report.h"

#include "app/report/gallery.h"
#include "app/report/sections.h"
#include "imaging/replacementfile.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <exception>
#include <new>
#include <optional>

namespace lucency::app::report {

namespace {

struct ReportWords {
    Q_DECLARE_TR_FUNCTIONS(ReportWords)
};

/// The model for heat maps; without it the pictures are shown as they are.
std::optional<model::Classifier> classifierFor(const Material& material)
{
    std::error_code unknown;
    if (material.modelFile.empty() || !std::filesystem::exists(material.modelFile, unknown)) return std::nullopt;
    auto loaded = model::Classifier::load(material.modelFile, {"cpu", model::Precision::Float32, std::nullopt});
    if (!loaded) return std::nullopt;
    return *std::move(loaded);
}

QString subtitle(const Material& material)
{
    QString text = material.ofRun ? ReportWords::tr("Report of a training run") : ReportWords::tr("Report of an evaluation");
    if (!material.program.empty())
        text += QStringLiteral(" · ") + ReportWords::tr("made by Lucency %1").arg(QString::fromStdString(material.program));
    return text;
}

} // namespace

Document compose(const Material& material, bool pictures, std::stop_token stop)
{
    Document document;
    document.title = material.model.empty() ? ReportWords::tr("Evaluation of predictions") : QString::fromStdString(material.model);
    document.subtitle = subtitle(material);
    //: The language of the report, as HTML names it.
    document.language = ReportWords::tr("en");
    document.footer = ReportWords::tr("%1 · not for primary diagnosis").arg(document.title);
    auto& blocks = document.blocks;
    addSummary(blocks, material);
    addData(blocks, material);
    addTraining(blocks, material);
    addOverall(blocks, material);
    const bool atHand = !material.predictions.images.empty() && !material.dataFolder.empty();
    std::optional<model::Classifier> classifier;
    if (pictures && atHand && !stop.stop_requested()) classifier = classifierFor(material);
    for (const auto& finding : material.findings) {
        addFinding(blocks, material, finding);
        if (pictures && atHand) addGalleries(blocks, material, finding, classifier ? &*classifier : nullptr, stop);
    }
    addLimits(blocks, material);
    if (pictures && atHand)
        blocks.push_back(
            Paragraph{ReportWords::tr("This report shows pictures of patients and names their files: it belongs where the images "
                                      "are. To pass it on, make it anew without pictures."),
                      Paragraph::Kind::Warning});
    else
        blocks.push_back(
            Paragraph{ReportWords::tr("This report shows no images: they were not at hand, or not wanted."), Paragraph::Kind::Note});
    return document;
}

std::vector<std::filesystem::path> reportFiles(const std::filesystem::path& stem)
{
    return {stem.string() + ".html", stem.string() + ".pdf"};
}

Result<std::vector<std::filesystem::path>> writeReport(const Material& material, const ReportOrder& order, const PagePainter& paint,
                                                       std::stop_token stop)
{
    try {
        const Document document = compose(material, order.pictures, stop);
        const auto files = reportFiles(order.stem);
        std::vector<std::filesystem::path> written{files.front()};
        if (auto done = imaging::writeAtomically(written.back(), toHtml(document).toStdString()); !done) return done.error();
        if (!paint) return written;
        const auto pages = paint(document);
        if (!pages) return pages.error();
        written.push_back(files.back());
        if (auto done = imaging::writeAtomically(written.back(), pages->toStdString()); !done) return done.error();
        return written;
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, order.stem.string(), "report"};
    } catch (const std::exception& error) {
        return Failure{FailureKind::Internal, order.stem.string(), error.what()};
    }
}

} // namespace lucency::app::report
