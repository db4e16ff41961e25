#include "imaging/resample.h"

#include <opencv2/imgproc.hpp>

namespace lucency::imaging {

cv::Mat reduced(const cv::Mat& image, cv::Size size)
{
    cv::Mat smaller;
    cv::resize(image, smaller, size, 0, 0, cv::INTER_AREA);
    return smaller;
}

void resample(const cv::Mat& image, const cv::Matx23d& toImage, cv::Mat& into)
{
    cv::warpAffine(image, into, toImage, into.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
}

} // namespace lucency::imaging
