#include "ui/reading/readingroom.h"

#include "app/scorer.h"
#include "ui/failuretext.h"
#include "ui/reading/words.h"
#include "ui/statepage.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace lucency::ui {

namespace {

QString caption(const app::StudyRow& study, const app::ImageRow& image)
{
    QString when = dateText(study.date.toStdString());
    if (when.isEmpty() && study.followUp >= 0) when = ReadingRoom::tr("follow-up %1").arg(study.followUp);
    const QString view =
        image.frameCount > 1 ? ReadingRoom::tr("%1/%2").arg(image.frame + 1).arg(image.frameCount) : viewName(image.viewPosition);
    if (when.isEmpty()) return view;
    return view.isEmpty() ? when : QStringLiteral("%1\n%2").arg(when, view);
}

/// Regions of a map below this share of its maximum are not outlined: half the maximum is the usual choice for boxes from heat maps (Wang
/// et al., CVPR 2017, use 60 to 180 of 255).
constexpr double regionThreshold = 0.5;
constexpr std::size_t regionsShown = 2;
/// A box around more than this share of the image points at nothing; the map itself says as much better.
constexpr double largestRegion = 0.33;

} // namespace

ReadingRoom::ReadingRoom(app::Store& store, app::InferenceQueue* queue, ImageLoader::Read read, ImageLoader::Preview preview,
                         QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_queue(queue)
    , m_loader(new ImageLoader(std::move(read), std::move(preview), this))
    , m_thumbnails(new ThumbnailModel(this))
    , m_strip(new ThumbnailStrip(m_thumbnails, this))
    , m_view(new RadiographView(this))
    , m_actions(new ViewActions(m_view, this))
    , m_findings(new FindingsPanel(m_actions, this))
    , m_state(new StatePage(this))
    , m_stack(new QStackedWidget(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
{
    m_state->setAutoFillBackground(true);
    QPalette black = m_state->palette();
    black.setColor(QPalette::Window, theme::viewBackground());
    m_state->setPalette(black);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_view);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_findings);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setCollapsible(0, false);
    m_findings->setMinimumWidth(250);
    m_splitter->setSizes({1000, 310});
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_strip);
    row->addWidget(m_splitter, 1);
    m_strip->hide();

    connect(m_loader, &ImageLoader::previewed, this, &ReadingRoom::onPreviewed);
    connect(m_loader, &ImageLoader::loaded, this, &ReadingRoom::onLoaded);
    connect(m_loader, &ImageLoader::failed, this, &ReadingRoom::onLoadFailed);
    connect(m_loader, &ImageLoader::thumbnailReady, m_thumbnails, &ThumbnailModel::setThumbnail);
    connect(m_loader, &ImageLoader::thumbnailFailed, this,
            [this](const ImageFile& file, const Failure& failure) { m_thumbnails->setFailed(file, failureText(failure)); });
    connect(m_strip, &ThumbnailStrip::imageChosen, this, &ReadingRoom::showImage);
    connect(m_view, &RadiographView::menuRequested, this, &ReadingRoom::menuRequested);
    connect(m_findings, &FindingsPanel::findingSelected, this, &ReadingRoom::updateOverlays);
    if (m_queue) {
        connect(m_queue, &app::InferenceQueue::predictionReady, this, &ReadingRoom::onPrediction);
        connect(m_queue, &app::InferenceQueue::imageRefused, this, &ReadingRoom::onNotScored);
        connect(m_queue, &app::InferenceQueue::imageFailed, this, &ReadingRoom::onNotScored);
        connect(m_queue, &app::InferenceQueue::modelLoading, this, [this] {
            m_modelFailure.reset();
            showFindings();
        });
        connect(m_queue, &app::InferenceQueue::modelLoaded, this, [this](const std::shared_ptr<const model::ModelManifest>& manifest) {
            m_manifest = manifest;
            m_modelFailure.reset();
            m_predictions.clear();
            m_notScored.clear();
            askForScores();
            showFindings();
        });
        connect(m_queue, &app::InferenceQueue::modelFailed, this, [this](const Failure& failure) {
            m_modelFailure = failure;
            showFindings();
        });
    }
}

void ReadingRoom::setWelcome(const QString& title, const QString& text, const QList<QAction*>& actions)
{
    if (m_study == 0) m_state->setState(QStringLiteral("radiograph"), title, text, actions);
}

void ReadingRoom::showState(const QString& icon, const QString& title, const QString& text, int tone)
{
    m_state->setState(icon, title, text, {}, static_cast<StatePage::Tone>(tone));
    m_stack->setCurrentWidget(m_state);
}

QString ReadingRoom::stateTitle() const
{
    return m_stack->currentWidget() == m_state ? m_state->title() : QString();
}

void ReadingRoom::openStudy(qint64 study)
{
    m_study = study;
    m_image = 0;
    m_predictions.clear();
    m_notScored.clear();
    m_replaced.clear();
    fillStrip(imagesOfPatient());
    const auto& images = m_thumbnails->images();
    const auto first = std::ranges::find(images, study, &StripImage::study);
    if (first == images.end()) {
        // Nothing of the study before may stay on screen under another name.
        m_loader->cancel();
        m_view->setImage(nullptr);
        showState(QStringLiteral("warning"), tr("No image"), tr("This study has no image that can be shown."), 1);
        m_findings->showNoImage();
        return;
    }
    showImage(first->id);
}

std::vector<StripImage> ReadingRoom::imagesOfPatient() const
{
    std::vector<StripImage> images;
    const auto opened = m_store.study(m_study);
    const auto studies = opened ? m_store.studiesOfPatient(opened->patient) : Result<std::vector<app::StudyRow>>(opened.error());
    if (studies) {
        // The study on screen first, then the others, newest first: what a reader compares with most often is next to it.
        std::vector<app::StudyRow> ordered(studies->rbegin(), studies->rend());
        std::ranges::stable_partition(ordered, [this](const app::StudyRow& row) { return row.id == m_study; });
        for (const app::StudyRow& row : ordered) {
            const auto rows = m_store.images(row.id);
            if (!rows) continue;
            for (const app::ImageRow& image : *rows)
                images.push_back({image.id,
                                  row.id,
                                  {image.path, image.frame, app::KnownFile::of(image)},
                                  caption(row, image),
                                  standingOf(row, *opened)});
        }
    }
    return images;
}

void ReadingRoom::fillStrip(std::vector<StripImage> images)
{
    const QSignalBlocker quiet(m_strip);
    m_strip->setVisible(images.size() > 1);
    m_thumbnails->setImages(std::move(images));
}

void ReadingRoom::refreshImages(const QList<qint64>& unscored)
{
    if (m_study == 0) return;
    bool forgot = false;
    for (const qint64 image : unscored)
        forgot = m_predictions.remove(image) + m_notScored.remove(image) > 0 || forgot;
    auto images = imagesOfPatient();
    if (images == m_thumbnails->images()) {
        if (forgot) {
            askForScores();
            showFindings();
        }
        readRows();
        return updateOverlays();
    }
    const auto& known = m_thumbnails->images();
    const auto before = std::ranges::find(known, m_image, &StripImage::id);
    const auto now = std::ranges::find(images, m_image, &StripImage::id);
    const bool same = before != known.end() && now != images.end() && before->file == now->file;
    const bool stays = now != images.end();
    if (stays) m_view->setStanding(standingText(now->standing));
    fillStrip(std::move(images));
    if (!same) {
        m_predictions.clear();
        m_notScored.clear();
        m_replaced.clear();
        const qint64 image = std::exchange(m_image, 0);
        return stays ? showImage(image) : openStudy(m_study);
    }
    const QSignalBlocker quiet(m_strip);
    m_strip->setCurrentIndex(m_thumbnails->indexOf(m_image));
    readRows();
    askForScores();
    if (forgot) showFindings();
    updateOverlays();
    readAhead();
}

void ReadingRoom::readRows()
{
    KnownOfImage known;
    if (const auto image = m_store.image(m_image)) {
        known.viewPosition = image->viewPosition.toStdString();
        if (const auto study = m_store.study(image->study)) {
            known.age = study->age.toStdString();
            known.followUp = study->followUp;
            if (const auto patient = m_store.patient(study->patient)) {
                known.patientId = patient->patientId.toStdString();
                known.sex = patient->sex.toStdString();
            }
        }
    }
    m_view->setKnown(known);

    const auto boxes = m_store.boxes(m_image);
    m_boxes = boxes ? *boxes : std::vector<app::ReferenceBox>{};
}

void ReadingRoom::showImage(qint64 image)
{
    const auto& images = m_thumbnails->images();
    const auto found = std::ranges::find(images, image, &StripImage::id);
    if (found == images.end() || image == m_image) return;
    m_image = image;
    {
        const QSignalBlocker quiet(m_strip);
        m_strip->setCurrentIndex(m_thumbnails->indexOf(image));
    }
    m_view->setImage(nullptr);
    m_view->setStanding(standingText(found->standing));
    showState(QStringLiteral("waiting"), tr("Loading ..."), {}, 0);
    readRows();
    m_loadTicket = m_loader->load(found->file);
    askForScores();
    showFindings();
    readAhead();
}

void ReadingRoom::stepImage(int step)
{
    std::vector<qint64> ids;
    const auto& images = m_thumbnails->images();
    const auto current = std::ranges::find(images, m_image, &StripImage::id);
    if (current == images.end()) return;
    for (const StripImage& image : images)
        if (image.study == current->study) ids.push_back(image.id);
    const auto at = std::ranges::find(ids, m_image) - ids.begin() + step;
    if (at >= 0 && at < static_cast<std::ptrdiff_t>(ids.size())) showImage(ids[static_cast<std::size_t>(at)]);
}

void ReadingRoom::readAhead()
{
    std::vector<ImageFile> next, thumbnails;
    const auto& images = m_thumbnails->images();
    for (const StripImage& image : images) {
        if (image.isOfOpenStudy() && image.id != m_image) next.push_back(image.file);
        thumbnails.push_back(image.file);
    }
    if (next.size() > 4) next.resize(4);
    if (images.size() < 2) thumbnails.clear();
    m_loader->readAhead(next, thumbnails);
}

void ReadingRoom::onPreviewed(quint64 ticket, const std::shared_ptr<const DisplayImage>& coarse)
{
    if (ticket != m_loadTicket) return;
    m_view->setImage(coarse);
    m_stack->setCurrentWidget(m_view);
    updateOverlays();
}

void ReadingRoom::onLoaded(quint64 ticket, const std::shared_ptr<const DisplayImage>& image)
{
    if (ticket != m_loadTicket) return;
    m_view->refine(image);
    m_stack->setCurrentWidget(m_view);
    updateOverlays();
    Q_EMIT imageShown(m_image);
}

void ReadingRoom::onLoadFailed(quint64 ticket, const Failure& failure)
{
    if (ticket != m_loadTicket) return;
    m_view->setImage(nullptr);
    showState(QStringLiteral("warning"), failureTitle(failure.kind), failureText(failure), 2);
    if (failure.kind != FailureKind::FileChanged) return updateOverlays();
    // What was said of the image that was imported must not stand beside this message, as if it were of the image there is now.
    m_replaced.insert(m_image, failure);
    showFindings();
}

void ReadingRoom::askForScores()
{
    if (!m_queue || m_image == 0) return;
    QList<qint64> wanted{m_image};
    for (const StripImage& image : m_thumbnails->images())
        if (image.isOfOpenStudy() && image.id != m_image) wanted << image.id;
    m_scoreTicket = m_queue->setOnScreen(wanted);
}

void ReadingRoom::onPrediction(quint64 ticket, qint64 image, const app::StoredPrediction& prediction)
{
    if (ticket != m_scoreTicket) return;
    m_notScored.remove(image);
    m_predictions.insert(image, std::make_shared<const app::StoredPrediction>(prediction));
    if (image == m_image) showFindings();
}

void ReadingRoom::onNotScored(quint64 ticket, qint64 image, const Failure& failure)
{
    if (ticket != m_scoreTicket) return;
    m_notScored.insert(image, failure);
    if (image == m_image) showFindings();
}

void ReadingRoom::showFindings()
{
    if (m_image == 0) return;
    if (const auto replaced = m_replaced.constFind(m_image); replaced != m_replaced.constEnd()) {
        m_findings->showRefused(*replaced);
    } else if (const auto found = m_predictions.constFind(m_image); found != m_predictions.constEnd()) {
        m_findings->showPrediction(found.value()->prediction, m_manifest);
    } else if (const auto failure = m_notScored.constFind(m_image); failure != m_notScored.constEnd()) {
        if (app::isRefusal(failure->kind))
            m_findings->showRefused(*failure);
        else
            m_findings->showFailed(*failure);
    } else if (m_modelFailure && !m_manifest) {
        m_findings->showModelFailed(*m_modelFailure);
    } else if (!m_manifest) {
        m_findings->showModelLoading();
    } else {
        m_findings->showWaiting();
    }
    updateOverlays();
}

void ReadingRoom::updateOverlays()
{
    Overlays overlays;
    for (const app::ReferenceBox& box : m_boxes)
        overlays.boxes.push_back({OverlayBox::Source::Reference, box.box, tr("%1 (reference)").arg(findingName(box.finding))});
    const FindingLine* line = m_findings->selected();
    const auto scored = m_predictions.constFind(m_image);
    if (m_findings->showsMap() && scored != m_predictions.constEnd() && m_view->image()) {
        const auto& maps = scored.value()->prediction.activations;
        const auto index = static_cast<std::size_t>(line->index);
        if (index < maps.size() && !maps[index].empty()) {
            overlays.activation = maps[index];
            overlays.activationLabel = tr("%1, %2").arg(line->name, cellsText(maps[index].cols, maps[index].rows));
            const cv::Mat& pixels = m_view->image()->radiograph.pixels;
            if (line->standing == FindingLine::Standing::Over) {
                auto regions = activationRegions(maps[index], regionThreshold, QSize(pixels.cols, pixels.rows));
                std::erase_if(regions, [&pixels](const QRectF& region) {
                    return region.width() * region.height() > largestRegion * double(pixels.cols) * double(pixels.rows);
                });
                if (regions.size() > regionsShown) regions.resize(regionsShown);
                for (const QRectF& region : regions)
                    overlays.boxes.push_back(
                        {OverlayBox::Source::Model, region, tr("%1 %2 (model)").arg(line->name, percentText(line->probability))});
            }
        }
    }
    m_view->setOverlays(std::move(overlays));
}

} // namespace lucency::ui
