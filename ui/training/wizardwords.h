#pragma once

#include "app/training/recommendation.h"
#include "app/training/splitpreview.h"
#include "app/training/survey.h"
#include "ui/training/notice.h"

#include <QImage>
#include <QString>
#include <QStringList>

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <vector>

namespace lucency::ui {

/// "5,216", in the person's own way of writing numbers.
QString counted(long number);
/// "about 2 hours", "about 40 minutes", "less than a minute".
QString aboutDuration(double seconds);
/// "1.4 GB".
QString sizeText(std::uint64_t bytes);
/// A share as "15 %".
QString shareText(double share);

/// A grey 8-bit picture.
QImage pictureOf(const cv::Mat& grey);

/// "5,216 radiographs of 2,791 people, with one finding to learn".
QString surveyLine(const app::Survey& survey, const app::LeftOut& leftOut);
/// The name of a finding, or words for none of them.
QString findingWords(const std::string& finding);
/// The path of an image of the survey, in full.
QString imagePath(const app::Survey& survey, std::size_t image);
/// The findings that an image has, in words.
QString labelWords(const app::Survey& survey, std::size_t image);

/// The title of a recipe, what it is good for and what it needs, for people who have never trained a network. A recipe that is not among
/// the built-in ones speaks for itself.
struct CardWords {
    QString title, goodFor, needs;
};
CardWords cardWords(const app::RecipeCard& card);
QString reasonWords(const app::Reason& reason);
/// "A ResNet-18 network sees the images at 160 x 160 pixels, 30 times each."
QString networkWords(const model::Recipe& recipe);
QString partWords(model::Part part);

/// What a split means, as notices: what is wrong, what will be uncertain, and what is well.
struct SplitWords {
    QStringList errors, warnings, notes;
    QString proof; ///< that nobody stands in two parts
};
SplitWords splitWords(const app::SplitPreview& preview);

} // namespace lucency::ui
