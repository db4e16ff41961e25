#include "app/commands/command.h"

#include "app/commands/commandoutput.h"
#include "imaging/display.h"
#include "imaging/read.h"
#include "imaging/replacementfile.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QCoreApplication>

#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

namespace lucency::app {
namespace {

using nlohmann::ordered_json;
using namespace imaging;

struct InspectCommand {
    Q_DECLARE_TR_FUNCTIONS(InspectCommand)
};

std::string utf8(const QString& words)
{
    return words.toStdString();
}

struct InspectOptions {
    std::string file;
    int frame = 1;
    std::string render;
    std::string window;
    std::optional<int> voi;
    bool withoutOverlay = false;
};

const char* word(VoiFunction function)
{
    switch (function) {
    case VoiFunction::Linear:
        return "LINEAR";
    case VoiFunction::LinearExact:
        return "LINEAR_EXACT";
    case VoiFunction::Sigmoid:
        return "SIGMOID";
    }
    return "";
}

const char* word(SpacingSource source)
{
    switch (source) {
    case SpacingSource::None:
        return "none";
    case SpacingSource::Calibrated:
        return "calibrated";
    case SpacingSource::AtDetector:
        return "at-detector";
    case SpacingSource::Magnified:
        return "magnified";
    }
    return "";
}

const char* word(View view)
{
    switch (view) {
    case View::Unknown:
        return "unknown";
    case View::Frontal:
        return "frontal";
    case View::FrontalPA:
        return "frontal-pa";
    case View::FrontalAP:
        return "frontal-ap";
    case View::Lateral:
        return "lateral";
    case View::Other:
        return "other";
    }
    return "";
}

const char* word(VoiChoice::Origin origin)
{
    switch (origin) {
    case VoiChoice::Origin::File:
        return "file";
    case VoiChoice::Origin::FullRange:
        return "full-range";
    case VoiChoice::Origin::Automatic:
        return "automatic";
    case VoiChoice::Origin::Preset:
        return "preset";
    case VoiChoice::Origin::Reader:
        return "reader";
    }
    return "";
}

ordered_json toJson(const VoiWindow& window)
{
    return {{"center", window.center}, {"width", window.width}, {"function", word(window.function)}, {"explanation", window.explanation}};
}

ordered_json toJson(const LookupTable& table)
{
    return {
        {"first_mapped", table.firstMapped}, {"entries", table.entries.size()}, {"bits", table.bits}, {"explanation", table.explanation}};
}

ordered_json toJson(const Identity& identity)
{
    return {{"patient_id", identity.patientId},
            {"patient_name", identity.patientName},
            {"birth_date", identity.birthDate},
            {"sex", identity.sex},
            {"age", identity.age},
            {"study_uid", identity.studyUid},
            {"series_uid", identity.seriesUid},
            {"sop_instance_uid", identity.sopInstanceUid},
            {"sop_class_uid", identity.sopClassUid},
            {"study_date", identity.studyDate},
            {"study_time", identity.studyTime},
            {"accession_number", identity.accessionNumber},
            {"study_description", identity.studyDescription},
            {"series_description", identity.seriesDescription},
            {"series_number", identity.seriesNumber},
            {"instance_number", identity.instanceNumber},
            {"institution", identity.institution},
            {"manufacturer", identity.manufacturer},
            {"model_name", identity.modelName},
            {"modality", identity.modality},
            {"body_part", identity.bodyPart},
            {"view_position", identity.viewPosition},
            {"laterality", identity.laterality},
            {"patient_orientation", identity.patientOrientation},
            {"view", word(identity.view)}};
}

ordered_json toJson(const std::vector<VoiChoice>& choices)
{
    ordered_json list = ordered_json::array();
    for (const VoiChoice& choice : choices) {
        ordered_json item = {{"voi", list.size()}, {"origin", word(choice.origin)}, {"name", choice.name}};
        if (const auto* const window = std::get_if<VoiWindow>(&choice.transform))
            item["window"] = toJson(*window);
        else
            item["lut"] = toJson(std::get<LookupTable>(choice.transform));
        list.push_back(std::move(item));
    }
    return list;
}

ordered_json toJson(const std::vector<OverlayPlane>& planes)
{
    ordered_json list = ordered_json::array();
    for (const OverlayPlane& plane : planes) {
        int marks = 0;
        for (int row = 0; row < plane.area.height; ++row)
            for (int column = 0; column < plane.area.width; ++column)
                marks += plane.at(plane.area.y + row, plane.area.x + column);
        const bool region = plane.kind == OverlayPlane::Kind::RegionOfInterest;
        list.push_back({{"group", QString::number(plane.group, 16).toUpper().toStdString()},
                        {"type", region ? "region-of-interest" : "graphics"},
                        {"rows", plane.rows},
                        {"columns", plane.columns},
                        {"origin", {plane.top + 1, plane.left + 1}},
                        {"embedded", plane.embedded},
                        {"shown", plane.readable},
                        {"marked_pixels", marks},
                        {"label", plane.label},
                        {"description", plane.description}});
    }
    return list;
}

void addMeaning(const PresentationMeaning& meaning, ordered_json& object)
{
    object["photometric"] = meaning.photometric == Photometric::Monochrome1 ? "MONOCHROME1" : "MONOCHROME2";
    object["presentation_lut_shape"] = !meaning.hasPresentationShape ? ordered_json()
                                       : meaning.presentationInverse ? "INVERSE"
                                                                     : "IDENTITY";
    object["inverted"] = meaning.inverted();
    object["rescale"] = {{"slope", meaning.rescaleSlope}, {"intercept", meaning.rescaleIntercept}};
    object["modality_lut"] = meaning.modalityLut ? toJson(*meaning.modalityLut) : ordered_json();
    object["padding"] = meaning.padding ? ordered_json(*meaning.padding) : ordered_json();
    object["windows"] = ordered_json::array();
    for (const VoiWindow& window : meaning.windows)
        object["windows"].push_back(toJson(window));
    object["voi_luts"] = ordered_json::array();
    for (const LookupTable& table : meaning.voiLuts)
        object["voi_luts"].push_back(toJson(table));
}

ordered_json toJson(const Radiograph& radiograph, const std::vector<VoiChoice>& choices)
{
    double low = 0;
    double high = 0;
    cv::minMaxLoc(radiograph.pixels, &low, &high);
    ordered_json object = {
        {"path", radiograph.path},
        {"format", radiograph.identity.isDicom ? "dicom" : "raster"},
        {"transfer_syntax", radiograph.transferSyntax},
        {"rows", radiograph.rows},
        {"columns", radiograph.columns},
        {"bits_stored", radiograph.bitsStored},
        {"signed", radiograph.pixels.depth() == CV_16S},
        {"stored_range", {static_cast<int>(low), static_cast<int>(high)}},
        {"frame", radiograph.frame + 1},
        {"frames", radiograph.frameCount},
        {"pixel_aspect", radiograph.pixelAspect},
        {"pixel_spacing",
         {{"row", radiograph.spacing.row}, {"column", radiograph.spacing.column}, {"source", word(radiograph.spacing.source)}}}};
    addMeaning(radiograph.meaning, object);
    object["choices"] = toJson(choices);
    object["overlays"] = toJson(radiograph.overlays);
    object["identity"] = toJson(radiograph.identity);
    object["remarks"] = ordered_json::array();
    for (const Remark remark : radiograph.remarks)
        object["remarks"].push_back(std::string(slug(remark)));
    const Done scorable = checkScorable(radiograph);
    object["scorable"] = {{"verdict", scorable ? "scorable" : "refused"},
                          {"reason", scorable ? std::string() : std::string(slug(scorable.error().kind))}};
    return object;
}

/// "C,W" as a linear window.
std::optional<VoiChoice> parseWindow(const std::string& text)
{
    const std::size_t comma = text.find(',');
    // std::stod() takes hexadecimal numbers too, which nobody means.
    if (comma == std::string::npos || text.find_first_not_of("0123456789.,+-eE") != std::string::npos) return std::nullopt;
    try {
        std::size_t used = 0;
        VoiWindow window;
        window.center = std::stod(text.substr(0, comma), &used);
        if (used != comma) return std::nullopt;
        window.width = std::stod(text.substr(comma + 1), &used);
        if (used != text.size() - comma - 1 || !std::isfinite(window.center) || !std::isfinite(window.width) || window.width < 1)
            return std::nullopt;
        return VoiChoice{VoiChoice::Origin::Reader, window, {}};
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

Done render(const Radiograph& radiograph, const VoiChoice& choice, bool withOverlays, const std::filesystem::path& file)
{
    std::vector<std::uint8_t> png;
    try {
        cv::Mat grey;
        DisplayTable(radiograph, choice).apply(radiograph.pixels, grey);
        if (withOverlays) drawOverlays(radiograph.overlays, grey);
        cv::imencode(".png", grey, png);
    } catch (const std::exception& e) {
        return Failure{FailureKind::Internal, file.string(), e.what()};
    }
    return writeAtomically(file, {reinterpret_cast<const char*>(png.data()), png.size()});
}

int inspect(const InspectOptions& options, const CommandContext& context)
{
    const auto wrongUsage = [](const std::string& text) {
        std::cerr << "lucency: " << text << '\n';
        return static_cast<int>(WrongUsage);
    };
    std::optional<VoiChoice> chosen;
    if (!options.window.empty()) {
        chosen = parseWindow(options.window);
        if (!chosen) return wrongUsage(utf8(InspectCommand::tr("--window takes center and width as C,W, the width at least 1")));
    }
    std::error_code unknown;
    if (std::filesystem::is_directory(options.file, unknown)) {
        std::cerr << "lucency: "
                  << utf8(InspectCommand::tr("%1 is a folder. Name one of its files, or take lucency score for all of them.")
                              .arg(QString::fromStdString(options.file)))
                  << " [" << slug(FailureKind::Unreadable) << "]\n";
        return NothingDone;
    }
    if (const auto replaced = inputReplacedBy(options.render, {options.file})) return wrongUsage(wouldReplace("--render", *replaced));
    const Result<Radiograph> read = imaging::read(options.file, options.frame - 1);
    if (!read && read.error().kind == FailureKind::BadArgument)
        if (const auto header = readHeader(options.file))
            return wrongUsage(InspectCommand::tr("--frame %1: %2 has %n frames", nullptr, header->frameCount)
                                  .arg(options.frame)
                                  .arg(QString::fromStdString(options.file))
                                  .toStdString());
    if (!read) return context.fail(read.error());
    const std::vector<VoiChoice> choices = voiChoices(*read);
    if (options.voi) {
        if (*options.voi < 0 || static_cast<std::size_t>(*options.voi) >= choices.size())
            return wrongUsage(
                InspectCommand::tr("--voi is one of the choices 0 to %1 of this image").arg(choices.size() - 1).toStdString());
        chosen = choices[static_cast<std::size_t>(*options.voi)];
    }
    if (!options.render.empty())
        if (const Done rendered = render(*read, chosen.value_or(choices.front()), !options.withoutOverlay, options.render); !rendered)
            return context.fail(rendered.error());
    const std::string text = toJson(*read, choices).dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
    if (const Done written = RecordOutput({}).write(text); !written) return context.fail(written.error());
    return AllDone;
}

} // namespace

Command addInspectCommand(CLI::App& parent)
{
    CLI::App* const command =
        parent.add_subcommand("inspect", utf8(InspectCommand::tr("Say what was read from an image: one JSON object")));
    const auto options = std::make_shared<InspectOptions>();
    command->add_option("FILE", options->file, utf8(InspectCommand::tr("PNG, JPEG, TIFF, BMP or DICOM file")))->required();
    command
        ->add_option("--frame", options->frame, utf8(InspectCommand::tr("Frame of a multi-frame file or page of a TIFF, the first is 1")))
        ->check([](const std::string& given) {
            const bool counts = QString::fromStdString(given).toInt() >= 1;
            return counts ? std::string() : utf8(InspectCommand::tr("frames are counted from 1, so it is 1 or more"));
        });
    command->add_option("--render", options->render, utf8(InspectCommand::tr("Write the display as an 8-bit PNG")));
    CLI::Option* const window = command->add_option(
        "--window", options->window, utf8(InspectCommand::tr("Display with window center C and width W instead of the default, as C,W")));
    command->add_option("--voi", options->voi, utf8(InspectCommand::tr("Display with this one of the listed choices; 0 is the default")))
        ->excludes(window);
    command->add_flag("--no-overlay", options->withoutOverlay,
                      utf8(InspectCommand::tr("Leave the overlay planes of a DICOM file out of the display")));
    return [options](const CommandContext& context) { return inspect(*options, context); };
}

} // namespace lucency::app
