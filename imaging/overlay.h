#pragma once

#include <opencv2/core/mat.hpp>
#include <opencv2/core/matx.hpp>

#include <string>
#include <vector>

namespace lucency::imaging {

/// An overlay plane of a DICOM file, PS3.3 C.9.2 and C.9.3: marks or text that lie over the pixels of a frame, and never in what is scored.
/// Copies share the bits, which nobody writes to.
struct OverlayPlane {
    enum class Kind { Graphics, RegionOfInterest };

    int group = 0x6000; ///< of its elements, even, 6000 to 601E (hexadecimal)
    Kind kind = Kind::Graphics;
    int rows = 0; ///< of the whole plane, as described
    int columns = 0;
    int top = 0; ///< image row and column under its first bit, 0-based; beside the image where the plane begins there
    int left = 0;
    bool embedded = false; ///< in bits of Pixel Data beside the stored value, as it was written until 2003
    bool readable = true;  ///< false when the bits do not fit their description: there are none here
    std::string label;     ///< UTF-8, may be empty
    std::string description;

    cv::Rect area; ///< of the image: the smallest that holds every mark over it; empty for none, and where only the header was read
    cv::Mat bits;  ///< CV_8UC1, area.height rows; column c of the area is bit c % 8 of byte c / 8, the bits behind the last are 0

    /// Whether an image pixel is marked.
    bool at(int row, int column) const;
    /// The part of the image that the plane lies over, marked or not.
    cv::Rect covered(cv::Size image) const;
};

/// Whether any plane has a mark over the image.
bool hasMarks(const std::vector<OverlayPlane>& planes);

/// The marks of a plane at another resolution: CV_8UC1 of the given size, 255 where marked. toPicture leads from image coordinates (pixel
/// (c, r) covers [c, c + 1) x [r, r + 1)) to those of the picture and may scale, mirror and turn by quarters. Nothing is smoothed: enlarged
/// pixels are blocks, and when reduced each mark falls into one pixel, so that no line gets lost.
cv::Mat marksIn(const OverlayPlane& plane, const cv::Matx23d& toPicture, cv::Size size);

/// What is drawn of planes over a picture that people look at: CV_8UC1 of the given size, 255 at the marks of graphics and at the outlines
/// of regions of interest, 128 at an edge of that many pixels around them, which has to be dark for the marks to be seen on anything.
/// toPicture as in marksIn().
cv::Mat markedPicture(const std::vector<OverlayPlane>& planes, const cv::Matx23d& toPicture, cv::Size size, int edge);

/// Draws markedPicture() over a picture of the whole image, CV_8UC1 or CV_8UC3 of any size: white, with an edge of nearly black.
void drawMarks(const std::vector<OverlayPlane>& planes, cv::Size image, cv::Mat& picture);

/// Draws the planes into the default display of their image (CV_8UC1, as many pixels as the image) as DCMTK does: marks of graphics white,
/// and the surroundings of a region of interest, as far as its plane reaches, at a sixteenth.
void drawOverlays(const std::vector<OverlayPlane>& planes, cv::Mat& grey);

} // namespace lucency::imaging
