#include "ui/evaluation/imagepanel.h"

#include "app/report/figures.h"
#include "app/report/plot.h"
#include "app/scoring.h"
#include "imaging/display.h"
#include "imaging/heatmap.h"
#include "imaging/read.h"
#include "model/classifier.h"
#include "ui/evaluation/gallerymodel.h"
#include "ui/evaluation/thumbnailcache.h"
#include "ui/failuretext.h"
#include "ui/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <exception>

namespace lucency::ui {

namespace {

constexpr int pictureSide = 900; ///< pixels: enough to judge a finding beside the figures; the viewer shows all of it

QImage coloured(const cv::Mat& bgr)
{
    return QImage(bgr.data, bgr.cols, bgr.rows, static_cast<qsizetype>(bgr.step), QImage::Format_BGR888).copy();
}

} // namespace

/// Reads, and asks the run's model where it saw the finding. Of the worker alone.
class ImagePanel::Artist {
public:
    Drawn draw(const app::OpenedResult& result, std::size_t image, const std::string& finding, bool withMap, const std::stop_token& stop)
    {
        const auto file = result.fileOf(image);
        if (file.empty())
            return {{}, ImagePanel::tr("The folder that these images lie in is not known. Choose it with “Folder of the images …”.")};
        if (!withMap) return plain(file, {});
        if (result.modelFile.empty()) return plain(file, ImagePanel::tr("No heat map: the model of these predictions is not at hand."));
        if (auto loaded = load(result.modelFile); !loaded)
            return plain(file, ImagePanel::tr("No heat map: %1").arg(failureText(loaded.error())));
        try {
            return mapped(file, finding, stop);
        } catch (const std::exception& error) {
            return plain(file, failureText({FailureKind::Internal, file.string(), error.what()}));
        }
    }

private:
    static Drawn plain(const std::filesystem::path& file, const QString& words)
    {
        auto picture = smallPicture(file, pictureSide);
        return picture ? Drawn{*picture, words} : Drawn{{}, failureText(picture.error())};
    }

    Done load(const std::filesystem::path& model)
    {
        if (m_classifier && m_file == model) return done();
        m_classifier.reset();
        auto loaded = model::Classifier::load(model, {"cpu", model::Precision::Float32, std::nullopt});
        if (!loaded) return loaded.error();
        m_classifier = std::make_unique<model::Classifier>(*std::move(loaded));
        m_file = model;
        return done();
    }

    Drawn mapped(const std::filesystem::path& file, const std::string& finding, const std::stop_token& stop)
    {
        const auto& findings = m_classifier->manifest().findings;
        const auto output = std::ranges::find(findings, finding, &model::FindingEntry::name);
        if (output == findings.end()) return plain(file, ImagePanel::tr("No heat map: the model does not know this finding."));
        auto prepared = app::prepareRadiograph(file, 0, m_classifier->manifest().preprocessing);
        if (prepared.radiograph.pixels.empty() || prepared.image.input.empty()) return plain(file, {});
        const cv::Mat inputs[] = {prepared.image.input};
        const auto predicted = m_classifier->predict(inputs, {}, true, stop);
        if (!predicted) return plain(file, ImagePanel::tr("No heat map: %1").arg(failureText(predicted.error())));
        const auto at = static_cast<std::size_t>(output - findings.begin());
        if (predicted->front().activations.size() <= at)
            return plain(file, ImagePanel::tr("No heat map: this kind of model shows no places."));
        const auto& map = predicted->front().activations[at];
        QImage overlay = coloured(imaging::overlayHeatMap(imaging::renderDefault(prepared.radiograph), map, {}));
        if (std::max(overlay.width(), overlay.height()) > pictureSide)
            overlay = overlay.scaled(pictureSide, pictureSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        return {overlay, ImagePanel::tr("The heat map has %1 × %2 cells: it shows a region, not an outline.").arg(map.cols).arg(map.rows)};
    }

    std::filesystem::path m_file;
    std::unique_ptr<model::Classifier> m_classifier;
};

ImagePanel::ImagePanel(QWidget* parent)
    : QWidget(parent)
    , m_canvas(new QLabel(this))
    , m_state(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_mapButton(new QPushButton(theme::icon(QStringLiteral("heat-map")), tr("Heat map"), this))
    , m_artist(std::make_shared<Artist>())
{
    m_canvas->setAlignment(Qt::AlignCenter);
    m_canvas->setMinimumSize(200, 200);
    m_canvas->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_canvas->setAutoFillBackground(true);
    QPalette black = palette();
    black.setColor(QPalette::Window, Qt::black);
    black.setColor(QPalette::WindowText, theme::warning());
    m_canvas->setPalette(black);
    m_canvas->setWordWrap(true);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme::mutedText());
    m_state->setPalette(muted);
    for (auto* label : {m_state, m_facts}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_mapButton->setCheckable(true);
    m_mapButton->setToolTip(tr("Where the model saw the finding, computed anew by the run's model (H)"));
    connect(m_mapButton, &QPushButton::toggled, this, &ImagePanel::setHeatMapShown);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_canvas, 1);
    column->addWidget(m_state);
    column->addWidget(m_mapButton);
    column->addWidget(m_facts);
    showNothing();
}

ImagePanel::~ImagePanel() = default;

void ImagePanel::showNothing()
{
    m_worker.stop();
    m_result.reset();
    m_picture = {};
    m_state->clear();
    m_facts->clear();
    m_mapButton->setEnabled(false);
    m_canvas->setText(tr("Choose an image."));
}

void ImagePanel::showImage(app::OpenedResultPointer result, std::size_t image, const std::string& finding, double threshold,
                           const app::CorrectedImage* said)
{
    const bool samePicture = m_result && m_result->source == result->source && m_result->dataFolder == result->dataFolder &&
                             m_image == image && (!m_heatMap || m_finding == finding);
    m_result = std::move(result);
    m_image = image;
    m_finding = finding;
    m_threshold = threshold;
    m_mapButton->setEnabled(true);
    m_facts->setText(describe(said));
    if (!samePicture) ask();
}

void ImagePanel::setHeatMapShown(bool shown)
{
    if (m_heatMap == shown) return;
    m_heatMap = shown;
    m_mapButton->setChecked(shown);
    if (m_result) ask();
}

QString ImagePanel::stateWords() const
{
    return m_picture.isNull() ? m_canvas->text() : m_state->text();
}

void ImagePanel::ask()
{
    m_state->setText(m_heatMap ? tr("The heat map is being computed …") : QString());
    m_worker.start([this, artist = m_artist, result = m_result, image = m_image, finding = m_finding,
                    withMap = m_heatMap](const std::stop_token& stop, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        auto drawn = artist->draw(*result, image, finding, withMap, stop);
        return [this, drawn = std::move(drawn)] {
            m_picture = drawn.picture;
            m_state->setText(m_picture.isNull() ? QString() : drawn.words);
            if (m_picture.isNull())
                m_canvas->setText(drawn.words);
            else
                place();
            Q_EMIT pictureShown();
        };
    });
}

void ImagePanel::place()
{
    if (m_picture.isNull()) return;
    const double ratio = devicePixelRatioF();
    QPixmap scaled = QPixmap::fromImage(m_picture).scaled(m_canvas->size() * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    scaled.setDevicePixelRatio(ratio);
    m_canvas->setPixmap(scaled);
}

void ImagePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

QString ImagePanel::describe(const app::CorrectedImage* said) const
{
    const auto& table = m_result->table;
    const auto& image = table.images[m_image];
    const int at = table.indexOf(m_finding);
    const auto& finding = table.findings[static_cast<std::size_t>(at)];
    const double probability = finding.probabilities[m_image];
    const auto label = finding.labels[m_image];
    const auto row = [](const QString& name, const QString& value) {
        return value.isEmpty() ? QString() : QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>").arg(name, value.toHtmlEscaped());
    };
    QString text = QStringLiteral("<b>%1</b><table>").arg(app::report::findingTitle(m_finding).toHtmlEscaped());
    text += row(tr("Probability"), std::isnan(probability) ? tr("no score")
                                                           : tr("%1, %2 (threshold %3)")
                                                                 .arg(app::report::percent(probability, 1),
                                                                      probability >= m_threshold ? tr("called") : tr("left alone"),
                                                                      app::report::figure(m_threshold)));
    text += row(tr("Label of the source"), labelWords(label == 1   ? app::LabelCall::Present
                                                      : label == 0 ? app::LabelCall::Absent
                                                                   : app::LabelCall::Unknown));
    if (said) {
        for (const auto& [name, call] : said->labels)
            text += row(tr("Corrected"), QStringLiteral("%1: %2").arg(app::report::findingTitle(name.toStdString()), labelWords(call)));
        if (said->excluded) text += row(tr("Excluded"), tr("takes no part where corrected labels are used"));
        if (said->forTraining) text += row(tr("Next training set"), tr("marked"));
        for (const auto& note : said->notes)
            text += row(tr("Note"), note);
    }
    text += row(tr("Patient"), QString::fromStdString(image.patient == image.path ? std::string() : image.patient));
    text += row(tr("Sex"), QString::fromStdString(image.sex));
    text += row(tr("Age"), std::isnan(image.age) ? QString() : app::report::figure(image.age, 0));
    text += row(tr("View"), QString::fromStdString(image.view));
    text += row(tr("Scanner"), QString::fromStdString(image.scanner));
    text += row(tr("File"), QString::fromStdString(image.path));
    QStringList others;
    for (const auto& other : table.findings)
        if (other.name != m_finding && other.labels[m_image] == 1) others << app::report::findingTitle(other.name);
    text += row(tr("Other labels"), others.join(QStringLiteral(", ")));
    return text + QStringLiteral("</table>");
}

} // namespace lucency::ui
