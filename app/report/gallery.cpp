#include "app/report/gallery.h"

#include "app/report/plot.h"
#include "app/scoring.h"
#include "imaging/display.h"
#include "imaging/heatmap.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace lucency::app::report {

namespace {

struct GalleryWords {
    Q_DECLARE_TR_FUNCTIONS(GalleryWords)
};

constexpr int side = 208; ///< pixels of a small picture: enough for a page, too few to read from

/// How an image was called against its label.
enum class Call { Found, LeftAlone, Missed, FalseAlarm };

QString callWords(Call call)
{
    switch (call) {
    case Call::Found:
        return GalleryWords::tr("has it, found");
    case Call::LeftAlone:
        return GalleryWords::tr("without it, left alone");
    case Call::Missed:
        return GalleryWords::tr("has it, missed");
    case Call::FalseAlarm:
        return GalleryWords::tr("without it, false alarm");
    }
    return {};
}

struct Case {
    std::size_t image = 0;
    double probability = 0;
    Call call = Call::Found;
};

std::vector<Case> casesOf(const Material& material, const ReportedFinding& finding)
{
    const int index = material.predictions.indexOf(finding.name());
    std::vector<Case> cases;
    if (index < 0) return cases;
    const auto& column = material.predictions.findings[static_cast<std::size_t>(index)];
    for (std::size_t i = 0; i < column.labels.size(); ++i) {
        if (column.labels[i] == PredictionTable::unknownLabel || std::isnan(column.probabilities[i])) continue;
        const bool called = column.probabilities[i] >= finding.figures.atThreshold.threshold, has = column.labels[i] == 1;
        cases.push_back(
            {i, column.probabilities[i], has ? (called ? Call::Found : Call::Missed) : (called ? Call::FalseAlarm : Call::LeftAlone)});
    }
    return cases;
}

/// The surest ones of a kind: the most extreme probabilities on the side that was called.
std::vector<Case> surest(const std::vector<Case>& all, Call call, std::size_t count)
{
    std::vector<Case> chosen;
    std::ranges::copy_if(all, std::back_inserter(chosen), [call](const Case& each) { return each.call == call; });
    const bool highest = call == Call::Found || call == Call::FalseAlarm;
    std::ranges::stable_sort(chosen, [highest](const Case& a, const Case& b) {
        return highest ? a.probability > b.probability : a.probability < b.probability;
    });
    chosen.resize(std::min(chosen.size(), count));
    return chosen;
}

QByteArray jpegOf(const cv::Mat& picture)
{
    std::vector<unsigned char> bytes;
    cv::imencode(".jpg", picture, bytes, {cv::IMWRITE_JPEG_QUALITY, 85});
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

cv::Mat small(const cv::Mat& grey)
{
    const double scale = static_cast<double>(side) / std::max(grey.rows, grey.cols);
    cv::Mat reduced;
    cv::resize(grey, reduced, {std::max(1, static_cast<int>(grey.cols * scale)), std::max(1, static_cast<int>(grey.rows * scale))}, 0, 0,
               scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    return reduced;
}

class Drawer {
public:
    Drawer(const Material& material, const ReportedFinding& finding, const model::Classifier* classifier, std::stop_token stop)
        : m_material(material)
        , m_finding(finding)
        , m_classifier(classifier)
        , m_stop(std::move(stop))
    {
        if (!classifier) return;
        const auto& findings = classifier->manifest().findings;
        const auto at = std::ranges::find(findings, finding.name(), &model::FindingEntry::name);
        if (at != findings.end()) m_output = at - findings.begin();
    }

    /// Nothing where the image cannot be read.
    std::optional<Picture> draw(const Case& shown) const
    {
        const auto& name = m_material.predictions.images[shown.image].path;
        const std::filesystem::path path(name);
        // A run's table names files below its data folder; what it names elsewhere is not opened.
        if (m_material.ofRun && (path.is_absolute() || path.lexically_normal().string().starts_with(".."))) return std::nullopt;
        auto prepared = prepareRadiograph(m_material.ofRun ? m_material.dataFolder / path : path, 0,
                                          m_classifier ? m_classifier->manifest().preprocessing : imaging::Preprocessing{});
        if (prepared.radiograph.pixels.empty()) return std::nullopt;
        const cv::Mat grey = small(imaging::renderDefault(prepared.radiograph));
        Picture picture;
        picture.jpeg = jpegOf(grey);
        picture.heatMap = heatMap(prepared, grey);
        const QString file = QString::fromStdString(path.filename().string());
        picture.caption = GalleryWords::tr("%1 · %2").arg(percent(shown.probability, 1), callWords(shown.call)) + QLatin1Char('\n') + file;
        picture.alternative =
            GalleryWords::tr("Radiograph %1: %2, probability %3").arg(file, callWords(shown.call), percent(shown.probability, 1));
        return picture;
    }

    bool drawsMaps() const { return m_output >= 0; }

private:
    QByteArray heatMap(const PreparedRadiograph& prepared, const cv::Mat& grey) const
    {
        if (m_output < 0 || prepared.image.input.empty()) return {};
        const cv::Mat inputs[] = {prepared.image.input};
        const auto predicted = m_classifier->predict(inputs, {}, true, m_stop);
        if (!predicted || predicted->front().activations.size() <= static_cast<std::size_t>(m_output)) return {};
        return jpegOf(imaging::overlayHeatMap(grey, predicted->front().activations[static_cast<std::size_t>(m_output)], {}));
    }

    const Material& m_material;
    const ReportedFinding& m_finding;
    const model::Classifier* m_classifier;
    std::stop_token m_stop;
    std::ptrdiff_t m_output = -1;
};

} // namespace

void addGalleries(Blocks& blocks, const Material& material, const ReportedFinding& finding, const model::Classifier* classifier,
                  std::stop_token stop)
{
    const auto cases = casesOf(material, finding);
    if (cases.empty()) return;
    const std::size_t each = material.findings.size() <= 3 ? 4 : 2;
    const Drawer drawer(material, finding, classifier, stop);
    const QString reading =
        (drawer.drawsMaps()
             ? GalleryWords::tr("Each image as it is and under the model's heat map, with its probability. The map is coarse: it "
                                "shows a region, not an outline.")
             : GalleryWords::tr("Each image with its probability.")) +
        QLatin1Char(' ') + GalleryWords::tr("Those that the model was surest of come first.");
    long lost = 0;
    const auto add = [&](const QString& title, std::initializer_list<Call> calls, const QString& how) {
        Gallery gallery{title, {}, how};
        for (const Call call : calls)
            for (const auto& shown : surest(cases, call, each)) {
                if (stop.stop_requested()) return;
                if (auto picture = drawer.draw(shown))
                    gallery.pictures.push_back(*std::move(picture));
                else
                    ++lost;
            }
        if (!gallery.pictures.empty())
            blocks.push_back(std::move(gallery));
        else if (lost == 0)
            blocks.push_back(Paragraph{GalleryWords::tr("%1: there is none among these images.").arg(title), Paragraph::Kind::Note});
    };
    add(GalleryWords::tr("Called rightly"), {Call::Found, Call::LeftAlone}, reading);
    add(GalleryWords::tr("Called wrongly"), {Call::Missed, Call::FalseAlarm}, {});
    if (lost > 0)
        blocks.push_back(
            Paragraph{GalleryWords::tr("%Ln more images could not be shown, because their files are not where the predictions say.",
                                       nullptr, static_cast<int>(lost)),
                      Paragraph::Kind::Note});
}

} // namespace lucency::app::report
