#include "ui/training/samplestrip.h"

#include "app/findingname.h"
#include "app/report/figures.h"
#include "imaging/heatmap.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

constexpr int pictureSize = 132;

QImage greyImage(const cv::Mat& grey)
{
    return QImage(grey.data, grey.cols, grey.rows, static_cast<qsizetype>(grey.step), QImage::Format_Grayscale8).copy();
}

} // namespace

SampleWords wordsOf(const model::TrainingSample& sample, const std::vector<std::string>& findings)
{
    SampleWords words;
    const auto at = static_cast<std::size_t>(sample.finding);
    if (at >= findings.size() || at >= sample.labels.size() || at >= sample.probabilities.size()) return words;
    const QString finding = app::report::findingTitle(findings[at]);
    const auto label = sample.labels[at];
    const double probability = sample.probabilities[at];
    words.known = label != model::Label::Unknown;
    const bool found = probability >= sample.threshold;
    words.right = words.known && found == (label == model::Label::Present);
    if (label == model::Label::Present) words.label = SampleStrip::tr("Label: %1").arg(finding);
    if (label == model::Label::Absent) words.label = SampleStrip::tr("Label: no %1").arg(finding);
    if (!words.known) words.label = SampleStrip::tr("Label: not known");
    const QString share = SampleStrip::tr("%1\u00a0%").arg(QLocale().toString(probability * 100, 'f', 0));
    const QString call = found ? SampleStrip::tr("Network: found (%1)").arg(share) : SampleStrip::tr("Network: not found (%1)").arg(share);
    words.network = !words.known ? call : words.right ? SampleStrip::tr("%1: right").arg(call) : SampleStrip::tr("%1: wrong").arg(call);
    return words;
}

QImage pictureOf(const model::TrainingSample& sample, bool withMap)
{
    const auto at = static_cast<std::size_t>(sample.finding);
    if (sample.grey.empty()) return {};
    if (!withMap || at >= sample.activations.size() || sample.activations[at].empty()) return greyImage(sample.grey);
    const cv::Mat drawn = imaging::overlayHeatMap(sample.grey, sample.activations[at], {});
    return QImage(drawn.data, drawn.cols, drawn.rows, static_cast<qsizetype>(drawn.step), QImage::Format_BGR888).copy();
}

SampleStrip::SampleStrip(QWidget* parent)
    : QWidget(parent)
    , m_reading(
          new QLabel(tr("Validation images, which the network does not learn from, as it sees them after its last epoch. Most stay the "
                        "same from epoch to epoch; those with an orange edge are the ones that it is most wrong about now. The colours "
                        "show where it sees the finding: a network that learns well moves them to the finding itself. The percentages "
                        "are not yet probabilities: they are set right when the run is finished, and until then an image counts as "
                        "found above the limit that tells the validation images apart best."),
                     this))
    , m_inTheirPlace(new QLabel(this))
    , m_row(new QWidget(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* heading = new QHBoxLayout;
    auto* title = new QLabel(tr("Sample images"), this);
    title->setStyleSheet(QStringLiteral("font-weight: 600;"));
    auto* maps = new QCheckBox(tr("Show heat maps"), this);
    maps->setObjectName(QStringLiteral("showMaps"));
    maps->setChecked(true);
    connect(maps, &QCheckBox::toggled, this, &SampleStrip::setMapsShown);
    heading->addWidget(title);
    heading->addStretch(1);
    heading->addWidget(maps);
    column->addLayout(heading);
    column->addWidget(m_row);
    column->addWidget(m_inTheirPlace);
    column->addWidget(m_reading);
    auto* row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addStretch(1);
    for (auto* text : {m_reading, m_inTheirPlace}) {
        text->setWordWrap(true);
        text->setStyleSheet(QStringLiteral("color: %1;").arg(theme::mutedText().name()));
    }
    setSamples(nullptr, {}, {});
}

void SampleStrip::setSamples(const std::shared_ptr<const std::vector<model::TrainingSample>>& samples,
                             const std::vector<std::string>& findings, const QString& inTheirPlace)
{
    m_inTheirPlace->setText(inTheirPlace);
    if (samples && samples == m_samples && findings == m_findings) return;
    m_samples = samples;
    m_findings = findings;
    fill();
}

void SampleStrip::setMapsShown(bool shown)
{
    m_mapsShown = shown;
    fill();
}

void SampleStrip::fill()
{
    for (auto* card : m_cards)
        delete card;
    m_cards.clear();
    const bool any = m_samples && !m_samples->empty();
    m_row->setVisible(any);
    m_reading->setVisible(any);
    m_inTheirPlace->setVisible(!any);
    if (!any) return;
    auto* row = static_cast<QHBoxLayout*>(m_row->layout());
    for (const auto& sample : *m_samples) {
        m_cards.push_back(makeCard(sample));
        row->insertWidget(static_cast<int>(m_cards.size()) - 1, m_cards.back());
    }
}

QWidget* SampleStrip::makeCard(const model::TrainingSample& sample)
{
    auto* card = new QWidget(m_row);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto* picture = new QLabel(card);
    const double ratio = devicePixelRatioF();
    const int pixels = static_cast<int>(pictureSize * ratio);
    auto scaled = QPixmap::fromImage(pictureOf(sample, m_mapsShown).scaled(pixels, pixels, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    scaled.setDevicePixelRatio(ratio);
    picture->setPixmap(scaled);
    picture->setFixedSize(pictureSize + 4, pictureSize + 4);
    picture->setAlignment(Qt::AlignCenter);
    picture->setStyleSheet(QStringLiteral("border: 2px solid %1;").arg(sample.followed ? theme::line().name() : theme::warning().name()));
    const auto words = wordsOf(sample, m_findings);
    auto* label = new QLabel(words.label, card);
    auto* network = new QLabel(words.network, card);
    const QColor colour = !words.known ? theme::mutedText() : words.right ? theme::fine() : theme::error();
    network->setStyleSheet(QStringLiteral("color: %1;").arg(colour.name()));
    for (auto* text : {label, network}) {
        text->setWordWrap(true);
        text->setFixedWidth(pictureSize + 4);
    }
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    column->addWidget(picture);
    column->addWidget(label);
    column->addWidget(network);
    column->addStretch(1);
    card->setToolTip(QFileInfo(QString::fromStdString(sample.path)).fileName());
    card->setAccessibleName(words.label + QStringLiteral(", ") + words.network);
    return card;
}

} // namespace lucency::ui

#include "moc_samplestrip.cpp"
