// How long a reader waits for the first pixels: from the request to the loader until the view has painted them, coarse and in full.
// bench_firstpixels [FILE.dcm ...]; without a file, radiographs of 2,000 x 2,000 pixels and 16 bits are written for this run.
#include "imaging/dicom/writer.h"
#include "imaging/phantom.h"
#include "imaging/read.h"
#include "ui/reading/imageloader.h"
#include "ui/reading/radiographview.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <random>

using namespace lucency;

namespace {

constexpr int rounds = 9;

/// Time on the wall and of the processor (all threads, user and system), in milliseconds.
struct Times {
    double wall = 0, processor = 0;
};

double processorNow()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto milliseconds = [](const timeval& time) { return 1e3 * double(time.tv_sec) + 1e-3 * double(time.tv_usec); };
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

class Clock {
public:
    Clock()
        : m_processor(processorNow())
    {
        m_wall.start();
    }
    Times elapsed() const { return {1e-6 * double(m_wall.nsecsElapsed()), processorNow() - m_processor}; }

private:
    QElapsedTimer m_wall;
    double m_processor;
};

void report(const char* what, std::vector<Times> times)
{
    if (times.empty()) return;
    std::ranges::sort(times, {}, &Times::wall);
    std::vector<double> processor;
    for (const Times& time : times)
        processor.push_back(time.processor);
    std::ranges::sort(processor);
    std::printf("  %-8s wall %6.1f ms (%.1f to %.1f), processor %6.1f ms (%.1f to %.1f)\n", what, times[times.size() / 2].wall,
                times.front().wall, times.back().wall, processor[processor.size() / 2], processor.front(), processor.back());
}

/// A loader of its own for each round: nothing is kept from the one before.
void measure(const QString& file)
{
    std::vector<Times> coarse, full;
    for (int i = 0; i < rounds; ++i) {
        ui::RadiographView view;
        view.resize(1300, 1300);
        ui::ImageLoader loader([](const ui::ImageFile& wanted) { return imaging::read(wanted.path.toStdString(), wanted.frame); },
                               [](const ui::ImageFile& wanted) { return imaging::readPreview(wanted.path.toStdString(), wanted.frame); });
        QEventLoop loop;
        const Clock clock;
        QObject::connect(&loader, &ui::ImageLoader::previewed, &loop, [&](quint64, const auto& image) {
            view.setImage(image);
            view.grab();
            coarse.push_back(clock.elapsed());
        });
        QObject::connect(&loader, &ui::ImageLoader::loaded, &loop, [&](quint64, const auto& image) {
            view.refine(image);
            view.grab();
            full.push_back(clock.elapsed());
            loop.quit();
        });
        QObject::connect(&loader, &ui::ImageLoader::failed, &loop, [&](quint64, const Failure& failure) {
            std::fprintf(stderr, "%s: %s\n", failure.subject.c_str(), failure.detail.c_str());
            loop.quit();
        });
        loader.load({file, 0, 0});
        loop.exec();
    }
    std::printf("%s\n", qPrintable(QFileInfo(file).fileName()));
    report("coarse", std::move(coarse));
    report("full", std::move(full));
}

/// With noise in the lowest bits or without: the one is the worst for a lossless codec, the other its best.
imaging::Radiograph largeRadiograph(unsigned noiseMask)
{
    imaging::PhantomDescription description;
    description.size = 500;
    const imaging::Phantom phantom = imaging::drawPhantom(description);
    imaging::Radiograph radiograph;
    radiograph.pixels.create(2000, 2000, CV_16UC1);
    std::mt19937 random(1);
    for (int y = 0; y < 2000; ++y)
        for (int x = 0; x < 2000; ++x) {
            const auto noise = static_cast<unsigned>(random());
            radiograph.pixels.at<std::uint16_t>(y, x) =
                static_cast<std::uint16_t>(phantom.pixels.at<std::uint16_t>(y / 4, x / 4) * 14 + (noise & noiseMask));
        }
    radiograph.rows = radiograph.columns = 2000;
    radiograph.bitsStored = 16;
    radiograph.identity.modality = "DX";
    radiograph.identity.sopInstanceUid = "2.25.1";
    radiograph.meaning.windows = {{30000, 50000, imaging::VoiFunction::Linear, {}}};
    return radiograph;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QStringList files = QApplication::arguments().mid(1);
    const QTemporaryDir folder;
    if (files.isEmpty()) {
        for (const auto& [name, mask] : {std::pair{"smooth", 0x3u}, {"noisy", 0xFFFu}}) {
            const auto at = [&, name = name](const char* how) { return folder.filePath(QStringLiteral("%1-%2.dcm").arg(name, how)); };
            const imaging::Radiograph radiograph = largeRadiograph(mask);
            const QString plain = at("uncompressed"), ls = at("jpegls"), j2k = at("jpeg2000");
            if (!imaging::writeDicom(radiograph, {}, imaging::DicomEncoding::ExplicitLittleEndian, plain.toStdString()) ||
                !imaging::writeDicom(radiograph, {}, imaging::DicomEncoding::JpegLsLossless, ls.toStdString()))
                return 1;
            files << plain << ls;
            // Lucency writes no JPEG 2000; GDCM's tool does.
            if (QProcess::execute(QStringLiteral("gdcmconv"), {QStringLiteral("--j2k"), plain, j2k}) == 0) files << j2k;
        }
    }
    for (const QString& file : files)
        measure(file);
    return 0;
}
