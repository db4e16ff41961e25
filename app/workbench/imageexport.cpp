#include "app/workbench/imageexport.h"

#include "imaging/replacementfile.h"
#include "model/csv.h"

#include <charconv>
#include <exception>
#include <new>
#include <set>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;

std::string folderName(const std::string& finding)
{
    std::string name;
    for (const char character : finding)
        name += character == '/' || character == '\\' || character == ':' ? '_' : character;
    return name;
}

std::string numberText(double value)
{
    char text[32];
    return std::isnan(value) ? std::string() : std::string(text, std::to_chars(text, text + sizeof text, value).ptr);
}

FailureKind kindOf(const std::error_code& error)
{
    return error == std::errc::no_space_on_device ? FailureKind::DiskFull : FailureKind::CannotWrite;
}

class Exporting {
public:
    Exporting(const OpenedResult& result, const CorrectionsByImage& corrections, const ImageExportOrder& order)
        : m_result(result)
        , m_corrections(corrections)
        , m_order(order)
        , m_finding(result.table.indexOf(order.finding))
    {
    }

    Result<ImageExportSummary> run(const std::function<void(std::size_t)>& progress, const std::stop_token& stop)
    {
        std::error_code error;
        if (m_finding < 0) return Failure{FailureKind::UnknownFinding, m_order.folder.string(), m_order.finding};
        if (fs::exists(m_order.folder, error) && !fs::is_empty(m_order.folder, error))
            return Failure{FailureKind::BadArgument, m_order.folder.string(), "the folder holds something already"};
        fs::create_directories(m_order.folder, error);
        if (error) return Failure{kindOf(error), m_order.folder.string(), error.message()};
        std::string csv = "path,patient_id,finding,label,probability,called,source\n";
        std::size_t done = 0;
        for (const auto image : m_order.images) {
            if (stop.stop_requested()) return Failure{FailureKind::Cancelled, m_order.folder.string(), {}};
            const auto target = put(image);
            if (!target && target.error().kind == FailureKind::DiskFull) return target.error();
            if (target)
                csv += row(image, *target);
            else
                m_summary.missing.push_back(target.error());
            if (progress) progress(++done);
        }
        if (auto wrote = imaging::writeAtomically(m_order.folder / "images.csv", csv); !wrote) return wrote.error();
        return std::move(m_summary);
    }

private:
    /// What the finding is said to be on an image, with what people corrected.
    signed char labelOf(std::size_t image) const
    {
        const auto label = m_result.table.findings[static_cast<std::size_t>(m_finding)].labels[image];
        const auto said = m_corrections.find(image);
        if (said == m_corrections.end()) return label;
        const auto word = said->second.labels.find(QString::fromStdString(m_order.finding));
        if (word == said->second.labels.end()) return label;
        return word->second == LabelCall::Present ? 1 : word->second == LabelCall::Absent ? 0 : PredictionTable::unknownLabel;
    }

    /// The path below the folder that the image lies at now.
    Result<fs::path> put(std::size_t image)
    {
        const fs::path source = m_result.fileOf(image);
        std::error_code error;
        if (source.empty() || !fs::is_regular_file(source, error))
            return Failure{FailureKind::NotFound, m_result.table.images[image].path, {}};
        const auto label = labelOf(image);
        const std::string name = folderName(m_order.finding);
        const fs::path folder = label == 1 ? name : label == 0 ? "No " + name : std::string("unknown");
        fs::create_directories(m_order.folder / folder, error);
        if (error) return Failure{kindOf(error), (m_order.folder / folder).string(), error.message()};
        fs::path target = folder / source.filename();
        for (int number = 2; !m_taken.insert(target.string()).second; ++number)
            target = folder / (source.stem().string() + " (" + std::to_string(number) + ")" + source.extension().string());
        const fs::path whole = m_order.folder / target;
        if (m_order.hardLinks) {
            fs::create_hard_link(source, whole, error);
            if (!error) {
                ++m_summary.linked;
                ++m_summary.written;
                return target;
            }
        }
        error.clear();
        // Without an option a file that is there is an error, not a target.
        fs::copy_file(source, whole, error);
        if (error) return Failure{kindOf(error), whole.string(), error.message()};
        ++m_summary.written;
        return target;
    }

    std::string row(std::size_t image, const fs::path& target) const
    {
        const auto& described = m_result.table.images[image];
        const double probability = m_result.table.findings[static_cast<std::size_t>(m_finding)].probabilities[image];
        const auto label = labelOf(image);
        std::string text = model::csvField(target.generic_string()) + "," + model::csvField(described.patient) + "," +
                           model::csvField(m_order.finding) + ",";
        if (label != PredictionTable::unknownLabel) text += label == 1 ? "1" : "0";
        text += "," + numberText(probability) + ",";
        if (!std::isnan(probability)) text += probability >= m_order.threshold ? "1" : "0";
        return text + "," + model::csvField(described.path) + "\n";
    }

    const OpenedResult& m_result;
    const CorrectionsByImage& m_corrections;
    const ImageExportOrder& m_order;
    const int m_finding;
    std::set<std::string> m_taken;
    ImageExportSummary m_summary;
};

} // namespace

Result<ImageExportSummary> exportImages(const OpenedResult& result, const CorrectionsByImage& corrections, const ImageExportOrder& order,
                                        const std::function<void(std::size_t)>& progress, std::stop_token stop)
{
    try {
        return Exporting(result, corrections, order).run(progress, stop);
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, order.folder.string(), {}};
    } catch (const std::exception& error) {
        return Failure{FailureKind::CannotWrite, order.folder.string(), error.what()};
    }
}

} // namespace lucency::app
