#include "ui/training/wizardaugmentationpage.h"

#include "imaging/augmentation.h"
#include "ui/theme.h"
#include "ui/training/augmentationranges.h"
#include "ui/training/picturegrid.h"
#include "ui/training/wizardwords.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

constexpr int steps = 100, columns = 4, variants = 3;

QString number(double value)
{
    return QString::number(value, 'g', 6);
}

/// Some images of every finding, in turn.
std::vector<std::size_t> examplesOf(const app::Survey& survey)
{
    std::vector<std::size_t> examples;
    for (std::size_t turn = 0; examples.size() < columns && turn < 8; ++turn)
        for (const auto& finding : survey.findings)
            if (turn < finding.examples.size() && examples.size() < columns && survey.pixels.has(finding.examples[turn]))
                examples.push_back(finding.examples[turn]);
    return examples;
}

QImage pictureOfFloat(const cv::Mat& image)
{
    cv::Mat grey;
    image.convertTo(grey, CV_8U);
    return pictureOf(grey);
}

/// The images as they are, and below each of them some of its variants.
std::vector<QImage> drawVariants(const app::Survey& survey, const model::Recipe& recipe, std::uint64_t seed, const std::stop_token& stop)
{
    std::vector<QImage> pictures;
    const auto examples = examplesOf(survey);
    for (int row = 0; row <= variants; ++row) {
        for (const auto i : examples) {
            if (stop.stop_requested()) return pictures;
            const auto grey = survey.pixels.at(i);
            if (!grey) continue;
            const auto ranges = row == 0 ? imaging::AugmentationRanges{} : recipe.augmentation;
            pictures.push_back(pictureOfFloat(
                imaging::augment(*grey, recipe.input.inputSize, ranges, seed * 7919 + static_cast<std::uint64_t>(row) * 101 + i)));
        }
    }
    return pictures;
}

} // namespace

WizardAugmentationPage::WizardAugmentationPage(app::TrainingDraft& draft, QWidget* parent)
    : WizardPage(
          draft, tr("Variation"),
          tr("While it learns, the model never sees an image twice in quite the same way: each time it is changed a little, as another "
             "day or another machine would. That makes few images teach more. What you could not read any more, it cannot learn from."),
          parent)
    , m_flip(new QCheckBox(tr("Mirror left and right (half of the images)")))
    , m_grid(new PictureGrid(this))
{
    auto* row = new QHBoxLayout;
    row->setSpacing(18);
    row->addWidget(makeSliders(), 4);
    auto* right = new QVBoxLayout;
    m_grid->setHeadings(tr("As they are"), tr("As the model may see them"));
    right->addWidget(m_grid, 1);
    auto* again = new QPushButton(tr("Show &others"), this);
    again->setToolTip(tr("Draws other variants of the same images"));
    auto* reset = new QPushButton(tr("As the &recipe has it"), this);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(again);
    buttons->addWidget(reset);
    buttons->addStretch();
    right->addLayout(buttons);
    row->addLayout(right, 5);
    column()->addLayout(row, 1);
    connect(again, &QPushButton::clicked, this, [this] {
        auto state = this->draft().state();
        ++state.previewSeed;
        this->draft().setState(std::move(state));
        draw();
    });
    connect(reset, &QPushButton::clicked, this, [this] {
        for (const auto& slider : augmentationSliders())
            this->draft().reset(std::string("augmentation.") + slider.key);
        this->draft().reset("augmentation.horizontalFlip");
        showRanges();
        draw();
    });
}

QWidget* WizardAugmentationPage::makeSliders()
{
    auto* content = new QWidget;
    auto* sliders = new QVBoxLayout(content);
    sliders->setContentsMargins(0, 0, 10, 0);
    sliders->setSpacing(9);
    for (std::size_t i = 0; i < augmentationSliders().size(); ++i)
        addSlider(i, sliders);
    sliders->addWidget(m_flip);
    sliders->addWidget(
        wrappedLabel(tr("Off, because the side matters: the heart is on the left, and a mirrored image teaches what no patient "
                        "shows. Only for findings of which the side does not matter."),
                     true));
    connect(m_flip, &QCheckBox::toggled, this, &WizardAugmentationPage::takeFlip);
    sliders->addWidget(wrappedLabel(tr("Upside down: never. No radiograph is read that way."), true));
    sliders->addStretch();
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    return area;
}

void WizardAugmentationPage::addSlider(std::size_t place, QVBoxLayout* into)
{
    const auto& words = augmentationSliders()[place];
    auto* head = new QHBoxLayout;
    auto* name = new QLabel(words.name);
    auto* value = new QLabel;
    head->addWidget(name);
    head->addStretch();
    head->addWidget(value);
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setRange(0, steps);
    slider->setPageStep(10);
    slider->setAccessibleName(words.name);
    slider->setToolTip(words.effect);
    name->setBuddy(slider);
    auto* group = new QVBoxLayout;
    group->setSpacing(1);
    group->addLayout(head);
    group->addWidget(slider);
    group->addWidget(wrappedLabel(words.effect, true));
    into->addLayout(group);
    m_rows.push_back({slider, value});
    connect(slider, &QSlider::valueChanged, this, [this, place] { take(place); });
}

void WizardAugmentationPage::enter()
{
    if (!draft().survey()) return;
    showRanges();
    draw();
    Q_EMIT hindranceChanged();
}

void WizardAugmentationPage::showRanges()
{
    const auto recipe = draft().recipe();
    if (!recipe) return;
    m_showing = true;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const auto& words = augmentationSliders()[i];
        const double strength = strengthOf(words, recipe->augmentation.*words.range);
        m_rows[i].slider->setValue(qRound(strength / words.most * steps));
        m_rows[i].value->setText(strengthText(words, strength));
    }
    m_flip->setChecked(recipe->augmentation.horizontalFlip > 0);
    m_showing = false;
}

void WizardAugmentationPage::take(std::size_t place)
{
    const auto recipe = draft().recipe();
    if (m_showing || !recipe) return;
    const auto& words = augmentationSliders()[place];
    const double strength = words.most * m_rows[place].slider->value() / steps;
    m_rows[place].value->setText(strengthText(words, strength));
    const auto range = rangeOf(words, strength, (recipe->augmentation.*words.range).probability);
    change(std::string("augmentation.") + words.key,
           QStringLiteral("[%1,%2,%3]").arg(number(range.low), number(range.high), number(range.probability)).toStdString());
}

void WizardAugmentationPage::takeFlip(bool on)
{
    if (!m_showing) change("augmentation.horizontalFlip", on ? "0.5" : "0.0");
}

void WizardAugmentationPage::change(const std::string& key, const std::string& json)
{
    if (draft().change(key, json)) draw();
    Q_EMIT hindranceChanged();
}

void WizardAugmentationPage::draw()
{
    const auto survey = draft().survey();
    const auto recipe = draft().recipe();
    if (!survey || !recipe) return;
    m_task.start([this, survey, recipe = *recipe, seed = draft().state().previewSeed](
                     const std::stop_token& stop, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        const auto pictures = drawVariants(*survey, recipe, seed, stop);
        const int across = std::max(1, static_cast<int>(pictures.size()) / (variants + 1));
        return [this, pictures, across] {
            ++m_drawn;
            m_grid->setPictures(pictures, across);
        };
    });
}

QString WizardAugmentationPage::hindrance() const
{
    if (!draft().survey()) return tr("The data page comes first.");
    if (const auto recipe = draft().recipe(); !recipe) return QString::fromStdString(recipe.error().detail);
    return {};
}

} // namespace lucency::ui
