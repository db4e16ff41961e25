#pragma once

#include "imaging/display.h"
#include "ui/reading/windowing.h"

#include <QImage>
#include <QRect>
#include <QTransform>

#include <memory>
#include <vector>

namespace lucency::ui {

/// A radiograph with all that its display needs and that takes too long for the GUI thread: the choices of VOI and the stored values
/// reduced by halves. Immutable once made; shared between threads.
struct DisplayImage {
    imaging::Radiograph radiograph;
    std::vector<imaging::VoiChoice> choices; ///< imaging::voiChoices(), never empty
    std::vector<cv::Mat> levels;             ///< [0] the pixels as stored, each next half as large
    int lowestStored = 0, highestStored = 0;
    ValueRange range; ///< of the values after the modality stage

    std::size_t bytes() const;
};

/// Prepares a radiograph for display. Takes tens of milliseconds for a large one: not for the GUI thread. Thread-safe.
std::shared_ptr<const DisplayImage> makeDisplayImage(imaging::Radiograph radiograph);

/// Stored values of the part of an image that falls into a rectangle of the screen, at the screen's resolution; toDevice leads from image
/// coordinates (pixel (c, r) covers [c, c + 1) x [r, r + 1)) to device pixels. Interpolates linearly on the level nearest in size.
cv::Mat resample(const DisplayImage& image, const QTransform& toDevice, const QRect& deviceRect);

/// Device pixels that an image covers within a screen of the given size, rounded outwards.
QRect coveredRect(const DisplayImage& image, const QTransform& toDevice, const QSize& deviceSize);

/// Colours of the screen for resampled values of the image. The result keeps its own pixels, Format_RGB32; into is reused where it has
/// the right size.
void applyTable(const DisplayImage& image, const imaging::DisplayTable& table, const cv::Mat& stored, QImage& into);

/// The default display reduced to fit into size, for thumbnails; aspect ratio and pixel aspect kept.
QImage thumbnail(const DisplayImage& image, const QSize& size);

} // namespace lucency::ui
