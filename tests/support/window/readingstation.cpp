#include "tests/support/window/readingstation.h"

#include "app/scoring.h"
#include "app/store/store.h"
#include "imaging/phantom.h"
#include "imaging/read.h"
#include "ui/reading/storedimage.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QSettings>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>
#include <vector>

#include <opencv2/core.hpp>

namespace lucency::test {

namespace {

constexpr int phantomSize = 64;
constexpr int mapCells = 8;

std::string baseName(const std::string& path)
{
    return path.substr(path.rfind('/') + 1);
}

model::FindingEntry entry(const char* name, double threshold)
{
    model::FindingEntry finding;
    finding.name = name;
    finding.validated = true;
    finding.operatingPoint.threshold = threshold;
    finding.operatingPoint.sensitivity = {0.9, 0.85, 0.95};
    finding.operatingPoint.specificity = {0.8, 0.75, 0.85};
    finding.operatingPoint.positives = finding.operatingPoint.negatives = 100;
    return finding;
}

/// One hot cell; the others are far below any threshold.
cv::Mat glowingAt(int row, int column)
{
    cv::Mat map(mapCells, mapCells, CV_32FC1, cv::Scalar(0.01));
    map.at<float>(row, column) = 1;
    return map;
}

} // namespace

void Trial::say(const QString& name, double probability)
{
    const std::lock_guard lock(m_mutex);
    m_sayings[name.toStdString()] = probability;
}

void Trial::setOpen(bool open)
{
    {
        const std::lock_guard lock(m_mutex);
        m_open = open;
    }
    m_changed.notify_all();
}

QStringList Trial::scored() const
{
    const std::lock_guard lock(m_mutex);
    QStringList names;
    for (const std::string& name : m_scored)
        names << QString::fromStdString(name);
    return names;
}

class TrialScorer : public app::Scorer {
public:
    TrialScorer(std::shared_ptr<Trial> trial, const std::string& version)
        : m_trial(std::move(trial))
    {
        m_manifest.name = "trial";
        m_manifest.version = version;
        m_manifest.preprocessing.inputSize = 32;
        m_manifest.findings = {entry("Effusion", 0.5), entry("Mass", 0.2)};
    }

    const model::ModelManifest& manifest() const override { return m_manifest; }

    Result<app::PreparedImage> prepare(const std::string& path, int frame) const override
    {
        auto prepared = app::prepareRadiograph(path, frame, m_manifest.preprocessing);
        if (prepared.failure) return *std::move(prepared.failure);
        const std::lock_guard lock(m_trial->m_mutex);
        const auto said = m_trial->m_sayings.find(baseName(path));
        // The network is told by the pixels what to say, and of whom.
        m_trial->m_names.push_back(baseName(path));
        prepared.image.input = cv::Mat(1, 2, CV_64FC1);
        prepared.image.input.at<double>(0, 0) = said == m_trial->m_sayings.end() ? 0.1 : said->second;
        prepared.image.input.at<double>(0, 1) = static_cast<double>(m_trial->m_names.size() - 1);
        return std::move(prepared.image);
    }

    Result<std::vector<model::Prediction>> predict(std::span<const app::PreparedImage> images, std::stop_token stop) override
    {
        std::unique_lock lock(m_trial->m_mutex);
        m_trial->m_changed.wait(lock, stop, [this] { return m_trial->m_open; });
        if (stop.stop_requested()) return Failure{FailureKind::Cancelled, {}, {}};
        std::vector<model::Prediction> predictions;
        for (const app::PreparedImage& image : images) {
            const double effusion = image.input.at<double>(0, 0);
            model::Prediction said;
            said.modelName = m_manifest.name;
            said.modelVersion = m_manifest.version;
            said.scores = {{"Effusion", effusion, effusion >= 0.5, true, true}, {"Mass", 0.05, false, true, true}};
            said.priority = model::priorityOf(said.scores, {0.5, 0.2});
            said.activations = {glowingAt(mapCells - 2, mapCells - 2), glowingAt(1, 1)};
            app::addPreparation(image, said);
            predictions.push_back(std::move(said));
            m_trial->m_scored.push_back(m_trial->m_names[static_cast<std::size_t>(image.input.at<double>(0, 1))]);
        }
        return predictions;
    }

private:
    std::shared_ptr<Trial> m_trial;
    model::ModelManifest m_manifest;
};

app::ScorerFactory trialModel(std::shared_ptr<Trial> trial)
{
    return [trial = std::move(trial)](const std::string& file) -> Result<std::unique_ptr<app::Scorer>> {
        if (baseName(file) == "bad") return Failure{FailureKind::ModelDamaged, file, {}};
        return std::unique_ptr<app::Scorer>(std::make_unique<TrialScorer>(trial, baseName(file)));
    };
}

ReadingStation::ReadingStation()
    : m_trial(std::make_shared<Trial>())
{
    QCoreApplication::setOrganizationName(QStringLiteral("lucency-test"));
    QCoreApplication::setApplicationName(QStringLiteral("lucency-test"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.filePath(QStringLiteral("settings")));
    QDir().mkpath(path({}));
}

ReadingStation::~ReadingStation()
{
    close();
}

QString ReadingStation::path(const QString& name) const
{
    return m_folder.filePath(QStringLiteral("images/") + name);
}

QString ReadingStation::storeFile() const
{
    return m_folder.filePath(QStringLiteral("store.sqlite"));
}

ui::MainWindow& ReadingStation::open()
{
    return open(QStringLiteral("v1"), trialModel(m_trial));
}

ui::MainWindow& ReadingStation::open(const QString& modelFile, app::ScorerFactory scorers)
{
    close();
    auto store = app::Store::open(storeFile());
    if (!store) qFatal("the store of the test cannot be opened");
    m_window = std::make_unique<ui::MainWindow>(*std::move(store),
                                                ui::WindowContext{modelFile, std::move(scorers), ui::readStored, m_storeWarning});
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get())) qFatal("the window did not become active");
    return *m_window;
}

void ReadingStation::close()
{
    if (!m_window) return;
    m_window->close();
    m_window.reset();
}

QString ReadingStation::draw(const QString& name, int patient, int study, int exposure) const
{
    imaging::PhantomDescription description = imaging::describePhantom(static_cast<std::uint64_t>(patient));
    description.size = phantomSize;
    description.exposure = static_cast<std::uint64_t>(exposure);
    const QString file = path(name);
    QDir().mkpath(QFileInfo(file).path());
    const auto format = name.endsWith(QLatin1String(".png")) ? imaging::PhantomFormat::Png : imaging::PhantomFormat::Dicom;
    const imaging::Phantom phantom = imaging::drawPhantom(description);
    if (!imaging::writePhantom(phantom, imaging::phantomIdentity(description, study), format, file.toStdString()))
        qFatal("the phantom of the test cannot be written");
    return file;
}

void ReadingStation::drawMany(int count, int size) const
{
    constexpr int studiesOfOne = 4, drawings = 8;
    std::vector<imaging::Phantom> drawn;
    for (int number = 0; number < std::min(count, drawings); ++number) {
        imaging::PhantomDescription description = imaging::describePhantom(static_cast<std::uint64_t>(number));
        description.size = size;
        drawn.push_back(imaging::drawPhantom(description));
    }
    for (int number = 0; number < count; ++number) {
        imaging::PhantomDescription person = drawn[static_cast<std::size_t>(number % drawings)].description;
        person.seed = static_cast<std::uint64_t>(number / studiesOfOne + 1);
        const auto identity = imaging::phantomIdentity(person, number % studiesOfOne);
        const QString file = path(QStringLiteral("%1.dcm").arg(number, 5, 10, QLatin1Char('0')));
        if (!imaging::writePhantom(drawn[static_cast<std::size_t>(number % drawings)], identity, imaging::PhantomFormat::Dicom,
                                   file.toStdString()))
            qFatal("the phantom of the test cannot be written");
    }
}

QString visibleText(const QWidget& widget)
{
    QStringList words;
    const auto add = [&](const QWidget* part, const QString& text) {
        if (part->isVisible() && !text.isEmpty()) words << text;
    };
    for (const auto* label : widget.findChildren<QLabel*>())
        add(label, label->text());
    for (const auto* button : widget.findChildren<QAbstractButton*>())
        add(button, button->text().isEmpty() ? button->accessibleName() : button->text());
    for (const auto* tree : widget.findChildren<QTreeWidget*>())
        for (auto item = QTreeWidgetItemIterator(const_cast<QTreeWidget*>(tree)); *item; ++item)
            for (int column = 0; column < tree->columnCount(); ++column)
                add(tree, (*item)->text(column));
    return words.join(QLatin1Char('\n'));
}

} // namespace lucency::test
