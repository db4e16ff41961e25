#include "ui/training/checkwords.h"

#include "ui/training/wizardwords.h"

#include <QCoreApplication>
#include <QLocale>

namespace lucency::ui {

namespace {

struct CheckWords {
    Q_DECLARE_TR_FUNCTIONS(CheckWords)
};

} // namespace

QString ablationWords(const model::AblationOutcome& ablation)
{
    using model::AblationFault;
    switch (ablation.fault) {
    case AblationFault::None:
        return CheckWords::tr(
                   "The network learnt %1 by heart in %2. So images, labels and recipe fit together. Whether it finds the same in "
                   "people whom it has never seen, only the training itself can show.")
            .arg(CheckWords::tr("%Ln of your images", nullptr, ablation.images), CheckWords::tr("%n rounds", nullptr, ablation.epochs));
    case AblationFault::LabelsConstant:
        return CheckWords::tr(
            "All images that were tried have the same labels: there is nothing to tell apart. Look at the data page at what "
            "the labels stand for.");
    case AblationFault::ImagesIdentical:
        return CheckWords::tr("Some images with different labels are the very same picture, which nobody could tell apart. Look at the "
                              "problems on the data page.");
    case AblationFault::LossNotFinite:
        return CheckWords::tr(
            "The network's numbers grew beyond all bounds. Choose a smaller learning rate (training.learningRate) among all "
            "settings, or another recipe.");
    case AblationFault::RateTooLarge:
        return CheckWords::tr(
            "The learning rate (training.learningRate) is too large: the network does not settle. With a much smaller one "
            "it learns your images.");
    case AblationFault::RateTooSmall:
        return CheckWords::tr(
            "The learning rate (training.learningRate) is too small: the network learns, but too slowly. With a much larger one "
            "it learns your images.");
    case AblationFault::Unknown:
        return CheckWords::tr("The network cannot learn even %1 by heart, at any speed that was tried: it calls %2 of the labels right. "
                              "Perhaps the network is "
                              "too small, or it sees the images too coarsely. Try another recipe.")
            .arg(CheckWords::tr("%Ln images", nullptr, ablation.images), shareText(ablation.accuracy));
    }
    return {};
}

QList<EstimateLine> estimateLines(const app::CheckOutcome& outcome)
{
    const auto& estimate = outcome.estimate;
    QList<EstimateLine> lines;
    lines.append({CheckWords::tr("Time"), aboutDuration(estimate.seconds()),
                  CheckWords::tr("reading the images %1, learning %2, choosing and measuring %3")
                      .arg(aboutDuration(estimate.readSeconds), aboutDuration(estimate.learnSeconds + estimate.saveSeconds),
                           aboutDuration(estimate.validateSeconds + estimate.evaluateSeconds))});
    lines.append(
        {CheckWords::tr("Memory"), sizeText(estimate.memoryBytes), CheckWords::tr("%1 are free now").arg(sizeText(outcome.room.memory))});
    lines.append({CheckWords::tr("Disk"), sizeText(estimate.runBytes + estimate.cacheBytes),
                  CheckWords::tr("%1 for the run and %2 for images made ready; %3 are free")
                      .arg(sizeText(estimate.runBytes), sizeText(estimate.cacheBytes), sizeText(outcome.room.runDisk))});
    return lines;
}

QStringList estimateWarnings(const app::CheckOutcome& outcome)
{
    QStringList warnings;
    if (!outcome.trial) return warnings;
    const auto& estimate = outcome.estimate;
    const auto& room = outcome.room;
    if (room.memory > 0 && estimate.memoryBytes * 10 > room.memory * 9)
        warnings << CheckWords::tr(
            "There may not be enough memory. Close other programs, or choose a smaller batch (training.batch) among all "
            "settings.");
    if (outcome.trial->microBatch > 0)
        warnings << CheckWords::tr("Memory does not suffice for a whole batch; it is taken in parts of %Ln images, which takes longer.",
                                   nullptr, outcome.trial->microBatch);
    if (room.runDisk < estimate.runBytes || room.cacheDisk < estimate.cacheBytes)
        warnings << CheckWords::tr("The disk is too full for the run. Free some space first: a full disk stops a training.");
    constexpr double long_ = 12 * 3600.0;
    if (estimate.seconds() > long_)
        warnings << CheckWords::tr(
            "That is long. The training can be stopped at any time and goes on where it stopped; a smaller recipe or fewer "
            "rounds (training.epochs) take less.");
    return warnings;
}

} // namespace lucency::ui
