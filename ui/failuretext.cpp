#include "ui/failuretext.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace lucency::ui {

namespace {

struct Words {
    QString title;    ///< for a table cell
    QString sentence; ///< %1 is the subject
};

class FailureText {
    Q_DECLARE_TR_FUNCTIONS(FailureText)

public:
    static Words of(FailureKind kind);
    static std::optional<QString> ofAddress(const Failure& failure);
    static std::optional<QString> ofTraining(const Failure& failure);
    static QString detail(const Failure& failure);
};

// One switch without default: a new kind does not compile in silence (-Wswitch).
Words FailureText::of(FailureKind kind)
{
    switch (kind) {
    case FailureKind::NotFound:
        return {tr("Not found"), tr("%1 does not exist. Check the path; the drive may not be connected.")};
    case FailureKind::Unreadable:
        return {tr("No permission"),
                tr("%1 cannot be read. Check that it is a file and that you may read it, or copy it to a folder of yours.")};
    case FailureKind::EmptyFolder:
        return {tr("Empty folder"), tr("%1 holds no radiographs. Choose a folder with DICOM, PNG, JPEG, TIFF or BMP files.")};
    case FailureKind::NotAnImage:
        return {tr("Not an image"), tr("%1 is neither a DICOM file nor a picture. It may have the wrong name, or be empty.")};
    case FailureKind::NoPixelData:
        return {tr("No image inside"), tr("%1 is a DICOM file without an image, such as a report or a directory.")};
    case FailureKind::UnsupportedTransferSyntax:
        return {tr("Unknown compression"),
                tr("%1 is compressed in a way that Lucency cannot read. Export it again uncompressed or as JPEG 2000 lossless.")};
    case FailureKind::UnsupportedPixelFormat:
        return {tr("Unknown pixel format"),
                tr("%1 stores its pixels in a way that Lucency cannot show rightly, so it does not show them.")};
    case FailureKind::TruncatedPixelData:
        return {tr("Incomplete image"), tr("%1 ends before its image is complete. Transfer it again from the source.")};
    case FailureKind::PixelDataMismatch:
        return {tr("Contradictory header"), tr("%1 has pixel data that do not fit its stated size. Transfer it again from the source.")};
    case FailureKind::InvalidDimensions:
        return {tr("Impossible size"), tr("%1 states an impossible image size.")};
    case FailureKind::TooLarge:
        return {tr("Too large"), tr("%1 states a larger image than a radiograph has, or than its own length can hold.")};
    case FailureKind::NestedTooDeep:
        return {tr("Malformed file"), tr("%1 nests its data deeper than any real file does and was not opened, for safety.")};
    case FailureKind::CorruptFile:
        return {tr("Damaged file"), tr("%1 is damaged. Transfer it again from the source.")};
    case FailureKind::EndedProgram:
        return {tr("Left alone"),
                tr("Lucency ended twice while it was reading %1, and does not read the file any more. Transfer it again from "
                   "the source: once it has changed, it is read again.")};
    case FailureKind::FileChanged:
        return {tr("Another image"),
                tr("%1 is not the image that was imported any more: the file was replaced. It is neither shown nor scored "
                   "under this name. Import its folder again.")};
    case FailureKind::NotARadiograph:
        return {tr("Not a radiograph"), tr("%1 is not a radiograph by its header. It can be shown, but is not scored.")};
    case FailureKind::NotAChestRadiograph:
        return {tr("Not a chest radiograph"), tr("%1 shows another body part by its header, or is unlike every radiograph that the model "
                                                 "learnt from. It can be shown, but is not scored.")};
    case FailureKind::NotFrontal:
        return {tr("Not a frontal view"),
                tr("%1 is a lateral or other view by its header. The model knows frontal views only, so it is shown but not scored.")};
    case FailureKind::Rotated:
        return {tr("Turned"), tr("%1 seems to lie on its side or upside down. It is shown but not scored: turn it and open it again.")};
    case FailureKind::InvertedImage:
        return {tr("Black and white swapped"),
                tr("%1 seems to have black and white swapped. It is shown but not scored: export it again with air black and bone white.")};
    case FailureKind::NotAModel:
        return {tr("Not a model"), tr("%1 is not a model that Lucency can use. Choose a .safetensors, .pth or TorchScript file.")};
    case FailureKind::ModelDamaged:
        return {tr("Damaged model"), tr("%1 is damaged: its checksum or layout is wrong. Copy the model again from its source.")};
    case FailureKind::ModelMismatch:
        return {tr("Model does not fit"), tr("The network in %1 is not as described.")};
    case FailureKind::ModelTooNew:
        return {tr("Newer model"), tr("%1 was made by a newer version of Lucency. Update Lucency to use it.")};
    case FailureKind::DeviceUnavailable:
        return {tr("No such device"), tr("The device %1 is not available on this computer. Choose \"cpu\" or \"auto\".")};
    case FailureKind::OtherRanksNotFound:
        return {tr("Other processes not found"),
                tr("The other processes of this training were not found at %1. Start all of them within five minutes, with the same "
                   "MASTER_ADDR, MASTER_PORT and WORLD_SIZE, on machines that reach each other.")};
    case FailureKind::NotALabelTable:
        return {tr("Not such a table"), tr("%1 is not a table as it is needed here. Its first row has to name the columns, such as \"Image "
                                           "Index,Finding Labels\" in a table of labels.")};
    case FailureKind::MissingColumn:
        return {tr("Missing column"), tr("%1: a column is missing.")};
    case FailureKind::UnknownFinding:
        return {tr("Unknown finding"), tr("%1 names a finding that Lucency does not know.")};
    case FailureKind::NoLabelledImages:
        return {tr("Nothing labelled"), tr("%1: no image could be matched with a label of each kind that is needed.")};
    case FailureKind::BadRecipe:
        return {tr("Bad recipe"), tr("%1: the recipe cannot be followed.")};
    case FailureKind::BadArgument:
        return {tr("Bad argument"), tr("%1 cannot be used here.")};
    case FailureKind::BadNumber:
        return {tr("Bad number"), tr("%1: a value is not a usable number.")};
    case FailureKind::StoreTooNew:
        return {tr("Newer database"),
                tr("%1 was written by a newer version of Lucency and was left untouched. Update Lucency to open it.")};
    case FailureKind::StoreDamaged:
        return {tr("Damaged database"), tr("%1 is damaged. It was left as it is; restore a backup, or move it away to start anew.")};
    case FailureKind::StoreBusy:
        return {tr("Database in use"), tr("%1 is in use by another program. Close it and try again.")};
    case FailureKind::CannotWrite:
        return {tr("Cannot write"), tr("%1 cannot be written. Choose a folder that you may write to.")};
    case FailureKind::DiskFull:
        return {tr("Disk full"),
                tr("%1 cannot be written because the disk is full. Free some space and try again; nothing that was stored is lost.")};
    case FailureKind::OutOfMemory:
        return {tr("Out of memory"), tr("There is not enough memory for %1. Close other programs and try again.")};
    case FailureKind::Cancelled:
        return {tr("Stopped"), tr("%1 was stopped.")};
    case FailureKind::Internal:
        return {tr("Unexpected error"), tr("%1: something went wrong that should not. Please report it.")};
    }
    return {};
}

/// A sentence for an address of the network in the place of a file, as a browser drops it.
std::optional<QString> FailureText::ofAddress(const Failure& failure)
{
    if (failure.kind != FailureKind::NotFound || failure.subject.find("://") == std::string::npos) return std::nullopt;
    return tr("%1 is an address, and Lucency opens nothing from the network. Save it as a file, and open that.");
}

/// A sentence for a file of a training's run, which is no model that somebody has chosen.
std::optional<QString> FailureText::ofTraining(const Failure& failure)
{
    const auto isOneOf = [&](std::initializer_list<std::string_view> names) {
        return std::any_of(names.begin(), names.end(), [&](auto name) { return failure.subject.ends_with("/" + std::string(name)); });
    };
    switch (failure.kind) {
    case FailureKind::NotFound:
        if (!isOneOf({"state.safetensors"})) break;
        return tr("%1 is missing, and without it the training cannot go on. Restore it from a copy, or start the run anew in another "
                  "folder; the weights in this one can still be used.");
    case FailureKind::ModelDamaged:
        if (!isOneOf({"state.safetensors"})) break;
        return tr("%1 is damaged, so the training cannot go on from it. Restore it from a copy, or start the run anew in another folder; "
                  "the weights in this one can still be used.");
    case FailureKind::ModelMismatch:
        if (!isOneOf({"recipe.json", "state.safetensors", "split.csv", "images.csv"})) break;
        return tr("The training cannot go on: what it works with is no longer what %1 says. Put back what has changed, or start the run "
                  "anew in another folder.");
    default:
        break;
    }
    return std::nullopt;
}

/// The detail of a failure. That of a refusal by the header begins with fixed words and ends with what the header says.
QString FailureText::detail(const Failure& failure)
{
    const QString said = QString::fromStdString(failure.detail);
    if (failure.kind != FailureKind::NotARadiograph && failure.kind != FailureKind::NotAChestRadiograph &&
        failure.kind != FailureKind::NotFrontal)
        return said;
    const std::pair<QLatin1String, QString> words[] = {{QLatin1String("modality "), tr("modality %1")},
                                                       {QLatin1String("SOP class "), tr("SOP class %1")},
                                                       {QLatin1String("body part "), tr("body part %1")},
                                                       {QLatin1String("described as "), tr("described as %1")},
                                                       {QLatin1String("view "), tr("view %1")}};
    for (const auto& [beginning, sentence] : words)
        if (said.startsWith(beginning)) return sentence.arg(said.mid(beginning.size()));
    return said;
}

class RemarkText {
    Q_DECLARE_TR_FUNCTIONS(RemarkText)

public:
    static QString of(imaging::Remark remark);
};

QString RemarkText::of(imaging::Remark remark)
{
    using imaging::Remark;
    switch (remark) {
    case Remark::Inverted:
        return tr("Stored inverted; shown the usual way round.");
    case Remark::NoPixelSpacing:
        return tr("No pixel spacing: lengths are in pixels.");
    case Remark::NoPreamble:
        return tr("DICOM file without a preamble.");
    case Remark::NoMetaHeader:
        return tr("DICOM file without a meta header; its encoding was worked out.");
    case Remark::UnknownCharacterSet:
        return tr("Some text is in an unknown character set.");
    case Remark::LossyCompressed:
        return tr("Compressed with loss.");
    case Remark::ColourConverted:
        return tr("Colour was turned into grey.");
    case Remark::AlphaIgnored:
        return tr("Transparency was ignored.");
    case Remark::MultiFrame:
        return tr("One frame of several.");
    case Remark::OverlayNotShown:
        return tr("The file has an overlay (marks or text over the image) that is not shown.");
    case Remark::TrailingPixelData:
        return tr("Surplus bytes after the image were ignored.");
    case Remark::ViewUnknown:
        return tr("The file does not say whether this is a frontal view.");
    case Remark::BodyPartUnknown:
        return tr("The file does not say which body part this is.");
    case Remark::NoVoi:
        return tr("No window in the file; an automatic one is used.");
    case Remark::AgeUnknown:
        return tr(
            "Age unknown: taken for an adult unless the study says otherwise. Findings of other ages stand last and raise no priority.");
    case Remark::OutsideTrainingAges:
        return tr("The patient's age is outside that of the training data.");
    }
    return {};
}

} // namespace

QString failureText(const Failure& failure)
{
    auto sentence = FailureText::ofAddress(failure);
    if (!sentence) sentence = FailureText::ofTraining(failure);
    QString text = sentence.value_or(FailureText::of(failure.kind).sentence).arg(QString::fromStdString(failure.subject));
    if (!failure.detail.empty()) text += QStringLiteral(" (%1)").arg(FailureText::detail(failure));
    // One line, whatever a library or a file name put into it.
    for (QChar& character : text)
        if (character.unicode() < 0x20 || character.unicode() == 0x7f) character = QLatin1Char(' ');
    return text;
}

QString failureTitle(FailureKind kind)
{
    return FailureText::of(kind).title;
}

QString remarkText(imaging::Remark remark)
{
    return RemarkText::of(remark);
}

void installTranslations()
{
    const auto load = [](const QString& name, const QString& folder) {
        auto* translator = new QTranslator(QCoreApplication::instance());
        if (translator->load(QLocale(), name, QStringLiteral("_"), folder))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    };
    load(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // The source is English without its plural forms: they are there whatever the language, and beneath it.
    auto* plurals = new QTranslator(QCoreApplication::instance());
    if (plurals->load(QStringLiteral(":/i18n/lucency_en.qm"))) QCoreApplication::installTranslator(plurals);
    load(QStringLiteral("lucency"), QStringLiteral(":/i18n"));
}

} // namespace lucency::ui
