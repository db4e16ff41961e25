#pragma once

#include "app/scorer.h"
#include "ui/reading/imageloader.h"

#include <opencv2/core.hpp>

#include <QSet>
#include <QString>

#include <condition_variable>
#include <mutex>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::test {

/// Reads an image of one grey value, which its file's name is; a file can be held, or be damaged.
class Shelf {
public:
    Result<imaging::Radiograph> read(const ui::ImageFile& file)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return !m_held.contains(file.path); });
        if (m_damaged.contains(file.path)) return Failure{FailureKind::TruncatedPixelData, file.path.toStdString(), {}};
        imaging::Radiograph radiograph;
        radiograph.pixels = cv::Mat(80, 100, CV_16UC1, cv::Scalar(file.path.toInt()));
        for (int row = 0; row < 40; ++row)
            radiograph.pixels.row(row).setTo(file.path.toInt() + 1000);
        radiograph.rows = 80;
        radiograph.columns = 100;
        radiograph.bitsStored = 12;
        return radiograph;
    }
    void hold(const QString& path, bool held)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (held)
                m_held.insert(path);
            else
                m_held.remove(path);
        }
        m_changed.notify_all();
    }
    void damage(const QString& path)
    {
        const std::lock_guard lock(m_mutex);
        m_damaged << path;
    }
    void openAll()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_held.clear();
        }
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    QSet<QString> m_held, m_damaged;
};

/// A model that says what the file's name is: 5 is 0.05 of Effusion.
class NumberScorer : public app::Scorer {
public:
    explicit NumberScorer(bool opens)
    {
        m_manifest.name = "numbers";
        m_manifest.version = "1";
        for (const char* name : {"Effusion", "Mass"}) {
            model::FindingEntry finding;
            finding.name = name;
            finding.validated = true;
            finding.operatingPoint.threshold = 0.5;
            m_manifest.findings.push_back(finding);
        }
        m_opens = opens;
    }
    const model::ModelManifest& manifest() const override { return m_manifest; }
    Result<app::PreparedImage> prepare(const std::string& path, int) const override
    {
        if (path == "13") return Failure{FailureKind::NotFrontal, path, {}};
        app::PreparedImage image;
        image.input = cv::Mat(1, 1, CV_32FC1, cv::Scalar(std::stof(path) / 100));
        image.age.years = 50;
        return image;
    }
    Result<std::vector<model::Prediction>> predict(std::span<const app::PreparedImage> images, std::stop_token stop) override
    {
        std::mutex never;
        std::condition_variable_any wait;
        std::unique_lock lock(never);
        if (!m_opens) wait.wait(lock, stop, [] { return false; });
        if (stop.stop_requested()) return Failure{FailureKind::Cancelled, {}, {}};
        std::vector<model::Prediction> said(images.size());
        for (std::size_t index = 0; index < images.size(); ++index) {
            const double effusion = double(images[index].input.at<float>(0, 0));
            said[index].modelName = "numbers";
            said[index].modelVersion = "1";
            said[index].scores = {{"Effusion", effusion, effusion >= 0.5, true, true}, {"Mass", 0.3, false, true, true}};
            cv::Mat left(8, 8, CV_32FC1, cv::Scalar(0.01)), right = left.clone();
            left.at<float>(4, 1) = right.at<float>(4, 6) = 1;
            said[index].activations = {left, right};
        }
        return said;
    }

private:
    model::ModelManifest m_manifest;
    bool m_opens = true;
};

} // namespace lucency::test
