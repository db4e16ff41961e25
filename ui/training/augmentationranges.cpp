#include "ui/training/augmentationranges.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace lucency::ui {

namespace {

struct Augmentation {
    Q_DECLARE_TR_FUNCTIONS(Augmentation)
};

using Ranges = imaging::AugmentationRanges;
using Shape = AugmentationSlider::Shape;

} // namespace

const std::vector<AugmentationSlider>& augmentationSliders()
{
    static const std::vector<AugmentationSlider> all{
        {"rotation", &Ranges::rotation, Shape::Around, 30, Augmentation::tr("Turn"),
         Augmentation::tr("Patients are seldom quite straight."), "°"},
        {"zoom", &Ranges::zoom, Shape::Share, 0.5, Augmentation::tr("Size"),
         Augmentation::tr("Small and tall people, near and far detectors."), "%"},
        {"stretch", &Ranges::stretch, Shape::Factor, 0.5, Augmentation::tr("Width against height"),
         Augmentation::tr("Sites crop and squeeze their images differently."), "%"},
        {"shiftX", &Ranges::shiftX, Shape::Around, 0.3, Augmentation::tr("Shift sideways"),
         Augmentation::tr("The chest is not always in the middle."), "%"},
        {"shiftY", &Ranges::shiftY, Shape::Around, 0.3, Augmentation::tr("Shift up and down"),
         Augmentation::tr("More or less of the neck and the belly."), "%"},
        {"shear", &Ranges::shear, Shape::Around, 20, Augmentation::tr("Slant"), Augmentation::tr("A tube or a patient that leans."), "°"},
        {"crop", &Ranges::crop, Shape::DownFrom, 0.5, Augmentation::tr("Cut the edges off"),
         Augmentation::tr("The model then does not lean on letters at the edge. Beware of findings that show there."), "%"},
        {"brightness", &Ranges::brightness, Shape::Around, 0.4, Augmentation::tr("Brightness"),
         Augmentation::tr("Exposure differs from room to room."), "%"},
        {"contrast", &Ranges::contrast, Shape::Factor, 1, Augmentation::tr("Contrast"),
         Augmentation::tr("So does the processing of the detector."), "%"},
        {"gamma", &Ranges::gamma, Shape::Factor, 1.5, Augmentation::tr("Grey scale"),
         Augmentation::tr("Lungs darker or lighter while black and white stay."), "%"},
        {"noise", &Ranges::noise, Shape::UpTo, 0.15, Augmentation::tr("Grain"), Augmentation::tr("Low dose."), "%"},
        {"blur", &Ranges::blur, Shape::UpTo, 4, Augmentation::tr("Blur"),
         Augmentation::tr("Breathing, and images that were made smaller before."), "px"},
        {"cutOut", &Ranges::cutOut, Shape::UpTo, 0.5, Augmentation::tr("Hide a square"),
         Augmentation::tr("The model has to look at more than one place."), "%"},
    };
    return all;
}

double strengthOf(const AugmentationSlider& slider, const imaging::AugmentationRange& range)
{
    if (!(range.probability > 0)) return 0;
    switch (slider.shape) {
    case Shape::Around:
        return std::max(std::abs(range.low), std::abs(range.high));
    case Shape::Share:
        return std::max(std::abs(range.low - 1), std::abs(range.high - 1));
    case Shape::Factor:
        return std::max(range.low > 0 ? 1 / range.low - 1 : 0, range.high - 1);
    case Shape::UpTo:
        return range.high;
    case Shape::DownFrom:
        return 1 - range.low;
    }
    return 0;
}

imaging::AugmentationRange rangeOf(const AugmentationSlider& slider, double strength, double probability)
{
    // What was off for all images is on for all of them now.
    const double share = probability > 0 ? probability : 1;
    switch (slider.shape) {
    case Shape::Around:
        return {-strength, strength, share};
    case Shape::Share:
        return {1 - strength, 1 + strength, share};
    case Shape::Factor:
        return {1 / (1 + strength), 1 + strength, share};
    case Shape::UpTo:
        return {0, strength, share};
    case Shape::DownFrom:
        return {1 - strength, 1, share};
    }
    return {};
}

QString strengthText(const AugmentationSlider& slider, double strength)
{
    if (strength < slider.most / 1000) return Augmentation::tr("off");
    const QString unit = QString::fromUtf8(slider.unit);
    if (unit == QLatin1String("%")) return Augmentation::tr("up to %1 %").arg(QLocale().toString(strength * 100, 'f', 0));
    if (unit == QLatin1String("px")) return Augmentation::tr("up to %1 pixels").arg(QLocale().toString(strength, 'f', 1));
    return Augmentation::tr("up to %1°").arg(QLocale().toString(strength, 'f', 0));
}

} // namespace lucency::ui
