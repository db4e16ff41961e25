#include "ui/training/wizardwords.h"

#include <QCoreApplication>
#include <QLocale>

namespace lucency::ui {

namespace {

struct RecipeWords {
    Q_DECLARE_TR_FUNCTIONS(RecipeWords)
};

QString architectureWords(const std::string& architecture)
{
    if (architecture == "cnn64") return RecipeWords::tr("a small network of four layers");
    if (architecture == "resnet18") return RecipeWords::tr("a medium-sized network (ResNet-18)");
    if (architecture == "resnet34") return RecipeWords::tr("a larger network (ResNet-34)");
    if (architecture == "resnet50") return RecipeWords::tr("a large network (ResNet-50)");
    if (architecture == "densenet121") return RecipeWords::tr("a large network (DenseNet-121)");
    return QString::fromStdString(architecture);
}

} // namespace

QString networkWords(const model::Recipe& recipe)
{
    const int size = recipe.input.inputSize;
    return RecipeWords::tr("Trains %1 that sees each radiograph at %2 x %2 pixels, in %n rounds through the training images.", nullptr,
                           recipe.training.epochs)
        .arg(architectureWords(recipe.architecture))
        .arg(size);
}

CardWords cardWords(const app::RecipeCard& card)
{
    const auto& name = card.name;
    if (name == "own-images")
        return {RecipeWords::tr("Your own images"),
                RecipeWords::tr("For any frontal chest radiographs with one finding or several. A careful middle way; begin with it."),
                RecipeWords::tr("Needs some 50 people with each finding; 500 are better.")};
    if (name == "lucency-model")
        return {
            RecipeWords::tr("Go on from Lucency's own model"),
            RecipeWords::tr("Starts with a network that has seen thousands of chest radiographs, so that few images teach it more. It has "
                            "learnt from the public NIH and Guangzhou images: do not test it on those."),
            RecipeWords::tr("Works from some 100 images on.")};
    if (name == "default-base")
        return {RecipeWords::tr("From the very start, as Lucency's own model"),
                RecipeWords::tr("A long training that hardens the network against differences of site, size and exposure. For large "
                                "collections."),
                RecipeWords::tr("Needs 5,000 images or more, and time.")};
    if (name == "nih-multilabel")
        return {
            RecipeWords::tr("Many findings side by side"),
            RecipeWords::tr("For images of which each may have several findings, as in the NIH ChestX-ray14 collection. Images with more "
                            "findings are seen more often."),
            RecipeWords::tr("Needs 500 images or more, and three findings or more.")};
    if (name == "pneumonia-augmented")
        return {
            RecipeWords::tr("One finding, made to hold at other sites"),
            RecipeWords::tr("Made for pneumonia in children. Changes each image strongly while it learns, so that the model does not lean "
                            "on size, letters or exposure."),
            RecipeWords::tr("Needs one finding and 800 images or more.")};
    if (name == "pneumonia-cnn64")
        return {
            RecipeWords::tr("A small, quick network"),
            RecipeWords::tr("Sees 64 x 64 pixels: enough for large opacities, too coarse for nodules. Good for a first try, or where the "
                            "images are small."),
            RecipeWords::tr("Needs one finding. Finished soon even on an old computer.")};
    if (name == "effusion-binary")
        return {
            RecipeWords::tr("One finding against none"),
            RecipeWords::tr("Made for pleural effusion from a table of labels. Keeps the angles of the lungs in the picture, where small "
                            "effusions show."),
            RecipeWords::tr("Needs one finding and 300 images or more.")};
    if (name == "effusion-resnet-weighted")
        return {RecipeWords::tr("A rare finding"),
                RecipeWords::tr("For a finding that few of the images have: those are seen as often as the others, and a wrong call costs "
                                "five times as much."),
                RecipeWords::tr("Needs one finding and 300 images or more.")};
    return {QString::fromStdString(card.recipe.title.empty() ? card.name : card.recipe.title),
            QString::fromStdString(card.recipe.description),
            {}};
}

QString reasonWords(const app::Reason& reason)
{
    using app::ReasonKind;
    const auto number = counted(std::lround(reason.number));
    const auto whole = static_cast<int>(std::lround(reason.number));
    switch (reason.kind) {
    case ReasonKind::OneFinding:
        return reason.speaksFor ? RecipeWords::tr("You have one finding.")
                                : RecipeWords::tr("You have one finding only; this is for several.");
    case ReasonKind::SeveralFindings:
        return reason.speaksFor ? RecipeWords::tr("You have %Ln findings.", nullptr, whole)
                                : RecipeWords::tr("You have %Ln findings; this is for one.", nullptr, whole);
    case ReasonKind::FewImages:
        return RecipeWords::tr("You have %Ln images, few to start from nothing.", nullptr, whole);
    case ReasonKind::EnoughImages:
        return RecipeWords::tr("Your %Ln images are enough for it.", nullptr, whole);
    case ReasonKind::TooFewImages:
        return RecipeWords::tr("It wants %1 images or more, and you have fewer.").arg(number);
    case ReasonKind::Children:
        return RecipeWords::tr("Your images are of children (middle age %1 years).").arg(number);
    case ReasonKind::Adults:
        return RecipeWords::tr("Your images are of adults (middle age %1 years); it was made for children.").arg(number);
    case ReasonKind::SmallImages:
        return RecipeWords::tr("Your images are small (%1 pixels), and it needs no more.").arg(number);
    case ReasonKind::FinerThanNeeded:
        return RecipeWords::tr("Your images are finer than the %1 pixels that it sees.").arg(number);
    case ReasonKind::Rare:
        return RecipeWords::tr("Only %1 % of your images have the finding.").arg(number);
    case ReasonKind::AnyData:
        return RecipeWords::tr("Suits all kinds of chest radiographs.");
    case ReasonKind::QuickTrial:
        return RecipeWords::tr("Shows soon whether there is something to learn.");
    case ReasonKind::StartsKnowing:
        return RecipeWords::tr("Starts with what Lucency's model knows of chest radiographs.");
    }
    return {};
}

} // namespace lucency::ui
